"""What carries each political goal, what it lacks, and which threads end too early."""

from collections import Counter
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


def support_of_goals(chain: Chain) -> list[GoalSupport]:
    """Give what carries each political goal of the chain, in the order of the plans."""
    return [support_of(goal, chain) for goal in chain.of(Stage.GOAL) if goal.is_political_goal]


def support_of(goal: Thing, chain: Chain) -> GoalSupport:
    """Give what carries a goal."""
    found = Counter(thing.stage for thing in reached_from([goal], chain.causes) if thing is not goal)
    counts = {stage: found[stage] for stage in CARRIERS} | {Stage.INDICATOR: len(chain.measured.get(goal, ()))}
    return GoalSupport(goal, counts)


def broken_threads(chain: Chain) -> list[BrokenThread]:
    """Give each activity that reaches no political goal; one that leads nowhere ends at itself."""
    reaching = reaching_political_goals(chain)
    ends = ThreadEnds(chain)
    return [
        BrokenThread(activity, tuple(sorted(ends.of(activity)[0], key=lambda thing: thing.id)))
        for activity in chain.of(Stage.ACTIVITY)
        if activity not in reaching
    ]


def covered_share(chains: list[Chain]) -> tuple[int, int]:
    """Give how many activities reach a political goal, and how many there are."""
    activities = reaching = 0
    for chain in chains:
        served = reaching_political_goals(chain)
        for activity in chain.of(Stage.ACTIVITY):
            activities += 1
            reaching += activity in served
    return reaching, activities
