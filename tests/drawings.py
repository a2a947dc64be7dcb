"""Readers of what `effektkedja graph` writes, which share nothing with what writes it.

GraphML is read by networkx, DOT by its grammar, SVG by the XML reader of Python, and Mermaid by the few forms that are
used.
"""

import html
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
SHEET = (785.0, 538.0)
"""A4 within margins of one centimetre, in points."""


@dataclass
class Drawn:
    """What a picture shows: the text of every box by its name in the picture, and the arrows between them."""

    boxes: dict[str, str]
    arrows: Counter[tuple[str, str]]

    @property
    def texts(self) -> Counter[str]:
        return Counter(self.boxes.values())

    @property
    def links(self) -> Counter[tuple[str, str]]:
        """The arrows, by the texts of the boxes at their ends."""
        found: Counter[tuple[str, str]] = Counter()
        for (source, target), count in self.arrows.items():
            found[self.boxes[source], self.boxes[target]] += count
        return found


def read_json(text: str) -> Drawn:
    answer = json.loads(text)
    boxes = {node["node"]: _named(node["id"], node["title"]) for node in answer["nodes"]}
    return Drawn(boxes, Counter((link["from_node"], link["to_node"]) for link in answer["links"]))


def read_graphml(text: str) -> Drawn:
    import networkx

    graph: Any = networkx.read_graphml(BytesIO(text.encode()))
    boxes = {name: _named(data.get("id", ""), data.get("title", "")) for name, data in graph.nodes(data=True)}
    return Drawn(boxes, Counter(list(graph.edges())))


# --- Mermaid --------------------------------------------------------------------------------------------------

_MERMAID_BOX = re.compile(r'^    (n\d+)(?:\["(.*)"\]|\("(.*)"\)|\{\{"(.*)"\}\}):::\w+$')
_MERMAID_ARROW = re.compile(r"^  (n\d+) (?:-->|-\.->) (n\d+)$")
_MERMAID_OTHER = re.compile(
    r'^(flowchart (LR|RL|BT|TB)|  acc(Title|Descr): [^"{}]*|  subgraph stage\d \["[^"]*"\]|  end'
    r'|  legend\["[^"]*"\]:::plain|  empty\["[^"]*"\]:::plain|  classDef \w+ [\w:#,.% -]+|  class [\w,]+ plain'
    r"|  linkStyle [\d,]+ stroke:#\w{6})$"
)
_MERMAID_UNSAFE = re.compile(r"[^\w\s,.…–#;/<>-]|(?<!<br)/>|<(?!br/>)|(?<!<br/)>")


def read_mermaid(text: str) -> Drawn:
    """Read a flowchart. Every line must be of a form that is known, and no label may hold what Mermaid understands."""
    boxes: dict[str, str] = {}
    arrows: Counter[tuple[str, str]] = Counter()
    for line in text.splitlines():
        if box := _MERMAID_BOX.match(line):
            label = next(part for part in box.groups()[1:] if part is not None)
            assert not _MERMAID_UNSAFE.search(label), label
            assert re.fullmatch(r"(?:[^#;]|#\d+;)*", label), label
            boxes[box[1]] = label
        elif arrow := _MERMAID_ARROW.match(line):
            arrows[arrow[1], arrow[2]] += 1
        else:
            assert _MERMAID_OTHER.match(line), line
    return Drawn({name: mermaid_text(label) for name, label in boxes.items()}, arrows)


def mermaid_text(label: str) -> str:
    """Give what Mermaid shows for a label: entity codes become their characters, and `<br/>` a new line."""
    return re.sub(r"#(\d+);", lambda code: chr(int(code[1])), label.replace("<br/>", "\n"))


# --- DOT ------------------------------------------------------------------------------------------------------


_DOT_TOKEN = re.compile(r'\s*(?:("(?:\\.|[^"\\])*")|(->|[{}\[\];,=])|([A-Za-z_]\w*|-?\d+(?:\.\d+)?))', re.DOTALL)


