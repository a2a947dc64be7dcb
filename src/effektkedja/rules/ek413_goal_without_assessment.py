"""EK413: a goal that is not assessed where others are."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.stages import Stage
from effektkedja.followup.moment import Moment
from effektkedja.plan.model import Assessment
from effektkedja.rules.findings import found
from effektkedja.rules.review_entries import assessments
from effektkedja.workspace.workspace import SourceFile


def check(chain: Chain, moment: Moment) -> Iterator[Finding]:
    """Find the political goals without an assessment for a past review for which their plan assesses other goals."""
    assessed: dict[tuple[SourceFile, str], set[Thing]] = {}
    for place in assessments(chain):
        target = chain.by_id.get(place.record.of) if isinstance(place.record, Assessment) else None
        if target is not None and target.stage is Stage.GOAL and target.file is place.file:
            assessed.setdefault((place.file, str(getattr(place.record, "review", ""))), set()).add(target)
    for goal in chain.of(Stage.GOAL):
        if not goal.is_political_goal:
            continue
        for review in moment.reviews.of(goal.file):
            others = assessed.get((goal.file, review.id))
            if review.day <= moment.as_of and others and goal not in others:
                yield found("EK413", goal, review=review.id)
