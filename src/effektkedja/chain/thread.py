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
    """Where the threads of a chain end."""

    def __init__(self, chain: Chain) -> None:
        self._links = chain.links
        self._circle_of = {thing: circle for circle in chain.circles for thing in circle}
        self._ends: dict[Thing, frozenset[Thing]] = {}

    def of(self, start: Thing) -> frozenset[Thing]:
        """Give the nodes reached that lead no further, or all of a circle that has no way out.

        What leads nowhere ends at itself. Nodes that several threads share are looked at once.
        """
        waiting = [start]
        while waiting:
            thing = waiting[-1]
            if thing in self._ends:
                waiting.pop()
                continue
            circle = self._circle_of.get(thing, frozenset({thing}))
            beyond = {
                target: None for member in circle for target in self._links.get(member, ()) if target not in circle
            }
            unknown = [target for target in beyond if target not in self._ends]
            if unknown:
                waiting += unknown
                continue
            waiting.pop()
            ends = self._joined([self._ends[target] for target in beyond]) if beyond else frozenset(circle)
            for member in circle:
                self._ends[member] = ends
        return self._ends[start]

    @staticmethod
    def _joined(parts: list[frozenset[Thing]]) -> frozenset[Thing]:
        first = parts[0]
        return first if all(part is first for part in parts) else frozenset().union(*parts)
