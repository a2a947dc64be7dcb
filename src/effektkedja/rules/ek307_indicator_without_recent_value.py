"""EK307: an indicator without a recent value."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.followup.indicators import is_of_total
from effektkedja.followup.moment import Moment
from effektkedja.followup.reviews import months_before
from effektkedja.plan.model import Indicator
from effektkedja.rules.findings import found

_MONTHS = {"monthly": 1, "quarterly": 3, "tertial": 4, "half_yearly": 6, "yearly": 12, "every_second_year": 24}
_MONTHS_TO_PUBLISH = 6
"""How long after its period a value may come."""


def check(chain: Chain, moment: Moment) -> Iterator[Finding]:
    """Find the indicators whose latest value is older, at the review, than they are measured often."""
    for thing in chain.of(Stage.INDICATOR):
        indicator = thing.record
        review = moment.review_of(thing.file)
        if not isinstance(indicator, Indicator) or review is None:
            continue
        since = months_before(review.day, _MONTHS[indicator.frequency or "yearly"] + _MONTHS_TO_PUBLISH)
        ended = [value.period.last for value in indicator.values if value.period is not None and is_of_total(value)]
        if not any(since <= last <= review.day for last in ended):
            yield found("EK307", thing, review=review.id, since=since.isoformat())
