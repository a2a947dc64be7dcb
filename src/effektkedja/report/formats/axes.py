"""The axes of a chart: where its marks stand, and where a value or a day lies between its edges."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import floor, log10

from effektkedja.report.model import Chart, Point

MOST_YEARS = 7
"""Years that are named below a chart."""
_MOST_TICKS = 5
_ROOM = 0.05
"""Of the stretch of values, above and below them, so that a mark at its edge is whole."""
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of numbers, drawn from one place to another."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Give the place of a value."""
        return self.start + (value - self.low) * (self.end - self.start) / (self.high - self.low)


def value_axis(chart: Chart, start: float, end: float) -> tuple[Axis, tuple[float, ...]]:
    """Give the axis of values, and the values that are named on it."""
    if chart.scale:
        places = tuple(float(place) for place in range(len(chart.scale)))
        return Axis(-0.5, len(places) - 0.5, start, end), places
    ticks = _ticks([float(value) for value in _values(chart)])
    room = (ticks[-1] - ticks[0]) * _ROOM
    return Axis(ticks[0] - room, ticks[-1] + room, start, end), ticks


def time_axis(chart: Chart, start: float, end: float) -> tuple[Axis, range]:
    """Give the axis of days, of whole years, and the years that are named on it."""
    days = [point.at for point in _points(chart)] + [day for aim in chart.aims for day in (aim.first, aim.last)]
    first, last = min(days).year, max(days).year
    step = -(-(last - first + 1) // MOST_YEARS)
    return Axis(day_number(date(first, 1, 1)), day_number(date(last, 12, 31)) + 1, start, end), range(
        first, last + 1, step
    )


def day_number(day: date) -> float:
    """Give a day as a number on the axis of days."""
    return float(day.toordinal())


def middle_of_year(year: int) -> float:
    """Give the middle of a year on the axis of days."""
    return day_number(date(year, 7, 2))


def _points(chart: Chart) -> list[Point]:
    return [*([chart.baseline] if chart.baseline else []), *chart.points, *chart.women, *chart.men, *chart.others]


def _values(chart: Chart) -> Iterable[Decimal]:
    for point in _points(chart):
        yield from (value for value in (point.rank, point.lower, point.upper) if value is not None)
    for aim in chart.aims:
        yield from (value for value in (aim.rank, aim.low, aim.high) if value is not None)


def _ticks(values: Sequence[float]) -> tuple[float, ...]:
    """Give round values from below the lowest to above the highest, at most some more than _MOST_TICKS."""
    low, high = min(values), max(values)
    if low == high:
        room = abs(low) / 10 or 1.0
        low, high = low - room, high + room
    rough = (high - low) / (_MOST_TICKS - 1)
    scale = 10.0 ** floor(log10(rough))
    step = next(factor * scale for factor in _STEPS if factor * scale >= rough * (1 - 1e-9))
    first = floor(low / step + 1e-9)
    last = -floor(-high / step + 1e-9)
    return tuple(round(number * step, 10) for number in range(first, max(last, first + 1) + 1))
