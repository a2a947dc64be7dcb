"""The chain as GraphML, for programs that analyse or draw graphs, such as networkx, Gephi and yEd."""

from effektkedja.draw.facts import Fact, facts_of
from effektkedja.draw.picture import Node, Picture
from effektkedja.draw.words import Words, clean
from effektkedja.draw.xml import Element, add, document
from effektkedja.render.status_words import name_of

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"

_NODE_KEYS = {
    "label": "string",
    "id": "string",
    "title": "string",
    "stage": "string",
    "organisation": "string",
    "owner": "string",
    "state": "string",
    "broken": "boolean",
    "file": "string",
    "line": "int",
}
_LINK_KEYS = {"key": "string"}
"""The attributes and their types, in the order in which they are written."""


def render_graphml(picture: Picture, words: Words) -> str:
    """Give the picture as an XML document that ends with a line end."""
    root = Element("graphml", xmlns=NAMESPACE)
    for of, keys in (("node", _NODE_KEYS), ("edge", _LINK_KEYS)):
        for name, kind in keys.items():
            add(root, "key", **{"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": kind})
    graph = add(root, "graph", id="effektkedja", edgedefault="directed")
    add(graph, "desc", words.heading())
    for node in picture.nodes:
        _add_data(add(graph, "node", id=node.name), "node", _of_node(node))
    for number, link in enumerate(picture.links, 1):
        edge = add(graph, "edge", id=f"e{number}", source=link.source.name, target=link.target.name)
        _add_data(edge, "edge", {"key": link.key})
    return document(root)


def _of_node(node: Node) -> dict[str, str | None]:
    return {"label": name_of(node.thing), **{name: _written(fact) for name, fact in facts_of(node).items()}}


def _written(fact: Fact) -> str | None:
    """Give a fact as XML writes its type."""
    return fact if fact is None or isinstance(fact, str) else str(fact).lower()


def _add_data(element: Element, of: str, values: dict[str, str | None]) -> None:
    for name, value in values.items():
        if value is not None:
            add(element, "data", clean(value), key=f"{of}-{name}")
