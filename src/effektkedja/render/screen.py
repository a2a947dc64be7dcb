"""Tables and trees as text, by way of rich."""

import io
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from effektkedja.basics.diagnostic import Argument
from effektkedja.render.visible import visible

UNLIMITED = 120
"""Cells to a line where there is no terminal to tell how many there are."""

# The spaces that hold a number together. rich breaks lines at them as at any other space, and so it is handed other
# characters in their stead, which Unicode keeps for such uses inside a program.
_HELD = {"\u00a0": "\ufdd0", "\u202f": "\ufdd1", "\u2007": "\ufdd2"}
_HOLDING = str.maketrans(_HELD)
_HELD_NO_MORE = str.maketrans({inside: space for space, inside in _HELD.items()})


class _Screen(Console):
    """A console that breaks no line at a no-break space; `as_text` puts these back."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        if isinstance(renderable, Text):
            renderable = renderable.copy()
            renderable.plain = renderable.plain.translate(_HOLDING)
        return super().render(renderable, options)


def words(text: Argument, style: str = "") -> Text:
    """Give text from a plan or a catalogue as rich may show it: never as markup, and harmless for a terminal."""
    return Text(visible(str(text)), style=style)


def as_text(parts: list[RenderableType], width: int | None, *, color: bool) -> str:
    """Give what rich makes of these parts, one below the other."""
    console = _Screen(
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
    shown = captured.get().translate(_HELD_NO_MORE)
    return "".join(line.rstrip() + "\n" for line in shown.splitlines())
