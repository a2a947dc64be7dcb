"""The chain in slices, as pictures: what carries a goal, drawn for the width of a page that stands."""

from collections.abc import Sequence
from itertools import count
from xml.etree import ElementTree

from effektkedja.basics.language import Catalogue
from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.part import Wanted
from effektkedja.draw.direction import Direction
from effektkedja.draw.layout import Layout, laid_out
from effektkedja.draw.order import can_order
from effektkedja.draw.page import Sheets
from effektkedja.draw.picture import Sitter, drawn
from effektkedja.draw.shapes import number
from effektkedja.draw.svg import drawing
from effektkedja.draw.words import Words
from effektkedja.followup.look import View
from effektkedja.render.status_words import name_of
from effektkedja.report.slices import Draw

MOST_DRAWN = 40
"""Things of one picture; with more it may fit the page, but nobody finds their way."""
COLUMN: Sheets = ((504.0, 660.0),)
"""What a page of a report leaves a picture, in points, with its heading above."""
PIXELS = 1.25
"""What a unit of the picture is on a screen, so that its text is about as large as the smaller text of the page."""


def pictures_of(view: View, catalogue: Catalogue, *, planned: bool) -> Draw | None:
    """Give who draws the slices of chains; `planned` leaves out how anything stands. None where igraph is missing."""
    return _Studio(view, catalogue, planned=planned).draw if can_order() else None


class _Studio:
    """Draws the slices of one report."""

    def __init__(self, view: View, catalogue: Catalogue, *, planned: bool) -> None:
        self._view = view
        self._catalogue = catalogue
        self._sitters = [Sitter(look, planned=planned) for look in view.looks]
        self._ranks = {thing: rank for look in view.looks for rank, thing in enumerate(look.chain.nodes)}
        self._numbers = count(1)

    def draw(self, chain: Chain, things: Sequence[Thing]) -> str | None:
        """Draw these things; what the others carry is the first."""
        if len(things) > MOST_DRAWN:
            return None
        sitter = next(sitter for sitter in self._sitters if sitter.chain is chain)
        picture = drawn([(sitter, sorted(things, key=self._ranks.__getitem__))], self._view)
        words = Words(picture, Wanted(), self._catalogue, within=name_of(things[0]))
        layout = laid_out(picture, words, Direction.RIGHT, COLUMN)
        return self._svg(layout, words) if layout.is_readable else None

    def _svg(self, layout: Layout, words: Words) -> str:
        root = drawing(layout, words, f"picture-{next(self._numbers)}")
        for name, units in (("width", layout.width), ("height", layout.height)):
            root.set(name, number(units * PIXELS))
        return ElementTree.tostring(root, encoding="unicode")
