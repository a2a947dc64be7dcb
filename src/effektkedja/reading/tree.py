"""The tree that a YAML file becomes: texts, sequences and mappings, each with its place.

A text is never given a type by its looks: that is the model's business, one room up.
"""

from collections.abc import Iterator
from typing import Protocol

from effektkedja.basics.span import Span


class Mark(Protocol):
    """A place in the file, as the YAML reader tells it: counted from 0, in characters."""

    index: int
    line: int
    column: int


class Scalar(Protocol):
    """A text of the file.

    This is the YAML reader's own event, kept as it is: wrapping each text in an object of our own costs a tenth
    of the time that reading a plan takes.
    """

    value: str
    style: str | None
    start_mark: Mark
    end_mark: Mark


class Sequence:
    """A list."""

    __slots__ = ("end", "flow", "items", "start")

    def __init__(self, start: Mark, flow: bool) -> None:  # noqa: FBT001 (a keyword costs time where it counts)
        self.start = start
        self.flow = flow
        self.items: list[Node] = []
        self.end = start


class Mapping:
    """Keys with their values, in the order of the file."""

    __slots__ = ("end", "entries", "faulty", "fields", "flow", "start")

    def __init__(self, start: Mark, flow: bool) -> None:  # noqa: FBT001 (a keyword costs time where it counts)
        self.start = start
        self.flow = flow
        self.entries: list[tuple[Scalar, Node]] = []
        self.end = start
        # The entries by canonical name, and the names of those whose value is not what it should be. Both are filled
        # in by the room that knows the names (plan/load.py).
        self.fields: dict[str, tuple[Scalar, Node]] = _NO_FIELDS
        self.faulty: frozenset[str] = frozenset()

    def items(self, name: str) -> list["Node"]:
        """Give the values at a field that takes several or one alone, without those that could not be read."""
        if name not in self.fields:
            return []
        value = self.fields[name][1]
        if isinstance(value, Sequence):
            return value.items
        return [] if name in self.faulty else [value]


Node = Scalar | Sequence | Mapping
_NO_FIELDS: dict[str, tuple[Scalar, Node]] = {}

NOT_GIVEN = frozenset({"", "~", "null"})
"""What says, written without quotes, that there is no value."""


def nodes_below(root: Node) -> Iterator[Node]:
    """Give a node and all below it, except keys."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, Mapping):
            pending += [value for _, value in node.entries]
        elif isinstance(node, Sequence):
            pending += node.items


def is_null(node: Node) -> bool:
    """Tell whether the node says "not given": an empty plain text, `~` or `null`."""
    return not isinstance(node, (Sequence, Mapping)) and not node.style and node.value in NOT_GIVEN


def span_of(node: Node) -> Span:
    """Give the node's place, without the white space and comments that follow a block."""
    last: Node | None = node
    # The reader lets a block end where the next thing begins; its last text tells where it really ends.
    while isinstance(last, (Sequence, Mapping)) and not last.flow:
        if isinstance(last, Sequence):
            last = last.items[-1] if last.items else None
        else:
            last = last.entries[-1][1] if last.entries else None
    start = node.start if isinstance(node, (Sequence, Mapping)) else node.start_mark
    end = start if last is None else _end_of(last)
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _end_of(node: Node) -> Mark:
    return node.end if isinstance(node, (Sequence, Mapping)) else node.end_mark
