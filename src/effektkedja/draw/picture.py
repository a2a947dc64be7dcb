"""What a picture shows, whatever it is drawn as: things with their state, and the links between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.part import Wanted, part_of
from effektkedja.chain.stages import Stage
from effektkedja.chain.thread import reached_from, reaching_political_goals
from effektkedja.draw.layers import Layer, layers_of
from effektkedja.followup.delivery_state import State
from effektkedja.followup.look import Look, View
from effektkedja.followup.reviews import ReviewDay
from effektkedja.followup.status import assignments_at, deliveries_at

_WORK = (Stage.ACTIVITY, Stage.DELIVERY)
_AIMS = (Stage.FOCUS_AREA, Stage.VISION)


class Fault(StrEnum):
    """Where a thread breaks."""

    NO_GOAL = "no-goal"
    """An activity that reaches no political goal."""
    ENDS_HERE = "ends-here"
    """What the thread of an activity or a delivery leads to, and leads no further."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A thing in the picture."""

    name: str
    """What the formats call it, n1 and so on: an id of the plan may be there twice, or be written in any way."""
    thing: Thing
    state: State | None
    """How a delivery or an assignment stands at the review."""
    fault: Fault | None
    measured: bool
    """Whether an indicator or a survey measures it."""


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """An arrow of the picture."""

    source: Node
    target: Node
    key: str | None
    """The field of the plan that says so; None where a focus area leads to the only vision by itself."""
    whole: bool
    """Whether it is part of a thread that reaches a political goal."""
    backwards: bool
    """Whether it points against the direction, which happens in a circle."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Some things of some chains, as they look at a review."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    layers: tuple[Layer, ...]
    """The things side by side, those that are done first and the vision last."""
    of: dict[Thing, Node]
    review: ReviewDay | None
    as_of: date

    @property
    def has_breaks(self) -> bool:
        """Whether a thread breaks anywhere in the picture."""
        return not all(link.whole for link in self.links) or any(node.fault for node in self.nodes)

    def blocks(self) -> list[list[Layer]]:
        """Give the layers in groups, those of the same stages together."""
        return [list(layers) for _, layers in groupby(self.layers, key=lambda layer: layer.block)]


class Sitter:
    """A chain of which any part can be drawn; what is to be known of the whole for that is found once."""

    def __init__(self, look: Look, *, planned: bool = False) -> None:
        self.chain = look.chain
        self._look = look
        self._planned = planned
        """Whether the plan alone is drawn, without how anything stands."""

    def node(self, thing: Thing, number: int) -> Node:
        """Give a thing of the chain as the picture has it; it is the one of that number there."""
        return Node(f"n{number}", thing, self._states.get(thing), self._faults.get(thing), thing in self.chain.measured)

    def link(self, source: Node, target: Node, *, backwards: bool) -> Link:
        """Give a link of the chain as the picture has it."""
        ends = (source.thing, target.thing)
        return Link(source, target, self._keys.get(ends), self._whole.has(*ends), backwards)

    @cached_property
    def _states(self) -> dict[Thing, State]:
        if self._planned:
            return {}
        return {one.thing: one.state for one in (*deliveries_at(self._look), *assignments_at(self._look))}

    @cached_property
    def _faults(self) -> dict[Thing, Fault]:
        return faults_of(self.chain)

    @cached_property
    def _keys(self) -> dict[tuple[Thing, Thing], str]:
        return _keys(self.chain)

    @cached_property
    def _whole(self) -> "_Whole":
        return _Whole(self.chain)


def picture_of(view: View, wanted: Wanted) -> Picture:
    """Give the picture of that part of the chains that is wanted."""
    return drawn([(Sitter(look), part_of(look.chain, wanted)) for look in view.looks], view)


def drawn(parts: Sequence[tuple[Sitter, Sequence[Thing]]], view: View) -> Picture:
    """Give the picture of these things of each chain, as they look in a view."""
    nodes: dict[Thing, Node] = {}
    links: list[Link] = []
    targets: dict[Thing, list[Thing]] = {}
    for sitter, part in parts:
        for thing in part:
            nodes[thing] = sitter.node(thing, len(nodes) + 1)
        targets.update(_links_among(sitter.chain, part))
    layers = layers_of(list(nodes), targets)
    layer_of = {thing: number for number, layer in enumerate(layers) for thing in layer.things}
    for sitter, part in parts:
        for source in part:
            links += (
                sitter.link(nodes[source], nodes[target], backwards=layer_of[target] <= layer_of[source])
                for target in targets[source]
            )
    return Picture(tuple(nodes.values()), tuple(links), tuple(layers), nodes, view.review, view.as_of)


def _links_among(chain: Chain, part: Sequence[Thing]) -> dict[Thing, list[Thing]]:
    """Give the links between things of a part, each once."""
    members = set(part)
    return {source: [target for target in dict.fromkeys(chain.links[source]) if target in members] for source in part}


def _keys(chain: Chain) -> dict[tuple[Thing, Thing], str]:
    """Give the field in which each link of a chain is written."""
    return {
        (reference.source, reference.target): reference.key
        for reference in reversed(chain.references)  # where two say the same, the first counts
        if reference.is_link and isinstance(reference.source, Thing) and reference.target is not None
    }


class _Whole:
    """Tells which links are part of a thread that reaches a political goal."""

    def __init__(self, chain: Chain) -> None:
        goals = [node for node in chain.nodes if node.is_political_goal]
        self._below = reaching_political_goals(chain)
        self._above = reached_from(goals, chain.links)

    def has(self, source: Thing, target: Thing) -> bool:
        return target in self._below or source in self._above


def faults_of(chain: Chain) -> dict[Thing, Fault]:
    """Give where the threads of a chain break: activities that reach no political goal, and where such threads end."""
    reaching = reaching_political_goals(chain)
    lost = [thing for thing in chain.of(*_WORK) if thing not in reaching]
    found = {thing: Fault.NO_GOAL for thing in lost if thing.stage is Stage.ACTIVITY}
    closed = {thing for circle in chain.circles if not _leads_out(circle, chain) for thing in circle}
    for thing in reached_from(lost, chain.links):
        if (thing in closed or not chain.links[thing]) and thing.stage not in _AIMS:
            found[thing] = Fault.ENDS_HERE
    return found


def _leads_out(circle: frozenset[Thing], chain: Chain) -> bool:
    return any(target not in circle for thing in circle for target in chain.links[thing])
