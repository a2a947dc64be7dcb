"""The indicators of all chains of a site, put together where they are the same."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from effektkedja.basics.language import Language
from effektkedja.report.model import Chart, Text
from effektkedja.report.site.model import Chapter, Comparison, Measure, Panel, Series
from effektkedja.report.site.same import Identity, folded
from effektkedja.report.site.slugs import distinct

MOST_TOGETHER = 6
"""Organisations in one chart and one table. Where there are more, others follow, drawn on the same axes."""

Place = tuple[Chapter, str]
"""A chain and where its page lies, seen from the page of an indicator."""


def comparisons_of(places: Sequence[Place], language: Language) -> list[Comparison]:
    """Give a comparison for each indicator that any chain has, named in that language where one of them does so."""
    found: dict[Identity, list[tuple[Place, Measure]]] = {}
    for place in places:
        for measure in place[0].measures:
            found.setdefault(measure.identity, []).append((place, measure))
    wishes = [(_wishes(identity, measures[0][1]), "\0".join(identity)) for identity, measures in found.items()]
    return [
        _comparison(slug, identity, measures, language)
        for slug, (identity, measures) in zip(distinct(wishes), found.items(), strict=True)
    ]


def _wishes(identity: Identity, measure: Measure) -> tuple[str, ...]:
    """Give what the page of an indicator may be called: by the official number, else by what the plans call it."""
    if measure.kpi:
        return (" ".join((measure.kpi, *(part for part in identity[2:3] if part != "total"))),)
    name = measure.indicator.name
    return (f"{name.id} {name.title.text}",)


def _comparison(
    slug: str, identity: Identity, measures: Sequence[tuple[Place, Measure]], language: Language
) -> Comparison:
    titles = [measure.indicator.name.title for _, measure in measures]
    units = [measure.indicator.unit for _, measure in measures]
    units_differ = len({folded(unit.text if unit else None) for unit in units}) > 1
    series = tuple(_series(measures))
    is_official = identity[0] == "kolada"
    return Comparison(
        slug,
        identity,
        next((title for title in titles if title.language == language), titles[0]),
        None if units_differ else units[0],
        measures[0][1].kpi,
        identity[2] if is_official and identity[2] != "total" else None,
        series,
        tuple(_panels(series, comparable=not units_differ)) if len(series) > 1 else (),
        units_differ,
    )


def _series(measures: Sequence[tuple[Place, Measure]]) -> Iterable[Series]:
    names = [measure.organisation or chapter.name for (chapter, _), measure in measures]
    within = [
        chapter.name if chapter.name.text != name.text else None
        for ((chapter, _), _), name in zip(measures, names, strict=True)
    ]
    alike = Counter(map(_called, names, within))
    for number, ((_, address), measure) in enumerate(measures, 1):
        name, chain = names[number - 1], within[number - 1]
        link = f"{address}#{measure.anchor}" if measure.anchor else address
        id_ = measure.indicator.name.id if alike[_called(name, chain)] > 1 else None
        yield Series(number, name, chain, id_, link, measure.indicator, measure.spans)


def _called(name: Text, within: Text | None) -> tuple[str, str | None]:
    return name.text, within.text if within else None


def _panels(series: Sequence[Series], *, comparable: bool) -> Iterable[Panel]:
    charts = [one.indicator.chart for one in series if one.indicator.chart]
    is_drawn = comparable and bool(charts) and len({chart.scale for chart in charts}) == 1
    for start in range(0, len(series), MOST_TOGETHER):
        part = tuple(series[start : start + MOST_TOGETHER])
        yield Panel(part, _periods(part), is_drawn and any(has_points(one.indicator.chart) for one in part))


def has_points(chart: Chart | None) -> bool:
    """Tell whether a chart has anything to draw of what was measured."""
    return chart is not None and bool(chart.points or chart.baseline)


def _periods(series: Iterable[Series]) -> tuple[tuple[str, str], ...]:
    """Give the periods for which any of these has a value."""
    spans: dict[str, tuple[date, date]] = {}
    names: dict[str, str] = {}
    for one in series:
        for row in one.indicator.rows:
            if (row.value or row.baseline) and row.code in one.spans:
                spans[row.code], names[row.code] = one.spans[row.code], row.period
    return tuple((code, names[code]) for code in sorted(spans, key=lambda code: (*spans[code], code)))


def by_identity(comparisons: Iterable[Comparison]) -> Mapping[Identity, Comparison]:
    """Give the comparisons by what their indicators have in common."""
    return {one.identity: one for one in comparisons}
