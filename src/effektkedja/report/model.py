"""What a report holds, in words, whatever it is written as.

A `str` is in the reader's language; what stands in a plan is a Text, which knows its own. Nothing here is escaped: a
format makes harmless what it shows, and shows nothing else than what stands here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from effektkedja.basics.language import Language
from effektkedja.report.kinds import Kind, Part


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a plan."""

    text: str
    language: Language

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Named:
    """Something of a plan as it is referred to."""

    id: str
    title: Text
    noun: str
    """What such a thing is called: delivery, goal ..."""
    anchor: str
    """What it is called within the document. It can be linked to if it is one of the report's places."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How something stands, told by a sign and a word, and by a colour only besides."""

    key: str
    """For programs: late, met, better ..."""
    sign: str
    word: str
    style: str
    """good, warning, error, quiet, or nothing in particular."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a label that was measured, planned or promised."""

    text: str | Text
    """As the reader writes it; a label of a plan's own scale."""
    value: str
    """As it stands in the JSON of status."""
    period: str | None
    code: str | None
    """The period as the plan writes it."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """How much of what was due is delivered."""

    done: int
    due: int
    percent: str | None
    """None where nothing was due."""


@dataclass(frozen=True, slots=True)
class Said:
    """What people have written under one heading."""

    heading: str
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What people concluded, and beside it what is computed."""

    rating: Mark | None
    forecast: Mark | None
    proposal: Mark | None
    """None where people alone decide, or where nothing is proposed of such a thing."""
    proposal_label: str
    reached: tuple[str, ...]
    """How the proposal was reached."""
    failing: tuple[Named, ...]
    """What does not hold, or only partly: the first of it."""
    unknown: tuple[Named, ...]
    """Indicators that lack a value or a target and do not count: the first of them."""
    more: Mapping[str, int]
    """How many more are failing and unknown."""
    paragraphs: tuple[Text, ...]
    said: tuple[Said, ...]

    @property
    def is_made(self) -> bool:
        """Whether anybody has judged it."""
        return self.rating is not None or self.forecast is not None


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of an indicator for one period."""

    period: str
    code: str
    baseline: Figure | None
    value: Figure | None
    interval: str | None
    women: Figure | None
    men: Figure | None
    target: str | None
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A value in a chart."""

    at: date
    rank: Decimal
    label: str
    period: str
    lower: Decimal | None = None
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """A target in a chart, over the days of its period."""

    first: date
    last: date
    rank: Decimal
    label: str
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Chart:
    """The course of an indicator, to be drawn."""

    anchor: str
    title: Text
    description: str
    """All that the chart shows, in words."""
    baseline: Point | None
    points: tuple[Point, ...]
    """By time."""
    women: tuple[Point, ...]
    men: tuple[Point, ...]
    others: tuple[Point, ...]
    """Of other municipalities, in the order of Indicator.others."""
    aims: tuple[Aim, ...]
    scale: tuple[str, ...]
    """Labels of the ranks 0, 1 ... of a qualitative indicator; none of one with numbers."""


@dataclass(frozen=True, slots=True)
class Other:
    """The value of somebody else."""

    name: Text
    figure: Figure


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator at the review."""

    name: Named
    unit: Text | None
    measures: tuple[Named, ...]
    """What it measures beside the goal or effect that it is told with."""
    wanted: str | None
    """Which way it is to move."""
    bands: str | None
    """From where it counts as met and partly met."""
    source: Text | None
    owner: Text | None
    baseline: Figure | None
    latest: Figure | None
    target: Figure | None
    aim: str | None
    """What the target asks for: at least, at most, between."""
    reached: Mark | None
    trend: Mark | None
    women: Figure | None
    men: Figure | None
    others: tuple[Other, ...]
    rows: tuple[Row, ...]
    """By period."""
    chart: Chart | None

    @property
    def columns(self) -> frozenset[str]:
        """Which of women, men, interval, target and notes any row has."""
        names = ("women", "men", "interval", "target", "notes")
        return frozenset(name for name in names if any(getattr(row, name) for row in self.rows))


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery at the review, or as it is planned."""

    name: Named
    recipient: Text | None
    owner: Text | None
    organisation: Text | None
    due: str | None
    state: Mark | None
    """None in a plan."""
    answer: str | None
    """Yes, no or cancelled, and at which review; None where nobody has answered."""
    comment: Text | None
    goals: tuple[Named, ...]
    """The political goals that it reaches."""
    needs_action: bool


