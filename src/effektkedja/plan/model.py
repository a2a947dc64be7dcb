"""The plan: what it may hold, by canonical name. No places, no files, no findings.

Nothing is refused here for being absent: what is required is told by `required`, so that a plan with a hole in
it can still be checked around the hole. plan/load.py reports the holes.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from effektkedja.plan.leaves import (
    Amount,
    Count,
    Day,
    DayOrPeriod,
    Grade,
    Id,
    Measure,
    MunicipalityCode,
    Number,
    NumberOrText,
    Path,
    Period,
    Reference,
    Text,
    Title,
    Version,
    YesNo,
    choice,
)

OrganisationKind = Annotated[
    Literal[
        "municipality", "region", "board", "administration", "unit", "company", "joint_authority", "programme", "other"
    ],
    choice("organisation_kind"),
]
Level = Annotated[Literal["council", "board", "company", "administration", "unit", "employee"], choice("level")]
Perspective = Annotated[Literal["inhabitants", "world", "organisation", "economy"], choice("perspective")]
ReviewKind = Annotated[Literal["interim", "annual", "mid_term", "end_of_term", "other"], choice("review_kind")]
Answer = Annotated[Literal["yes", "no", "cancelled"], choice("answer")]
Gender = Annotated[Literal["total", "women", "men"], choice("gender")]
Rating = Annotated[Literal["met", "partly", "not_met", "not_assessed"], choice("rating")]
Direction = Annotated[Literal["increase", "decrease", "maintain"], choice("direction")]
Frequency = Annotated[
    Literal["monthly", "quarterly", "tertial", "half_yearly", "yearly", "every_second_year"], choice("frequency")
]
Currency = Annotated[Literal["SEK", "tkr", "mnkr", "EUR", "tEUR", "MEUR"], choice("currency")]


class Record(BaseModel):
    """A mapping of the plan."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)

    required: ClassVar[tuple[str, ...]] = ()
    """Keys that must be there (EK007)."""
    one_of: ClassVar[tuple[str, ...]] = ()
    """Keys of which at least one must be there (EK007)."""


class Organisation(Record):
    """Who the plan belongs to."""

    required: ClassVar[tuple[str, ...]] = ("id", "name", "kind")
    id: Id = ""
    name: Title = ""
    kind: OrganisationKind | None = None
    municipality_code: MunicipalityCode | None = None
    part_of: Reference | None = None


class Term(Record):
    """A stretch of time between two days."""

    start: DayOrPeriod | None = None
    end: DayOrPeriod | None = None


class Review(Record):
    """A day at which the plan is followed up."""

    required: ClassVar[tuple[str, ...]] = ("id", "date")
    id: Id = ""
    title: Title | None = None
    date: Day | None = None
    kind: ReviewKind | None = None
    statutory: YesNo | None = None


class BudgetReview(Record):
    """What is spent of the plan's budget at a review."""

    required: ClassVar[tuple[str, ...]] = ("review",)
    review: Reference = ""
    spent: Number | None = None
    forecast: Number | None = None


class PlanBudget(Record):
    """The budget of the whole plan."""

    amount: Amount | None = None
    currency: Currency | None = None
    follow_up: list[BudgetReview] = Field(default_factory=list)


class ActivityBudget(Record):
    """Money and hours set aside for an activity."""

    amount: Amount | None = None
    hours: Amount | None = None


class Spending(Record):
    """Money and hours an activity has used at a review."""

    required: ClassVar[tuple[str, ...]] = ("review",)
    review: Reference = ""
    amount: Amount | None = None
    hours: Amount | None = None


class Status(Record):
    """The answer for a delivery or an assignment at a review."""

    required: ClassVar[tuple[str, ...]] = ("review", "done")
    review: Reference = ""
    done: Answer | None = None
    date: Day | None = None
    comment: Text | None = None


class Node(Record):
    """What all nodes of the chain have."""

    required: ClassVar[tuple[str, ...]] = ("id", "title")
    id: Id = ""
    title: Title = ""
    description: Text | None = None
    owner: Text | None = None
    leads_to: list[Reference] = Field(default_factory=list)
    assumptions: list[Text] = Field(default_factory=list)


class Vision(Node):
    """Where the municipality wants to be."""


class FocusArea(Node):
    """A field that the council gives weight to."""


class Programme(Node):
    """Work across organisations towards common goals."""

    members: list[Text] = Field(default_factory=list)


class Assignment(Node):
    """What the council or a board has charged somebody with."""

    given_by: Text | None = None
    date: Day | None = None
    due: DayOrPeriod | None = None
    status: list[Status] = Field(default_factory=list)


