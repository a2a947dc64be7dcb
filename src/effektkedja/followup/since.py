"""What is new since the review before: answered, measured, judged and changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from effektkedja.chain.build import Thing
from effektkedja.chain.stages import Stage
from effektkedja.followup.assessments import assessments_at
from effektkedja.followup.changes import Changed, changes_at
from effektkedja.followup.delivery_state import Answer, State, answers, judge
from effektkedja.followup.dialogues import Held, dialogues_at
from effektkedja.followup.improvements import Proposed, improvements_at
from effektkedja.followup.indicators import is_of_total
from effektkedja.followup.look import Look
from effektkedja.followup.reviews import ReviewDay
from effektkedja.plan.model import Assessment, Assignment, Delivery, Indicator, Outcome
from effektkedja.workspace.workspace import SourceFile


@dataclass(frozen=True, slots=True)
class Moved:
    """A delivery or an assignment that stands otherwise than it did."""

    thing: Thing
    before: State
    now: State
    answer: Answer | None
    """What the state now rests on."""


@dataclass(frozen=True, slots=True)
class Rejudged:
    """A goal, effect or focus area of which people say something else than they did."""

    thing: Thing
    before: Assessment | None
    """None where nobody had judged it."""
    now: Assessment


@dataclass(frozen=True, slots=True)
class Remeasured:
    """An indicator with a newer value."""

    thing: Thing
    record: Indicator
    before: Outcome | None
    now: Outcome


@dataclass(frozen=True, slots=True)
class Since:
    """What is new in a chain since the reviews before."""

    before: tuple[ReviewDay, ...]
    """The last review of each plan before that by which it is judged, each once, by date."""
    answered: int
    """How many deliveries and assignments have an answer for the review itself."""
    moved: tuple[Moved, ...]
    rejudged: tuple[Rejudged, ...]
    remeasured: tuple[Remeasured, ...]
    improvements: tuple[Proposed, ...]
    changes: tuple[Changed, ...]
    dialogues: tuple[Held, ...]

    @property
    def is_any(self) -> bool:
        """Whether anything is new."""
        news = (self.moved, self.rejudged, self.remeasured, self.improvements, self.changes, self.dialogues)
        return bool(self.before) and bool(self.answered or any(news))


def since_last_review(look: Look) -> Since:
    """Give what is new in a chain. Of a plan at its first review nothing is."""
    return _Comparison(look).result()


class _Comparison:
    """A chain as it looks now, against how it looked at the review before."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._before = {file: _review_before(file, look) for file in look.chain.files}

    def result(self) -> Since:
        """Give what is new."""
        look = self._look
        reviews = {review.id: review for review in self._before.values() if review is not None}
        return Since(
            tuple(sorted(reviews.values(), key=lambda review: (review.day, review.id))),
            sum(True for _ in self._answered()),
            tuple(self._moved()),
            tuple(self._rejudged()),
            tuple(self._remeasured()),
            tuple(one for one in improvements_at(look) if self._is_new(one.thing, one.record.date)),
            tuple(one for one in changes_at(look) if self._is_new(one.thing, one.record.date)),
            tuple(one for one in dialogues_at(look) if self._is_new_dialogue(one)),
        )

    def _answered(self) -> Iterator[Thing]:
        for thing in self._look.chain.of(Stage.DELIVERY, Stage.ASSIGNMENT):
            record, review = thing.record, self._look.review_of(thing.file)
            if review is None or not isinstance(record, Delivery | Assignment):
                continue
            if any(one.review.id == review.id for one in answers(record, thing.file, self._look.reviews)):
                yield thing

    def _moved(self) -> Iterator[Moved]:
        for thing in self._look.chain.of(Stage.DELIVERY, Stage.ASSIGNMENT):
            record, before = thing.record, self._before[thing.file]
            review = self._look.review_of(thing.file)
            if before is None or review is None or not isinstance(record, Delivery | Assignment):
                continue
            then = judge(record, thing.file, self._look.reviews, before)
            now = judge(record, thing.file, self._look.reviews, review)
            if then.state is not now.state:
                yield Moved(thing, then.state, now.state, now.answer)

    def _rejudged(self) -> Iterator[Rejudged]:
        earlier = assessments_at(self._look, self._before.__getitem__)
        for thing, now in assessments_at(self._look).items():
            before = earlier[thing].record if thing in earlier else None
            said = (before.rating, before.forecast) if before else None
            if self._before[now.file] is not None and said != (now.record.rating, now.record.forecast):
                yield Rejudged(thing, before, now.record)

    def _remeasured(self) -> Iterator[Remeasured]:
        for thing in self._look.chain.of(Stage.INDICATOR):
            record, before = thing.record, self._before[thing.file]
            if before is None or not isinstance(record, Indicator):
                continue
            day = self._look.day(thing.file)
            ended = [(one.period.last, one) for one in record.values if is_of_total(one) and one.period]
            known = [one for last, one in sorted(ended, key=lambda pair: pair[0]) if last <= day]
            earlier = [one for one in known if one.period and one.period.last <= before.day]
            if len(known) > len(earlier):
                yield Remeasured(thing, record, earlier[-1] if earlier else None, known[-1])

    def _is_new(self, thing: Thing, day: date | None) -> bool:
        before = self._before[thing.file]
        return before is not None and day is not None and day > before.day

    def _is_new_dialogue(self, held: Held) -> bool:
        review = self._look.review_of(held.thing.file)
        of_this_review = review is not None and held.record.review == review.id
        return self._is_new(held.thing, held.record.date) or (of_this_review and held.record.date is None)


def _review_before(file: SourceFile, look: Look) -> ReviewDay | None:
    """Give the last review of a plan before that by which it is judged; None where there is none."""
    review = look.review_of(file)
    if review is None:
        return None
    return next((one for one in reversed(look.reviews.of(file)) if one.day < review.day), None)
