"""The lines of a plan that a finding speaks of, with what is meant underlined."""

from collections.abc import Sequence
from dataclasses import dataclass

from effektkedja.basics.identity_numbers import masked_part
from effektkedja.basics.span import Span
from effektkedja.render.styled import Line, Piece, width_of
from effektkedja.render.visible import visible

WIDEST = 160
"""Cells of a source line that are shown where there is no terminal to tell how many fit."""
_TAB = "    "


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to underline."""

    span: Span
    label: str
    style: str
    sign: str
    """The character of the underline, so that the main place is told from others without colour."""


def snippet(lines: Sequence[str], marks: Sequence[Mark], width: int | None) -> list[Line]:
    """Give the source lines of the marks, in the order of the file, framed and underlined.

    Marks whose line the file does not have are passed over.
    """
    marks = sorted((mark for mark in marks if mark.span.line <= len(lines)), key=lambda mark: mark.span)
    if not marks:
        return []
    gutter = len(str(marks[-1].span.line))
    frame = Piece(f"{'':{gutter}} |", "frame")
    room = max(20, (width or WIDEST) - gutter - 3)
    shown: list[Line] = [[frame]]
    previous = None
    for mark in marks:
        line = mark.span.line
        if line != previous:
            if previous is not None and line > previous + 1:
                shown.append([Piece("...", "frame")])
            previous = line
            focus = _meant_of_line(marks, line).span
            source, _, _ = _fitted(lines[line - 1], focus, room)
            shown.append([Piece(f"{line:>{gutter}} |", "frame"), Piece(f" {source}")])
        _, start, length = _fitted(lines[line - 1], focus, room, mark.span)
        underline = Piece(f" {'':{start}}{mark.sign * length}", mark.style)
        label = [Piece(f" {visible(mark.label)}", mark.style)] if mark.label else []
        shown.append([frame, underline, *label])
    return shown


def _meant_of_line(marks: Sequence[Mark], line: int) -> Mark:
    """Give the mark of a line that must be seen: the finding's own, else the first."""
    of_line = [mark for mark in marks if mark.span.line == line]
    return next((mark for mark in of_line if mark.sign == "^"), of_line[0])


def _fitted(line: str, focus: Span, room: int, place: Span | None = None) -> tuple[str, int, int]:
    """Give as much of a line around `focus` as fits, and where `place`, or the focus, begins in it and its length."""
    # A line may be a million characters long; only its neighbourhood is looked at.
    skipped = max(0, focus.column - 1 - room) if len(line) > 4 * room else 0
    near = masked_part(line, skipped, skipped + 3 * room)
    place = place or focus
    first = max(0, place.column - 1 - skipped)
    last = max(first, place.end_column - 1 - skipped) if place.end_line == place.line else len(near)
    text = _shown(near)
    cut = 0
    if skipped or width_of(text) > room:
        cut = max(0, width_of(_shown(near[: focus.column - 1 - skipped])) - room // 3)
        text = _slice(text, cut, room, more_before=skipped > 0, more_after=skipped + len(near) < len(line))
    start = min(max(0, width_of(_shown(near[:first])) - cut), room - 1)
    length = max(1, width_of(_shown(near[first:last].rstrip())))
    return text, start, min(length, room - start)


def _shown(text: str) -> str:
    return visible(text.replace("\t", _TAB))


def _slice(text: str, start: int, room: int, *, more_before: bool, more_after: bool) -> str:
    """Give the cells of a text from `start`, with an ellipsis where something is left out."""
    before, after = bool(start) or more_before, more_after
    first = start + before  # the cell beside that of the ellipsis
    kept: list[str] = []
    cell = 0
    for character in text:
        width = width_of(character)
        if first <= cell and cell + width <= start + room:
            if not kept and before:
                kept.append("…" + " " * (cell - first))
            kept.append(character)
        cell += width
    if kept and (cell > start + room or after):
        while len(kept) > 1 and width_of("".join(kept)) >= room:
            kept.pop()
        kept.append("…")
    return "".join(kept)
