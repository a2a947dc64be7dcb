"""A report as one HTML page that needs no script, no network and no server."""

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from effektkedja.basics.language import Catalogue, Language
from effektkedja.draw.style import style_sheet
from effektkedja.render.visible import visible
from effektkedja.report.formats.chart import MOST_OTHERS, chart_svg
from effektkedja.report.formats.chart import STYLE_SHEET as CHART
from effektkedja.report.formats.palette import STYLE_SHEET as PALETTE
from effektkedja.report.formats.templating import TEMPLATES, Escape, environment_of, filled, unparted
from effektkedja.report.model import Chart, Report, Text

if TYPE_CHECKING:
    from jinja2 import Environment

DEEPEST = 24
"""Steps of a list that are drawn; what lies deeper stands at the same depth."""

_OF_XML = 'xmlns="http://www.w3.org/2000/svg" '
"""What a picture on its own has to say, and a page knows."""
_LONG_WORD = re.compile(r"\S{31,}")
LONGEST_PIECE = 15
"""Characters of a long word that a line does not part."""


def render_report_html(
    report: Report, catalogue: Catalogue, home: str | None = None, templates: "Environment | None" = None
) -> str:
    """Give the report as a page. Its policy lets the browser use its own style and script, and nothing else.

    Where it is one of several pages, `home` is the address of the one that leads here, and `templates` are those that
    have been read for all.
    """
    from markupsafe import Markup

    def chart(one: Chart) -> Markup:
        return Markup(chart_svg(one, catalogue, report.language))  # noqa: S704 (escaped where it is drawn)

    def picture(drawn: str) -> Markup:
        return Markup(drawn.replace(_OF_XML, "", 1))  # noqa: S704 (escaped where it is drawn)

    style, script = page_style(), source_of("report.js")
    if report.has_pictures:  # what the page says of the forms of a picture comes last
        style = style_sheet(landscape=False, whole_page=False) + style
    return filled(
        templates or environment_of(escaper(report.language)),
        "report.html.jinja",
        report,
        catalogue,
        style=Markup(style),  # noqa: S704 (ours)
        script=Markup(script),  # noqa: S704 (ours)
        policy=page_policy(style, script),
        home=home,
        chart=chart,
        picture=picture,
        most_others=MOST_OTHERS,
        deepest=DEEPEST,
    )


def escaper(language: Language) -> Escape:
    """Give what makes texts harmless for a page in that language; a text in another says in which it is."""
    from markupsafe import escape

    def escaped(text: str | Text) -> str:
        if isinstance(text, str):
            return str(escape(unparted(visible(text))))
        shown = "<wbr>".join(escape(piece) for piece in _pieces(unparted(visible(text.text))))
        return shown if text.language == language else f'<span lang="{text.language}">{shown}</span>'

    return escaped


def _pieces(text: str) -> list[str]:
    """Part a text where a line may end within a word that is too long for one."""
    pieces, start = [], 0
    for word in _LONG_WORD.finditer(text):
        for end in range(word.start() + LONGEST_PIECE, word.end(), LONGEST_PIECE):
            pieces.append(text[start:end])
            start = end
    return [*pieces, text[start:]]


def page_style() -> str:
    """Give the style of our pages."""
    return "".join(map(source_of, (PALETTE, "report.css", CHART)))


def page_policy(style: str, script: str | None = None) -> str:
    """Give the policy that lets a page use this style and this script, pictures within itself, and nothing else."""
    rules = ("default-src 'none'", f"style-src {_hash(style)}", *([f"script-src {_hash(script)}"] if script else []))
    return "; ".join((*rules, "img-src data:", "base-uri 'none'", "form-action 'none'"))


def source_of(name: str) -> str:
    """Give the source of a style or script of ours."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _hash(source: str) -> str:
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"
