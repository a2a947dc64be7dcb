"""EK405: an activity ends after what it leads to is due."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.plan.model import Activity, Delivery
from effektkedja.rules.findings import found, related_to


def check(chain: Chain) -> Iterator[Finding]:
    """Find the activities that are still going on when a delivery that they lead to should be there."""
    for activity in chain.of(Stage.ACTIVITY):
        end = activity.record.end if isinstance(activity.record, Activity) else None
        if end is None:
            continue
        early = [
            delivery
            for delivery in chain.links[activity]
            if isinstance(delivery.record, Delivery) and delivery.record.due and delivery.record.due.last < end.last
        ]
        if early:
            related = tuple(related_to(delivery, "due", "due") for delivery in early)
            yield found("EK405", activity, "end", "", related, end=str(end))
