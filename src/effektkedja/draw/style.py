"""The style sheet of a drawn picture: by day, by night and on paper."""

from collections.abc import Iterator

from effektkedja.draw.colours import FAMILIES, INK, LOOSE, PAPER, QUIET, STAGE, STATES, THREAD, Colour
from effektkedja.followup.delivery_state import State

FONTS = 'Arial, "Liberation Sans", Arimo, Helvetica, sans-serif'
"""Fonts of one measure, so that what fits with one fits with all; each is the reader's own."""

_FORMS = """\
.ek text { font: 10px %(fonts)s }
.ek .heading { font-size: 14px; font-weight: bold }
.ek .stage, .ek .fault, .ek .mark text { font-weight: bold }
.ek .box { stroke-width: 1 }
.ek .political { stroke-width: 2.6 }
.ek .broken { stroke-width: 2; stroke-dasharray: 6 3.5 }
.ek .link { fill: none; stroke-width: 1.3 }
.ek .loose { stroke-dasharray: 5 3.5 }
.ek .unanswered rect, .ek .cancelled rect { fill: none; stroke-width: 1.3 }
.ek .cancelled rect { stroke-dasharray: 2.5 2 }
.ek .struck { text-decoration: line-through }
"""
_SOLID = (State.DONE, State.LATE, State.UNEXPLAINED)
"""The states that are told in paper on colour; the others are told in colour."""


def style_sheet(*, landscape: bool, whole_page: bool) -> str:
    """Give the style sheet. `whole_page`: the picture fills the window, and the sheet when it is printed."""
    parts = [_FORMS % {"fonts": FONTS}, *_rules(dark=False)]
    parts += ["@media screen and (prefers-color-scheme: dark) {\n", *_rules(dark=True), "}\n"]
    if whole_page:
        sheet = "landscape" if landscape else "portrait"
        parts += [
            "@media screen { svg:root { width: 100%; height: 100% } }\n",
            f"@page {{ size: A4 {sheet}; margin: 10mm }}\n",
        ]
    return "".join(parts)


def _rules(*, dark: bool) -> Iterator[str]:
    def of(colour: Colour) -> str:
        return colour.dark if dark else colour.light

    yield f".ek text {{ fill: {of(INK)} }}\n"
    yield f"svg:root {{ background: {of(PAPER)} }}\n.ek .paper {{ fill: {of(PAPER)} }}\n"
    yield f".ek .band {{ fill: {of(STAGE)} }}\n"
    yield f".ek .id, .ek .elsewhere, .ek .lead, .ek .stage {{ fill: {of(QUIET)} }}\n"
    for name, look in FAMILIES.items():
        yield f".ek .{name} {{ fill: {of(look.fill)}; stroke: {of(look.border)} }}\n"
        yield f".ek .bars.{name} {{ fill: {of(look.border)}; stroke: none }}\n"
    yield f".ek .broken {{ stroke: {of(INK)} }}\n"
    for name, colour in (("whole", THREAD), ("loose", LOOSE)):
        yield f".ek .link.{name} {{ stroke: {of(colour)} }}\n"
        yield f".ek .tip.{name} {{ fill: {of(colour)} }}\n"
    for state, colour in STATES.items():
        solid = state in _SOLID
        yield f".ek .{state.value} rect {{ {'fill' if solid else 'stroke'}: {of(colour)} }}\n"
        yield f".ek .{state.value} text {{ fill: {of(PAPER if solid else colour)} }}\n"
