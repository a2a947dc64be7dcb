"""Result dialogues that have been held by a review."""

from dataclasses import dataclass
from datetime import date

from effektkedja.chain.build import Thing
from effektkedja.chain.stages import Stage
from effektkedja.followup.look import Look
from effektkedja.plan.model import Decision, Dialogue


@dataclass(frozen=True, slots=True)
class Decided:
    """What a dialogue decided."""

    dialogue: Thing
    record: Decision
    is_due: bool
    """Whether it was to be done by the day."""


@dataclass(frozen=True, slots=True)
class Held:
    """A dialogue that has been held."""

    thing: Thing
    record: Dialogue
    about: tuple[Thing, ...]
    decisions: tuple[Decided, ...]


def dialogues_at(look: Look) -> list[Held]:
    """Give the dialogues held by the day or for a review no later than the plan's own, in the order of the plans."""
    found = []
    for thing in look.chain.of(Stage.DIALOGUE):
        record = thing.record
        if isinstance(record, Dialogue) and _is_held(thing, record, look):
            day = look.day(thing.file)
            decisions = tuple(Decided(thing, decision, _is_due(decision, day)) for decision in record.decisions)
            found.append(Held(thing, record, tuple(look.chain.concerned.get(thing, ())), decisions))
    return found


def _is_held(thing: Thing, record: Dialogue, look: Look) -> bool:
    review = look.reviews.named(thing.file, record.review) if record.review else None
    in_question = look.review_of(thing.file)
    if review is not None:
        return in_question is not None and review.day <= in_question.day
    return record.date is None or record.date <= look.day(thing.file)


def _is_due(decision: Decision, day: date) -> bool:
    return decision.due is not None and decision.due.last <= day
