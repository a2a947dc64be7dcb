"""What stands around the deliveries at a review: money, risks, improvements and changes."""

from dataclasses import dataclass

from effektkedja.followup.changes import Changed, changes_at
from effektkedja.followup.control import Threat, highest_first, threats_at
from effektkedja.followup.improvements import Proposed, improvements_at
from effektkedja.followup.look import View
from effektkedja.followup.resources import GoalResources, PlanMoney, plan_money_at, resources_of_goals
from effektkedja.followup.status import political_goals


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What there is to tell at a review beside deliveries and indicators."""

    plans: tuple[PlanMoney, ...]
    goals: tuple[GoalResources, ...]
    """The political goals that money or hours go into."""
    threats: tuple[Threat, ...]
    """The highest first."""
    improvements: tuple[Proposed, ...]
    changes: tuple[Changed, ...]
    """Of budget and priorities: the undecided first, then those decided since the year began."""


def surroundings_of(view: View) -> Surroundings:
    """Give the surroundings of chains at a review."""
    looks = view.looks
    changes = [change for look in looks for change in changes_at(look)]
    return Surroundings(
        tuple(money for look in looks for money in plan_money_at(look)),
        tuple(goal for look in looks for goal in resources_of_goals(look, political_goals(look.chain))),
        tuple(highest_first([threat for look in looks for threat in threats_at(look)])),
        tuple(one for look in looks for one in improvements_at(look)),
        (
            *(change for change in changes if change.is_undecided),
            *(change for change in changes if change.is_decided),
        ),
    )
