"""What an indicator tells: its latest value, its target, whether that is reached, and which way it moves.

Everything here is of the total, not of women or men, and says what was measured, never why.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from effektkedja.plan.model import Baseline, Comparison, Indicator, Outcome, Target

Entry = TypeVar("Entry", Outcome, Target)
Rank = Callable[[Decimal | str | None], Decimal | None]


class Trend(StrEnum):
    """Which way the value moves: better or worse, not up or down."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator at a moment."""

    outcome: Outcome | None
    target: Target | None
    achieved: bool | None
    """None where it cannot be told."""
    trend: Trend | None
    """From the value before, else from the baseline, to the latest; None where it cannot be told."""


def ranking(indicator: Indicator) -> Rank:
    """Give how the indicator's values are compared: as numbers, or by their place on the scale (worst first)."""
    if indicator.kind == "quantitative":
        return lambda value: value if isinstance(value, Decimal) else None
    places = {label: Decimal(place) for place, label in enumerate(indicator.scale)}
    return lambda value: places.get(value) if isinstance(value, str) else None


def read_indicator(indicator: Indicator, day: date) -> Reading:
    """Give what an indicator tells on a day: values of periods that had ended by then, and the target then in force."""
    outcomes = [outcome for outcome in _of_total(indicator.values) if outcome.period and outcome.period.last <= day]
    outcomes.sort(key=lambda outcome: outcome.period.last if outcome.period else date.min)
    latest = outcomes[-1] if outcomes else None
    target = _target_at(indicator, latest.period.last if latest and latest.period else day)
    achieved = None if latest is None or target is None else reaches(indicator, latest.value, target)
    return Reading(latest, target, achieved, _trend(indicator, outcomes))


def target_of_year(indicator: Indicator, year: int) -> Target | None:
    """Give the last target of a year, or None."""
    of_year = [target for target in _of_total(indicator.targets) if target.period and target.period.last.year == year]
    return max(of_year, key=lambda target: target.period.last if target.period else date.min, default=None)


def value_of_year(indicator: Indicator, year: int, day: date) -> Outcome | None:
    """Give the last value of a year that had been measured by a day, or None."""
    of_year = [
        outcome
        for outcome in _of_total(indicator.values)
        if outcome.period and outcome.period.last.year == year and outcome.period.last <= day
    ]
    return max(of_year, key=lambda outcome: outcome.period.last if outcome.period else date.min, default=None)


def reaches(indicator: Indicator, value: Decimal | str | None, target: Target) -> bool | None:
    """Tell whether a value reaches a target in the indicator's direction; None where it cannot be told."""
    rank = ranking(indicator)
    reached, wanted = rank(value), rank(target.value)
    if reached is None or wanted is None:
        return None
    if indicator.direction == "decrease":
        return reached <= wanted
    if indicator.direction == "maintain":
        low, high = rank(target.min), rank(target.max)
        if low is None and high is None:
            return reached == wanted
        return (low is None or low <= reached) and (high is None or reached <= high)
    return reached >= wanted


def _trend(indicator: Indicator, outcomes: list[Outcome]) -> Trend | None:
    rank = ranking(indicator)
    if not outcomes:
        return None
    baseline = indicator.baseline if indicator.baseline and is_of_total(indicator.baseline) else None
    before = outcomes[-2].value if len(outcomes) > 1 else baseline.value if baseline else None
    first, last = rank(before), rank(outcomes[-1].value)
    if first is None or last is None:
        return None
    if first == last:
        return Trend.SAME
    if indicator.direction in {None, "maintain"}:
        return None
    return Trend.BETTER if (last > first) == (indicator.direction == "increase") else Trend.WORSE


def _target_at(indicator: Indicator, day: date) -> Target | None:
    """Give the first target that ends on that day or later, else the last of all."""
    targets = sorted(
        (target for target in _of_total(indicator.targets) if target.period),
        key=lambda target: target.period.last if target.period else date.min,
    )
    ahead = (target for target in targets if target.period and target.period.last >= day)
    return next(ahead, targets[-1] if targets else None)


def is_of_total(entry: Baseline | Outcome | Target | Comparison) -> bool:
    """Tell whether a value is of all, and not of women or men alone."""
    return entry.gender in {None, "total"}


def _of_total(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if is_of_total(entry)]
