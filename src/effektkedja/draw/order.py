"""In which order things stand in their layers, so that few links cross. The only door to igraph."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise

from effektkedja.chain.build import Thing
from effektkedja.draw.picture import Link, Picture

MOST_BENDS = 20_000
"""Places in all where links bend. Where there would be more, long links are drawn straight, behind the boxes."""
MOST_ITEMS = 5_000
"""Items above which nobody sees whether two neighbours are changed about."""
MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Bend:
    """Where a link passes through a layer between those of its ends."""

    link: Link


Item = Thing | Bend


@dataclass(frozen=True, slots=True)
class Order:
    """What stands in the layers, in order, and how each link runs."""

    layers: tuple[tuple[Item, ...], ...]
    ways: dict[Link, tuple[Item, ...]]
    """From the end in the earlier layer to that in the later; without links of a thing to itself."""

    @property
    def steps(self) -> list[tuple[Item, Item]]:
        """The stretches of all ways from one layer to the next."""
        return [pair for way in self.ways.values() for pair in pairwise(way)]


def can_order() -> bool:
    """Tell whether igraph is installed."""
    return find_spec("igraph") is not None


def ordered(picture: Picture) -> Order:
    """Give an order in which few links cross: that of igraph, then with neighbours changed about where that helps.

    Raises ImportError where igraph is not installed.
    """
    layer_of = {thing: number for number, layer in enumerate(picture.layers) for thing in layer.things}
    layers: list[list[Item]] = [list(layer.things) for layer in picture.layers]
    ways: dict[Link, tuple[Item, ...]] = {}
    lengths = {link: abs(layer_of[link.target.thing] - layer_of[link.source.thing]) for link in picture.links}
    bends = sum(max(length - 1, 0) for length in lengths.values()) <= MOST_BENDS
    for link, length in lengths.items():
        ends = (link.target.thing, link.source.thing) if link.backwards else (link.source.thing, link.target.thing)
        between = [Bend(link) for _ in range(length - 1)] if bends else []
        for number, bend in enumerate(between, layer_of[ends[0]] + 1):
            layers[number].append(bend)
        if length:
            ways[link] = (ends[0], *between, ends[1])
    order = Order(tuple(map(tuple, layers)), ways)
    steps = order.steps if bends else [pair for pair in order.steps if _are_neighbours(pair, layer_of)]
    found = _first_order(order.layers, steps)
    if sum(map(len, found)) <= MOST_ITEMS:
        _lessen_crossings(found, steps)
    return Order(tuple(map(tuple, found)), ways)


def _are_neighbours(pair: tuple[Item, Item], layer_of: Mapping[Thing, int]) -> bool:
    first, second = pair
    return isinstance(first, Thing) and isinstance(second, Thing) and layer_of[second] == layer_of[first] + 1


def _first_order(layers: Sequence[Sequence[Item]], steps: Sequence[tuple[Item, Item]]) -> list[list[Item]]:
    import igraph

    items = [item for layer in layers for item in layer]
    number = {item: index for index, item in enumerate(items)}
    of_layer = [index for index, layer in enumerate(layers) for _ in layer]
    graph = igraph.Graph(n=len(items), edges=[(number[a], number[b]) for a, b in steps], directed=True)
    places = graph.layout_sugiyama(layers=of_layer).coords
    return [sorted(layer, key=lambda item: (places[number[item]][0], number[item])) for layer in layers]


def _lessen_crossings(layers: list[list[Item]], steps: Sequence[tuple[Item, Item]]) -> None:
    """Change neighbours about as long as that leaves fewer crossings."""
    ahead: dict[Item, list[Item]] = {}
    behind: dict[Item, list[Item]] = {}
    for first, second in steps:
        ahead.setdefault(first, []).append(second)
        behind.setdefault(second, []).append(first)
    place = {item: index for layer in layers for index, item in enumerate(layer)}

    def crossings(upper: Item, lower: Item) -> int:
        return sum(
            _pairs_crossed([place[one] for one in side.get(upper, ())], [place[one] for one in side.get(lower, ())])
            for side in (ahead, behind)
        )

    for _ in range(MOST_ROUNDS):
        changed = False
        for layer in layers:
            for index in range(len(layer) - 1):
                upper, lower = layer[index], layer[index + 1]
                if crossings(upper, lower) > crossings(lower, upper):
                    layer[index], layer[index + 1] = lower, upper
                    place[upper], place[lower] = index + 1, index
                    changed = True
        if not changed:
            break


def _pairs_crossed(of_upper: list[int], of_lower: list[int]) -> int:
    """Count the pairs of links that cross, by where they go from the upper and from the lower of two neighbours."""
    of_lower.sort()
    return sum(bisect_left(of_lower, place) for place in of_upper)
