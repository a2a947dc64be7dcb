"""The thread (röd tråd): what reaches what, and where a thread ends."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from effektkedja.chain.build import Chain, Thing

Links = Mapping[Thing, Sequence[Thing]]


def reached_from(starts: Iterable[Thing], links: Links) -> dict[Thing, None]:
    """Give what can be reached from these things, themselves included, the nearest first."""
    reached = dict.fromkeys(starts)
    waiting = deque(reached)
    while waiting:
        for target in links.get(waiting.popleft(), ()):
            if target not in reached:
                reached[target] = None
                waiting.append(target)
    return reached


def reaching_political_goals(chain: Chain) -> dict[Thing, None]:
    """Give all from which the thread reaches a political goal."""
    return reached_from((thing for thing in chain.nodes if thing.is_political_goal), chain.causes)


class ThreadEnds:
    """Where the threads of a chain end.

    With a `most`, no more than that many ends of a thread are looked for, the first in the order of the plans: where
    ten thousand threads each have ten thousand ends, to collect them all would take hours.
    """

    def __init__(self, chain: Chain, most: int | None = None) -> None:
        self._links = chain.links
        self._nodes = chain.nodes
        self._rank = {thing: rank for rank, thing in enumerate(chain.nodes)}
        self._circle_of = {thing: circle for circle in chain.circles for thing in circle}
        self._kept = None if most is None else most + 1  # one more tells that there are more
        self._most = most
        self._ends: dict[Thing, tuple[int, ...]] = {}

    def of(self, start: Thing) -> tuple[list[Thing], bool]:
        """Give the nodes reached that lead no further, or all of a circle that has no way out, and if there are more.

        They come in the order of the plans. What leads nowhere ends at itself.
        """
        waiting = [start]
        while waiting:
            thing = waiting[-1]
            if thing in self._ends:
                waiting.pop()
                continue
            circle = self._circle_of.get(thing, frozenset({thing}))
            beyond = {target for member in circle for target in self._links.get(member, ()) if target not in circle}
            unknown = [target for target in beyond if target not in self._ends]
            if unknown:
                waiting += unknown
                continue
            waiting.pop()
            ends = self._joined(beyond) if beyond else tuple(sorted(map(self._rank.__getitem__, circle))[: self._kept])
            for member in circle:
                self._ends[member] = ends
        ranks = self._ends[start]
        more = self._most is not None and len(ranks) > self._most
        return [self._nodes[rank] for rank in ranks[: self._most]], more

    def _joined(self, things: Iterable[Thing]) -> tuple[int, ...]:
        parts = {self._ends[thing] for thing in things}
        if len(parts) == 1:
            return parts.pop()
        return tuple(sorted({rank for part in parts for rank in part})[: self._kept])
