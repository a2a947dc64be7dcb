"""What stands around the boxes of a picture: the heading, the names of the stages, and what the forms mean."""

from typing import NamedTuple

from effektkedja.draw.box import LINE, SIZE, mark_width
from effektkedja.draw.page import Measures
from effektkedja.draw.picture import Picture
from effektkedja.draw.text import Run, width, wrapped
from effektkedja.draw.words import Words
from effektkedja.followup.delivery_state import State

MARGIN = 6.0
HEADING = 14.0
HEADING_LINE = 17.0
SIDE = 78.0
"""Width of the names of the stages, where they stand beside the layers."""
SAMPLE = 22.0
"""Width of the samples of the legend."""
_BEFORE_NEXT = 6.0
"""Left free between the name of a block and what comes next."""
LEAST_WIDTH = 340.0
LEGEND_ROW = 14.0
_APART = 14.0
"""Between two entries of the legend."""


class Entry(NamedTuple):
    """Something of the legend."""

    form: str | State
    text: str
    at: float
    row: int


class Frame:
    """The frame of a picture."""

    def __init__(self, picture: Picture, words: Words, *, upright: bool) -> None:
        self._upright = upright
        self._heading = words.shown_heading()
        self._lead = words.lead() if picture.nodes else words.nothing()
        self._blocks = [(words.stages(block), len(block)) for block in picture.blocks()]
        self._beside = [_lines(name, SIDE - _BEFORE_NEXT, SIZE, bold=True) for name, _ in self._blocks]
        self._samples = [
            (
                form,
                text,
                (mark_width(words.state_word(form)) if isinstance(form, State) else SAMPLE) + 5 + width(text, SIZE),
            )
            for form, text in _forms(picture, words)
        ]

    def size(self, measures: Measures) -> tuple[float, float]:
        """Give how wide and how high the whole picture is."""
        wide = self.width(measures)
        _, top = self.origin(measures)
        high = measures.length if self._upright else measures.extent
        legend = self.legend(wide)
        rows = legend[-1].row + 1 if legend else 0
        return wide, top + high + (LEGEND_ROW * rows + 8 if rows else 0) + MARGIN

    def width(self, measures: Measures) -> float:
        """Give how wide the whole picture is."""
        across = SIDE + measures.extent if self._upright else measures.length
        return max(across + 2 * MARGIN, LEAST_WIDTH)

    def origin(self, measures: Measures) -> tuple[float, float]:
        """Give where the upper left corner of the layers lies."""
        top = self.stages_top(measures)
        if self._upright:
            return MARGIN + SIDE, top
        lines = max((len(lines) for lines in self.stages(measures)), default=0)
        return MARGIN, top + lines * LINE + 5

    def stages_top(self, measures: Measures) -> float:
        """Give where the names of the stages begin, below the heading."""
        wide = self.width(measures)
        above = len(self.heading(wide)) * HEADING_LINE + len(self.lead(wide)) * LINE
        return MARGIN + above + (LINE / 2 if above else 0)

    def heading(self, wide: float) -> list[str]:
        """Give the lines of the heading."""
        return _lines(self._heading, wide - 2 * MARGIN, HEADING, bold=True) if self._heading else []

    def lead(self, wide: float) -> list[str]:
        """Give the lines below the heading."""
        return _lines(self._lead, wide - 2 * MARGIN, SIZE) if self._lead else []

    def stages(self, measures: Measures) -> list[list[str]]:
        """Give the lines of the name of each block."""
        if self._upright:
            return self._beside
        found, first = [], 0
        for name, count in self._blocks:
            room = self.span(measures, first, count) + measures.between - _BEFORE_NEXT
            found.append(_lines(name, room, SIZE, bold=True))
            first += count
        return found

    def least_depths(self) -> list[float]:
        """Give how deep each layer has to be so that there is room beside it for the name of its block."""
        found: list[float] = []
        for lines, (_, count) in zip(self._beside, self._blocks, strict=True):
            found += [len(lines) * LINE - _BEFORE_NEXT if self._upright else 0.0, *([0.0] * (count - 1))]
        return found

    def span(self, measures: Measures, first: int, count: int) -> float:
        """Give how far some layers reach together."""
        return sum(measures.depths[first : first + count]) + measures.between * (count - 1)

    def legend(self, wide: float) -> list[Entry]:
        """Give the entries of the legend, in rows."""
        entries: list[Entry] = []
        at, row = 0.0, 0
        for form, text, long in self._samples:
            if entries and at + long > wide - 2 * MARGIN:
                at, row = 0.0, row + 1
            entries.append(Entry(form, text, at, row))
            at += long + _APART
        return entries


def _forms(picture: Picture, words: Words) -> list[tuple[str | State, str]]:
    """Give the forms that are found in the picture, and what they mean."""
    found: list[tuple[str | State, str]] = [(name, words.legend(name)) for name in words.families()]
    present = {
        "political": any(node.thing.is_political_goal for node in picture.nodes),
        "whole": any(link.whole for link in picture.links),
        "broken": picture.has_breaks,
        "measured": any(node.measured for node in picture.nodes),
    }
    found += [(name, words.legend(name)) for name, there in present.items() if there]
    states = {node.state for node in picture.nodes}
    return [*found, *((state, words.means(state)) for state in State if state in states)]


def _lines(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    return ["".join(run.text for run in line) for line in wrapped([Run(text)], room, size, bold=bold)]
