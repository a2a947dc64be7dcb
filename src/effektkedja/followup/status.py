"""What a review needs: the state of every delivery, what is told of groups of them, and what the indicators say."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from effektkedja.chain.build import Chain, Thing, Verdict
from effektkedja.chain.reach import Reach
from effektkedja.chain.stages import Stage
from effektkedja.followup.delivery_state import DUE_STATES, Answer, Judged, State, judge
from effektkedja.followup.indicators import Reading, is_of_total, ranking, read_indicator
from effektkedja.followup.look import Look, View
from effektkedja.followup.reviews import ReviewDay
from effektkedja.plan.model import Assignment, Baseline, Comparison, Delivery, Goal, Indicator, Outcome
from effektkedja.plan.values import Period
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.workspace.workspace import SourceFile

TO_ACT_ON = (State.UNANSWERED, State.UNEXPLAINED, State.LATE)
"""The states that ask something of somebody, the most pressing first."""
OPEN_QUESTIONS = (State.UNANSWERED, State.UNEXPLAINED)
"""The states in which the answer itself is lacking."""

# The Nordic letters that stand after z, in the order of the alphabet; { | } come after z in Unicode.
_ALPHABET = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


class By(StrEnum):
    """By what deliveries may be put together."""

    GOAL = "goal"
    OWNER = "owner"
    ORGANISATION = "organisation"
    FOCUS_AREA = "focus-area"
    PERSPECTIVE = "perspective"
    PROGRAMME = "programme"
    ASSIGNMENT = "assignment"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many deliveries there are in each state."""

    done: int = 0
    late: int = 0
    unexplained: int = 0
    unanswered: int = 0
    upcoming: int = 0
    cancelled: int = 0

    @classmethod
    def of(cls, states: Iterable[State]) -> "Counts":
        """Count these states."""
        return cls(**{state.value: count for state, count in Counter(states).items()})

    def __getitem__(self, state: State) -> int:
        number: int = getattr(self, state.value)
        return number

    @property
    def all(self) -> int:
        """How many deliveries there are."""
        return sum(self[state] for state in State)

    @property
    def due(self) -> int:
        """How many are done or should be."""
        return sum(self[state] for state in DUE_STATES)


@dataclass(frozen=True, slots=True)
class Followed:
    """A delivery or an assignment at the review."""

    thing: Thing
    state: State
    answer: Answer | None
    goals: tuple[Thing, ...] = ()
    """The political goals that a delivery reaches."""
    activities: tuple[Thing, ...] = ()
    """The activities that lead to a delivery."""

    @property
    def record(self) -> Delivery | Assignment:
        """What the plan says of it."""
        record = self.thing.record
        assert isinstance(record, Delivery | Assignment)  # noqa: S101 (nothing else is followed)
        return record

    @property
    def owner(self) -> str | None:
        """Who answers for it."""
        return self.record.owner

    @property
    def due(self) -> Period | None:
        """When it is due."""
        return self.record.due

    @property
    def comment(self) -> str | None:
        """The comment of the answer that the state rests on."""
        return self.answer.entry.comment if self.answer else None


