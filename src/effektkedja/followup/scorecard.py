"""The scorecard: what each organisation wants, how it goes and what people say of it, by the four perspectives."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.stages import LEVEL_RANK, Stage
from effektkedja.followup.indicators import Reading, is_of_total, read_indicator
from effektkedja.followup.judgement import Judgement, judgements_at
from effektkedja.followup.look import Look, view_of
from effektkedja.followup.organisations import from_the_top
from effektkedja.followup.reviews import ReviewDay
from effektkedja.plan.model import Baseline, Goal, Indicator, Organisation, Outcome
from effektkedja.workspace.config import RatingPolicy
from effektkedja.workspace.workspace import SourceFile


class Side(StrEnum):
    """Which way a perspective looks."""

    OUTWARD = "outward"
    INWARD = "inward"


PERSPECTIVES: dict[str | None, Side | None] = {
    "inhabitants": Side.OUTWARD,
    "world": Side.OUTWARD,
    "organisation": Side.INWARD,
    "economy": Side.INWARD,
    None: None,
}
"""In the order of a scorecard; the goals that say no perspective stand last."""

_LOWEST = 9


@dataclass(frozen=True, slots=True, eq=False)
class Gauge:
    """An indicator of a goal."""

    thing: Thing
    record: Indicator
    reading: Reading
    baseline: Baseline | None
    values: tuple[Outcome, ...]
    """What had been measured by then of all (not of women or men alone), the latest last."""

    def of_year(self, year: int) -> Outcome | None:
        """Give the last value of a year."""
        return next((value for value in reversed(self.values) if _year(value) == year), None)

    @property
    def years(self) -> set[int]:
        """The years that have a value."""
        return {_year(value) for value in self.values}


@dataclass(frozen=True, slots=True)
class ScoredGoal:
    """A goal of a scorecard, what measures it, and what people say of it at the review."""

    thing: Thing
    judgement: Judgement
    gauges: tuple[Gauge, ...]

    @property
    def record(self) -> Goal:
        """What the plan says of it."""
        record = self.thing.record
        assert isinstance(record, Goal)  # noqa: S101 (nothing else is scored)
        return record


@dataclass(frozen=True, slots=True)
class Card:
    """The scorecard of one organisation."""

    organisation: Organisation
    review: ReviewDay | None
    """The review by which its plan is judged; None before its first."""
    goals: dict[str | None, tuple[ScoredGoal, ...]]
    """By every perspective, in their order; the higher levels first."""

    @property
    def gauges(self) -> Iterator[Gauge]:
        """Every indicator on it; one that measures two goals comes twice."""
        return (gauge for goals in self.goals.values() for goal in goals for gauge in goal.gauges)

    @property
    def is_empty(self) -> bool:
        """Whether there is no goal on it."""
        return not any(self.goals.values())


@dataclass(frozen=True, slots=True)
class Scorecards:
    """The scorecards of all organisations at a review, from the municipality down."""

    review: ReviewDay | None
    as_of: date
    """The day of the review or the one on which one looks, whichever is earlier."""
    rules: RatingPolicy
    """Under which ratings are proposed."""
    cards: tuple[Card, ...]


def scorecards(chains: Sequence[Chain], as_of: date, review: str | None, rules: RatingPolicy) -> Scorecards:
    """Give the scorecards at the review of that id, or at the one nearest to the day, as it looks on that day.

    Ratings are proposed under `rules`. Where no plan has the review, the nearest is taken; that there is none is for
    the caller to say.
    """
    view = view_of(chains, as_of, review)
    cards = [card for look in view.looks for card in _Desk(look, rules).cards()]
    return Scorecards(view.review, view.as_of, rules, tuple(cards))


class _Desk:
    """Where the scorecards of one chain are filled in."""

    def __init__(self, look: Look, rules: RatingPolicy) -> None:
        self._rules = rules
        self._chain = look.chain
        self._look = look

    def cards(self) -> Iterator[Card]:
        """Give a card for each organisation, from the municipality down."""
        goals: dict[SourceFile, list[Thing]] = {}
        for goal in self._chain.of(Stage.GOAL):
            goals.setdefault(goal.file, []).append(goal)
        for organisation, files in from_the_top(self._chain.files):
            of_all_files = [goal for file in files for goal in goals.get(file, ())]
            yield Card(organisation, self._look.review_of(files[0]), self._by_perspective(of_all_files))

    def _by_perspective(self, goals: Iterable[Thing]) -> dict[str | None, tuple[ScoredGoal, ...]]:
        by_level = sorted(goals, key=lambda goal: LEVEL_RANK.get(goal.level or "", _LOWEST))
        found: dict[str | None, list[ScoredGoal]] = {perspective: [] for perspective in PERSPECTIVES}
        for goal in map(self._scored, by_level):
            found[goal.record.perspective].append(goal)
        return {perspective: tuple(of_it) for perspective, of_it in found.items()}

    def _scored(self, goal: Thing) -> ScoredGoal:
        measuring = self._chain.measured.get(goal, ())
        gauges = tuple(self._gauge(thing, thing.record) for thing in measuring if isinstance(thing.record, Indicator))
        return ScoredGoal(goal, self._judgements[goal], gauges)

    def _gauge(self, thing: Thing, record: Indicator) -> Gauge:
        day = self._look.day(thing.file)
        known = [one for one in record.values if is_of_total(one) and one.period and one.period.last <= day]
        known.sort(key=lambda outcome: outcome.period.last if outcome.period else date.min)
        baseline = record.baseline if record.baseline and is_of_total(record.baseline) else None
        return Gauge(thing, record, read_indicator(record, day), baseline, tuple(known))

    @cached_property
    def _judgements(self) -> dict[Thing, Judgement]:
        goals = list(self._chain.of(Stage.GOAL))
        return {one.goal: one for one in judgements_at(self._look, goals, self._rules)}


def _year(outcome: Outcome) -> int:
    return outcome.period.last.year if outcome.period else date.min.year
