"""The ids that the mappings of a plan have of their own, whatever they are of."""

from collections.abc import Iterator

from effektkedja.plan.values import parse_reference
from effektkedja.reading.tree import Mapping, Sequence, nodes_below


def mappings_with_ids(root: Mapping) -> Iterator[tuple[Mapping, str]]:
    """Give each mapping of a tree that has an id, with it; in no order."""
    for node in nodes_below(root):
        if not isinstance(node, Mapping) or "id" not in node.fields:
            continue
        value = node.fields["id"][1]
        if not isinstance(value, (Mapping, Sequence)) and (id_ := parse_reference(value.value.strip())):
            yield node, id_
