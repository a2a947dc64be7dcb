"""Changes in budget and priorities: those that somebody decided, and those that nobody has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from effektkedja.chain.build import Thing
from effektkedja.chain.stages import Stage
from effektkedja.followup.look import Look
from effektkedja.plan.model import Change

_TO_BE_DECIDED = frozenset({"budget", "priority"})
"""Kinds of change that somebody decides; the world around changes by itself."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A change, and what it affects."""

    thing: Thing
    record: Change
    affects: tuple[Thing, ...]

    @property
    def is_undecided(self) -> bool:
        """Whether it needs a decision and has none."""
        return lacks_decision(self.thing)

    @property
    def is_decided(self) -> bool:
        """Whether it is a change of budget or priority that somebody decided."""
        return self.record.kind in _TO_BE_DECIDED and self.record.decision is not None


def lacks_decision(change: Thing) -> bool:
    """Tell whether a change of budget or priority affects something and names no decision."""
    kind = change.record.kind if isinstance(change.record, Change) else None
    return kind in _TO_BE_DECIDED and change.given("affects") and not change.given("decision")


def changes_at(look: Look) -> list[Changed]:
    """Give the changes known on the day: those still undecided first, then the others since the year began.

    A change without a date is taken to be of this year.
    """
    known = list(_known(look))
    undecided = [change for change in known if change.is_undecided]
    others = [
        change for change in known if not change.is_undecided and _is_of_year(change, look.day(change.thing.file))
    ]
    return [*undecided, *others]


def _known(look: Look) -> Iterator[Changed]:
    for thing in look.chain.of(Stage.CHANGE):
        record = thing.record
        if isinstance(record, Change) and (record.date is None or record.date <= look.day(thing.file)):
            yield Changed(thing, record, tuple(look.chain.concerned.get(thing, ())))


def _is_of_year(change: Changed, day: date) -> bool:
    return change.record.date is None or change.record.date.year == day.year
