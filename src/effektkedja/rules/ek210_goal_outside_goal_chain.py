"""EK210: a goal reaches no goal of the highest level."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import LEVEL_RANK, Stage
from effektkedja.chain.thread import reached_from
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the goals below the highest level in the chain that lead to none of that level."""
    ranks = {goal: LEVEL_RANK[goal.level] for goal in chain.of(Stage.GOAL) if goal.level}
    if not ranks:
        return
    highest = min(ranks.values())
    serving = reached_from((goal for goal, rank in ranks.items() if rank == highest), chain.causes)
    levels = sorted({goal.level for goal, rank in ranks.items() if rank == highest and goal.level})
    for goal in ranks:
        # Links of which none is valid are found by other rules; then this one keeps silent.
        if goal in serving or (goal.given("leads_to") and not chain.links[goal]):
            continue
        named = tuple(vocabulary().value("level", level, goal.language) for level in levels)
        yield found("EK210", goal, levels=named, leads_to=vocabulary().key("leads_to", goal.language))
