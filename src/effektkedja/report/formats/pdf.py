"""A report as PDF: tagged so that it can be read aloud (PDF/UA-1), with bookmarks, and the same on every machine.

The report is written as XML (sheet.py), in which its texts are escaped, and of that as code for typst, in which they
are strings: what a plan says is never markup. The only door to typst.
"""

import json
import re
from datetime import UTC, datetime, time
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from effektkedja.basics.language import Catalogue
from effektkedja.render.visible import visible
from effektkedja.report.formats.fonts import FAMILIES, has_fonts, writable, write_fonts
from effektkedja.report.formats.palette import paper_colours
from effektkedja.report.formats.sheet import sheet_of
from effektkedja.report.formats.templating import TEMPLATES
from effektkedja.report.formats.typesetting import code_of
from effektkedja.report.model import Report

MOST_LINKS = 3_000
"""A document with more of them would take typst long; it has those of its contents and its bookmarks."""

_FOLDER = TEMPLATES / "typst"
_LONG_WORD = re.compile(r"\S{31,}")
_PIECE = re.compile(r".{1,10}")
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


def can_write_pdf() -> bool:
    """Tell whether typst and its fonts are installed."""
    return find_spec("typst") is not None and has_fonts()


def render_report_pdf(report: Report, catalogue: Catalogue) -> bytes:
    """Give the report as PDF. The same report gives the same bytes. Raises ImportError where typst is missing."""
    import typst

    day = report.as_of
    about, code = code_of(sheet_of(report, catalogue, _plain, _in_lines), MOST_LINKS)
    inputs = {
        "about": json.dumps(about),
        "report": code,
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


def _plain(text: str) -> str:
    """Give a text so that it can be written."""
    return writable(visible(text))


def _in_lines(text: str) -> str:
    """Give a text so that it can be written, and a word too long for a line be parted."""
    return _LONG_WORD.sub(lambda word: _MAY_BREAK.join(_PIECE.findall(word[0])), _plain(text))
