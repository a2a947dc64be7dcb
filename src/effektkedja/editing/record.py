"""One answer for a delivery or an assignment, written into its plan; every other byte of the file stays.

An answer is a few edits at places that the tree tells. The text that they give is read again, and holds only if the
plan then says what it said before and the answer besides.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date as Date  # noqa: N812 (an answer has a field of that name)

from effektkedja.basics.language import Language
from effektkedja.editing.text_edits import (
    LINE_END,
    Edit,
    UnsafeEditError,
    bounds,
    edited,
    end_of_line,
    in_style,
    start_of_line,
)
from effektkedja.editing.yaml_text import as_yaml, id_as_yaml, in_quotes
from effektkedja.plan.load import LoadedPlan, load
from effektkedja.plan.model import Answer as Word
from effektkedja.plan.model import Delivery, Record, Status
from effektkedja.plan.shapes import shapes
from effektkedja.plan.vocabulary import fold, vocabulary
from effektkedja.reading.compose import Document, read
from effektkedja.reading.tree import Mapping, Node, Scalar, Sequence

ANSWERED = ("deliveries", "assignments")
"""The lists of a plan whose things are answered for."""

_COLON = re.compile(r"(?:\s|#[^\r\n]*+)*+:")
_COMMENT = re.compile(r"#[^\r\n]*")
_USUAL_LIST = (2, 2)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be recorded."""

    review: str
    done: Word
    date: Date | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A plan with an answer in it."""

    text: str
    line: int
    """Where the answer begins."""


def earlier_answer(statuses: list[Status], review: str) -> int | None:
    """Give the position of the answer for a review, or None; of several the last, since that is the one that counts."""
    return max((index for index, status in enumerate(statuses) if status.review == review), default=None)


def record_answer(document: Document, loaded: LoadedPlan, key: str, index: int, answer: Answer) -> Recorded:
    """Give the text of a plan with the answer for the thing at that place of the list `key`.

    An answer for the same review is replaced. The plan must have been read without errors. Raises UnsafeEditError
    where the answer cannot be written without changing something else.
    """
    if loaded.plan is None or loaded.root is None:
        raise UnsafeEditError
    mapping = loaded.root.items(key)[index]
    position = earlier_answer(getattr(loaded.plan, key)[index].status, answer.review)
    if not isinstance(mapping, Mapping):
        raise UnsafeEditError
    editor = _Editor(document.text, loaded.root, loaded.language)
    if position is None:
        edits = editor.add(mapping, answer)
    else:
        entry = mapping.items("status")[position]
        status = getattr(loaded.plan, key)[index].status[position]
        edits = editor.replace(entry, status, answer) if isinstance(entry, Mapping) else []
    text = edited(document.text, edits)
    return Recorded(text, _line_of(text, loaded, (key, index, position), answer))


def _line_of(text: str, before: LoadedPlan, place: tuple[str, int, int | None], answer: Answer) -> int:
    """Give the line where the answer stands in a text, once that says what it should and nothing else."""
    key, index, position = place
    after = load(read(text.encode("utf-8")), "")
    if before.plan is None or after.plan is None or after.root is None:
        raise UnsafeEditError
    expected = before.plan.model_dump()
    statuses = expected[key][index]["status"]
    if position is None:
        position = len(statuses)
        statuses.append({})
    statuses[position] = asdict(answer)
    if after.plan.model_dump() != expected or after.language != before.language:
        raise UnsafeEditError
    if [finding.code for finding in after.findings] != [finding.code for finding in before.findings]:
        raise UnsafeEditError
    thing = after.root.items(key)[index]
    entry = thing.items("status")[position] if isinstance(thing, Mapping) else None
    if not isinstance(entry, Mapping):
        raise UnsafeEditError
    return entry.start.line + 1


class _Editor:
    """Finds the edits for an answer, in the style of the file."""

    def __init__(self, text: str, root: Mapping, language: Language) -> None:
        self._text = text
        self._root = root
        self._language: Language = language

    def add(self, thing: Mapping, answer: Answer) -> list[Edit]:
        """Give the edits that add an answer to a thing that has none for its review."""
        found = _find(thing, "status", Delivery)
        if found is None:
            return self._add_list(thing, answer)
        key, value = found
        if isinstance(value, Sequence) and value.items:
            return self._append(value, answer)
        if not thing.flow and (edits := self._fill_block(thing, key, value, answer)):
            return edits
        listed = f"[{self._in_braces(answer, like=thing)}]"
        if isinstance(value, Sequence):
            start, end = value.start.index, value.end.index
            if self._text[start + 1 : end - 1].strip():  # a comment, which stays
                return [Edit(start + 1, start + 1, listed[1:-1])]
            return [Edit(start, end, listed)]
        return [self._set(key, value, listed)]

    def replace(self, entry: Mapping, status: Status, answer: Answer) -> list[Edit]:
        """Give the edits that make an answer out of another for the same review."""
        edits, added = [], []
        for name, written in self._values(answer, quoted=_is_quoted(entry)).items():
            if getattr(status, name) == getattr(answer, name):
                continue
            found = _find(entry, name, Status)
            if found is None:
                added.append(self._field(name, written, quoted=_is_quoted(entry)))
            else:
                key, value = found
                style = getattr(value, "style", None)
                edits.append(self._set(key, value, in_style(written, style)))
        gone = [name for name in ("date", "comment") if getattr(status, name) and not getattr(answer, name)]
        edits += [self._remove(entry, name) for name in gone]
        return edits + (self._add_fields(entry, added) if added else [])

    # ---- Lists ----

    def _add_list(self, thing: Mapping, answer: Answer) -> list[Edit]:
        if thing.flow:
            quoted = _is_quoted(thing)
            listed = f"[{self._in_braces(answer, like=thing)}]"
            return self._add_fields(thing, [self._written_key("status", quoted=quoted) + f": {listed}"])
        column = thing.start.column
        at = end_of_line(self._text, self._end_of_last(thing))
        lines = [" " * column + self._written_key("status", quoted=False) + ":", *self._item(column, answer)]
        return [self._new_lines(at, lines)]

    def _fill_block(self, thing: Mapping, key: Scalar, value: Node, answer: Answer) -> list[Edit]:
        """Give the edits that turn `status:`, `status: ~` or `status: []` into a list below; none where that fails."""
        start, end = bounds(value)
        colon = self._text.rfind(":", key.end_mark.index, start) + 1
        if not colon or LINE_END.search(self._text[key.start_mark.index : end]):
            return []
        removed = [Edit(colon, end, "")] if end > start else []
        return [*removed, self._new_lines(end_of_line(self._text, end), self._item(thing.start.column, answer))]

    def _append(self, listed: Sequence, answer: Answer) -> list[Edit]:
        """Give the edits that add an answer after the last of a list."""
        last = listed.items[-1]
        start, end = bounds(last)
        if listed.flow:
            return self._after_in_flow((start, end), listed.end.index - 1, self._in_braces(answer, like=last))
        column = listed.start.column
        at = end_of_line(self._text, self._end_of_last(last))
        width = max((last.start if isinstance(last, Mapping) else listed.start).column - column, 2)
        if isinstance(last, Mapping) and last.flow:
            line = " " * column + "-".ljust(width) + self._in_braces(answer, like=last)
            return [self._new_lines(at, [line])]
        return [self._new_lines(at, self._block_item(column, width, answer))]

    def _item(self, column: int, answer: Answer) -> list[str]:
        """Give the lines of an answer as the first of a list, for a thing whose keys stand at that column."""
        indent, width = _usual_list(self._root, self._language)
        return self._block_item(column + indent, width, answer)

    def _block_item(self, column: int, width: int, answer: Answer) -> list[str]:
        fields = self._fields(answer, quoted=False)
        first, rest = fields[0], fields[1:]
        return [" " * column + "-".ljust(width) + first, *(" " * (column + width) + field for field in rest)]

    def _in_braces(self, answer: Answer, like: Node) -> str:
        quoted = isinstance(like, Mapping) and _is_quoted(like)
        return "{" + ", ".join(self._fields(answer, quoted=quoted)) + "}"

    # ---- Keys and values ----

    def _fields(self, answer: Answer, *, quoted: bool) -> list[str]:
        review = in_quotes(answer.review) if quoted else id_as_yaml(answer.review)
        values = {"review": review, **self._values(answer, quoted=quoted)}
        return [self._field(name, written, quoted=quoted) for name, written in values.items()]

    def _values(self, answer: Answer, *, quoted: bool) -> dict[str, str]:
        """Give what an answer says of its review, as the file writes it."""
        plain = {"done": vocabulary().value("answer", answer.done, self._language)}
        if answer.date is not None:
            plain["date"] = answer.date.isoformat()
        written = {name: in_quotes(word) if quoted else word for name, word in plain.items()}
        if answer.comment is not None:
            written["comment"] = in_quotes(answer.comment) if quoted else as_yaml(answer.comment)
        return written

    def _field(self, name: str, written: str, *, quoted: bool) -> str:
        return f"{self._written_key(name, quoted=quoted)}: {written}"

    def _written_key(self, name: str, *, quoted: bool) -> str:
        key = vocabulary().key(name, self._language)
        return in_quotes(key) if quoted else key

    def _set(self, key: Scalar, value: Node, written: str) -> Edit:
        """Give the edit that puts a value in the place of another."""
        start, end = bounds(value)
        if start < end:
            return Edit(start, end, written)
        at = self._end_of_value(key, value)
        return Edit(at, at, (": " if at == key.end_mark.index else " ") + written)

    def _remove(self, mapping: Mapping, name: str) -> Edit:
        """Give the edit that takes a key and its value out; only the value, where a comment would go, too."""
        index = next(index for index, (key, _) in enumerate(mapping.entries) if _means(key, name, Status))
        key, value = mapping.entries[index]
        start, end = key.start_mark.index, self._end_of_value(key, value)
        if mapping.flow:
            if index > 0:
                before = self._end_of_value(*mapping.entries[index - 1])
                if self._text[before:start].strip(" \t\r\n") == ",":
                    return Edit(before, end, "")
        else:
            line_start, line_end = start_of_line(self._text, start), end_of_line(self._text, end)
            if line_start > 0 and not (self._text[line_start:start] + self._text[end:line_end]).strip():
                line_break = 2 if self._text[line_start - 2 : line_start] == "\r\n" else 1
                return Edit(line_start - line_break, line_end, "")
        return self._set(key, value, "null" if _is_quoted(mapping) else "~")

    def _add_fields(self, mapping: Mapping, fields: list[str]) -> list[Edit]:
        """Give the edits that add keys with their values after the last of a mapping."""
        if mapping.flow:
            key, value = mapping.entries[-1]
            bounds = key.start_mark.index, self._end_of_value(key, value)
            return self._after_in_flow(bounds, mapping.end.index - 1, ", ".join(fields))
        lines = [" " * mapping.start.column + field for field in fields]
        return [self._new_lines(end_of_line(self._text, self._end_of_last(mapping)), lines)]

    # ---- Places ----

    def _after_in_flow(self, last: tuple[int, int], close: int, written: str) -> list[Edit]:
        """Give the edits that write something after the last between brackets: on a line of its own, if that was."""
        start, end = last
        line_end = end_of_line(self._text, end)
        indent = self._text[start_of_line(self._text, start) : start]
        comma_on_line = self._text[end : min(line_end, close)].lstrip().startswith(",")
        comma = "," in _COMMENT.sub("", self._text[end:close])
        # A comma right after the colon of a value left out would be part of the key.
        divider = " ," if self._text[end - 1] == ":" else ","
        if not indent.strip() and close > line_end and comma_on_line == comma:
            return [*([] if comma else [Edit(end, end, divider)]), self._new_lines(line_end, [indent + written])]
        return [Edit(end, end, f"{divider} {written}")]

    def _new_lines(self, at: int, lines: list[str]) -> Edit:
        """Give the edit that writes lines after the one that ends at that place, with line ends as there."""
        found = LINE_END.match(self._text, at) or LINE_END.search(self._text)
        line_end = found[0] if found else "\n"
        return Edit(at, at, "".join(line_end + line for line in lines))

    def _end_of_last(self, node: Node) -> int:
        """Give where a node ends, without the white space and comments that follow a block."""
        if isinstance(node, Mapping) and not node.flow:
            key, value = node.entries[-1]
            return self._end_of_value(key, value)
        if isinstance(node, Sequence) and not node.flow:
            return self._end_of_last(node.items[-1])
        return bounds(node)[1]

    def _end_of_value(self, key: Scalar, value: Node) -> int:
        """Give where the value of a key ends; where it is left out, after the colon, or the key that has none."""
        start, end = bounds(value)
        if start == end and not (isinstance(value, (Mapping, Sequence)) or value.style):
            # The reader tells the place of what comes next.
            colon = _COLON.match(self._text, key.end_mark.index, start)
            return colon.end() if colon else key.end_mark.index
        return self._end_of_last(value)


def _find(mapping: Mapping, name: str, record: type[Record]) -> tuple[Scalar, Node] | None:
    """Give the key of that name with its value, also where the value is left out."""
    return next((entry for entry in mapping.entries if _means(entry[0], name, record)), None)


def _means(key: Scalar, name: str, record: type[Record]) -> bool:
    return vocabulary().canonical_keys(tuple(shapes(record))).get(fold(key.value)) == name


def _is_quoted(mapping: Mapping) -> bool:
    """Tell whether all keys stand in double quotes, as in JSON."""
    return all(key.style == '"' for key, _ in mapping.entries)


def _usual_list(root: Mapping, language: Language) -> tuple[int, int]:
    """Give how far the file indents a list below its key, and how wide its dash is with the space after it.

    The lists of answers tell that best, then the other lists inside a thing, then those at the top.
    """
    status = fold(vocabulary().key("status", language))
    found: tuple[list[tuple[int, int]], ...] = ([], [], [])
    for key, value, mapping in _block_lists(root):
        start = value.items[0].start if isinstance(value.items[0], (Mapping, Sequence)) else value.items[0].start_mark
        shape = value.start.column - mapping.start.column, max(start.column - value.start.column, 2)
        rank = 2 if mapping is root else 1 - (fold(key.value) == status)
        found[rank].append(shape)
    best = next(filter(None, found), [_USUAL_LIST])
    return Counter(best).most_common(1)[0][0]


def _block_lists(root: Mapping) -> Iterator[tuple[Scalar, Sequence, Mapping]]:
    """Give the lists in block style below a mapping in block style, with their keys, in the order of the file."""
    pending: list[Node] = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, Sequence):
            pending += reversed(node.items)
        elif isinstance(node, Mapping) and not node.flow:
            for key, value in node.entries:
                if isinstance(value, Sequence) and not value.flow and value.items:
                    yield key, value, node
            pending += [value for _, value in reversed(node.entries)]
