"""EK209: no activity reaches a political goal."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.chain.thread import reached_from
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the goals of the council and of boards that nobody works for, in a chain where somebody works."""
    if not chain.has_activities:
        return
    reached = reached_from(chain.of(Stage.ACTIVITY), chain.links)
    for goal in chain.of(Stage.GOAL):
        if goal.is_political_goal and goal not in reached:
            yield found("EK209", goal)
