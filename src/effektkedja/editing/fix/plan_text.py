"""The text of a plan with its tree, and every key and value found by its place."""

from dataclasses import dataclass

from effektkedja.basics.language import Language
from effektkedja.basics.span import Span
from effektkedja.plan.model import Plan
from effektkedja.plan.names import understand_names
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.reading.compose import read
from effektkedja.reading.tree import Mapping, Node, Scalar, Sequence, nodes_below


@dataclass(frozen=True, slots=True)
class ListItem:
    """One text of a list."""

    listed: Sequence
    index: int


class PlanText:
    """A plan that could be read, as it is written: its lists still hold what the model could not take."""

    def __init__(self, text: str) -> None:
        self.text = text
        root = read(text.encode("utf-8")).root
        assert isinstance(root, Mapping)  # noqa: S101 (else it is no plan)
        self.root = root
        self.language: Language = understand_names(root, Plan, vocabulary()).language
        self._scalars: dict[tuple[int, int], Scalar] = {}
        self._items: dict[tuple[int, int], ListItem] = {}
        for node in nodes_below(root):
            if isinstance(node, Mapping):
                for key, value in node.entries:
                    self._keep(key)
                    self._keep(value)
            elif isinstance(node, Sequence):
                for index, item in enumerate(node.items):
                    if self._keep(item):
                        self._items[_place(item)] = ListItem(node, index)

    def scalar_at(self, span: Span) -> Scalar | None:
        """Give the key or value that begins at a place."""
        return self._scalars.get(span[:2])

    def item_at(self, span: Span) -> ListItem | None:
        """Give the text of a list that begins at a place."""
        return self._items.get(span[:2])

    def _keep(self, node: Node) -> bool:
        """Keep a text by its place, if it is one; what was left out has no place of its own."""
        if isinstance(node, (Mapping, Sequence)) or node.start_mark.index == node.end_mark.index:
            return False
        self._scalars[_place(node)] = node
        return True


def _place(node: Node) -> tuple[int, int]:
    start = node.start if isinstance(node, (Mapping, Sequence)) else node.start_mark
    return start.line + 1, start.column + 1
