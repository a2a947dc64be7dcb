"""A report as PDF: tagged so that it can be read aloud (PDF/UA-1), with bookmarks, and the same on every machine.

The report is written as XML (sheet.py), and typst sets that by templates of ours: what a plan says is data to typst,
and never markup.
"""

import json
import re
from collections import Counter
from datetime import UTC, datetime, time
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from effektkedja.basics.language import Catalogue
from effektkedja.render.visible import visible
from effektkedja.report.formats.fonts import FAMILIES, has_fonts, writable, write_fonts
from effektkedja.report.formats.palette import paper_colours
from effektkedja.report.formats.sheet import sheet_of
from effektkedja.report.formats.templating import TEMPLATES
from effektkedja.report.model import Report

MOST_LINKS = 3_000
"""A document with more of them would take typst long; it has those of its contents and its bookmarks."""

_FOLDER = TEMPLATES / "typst"
_LONG_WORD = re.compile(r"\S{31,}")
_PIECE = re.compile(r".{1,10}")
_NAME = re.compile(r' id="([^"]*)"')
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


def can_write_pdf() -> bool:
    """Tell whether typst and its fonts are installed."""
    return find_spec("typst") is not None and has_fonts()


def render_report_pdf(report: Report, catalogue: Catalogue) -> bytes:
    """Give the report as PDF. The same report gives the same bytes. Raises ImportError where typst is missing."""
    import typst

    day = report.as_of
    xml = sheet_of(report, catalogue, _plain, _in_lines)
    inputs = {
        "report": xml,
        "places": json.dumps(_places(xml)),
        "language": report.language,
        "day": json.dumps([day.year, day.month, day.day]),
        "colours": json.dumps(paper_colours()),
        "families": json.dumps(FAMILIES),
    }
    with TemporaryDirectory() as folder:
        write_fonts(Path(folder))
        return typst.compile(
            str(_FOLDER / "report.typ"),
            root=str(_FOLDER),
            font_paths=[folder],
            ignore_system_fonts=True,
            sys_inputs=inputs,
            format="pdf",
            pdf_standards="ua-1",
            timestamp=datetime.combine(day, time(), UTC),
        )


def _places(xml: str) -> dict[str, bool]:
    """Give the names that can be linked to, those of one place and no other: all are true."""
    if xml.count("<a ") > MOST_LINKS:
        return {}
    return {unescape(name): True for name, count in Counter(_NAME.findall(xml)).items() if count == 1}


def _plain(text: str) -> str:
    """Give a text so that it can be written."""
    return writable(visible(text))


def _in_lines(text: str) -> str:
    """Give a text so that it can be written, and a word too long for a line be parted."""
    return _LONG_WORD.sub(lambda word: _MAY_BREAK.join(_PIECE.findall(word[0])), _plain(text))
