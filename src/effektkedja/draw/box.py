"""What stands in the box of a thing, line by line, and how large that makes it."""

from dataclasses import dataclass
from functools import cache

from effektkedja.basics.language import shorten
from effektkedja.draw.picture import Node, Picture
from effektkedja.draw.text import Breadths, Run, width, wrapped
from effektkedja.draw.words import Words, clean

SIZE = 10.0
"""Of all text but the heading. The picture is measured in the same unit."""
LINE = 11.4
"""From one line to the next."""
PADDING = 5.0
MARK = 11.0
"""From one line to the next, of the line that tells the state."""
BESIDE = 4.0
"""Between the mark of a state and what stands beside it."""
LONGEST_TITLE = 240
"""Characters of a title that are shown in its box; the whole stands in the description."""
MEASURED_SIGN = "▮▮"
"""Stands in for the little bars that tell of an indicator, and is as wide as they are."""
ID, MEASURED, ELSEWHERE, FAULT = "id", "measured", "elsewhere", "fault"
"""The styles of what is not a title."""


@dataclass(frozen=True, slots=True)
class Box:
    """The lines of a box of a given width."""

    state: str | None
    beside: str | None
    """The id, where it stands beside the state."""
    lines: tuple[tuple[Run, ...], ...]
    """Title and id, then the organisation, then where the thread breaks."""
    width: float
    height: float


def mark_width(state: str) -> float:
    """Give how wide the mark is that tells a state."""
    return width(state, SIZE, bold=True) + 8


class Boxes:
    """The boxes of a picture, for any width."""

    def __init__(self, picture: Picture, words: Words) -> None:
        self._words = words
        self._names = {node: _name(node) for node in picture.nodes}
        self.box = cache(self._box)
        """Give the box of a node for a width."""
        self._measured = cache(self._measure)

    def least_width(self, node: Node) -> float:
        """Give the width at which no word is broken."""
        texts = [run.text for run in self._names[node]] + [self._words.elsewhere(node) or ""]
        return max(width(word, SIZE) for text in texts for word in text.split()) + 2 * PADDING

    def state_width(self, node: Node) -> float:
        """Give the width that the state takes, which is never broken."""
        state = self._words.state(node)
        return mark_width(state) + 2 if state else 0

    def height(self, node: Node, wide: float) -> float:
        """Give how high the box of a node is with a width, which is found faster than the box."""
        room = wide - 2 * PADDING
        counts = [text.lines(room) for text in self._measured(node, self._beside(node, room))]
        if None in counts:
            return self.box(node, wide).height
        return self._high(node, sum(filter(None, counts)))

    def _measure(self, node: Node, beside: str | None) -> list[Breadths]:
        """Measure the texts of a box that are broken into lines each by itself."""
        title, name, *measured = (Breadths.of(run.text, SIZE) for run in self._names[node])
        texts = [sum(measured, title if beside else title + name)]
        if organisation := self._words.elsewhere(node):
            texts.append(Breadths.of(organisation, SIZE))
        if fault := self._words.fault(node):
            texts.append(Breadths.of(fault, SIZE, bold=True))
        return texts

    def _beside(self, node: Node, room: float) -> str | None:
        """Give the id, where there is room for it beside the state."""
        state, name = self._words.state(node), self._names[node][1].text
        return name if state and mark_width(state) + BESIDE + width(name, SIZE) <= room else None

    def _high(self, node: Node, lines: int) -> float:
        return 2 * PADDING - 2.4 + LINE * lines + (MARK + 3 if self._words.state(node) else 0)

    def _box(self, node: Node, wide: float) -> Box:
        room = wide - 2 * PADDING
        words = self._words
        state, name = words.state(node), list(self._names[node])
        if beside := self._beside(node, room):
            name.pop(1)
        lines = wrapped(name, room, SIZE)
        if organisation := words.elsewhere(node):
            lines += wrapped([Run(organisation, ELSEWHERE)], room, SIZE)
        if fault := words.fault(node):
            lines += wrapped([Run(fault, FAULT)], room, SIZE, bold=True)
        return Box(state, beside, tuple(map(tuple, lines)), wide, self._high(node, len(lines)))


def _name(node: Node) -> list[Run]:
    thing = node.thing
    runs = [Run(clean(shorten(thing.title, LONGEST_TITLE))), Run(clean(thing.id) or "–", ID, hyphens=False)]
    return [*runs, Run(MEASURED_SIGN, MEASURED)] if node.measured else runs
