"""Lines of styled text, and how they get onto paper or a screen."""

from collections.abc import Iterable
from typing import NamedTuple

from effektkedja.render.visible import visible


class Piece(NamedTuple):
    """Some text and what it means; the meaning decides the colour."""

    text: str
    style: str = ""


Line = list[Piece]

# rich's own names of styles. Meaning is never told by colour alone: each of these also stands in words or signs.
STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold cyan",
    "good": "green",
    "gone": "red",
    "strong": "bold",
    "quiet": "dim",
    "frame": "blue",
    "help": "bold green",
}


def width_of(text: str) -> int:
    """Give how many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def plain(lines: Iterable[Line]) -> str:
    """Give the lines without colour."""
    return "".join("".join(piece.text for piece in line).rstrip() + "\n" for line in lines)


def coloured(lines: Iterable[Line]) -> str:
    """Give the lines with the colours of a terminal."""
    from rich.style import Style

    styles = {name: Style.parse(style) for name, style in STYLES.items()}
    return "".join(
        "".join(styles[piece.style].render(piece.text) if piece.style else piece.text for piece in line) + "\n"
        for line in lines
    )


def wrapped(text: str, width: int | None, first: int, rest: int) -> list[str]:
    """Break a text at its spaces, so that `first` cells before the first line and `rest` before others are left free.

    With no width there is one line. A word that is longer than a line stays whole.
    """
    text = visible(text)
    if width is None or (first + width_of(text) <= width and not text.startswith(" ")):
        return [text]
    lines, used = [""], first
    for word in text.split(" "):
        if lines[-1] and used + 1 + width_of(word) > width:
            lines.append("")
            used = rest
        if lines[-1]:
            lines[-1] += " "
            used += 1
        lines[-1] += word
        used += width_of(word)
    return lines
