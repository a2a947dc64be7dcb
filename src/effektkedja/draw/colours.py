"""The colours of pictures: dark on light and light on dark. What they mean also stands in words, signs or forms.

Text keeps a contrast of 4.5 or more to what it stands on, borders and links one of 3 or more (WCAG 2.2 AA).
"""

from typing import NamedTuple

from effektkedja.followup.delivery_state import State


class Colour(NamedTuple):
    """A colour on white paper, and at night."""

    light: str
    dark: str


class Look(NamedTuple):
    """How a box looks."""

    fill: Colour
    border: Colour


PAPER = Colour("#ffffff", "#11161c")
STAGE = Colour("#f4f6f8", "#192028")
"""Behind the things of a stage."""
INK = Colour("#1b2430", "#e8edf2")
QUIET = Colour("#4a5665", "#b4bfcb")
"""Of text that is not read first."""
THREAD = Colour("#b3303c", "#f0868d")
"""The red thread: links on the way to a political goal."""
LOOSE = Colour("#5b6773", "#9aa7b4")
"""Links that reach no political goal."""
THREAD_ANYWHERE, LOOSE_ANYWHERE = "#cf3f4c", "#6e7b88"
"""The same where nobody can know what is behind them, white or nearly black."""

FAMILIES = {
    "do": Look(Colour("#eaf1fa", "#16273b"), Colour("#4d79ab", "#6f9fd6")),
    "change": Look(Colour("#e9f5ea", "#15301d"), Colour("#4a8656", "#6fb97e")),
    "want": Look(Colour("#fdf3dc", "#352a10"), Colour("#94711c", "#cfa54a")),
}

STATES = {
    State.DONE: Colour("#1f6b35", "#8fdca2"),
    State.LATE: Colour("#9a3b00", "#ffb68a"),
    State.UNEXPLAINED: Colour("#8a1c5b", "#f7a6d4"),
    State.UNANSWERED: Colour("#6a35a3", "#cdb0f5"),
    State.UPCOMING: QUIET,
    State.CANCELLED: QUIET,
}