class Goal(Node):
    """What shall be reached."""

    required: ClassVar[tuple[str, ...]] = ("id", "title", "level")
    level: Level | None = None
    perspective: Perspective | None = None
    effect_goal: YesNo | None = None


class LongTermEffect(Node):
    """A changed state after a longer time."""

    target_group: Text | None = None
    horizon: Period | None = None


class EarlyEffect(Node):
    """A change in a target group soon after a delivery."""

    target_group: Text | None = None


class Delivery(Node):
    """What is delivered to a recipient."""

    recipient: Text | None = None
    due: DayOrPeriod | None = None
    programme: Reference | None = None
    assignment: Reference | None = None
    status: list[Status] = Field(default_factory=list)


class Activity(Node):
    """What is done so that deliveries can be made."""

    start: DayOrPeriod | None = None
    end: DayOrPeriod | None = None
    state: Annotated[Literal["planned", "in_progress", "done", "cancelled"], choice("activity_state")] | None = None
    programme: Reference | None = None
    assignment: Reference | None = None
    budget: ActivityBudget | None = None
    spent: list[Spending] = Field(default_factory=list)


class Bands(Record):
    """Thresholds between met, partly met and not met."""

    required: ClassVar[tuple[str, ...]] = ("met",)
    met: Measure | None = None
    partly: Measure | None = None


class Baseline(Record):
    """The value from which an indicator is to move."""

    required: ClassVar[tuple[str, ...]] = ("period", "value")
    period: Period | None = None
    value: Measure | None = None
    gender: Gender | None = None


class Target(Record):
    """The value that an indicator is to reach."""

    required: ClassVar[tuple[str, ...]] = ("period", "value")
    period: Period | None = None
    value: Measure | None = None
    min: Measure | None = None
    max: Measure | None = None
    gender: Gender | None = None


class Outcome(Record):
    """A measured value."""

    required: ClassVar[tuple[str, ...]] = ("period", "value")
    period: Period | None = None
    value: Measure | None = None
    lower: Measure | None = None
    upper: Measure | None = None
    comment: Text | None = None
    source: Text | None = None
    gender: Gender | None = None


class Comparison(Record):
    """The value of somebody else."""

    required: ClassVar[tuple[str, ...]] = ("name", "period", "value")
    name: Title = ""
    municipality_code: MunicipalityCode | None = None
    period: Period | None = None
    value: Measure | None = None
    gender: Gender | None = None


class Kolada(Record):
    """Where the values are found in the database Kolada."""

    required: ClassVar[tuple[str, ...]] = ("kpi",)
    kpi: Text = ""
    municipality: Text | None = None
    gender: Gender | None = None


class Indicator(Record):
    """A measure of goals, effects or deliveries."""

    required: ClassVar[tuple[str, ...]] = ("id", "title")
    id: Id = ""
    title: Title = ""
    unit: Text | None = None
    kind: Annotated[Literal["quantitative", "qualitative"], choice("indicator_kind")] = "quantitative"
    scale: list[Text] = Field(default_factory=list)
    direction: Direction | None = None
    frequency: Frequency | None = None
    measures: list[Reference] = Field(default_factory=list)
    baseline: Baseline | None = None
    targets: list[Target] = Field(default_factory=list)
    values: list[Outcome] = Field(default_factory=list)
    bands: Bands | None = None
    source: Text | None = None
    owner: Text | None = None
    kolada: Kolada | None = None
    comparisons: list[Comparison] = Field(default_factory=list)


class SurveyResult(Record):
    """The answer to one question of a survey."""

    question: Text | None = None
    value: NumberOrText | None = None
    unit: Text | None = None
    comment: Text | None = None


class Survey(Record):
    """A survey, a customer measurement or a deeper study."""

    required: ClassVar[tuple[str, ...]] = ("id", "title")
    id: Id = ""
    title: Title = ""
    kind: Annotated[Literal["survey", "customer_measurement", "study", "evaluation"], choice("survey_kind")] | None = (
        None
    )
    period: Period | None = None
    audience: Text | None = None
    invited: Count | None = None
    respondents: Count | None = None
    questions: list[Text] = Field(default_factory=list)
    results: list[SurveyResult] = Field(default_factory=list)
    measures: list[Reference] = Field(default_factory=list)


