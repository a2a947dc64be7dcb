"""The chain as JSON, version 1 (for programs; its fields are a contract)."""

from typing import Any

from effektkedja.draw.facts import facts_of
from effektkedja.draw.picture import Link, Node, Picture
from effektkedja.render.json import dump_json

VERSION = 1


def render_json(picture: Picture) -> str:
    """Give the picture as a JSON document that ends with a line end."""
    return dump_json(
        {
            "version": VERSION,
            "review": picture.review.id if picture.review else None,
            "as_of": picture.as_of.isoformat(),
            "nodes": [_node(node) for node in picture.nodes],
            "links": [_link(link) for link in picture.links],
            "layers": [
                {
                    "stages": [stage.value for stage in layer.stages],
                    "nodes": [picture.of[one].name for one in layer.things],
                }
                for layer in picture.layers
            ],
        }
    )


def _node(node: Node) -> dict[str, Any]:
    return {"node": node.name, **facts_of(node)}


def _link(link: Link) -> dict[str, Any]:
    return {
        "from": link.source.thing.id,
        "to": link.target.thing.id,
        "from_node": link.source.name,
        "to_node": link.target.name,
        "key": link.key,
    }
