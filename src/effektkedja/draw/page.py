"""How wide boxes are and how far apart layers lie, so that a picture can be read on a sheet of A4."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from effektkedja.chain.build import Thing
from effektkedja.draw.box import SIZE, Boxes
from effektkedja.draw.order import Item
from effektkedja.draw.picture import Node, Picture
from effektkedja.draw.place import GAP

Sheets = tuple[tuple[float, float], ...]
"""The sheets, each by its width and height in points, of which a picture takes the one on which it is largest."""
A4: Sheets = ((785.0, 538.0), (538.0, 785.0))
"""A4 within margins of one centimetre, lying and standing."""
LEAST_POINTS = 7.0
"""Below this size text cannot be read on paper."""
ASIDE = 4.0
"""Added between boxes that stand side by side, where a gap is less seen than between lines of text."""
BEND = 2.0
"""What a link takes of a layer that it passes through."""


class Comfort(NamedTuple):
    """How roomy a picture is."""

    least: float
    """Width of a box."""
    most: float
    between: float
    """Between two layers."""
    word: float
    """Width of a box that is enough for any word; longer ones are broken."""


COMFORTS = (
    Comfort(132, 200, 50, 200),
    Comfort(112, 200, 40, 172),
    Comfort(88, 232, 30, 132),
    Comfort(80, 240, 26, 112),
    Comfort(72, 252, 22, 100),
    Comfort(64, 260, 18, 84),
    Comfort(60, 260, 16, 72),
    Comfort(56, 260, 14, 64),
    Comfort(56, 260, 14, 56),
)
"""From the roomiest to the tightest."""
GOOD_POINTS = 7.4
"""Text of this size is not made larger by breaking more words."""
MOST_FITTED = 200
"""Things above which no sheet is large enough, whatever is tried."""
UNFITTED = Comfort(152, 152, 60, 152)

_WIDER = 4.0
_FURTHER = 8.0
"""The steps in which widths and extents are tried."""
_MOST_TRIED = 200


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of the layers of a picture."""

    widths: tuple[float, ...]
    """Of the boxes of each layer."""
    depths: tuple[float, ...]
    """How far each layer reaches in the direction of the thread."""
    between: float
    """Between two layers."""
    extent: float
    """How far the layers reach across the direction of the thread."""

    @property
    def length(self) -> float:
        """How far all layers reach in the direction of the thread."""
        return sum(self.depths) + self.between * max(len(self.depths) - 1, 0)

    def start(self, layer: int) -> float:
        """Give where a layer begins."""
        return sum(self.depths[:layer]) + self.between * layer


class _Crowd(NamedTuple):
    """What a layer has to hold."""

    nodes: list[Node]
    bends: int
    depth: float
    """What it reaches at least in the direction of the thread."""


def points(wide: float, high: float, sheets: Sheets) -> float:
    """Give how large text is when a picture of that size is printed on one of the sheets; it is never made larger."""
    return SIZE * min(max(_scales(wide, high, sheets)), 1.0)


def is_landscape(wide: float, high: float) -> bool:
    """Tell whether a picture of that size is larger on a sheet of A4 that lies than on one that stands."""
    lying, standing = _scales(wide, high, A4)
    return lying > standing


def _scales(wide: float, high: float, sheets: Sheets) -> list[float]:
    return [min(width / wide, height / high) for width, height in sheets]


def measured(
    picture: Picture,
    layers: Sequence[Sequence[Item]],
    boxes: Boxes,
    outer: Callable[[Measures], tuple[float, float]],
    least_depths: Sequence[float],
    sheets: Sheets,
    *,
    upright: bool,
) -> Measures:
    """Give the roomiest measures with which text is large enough on a sheet, else those with which it can be read.

    `outer` gives the size of the whole picture with such measures, `least_depths` how deep each layer is at least;
    `upright` tells that the layers lie one above the other.
    """
    crowds = [
        _Crowd(
            [picture.of[item] for item in layer if isinstance(item, Thing)],
            sum(not isinstance(item, Thing) for item in layer),
            depth,
        )
        for layer, depth in zip(layers, least_depths, strict=True)
    ]
    tried = _rows if upright else _columns
    found: list[tuple[float, Measures]] = []
    for comfort in COMFORTS if len(picture.nodes) <= MOST_FITTED else (UNFITTED,):
        sized = ((points(*outer(measures), sheets), measures) for measures in tried(crowds, boxes, comfort))
        found.append(max(sized, key=lambda pair: pair[0]))
        if found[-1][0] >= GOOD_POINTS:
            break
    for enough in (GOOD_POINTS, LEAST_POINTS):
        for size, measures in found:
            if size >= enough:
                return measures
    return max(found, key=lambda pair: pair[0])[1]


