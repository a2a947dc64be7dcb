"""From a stream of YAML events to a tree with places, in one pass and without recursion."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from effektkedja.basics.diagnostic import arguments
from effektkedja.basics.span import Positions, Span, split_lines
from effektkedja.reading.faults import Fault
from effektkedja.reading.scan import FORBIDDEN, ScannedText, scan
from effektkedja.reading.tree import Mapping, Node, Sequence
from effektkedja.reading.yaml_events import NextEvent, as_fault, collecting_paused, event_kinds, events

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes; a plan of a whole region is a hundredth of it."""
DEEPEST = 64
"""Levels, the top mapping being the first."""

_BLOCK_TEXT = re.compile(r"[:-][ \t]+[|>]")
_NO_KEY = frozenset({"", "~", "null", "<<"})
_ODD_SIGNS = ("&", "!", "\\", "~", "null", "<<")
"""Anchors, tags, escapes, and the keys that are no text all have one of these."""
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
# The escapes of one letter that stand for characters a plan may not hold (YAML 1.2, section 5.7).
_ESCAPED = {"0": 0x00, "a": 0x07, "b": 0x08, "v": 0x0B, "f": 0x0C, "e": 0x1B, "N": 0x85, "L": 0x2028, "P": 0x2029}


@dataclass(slots=True)
class _Place:
    """A place that we tell better than the YAML reader does."""

    index: int
    line: int
    column: int


