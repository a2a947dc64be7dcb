"""The indicators of a report: what was measured, what was promised, and the chart of both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from effektkedja.chain.build import Thing
from effektkedja.followup.indicators import Rank, is_of_total, ranking
from effektkedja.followup.status import Measured
from effektkedja.plan.model import Baseline, Comparison, Outcome, Target
from effektkedja.plan.values import Period
from effektkedja.render.status_words import one_line
from effektkedja.report.model import Aim, Chart, Indicator, Named, Other, Point, Row
from effektkedja.report.places import Places
from effektkedja.report.words import Words

MOST_DESCRIBED = 12
"""Values that the description of a chart tells, the latest."""


@dataclass(slots=True)
class _Line:
    """What is known for one period, until it becomes a row."""

    period: Period
    baseline: Baseline | None = None
    total: Outcome | None = None
    women: Outcome | None = None
    men: Outcome | None = None
    target: Target | None = None
    notes: list[str] = field(default_factory=list)


class Indicators:
    """Tells of indicators, each at one place."""

    def __init__(self, words: Words, places: Places, first_day: date, *, planned: bool) -> None:
        self._words = words
        self._places = places
        self._first_day = first_day
        self._planned = planned

    def tell(self, measured: Measured, measures: Iterable[Thing]) -> Indicator:
        """Tell of an indicator at its own place; `measures` is what it measures beside the thing it is told with."""
        thing, record, reading = measured.thing, measured.record, measured.reading
        words = self._words
        name = self._places.take(thing)
        target = reading.target
        return Indicator(
            name,
            words.written(record.unit, thing) if record.unit else None,
            self._places.names(measures),
            words.text(f"wanted.{record.direction}") if record.direction else None,
            self._bands(measured),
            words.remark(record.source, thing),
            words.role(record.owner, thing),
            words.figure(measured.baseline, thing),
            words.figure(reading.outcome, thing),
            words.figure(target, thing),
            self._aim(measured, target) if target and target.value is not None else None,
            None if self._planned else words.reached(reading),
            None if self._planned else words.trend(reading),
            words.figure(measured.women, thing),
            words.figure(measured.men, thing),
            tuple(self._others(measured)),
            tuple(self._rows(measured)),
            self._chart(measured, name),
        )

    def _others(self, measured: Measured) -> Iterable[Other]:
        for one in measured.comparisons:
            if figure := self._words.figure(one, measured.thing):
                yield Other(self._words.written(one.name, measured.thing), figure)

    def _bands(self, measured: Measured) -> str | None:
        bands = measured.record.bands
        if bands is None or bands.met is None:
            return None
        met = self._plain(bands.met)
        if bands.partly is None:
            return self._words.text("bands-met", met=met)
        return self._words.text("bands", met=met, partly=self._plain(bands.partly))

    def _aim(self, measured: Measured, target: Target) -> str:
        """Tell what a target asks for."""
        direction, text = measured.record.direction, self._words.text
        value, bounds = self._plain(target.value), {"low": target.min, "high": target.max}
        if direction == "decrease":
            return text("aim.most", value=value)
        if direction != "maintain":
            return text("aim.least", value=value)
        given = {key: bound for key, bound in bounds.items() if bound is not None}
        told = {key: self._plain(bound) for key, bound in given.items()}
        if len(given) == 1 and target.value in given.values():
            return text("aim.least" if "low" in given else "aim.most", value=value)
        return text(f"aim.within-{'-'.join(given)}", value=value, **told) if given else value

    def _plain(self, value: Decimal | str | None) -> str:
        return one_line(value) if isinstance(value, str) else self._words.number(value or Decimal(0))

    # The table of values

    def _rows(self, measured: Measured) -> Iterable[Row]:
        lines = self._lines(measured)
        for line in sorted(lines, key=lambda one: (one.period.last, one.period.first)):
            yield self._row(line, measured)

    def _lines(self, measured: Measured) -> Iterable[_Line]:
        lines: dict[str, _Line] = {}

        def line(period: Period) -> _Line:
            return lines.setdefault(period.text, _Line(period))

        baseline = measured.baseline
        if baseline is not None and baseline.period is not None:
            line(baseline.period).baseline = baseline
        for outcome in self._shown(measured):
            assert outcome.period is not None  # noqa: S101 (only those with one are shown)
            here = line(outcome.period)
            if outcome.gender == "women":
                here.women = outcome
            elif outcome.gender == "men":
                here.men = outcome
            else:
                here.total = outcome
            here.notes += [note for note in (outcome.comment, outcome.source) if note]
        for target in self._targets(measured):
            assert target.period is not None  # noqa: S101 (those without one are left out)
            line(target.period).target = target
        return lines.values()

    def _shown(self, measured: Measured) -> list[Outcome]:
        """Give the values from the first day on, and the latest of all however old it is."""
        latest = measured.reading.outcome
        return [
            one
            for one in measured.known
            if one.period and one.value is not None and (one.period.last >= self._first_day or one is latest)
        ]

    def _targets(self, measured: Measured) -> list[Target]:
        return [
            target
            for target in measured.record.targets
            if is_of_total(target)
            and target.period
            and target.value is not None
            and (target.period.last >= self._first_day or target is measured.reading.target)
        ]

    def _row(self, line: _Line, measured: Measured) -> Row:
        thing, words = measured.thing, self._words
        total = line.total
        interval = None
        if total is not None and (total.lower is not None or total.upper is not None):
            bounds = ("–" if bound is None else self._plain(bound) for bound in (total.lower, total.upper))
            interval = words.text("interval", **dict(zip(("lower", "upper"), bounds, strict=True)))
        return Row(
            words.period(line.period),
            line.period.text,
            words.figure(line.baseline, thing),
            words.figure(total, thing),
            interval,
            words.figure(line.women, thing),
            words.figure(line.men, thing),
            self._aim(measured, line.target) if line.target else None,
            words.remarks(line.notes, thing),
        )

    # The chart

    def _chart(self, measured: Measured, name: Named) -> Chart | None:
        rank = ranking(measured.record)
        points = {gender: self._points(measured, gender, rank) for gender in (None, "women", "men")}
        baseline = self._point(measured.baseline, rank) if measured.baseline else None
        aims = tuple(aim for target in self._targets(measured) if (aim := self._aim_drawn(measured, target, rank)))
        if baseline is None and not points[None]:
            return None
        others = tuple(point for one in measured.comparisons if (point := self._point(one, rank)))
        scale = () if measured.record.kind == "quantitative" else tuple(map(one_line, measured.record.scale))
        return Chart(
            f"{name.anchor}.chart",
            name.title,
            self._described(baseline, points[None], aims),
            baseline,
            points[None],
            points["women"],
            points["men"],
            others,
            aims,
            scale,
        )

    def _points(self, measured: Measured, gender: str | None, rank: Rank) -> tuple[Point, ...]:
        found = (
            self._point(one, rank)
            for one in self._shown(measured)
            if one.gender == gender or (gender is None and is_of_total(one))
        )
        return tuple(sorted((point for point in found if point), key=lambda point: point.at))

    def _point(self, entry: Baseline | Outcome | Comparison, rank: Rank) -> Point | None:
        place = rank(entry.value)
        if place is None or entry.period is None:
            return None
        lower, upper = (rank(entry.lower), rank(entry.upper)) if isinstance(entry, Outcome) else (None, None)
        return Point(
            _middle(entry.period), place, self._plain(entry.value), self._words.period(entry.period), lower, upper
        )

    def _aim_drawn(self, measured: Measured, target: Target, rank: Rank) -> Aim | None:
        place = rank(target.value)
        if place is None or target.period is None:
            return None
        bounded = measured.record.direction == "maintain"
        low, high = (rank(target.min), rank(target.max)) if bounded else (None, None)
        return Aim(target.period.first, target.period.last, place, self._aim(measured, target), low, high)

    def _described(self, baseline: Point | None, points: Sequence[Point], aims: Sequence[Aim]) -> str:
        text = self._words.text
        parts = []
        if baseline:
            parts.append(text("chart.baseline", value=baseline.label, period=baseline.period))
        if points:
            values = tuple(text("chart.value", value=one.label, period=one.period) for one in points[-MOST_DESCRIBED:])
            parts.append(text("chart.values", values=values))
        parts += [text("chart.aim", aim=aim.label, year=str(aim.last.year)) for aim in aims[-MOST_DESCRIBED:]]
        return " ".join(parts)


def _middle(period: Period) -> date:
    return period.first + (period.last - period.first) / 2
