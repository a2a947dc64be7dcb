"""The state of a delivery at a review, as the plan format defines it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from effektkedja.followup.reviews import ReviewDay, Reviews
from effektkedja.plan.model import Assignment, Delivery, Status
from effektkedja.plan.values import Period
from effektkedja.workspace.workspace import SourceFile


class State(StrEnum):
    """What is to be said of a delivery at a review."""

    DONE = "done"
    LATE = "late"
    UNEXPLAINED = "unexplained"
    UNANSWERED = "unanswered"
    UPCOMING = "upcoming"
    CANCELLED = "cancelled"


DUE_STATES = (State.DONE, State.LATE, State.UNEXPLAINED, State.UNANSWERED)
"""The states of what counts in the share of what is done."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One status entry, at a review that its plan knows."""

    review: ReviewDay
    entry: Status
    index: int
    """Which entry of the list it is, from 0."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A delivery's state at a review, and the answer that it rests on."""

    state: State
    answer: Answer | None


def answers(record: Delivery | Assignment, file: SourceFile, reviews: Reviews) -> list[Answer]:
    """Give the answers of a delivery or assignment by date of review; of two for one review the later in the file.

    Entries for reviews that the plan does not know are passed over.
    """
    found: dict[str, Answer] = {}
    for index, entry in enumerate(record.status):
        review = reviews.named(file, entry.review)
        if review is not None and entry.done is not None:
            found[review.id] = Answer(review, entry, index)
    return sorted(found.values(), key=lambda answer: answer.review.day)


def judge(record: Delivery | Assignment, file: SourceFile, reviews: Reviews, review: ReviewDay) -> Judged:
    """Give the state of a delivery or assignment at a review of its plan, seen from the day of `reviews`.

    Of answers at several reviews of one day, that at the review itself counts.
    """
    day = min(review.day, reviews.as_of)
    until_then = [answer for answer in answers(record, file, reviews) if answer.review.day <= review.day]
    until_then.sort(key=lambda answer: (answer.review.day, answer.review.id == review.id))
    answer = until_then[-1] if until_then else None
    if answer is not None and answer.entry.done == "cancelled":
        return Judged(State.CANCELLED, answer)
    if answer is not None and answer.entry.done == "yes":
        return Judged(State.DONE, answer)
    if not is_due(record.due, day):
        return Judged(State.UPCOMING, answer)
    if answer is None or answer.review.id != review.id:
        return Judged(State.UNANSWERED, answer)
    return Judged(State.LATE if answer.entry.comment else State.UNEXPLAINED, answer)


def is_due(due: Period | None, day: date) -> bool:
    """Tell whether what is due then is due on that day."""
    return due is not None and due.last <= day
