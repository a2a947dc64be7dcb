"""EK404: a day outside the plan's period."""

from collections.abc import Iterator
from datetime import date

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.stages import Stage
from effektkedja.followup.reviews import period_days
from effektkedja.plan.model import Activity, Delivery
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the deliveries due outside their plan's period, and the activities with no day in common with it."""
    periods = {file: period_days(file.plan) for file in chain.files}
    for thing in chain.of(Stage.DELIVERY, Stage.ACTIVITY):
        period = periods[thing.file]
        if period is None:
            continue
        first, last = period[0] or date.min, period[1] or date.max
        # A period that ends before it starts is EK406 and has no inside.
        if first <= last and (key := _outside(thing, first, last)) is not None:
            yield found("EK404", thing, key, "activity" if thing.stage is Stage.ACTIVITY else "")


def _outside(thing: Thing, first: date, last: date) -> str | None:
    """Give the field that lies outside these days, or None."""
    record = thing.record
    if isinstance(record, Delivery):
        return "due" if record.due and not first <= record.due.last <= last else None
    if isinstance(record, Activity):
        if record.start and record.start.first > last:
            return "start"
        if record.end and record.end.last < first:
            return "end"
    return None
