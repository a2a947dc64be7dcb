"""The chain as SVG: a picture with real text, for a board's document, a web page or a wall.

It fetches nothing and runs nothing. Who cannot see it has everything that it shows in its description.
"""

from collections.abc import Iterable

from effektkedja.draw.box import BESIDE, LINE, MARK, MEASURED, PADDING, SIZE, mark_width
from effektkedja.draw.frame import HEADING_LINE, LEGEND_ROW, MARGIN, SAMPLE, Entry
from effektkedja.draw.layout import Layout, Placed, Rectangle, Route, Stage
from effektkedja.draw.page import is_landscape
from effektkedja.draw.shapes import ASCENT, arrow, bars, line_of_text, mark, number, outline, rectangle
from effektkedja.draw.style import style_sheet
from effektkedja.draw.text import Run, width
from effektkedja.draw.words import Words, clean, family_of
from effektkedja.draw.xml import Element, add, document
from effektkedja.followup.delivery_state import State
from effektkedja.render.status_words import name_of

_AFTER_DESCRIPTION = 2
"""Title and description come first."""


def render_svg(layout: Layout, words: Words) -> str:
    """Give a picture as an SVG document that ends with a line end."""
    root = drawing(layout, words, "picture")
    landscape = is_landscape(layout.width, layout.height)
    style = Element("style")
    style.text = style_sheet(landscape=landscape, whole_page=layout.is_readable)
    root.insert(_AFTER_DESCRIPTION, style)
    return document(root)


def drawing(layout: Layout, words: Words, name: str) -> Element:
    """Give a picture without the style sheet, which several in one document may share; `name` is its own among them."""
    scale = layout.points / SIZE if layout.is_readable else 1.0
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "ek",
            "role": "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-description",
            "lang": words.language,
            "xml:lang": words.language,
            "width": f"{number(layout.width * scale)}pt",
            "height": f"{number(layout.height * scale)}pt",
            "viewBox": f"0 0 {number(layout.width)} {number(layout.height)}",
        },
    )
    add(root, "title", words.heading(), id=f"{name}-title")
    add(root, "desc", words.described(), id=f"{name}-description")
    add(root, "rect", **{"class": "paper", "width": "100%", "height": "100%"})
    root.extend([_stages(layout.stages), _heading(layout), _links(layout.routes), _boxes(layout, words)])
    root.append(_legend(layout, words))
    return root


def _heading(layout: Layout) -> Element:
    group = Element("g")
    y = MARGIN
    for line in layout.frame.heading(layout.width):
        line_of_text(group, MARGIN, y + HEADING_LINE - 4, line, "heading")
        y += HEADING_LINE
    for line in layout.frame.lead(layout.width):
        line_of_text(group, MARGIN, y + ASCENT, line, "lead")
        y += LINE
    return group


def _stages(stages: Iterable[Stage]) -> Element:
    group = Element("g")
    for stage in stages:
        rectangle(group, stage.ground, "band", 4)
        x, y = stage.at
        for line in stage.lines:
            line_of_text(group, x, y + ASCENT, line, "stage")
            y += LINE
    return group


def _links(routes: Iterable[Route]) -> Element:
    group = Element("g")
    for route in routes:
        kind = "whole" if route.link.whole else "loose"
        link = add(group, "g")
        ends = (route.link.source.thing.id, route.link.target.thing.id)
        add(link, "title", " → ".join(clean(one) or "–" for one in ends))
        arrow(link, route.points, route.tip, kind)
    return group


def _boxes(layout: Layout, words: Words) -> Element:
    group = Element("g")
    for placed in layout.boxes:
        group.append(_box(placed, words))
    return group


def _box(placed: Placed, words: Words) -> Element:
    node, box, at = placed
    thing = node.thing
    group = Element("g")
    if thing.language != words.language:
        group.set("lang", thing.language)
        group.set("xml:lang", thing.language)
    add(group, "title", f"{clean(name_of(thing))} ({', '.join(filter(None, (words.kind(thing), words.place(node))))})")
    family = family_of(thing)
    forms = ["box", family, *(["political"] if thing.is_political_goal else []), *(["broken"] if node.fault else [])]
    outline(group, at, family, " ".join(forms))
    y = at.y + PADDING - 1
    if node.state and box.state:
        mark(group, at.x + PADDING - 1, y, box.state, node.state)
        if box.beside:
            line_of_text(group, at.x + PADDING + mark_width(box.state) + BESIDE, y + ASCENT + 0.6, box.beside, "id")
        y += MARK + 3
    text = add(group, "text")
    for line in box.lines:
        _line(text, line, at.x + PADDING, y + ASCENT, "struck" if node.state is State.CANCELLED else "")
        if line and line[-1].style == MEASURED:
            before = sum(width(run.text, SIZE) for run in line[:-1])
            bars(group, at.x + PADDING + before, y + ASCENT, family)
        y += LINE
    return group


def _line(text: Element, line: tuple[Run, ...], x: float, y: float, style: str) -> None:
    """Write a line of a box; `style` is that of the title."""
    attributes = {"x": number(x), "y": number(y)}
    for run in line:
        if run.style != MEASURED:
            kind = run.style or style
            add(text, "tspan", run.text, **attributes, **({"class": kind} if kind else {}))
            attributes = {}


def _legend(layout: Layout, words: Words) -> Element:
    group = Element("g")
    entries = layout.frame.legend(layout.width)
    rows = entries[-1].row + 1 if entries else 0
    top = layout.height - MARGIN - rows * LEGEND_ROW
    for entry in entries:
        _sample(group, entry, MARGIN + entry.at, top + entry.row * LEGEND_ROW, words)
    return group


def _sample(group: Element, entry: Entry, x: float, y: float, words: Words) -> None:
    """Draw a form of the legend, and what it means beside it."""
    form = entry.form
    wide = SAMPLE
    middle = y + 6
    if isinstance(form, State):
        wide = mark_width(words.state_word(form))
        mark(group, x, y, words.state_word(form), form)
    elif form in {"whole", "broken"}:
        kind = "whole" if form == "whole" else "loose"
        ends = ((x, middle), (x + 6, middle), (x + 10, middle), (x + wide - 6, middle))
        arrow(group, ends, ((x + wide, middle), (x + wide - 6, middle - 3), (x + wide - 6, middle + 3)), kind)
    elif form == "measured":
        bars(group, x + 6, y + 10, "want")
    else:
        family, kind = ("want", "box want political") if form == "political" else (form, f"box {form}")
        outline(group, Rectangle(x + 1, y + 1, wide - 2, 10), family, kind)
    line_of_text(group, x + wide + 5, y + ASCENT + 0.6, entry.text)
