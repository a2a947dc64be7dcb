"""Finding the goal that a call names, with a clear word where that fails."""

from collections.abc import Sequence

from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.stages import Stage
from effektkedja.cli.session import WrongUse
from effektkedja.cli.unknown import unknown_id
from effektkedja.plan.values import parse_reference
from effektkedja.rules.findings import named_at_beginning


def goal_of(chains: Sequence[Chain], id_: str) -> tuple[Chain, Thing]:
    """Give the goal of that id, and its chain.

    Raises WrongUse where no plan has the id, where it is no goal, or where chains that are not joined each have one.
    """
    wanted = parse_reference(id_.strip())
    found = [(chain, chain.by_id[wanted]) for chain in chains if wanted in chain.by_id]
    goals = [(chain, thing) for chain, thing in found if thing.stage is Stage.GOAL]
    if len(goals) > 1:
        places = tuple(f"{goal.file.name}:{goal.span('id').line}" for _, goal in goals)
        raise WrongUse("usage.goal-ambiguous", found=id_, places=places)
    if goals:
        return goals[0]
    if found:
        _, thing = found[0]
        raise WrongUse("usage.not-goal", thing=named_at_beginning(thing))
    raise unknown_id(id_, (goal.id for chain in chains for goal in chain.of(Stage.GOAL) if goal.id))