@dataclass(frozen=True, slots=True)
class Group:
    """Deliveries that have something in common."""

    id: str | None
    """None for what belongs to no group."""
    title: str | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator at the review."""

    thing: Thing
    record: Indicator
    reading: Reading
    baseline: Baseline | None
    series: tuple[Outcome, ...]
    """The values of all that had been measured by then, the latest last."""
    known: tuple[Outcome, ...]
    """The same, with those of women and men."""
    women: Outcome | None
    men: Outcome | None
    comparisons: tuple[Comparison, ...]
    """The latest of each name."""
    measures: tuple[str, ...]

    @property
    def ranks(self) -> list[Decimal]:
        """The values of the series as they compare with each other; those that do not are left out."""
        rank = ranking(self.record)
        return [place for outcome in self.series if (place := rank(outcome.value)) is not None]


@dataclass(frozen=True, slots=True)
class Status:
    """What there is to tell at a review."""

    review: ReviewDay | None
    as_of: date
    """The day of the review or the one on which one looks, whichever is earlier."""
    counts: Counts
    deliveries: tuple[Followed, ...]
    by: By | None
    groups: tuple[Group, ...]
    assignments: tuple[Followed, ...]
    indicators: tuple[Measured, ...]

    @property
    def has_open_questions(self) -> bool:
        """Whether a delivery is unanswered or unexplained."""
        return any(self.counts[state] for state in OPEN_QUESTIONS)


def status_of(view: View, by: By | None = None) -> Status:
    """Give the status of chains at a review; `by`: with the deliveries in groups, too."""
    deliveries: list[Followed] = []
    assignments: list[Followed] = []
    indicators: list[Measured] = []
    groups = Grouping(by)
    for look in view.looks:
        of_chain = deliveries_at(look)
        deliveries += of_chain
        groups.add(look.chain, of_chain)
        assignments += assignments_at(look)
        indicators += indicators_at(look)
    return Status(
        view.review,
        view.as_of,
        Counts.of(one.state for one in deliveries),
        tuple(deliveries),
        by,
        groups.groups(),
        tuple(assignments),
        tuple(indicators),
    )


class Grouping:
    """Puts deliveries together, chain by chain."""

    def __init__(self, by: By | None) -> None:
        self._by = by
        self._states: dict[object, list[State]] = {}
        self._names: dict[object, tuple[str, str]] = {}
        """Id and title of each group, in the order in which they were met."""
        self._alone: list[State] = []

    def add(self, chain: Chain, deliveries: Sequence[Followed]) -> None:
        """Add the deliveries of a chain."""
        if self._by is None:
            return
        groups_of = self._groups_of(chain)
        for delivery in deliveries:
            keys = list(groups_of(delivery))
            for key in keys:
                self._states.setdefault(key, []).append(delivery.state)
            if not keys:
                self._alone.append(delivery.state)

    def groups(self) -> tuple[Group, ...]:
        """Give the groups: by name for owners, in their own order for perspectives, else in the order of the plans."""
        found = [(*self._names[key], Counts.of(self._states.get(key, ()))) for key in self._names]
        if self._by is By.OWNER:
            found.sort(key=lambda group: alphabetical(group[0]))
        if self._by is By.PERSPECTIVE:
            found.sort(key=lambda group: vocabulary().values("perspective").index(group[0]))
        groups = [Group(id_, title, counts) for id_, title, counts in found]
        if self._alone:
            groups.append(Group(None, None, Counts.of(self._alone)))
        return tuple(groups)

    def _groups_of(self, chain: Chain) -> Callable[[Followed], Iterable[object]]:
        """Give what tells the groups of a delivery of this chain."""
        if self._by is By.GOAL:
            self._name(political_goals(chain))
            return lambda delivery: [goal for goal in delivery.goals if goal.id]
        if self._by is By.OWNER:
            return lambda delivery: self._named(delivery.owner, delivery.owner)
        if self._by is By.ORGANISATION:
            return lambda delivery: self._named(delivery.thing.organisation, organisation_name(delivery.thing.file))
        if self._by is By.PERSPECTIVE:
            with_perspective = [goal for goal in chain.of(Stage.GOAL) if _perspective(goal)]
            goals = Reach(chain, with_perspective)
            return lambda delivery: {
                key for goal in goals.of(delivery.thing) for key in self._named(_perspective(goal), _perspective(goal))
            }
        wanted = [thing for thing in chain.of(_STAGE_OF[self._by or By.GOAL]) if thing.id]
        self._name(wanted)
        reach = Reach(chain, wanted)
        return lambda delivery: reach.of(delivery.thing)

    def _name(self, things: Iterable[Thing]) -> None:
        """Let these things be groups, also where no delivery reaches them: that is worth knowing."""
        for thing in things:
            if thing.id:
                self._names[thing] = (thing.id, thing.title)

    def _named(self, value: str | None, title: str | None) -> list[str]:
        if not value:
            return []
        self._names.setdefault(value, (value, title or value))
        return [value]


_STAGE_OF = {By.FOCUS_AREA: Stage.FOCUS_AREA, By.PROGRAMME: Stage.PROGRAMME, By.ASSIGNMENT: Stage.ASSIGNMENT}


def political_goals(chain: Chain) -> list[Thing]:
    """Give the goals of the council and of boards."""
    return [goal for goal in chain.of(Stage.GOAL) if goal.is_political_goal]


def organisation_name(file: SourceFile) -> str | None:
    """Give the name of the organisation whose plan this is."""
    organisation = file.plan.organisation if file.plan else None
    return (organisation.name or None) if organisation else None


def alphabetical(name: str) -> tuple[str, str]:
    """Give the key by which names are sorted: capitals make no difference, and å, ä and ö come last."""
    return name.casefold().translate(_ALPHABET), name


def deliveries_at(look: Look) -> list[Followed]:
    """Give the deliveries of a chain as they stand."""
    goals = Reach(look.chain, political_goals(look.chain))
    found = []
    for thing in look.chain.of(Stage.DELIVERY):
        activities = tuple(cause for cause in look.chain.causes.get(thing, ()) if cause.stage is Stage.ACTIVITY)
        found.append(_followed(thing, look, goals.of(thing), activities))
    return found


def assignments_at(look: Look) -> list[Followed]:
    """Give the assignments of a chain as they stand."""
    return [_followed(thing, look) for thing in look.chain.of(Stage.ASSIGNMENT)]


def _followed(thing: Thing, look: Look, goals: tuple[Thing, ...] = (), activities: tuple[Thing, ...] = ()) -> Followed:
    review = look.review_of(thing.file)
    record = thing.record
    judged = Judged(State.UPCOMING, None)  # before the first review of its plan nobody has been asked
    if review is not None and isinstance(record, Delivery | Assignment):
        judged = judge(record, thing.file, look.reviews, review)
    return Followed(thing, judged.state, judged.answer, goals, activities)


def _perspective(goal: Thing) -> str | None:
    return goal.record.perspective if isinstance(goal.record, Goal) else None


def indicators_at(look: Look) -> list[Measured]:
    """Give the indicators of a chain with what they tell."""
    measures: dict[Thing, dict[str, None]] = {}
    for reference in look.chain.references:
        if reference.key == "measures" and reference.verdict is Verdict.VALID and isinstance(reference.source, Thing):
            measures.setdefault(reference.source, {})[reference.id] = None
    found = []
    for thing in look.chain.of(Stage.INDICATOR):
        record = thing.record
        if isinstance(record, Indicator):
            found.append(_measured(thing, record, look.day(thing.file), tuple(measures.get(thing, ()))))
    return found


def _measured(thing: Thing, record: Indicator, day: date, measures: tuple[str, ...]) -> Measured:
    known = sorted(
        (outcome for outcome in record.values if outcome.period and outcome.period.last <= day), key=_last_day
    )
    women = [outcome for outcome in known if outcome.gender == "women"]
    men = [outcome for outcome in known if outcome.gender == "men"]
    comparisons = {
        one.name: one
        for one in sorted(record.comparisons, key=_last_day)
        if one.name and is_of_total(one) and one.period and one.period.last <= day
    }
    return Measured(
        thing,
        record,
        read_indicator(record, day),
        record.baseline if record.baseline and is_of_total(record.baseline) else None,
        tuple(outcome for outcome in known if is_of_total(outcome)),
        tuple(known),
        women[-1] if women else None,
        men[-1] if men else None,
        tuple(sorted(comparisons.values(), key=lambda one: alphabetical(one.name))),
        measures,
    )


def _last_day(entry: Outcome | Comparison) -> date:
    return entry.period.last if entry.period else date.min
