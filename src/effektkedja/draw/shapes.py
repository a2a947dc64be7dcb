"""The shapes of an SVG: boxes, arrows, marks and lines of text."""

from effektkedja.draw.box import MARK, mark_width
from effektkedja.draw.layout import Point, Rectangle
from effektkedja.draw.xml import Element, add
from effektkedja.followup.delivery_state import State

ASCENT = 8.6
"""From the upper edge of a line to where its letters stand."""
_CORNERS = {"do": 1.0, "change": 9.0}
"""How far the corners are rounded; of what is wanted they are cut off, by _CUT."""
_CUT = 6.0
_HAIR = 1e-6
"""More than two machines may differ in a sum, and less than anybody sees."""


def arrow(group: Element, points: tuple[Point, ...], tip: tuple[Point, ...], kind: str) -> None:
    """Draw a line of cubic Bézier curves, and its tip."""
    first, *others = map(_point, points)
    bends = " ".join(others)
    add(group, "path", d=f"M{first}C{bends}", **{"class": f"link {kind}"})
    add(group, "path", d=f"M{' '.join(map(_point, tip))}Z", **{"class": f"tip {kind}"})


def bars(group: Element, x: float, y: float, family: str) -> None:
    """Draw three bars that rise, for something that is measured."""
    path = "".join(f"M{number(x + 4 * step)} {number(y)}v-{3 + 2 * step}h2.6v{3 + 2 * step}z" for step in range(3))
    add(group, "path", d=path, **{"class": f"bars {family}"})


def mark(group: Element, x: float, y: float, text: str, state: State) -> None:
    """Draw the mark that tells a state, as sign and word."""
    mark = add(group, "g", **{"class": f"mark {state.value}"})
    if state is not State.UPCOMING:
        rectangle(mark, Rectangle(x, y, mark_width(text), MARK + 1), "", 3)
    line_of_text(mark, x + (4 if state is not State.UPCOMING else 1), y + ASCENT + 0.6, text)


def outline(group: Element, at: Rectangle, family: str, kind: str) -> None:
    """Draw the outline of a box: square for what is done, round for what changes, cut for what is wanted."""
    if family in _CORNERS:
        rectangle(group, at, kind, _CORNERS[family])
        return
    x, y, right, lower = at.x, at.y, at.x + at.width, at.y + at.height
    cut = min(_CUT, at.height / 3)
    corners = [
        (x + cut, y), (right - cut, y), (right, y + cut), (right, lower - cut),
        (right - cut, lower), (x + cut, lower), (x, lower - cut), (x, y + cut),
    ]  # fmt: skip
    add(group, "path", d=f"M{' '.join(map(_point, corners))}Z", **{"class": kind})


def rectangle(group: Element, at: Rectangle, kind: str, corner: float) -> None:
    """Draw a rectangle with rounded corners."""
    measures = {"x": at.x, "y": at.y, "width": at.width, "height": at.height, "rx": corner}
    attributes = {name: number(value) for name, value in measures.items()}
    add(group, "rect", **(attributes | ({"class": kind} if kind else {})))


def line_of_text(group: Element, x: float, y: float, text: str, kind: str = "") -> None:
    """Write a line of text, whose letters stand at `y`."""
    attributes = {"x": number(x), "y": number(y)} | ({"class": kind} if kind else {})
    add(group, "text", text, **attributes)


def _point(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def number(value: float) -> str:
    """Give a number with one decimal at most, the same wherever it is computed: a half is not left to chance."""
    text = f"{value + _HAIR:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
