"""Money and hours in words."""

from decimal import Decimal

from effektkedja.basics.language import Catalogue
from effektkedja.followup.resources import HOURS, PlanMoney, Use
from effektkedja.followup.status import organisation_name
from effektkedja.render.entries import Entry
from effektkedja.render.figures import percent, told, trimmed
from effektkedja.render.status_words import one_line


def quantity(amount: Decimal, unit: str, catalogue: Catalogue) -> str:
    """Give an amount with its unit, on one line."""
    key = f"resources.unit.{unit}"
    word = catalogue.text(key, count=1 if amount == 1 else 2) if unit == HOURS else catalogue.text(key)
    return f"{_number(amount, catalogue)}\N{NO-BREAK SPACE}{word}"


def _number(amount: Decimal, catalogue: Catalogue) -> str:
    return told(trimmed(amount), catalogue.language)


def use_words(use: Use, catalogue: Catalogue) -> str:
    """Tell what is spent of what is set aside."""
    if use.budget is None:
        return catalogue.text("resources.spent-alone", spent=quantity(use.spent or Decimal(0), use.unit, catalogue))
    budget = quantity(use.budget, use.unit, catalogue)
    if use.spent is None:
        return catalogue.text("resources.budget-alone", budget=budget)
    spent = _number(use.spent, catalogue)
    if not use.budget or use.spent < 0:
        return catalogue.text("resources.spent-of", spent=spent, budget=budget)
    return catalogue.text("resources.spent-part", spent=spent, budget=budget, percent=percent(use.spent, use.budget))


def uses_entry(name: str, uses: tuple[Use, ...], catalogue: Catalogue) -> Entry:
    """Tell what goes into something: a bar for its money where that is of one currency, and all in words."""
    money = [use for use in uses if use.unit != HOURS]
    part = _part(money[0].spent, money[0].budget) if len(money) == 1 else None
    return Entry(name, part=part, lines=(" · ".join(use_words(use, catalogue) for use in uses),))


def plan_entry(plan: PlanMoney, catalogue: Catalogue) -> Entry:
    """Tell how the budget of a plan stands."""
    text = catalogue.text
    lines = []
    if plan.amount is not None or plan.spent is not None:
        lines.append(use_words(Use(plan.unit, plan.amount, plan.spent), catalogue))
    if plan.forecast is not None:
        lines.append(_forecast(plan, plan.forecast, catalogue))
    if plan.review is not None and plan.is_of_earlier_review:
        lines.append(text("resources.earlier", review=plan.review.id))
    if plan.of_activities is not None:
        lines.append(text("resources.activities", amount=quantity(plan.of_activities, plan.unit, catalogue)))
    mark, style = _standing(plan.deviation, catalogue)
    part = _part(plan.spent, plan.amount)
    return Entry(one_line(organisation_name(plan.file) or plan.file.name), mark, style, part, tuple(lines))


def _part(spent: Decimal | None, budget: Decimal | None) -> tuple[Decimal, Decimal] | None:
    return (max(spent, Decimal(0)), budget) if spent is not None and budget else None


def _standing(deviation: Decimal | None, catalogue: Catalogue) -> tuple[str, str]:
    if deviation is None:
        return f"○ {catalogue.text('resources.no-forecast')}", "quiet"
    if deviation > 0:
        return f"! {catalogue.text('resources.over')}", "warning"
    return f"✓ {catalogue.text('resources.within')}", "good"


def _forecast(plan: PlanMoney, forecast: Decimal, catalogue: Catalogue) -> str:
    told_forecast = quantity(forecast, plan.unit, catalogue)
    if not plan.deviation:
        key = "resources.forecast" if plan.deviation is None else "resources.forecast-as-budget"
        return catalogue.text(key, forecast=told_forecast)
    key = "resources.forecast-above" if plan.deviation > 0 else "resources.forecast-below"
    deviation = quantity(abs(plan.deviation), plan.unit, catalogue)
    return catalogue.text(key, forecast=told_forecast, deviation=deviation)
