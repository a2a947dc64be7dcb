"""A report as one HTML page that needs no script, no network and no server."""

import base64
import hashlib
import re

from effektkedja.basics.language import Catalogue
from effektkedja.render.visible import visible
from effektkedja.report.formats.chart import MOST_OTHERS, chart_svg
from effektkedja.report.formats.templating import TEMPLATES, fill
from effektkedja.report.model import Chart, Report, Text

DEEPEST = 24
"""Steps of a list that are drawn; what lies deeper stands at the same depth."""

_LONG_WORD = re.compile(r"\S{31,}")
LONGEST_PIECE = 15
"""Characters of a long word that a line does not part."""


def render_report_html(report: Report, catalogue: Catalogue) -> str:
    """Give the report as a page. Its policy lets the browser use its own style and script, and nothing else."""
    from markupsafe import Markup, escape

    def escaped(text: str | Text) -> str:
        if isinstance(text, str):
            return str(escape(visible(text)))
        shown = "<wbr>".join(escape(piece) for piece in _pieces(visible(text.text)))
        return shown if text.language == report.language else f'<span lang="{text.language}">{shown}</span>'

    def chart(one: Chart) -> Markup:
        return Markup(chart_svg(one, catalogue, report.language))  # noqa: S704 (escaped where it is drawn)

    style, script = (_source(name) for name in ("report.css", "report.js"))
    return fill(
        "report.html.jinja",
        report,
        catalogue,
        escaped,
        style=Markup(style),  # noqa: S704 (ours)
        script=Markup(script),  # noqa: S704 (ours)
        policy=_policy(style, script),
        chart=chart,
        most_others=MOST_OTHERS,
        deepest=DEEPEST,
    )


def _pieces(text: str) -> list[str]:
    """Part a text where a line may end within a word that is too long for one."""
    pieces, start = [], 0
    for word in _LONG_WORD.finditer(text):
        for end in range(word.start() + LONGEST_PIECE, word.end(), LONGEST_PIECE):
            pieces.append(text[start:end])
            start = end
    return [*pieces, text[start:]]


def _policy(style: str, script: str) -> str:
    """Give the policy that lets a page use this style and this script, pictures within itself, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(script)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _hash(source: str) -> str:
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"
