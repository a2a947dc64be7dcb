"""EK211: a goal of the council reaches no focus area and no vision."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.chain.thread import reached_from
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the council's goals that lead to none, in a chain that has a focus area or a vision."""
    aims = list(chain.of(Stage.FOCUS_AREA, Stage.VISION))
    if not aims:
        return
    serving = reached_from(aims, chain.causes)
    for goal in chain.of(Stage.GOAL):
        # Links of which none is valid are found by other rules; then this one keeps silent.
        if goal.level != "council" or goal in serving or (goal.given("leads_to") and not chain.links[goal]):
            continue
        yield found("EK211", goal, leads_to=vocabulary().key("leads_to", goal.language))
