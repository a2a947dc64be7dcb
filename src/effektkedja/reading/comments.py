"""The comments in a plan that silence a finding: `# effektkedja: ignore[EK301] reason`."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from effektkedja.basics.span import Positions, Span
from effektkedja.reading.compose import Document
from effektkedja.reading.tree import Mapping, Scalar, Sequence, nodes_below

# A `#` after white space or at the beginning. It comes first, so that most of a text is passed over at once.
_COMMENT = re.compile(r"#(?<![^\s]#)[ \t]*effektkedja:[ \t]*ignore\b(?:\[(?P<codes>[^\]\r\n]*)\])?(?P<reason>[^\r\n]*)")
_CODE = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class IgnoreComment:
    """One comment that silences findings."""

    span: Span
    line: int
    """The line that it speaks of: its own, or the one below where it stands alone."""
    codes: tuple[tuple[str, Span], ...]
    """Each code with its place; empty where the comment names none."""
    reason: str
    """What stands after the codes; empty where nothing does."""


def ignore_comments(document: Document) -> list[IgnoreComment]:
    """Give the ignore comments of a file, in its order. A `#` inside a text is no comment."""
    text = document.text
    if "effektkedja:" not in text or not (found := list(_COMMENT.finditer(text))):
        return []
    positions = Positions(text)
    texts = _stretches_of_text(document)
    comments = []
    for match in found:
        span = positions.at(match.start(), len(match[0].rstrip()))
        if _inside(texts, span):
            continue
        codes = tuple(
            (code[0], positions.at(match.start("codes") + code.start(), len(code[0])))
            for code in _CODE.finditer(match["codes"] or "")
        )
        comments.append(IgnoreComment(span, _line_meant(document.lines, span.line), codes, match["reason"].strip()))
    return comments


def _line_meant(lines: list[str], line: int) -> int:
    """Give the line that a comment on `line` speaks of: below it, where only comments stand between."""
    below = line
    while below <= len(lines) and lines[below - 1].lstrip().startswith("#"):
        below += 1
    return below


def _stretches_of_text(document: Document) -> list[Span]:
    """Give the place of every text, in the order of the file. The head of a block text (`|`, `>`) is not in it."""
    stretches = []
    for node in nodes_below(document.root) if document.root is not None else ():
        if isinstance(node, Mapping):
            stretches += [_stretch(key) for key, _ in node.entries]
        elif not isinstance(node, Sequence):
            stretches.append(_stretch(node))
    return sorted(stretches)


def _stretch(text: Scalar) -> Span:
    start, end = text.start_mark, text.end_mark
    if text.style in {"|", ">"}:
        return Span(start.line + 2, 1, end.line + 1, end.column + 1)
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _inside(stretches: list[Span], place: Span) -> bool:
    index = bisect_right(stretches, (place.line, place.column, place.line, place.column)) - 1
    if index < 0:
        return False
    return (place.line, place.column) < stretches[index][2:]
