"""Pictures of random chains against the contract read naively: nothing lost, nothing twice, all in its direction.

Things are told apart by where they stand, since ids may be missing or be there twice.
"""

from __future__ import annotations

import contextlib
import io
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any

from drawings import READERS, SVG, Svg, place
from hypothesis import given, settings
from hypothesis import strategies as st

from . import oracle
from .random_chains import NODE_KINDS, Draft, WrittenFiles, drafts
from .test_graph_rules import answer_to, on_disk

if TYPE_CHECKING:
    from collections.abc import Iterable

Spot = tuple[str, int]
"""The file and the line of a thing."""

PROPERTY = settings(max_examples=100, derandomize=True, deadline=None, database=None)

DIRECTIONS = ("right", "left", "top", "bottom")


class Expected:
    """What there is to be drawn of some files."""

    def __init__(self, files: WrittenFiles) -> None:
        by_path = {plan.path: plan for plan in files.plans}
        chains = [
            oracle.Chain(thing for path in paths for thing in by_path[path].things)
            for paths in oracle.chains(by_path, by_path)
        ]
        self.nodes = [thing for chain in chains for thing in chain.things if thing.kind in NODE_KINDS]
        self.links = {(spot(a), spot(b)) for chain in chains for a, b in chain.steps}
        self.reached = oracle.closure(self.links)
        self.firsts = [
            {str(oracle.composed(thing.id)): thing for thing in reversed(chain.things) if thing.id is not None}
            for chain in chains
        ]

    def named(self, id_: str) -> set[Spot]:
        """The first thing of that id, in each chain."""
        return {spot(of_chain[id_]) for of_chain in self.firsts if id_ in of_chain}


def spot(thing: oracle.Thing) -> Spot:
    return thing.place.file, thing.place.line


def drawn(files: WrittenFiles, form: str, *words: str) -> str:
    with on_disk(files), contextlib.redirect_stderr(io.StringIO()):
        answer = answer_to("graph", "--format", form, *words, *files.paths)
    assert answer.status in {0, 1}
    return answer.output.decode()


def drawn_json(files: WrittenFiles, *words: str) -> dict[str, Any]:
    with on_disk(files), contextlib.redirect_stderr(io.StringIO()):
        return answer_to("graph", "--format", "json", *words, *files.paths).json


def spots(answer: dict[str, Any]) -> dict[str, Spot]:
    return {node["node"]: (node["file"], node["line"]) for node in answer["nodes"]}


def links(answer: dict[str, Any]) -> Counter[tuple[Spot, Spot]]:
    of = spots(answer)
    return Counter((of[link["from_node"]], of[link["to_node"]]) for link in answer["links"])


@PROPERTY
@given(drafts())
def test_every_thing_and_every_link_is_drawn_once(draft: Draft) -> None:
    files = draft.written()
    expected = Expected(files)
    answer = drawn_json(files)
    assert Counter(spots(answer).values()) == Counter(map(spot, expected.nodes))
    assert links(answer) == Counter(expected.links)
    arrows = Counter((link["from_node"], link["to_node"]) for link in answer["links"])
    for form, read in READERS.items():
        found = read(drawn(files, form))
        assert found.boxes.keys() == spots(answer).keys()
        assert found.arrows == arrows


@PROPERTY
@given(drafts())
def test_every_link_points_from_layer_to_layer_but_in_a_circle(draft: Draft) -> None:
    files = draft.written()
    reached = Expected(files).reached
    answer = drawn_json(files)
    of = spots(answer)
    layer_of = {name: number for number, layer in enumerate(answer["layers"]) for name in layer["nodes"]}
    assert sorted(layer_of) == sorted(of)
    for link in answer["links"]:
        source, target = link["from_node"], link["to_node"]
        if (of[target], of[source]) not in reached:
            assert layer_of[source] < layer_of[target]
    stages = {node["node"]: node["stage"] for node in answer["nodes"]}
    for layer in answer["layers"]:
        assert {stages[name] for name in layer["nodes"]} == set(layer["stages"])
    order = [stage for layer in answer["layers"] for stage in layer["stages"]]
    thread = [
        stage for stage in ("activities", "deliveries", "early_effects", "long_term_effects", "goals") if stage in order
    ]
    assert sorted(thread, key=order.index) == thread


@PROPERTY
@given(drafts(), st.sampled_from(DIRECTIONS))
def test_an_svg_is_whole(draft: Draft, direction: str) -> None:
    files = draft.written()
    answer = drawn_json(files)
    picture = Svg(drawn(files, "svg", "--direction", direction))
    assert len(picture.boxes) == len(answer["nodes"])
    assert Counter(picture.links) == Counter(f"{one['from'] or '–'} → {one['to'] or '–'}" for one in answer["links"])
    assert not [pair for pair in combinations(picture.places, 2) if pair[0].overlaps(pair[1])]
    layer_of = {name: number for number, layer in enumerate(answer["layers"]) for name in layer["nodes"]}
    # The boxes come layer by layer; what is in a later one lies further in the direction of the thread.
    ways = [(box.x + box.width / 2, box.y + box.height / 2) for box in map(place, picture.boxes)]
    along = [
        (y if direction in {"top", "bottom"} else x) * (-1 if direction in {"top", "left"} else 1) for x, y in ways
    ]
    numbers = sorted(layer_of.values())
    for (number, here), (later, there) in combinations(zip(numbers, along, strict=True), 2):
        assert number == later or here < there
    titles = Counter(box.findtext(f"{SVG}title") for box in picture.boxes)
    assert sum(titles.values()) == len(answer["nodes"])


@PROPERTY
@given(drafts(), st.data())
def test_a_part_is_what_is_reached(draft: Draft, data: st.DataObject) -> None:
    files = draft.written()
    expected = Expected(files)
    ids = sorted({id_ for of_chain in expected.firsts for id_, thing in of_chain.items() if thing.kind in NODE_KINDS})
    if not ids:
        return
    pick = st.none() | st.sampled_from(ids)
    start, end = data.draw(pick, label="--from"), data.draw(pick, label="--to")
    words: list[str] = []
    wanted = {spot(node) for node in expected.nodes}
    if start is not None:
        words += ["--from", start]
        wanted &= reached_from(expected.named(start), expected.reached)
    if end is not None:
        words += ["--to", end]
        wanted &= reached_from(expected.named(end), {(b, a) for a, b in expected.reached})
    answer = drawn_json(files, *words)
    assert set(spots(answer).values()) == wanted
    assert links(answer) == Counter(link for link in expected.links if set(link) <= wanted)


def reached_from(starts: set[Spot], reached: Iterable[tuple[Spot, Spot]]) -> set[Spot]:
    return starts | {b for a, b in reached if a in starts}
