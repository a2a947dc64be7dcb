"""Text laid out on lines of a given width.

This does without rich, which would take longer over some hundred entries than all the rest of a command together.
"""

from collections.abc import Iterator, Sequence

from effektkedja.render.styled import Line, Piece, wrapped

UNLIMITED = 120
"""Cells to a line where there is no terminal to tell how many there are."""


class Layout:
    """Lines of so many cells. A word that is longer than a line stays whole."""

    def __init__(self, width: int | None) -> None:
        self.width = width or UNLIMITED

    def section(self, title: str) -> Iterator[Line]:
        """Give the heading of a section, with a line left free above it."""
        yield []
        yield from self.paragraph(title, "strong")

    def paragraph(self, text: str, style: str = "", indent: int = 0, hanging: int = 0) -> Iterator[Line]:
        """Give a text, indented on every line, and by `hanging` cells more on all but the first."""
        first, *more = wrapped(text, self.width, indent, indent + hanging)
        yield [Piece(" " * indent), Piece(first, style)]
        yield from ([Piece(" " * (indent + hanging)), Piece(line, style)] for line in more)

    def note(self, text: str, indent: int) -> Iterator[Line]:
        """Give what somebody has said, behind a dash."""
        body = ([Piece(line)] for line in wrapped(text, self.width, indent + 2, indent + 2))
        return self.beside(Piece("– "), list(body), indent)

    def beside(self, mark: Piece, body: Sequence[Line], indent: int) -> Iterator[Line]:
        """Give lines with a mark before the first; the others begin below where the first does."""
        first, *more = body
        yield [Piece(" " * indent), mark, *first]
        yield from ([Piece(" " * (indent + len(mark.text))), *line] for line in more)
