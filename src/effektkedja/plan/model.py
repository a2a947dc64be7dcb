"""The plan: what it may hold, by canonical name. No places, no files, no findings.

Nothing is refused here for being absent: what is required is told by `required`, so that a plan with a hole in
it can still be checked around the hole. plan/load.py reports the holes.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

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
Level = Annotated[
    Literal["council", "board", "company", "administration", "unit", "employee"], choice("level")
]
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

    required = ("id", "name", "kind")
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

    required = ("id", "date")
    id: Id = ""
    title: Title | None = None
    date: Day | None = None
    kind: ReviewKind | None = None
    statutory: YesNo | None = None


class BudgetReview(Record):
    """What is spent of the plan's budget at a review."""

    required = ("review",)
    review: Reference = ""
    spent: Number | None = None
    forecast: Number | None = None


class PlanBudget(Record):
    """The budget of the whole plan."""

    amount: Amount | None = None
    currency: Currency | None = None
    follow_up: list[BudgetReview] = []


class ActivityBudget(Record):
    """Money and hours set aside for an activity."""

    amount: Amount | None = None
    hours: Amount | None = None


class Spending(Record):
    """Money and hours an activity has used at a review."""

    required = ("review",)
    review: Reference = ""
    amount: Amount | None = None
    hours: Amount | None = None


class Status(Record):
    """The answer for a delivery or an assignment at a review."""

    required = ("review", "done")
    review: Reference = ""
    done: Answer | None = None
    date: Day | None = None
    comment: Text | None = None


class Node(Record):
    """What all nodes of the chain have."""

    required = ("id", "title")
    id: Id = ""
    title: Title = ""
    description: Text | None = None
    owner: Text | None = None
    leads_to: list[Reference] = []
    assumptions: list[Text] = []


class Vision(Node):
    """Where the municipality wants to be."""


class FocusArea(Node):
    """A field that the council gives weight to."""


class Programme(Node):
    """Work across organisations towards common goals."""

    members: list[Text] = []


class Assignment(Node):
    """What the council or a board has charged somebody with."""

    given_by: Text | None = None
    date: Day | None = None
    due: DayOrPeriod | None = None
    status: list[Status] = []


class Goal(Node):
    """What shall be reached."""

    required = ("id", "title", "level")
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
    status: list[Status] = []


class Activity(Node):
    """What is done so that deliveries can be made."""

    start: DayOrPeriod | None = None
    end: DayOrPeriod | None = None
    state: Annotated[Literal["planned", "in_progress", "done", "cancelled"], choice("activity_state")] | None = None
    programme: Reference | None = None
    assignment: Reference | None = None
    budget: ActivityBudget | None = None
    spent: list[Spending] = []


class Bands(Record):
    """Thresholds between met, partly met and not met."""

    required = ("met",)
    met: Measure | None = None
    partly: Measure | None = None


class Baseline(Record):
    """The value from which an indicator is to move."""

    required = ("period", "value")
    period: Period | None = None
    value: Measure | None = None
    gender: Gender | None = None


class Target(Record):
    """The value that an indicator is to reach."""

    required = ("period", "value")
    period: Period | None = None
    value: Measure | None = None
    min: Measure | None = None
    max: Measure | None = None
    gender: Gender | None = None


class Outcome(Record):
    """A measured value."""

    required = ("period", "value")
    period: Period | None = None
    value: Measure | None = None
    lower: Measure | None = None
    upper: Measure | None = None
    comment: Text | None = None
    source: Text | None = None
    gender: Gender | None = None


class Comparison(Record):
    """The value of somebody else."""

    required = ("name", "period", "value")
    name: Title = ""
    municipality_code: MunicipalityCode | None = None
    period: Period | None = None
    value: Measure | None = None
    gender: Gender | None = None


class Kolada(Record):
    """Where the values are found in the database Kolada."""

    required = ("kpi",)
    kpi: Text = ""
    municipality: Text | None = None
    gender: Gender | None = None


class Indicator(Record):
    """A measure of goals, effects or deliveries."""

    required = ("id", "title")
    id: Id = ""
    title: Title = ""
    unit: Text | None = None
    kind: Annotated[Literal["quantitative", "qualitative"], choice("indicator_kind")] = "quantitative"
    scale: list[Text] = []
    direction: Direction | None = None
    frequency: Frequency | None = None
    measures: list[Reference] = []
    baseline: Baseline | None = None
    targets: list[Target] = []
    values: list[Outcome] = []
    bands: Bands | None = None
    source: Text | None = None
    owner: Text | None = None
    kolada: Kolada | None = None
    comparisons: list[Comparison] = []


