"""EK411: an answer for a time that has not come."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, Thing, inner_records
from effektkedja.chain.stages import Stage
from effektkedja.followup.moment import Moment
from effektkedja.followup.reviews import ReviewDay
from effektkedja.plan.model import Outcome
from effektkedja.rules.findings import found_in
from effektkedja.rules.review_entries import Entry, assessments
from effektkedja.workspace.workspace import SourceFile


def check(chain: Chain, moment: Moment) -> Iterator[Finding]:
    """Find the answers and assessments for a review with another still ahead before it, and values of the future."""
    for thing, place in _judgements(chain):
        review = moment.reviews.named(place.file, getattr(place.record, "review", ""))
        if review is not None and (earlier := _ahead(place.file, review, moment)) is not None:
            yield found_in("EK411", thing, place, "review", review=review.id, earlier=earlier.id)
    for indicator in chain.of(Stage.INDICATOR):
        for place in inner_records(indicator, "values"):
            period = place.record.period if isinstance(place.record, Outcome) else None
            if period is not None and period.first > moment.as_of:
                yield found_in("EK411", indicator, place, "period", "value", period=period.text)


def _judgements(chain: Chain) -> Iterator[Entry]:
    for thing in chain.of(Stage.DELIVERY, Stage.ASSIGNMENT):
        yield from ((thing, place) for place in inner_records(thing, "status"))
    nobody: Thing | None = None
    yield from ((nobody, place) for place in assessments(chain))


def _ahead(file: SourceFile, review: ReviewDay, moment: Moment) -> ReviewDay | None:
    """Give the first review of the plan that lies ahead and before the one answered for."""
    return next((one for one in moment.reviews.of(file) if moment.as_of < one.day < review.day), None)
