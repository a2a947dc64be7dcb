"""Where in its layer each thing stands, so that links run as straight as the order and the room allow."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from effektkedja.draw.order import Bend, Item

SWEEPS = 24
GAP = 4.0
"""Between neighbours of a layer."""
_STRAIGHTNESS = (1.0, 2.0, 6.0)
"""How strongly a stretch of a link pulls, by how many of its ends are bends: a long link is to be straight."""
_INERTIA = 0.1
"""How strongly something without links stays where it is."""


def placed(
    layers: Sequence[Sequence[Item]],
    sizes: Mapping[Item, float],
    steps: Sequence[tuple[Item, Item]],
    extent: float,
) -> dict[Item, float]:
    """Give the middle of each item, from 0 to `extent`. The items of a layer keep their order and do not overlap."""
    pulls: dict[Item, list[tuple[Item, float]]] = {}
    for first, second in steps:
        strength = _STRAIGHTNESS[isinstance(first, Bend) + isinstance(second, Bend)]
        pulls.setdefault(first, []).append((second, strength))
        pulls.setdefault(second, []).append((first, strength))
    middle: dict[Item, float] = {}
    for layer in layers:
        room = sum(sizes[item] for item in layer)
        between = (extent - room) / (len(layer) + 1)
        at = between
        for item in layer:
            middle[item] = at + sizes[item] / 2
            at += sizes[item] + between
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            _settle(layer, sizes, pulls, middle, extent)
    return middle


def _settle(
    layer: Sequence[Item],
    sizes: Mapping[Item, float],
    pulls: Mapping[Item, Sequence[tuple[Item, float]]],
    middle: dict[Item, float],
    extent: float,
) -> None:
    """Move the items of a layer to where their links pull them, as near as their neighbours let them.

    That is the least sum of squares with every item far enough from the one before: where two would come too near,
    they are pulled together as one from then on (pool adjacent violators).
    """
    offsets = [0.0]
    for before, item in pairwise(layer):
        offsets.append(offsets[-1] + sizes[before] / 2 + sizes[item] / 2 + GAP)
    pools: list[tuple[float, float, int]] = []  # where it is pulled, how strongly, how many items
    for item, offset in zip(layer, offsets, strict=True):
        wish, strength = _wish(item, pulls, middle)
        pool = (wish - offset, strength, 1)
        while pools and pools[-1][0] > pool[0]:
            at, other, count = pools.pop()
            both = other + pool[1]
            pool = ((at * other + pool[0] * pool[1]) / both, both, count + pool[2])
        pools.append(pool)
    least = sizes[layer[0]] / 2 if layer else 0.0
    most = extent - (offsets[-1] + sizes[layer[-1]] / 2) if layer else 0.0
    settled = (min(max(at, least), most) for at, _, count in pools for _ in range(count))
    for item, offset, at in zip(layer, offsets, settled, strict=True):
        middle[item] = at + offset


def _wish(
    item: Item, pulls: Mapping[Item, Sequence[tuple[Item, float]]], middle: Mapping[Item, float]
) -> tuple[float, float]:
    """Give where the links of an item pull it, and how strongly; what has none would rather stay."""
    if item not in pulls:
        return middle[item], _INERTIA
    strength = sum(pull for _, pull in pulls[item])
    return sum(middle[other] * pull for other, pull in pulls[item]) / strength, strength
