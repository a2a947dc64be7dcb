"""EK406: an end before its start."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, Place, Thing, inner_records, plan_place
from effektkedja.chain.stages import Stage
from effektkedja.plan.model import Activity, Term
from effektkedja.rules.findings import found_in, related_in


def check(chain: Chain) -> Iterator[Finding]:
    """Find the activities, periods and terms of office that end before they start."""
    for activity in chain.of(Stage.ACTIVITY):
        yield from _reversed(activity, activity)
    for file in chain.files:
        if (plan := plan_place(file)) is not None:
            for key in ("period", "term"):
                for place in inner_records(plan, key):
                    yield from _reversed(None, place)


def _reversed(thing: Thing | None, place: Place) -> Iterator[Finding]:
    record = place.record
    if isinstance(record, (Activity, Term)) and record.start and record.end and record.end.last < record.start.first:
        related = (related_in(place, "start", "start"),)
        yield found_in("EK406", thing, place, "end", "", related, end=str(record.end), start=str(record.start))
