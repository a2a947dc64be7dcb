"""A picture laid out: where every box, arrow and word stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from effektkedja.chain.build import Thing
from effektkedja.draw.box import Box, Boxes
from effektkedja.draw.direction import Direction
from effektkedja.draw.frame import MARGIN, Frame
from effektkedja.draw.order import Item, ordered
from effektkedja.draw.page import A4, ASIDE, BEND, LEAST_POINTS, Measures, Sheets, measured, points
from effektkedja.draw.picture import Link, Node, Picture
from effektkedja.draw.place import placed
from effektkedja.draw.words import Words

_TIP, _HALF_TIP = 6.0, 3.0
"""Length of an arrow's tip, and half its width."""
_LOOP = 9.0
"""How far the arrow of a thing that leads to itself goes out from it."""
_BESIDE = 7.0
"""How far from the middle a link that points backwards begins and ends."""
_BAND = 3.0
"""How far the ground of a stage reaches out from its boxes."""

Point = tuple[float, float]


class Rectangle(NamedTuple):
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float


class Placed(NamedTuple):
    """A box at its place."""

    node: Node
    box: Box
    at: Rectangle


class Route(NamedTuple):
    """An arrow at its place."""

    link: Link
    points: tuple[Point, ...]
    """The beginning, then for each stretch the two points that bend it and the one where it ends (Bézier, cubic)."""
    tip: tuple[Point, Point, Point]


