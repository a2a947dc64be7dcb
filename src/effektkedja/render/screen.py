"""Tables and trees as text, by way of rich."""

import io

from rich.console import Console, RenderableType
from rich.text import Text

from effektkedja.basics.diagnostic import Argument
from effektkedja.render.visible import visible

UNLIMITED = 120
"""Cells to a line where there is no terminal to tell how many there are."""


def words(text: Argument, style: str = "") -> Text:
    """Give text from a plan or a catalogue as rich may show it: never as markup, and harmless for a terminal."""
    return Text(visible(str(text)), style=style)


def as_text(parts: list[RenderableType], width: int | None, *, color: bool) -> str:
    """Give what rich makes of these parts, one below the other."""
    console = Console(
        file=io.StringIO(),
        width=width or UNLIMITED,
        color_system="standard" if color else None,
        force_terminal=color,
        no_color=not color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    return "".join(line.rstrip() + "\n" for line in captured.get().splitlines())
