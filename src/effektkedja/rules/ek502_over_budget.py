"""EK502: more money or hours than the budget has."""

from collections.abc import Iterator
from decimal import Decimal

from effektkedja.basics.diagnostic import Finding
from effektkedja.basics.language import Language
from effektkedja.chain.build import Chain, Place, Thing, records_at
from effektkedja.chain.stages import Stage
from effektkedja.plan.model import Activity, PlanBudget
from effektkedja.rules.findings import found
from effektkedja.workspace.workspace import SourceFile


def check(chain: Chain) -> Iterator[Finding]:
    """Find the plans whose activities have more than the plan, and the activities that used more than they have."""
    for file in chain.files:
        yield from _over_plan(file)
    for thing in chain.of(Stage.ACTIVITY):
        if isinstance(thing.record, Activity):
            yield from _overspent(thing, thing.record)


def _over_plan(file: SourceFile) -> Iterator[Finding]:
    if file.plan is None:
        return
    total = _sum(activity.budget.amount for activity in file.plan.activities if activity.budget is not None)
    for place in records_at(file, "budget"):
        budget = place.record.amount if isinstance(place.record, PlanBudget) else None
        if budget is not None and total > budget:
            yield _finding(place, "amount", "", total, budget)


def _overspent(activity: Thing, record: Activity) -> Iterator[Finding]:
    if record.budget is None:
        return
    for variant, budget, spent in (
        ("spent", record.budget.amount, _sum(entry.amount for entry in record.spent)),
        ("hours", record.budget.hours, _sum(entry.hours for entry in record.spent)),
    ):
        if budget is not None and spent > budget:
            yield _finding(activity, "spent", variant, spent, budget)


def _sum(amounts: Iterator[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def _finding(place: Place, key: str, variant: str, total: Decimal, budget: Decimal) -> Finding:
    language = place.language
    return found("EK502", place, key, variant, total=_written(total, language), budget=_written(budget, language))


def _written(number: Decimal, language: Language) -> str:
    """Write a number as a plan in that language would: digits in groups of three, decimals only where there are any."""
    whole, _, decimals = f"{number:f}".partition(".")
    decimals = decimals.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", "\N{NO-BREAK SPACE}")
    return grouped + ("." if language == "en" else ",") + decimals if decimals else grouped
