"""What differs between two versions of a plan, for a reader at a terminal."""

from collections.abc import Iterator

from effektkedja.basics.language import Catalogue
from effektkedja.comparison.difference import Difference
from effektkedja.render.difference_words import CHANGED, COME, GONE, Detail, Item, groups, summary
from effektkedja.render.styled import Line, Piece, coloured, plain, width_of, wrapped
from effektkedja.render.visible import visible

UNLIMITED = 120
"""Cells to a line where there is no terminal to tell how many there are."""

_STYLES = {GONE: "error", COME: "good", CHANGED: "warning"}


def render_difference(
    difference: Difference, catalogue: Catalogue, width: int | None, path: str | None = None, *, color: bool
) -> str:
    """Give a paragraph of summary, and then every change with its place, by kind of thing.

    `path` is the one file meant where git asks for it.
    """
    lines = list(_lines(difference, catalogue, width or UNLIMITED, path))
    return coloured(lines) if color else plain(lines)


def _lines(difference: Difference, catalogue: Catalogue, width: int, path: str | None) -> Iterator[Line]:
    yield from ([Piece(line)] for line in wrapped(summary(difference, catalogue, path), width, 0, 0))
    for group in groups(difference, catalogue):
        yield []
        yield [Piece(group.heading, "strong")]
        for item in group.items:
            yield from _item(item, width)


def _item(item: Item, width: int) -> Iterator[Line]:
    first, *more = wrapped(item.name, width, 2, 4)
    line: Line = [Piece(item.sign, _STYLES[item.sign]), Piece(" "), Piece(first, "strong")]
    place = visible(item.place)
    if not more and 4 + width_of(first) + width_of(place) <= width:
        yield [*line, Piece(f"  {place}", "quiet")]
    else:
        yield line
        yield from ([Piece("    "), Piece(rest, "strong")] for rest in more)
        yield [Piece(f"    {place}", "quiet")]
    if item.facts:
        yield from ([Piece(f"    {said}")] for said in wrapped(" · ".join(item.facts), width, 4, 4))
    for detail in item.details:
        yield from _detail(detail, width)


def _detail(detail: Detail, width: int) -> Iterator[Line]:
    """Tell a change in one line; what is too long for that as two paragraphs."""
    if detail.sign == CHANGED:
        both = f"{detail.label}: {detail.old} → {detail.new}"
        if 6 + width_of(both) > width:
            yield from _detail(Detail(GONE, detail.label, old=detail.old), width)
            yield from _detail(Detail(COME, detail.label, new=detail.new), width)
            return
    else:
        both = f"{detail.label}: {detail.old or detail.new}"
    first, *more = wrapped(both, width, 6, 8)
    yield [Piece("    "), Piece(detail.sign, _STYLES[detail.sign]), Piece(f" {first}")]
    yield from ([Piece(f"{'':8}{line}")] for line in more)


def render_lines(old: str, new: str, lines: str, *, color: bool) -> str:
    """Give a difference line by line, of what is no plan, below the names of its two versions."""
    shown: list[Line] = [[Piece(visible(f"--- {old}"), "strong")], [Piece(visible(f"+++ {new}"), "strong")]]
    for line in lines.split("\n")[:-1]:
        style = {"+": "good", "-": "error", "@": "info"}.get(line[:1], "")
        shown.append([Piece(visible(line.removesuffix("\r")), style)])
    return coloured(shown) if color else plain(shown)
