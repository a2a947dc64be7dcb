"""EK402: a delivery that is due was not answered for at the review."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.followup.delivery_state import State, judge
from effektkedja.followup.moment import Moment
from effektkedja.plan.model import Delivery
from effektkedja.rules.findings import found


def check(chain: Chain, moment: Moment) -> Iterator[Finding]:
    """Find the deliveries that are unanswered at the review by which their plan is judged."""
    for delivery in chain.of(Stage.DELIVERY):
        review = moment.review_of(delivery.file)
        if review is None or not isinstance(delivery.record, Delivery):
            continue
        if judge(delivery.record, delivery.file, moment.reviews, review).state is State.UNANSWERED:
            yield found("EK402", delivery, review=review.id, due=str(delivery.record.due))
