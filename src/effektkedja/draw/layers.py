"""In which layer of a picture each thing stands.

The layers follow the stages, from what is done to the vision. Things of one stage that lead to each other stand in
layers of their own, one behind the other, so that every link points the same way. Only in a circle can that not be:
there some link points backwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from effektkedja.chain.build import Thing
from effektkedja.chain.stages import Stage

BLOCKS: tuple[tuple[Stage, ...], ...] = (
    (Stage.ACTIVITY,),
    (Stage.DELIVERY,),
    (Stage.EARLY_EFFECT,),
    (Stage.LONG_TERM_EFFECT, Stage.PROGRAMME, Stage.ASSIGNMENT),
    (Stage.GOAL,),
    (Stage.FOCUS_AREA,),
    (Stage.VISION,),
)
"""The stages in the order of the thread. Programmes and assignments lie on its way where long-term effects do:
work leads to them, and they lead to goals."""

_BLOCK_OF = {stage: block for block, stages in enumerate(BLOCKS) for stage in stages}

Links = Mapping[Thing, Sequence[Thing]]


@dataclass(frozen=True, slots=True)
class Layer:
    """Things that stand side by side."""

    block: int
    """Which of BLOCKS they belong to."""
    things: tuple[Thing, ...]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that are found here, in the order of the block."""
        found = {thing.stage for thing in self.things}
        return tuple(stage for stage in BLOCKS[self.block] if stage in found)


def layers_of(things: Sequence[Thing], links: Links) -> list[Layer]:
    """Give the layers of these things, those of activities first. `links` holds no others than these things."""
    by_block: dict[int, list[Thing]] = {}
    for thing in things:
        by_block.setdefault(_BLOCK_OF[thing.stage], []).append(thing)
    return [
        Layer(block, tuple(of_layer))
        for block in sorted(by_block)
        for of_layer in _one_behind_the_other(by_block[block], links, block)
    ]


def _one_behind_the_other(things: Sequence[Thing], links: Links, block: int) -> list[list[Thing]]:
    """Part the things of a block into layers.

    What leads to nothing of its own block stands in the last. What is tied to nothing of its own block may stand in
    any, and goes where there is most room; but of goals such a one is a highest goal, and stands last.
    """
    members = set(things)
    inner = {thing: [target for target in links.get(thing, ()) if target in members] for thing in things}
    steps = _steps_to_the_end(inner)
    depth = max(steps.values()) + 1
    led_to = {target for targets in inner.values() for target in targets}
    layers: list[list[Thing]] = [[] for _ in range(depth)]
    free = [thing for thing in things if not inner[thing] and thing not in led_to and Stage.GOAL not in BLOCKS[block]]
    unbound = set(free)
    for thing in things:
        if thing not in unbound:
            layers[depth - 1 - steps[thing]].append(thing)
    for thing in free:
        min(reversed(layers), key=len).append(thing)
    rank = {thing: number for number, thing in enumerate(things)}
    return [sorted(layer, key=rank.__getitem__) for layer in layers]


def _steps_to_the_end(inner: Mapping[Thing, Iterable[Thing]]) -> dict[Thing, int]:
    """Give how many links lie between each thing and the last, on the longest way; a link back into it is left out."""
    steps: dict[Thing, int] = {}
    seen: set[Thing] = set()
    for first in inner:
        if first in seen:
            continue
        seen.add(first)
        way = [(first, iter(inner[first]))]
        while way:
            thing, targets = way[-1]
            following = next((target for target in targets if target not in seen), None)
            if following is not None:
                seen.add(following)
                way.append((following, iter(inner[following])))
                continue
            # A target without a number is still on the way: the link back to it closes a circle.
            steps[thing] = max((steps[target] + 1 for target in inner[thing] if target in steps), default=0)
            way.pop()
    return steps
