"""The course of an indicator in several organisations, as one picture in SVG.

Each organisation has a number at the end of its line, a mark and a way of drawing it; colour comes last and tells
nothing that these do not.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from html import escape

from effektkedja.basics.language import Catalogue, Language, shorten
from effektkedja.render.figures import told
from effektkedja.render.visible import visible
from effektkedja.report.formats.axes import day_number, middle_of_year, time_axis, value_axis
from effektkedja.report.model import Chart, Point
from effektkedja.report.site.model import Comparison, Panel, Series

WIDTH, HEIGHT = 340, 230
_TOP, _RIGHT, _BOTTOM = 14, 30, 30
_LETTER = 7
_LONGEST_LABEL = 15
_APART = 15
"""Pixels between the numbers at the ends of lines."""

MARKS = (
    "M{x} {y}m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z",
    "M{x} {y}m-4 -4h8v8h-8z",
    "M{x} {y}m0 -5.5l5.5 9.5h-11z",
)
"""Circle, square and triangle, filled for the first three lines and hollow for the next."""


def mark(number: int, x: float, y: float) -> str:
    """Give the mark of the line with that number, counted from 0 in its picture."""
    place = MARKS[number % len(MARKS)].format(x=_n(x), y=_n(y))
    return f'<path class="dot line-{number}" d="{place}"/>'


def comparison_svg(panel: Panel, whole: Comparison, anchor: str, catalogue: Catalogue, language: Language) -> str:
    """Give the picture of some organisations, on the axes of all that are compared."""
    return "".join(_Drawing(panel, whole, anchor, catalogue, language).parts())


class _Drawing:
    """One picture on its way to the page."""

    def __init__(self, panel: Panel, whole: Comparison, anchor: str, catalogue: Catalogue, language: Language) -> None:
        self._panel = panel
        self._title = whole.title
        self._anchor = anchor
        self._catalogue = catalogue
        self._language = language
        frame = _frame(whole)
        self._scale = frame.scale
        self._values, self._ticks = value_axis(frame, HEIGHT - _BOTTOM, _TOP)
        self._labels = [self._tick(tick) for tick in self._ticks]
        self._left = 8 + min(_LONGEST_LABEL, max(map(len, self._labels))) * _LETTER
        self._days, self._years = time_axis(frame, self._left, WIDTH - _RIGHT)

    def parts(self) -> Iterator[str]:
        """Give the picture from the back to the front."""
        title, description = f"{self._anchor}-t", f"{self._anchor}-d"
        tongue = "" if self._title.language == self._language else f' lang="{self._title.language}"'
        yield (
            f'<svg class="chart" role="img" viewBox="0 0 {WIDTH} {HEIGHT}"'
            f' aria-labelledby="{title}" aria-describedby="{description}">'
            f'<title id="{title}"{tongue}>{_text(self._title.text)}</title>'
            f'<desc id="{description}">{_text(self._description())}</desc>'
        )
        yield from self._grid()
        lines = [(number, one, points_of(one)) for number, one in enumerate(self._panel.series)]
        drawn = [(number, one, points) for number, one, points in lines if points]
        for number, _, points in drawn:
            if len(points) > 1:
                course = "L".join(f"{_n(x)} {_n(y)}" for x, y in map(self._place, points))
                yield f'<path class="line line-{number}" d="M{course}"/>'
        for number, _, points in drawn:
            for x, y in map(self._place, points):
                yield mark(number, x, y)
        yield from self._ends([(one.number, *self._place(points[-1])) for _, one, points in drawn])
        yield "</svg>"

    def _description(self) -> str:
        """Give in words what the picture shows; the table beside it has every value."""
        text = self._catalogue.text
        sentences = []
        for one in self._panel.series:
            points = points_of(one)
            if not points:
                continue
            first, last, name = points[0], points[-1], one.organisation.text
            args = {"organisation": name, "value": last.label, "period": last.period}
            if len(points) == 1:
                sentences.append(text("report.site.course-one", **args))
            else:
                sentences.append(text("report.site.course", first=first.label, since=first.period, **args))
        return " ".join(sentences)

    def _tick(self, tick: float) -> str:
        if self._scale:
            return shorten(visible(self._scale[int(tick)]), _LONGEST_LABEL)
        return told(Decimal(f"{tick:.10f}").normalize() + 0, self._catalogue.language)

    def _grid(self) -> Iterator[str]:
        for tick, label in zip(self._ticks, self._labels, strict=True):
            y = self._values.at(tick)
            yield f'<path class="grid" d="M{_n(self._left)} {_n(y)}H{WIDTH - _RIGHT}"/>'
            yield (
                f'<text class="tick" x="{_n(self._left - 6)}" y="{_n(y + 4)}" text-anchor="end">{_text(label)}</text>'
            )
        for year in self._years:
            x = self._days.at(middle_of_year(year))
            yield f'<text class="tick" x="{_n(x)}" y="{HEIGHT - 10}" text-anchor="middle">{year}</text>'

    def _ends(self, ends: Sequence[tuple[int, float, float]]) -> Iterator[str]:
        """Give the numbers of the lines where these end, one below the other where they end together."""
        taken: list[tuple[float, float]] = []
        for number, x, y in sorted(ends, key=lambda end: (end[2], end[0])):
            beside, at = x + 13, y
            while any(abs(beside - other) < 2 * _LETTER and abs(at - height) < _APART for other, height in taken):
                at += 1
            taken.append((beside, at))
            yield f'<text class="latest" x="{_n(beside)}" y="{_n(at + 5)}" text-anchor="middle">{number}</text>'

    def _place(self, point: Point) -> tuple[float, float]:
        return self._days.at(day_number(point.at)), self._values.at(float(point.rank))


def points_of(series: Series) -> tuple[Point, ...]:
    """Give what a line goes through: what all began with, and what was measured since."""
    chart = series.indicator.chart
    if chart is None:
        return ()
    start = chart.baseline
    has_start = start is not None and all(start.at != point.at for point in chart.points)
    points = (*((start,) if start is not None and has_start else ()), *chart.points)
    return tuple(sorted(points, key=_day))


def _day(point: Point) -> date:
    return point.at


def _frame(whole: Comparison) -> Chart:
    """Give a chart with the points of all that are compared, so that each picture has the same axes."""
    points = tuple(point for one in whole.series for point in points_of(one))
    charts = [one.indicator.chart for one in whole.series if one.indicator.chart]
    bare = tuple(Point(one.at, one.rank, one.label, one.period) for one in points)
    return Chart("", whole.title, "", None, bare, (), (), (), (), charts[0].scale)


def _text(text: str) -> str:
    return escape(visible(text))


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
