"""Improvements: how many of each kind there are in each state, and which are still waiting."""

from collections.abc import Iterable
from dataclasses import dataclass

from effektkedja.chain.build import Thing
from effektkedja.chain.stages import Stage
from effektkedja.followup.look import Look
from effektkedja.plan.model import Improvement
from effektkedja.plan.vocabulary import vocabulary

_CLOSED = frozenset({"done", "rejected"})


@dataclass(frozen=True, slots=True)
class Proposed:
    """A suggestion, an opinion, a complaint or an area to develop, and what it is about."""

    thing: Thing
    record: Improvement
    about: tuple[Thing, ...]

    @property
    def is_open(self) -> bool:
        """Whether nobody has said that it is done or rejected."""
        return self.record.state not in _CLOSED


def improvements_at(look: Look) -> list[Proposed]:
    """Give the improvements of a chain that were known on the day, in the order of the plans."""
    found = []
    for thing in look.chain.of(Stage.IMPROVEMENT):
        record = thing.record
        if isinstance(record, Improvement) and (record.date is None or record.date <= look.day(thing.file)):
            found.append(Proposed(thing, record, tuple(look.chain.concerned.get(thing, ()))))
    return found


def counted(improvements: Iterable[Proposed]) -> dict[str | None, dict[str | None, int]]:
    """Give how many improvements there are by kind and state, each as many as its `count` says.

    Kinds and states stand in the order of the plan format, what says none of them last.
    """
    sums: dict[tuple[str | None, str | None], int] = {}
    for one in improvements:
        key = (one.record.kind, one.record.state)
        sums[key] = sums.get(key, 0) + one.record.count
    kinds = (*vocabulary().values("improvement_kind"), None)
    states = (*vocabulary().values("improvement_state"), None)
    table = {kind: {state: sums[kind, state] for state in states if (kind, state) in sums} for kind in kinds}
    return {kind: of_kind for kind, of_kind in table.items() if of_kind}
