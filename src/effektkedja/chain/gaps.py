"""What carries each political goal, what it lacks, and which threads end too early."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.stages import Stage
from effektkedja.chain.thread import ThreadEnds, reached_from, reaching_political_goals

CARRIERS = (Stage.ACTIVITY, Stage.DELIVERY, Stage.EARLY_EFFECT, Stage.LONG_TERM_EFFECT, Stage.INDICATOR)
"""What a goal needs, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class GoalSupport:
    """What carries one political goal."""

    goal: Thing
    counts: dict[Stage, int]
    """How many things of each stage of CARRIERS reach the goal; of indicators and surveys, how many measure it."""

    @property
    def missing(self) -> tuple[Stage, ...]:
        """The stages of which there is nothing."""
        return tuple(stage for stage in CARRIERS if not self.counts[stage])


@dataclass(frozen=True, slots=True)
class BrokenThread:
    """An activity that reaches no political goal."""

    activity: Thing
    ends: tuple[Thing, ...]
    """Where its thread ends, in the order of ids."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the political goals of some chains rest on, and what reaches none of them."""

    supports: tuple[GoalSupport, ...]
    broken: tuple[tuple[Chain, BrokenThread], ...]
    activities: int

    @property
    def reaching(self) -> int:
        """How many activities reach a political goal."""
        return self.activities - len(self.broken)

    @property
    def lacking(self) -> int:
        """How many goals lack something."""
        return sum(bool(support.missing) for support in self.supports)

    @property
    def are_none(self) -> bool:
        """Whether no goal lacks anything and no thread ends too early."""
        return not (self.broken or self.lacking)


def gaps_of(chains: Iterable[Chain]) -> Gaps:
    """Give what carries each political goal and which threads are broken, in the order of the plans."""
    chains = list(chains)
    supports = [support_of(goal, chain) for chain in chains for goal in chain.of(Stage.GOAL) if goal.is_political_goal]
    broken = [(chain, thread) for chain in chains for thread in _broken_threads(chain)]
    return Gaps(tuple(supports), tuple(broken), sum(1 for chain in chains for _ in chain.of(Stage.ACTIVITY)))


def support_of(goal: Thing, chain: Chain) -> GoalSupport:
    """Give what carries a goal."""
    found = Counter(thing.stage for thing in reached_from([goal], chain.causes) if thing is not goal)
    counts = {stage: found[stage] for stage in CARRIERS} | {Stage.INDICATOR: len(chain.measured.get(goal, ()))}
    return GoalSupport(goal, counts)


def _broken_threads(chain: Chain) -> Iterator[BrokenThread]:
    """Give each activity that reaches no political goal; one that leads nowhere ends at itself."""
    reaching = reaching_political_goals(chain)
    ends = ThreadEnds(chain)
    for activity in chain.of(Stage.ACTIVITY):
        if activity not in reaching:
            yield BrokenThread(activity, tuple(sorted(ends.of(activity)[0], key=lambda thing: thing.id)))