class Assessment(Record):
    """What people concluded of a goal, an effect or a focus area at a review."""

    required: ClassVar[tuple[str, ...]] = ("of", "review")
    one_of: ClassVar[tuple[str, ...]] = ("rating", "forecast")
    of: Reference = ""
    review: Reference = ""
    rating: Rating | None = None
    forecast: Rating | None = None
    text: Text | None = None
    successes: list[Text] = Field(default_factory=list)
    challenges: list[Text] = Field(default_factory=list)
    consequences: list[Text] = Field(default_factory=list)


class Decision(Record):
    """What a dialogue decided."""

    required: ClassVar[tuple[str, ...]] = ("text",)
    text: Text = ""
    owner: Text | None = None
    due: DayOrPeriod | None = None


class Dialogue(Record):
    """A talk about results and effects against the resources used."""

    required: ClassVar[tuple[str, ...]] = ("id", "title")
    id: Id = ""
    title: Title = ""
    date: Day | None = None
    review: Reference | None = None
    about: list[Reference] = Field(default_factory=list)
    participants: list[Text] = Field(default_factory=list)
    questions: list[Text] = Field(default_factory=list)
    conclusions: list[Text] = Field(default_factory=list)
    decisions: list[Decision] = Field(default_factory=list)


class ControlResult(Record):
    """How a control went at a review."""

    required: ClassVar[tuple[str, ...]] = ("review", "carried_out")
    review: Reference = ""
    carried_out: YesNo | None = None
    deviation: YesNo | None = None
    comment: Text | None = None


class Control(Record):
    """What is done to keep a risk small."""

    required: ClassVar[tuple[str, ...]] = ("title",)
    title: Title = ""
    owner: Text | None = None
    frequency: Text | None = None
    results: list[ControlResult] = Field(default_factory=list)


class Risk(Record):
    """What may keep a thing from being reached."""

    required: ClassVar[tuple[str, ...]] = ("id", "title", "probability", "consequence")
    id: Id = ""
    title: Title = ""
    threatens: list[Reference] = Field(default_factory=list)
    probability: Grade | None = None
    consequence: Grade | None = None
    owner: Text | None = None
    controls: list[Control] = Field(default_factory=list)


class Improvement(Record):
    """A suggestion, an opinion, a complaint, or an area to develop."""

    required: ClassVar[tuple[str, ...]] = ("id", "title")
    id: Id = ""
    title: Title = ""
    kind: (
        Annotated[Literal["suggestion", "opinion", "complaint", "development_area"], choice("improvement_kind")] | None
    ) = None
    date: Day | None = None
    count: Count = 1
    about: list[Reference] = Field(default_factory=list)
    response: Text | None = None
    state: Annotated[Literal["new", "in_progress", "done", "rejected"], choice("improvement_state")] | None = None


class Change(Record):
    """A change in the world around, in the budget or in what comes first."""

    required: ClassVar[tuple[str, ...]] = ("id", "title")
    id: Id = ""
    title: Title = ""
    kind: Annotated[Literal["budget", "world", "priority"], choice("change_kind")] | None = None
    date: Day | None = None
    affects: list[Reference] = Field(default_factory=list)
    decision: Text | None = None


class Conflict(Record):
    """Goals or effects that pull against each other."""

    required: ClassVar[tuple[str, ...]] = ("between",)
    between: list[Reference] = Field(default_factory=list)
    comment: Text | None = None


class Plan(Record):
    """One file: the plan of one organisation."""

    required: ClassVar[tuple[str, ...]] = ("effektkedja", "organisation")
    effektkedja: Version | None = None
    organisation: Organisation | None = None
    period: Period | Term | None = None
    term: Term | None = None
    reviews: list[Review] = Field(default_factory=list)
    imports: list[Path] = Field(default_factory=list)
    vision: Vision | None = None
    focus_areas: list[FocusArea] = Field(default_factory=list)
    programmes: list[Programme] = Field(default_factory=list)
    assignments: list[Assignment] = Field(default_factory=list)
    goals: list[Goal] = Field(default_factory=list)
    long_term_effects: list[LongTermEffect] = Field(default_factory=list)
    early_effects: list[EarlyEffect] = Field(default_factory=list)
    deliveries: list[Delivery] = Field(default_factory=list)
    activities: list[Activity] = Field(default_factory=list)
    indicators: list[Indicator] = Field(default_factory=list)
    surveys: list[Survey] = Field(default_factory=list)
    assessments: list[Assessment] = Field(default_factory=list)
    dialogues: list[Dialogue] = Field(default_factory=list)
    risks: list[Risk] = Field(default_factory=list)
    improvements: list[Improvement] = Field(default_factory=list)
    changes: list[Change] = Field(default_factory=list)
    conflicts: list[Conflict] = Field(default_factory=list)
    budget: PlanBudget | None = None
