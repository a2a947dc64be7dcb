"""Internal control: the risks, what they threaten, and how their controls went at a review."""

from dataclasses import dataclass
from enum import StrEnum

from effektkedja.chain.build import Thing
from effektkedja.chain.stages import Stage
from effektkedja.followup.look import Look
from effektkedja.plan.model import Control, ControlResult, Risk


class Outcome(StrEnum):
    """How a control went."""

    WELL = "well"
    DEVIATION = "deviation"
    """It was carried out and something was found."""
    NOT_CARRIED_OUT = "not-carried-out"
    NOT_REPORTED = "not-reported"


@dataclass(frozen=True, slots=True)
class Controlled:
    """A control at the review."""

    record: Control
    result: ControlResult | None
    """None where nothing is reported for the review."""

    @property
    def outcome(self) -> Outcome:
        """How it went."""
        if self.result is None:
            return Outcome.NOT_REPORTED
        if not self.result.carried_out:
            return Outcome.NOT_CARRIED_OUT
        return Outcome.DEVIATION if self.result.deviation else Outcome.WELL


@dataclass(frozen=True, slots=True)
class Threat:
    """A risk at the review."""

    thing: Thing
    record: Risk
    threatens: tuple[Thing, ...]
    controls: tuple[Controlled, ...]
    limit: int
    """The value from which a risk is great, and needs a control."""

    @property
    def value(self) -> int | None:
        """Probability times consequence; None where one of them is missing."""
        return value_of(self.thing)

    @property
    def is_great(self) -> bool:
        """Whether it reaches the limit."""
        return self.value is not None and self.value >= self.limit


def value_of(risk: Thing) -> int | None:
    """Give a risk's probability times its consequence; None where one of them is missing."""
    record = risk.record
    if not isinstance(record, Risk) or record.probability is None or record.consequence is None:
        return None
    return record.probability * record.consequence


def threats_at(look: Look) -> list[Threat]:
    """Give the risks of a chain, the highest first; those of one value in the order of the plans."""
    risks = look.chain.of(Stage.RISK)
    return highest_first([_threat(risk, risk.record, look) for risk in risks if isinstance(risk.record, Risk)])


def highest_first(threats: list[Threat]) -> list[Threat]:
    """Give risks by their value, the highest first; what has none comes last."""
    return sorted(threats, key=lambda threat: -(threat.value or 0))


def _threat(thing: Thing, record: Risk, look: Look) -> Threat:
    controls = tuple(Controlled(control, _result(control, thing, look)) for control in record.controls)
    return Threat(thing, record, tuple(look.chain.concerned.get(thing, ())), controls, look.chain.limits.risk_value)


def _result(control: Control, risk: Thing, look: Look) -> ControlResult | None:
    """Give the result at the review by which the risk's plan is judged; of two the later in the file."""
    review = look.review_of(risk.file)
    results = [one for one in control.results if review is not None and one.review == review.id]
    return next((one for one in reversed(results) if one.carried_out is not None), None)
