"""What a box of the picture stands for, as programs read it."""

from effektkedja.chain.part import owner_of
from effektkedja.draw.picture import Node

Fact = str | int | bool | None


def facts_of(node: Node) -> dict[str, Fact]:
    """Give what is known of a thing, by the names of the fields."""
    thing = node.thing
    return {
        "id": thing.id,
        "title": thing.title,
        "stage": thing.stage.value,
        "organisation": thing.organisation,
        "owner": owner_of(thing),
        "state": node.state.value if node.state else None,
        "broken": node.fault is not None,
        "file": thing.file.name,
        "line": thing.span("id").line,
    }
