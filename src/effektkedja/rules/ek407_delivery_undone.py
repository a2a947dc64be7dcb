"""EK407: a delivery that was done is not done any more."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, inner_records
from effektkedja.chain.stages import Stage
from effektkedja.followup.delivery_state import answers
from effektkedja.followup.moment import Moment
from effektkedja.plan.model import Delivery
from effektkedja.rules.findings import found_in, related_in


def check(chain: Chain, moment: Moment) -> Iterator[Finding]:
    """Find each no that follows on a yes."""
    for delivery in chain.of(Stage.DELIVERY):
        if not isinstance(delivery.record, Delivery):
            continue
        places = inner_records(delivery, "status")
        yes = None
        for answer in answers(delivery.record, delivery.file, moment.reviews):
            place = places[answer.index]
            if answer.entry.done == "no" and yes is not None:
                related = (related_in(yes, "yes", "done"),)
                yield found_in("EK407", delivery, place, "done", "", related, review=answer.review.id)
            yes = place if answer.entry.done == "yes" else None
