"""EK409: two entries for one review in one list."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, Place
from effektkedja.rules.findings import found_in, related_in
from effektkedja.rules.review_entries import lists_of_entries


def check(chain: Chain) -> Iterator[Finding]:
    """Find each entry for a review that the list has an entry for already."""
    for entries in lists_of_entries(chain):
        first: dict[str, Place] = {}
        for thing, place in entries:
            review = getattr(place.record, "review", "")
            if not review:
                continue
            if review in first:
                related = (related_in(first[review], "first", "review"),)
                yield found_in("EK409", thing, place, "review", "", related, review=review)
            else:
                first[review] = place
