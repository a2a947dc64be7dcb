"""The reviews of a plan: its own, those it takes over from what it imports, or the tertials of its years."""

from collections import deque
from dataclasses import dataclass
from datetime import date, timedelta

from effektkedja.chain.build import Chain, Place, records_at
from effektkedja.plan.model import Plan, Review, Term
from effektkedja.workspace.workspace import SourceFile

_TERTIALS = ((1, 4, 30, "interim"), (2, 8, 31, "interim"), (3, 12, 31, "annual"))
"""Number, last month, last day and kind of the reviews of a year that nobody planned otherwise."""


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """One review of a plan."""

    id: str
    day: date
    kind: str | None
    title: str | None = None
    statutory: bool = False
    place: Place | None = None
    """Where a plan says so; None for the usual tertials."""

    @property
    def is_final(self) -> bool:
        """Whether what is judged is the outcome, and no longer a forecast."""
        return self.kind in {"annual", "end_of_term"}


class Reviews:
    """The reviews of all plans of a chain, seen from one day."""

    def __init__(self, chain: Chain, as_of: date) -> None:
        self.as_of = as_of
        own = {file: _own(file) for file in chain.files}
        imports: dict[SourceFile, list[SourceFile]] = {}
        for one in chain.imports:
            imports.setdefault(one.source, []).append(one.target)
        self._of = {file: _reviews_of(file, own, imports, as_of) for file in chain.files}

    def of(self, file: SourceFile) -> tuple[ReviewDay, ...]:
        """Give the reviews of a plan, by date."""
        return self._of[file]

    def all(self) -> list[ReviewDay]:
        """Give the reviews of all plans."""
        return [review for of_plan in self._of.values() for review in of_plan]

    def named(self, file: SourceFile, id_: str) -> ReviewDay | None:
        """Give the plan's review of that id, or None."""
        return next((review for review in self._of[file] if review.id == id_), None)

    def latest(self, file: SourceFile, day: date) -> ReviewDay | None:
        """Give the plan's latest review dated no later than a day, or None."""
        return next((review for review in reversed(self._of[file]) if review.day <= day), None)

    def in_question(self, file: SourceFile, run: ReviewDay | None) -> ReviewDay | None:
        """Give the review by which a plan is judged.

        That is the one with the id of the run's review, else the plan's latest that is not after it; where the run
        names none, the plan's latest that is not after the day on which one looks.
        """
        if run is None:
            return self.latest(file, self.as_of)
        return self.named(file, run.id) or self.latest(file, run.day)


def nearest_review(all_reviews: list[Reviews], as_of: date) -> ReviewDay | None:
    """Give the review of a run that names none: that which lies nearest to the day; of two as near, the later."""
    found = [review for reviews in all_reviews for review in reviews.all()]
    return min(found, key=lambda review: (abs(review.day - as_of), -review.day.toordinal(), review.id), default=None)


def find_review(all_reviews: list[Reviews], id_: str) -> ReviewDay | None:
    """Give the review of a run that has that id, the latest where several plans have one; else None."""
    found = [review for reviews in all_reviews for review in reviews.all()]
    return max((review for review in found if review.id == id_), key=lambda review: review.day, default=None)


def _own(file: SourceFile) -> tuple[ReviewDay, ...]:
    found = []
    for place in records_at(file, "reviews"):
        record = place.record
        if isinstance(record, Review) and record.id and record.date is not None:
            statutory = bool(record.statutory)
            found.append(ReviewDay(record.id, record.date, record.kind, record.title, statutory, place))
    return tuple(sorted(found, key=lambda review: review.day))


def _reviews_of(
    file: SourceFile,
    own: dict[SourceFile, tuple[ReviewDay, ...]],
    imports: dict[SourceFile, list[SourceFile]],
    as_of: date,
) -> tuple[ReviewDay, ...]:
    seen, waiting = {file}, deque([file])
    while waiting:
        source = waiting.popleft()
        if own[source]:
            return own[source]
        for target in imports.get(source, ()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return _tertials(file.plan, as_of)


def _tertials(plan: Plan | None, as_of: date) -> tuple[ReviewDay, ...]:
    first, last = _years(plan) or (as_of.year, as_of.year)
    return tuple(
        ReviewDay(f"{year}-T{number}", date(year, month, day), kind)
        for year in range(first, last + 1)
        for number, month, day, kind in _TERTIALS
    )


def _years(plan: Plan | None) -> tuple[int, int] | None:
    """Give the first and last year of a plan's period, or None where it says none."""
    days = period_days(plan)
    if days is None:
        return None
    first, last = days
    return (first or last or date.min).year, (last or first or date.min).year


def period_days(plan: Plan | None) -> tuple[date | None, date | None] | None:
    """Give the first and last day of a plan's period; None for a side that it leaves open, or altogether."""
    period = plan.period if plan is not None else None
    if period is None:
        return None
    if isinstance(period, Term):
        first = period.start.first if period.start else None
        last = period.end.last if period.end else None
        return None if first is None and last is None else (first, last)
    return period.first, period.last


def months_before(day: date, months: int) -> date:
    """Give the day that many months before another; the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    next_month = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), next_month - timedelta(days=1))
