"""Chains as they look at one review: each plan is judged by its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from effektkedja.chain.build import Chain
from effektkedja.followup.moment import Moment
from effektkedja.followup.reviews import ReviewDay, Reviews, find_review, nearest_review
from effektkedja.workspace.workspace import SourceFile


class Look:
    """A chain at a moment, and the review by which each of its plans is judged, found once."""

    def __init__(self, chain: Chain, moment: Moment) -> None:
        self.chain = chain
        self.reviews = moment.reviews
        self._moment = moment
        self._review_of: dict[SourceFile, ReviewDay | None] = {}

    def review_of(self, file: SourceFile) -> ReviewDay | None:
        """Give the review by which a plan is judged; None before its first."""
        if file not in self._review_of:
            self._review_of[file] = self._moment.review_of(file)
        return self._review_of[file]

    def day(self, file: SourceFile) -> date:
        """Give the day from which a plan is seen: that of its review or the one on which one looks, the earlier."""
        review = self.review_of(file) or self._moment.run
        return min(review.day, self._moment.as_of) if review else self._moment.as_of


@dataclass(frozen=True, slots=True)
class View:
    """Some chains, seen at one review."""

    review: ReviewDay | None
    as_of: date
    """The day of the review or the one on which one looks, whichever is earlier."""
    looks: tuple[Look, ...]
    """One for each chain."""


def view_of(chains: Sequence[Chain], as_of: date, review: str | None = None) -> View:
    """Look at chains on a day, at the review of that id, or at the one nearest to the day.

    Where no plan has the review, the nearest is taken; that there is none is for the caller to say.
    """
    reviews = [Reviews(chain, as_of) for chain in chains]
    run = (None if review is None else find_review(reviews, review)) or nearest_review(reviews, as_of)
    looks = [Look(chain, Moment(of_chain, as_of, run)) for chain, of_chain in zip(chains, reviews, strict=True)]
    return View(run, min(run.day, as_of) if run else as_of, tuple(looks))


def view_of_chain(chain: Chain, as_of: date, run: ReviewDay | None = None) -> View:
    """Look at one chain of several by itself, at its own review of a run: as if it were looked at alone.

    Where the run is of a review that the chain does not have, its latest that is not after it is taken.
    """
    reviews = Reviews(chain, as_of)
    if run is None:
        own = nearest_review([reviews], as_of)
    else:
        before = (review for review in reviews.all() if review.day <= run.day)
        own = find_review([reviews], run.id) or max(before, key=lambda review: review.day, default=run)
    return View(own, min(own.day, as_of) if own else as_of, (Look(chain, Moment(reviews, as_of, own)),))