@dataclass(eq=False)
class Document:
    """What was read of a file."""

    text: str
    root: Node | None
    """The tree, or as much of it as stood before the fault; None for a file without content."""
    fault: Fault | None = None

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends."""
        return split_lines(self.text)


def read(data: bytes, largest: int = LARGEST_FILE) -> Document:
    """Read the bytes of a file. Never raises for what is in them: `fault` says why the reading ended early."""
    if len(data) > largest:
        return Document("", None, too_large(largest))
    scanned = scan(data)
    with collecting_paused():
        roots, fault = _compose_until_fault(scanned, whole=scanned.fault is None)
        if roots and any(sign in scanned.text for sign in "|>") and _BLOCK_TEXT.search(scanned.text):
            _trim_block_texts(roots[0], scanned.text)
    if scanned.fault and (fault is None or scanned.fault.span <= fault.span):
        # Where the readable text breaks off, the YAML reader stumbles, too.
        fault = scanned.fault
    return Document(scanned.text, roots[0] if roots else None, fault)


def too_large(largest: int) -> Fault:
    """Give the fault of a file of more than `largest` bytes."""
    return Fault("EK004", "too-large", args=arguments(mebibytes=largest // (1024 * 1024)))


def _compose_until_fault(scanned: ScannedText, *, whole: bool) -> tuple[list[Node], Fault | None]:
    roots: list[Node] = []
    try:
        return roots, _compose(scanned.text, events(scanned.readable), roots, whole=whole)
    except Exception as error:
        if fault := as_fault(error):
            return roots, _after_quote(fault, scanned.text)
        raise


def _after_quote(fault: Fault, text: str) -> Fault:
    """Give a fault its own words where it is that a text goes on after its closing quote."""
    if fault.variant != "indent":
        return fault
    before = split_lines(text)[fault.span.line - 1][: fault.span.column - 1].rstrip()
    return replace(fault, variant="after-quote") if before.endswith(("'", '"')) else fault


def _compose(text: str, next_event: NextEvent, roots: list[Node], *, whole: bool) -> Fault | None:  # noqa: C901, PLR0912 (why: below)
    """Hang the tree of the text's document in `roots`, as it comes. Gives the first thing a plan may not hold.

    Not `whole`, only the top mapping is kept: of a file that cannot be read to its end no more is ever asked.
    One long function, since it runs once for every text of a plan: calls for each of them would cost half as
    much again.
    """
    kinds = event_kinds()
    scalar, mapping, sequence, ends = kinds.scalar, kinds.mapping, kinds.sequence, kinds.ends
    append: Any = roots.append
    node: Any = None
    in_mapping = False
    above: list[tuple[Any, Any, bool]] = []
    documents = 0
    # Without any of these in the file there is nothing to look for in each text but keys that are empty.
    odd = any(sign in text for sign in _ODD_SIGNS)
    for event in iter(next_event, None):
        kind = type(event)
        key = None
        if in_mapping and kind is scalar:
            if (odd or not event.value) and (fault := _odd_key(text, event)):
                return fault
            key, event = event, next_event()  # noqa: PLW2901 (a key and its value are taken together)
            kind = type(event)
        if kind is scalar:
            if odd and (fault := _odd_text(text, event)):
                return fault
            append(event if key is None else (key, event))
        elif kind is mapping or kind is sequence:
            if odd and (fault := _decoration(event)):
                return fault
            if in_mapping and key is None:
                return Fault("EK004", "key", _span(event))
            if len(above) >= DEEPEST:
                return Fault("EK004", "too-deep", _span(event), arguments(levels=DEEPEST))
            above.append((node, append, in_mapping))
            in_mapping = kind is mapping
            node = (
                Mapping(event.start_mark, event.flow_style)
                if in_mapping
                else Sequence(event.start_mark, event.flow_style)
            )
            append(node if key is None else (key, node))
            append = node.entries.append if in_mapping else node.items.append
            if not whole and len(above) > 1:
                append = _pass_over
        elif kind in ends:
            node.end = event.end_mark
            node, append, in_mapping = above.pop()
        elif kind is kinds.alias:
            return Fault("EK004", "alias", _span(event), arguments(name=str(event.anchor)))
        elif kind is kinds.document:
            documents += 1
            if documents > 1:
                return Fault("EK004", "document", _span(event))
    return None


def _trim_block_texts(root: Node, text: str) -> None:
    """Let each block text (`|`, `>`) end where its last line ends, and not where the next thing begins."""
    pending = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, Mapping):
            pending += [value for _, value in node.entries]
        elif isinstance(node, Sequence):
            pending += node.items
        elif node.style in {"|", ">"}:
            start, end = node.start_mark, node.end_mark.index
            while end > start.index and text[end - 1].isspace():
                end -= 1
            lines = split_lines(text[start.index : end])
            column = len(lines[-1]) + (start.column if len(lines) == 1 else 0)
            node.end_mark = _Place(end, start.line + len(lines) - 1, column)


def _pass_over(_: object) -> None:
    """Keep nothing of what comes."""


def _odd_key(text: str, event: Any) -> Fault | None:
    """Give the fault of a key that is no text, or of what no text may hold."""
    if event.value in _NO_KEY and not event.style and event.anchor is None and event.ctag is None:
        return Fault("EK004", "merge" if event.value == "<<" else "key", _span(event))
    return _odd_text(text, event)


def _odd_text(text: str, event: Any) -> Fault | None:
    """Give the fault of a text that has an anchor, a tag, or a forbidden character written as an escape."""
    return _decoration(event) or _escaped_control(text, event)


def _decoration(event: Any) -> Fault | None:
    """Give the fault of a text, list or mapping that has an anchor (`&name`) or a tag (`!name`)."""
    if event.anchor is not None:
        return Fault("EK004", "anchor", _span(event), arguments(name=str(event.anchor)))
    if event.ctag is not None:
        name = str(event.ctag).replace("tag:yaml.org,2002:", "!!")
        return Fault("EK004", "tag", _span(event), arguments(name=name))
    return None


def _escaped_control(text: str, event: Any) -> Fault | None:
    """Give the fault of a text in double quotes that writes a forbidden character as an escape."""
    if event.style != '"' or not FORBIDDEN.search(event.value):
        return None
    start = event.start_mark
    for escape in _ESCAPE.finditer(text[start.index : event.end_mark.index]):
        code = _ESCAPED.get(escape[0][1]) if len(escape[0]) == 2 else int(escape[0][2:], 16)  # noqa: FURB166 (it begins with \x, not 0x)
        if code is not None and FORBIDDEN.match(chr(code)):
            place = Positions(text).at(start.index + escape.start(), len(escape[0]))
            if 0xD800 <= code <= 0xDFFF:  # the reader in C refuses these by itself
                return Fault("EK004", "surrogate", place)
            return Fault("EK004", "control", place, arguments(character=f"U+{code:04X}"))
    return None


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
