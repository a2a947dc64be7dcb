"""EK412: a statutory review outside the days that the law gives it."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, records_at
from effektkedja.chain.country import is_finnish
from effektkedja.plan.model import Review
from effektkedja.rules.findings import found_in

_FIRST, _LAST = (6, 30), (8, 31)
"""A delårsrapport covers half to two thirds of the year (lagen om kommunal bokföring och redovisning, 13 kap. 1 §)."""


def check(chain: Chain) -> Iterator[Finding]:
    """Find the statutory interim reviews before 30 June or after 31 August; that law does not hold in Finland."""
    if is_finnish(chain):
        return
    for file in chain.files:
        for place in records_at(file, "reviews"):
            review = place.record
            if not isinstance(review, Review) or not review.statutory or review.kind not in {"interim", "other"}:
                continue
            if review.date and not _FIRST <= (review.date.month, review.date.day) <= _LAST:
                finding = found_in("EK412", None, place, "date", review=review.id, date=review.date.isoformat())
                yield finding
