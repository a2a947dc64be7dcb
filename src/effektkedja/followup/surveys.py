"""What surveys tell: how many answered, and what they said."""

from dataclasses import dataclass

from effektkedja.chain.build import Thing
from effektkedja.chain.stages import Stage
from effektkedja.followup.look import Look
from effektkedja.plan.model import Survey, SurveyResult


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A survey, a customer measurement or a study at the review."""

    thing: Thing
    record: Survey
    measures: tuple[Thing, ...]
    is_over: bool
    """Whether its period had ended on the day; a survey that says no period is over."""

    @property
    def results(self) -> tuple[SurveyResult, ...]:
        """What was answered, as far as it was known on the day."""
        return tuple(self.record.results) if self.is_over else ()

    @property
    def answered(self) -> tuple[int, int] | None:
        """How many answered and how many were asked; None where that is not known."""
        invited, respondents = self.record.invited, self.record.respondents
        if not self.is_over or not invited or respondents is None:
            return None
        return respondents, invited


def surveys_at(look: Look) -> list[Surveyed]:
    """Give the surveys of a chain, in the order of the plans."""
    found = []
    for thing in look.chain.of(Stage.SURVEY):
        record = thing.record
        if isinstance(record, Survey):
            is_over = record.period is None or record.period.last <= look.day(thing.file)
            found.append(Surveyed(thing, record, tuple(look.chain.concerned.get(thing, ())), is_over))
    return found
