"""Changes to the text of a file, at places that its tree tells: what no edit names stays byte for byte."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from effektkedja.editing.yaml_text import in_quotes
from effektkedja.reading.tree import Mapping, Node, Scalar, Sequence

LINE_END = re.compile(r"\r\n|\r|\n")


class UnsafeEditError(Exception):
    """The edited plan does not say what it should; nothing may be written."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Other words for a stretch of text, which may be empty."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Give the text with the edits made. Raises UnsafeEditError where two of them overlap."""
    parts, done = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < done:
            raise UnsafeEditError
        parts += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])


def start_of_line(text: str, place: int) -> int:
    """Give where the line of a place begins."""
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def end_of_line(text: str, place: int) -> int:
    """Give where the line of a place ends, before its line end."""
    found = LINE_END.search(text, place)
    return found.start() if found else len(text)


def bounds(node: Node) -> tuple[int, int]:
    """Give where a node begins and ends; a block ends where the next thing begins."""
    if isinstance(node, (Mapping, Sequence)):
        return node.start.index, node.end.index
    return node.start_mark.index, node.end_mark.index


def in_style(written: str, style: str | None) -> str:
    """Put a word into the quotes that another had; a text that needs quotes has its own already."""
    if written.startswith('"') or style not in {"'", '"'}:
        return written
    if style == '"':
        return in_quotes(written)
    return "'" + written.replace("'", "''") + "'"


def is_block_text(text: Scalar) -> bool:
    """Tell whether a text stands on the lines below a `|` or `>`, which may have a comment of its own."""
    return text.style in {"|", ">"}