def read_dot(text: str) -> Drawn:
    """Read a graph by the grammar of DOT: statements of nodes, edges and attributes, and subgraphs of them."""
    tokens: list[str] = []
    at = 0
    while text[at:].strip():
        token = _DOT_TOKEN.match(text, at)
        assert token is not None, text[at : at + 40]
        tokens.append(token[1] or token[2] or token[3])
        at = token.end()
    assert tokens[:3] == ["digraph", "effektkedja", "{"]
    boxes: dict[str, str] = {}
    arrows: Counter[tuple[str, str]] = Counter()
    depth, here = 1, 3
    while depth:
        end = here
        while tokens[end] not in {";", "{", "}"}:
            end += 1
        _read_statement(tokens[here:end], boxes, arrows)
        depth += {"{": 1, "}": -1, ";": 0}[tokens[end]]
        here = end + 1
    assert here == len(tokens)
    return Drawn({name: label for name, label in boxes.items() if name.startswith("n")}, arrows)


def _read_statement(words: list[str], boxes: dict[str, str], arrows: Counter[tuple[str, str]]) -> None:
    if not words or words[0] in {"subgraph", "graph", "node", "edge"} or "=" in words[:2]:
        return
    given = words[words.index("[") :] if "[" in words else []
    assert not given or given[-1] == "]"
    attributes = {given[place - 1]: given[place + 1] for place, word in enumerate(given) if word == "="}
    ends = [word for word in words[: len(words) - len(given)] if word != "->"]
    if len(ends) == 1 and "label" in attributes:
        assert ends[0] not in boxes
        boxes[ends[0]] = dot_text(attributes["label"])
    if "invis" not in attributes.get("style", ""):
        arrows.update(pairwise(ends))


def dot_text(quoted: str) -> str:
    """Give what Graphviz shows for a quoted label: `\\n` is a new line, then entities are taken back."""
    plain = re.sub(r"\\(.)", lambda escape: "\n" if escape[1] == "n" else escape[1], quoted[1:-1])
    return html.unescape(plain)


# --- SVG ------------------------------------------------------------------------------------------------------


class Box(NamedTuple):
    """A box of an SVG."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Box") -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


class Svg:
    """An SVG as its readers see it."""

    def __init__(self, text: str) -> None:
        self.root = ElementTree.fromstring(text)
        self.style = self.root.findtext(f"{SVG}style") or ""
        self.title = self.root.findtext(f"{SVG}title") or ""
        self.description = self.root.findtext(f"{SVG}desc") or ""
        _, _, self.width, self.height = map(float, self.root.attrib["viewBox"].split())
        groups = [group for group in self.root.iter(f"{SVG}g") if group.find(f"{SVG}title") is not None]
        self.boxes = [group for group in groups if _shape(group) is not None]
        self.links = [group.findtext(f"{SVG}title") or "" for group in groups if _shape(group) is None]

    @property
    def points(self) -> float:
        """The size of the smallest text when the picture is printed on A4."""
        sizes = [float(size) for size in re.findall(r"font(?:-size)?: (?:\w+ )*([\d.]+)px", self.style)]
        long, short = SHEET
        lying, standing = min(long / self.width, short / self.height), min(short / self.width, long / self.height)
        return min(sizes) * min(1.0, max(lying, standing))

    @property
    def places(self) -> list[Box]:
        return [place(group) for group in self.boxes]

    @property
    def words(self) -> list[str]:
        """All the text that is seen, a line each."""
        return [" ".join("".join(text.itertext()).split()) for text in self.root.iter(f"{SVG}text")]


def _shape(group: ElementTree.Element) -> ElementTree.Element | None:
    return next((part for part in group if part.get("class", "").startswith("box ")), None)


def place(group: ElementTree.Element) -> Box:
    shape = _shape(group)
    assert shape is not None
    if shape.tag == f"{SVG}rect":
        return Box(*(float(shape.attrib[name]) for name in ("x", "y", "width", "height")))
    numbers = [float(number) for number in re.findall(r"[\d.]+", shape.attrib["d"])]
    xs, ys = numbers[::2], numbers[1::2]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def box_of(svg: Svg, id_: str) -> ElementTree.Element:
    """Give the box of a thing whose title begins with its id."""
    [found] = [group for group in svg.boxes if (group.findtext(f"{SVG}title") or "").startswith(f"{id_} ")]
    return found


def said_in(group: ElementTree.Element) -> str:
    return " ".join(" ".join("".join(text.itertext()) for text in group.iter(f"{SVG}text")).split())


def _named(id_: str, title: str) -> str:
    return " ".join(f"{id_} {title}".split())


READERS: dict[str, Callable[[str], Drawn]] = {
    "json": read_json,
    "graphml": read_graphml,
    "mermaid": read_mermaid,
    "dot": read_dot,
}
