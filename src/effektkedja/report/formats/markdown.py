"""A report as Markdown, for a repository or a pull request."""

import re

from effektkedja.basics.language import Catalogue
from effektkedja.render.markdown import escaped
from effektkedja.report.formats.templating import fill
from effektkedja.report.model import Report, Text

DEEPEST = 10
"""Steps of a list that are drawn; what lies deeper stands at the same depth."""

# What would make a list, a line or a heading of the line that it begins: "1. ", "- ", "---".
_MARKER = re.compile(r"^([0-9]{0,9})(?=[.)](?:\s|$)|[-+](?:\s|$)|[-=]{2,}|=$)")
_GAP = re.compile(r"\n{3,}")
_END_OF_LINE = re.compile(r" +$", re.MULTILINE)


def render_report_markdown(report: Report, catalogue: Catalogue) -> str:
    """Give the report as a document of headings, tables and lists."""
    document = fill("report.md.jinja", report, catalogue, _escaped, deepest=DEEPEST)
    return _GAP.sub("\n\n", _END_OF_LINE.sub("", document)).strip("\n") + "\n"


def _escaped(text: str | Text) -> str:
    return _MARKER.sub(r"\1\\", escaped(str(text)))
