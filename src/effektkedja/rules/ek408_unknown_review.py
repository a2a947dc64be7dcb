"""EK408: an answer for a review that the plan does not have."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.followup.moment import Moment
from effektkedja.rules.findings import found_in
from effektkedja.rules.review_entries import lists_of_entries, single_entries

MOST_KNOWN = 8
"""Reviews of the plan that the help line names."""


def check(chain: Chain, moment: Moment) -> Iterator[Finding]:
    """Find each review that is named and that neither the plan has nor what it imports."""
    entries = [*single_entries(chain), *(entry for entries in lists_of_entries(chain) for entry in entries)]
    for thing, place in entries:
        review = getattr(place.record, "review", None)
        if review and moment.reviews.named(place.file, review) is None:
            known = tuple(dict.fromkeys(known.id for known in moment.reviews.of(place.file)))
            yield found_in("EK408", thing, place, "review", review=review, known=known[:MOST_KNOWN])