@dataclass(frozen=True, slots=True)
class Assignment:
    """What somebody is charged with."""

    name: Named
    given_by: Text | None
    owner: Text | None
    due: str | None
    state: Mark | None
    comment: Text | None
    leads_to: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """What somebody does."""

    name: Named
    owner: Text | None
    time: str | None
    uses: tuple[str, ...]
    """Money and hours."""
    leads_to: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the chain as a list: a thing, and by its depth what it leads to."""

    depth: int
    """0 for what leads to the goal itself; what leads to a line stands below it, one deeper."""
    name: Named
    mark: Mark | None
    facts: tuple[str | Text, ...]
    is_first: bool
    """Whether this is the thing's own place in the document."""
    is_repeated: bool
    """Whether what leads here stands further up in the same list."""


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of the chain that carries a goal, without what other goals carry for it."""

    branches: tuple[Branch, ...]
    more: int
    """How many things there are beyond the longest list that is told."""
    picture: str | None
    """The same as SVG, where it is drawn; its style sheet (draw.style) is for the document to hold, once."""
    is_too_large: bool = False
    """Whether it would be drawn if there were not too much in it."""


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect on the way to a goal."""

    name: Named
    is_first: bool
    """Whether this is its own place in the document; elsewhere what is known of it is not told again."""
    target_group: Text | None
    horizon: str | None
    judgement: Judgement | None
    indicators: tuple[Indicator, ...]
    elsewhere: tuple[Named, ...]
    """Indicators of it that are told of at another place."""


@dataclass(frozen=True, slots=True)
class GoalBelow:
    """A goal that leads to another."""

    name: Named
    about: str
    """What the mark is: a rating or a forecast."""
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with all that carries it."""

    name: Named
    facts: tuple[str, ...]
    """Its level and perspective."""
    organisation: Text | None
    owner: Text | None
    description: tuple[Text, ...]
    leads_to: tuple[Named, ...]
    """The focus area that it is read under left out."""
    judgement: Judgement | None
    """None in a plan."""
    below: tuple[GoalBelow, ...]
    indicators: tuple[Indicator, ...]
    elsewhere: tuple[Named, ...]
    """Indicators of it that are told of at another place."""
    surveys: tuple[Named, ...]
    deliveries: tuple[Delivery, ...]
    """Those that reach it without passing another goal."""
    effects: tuple[Effect, ...]
    """Likewise."""
    resources: tuple[str, ...]
    risks: tuple[Named, ...]
    slice: Slice


@dataclass(frozen=True, slots=True)
class Area:
    """A focus area with its goals; without a name the goals that have none."""

    name: Named | None
    description: tuple[Text, ...]
    judgement: Judgement | None
    indicators: tuple[Indicator, ...]
    goals: tuple[Goal, ...]
    others: tuple[Named, ...]
    """Goals that serve it too, and are told of in another area."""


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many deliveries stand so."""

    mark: Mark
    count: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A political goal on one line."""

    goal: Named
    organisation: Text | None
    rating: Mark | None
    forecast: Mark | None
    proposal: Mark | None
    delivered: Delivered
    met: int
    measured: int
    """Indicators that are where they should be, of those that can be told."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """What one owner has to answer or do."""

    owner: Text | None
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A report in short."""

    sentences: tuple[str, ...]
    states: tuple[StateCount, ...]
    overview: tuple[Overview, ...]
    columns: tuple[str, ...]
    """What the overview has to tell: forecast, rating, proposal, delivered, indicators-met; what people say first."""


@dataclass(frozen=True, slots=True)
class Move:
    """Something that stands otherwise than at the review before."""

    name: Named
    before: Mark | None
    now: Mark
    about: str
    """What of it: its state, rating or forecast."""
    comment: Text | None = None


@dataclass(frozen=True, slots=True)
class NewValue:
    """An indicator with a newer value than at the review before."""

    name: Named
    unit: Text | None
    before: Figure | None
    now: Figure


@dataclass(frozen=True, slots=True)
class Since:
    """What is new since the review before."""

    before: tuple[str, ...]
    """The names of the reviews before; none where this is the first."""
    answered: str
    moved: tuple[Move, ...]
    rejudged: tuple[Move, ...]
    remeasured: tuple[NewValue, ...]
    news: tuple[Named, ...]
    """Improvements, changes and dialogues."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget of one plan."""

    organisation: Text
    mark: Mark | None
    lines: tuple[str, ...]
    part: tuple[Decimal, Decimal] | None
    """What is spent, and of how much."""


