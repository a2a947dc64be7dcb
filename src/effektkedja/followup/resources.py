"""Money and hours: what each plan has, has spent and expects to spend, and what goes into each political goal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from effektkedja.chain.build import Thing
from effektkedja.chain.country import is_finnish
from effektkedja.chain.reach import Reach
from effektkedja.chain.stages import Stage
from effektkedja.followup.look import Look
from effektkedja.followup.reviews import ReviewDay
from effektkedja.plan.model import Activity, BudgetReview, Spending
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.workspace.workspace import SourceFile

HOURS = "hours"
"""The unit of working hours, beside the currencies of the plan format."""

Entry = TypeVar("Entry", BudgetReview, Spending)


@dataclass(frozen=True, slots=True)
class Quantity:
    """Some money or hours."""

    amount: Decimal
    unit: str
    """A currency of the plan format, or HOURS."""


@dataclass(frozen=True, slots=True)
class Use:
    """How much is set aside of one unit, and how much of it is spent."""

    unit: str
    budget: Decimal | None
    """None where nothing says."""
    spent: Decimal | None
    """None where nothing is reported."""

    def __add__(self, other: "Use") -> "Use":
        return Use(self.unit, _plus(self.budget, other.budget), _plus(self.spent, other.spent))


@dataclass(frozen=True, slots=True)
class PlanMoney:
    """The budget of one plan."""

    file: SourceFile
    unit: str
    amount: Decimal | None
    review: ReviewDay | None
    """The review that the figures below were given for; None where there are none yet."""
    in_question: ReviewDay | None
    """The review by which the plan is judged."""
    spent: Decimal | None
    forecast: Decimal | None
    of_activities: Decimal | None
    """The budgets of the plan's activities together; None where none has any."""

    @property
    def deviation(self) -> Decimal | None:
        """How far the forecast lies above the budget, below it where negative."""
        return None if self.forecast is None or self.amount is None else self.forecast - self.amount

    @property
    def is_of_earlier_review(self) -> bool:
        """Whether the figures are older than the review in question."""
        return self.review is not None and self.in_question is not None and self.review.id != self.in_question.id


@dataclass(frozen=True, slots=True)
class GoalResources:
    """What goes into one goal: the money and hours of every activity that reaches it."""

    goal: Thing
    uses: tuple[Use, ...]
    """One for each currency, never added up with another, then the hours."""


def plan_money_at(look: Look) -> list[PlanMoney]:
    """Give the budgets of the plans that have one, each with the figures of its review or of the latest before."""
    finnish = is_finnish(look.chain)
    found = []
    for file in look.chain.files:
        plan = file.plan
        if plan is None or plan.budget is None:
            continue
        known = _known(plan.budget.follow_up, file, look)
        review, entry = known[-1] if known else (None, None)
        found.append(
            PlanMoney(
                file,
                _unit(file, finnish=finnish),
                plan.budget.amount,
                review,
                look.review_of(file),
                entry.spent if entry else None,
                entry.forecast if entry else None,
                _sum(activity.budget.amount for activity in plan.activities if activity.budget),
            )
        )
    return found


def resources_of_goals(look: Look, goals: Sequence[Thing]) -> list[GoalResources]:
    """Give what goes into each of these goals of a chain; a goal that nothing goes into is left out.

    An activity counts in full at each goal that it reaches.
    """
    reach = Reach(look.chain, goals)
    by_reached: dict[tuple[Thing, ...], dict[str, Use]] = {}
    for thing, uses in uses_of_activities(look).items():
        _add(by_reached.setdefault(reach.of(thing), {}), uses)
    of_goal: dict[Thing, dict[str, Use]] = {goal: {} for goal in goals}
    for reached, together in by_reached.items():
        for goal in reached:
            _add(of_goal[goal], together.values())
    units = (*vocabulary().values("currency"), HOURS)
    return [
        GoalResources(goal, tuple(sums[unit] for unit in units if unit in sums))
        for goal, sums in of_goal.items()
        if sums
    ]


def uses_of_activities(look: Look) -> dict[Thing, tuple[Use, ...]]:
    """Give the money and hours of each activity of a chain that has any."""
    finnish = is_finnish(look.chain)
    found = {}
    for thing in look.chain.of(Stage.ACTIVITY):
        if isinstance(thing.record, Activity) and (thing.record.budget or thing.record.spent):
            found[thing] = tuple(_uses(thing, thing.record, look, _unit(thing.file, finnish=finnish)))
    return found


def _uses(activity: Thing, record: Activity, look: Look, currency: str) -> list[Use]:
    """Give the money and hours of an activity. What it reports at each review comes on top of what it did before."""
    spent = [entry for _, entry in _known(record.spent, activity.file, look)]
    budget = record.budget
    money = Use(currency, budget.amount if budget else None, _sum(entry.amount for entry in spent))
    hours = Use(HOURS, budget.hours if budget else None, _sum(entry.hours for entry in spent))
    return [use for use in (money, hours) if use.budget is not None or use.spent is not None]


def _add(sums: dict[str, Use], uses: Iterable[Use]) -> None:
    for use in uses:
        sums[use.unit] = sums[use.unit] + use if use.unit in sums else use


def _known(entries: Iterable[Entry], file: SourceFile, look: Look) -> list[tuple[ReviewDay, Entry]]:
    """Give the entries for reviews no later than the plan's own, by their dates; of two for one review the later.

    Of reviews of one day that in question comes last.
    """
    in_question = look.review_of(file)
    if in_question is None:
        return []
    found: dict[str, tuple[ReviewDay, Entry]] = {}
    for entry in entries:
        review = look.reviews.named(file, entry.review)
        if review is not None and review.day <= in_question.day:
            found[review.id] = (review, entry)
    return sorted(found.values(), key=lambda pair: (pair[0].day, pair[0].id == in_question.id))


def _unit(file: SourceFile, *, finnish: bool) -> str:
    """Give the currency that all amounts of a plan are in."""
    budget = file.plan.budget if file.plan else None
    return (budget.currency if budget else None) or ("EUR" if finnish else "SEK")


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add up what is given; None where nothing is."""
    total: Decimal | None = None
    for amount in amounts:
        total = _plus(total, amount)
    return total


def _plus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other
