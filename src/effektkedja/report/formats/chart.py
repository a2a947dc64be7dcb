"""The course of an indicator as a picture in SVG.

It has a title and a description to be read aloud, and real text. Whatever is told by a colour is told by a form as
well. On a page it takes its colours and its letters from there (chart.css); standing alone it brings those of paper.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from html import escape
from itertools import pairwise

from effektkedja.basics.language import Catalogue, Language, shorten
from effektkedja.render.figures import told
from effektkedja.render.visible import visible
from effektkedja.report.formats.axes import day_number, middle_of_year, time_axis, value_axis
from effektkedja.report.formats.palette import on_paper
from effektkedja.report.formats.templating import TEMPLATES
from effektkedja.report.model import Aim, Chart, Point

WIDTH, HEIGHT = 340, 215
_TOP, _RIGHT, _BOTTOM = 24, 16, 30
_NAMESPACE = "http://www.w3.org/2000/svg"
_HIGH = 12
"""How high a figure is."""
_STEPS = 40
"""Into which a line is parted to see whether something covers it."""
_LETTER = 7
"""What a letter takes."""
_WIDEST_LABELS = 110
_LONGEST_LABEL = _WIDEST_LABELS // _LETTER
_ASIDE = 20
"""How far beside its time another municipality stands, so that it covers neither the own value nor another."""
STYLE_SHEET = "chart.css"
MOST_OTHERS = 6
"""Other municipalities that a chart shows; the table beside it has all."""


def chart_svg(chart: Chart, catalogue: Catalogue, language: Language) -> str:
    """Give the picture, for a page in that language."""
    return "".join(_Drawing(chart, catalogue, language).parts())


def chart_picture(chart: Chart, catalogue: Catalogue, language: Language, font: str = "sans-serif") -> str:
    """Give the same picture as a document of its own, in the colours of paper and in letters of that family."""
    return "".join(_Drawing(chart, catalogue, language).parts(alone_in=font))


class _Drawing:
    """One picture on its way to the page."""

    def __init__(self, chart: Chart, catalogue: Catalogue, language: Language) -> None:
        self._chart = chart
        self._catalogue = catalogue
        self._language = language
        self._values, self._ticks = value_axis(chart, HEIGHT - _BOTTOM, _TOP)
        self._labels = [self._tick(tick) for tick in self._ticks]
        self._left = 8 + min(_WIDEST_LABELS, _LETTER * max(map(len, self._labels)))
        self._days, self._years = time_axis(chart, self._left, WIDTH - _RIGHT)

    def parts(self, alone_in: str | None = None) -> Iterator[str]:
        """Give the picture from the back to the front; `alone_in` a font where no page is around it."""
        chart = self._chart
        title, description = f"{chart.anchor}-t", f"{chart.anchor}-d"
        tongue = "" if chart.title.language == self._language else f' lang="{chart.title.language}"'
        alone = f' xmlns="{_NAMESPACE}" width="{WIDTH}" height="{HEIGHT}" font-family="{alone_in}"' if alone_in else ""
        yield (
            f'<svg{alone} class="chart" role="img" viewBox="0 0 {WIDTH} {HEIGHT}"'
            f' aria-labelledby="{_text(title)}" aria-describedby="{_text(description)}">'
            f'<title id="{_text(title)}"{tongue}>{_text(chart.title.text)}</title>'
            f'<desc id="{_text(description)}">{_text(chart.description)}</desc>'
        )
        if alone_in:
            yield f"<style>{_style_on_paper()}</style>"
        yield from self._grid()
        for aim in chart.aims:
            yield from self._aim(aim)
        yield from self._course()
        for letter, points in (("women", chart.women), ("men", chart.men)):
            yield from self._letters(self._catalogue.text(f"report.chart.{letter}"), points)
        yield from self._others(chart.others[:MOST_OTHERS])
        yield "</svg>"

    def _tick(self, tick: float) -> str:
        if self._chart.scale:
            return shorten(visible(self._chart.scale[int(tick)]), _LONGEST_LABEL)
        return told(Decimal(f"{tick:.10f}").normalize() + 0, self._catalogue.language)

    def _grid(self) -> Iterator[str]:
        right = WIDTH - _RIGHT
        for tick, label in zip(self._ticks, self._labels, strict=True):
            y = self._values.at(tick)
            yield f'<path class="grid" d="M{_n(self._left)} {_n(y)}H{right}"/>'
            yield f'<text class="tick" x="{_n(self._left - 6)}" y="{_n(y + 4)}" text-anchor="end">{_text(label)}</text>'
        for year in self._years:
            x = self._days.at(middle_of_year(year))
            yield f'<text class="tick" x="{_n(x)}" y="{HEIGHT - 10}" text-anchor="middle">{year}</text>'

    def _aim(self, aim: Aim) -> Iterator[str]:
        first, last = self._days.at(day_number(aim.first)), self._days.at(day_number(aim.last) + 1)
        if aim.low is not None and aim.high is not None:
            top, bottom = self._at(aim.high), self._at(aim.low)
            yield (
                f'<rect class="aim-band" x="{_n(first)}" y="{_n(top)}" width="{_n(last - first)}"'
                f' height="{_n(max(bottom - top, 2))}"/>'
            )
        else:
            bound = aim.rank if aim.low is None and aim.high is None else aim.low if aim.low is not None else aim.high
            y = self._at(bound if bound is not None else aim.rank)
            yield f'<path class="aim" d="M{_n(first)} {_n(y)}H{_n(last)}"/>'

    def _course(self) -> Iterator[str]:
        chart, points = self._chart, self._chart.points
        if chart.baseline:
            x, y = self._place(chart.baseline)
            if points and points[0].at > chart.baseline.at:
                to_x, to_y = self._place(points[0])
                yield f'<path class="from-baseline" d="M{_n(x)} {_n(y)}L{_n(to_x)} {_n(to_y)}"/>'
            yield f'<rect class="baseline" x="{_n(x - 5)}" y="{_n(y - 5)}" width="10" height="10"/>'
        if len(points) > 1:
            course = "L".join(f"{_n(x)} {_n(y)}" for x, y in map(self._place, points))
            yield f'<path class="course" d="M{course}"/>'
        for point in points:
            yield from self._outcome(point)
        if points:
            yield from self._latest(points[-1])

    def _outcome(self, point: Point) -> Iterator[str]:
        x, y = self._place(point)
        bounds = [self._at(bound) for bound in (point.lower, point.upper) if bound is not None]
        if bounds:
            top, bottom = min(*bounds, y), max(*bounds, y)
            caps = "".join(f"M{_n(x - 5)} {_n(bound)}h10" for bound in bounds)
            yield f'<path class="interval" d="M{_n(x)} {_n(top)}V{_n(bottom)}{caps}"/>'
        yield f'<circle class="outcome" cx="{_n(x)}" cy="{_n(y)}" r="4.5"/>'

    def _latest(self, point: Point) -> Iterator[str]:
        x, y = self._place(point)
        label = shorten(visible(point.label), _LONGEST_LABEL)
        room = len(label) * _LETTER / 2 + 2
        above_or_below = min(max(x, self._left + room), WIDTH - room)
        places = [
            (above_or_below, y - 12),
            (above_or_below, y + 23),
            (x + room + 8, y + 5),
            (x - room - 8, y + 5),
        ]
        inside = [
            (at, base)
            for at, base in places
            if self._left <= at - room and at + room <= WIDTH and _TOP / 2 < base < HEIGHT - _BOTTOM + 5
        ]
        marks = list(self._obstacles())
        at, base = min(inside or places, key=lambda place: _covered(marks, place, room))
        yield f'<text class="latest" x="{_n(at)}" y="{_n(base)}" text-anchor="middle">{_text(label)}</text>'

    def _obstacles(self) -> Iterator[tuple[float, float]]:
        """Give places that a label had better not cover: the lines, step by step, and the marks."""
        chart = self._chart
        course = [self._place(point) for point in ((chart.baseline,) if chart.baseline else ()) + chart.points]
        for (x, y), (to_x, to_y) in pairwise(course):
            for step in range(_STEPS + 1):
                yield x + (to_x - x) * step / _STEPS, y + (to_y - y) * step / _STEPS
        for aim in chart.aims:
            first, last = self._days.at(day_number(aim.first)), self._days.at(day_number(aim.last) + 1)
            for bound in (one for one in (aim.rank, aim.low, aim.high) if one is not None):
                for step in range(_STEPS + 1):
                    yield first + (last - first) * step / _STEPS, self._at(bound)
        for one in chart.women + chart.men:
            x, y = self._place(one)
            yield from ((x + aside, y + up) for aside in (-8, 0, 8) for up in (-8, 0, 8))

    def _letters(self, letter: str, points: tuple[Point, ...]) -> Iterator[str]:
        for point in points:
            x, y = self._place(point)
            yield f'<circle class="person" cx="{_n(x)}" cy="{_n(y)}" r="8"/>'
            yield f'<text class="letter" x="{_n(x)}" y="{_n(y + 4)}" text-anchor="middle">{_text(letter)}</text>'

    def _others(self, points: Sequence[Point]) -> Iterator[str]:
        taken: list[tuple[float, float]] = []
        for number, point in enumerate(points, 1):
            x, y = self._place(point)
            x += _ASIDE
            while any(abs(x - one) < _ASIDE and abs(y - other) < _ASIDE for one, other in taken):
                x += _ASIDE
            taken.append((x, y))
            x = min(x, WIDTH - 10)
            yield f'<path class="other" d="M{_n(x)} {_n(y - 9)}l9 9l-9 9l-9-9z"/>'
            yield f'<text class="letter" x="{_n(x)}" y="{_n(y + 4)}" text-anchor="middle">{number}</text>'

    def _place(self, point: Point) -> tuple[float, float]:
        return self._days.at(day_number(point.at)), self._at(point.rank)

    def _at(self, rank: Decimal) -> float:
        return self._values.at(float(rank))


def _covered(marks: Sequence[tuple[float, float]], place: tuple[float, float], room: float) -> int:
    """Count the places under a label that reaches so far to either side."""
    at, base = place
    return sum(abs(x - at) < room and base - _HIGH < y < base + 2 for x, y in marks)


@cache
def _style_on_paper() -> str:
    return on_paper((TEMPLATES / STYLE_SHEET).read_text(encoding="utf-8"))


def _text(text: str) -> str:
    return escape(visible(text))


def _n(number: float) -> str:
    """Give a place with one decimal at most."""
    return f"{number:.1f}".removesuffix(".0")