class SurveyResult(Record):
    """The answer to one question of a survey."""

    question: Text | None = None
    value: NumberOrText | None = None
    unit: Text | None = None
    comment: Text | None = None


class Survey(Record):
    """A survey, a customer measurement or a deeper study."""

    required = ("id", "title")
    id: Id = ""
    title: Title = ""
    kind: Annotated[Literal["survey", "customer_measurement", "study", "evaluation"], choice("survey_kind")] | None = (
        None
    )
    period: Period | None = None
    audience: Text | None = None
    invited: Count | None = None
    respondents: Count | None = None
    questions: list[Text] = []
    results: list[SurveyResult] = []
    measures: list[Reference] = []


class Assessment(Record):
    """What people concluded of a goal, an effect or a focus area at a review."""

    required = ("of", "review")
    one_of = ("rating", "forecast")
    of: Reference = ""
    review: Reference = ""
    rating: Rating | None = None
    forecast: Rating | None = None
    text: Text | None = None
    successes: list[Text] = []
    challenges: list[Text] = []
    consequences: list[Text] = []


class Decision(Record):
    """What a dialogue decided."""

    required = ("text",)
    text: Text = ""
    owner: Text | None = None
    due: DayOrPeriod | None = None


class Dialogue(Record):
    """A talk about results and effects against the resources used."""

    required = ("id", "title")
    id: Id = ""
    title: Title = ""
    date: Day | None = None
    review: Reference | None = None
    about: list[Reference] = []
    participants: list[Text] = []
    questions: list[Text] = []
    conclusions: list[Text] = []
    decisions: list[Decision] = []


class ControlResult(Record):
    """How a control went at a review."""

    required = ("review", "carried_out")
    review: Reference = ""
    carried_out: YesNo | None = None
    deviation: YesNo | None = None
    comment: Text | None = None


class Control(Record):
    """What is done to keep a risk small."""

    required = ("title",)
    title: Title = ""
    owner: Text | None = None
    frequency: Text | None = None
    results: list[ControlResult] = []


class Risk(Record):
    """What may keep a thing from being reached."""

    required = ("id", "title", "probability", "consequence")
    id: Id = ""
    title: Title = ""
    threatens: list[Reference] = []
    probability: Grade | None = None
    consequence: Grade | None = None
    owner: Text | None = None
    controls: list[Control] = []


class Improvement(Record):
    """A suggestion, an opinion, a complaint, or an area to develop."""

    required = ("id", "title")
    id: Id = ""
    title: Title = ""
    kind: (
        Annotated[Literal["suggestion", "opinion", "complaint", "development_area"], choice("improvement_kind")] | None
    ) = None
    date: Day | None = None
    count: Count = 1
    about: list[Reference] = []
    response: Text | None = None
    state: Annotated[Literal["new", "in_progress", "done", "rejected"], choice("improvement_state")] | None = None


class Change(Record):
    """A change in the world around, in the budget or in what comes first."""

    required = ("id", "title")
    id: Id = ""
    title: Title = ""
    kind: Annotated[Literal["budget", "world", "priority"], choice("change_kind")] | None = None
    date: Day | None = None
    affects: list[Reference] = []
    decision: Text | None = None


class Conflict(Record):
    """Goals or effects that pull against each other."""

    required = ("between",)
    between: list[Reference] = []
    comment: Text | None = None


class Plan(Record):
    """One file: the plan of one organisation."""

    required = ("effektkedja", "organisation")
    effektkedja: Version | None = None
    organisation: Organisation | None = None
    period: Period | Term | None = None
    term: Term | None = None
    reviews: list[Review] = []
    imports: list[Path] = []
    vision: Vision | None = None
    focus_areas: list[FocusArea] = []
    programmes: list[Programme] = []
    assignments: list[Assignment] = []
    goals: list[Goal] = []
    long_term_effects: list[LongTermEffect] = []
    early_effects: list[EarlyEffect] = []
    deliveries: list[Delivery] = []
    activities: list[Activity] = []
    indicators: list[Indicator] = []
    surveys: list[Survey] = []
    assessments: list[Assessment] = []
    dialogues: list[Dialogue] = []
    risks: list[Risk] = []
    improvements: list[Improvement] = []
    changes: list[Change] = []
    conflicts: list[Conflict] = []
    budget: PlanBudget | None = None
