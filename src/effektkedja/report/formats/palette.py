"""The colours of a report on paper, for what knows no style sheet of a page: pictures, PDF, Word."""

import re
from functools import cache

from effektkedja.report.formats.templating import TEMPLATES

STYLE_SHEET = "palette.css"

_COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]+);")
_USE = re.compile(r"var\(--([\w-]+)\)")


@cache
def paper_colours() -> dict[str, str]:
    """Give the colours by their names, as style sheets write them. Those of paper stand last in the palette."""
    palette = (TEMPLATES / STYLE_SHEET).read_text(encoding="utf-8")
    return dict(_COLOUR.findall(palette.partition("@media print")[2]))


def on_paper(style: str) -> str:
    """Give a style sheet with colours in the place of their names. Raises KeyError for a name that is none."""
    return _USE.sub(lambda use: paper_colours()[use[1]], style)
