"""EK301: nothing measures a political goal."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the goals of the council and of boards that no indicator and no survey measures."""
    for goal in chain.of(Stage.GOAL):
        if goal.is_political_goal and goal not in chain.measured:
            yield found("EK301", goal)
