"""From when one looks at a chain."""

from dataclasses import dataclass
from datetime import date

from effektkedja.followup.reviews import ReviewDay, Reviews
from effektkedja.workspace.workspace import SourceFile


@dataclass(frozen=True, slots=True)
class Moment:
    """The day on which one looks, and the review that one asks for."""

    reviews: Reviews
    as_of: date
    run: ReviewDay | None = None
    """The review that the call names; None where it names none."""

    def review_of(self, file: SourceFile) -> ReviewDay | None:
        """Give the review by which a plan is judged, or None where none has come yet."""
        return self.reviews.in_question(file, self.run)
