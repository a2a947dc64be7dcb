"""The chain in slices, as lists: what carries a goal, down to the work, without what other goals carry for it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass

from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.stages import NODE_STAGES, Stage
from effektkedja.chain.thread import reached_from
from effektkedja.followup.status import Followed
from effektkedja.plan.model import Activity
from effektkedja.report.model import Branch, Mark, Slice, Text
from effektkedja.report.places import Places
from effektkedja.report.words import Words

Draw = Callable[[Chain, Sequence[Thing]], str | None]
"""Draws these things of a chain, the first of which the others carry, as SVG; None where nobody could read that."""

MOST_BRANCHES = 500
"""Lines of one list. Where all leads to all there would be millions."""

_APART = frozenset({Stage.GOAL, Stage.FOCUS_AREA, Stage.VISION})
"""What has a place of its own, where its own part of the chain is told."""
_GROUPS = frozenset({Stage.PROGRAMME, Stage.ASSIGNMENT})
"""What work may belong to beside what it leads to."""


def carriers(goal: Thing, chain: Chain) -> dict[Thing, None]:
    """Give what leads to a goal without passing another, the nearest first; goals that lead to it are left out."""
    found: dict[Thing, None] = {}
    waiting = [goal]
    for thing in waiting:
        for cause in chain.causes.get(thing, ()):
            if cause.stage not in _APART and cause not in found:
                found[cause] = None
                waiting.append(cause)
    return found


@dataclass(frozen=True, slots=True)
class Slices:
    """Tells of the parts of one chain as lists."""

    chain: Chain
    words: Words
    places: Places
    followed: Mapping[Thing, Followed]
    planned: bool
    draw: Draw | None = None

    def of_goal(self, goal: Thing) -> Slice:
        """Give what carries a goal."""
        things = carriers(goal, self.chain)
        roots = [cause for cause in self.chain.causes.get(goal, ()) if cause in things]
        branches = tuple(self._branches(roots, things))
        picture = self.draw(self.chain, [goal, *things]) if self.draw and things else None
        is_too_large = bool(self.draw and things) and picture is None
        return Slice(branches, _left_out(branches, things), picture, is_too_large)

    def has_breaks(self, told: Mapping[Thing, None]) -> bool:
        """Tell whether a thread of what stands in no slice ends before it reaches a focus area or the vision."""
        reaching = reached_from(self.chain.of(*_APART), self.chain.causes)
        return any(thing not in reaching for thing in self._rest(told))

    def _rest(self, told: Mapping[Thing, None]) -> dict[Thing, None]:
        return dict.fromkeys(thing for thing in self.chain.nodes if thing not in told and thing.stage not in _APART)

    def of_rest(self, told: Mapping[Thing, None]) -> Slice:
        """Give what of the chain stands in no slice of a goal."""
        rest = self._rest(told)
        ends = [thing for thing in rest if not any(target in rest for target in self.chain.links[thing])]
        branches = list(self._branches(ends, rest))
        for thing in rest:  # what is left are circles that lead nowhere
            if len(branches) < MOST_BRANCHES and not self.places.is_taken(thing):
                branches += self._branches([thing], rest)
        return Slice(tuple(branches), _left_out(branches, rest), None)

    def _branches(self, roots: Iterable[Thing], within: Mapping[Thing, None]) -> Iterator[Branch]:
        """Give the roots, each followed by all that leads to it; what comes again stands there alone."""
        seen: set[Thing] = set()
        waiting = [(thing, 0) for thing in reversed(_by_stage(roots))]
        for _ in range(MOST_BRANCHES):
            if not waiting:
                return
            thing, depth = waiting.pop()
            causes = [cause for cause in self._causes(thing) if cause in within]
            repeated = thing in seen and bool(causes)
            yield self._branch(thing, depth, repeated=repeated)
            if thing not in seen:
                seen.add(thing)
                waiting += [(cause, depth + 1) for cause in reversed(_by_stage(causes))]

    def _causes(self, thing: Thing) -> list[Thing]:
        """Give what leads to a thing; of the work of a programme or an assignment what does so by nothing else."""
        causes = self.chain.causes.get(thing, [])
        if thing.stage not in _GROUPS:
            return causes
        there = set(causes)
        return [cause for cause in causes if there.isdisjoint(self.chain.links[cause])]

    def _branch(self, thing: Thing, depth: int, *, repeated: bool) -> Branch:
        is_first = not self._is_registered(thing) and not self.places.is_taken(thing)
        name = self.places.take(thing) if is_first else self.places.name(thing)
        return Branch(depth, name, self._mark(thing), tuple(self._facts(thing)), is_first, repeated)

    def _is_registered(self, thing: Thing) -> bool:
        """Tell whether a thing has a place of its own in a table."""
        return thing.stage in {Stage.DELIVERY, Stage.ASSIGNMENT} or (self.planned and thing.stage is Stage.ACTIVITY)

    def _mark(self, thing: Thing) -> Mark | None:
        followed = self.followed.get(thing)
        return None if followed is None or self.planned else self.words.state(followed.state)

    def _facts(self, thing: Thing) -> Iterator[str | Text]:
        record = thing.record
        if isinstance(record, Activity) and (role := self.words.role(record.owner, thing)):
            yield role
        if not self.planned and isinstance(record, Activity) and record.state:
            yield self.words.name_of_value("activity_state", record.state) or ""


def _left_out(branches: Sequence[Branch], within: Sized) -> int:
    """Give how many things a list would still have to name."""
    return len(within) - len({branch.name.anchor for branch in branches})


def _by_stage(things: Iterable[Thing]) -> list[Thing]:
    """Give things in the order of the thread from the goal down, those of one stage as they come."""
    return sorted(things, key=lambda thing: -NODE_STAGES.index(thing.stage))