@dataclass(frozen=True, slots=True)
class Use:
    """The money and hours that go into one goal."""

    goal: Named
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """What is done to keep a risk small."""

    title: Text
    owner: Text | None
    frequency: Text | None
    outcome: Mark | None
    """None in a plan."""
    comment: Text | None


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk with its controls."""

    name: Named
    value: int | None
    is_great: bool
    grades: str
    owner: Text | None
    threatens: tuple[Named, ...]
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a dialogue decided."""

    text: Text
    owner: Text | None
    due: str | None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A result dialogue."""

    name: Named
    date: str | None
    about: tuple[Named, ...]
    participants: tuple[Text, ...]
    questions: tuple[Text, ...]
    conclusions: tuple[Text, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Improvement:
    """A suggestion, an opinion, a complaint or an area to develop."""

    name: Named
    mark: Mark
    facts: tuple[str, ...]
    about: tuple[Named, ...]
    response: Text | None


@dataclass(frozen=True, slots=True)
class Change:
    """A change in the world around, in budget or in priority."""

    name: Named
    mark: Mark | None
    facts: tuple[str, ...]
    affects: tuple[Named, ...]
    decision: Text | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Goals or effects that pull against each other."""

    between: tuple[Named, ...]
    comment: Text | None


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a question of a survey."""

    question: Text | None
    answer: str | Text
    unit: Text | None
    comment: Text | None


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey, a customer measurement or a study."""

    name: Named
    facts: tuple[str | Text, ...]
    measures: tuple[Named, ...]
    questions: tuple[Text, ...]
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A word of the report and what it means."""

    term: str
    sign: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words that belong together."""

    heading: str
    lead: str
    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report."""

    kind: Kind
    language: Language
    is_public: bool
    title: str
    organisation: Text | None
    """Whose plans these are, as far as one name can say it."""
    organisations: tuple[Text, ...]
    """All whose plans are told of."""
    review: str | None
    review_title: Text | None
    is_midway: bool
    """Whether the review lies midway through a term, so that a forecast is of the term and not of the year."""
    day: str
    """The day on which things stand as they are told."""
    as_of: date
    visions: tuple[Named, ...]
    parts: tuple[Part, ...]
    """What the report has, in its order; parts with nothing to tell are left out."""
    places: frozenset[str]
    """The anchors that can be linked to."""
    policy: str | None
    """How ratings are proposed; None in a plan."""
    summary: Summary
    to_do: tuple[ToDo, ...]
    since: Since | None
    areas: tuple[Area, ...]
    deliveries: tuple[Delivery, ...]
    """All of them."""
    activities: tuple[Activity, ...]
    """All of them, in a plan."""
    assignments: tuple[Assignment, ...]
    indicators: tuple[Indicator, ...]
    """Those that measure nothing that the areas hold."""
    surveys: tuple[Survey, ...]
    budgets: tuple[Budget, ...]
    uses: tuple[Use, ...]
    risks: tuple[Risk, ...]
    risk_scale: str
    dialogues: tuple[Dialogue, ...]
    improvements: tuple[Improvement, ...]
    improvement_counts: tuple[str, ...]
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    outside: Slice
    """What reaches no goal."""
    outside_lead: str
    """What is to be known of it first."""
    glossaries: tuple[Glossary, ...]

    @property
    def has_pictures(self) -> bool:
        """Whether any slice of the chain is drawn."""
        return any(goal.slice.picture for area in self.areas for goal in area.goals)

    @property
    def all_indicators(self) -> Iterator[Indicator]:
        """All indicators, in the order in which they are told of."""
        for area in self.areas:
            yield from area.indicators
            for goal in area.goals:
                yield from goal.indicators
                for effect in goal.effects:
                    yield from effect.indicators
        yield from self.indicators

    def has(self, part: Part) -> bool:
        """Tell whether there is anything to tell in a part."""
        match part:
            case Part.SUMMARY | Part.DEFINITIONS:
                return True
            case Part.GOALS:
                return bool(self.areas)
            case Part.RESOURCES:
                return bool(self.budgets or self.uses)
            case Part.OUTSIDE:
                return bool(self.outside.branches)
            case _:
                return bool(getattr(self, part.value.replace("-", "_")))
