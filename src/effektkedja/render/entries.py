"""Sections of entries: what is told in a few lines each, in the same way on a screen and in Markdown."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from effektkedja.render.figures import bar
from effektkedja.render.layout import Layout
from effektkedja.render.markdown import escaped, escaped_beginning
from effektkedja.render.styled import Line, Piece, width_of, wrapped
from effektkedja.render.visible import visible

BAR = 20
"""Cells of the bar of an entry."""
MOST_OF_MARKS = 0.4
"""Of the width; where marks would take more, each stands on a line of its own."""


class Entry(NamedTuple):
    """Something that is told in a few lines. All texts are plain: they are made harmless where they are shown."""

    name: str
    mark: str = ""
    """How it stands, as sign and word; it comes before the name."""
    style: str = ""
    """What the mark means: one of styled.STYLES."""
    part: tuple[Decimal, Decimal] | None = None
    """A part and its whole, drawn as a bar before the first line."""
    lines: tuple[str, ...] = ()
    """What is known of it."""
    notes: tuple[str, ...] = ()
    """What somebody has said of it."""
    below: tuple["Entry", ...] = ()


class Section(NamedTuple):
    """Entries below a heading."""

    title: str
    entries: tuple[Entry, ...] = ()
    lead: tuple[str, ...] = ()
    """What is told before the entries."""
    remark: str = ""
    """What is to be remembered after them."""
    numbered: bool = False


def section_lines(section: Section, layout: Layout) -> Iterator[Line]:
    """Give a section for a screen."""
    yield from layout.section(section.title)
    for text in section.lead:
        yield from layout.paragraph(text)
    entries = section.entries
    if section.numbered:
        entries = tuple(entry._replace(mark=f"{number}.") for number, entry in enumerate(entries, 1))
    yield from _entries(entries, layout, 0)
    if section.remark:
        yield from layout.paragraph(section.remark, "quiet")


def _entries(entries: Sequence[Entry], layout: Layout, indent: int) -> Iterator[Line]:
    entries = [entry._replace(mark=visible(entry.mark)) for entry in entries]
    marks = max((width_of(entry.mark) for entry in entries), default=0)
    beside = 0 < marks + 2 <= layout.width * MOST_OF_MARKS
    inside = indent + (marks + 2 if marks and beside else 2)
    for entry in entries:
        before = inside if marks else indent
        name = [[Piece(line, "strong")] for line in wrapped(entry.name, layout.width, before, before)]
        if beside:
            mark = Piece(f"{entry.mark}{' ' * (before - indent - width_of(entry.mark))}", entry.style)
            yield from layout.beside(mark, name, indent)
        else:
            yield from layout.paragraph(entry.mark, entry.style, indent) if entry.mark else ()
            yield from layout.beside(Piece(""), name, before)
        yield from _details(entry, layout, inside)
        yield from _entries(entry.below, layout, inside)


def _details(entry: Entry, layout: Layout, indent: int) -> Iterator[Line]:
    lines = entry.lines
    if entry.part is not None:
        drawn = _bar(*entry.part, cells=max(1, min(BAR, layout.width - indent)))
        first, *more = lines or ("",)
        if first and indent + BAR + 2 + width_of(first) <= layout.width:
            yield [Piece(" " * indent), *drawn, Piece("  "), Piece(wrapped(first, None, 0, 0)[0])]
            lines = tuple(more)
        else:
            yield [Piece(" " * indent), *drawn]
    for line in lines:
        yield from layout.paragraph(line, indent=indent, hanging=2)
    for note in entry.notes:
        yield from layout.note(note, indent)


def _bar(part: Decimal, whole: Decimal, cells: int) -> Line:
    full, empty = bar(min(part, whole), whole, cells)
    return [Piece("█" * full, "warning" if part > whole else ""), Piece("░" * empty, "quiet")]


def section_markdown(section: Section) -> Iterator[str]:
    """Give a section as lines of Markdown, each block behind an empty line: a heading, paragraphs and a list."""
    yield from ("", f"## {escaped_beginning(section.title)}")
    for text in section.lead:
        yield from ("", escaped_beginning(text))
    if section.entries:
        yield ""
        yield from _markdown_list(section.entries, "", numbered=section.numbered)
    if section.remark:
        yield from ("", escaped_beginning(section.remark))


def _markdown_list(entries: Sequence[Entry], indent: str, *, numbered: bool = False) -> Iterator[str]:
    for number, entry in enumerate(entries, 1):
        bullet = f"{number}. " if numbered else "- "
        mark = f"{escaped_beginning(entry.mark)} " if entry.mark else ""
        yield f"{indent}{bullet}{mark}**{escaped(entry.name)}**"
        inside = indent + " " * len(bullet)
        for line in (*entry.lines, *entry.notes):
            yield f"{inside}- {escaped_beginning(line)}"
        yield from _markdown_list(entry.below, inside)
