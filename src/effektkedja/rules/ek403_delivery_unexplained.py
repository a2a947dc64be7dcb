"""EK403: an answer that needs a comment and has none."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, inner_records
from effektkedja.chain.stages import Stage
from effektkedja.followup.delivery_state import is_due
from effektkedja.followup.moment import Moment
from effektkedja.plan.model import Delivery, Status
from effektkedja.rules.findings import found_in


def check(chain: Chain, moment: Moment) -> Iterator[Finding]:
    """Find the answers without a comment that say cancelled, or no when the delivery was due at that review."""
    for delivery in chain.of(Stage.DELIVERY):
        if not isinstance(delivery.record, Delivery):
            continue
        for place in inner_records(delivery, "status"):
            entry = place.record
            if not isinstance(entry, Status) or place.given("comment"):
                continue
            review = moment.reviews.named(delivery.file, entry.review)
            if entry.done == "cancelled":
                yield found_in("EK403", delivery, place, "comment", "cancelled", review=entry.review)
            elif entry.done == "no" and review is not None and is_due(delivery.record.due, review.day):
                yield found_in("EK403", delivery, place, "comment", review=entry.review)