def _columns(crowds: Sequence[_Crowd], boxes: Boxes, comfort: Comfort) -> Iterator[Measures]:
    """Give measures for layers that lie beside each other: the lower they are to be, the wider are the boxes."""
    tables = [_heights(crowd, boxes, comfort) for crowd in crowds]
    lowest = max((heights[-1][1] for heights in tables), default=0.0)
    highest = max((heights[0][1] for heights in tables), default=0.0)
    for extent in _from_to(lowest, highest):
        widths = tuple(next(wide for wide, high in heights if high <= extent) for heights in tables)
        yield Measures(widths, widths, comfort.between, extent)


def _heights(crowd: _Crowd, boxes: Boxes, comfort: Comfort) -> list[tuple[float, float]]:
    """Give widths of boxes, and how high the layer is with each; only those that make it lower than the one before."""
    wide = _least(crowd, boxes, comfort)
    found: list[tuple[float, float]] = []
    while not found or wide <= comfort.most:
        high = sum(boxes.height(node, wide) + GAP for node in crowd.nodes) - GAP + crowd.bends * (BEND + GAP)
        high = round(high, 3)  # so that no machine finds a difference where there is none
        if not found or high < found[-1][1]:
            found.append((wide, high))
        wide += _WIDER
    return found


def _rows(crowds: Sequence[_Crowd], boxes: Boxes, comfort: Comfort) -> Iterator[Measures]:
    """Give measures for layers that lie one above the other: the wider they may be, the wider are the boxes."""
    least = [_least(crowd, boxes, comfort) for crowd in crowds]
    most = [max(comfort.most, wide) for wide in least]
    narrowest = max((_row(crowd, wide) for crowd, wide in zip(crowds, least, strict=True)), default=0.0)
    widest = max((_row(crowd, wide) for crowd, wide in zip(crowds, most, strict=True)), default=0.0)
    for extent in _from_to(narrowest, widest):
        widths = []
        for crowd, low, high in zip(crowds, least, most, strict=True):
            room = (extent + GAP - crowd.bends * (BEND + GAP)) / len(crowd.nodes) - GAP - ASIDE
            widths.append(_snug(crowd, boxes, low, min(room, high) // 1))
        depths = (_depth(crowd, boxes, wide) for crowd, wide in zip(crowds, widths, strict=True))
        yield Measures(tuple(widths), tuple(depths), comfort.between, extent)


def _snug(crowd: _Crowd, boxes: Boxes, least: float, wide: float) -> float:
    """Give the least width with which a row is no deeper than with this one."""
    depth = _depth(crowd, boxes, wide)
    while wide - _WIDER >= least and _depth(crowd, boxes, wide - _WIDER) == depth:
        wide -= _WIDER
    return wide


def _depth(crowd: _Crowd, boxes: Boxes, wide: float) -> float:
    return max(crowd.depth, *(boxes.height(node, wide) for node in crowd.nodes))


def _row(crowd: _Crowd, wide: float) -> float:
    return len(crowd.nodes) * (wide + ASIDE + GAP) - GAP + crowd.bends * (BEND + GAP)


def _least(crowd: _Crowd, boxes: Boxes, comfort: Comfort) -> float:
    """Give the least width of the boxes of a layer: enough for most words, and for every state."""
    words = min(max(boxes.least_width(node) for node in crowd.nodes), comfort.word)
    wide = max(comfort.least, words, *(boxes.state_width(node) for node in crowd.nodes))
    return ceil(wide / _WIDER) * _WIDER  # so that the same widths are asked for again and again


def _from_to(least: float, most: float) -> Iterator[float]:
    step = max(_FURTHER, (most - least) / _MOST_TRIED)
    for number in range(int((most - least) / step) + 1):
        yield least + step * number