class Stage(NamedTuple):
    """The name of some layers of the same stages, and the ground that they stand on."""

    lines: list[str]
    at: Point
    ground: Rectangle


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything at its place, in units of which ten are the size of the text."""

    width: float
    height: float
    boxes: tuple[Placed, ...]
    routes: tuple[Route, ...]
    stages: tuple[Stage, ...]
    frame: Frame
    sheets: Sheets

    @property
    def points(self) -> float:
        """How large the text is when the picture is printed on one of its sheets."""
        return points(self.width, self.height, self.sheets)

    @property
    def is_readable(self) -> bool:
        """Whether that is large enough."""
        return self.points >= LEAST_POINTS


def laid_out(picture: Picture, words: Words, direction: Direction, sheets: Sheets = A4) -> Layout:
    """Lay out a picture for one of some sheets. Raises ImportError where igraph is not installed."""
    order = ordered(picture)
    boxes = Boxes(picture, words)
    frame = Frame(picture, words, upright=direction.is_upright)
    depths = frame.least_depths()
    measures = measured(picture, order.layers, boxes, frame.size, depths, sheets, upright=direction.is_upright)
    wide, high = frame.size(measures)
    ground = _Ground(measures, direction, frame.origin(measures))
    of = {
        thing: boxes.box(picture.of[thing], measures.widths[number])
        for number, layer in enumerate(picture.layers)
        for thing in layer.things
    }
    sizes: dict[Item, float] = {item: BEND for layer in order.layers for item in layer}
    sizes |= {thing: box.width + ASIDE if direction.is_upright else box.height for thing, box in of.items()}
    middles = placed(order.layers, sizes, order.steps, measures.extent)
    layer_of = {item: number for number, layer in enumerate(order.layers) for item in layer}
    spots = {item: _spot(item, of, middles[item], layer_of[item], ground) for item in layer_of}
    return Layout(
        wide,
        high,
        tuple(Placed(picture.of[thing], box, ground.box(spots[thing], box)) for thing, box in of.items()),
        tuple(_route(link, order.ways.get(link), spots, ground) for link in picture.links),
        tuple(_stages(picture, measures, frame, ground)),
        frame,
        sheets,
    )


class _Spot(NamedTuple):
    """Where something stands along the thread, and across it."""

    begins: float
    ends: float
    middle: float
    half: float


class _Ground:
    """Turns places along and across the thread into places of the picture."""

    def __init__(self, measures: Measures, direction: Direction, origin: Point) -> None:
        self.measures = measures
        self.direction = direction
        self.origin = origin

    def at(self, along: float, across: float) -> Point:
        """Give the point at so far along the thread, and so far across it."""
        if self.direction.is_turned:
            along = self.measures.length - along
        x, y = (across, along) if self.direction.is_upright else (along, across)
        return self.origin[0] + x, self.origin[1] + y

    def box(self, spot: _Spot, box: Box) -> Rectangle:
        """Give where a box lies."""
        x, y = self.at((spot.begins + spot.ends) / 2, spot.middle)
        return Rectangle(x - box.width / 2, y - box.height / 2, box.width, box.height)

    def reach(self, begins: float, ends: float) -> Rectangle:
        """Give the ground from one place along the thread to another, over the whole extent."""
        (x, y), (other_x, other_y) = self.at(begins, 0.0), self.at(ends, self.measures.extent)
        return Rectangle(min(x, other_x), min(y, other_y), abs(x - other_x), abs(y - other_y))


def _spot(item: Item, of: dict[Thing, Box], middle: float, layer: int, ground: _Ground) -> _Spot:
    start, depth = ground.measures.start(layer), ground.measures.depths[layer]
    if not isinstance(item, Thing):
        return _Spot(start, start + depth, middle, 0.0)
    box = of[item]
    own, half = (box.height, box.width / 2) if ground.direction.is_upright else (box.width, box.height / 2)
    return _Spot(start + (depth - own) / 2, start + (depth + own) / 2, middle, half)


def _route(link: Link, way: tuple[Item, ...] | None, spots: dict[Item, _Spot], ground: _Ground) -> Route:
    if way is None:
        return _loop(link, spots[link.source.thing], ground)
    first, last = spots[way[0]], spots[way[-1]]
    stops = [(first.ends, first.middle)]
    for item in way[1:-1]:
        stops += [(spots[item].begins, spots[item].middle), (spots[item].ends, spots[item].middle)]
    stops.append((last.begins, last.middle))
    forwards = 1.0
    if link.backwards:  # beside the link that it answers
        stops = [(along, across + _BESIDE) for along, across in reversed(stops)]
        forwards = -1.0
    end_along, end_across = stops[-1]
    stops[-1] = (end_along - forwards * _TIP, end_across)
    return Route(link, tuple(_bent(stops, ground)), _tip(end_along, end_across, forwards, ground))


def _bent(stops: list[Point], ground: _Ground) -> Iterator[Point]:
    """Give the points of a line that leaves and reaches every stop in the direction of the thread."""
    yield ground.at(*stops[0])
    for (along, across), (next_along, next_across) in pairwise(stops):
        half = (along + next_along) / 2
        yield ground.at(half, across)
        yield ground.at(half, next_across)
        yield ground.at(next_along, next_across)


def _loop(link: Link, spot: _Spot, ground: _Ground) -> Route:
    """Give the arrow of a thing that leads to itself."""
    out, back = spot.middle + 0.3 * spot.half, spot.middle + 0.8 * spot.half
    path = [(spot.ends, out), (spot.ends + _LOOP, out), (spot.ends + _LOOP + _TIP, back), (spot.ends + _TIP, back)]
    return Route(link, tuple(ground.at(*point) for point in path), _tip(spot.ends, back, -1.0, ground))


def _tip(along: float, across: float, forwards: float, ground: _Ground) -> tuple[Point, Point, Point]:
    behind = along - forwards * _TIP
    return ground.at(along, across), ground.at(behind, across - _HALF_TIP), ground.at(behind, across + _HALF_TIP)


def _stages(picture: Picture, measures: Measures, frame: Frame, ground: _Ground) -> Iterator[Stage]:
    first = 0
    for block, lines in zip(picture.blocks(), frame.stages(measures), strict=True):
        begins = measures.start(first)
        reach = ground.reach(begins, begins + frame.span(measures, first, len(block)))
        grown = Rectangle(reach.x - _BAND, reach.y - _BAND, reach.width + 2 * _BAND, reach.height + 2 * _BAND)
        at = (MARGIN, reach.y) if ground.direction.is_upright else (reach.x, frame.stages_top(measures))
        yield Stage(lines, at, grown)
        first += len(block)
