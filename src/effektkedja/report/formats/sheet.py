"""A report as XML, the same for all formats of sheets of paper: PDF and Word.

Its elements are what a report is made of: headings, lines, lists, facts, tables, charts. A format walks them, and knows
how each of them looks (typesetting.py, docx/elements.py). `part` has the name of a part of the report, or of a piece
that stands on its own in a template of Word. The texts are escaped, so that what a plan says is data and never markup.
"""

from collections.abc import Callable

from effektkedja.basics.language import Catalogue
from effektkedja.report.formats.chart import MOST_OTHERS, chart_picture
from effektkedja.report.formats.fonts import FAMILIES, writable
from effektkedja.report.formats.templating import fill, unparted
from effektkedja.report.model import Chart, Report, Text

DEEPEST = 10
"""Steps of a list; what lies deeper stands at the same depth."""

Shown = Callable[[str], str]
"""Gives a text with nothing in it that a format cannot hold."""


def sheet_of(report: Report, catalogue: Catalogue, plain: Shown, in_lines: Shown | None = None) -> str:
    """Give the report as XML; each text goes through `plain`, and through `in_lines` where it is set in lines."""
    from markupsafe import Markup, escape

    shown = in_lines or plain

    def escaped(text: str | Text) -> str:
        if isinstance(text, str):
            return str(escape(shown(unparted(text))))
        said = escape(shown(unparted(text.text)))
        return str(said) if text.language == report.language else f'<t lang="{text.language}">{said}</t>'

    def chart(one: Chart) -> Markup:
        return escape(writable(chart_picture(one, catalogue, report.language, FAMILIES[0])))

    lines = fill(
        "sheet.xml.jinja",
        report,
        catalogue,
        escaped,
        chart=chart,
        plain=lambda text: escape(plain(str(text))),
        most_others=MOST_OTHERS,
        deepest=DEEPEST,
    )
    return lines.replace("\n", "")  # the templates end their lines where nothing runs on
