"""What a Word document tells of an indicator: a picture of its course, and the same as a table."""

from collections.abc import Iterator

from effektkedja.report.formats.chart import MOST_OTHERS
from effektkedja.report.formats.docx.writer import Writer, Xml, together
from effektkedja.report.model import Chart, Indicator, Row, Text

_NARROW = 0.6
"""Of the width, what a table takes that has few columns."""
_SIGNS = {"value": "●", "baseline": "□", "target": "╍╍", "interval": "I"}
"""What the forms of a chart look like in a line of text."""
_OPTIONAL = ("interval", "women", "men", "target", "notes")


def indicator(one: Indicator, level: int, writer: Writer) -> Xml:
    """Tell of an indicator, under a heading of that level."""
    return together(_of_indicator(one, level, writer))


def _of_indicator(one: Indicator, level: int, writer: Writer) -> Iterator[Xml]:
    label = writer.label
    yield writer.heading(level, together([writer.place(one.name), unit_of(one.unit, writer)]))
    marks = [writer.mark(mark) for mark in (one.trend, one.reached) if mark]
    if one.wanted:
        marks.append(writer.text(one.wanted))
    if marks:
        yield writer.paragraph(writer.beside(marks), "fact", keep=True)
    yield writer.paragraph(writer.beside(_figures(one, writer)), keep=bool(one.chart or one.rows))
    if one.chart:
        yield writer.chart(one.chart)
        if legend := writer.beside(_legend(one, one.chart, writer)):
            yield writer.paragraph(legend, "legend")
    if one.rows:
        yield _rows(one, writer)
    notes = [writer.text(one.bands)] if one.bands else []
    for key, text in (("source", one.source), ("owner", one.owner)):
        if text:
            notes.append(together([writer.text(f"{label(key)}: "), writer.text(text)]))
    if notes:
        yield writer.paragraph(writer.beside(notes), "fact")
    if one.measures:
        yield writer.paragraph(writer.labelled("also-measures", writer.names(one.measures)), "fact")


def unit_of(unit: Text | None, writer: Writer) -> Xml:
    """Give a unit behind the name of what is measured in it."""
    return together([writer.text(" ("), writer.text(unit), writer.text(")")]) if unit else Xml("")


def _figures(one: Indicator, writer: Writer) -> Iterator[Xml]:
    if one.baseline:
        yield writer.labelled("baseline", writer.figure(one.baseline))
    yield writer.labelled("latest", writer.figure(one.latest) if one.latest else writer.said("status.no-value"))
    if one.target:
        period = [writer.text(f" ({one.target.period})", "quiet")] if one.target.period else []
        yield writer.labelled("target", writer.text(one.aim or one.target.text), *period)
    for key, what in (("women", one.women), ("men", one.men)):
        if what:
            yield writer.labelled(key, writer.figure(what))
    for other in one.others:
        yield together([writer.text(other.name, bold=True), writer.text(": ", bold=True), writer.figure(other.figure)])


def _legend(one: Indicator, chart: Chart, writer: Writer) -> Iterator[Xml]:
    """Tell what the forms of a picture mean."""
    there = {
        "value": chart.points, "baseline": chart.baseline, "target": chart.aims,
        "interval": "interval" in one.columns, "women": chart.women, "men": chart.men,
    }  # fmt: skip
    for key in filter(there.get, there):
        sign = _SIGNS.get(key) or writer.catalogue.text(f"report.chart.{key}")
        yield writer.text(f"{sign}\u00a0{writer.label(key).lower()}")
    if chart.others:
        for number, other in enumerate(one.others[:MOST_OTHERS], 1):
            yield together([writer.text(f"{number}\u00a0"), writer.text(other.name)])


def _rows(one: Indicator, writer: Writer) -> Xml:
    columns = [key for key in _OPTIONAL if key in one.columns]
    is_narrow = columns in ([], ["target"]) and not (one.chart and one.chart.scale)
    keys = ["period", "value", *columns]
    rows = ([writer.cell(_in(key, row, writer)) for key in keys] for row in one.rows)
    caption = f"{writer.label('all-values')}: {one.name.title.text}"
    return writer.table(caption, keys, rows, shown=False, part=_NARROW if is_narrow else 1)


def _in(key: str, row: Row, writer: Writer) -> Xml:
    match key:
        case "period":
            return writer.text(row.period)
        case "value":
            figure = row.value or row.baseline
            kind = [writer.text(f" {writer.label('baseline')}", "quiet")] if row.baseline else []
            return together([writer.text(figure.text), *kind]) if figure else writer.or_nothing(None)
        case "women" | "men":
            figure = row.women if key == "women" else row.men
            return writer.or_nothing(figure.text if figure else None)
        case "notes":
            return writer.joined(row.notes) or writer.or_nothing(None)
        case "target":
            return writer.or_nothing(row.target)
        case _:
            return writer.or_nothing(row.interval)
