"""Which threads broke between two versions, and which healed."""

from collections.abc import Callable, Container, Iterable, Iterator

from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.stages import Stage
from effektkedja.chain.thread import ThreadEnds, reached_from, reaching_political_goals
from effektkedja.comparison.difference import ThreadChange, ThreadKind
from effektkedja.comparison.pairing import Pair
from effektkedja.comparison.version import Version, whole_chains

MOST_ENDS = 3
"""Ends of a broken thread that are told."""


def thread_changes(old: Version, new: Version, pairs: Iterable[Pair]) -> Iterator[ThreadChange]:
    """Give the threads of things in both versions that broke or healed, where both know all that belongs to them."""
    whole = whole_chains(old, new)
    before, after = _Threads(old, whole), _Threads(new, whole)
    both = [
        (one.thing, other.thing)
        for one, other in pairs
        if one.thing is not None and other.thing is not None and one.stage == other.stage
        if one.chain in whole and other.chain in whole
    ]
    for one, other in both:
        if one.stage is Stage.ACTIVITY and before.serves(one) != after.serves(other):
            broken = before.serves(one)
            ends = after.ends(other) if broken else before.ends(one)
            kind = ThreadKind.BROKEN if broken else ThreadKind.HEALED
            yield ThreadChange(kind, other, before.goals_of(one), after.goals_of(other), ends)
        elif one.is_political_goal and other.is_political_goal and before.is_served(one) != after.is_served(other):
            kind = ThreadKind.ABANDONED if before.is_served(one) else ThreadKind.TAKEN_UP
            yield ThreadChange(kind, other, before.workers_of(one), after.workers_of(other))


class _Threads:
    """The threads of one version."""

    def __init__(self, version: Version, whole: Container[Chain]) -> None:
        chains = [chain for chain in version.chains if chain in whole]
        self._chain_of = {thing: chain for chain in chains for thing in chain.nodes}
        self._serving = {thing for chain in chains for thing in reaching_political_goals(chain)}
        self._served = {thing for chain in chains for thing in reached_from(chain.of(Stage.ACTIVITY), chain.links)}
        self._ends: dict[Chain, ThreadEnds] = {}

    def serves(self, activity: Thing) -> bool:
        return activity in self._serving

    def is_served(self, goal: Thing) -> bool:
        return goal in self._served

    def goals_of(self, activity: Thing) -> tuple[Thing, ...]:
        links = self._chain_of[activity].links
        return _in_order(reached_from([activity], links), lambda thing: thing.is_political_goal)

    def workers_of(self, goal: Thing) -> tuple[Thing, ...]:
        causes = self._chain_of[goal].causes
        return _in_order(reached_from([goal], causes), lambda thing: thing.stage is Stage.ACTIVITY)

    def ends(self, activity: Thing) -> tuple[Thing, ...]:
        chain = self._chain_of[activity]
        if chain not in self._ends:
            self._ends[chain] = ThreadEnds(chain, MOST_ENDS)
        return tuple(sorted(self._ends[chain].of(activity)[0], key=lambda thing: thing.id))


def _in_order(things: Iterable[Thing], wanted: Callable[[Thing], bool]) -> tuple[Thing, ...]:
    return tuple(sorted(filter(wanted, things), key=lambda thing: thing.id))
