"""What a report says is new since the review before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from effektkedja.followup.reviews import ReviewDay
from effektkedja.followup.since import Moved, Rejudged, Remeasured, Since
from effektkedja.plan.model import Assessment
from effektkedja.report.model import Mark, Move, Named, NewValue
from effektkedja.report.model import Since as Told
from effektkedja.report.places import Places
from effektkedja.report.words import Words


def since_told(news: Sequence[Since], words: Words, places: Places) -> Told | None:
    """Tell what is new in some chains; None where there is no review before, or nothing new."""
    before: dict[str, ReviewDay] = {review.id: review for one in news for review in one.before}
    if not any(one.is_any for one in news):
        return None
    others = [
        *(change.thing for one in news for change in one.changes),
        *(improvement.thing for one in news for improvement in one.improvements),
        *(held.thing for one in news for held in one.dialogues if not words.is_public),
    ]
    teller = _News(words, places)
    answered = sum(one.answered for one in news)
    return Told(
        tuple(map(words.review, before.values())),
        words.text("since.answered", count=answered) if answered else words.text("since.nothing-answered"),
        tuple(teller.move(move) for one in news for move in one.moved),
        tuple(move for one in news for rejudged in one.rejudged for move in teller.rejudged(rejudged)),
        tuple(value for one in news for measured in one.remeasured if (value := teller.value(measured))),
        places.names(others),
    )


class _News:
    def __init__(self, words: Words, places: Places) -> None:
        self._words = words
        self._places = places

    def move(self, move: Moved) -> Move:
        """Tell of something that stands otherwise than it did."""
        words = self._words
        comment = words.remark(move.answer.entry.comment, move.thing) if move.answer else None
        state = words.text("since.state")
        return Move(self._places.name(move.thing), words.state(move.before), words.state(move.now), state, comment)

    def rejudged(self, rejudged: Rejudged) -> Iterator[Move]:
        """Tell what people say otherwise than they did, of the outcome and of what they expect."""
        name: Named = self._places.name(rejudged.thing)
        for key in ("rating", "forecast"):
            before, now = (self._mark(one, key, rejudged) for one in (rejudged.before, rejudged.now))
            if now is None or (before is None and now.key == "not_assessed"):
                continue
            if before is None or before.key != now.key:
                expected = self._expected(rejudged) if key == "rating" and before is None else before
                yield Move(name, expected, now, self._words.text(f"since.{key}"))

    def _expected(self, rejudged: Rejudged) -> Mark | None:
        """Give what people expected before of what is now rated for the first time."""
        mark = self._mark(rejudged.before, "forecast", rejudged)
        return replace(mark, word=f"{self._words.text('since.forecast')}: {mark.word}") if mark else None

    def _mark(self, assessment: Assessment | None, key: str, rejudged: Rejudged) -> Mark | None:
        rating = getattr(assessment, key) if assessment else None
        return self._words.rating(rating, rejudged.thing.organisation)

    def value(self, measured: Remeasured) -> NewValue | None:
        """Tell of a newer value."""
        words, thing = self._words, measured.thing
        now = words.figure(measured.now, thing)
        if now is None:
            return None
        unit = words.written(measured.record.unit, thing) if measured.record.unit else None
        return NewValue(self._places.name(thing), unit, words.figure(measured.before, thing), now)
