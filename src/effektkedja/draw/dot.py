"""The chain in DOT, the language of Graphviz. All text is quoted, none of it is HTML."""

from collections.abc import Iterator

from effektkedja.draw.colours import FAMILIES, INK, LOOSE, THREAD
from effektkedja.draw.direction import Direction
from effektkedja.draw.picture import Link, Node, Picture
from effektkedja.draw.text import broken
from effektkedja.draw.words import Words, clean, family_of

WIDTH = 30
"""Characters to a line of a box."""

_ORIENTATION = {Direction.RIGHT: "LR", Direction.LEFT: "RL", Direction.TOP: "BT", Direction.BOTTOM: "TB"}
_SHAPES = {"do": "box", "change": "box", "want": "octagon"}
_STYLES = {"do": "filled", "change": "filled,rounded", "want": "filled"}


def render_dot(picture: Picture, words: Words, direction: Direction) -> str:
    """Give the picture as a graph in which each layer is a rank."""
    return (
        "\n".join(["digraph effektkedja {", *(f"  {line}" for line in _lines(picture, words, direction)), "}"]) + "\n"
    )


def _lines(picture: Picture, words: Words, direction: Direction) -> Iterator[str]:
    below = [words.lead(), *words.forms()] if picture.nodes else [words.nothing()]
    label = [words.heading(), *filter(None, below)]
    font = {"fontname": "Arial", "fontcolor": INK.light}
    yield f"graph [{_given(rankdir=_ORIENTATION[direction], charset='UTF-8', **font, label=label, labeljust='l')}];"
    yield f"node [{_given(**font, fontsize='11')}];"
    yield f"edge [{_given(color=THREAD.light)}];"
    yield from _headings(picture, words)
    for number, layer in enumerate(picture.layers):
        yield f"subgraph layer{number} {{"
        yield "  rank=same;"
        yield f"  stage{number};"
        yield from (f"  {_box(picture.of[thing], words)}" for thing in layer.things)
        yield "}"
    yield from map(_arrow, picture.links)


def _headings(picture: Picture, words: Words) -> Iterator[str]:
    """Give a rank's heading as a box of its own; they keep the ranks in their order."""
    number = 0
    for block in picture.blocks():
        for place in range(len(block)):
            label = broken(words.stages(block), WIDTH) if place == 0 else ""
            yield f"stage{number} [{_given(shape='plaintext', label=label)}];"
            number += 1
    if number > 1:
        yield f"{' -> '.join(f'stage{one}' for one in range(number))} [style=invis];"


def _box(node: Node, words: Words) -> str:
    thing = node.thing
    look = FAMILIES[family_of(thing)]
    name = " ".join(filter(None, [clean(thing.id), clean(thing.title)]))
    extra = [words.elsewhere(node), words.fault(node)]
    lines = [line for text in (words.state(node), name, *extra) if text for line in broken(text, WIDTH)]
    style = _STYLES[family_of(thing)] + (",dashed" if node.fault else "")
    given = _given(
        label=lines,
        tooltip=f"{name} – {words.place(node)}",
        shape=_SHAPES[family_of(thing)],
        style=style,
        fillcolor=look.fill.light,
        color=look.border.light,
    )
    return f"{node.name} [{given}];"


def _arrow(link: Link) -> str:
    given: dict[str, str | list[str]] = {} if link.whole else {"style": "dashed", "color": LOOSE.light}
    if link.backwards:
        given["constraint"] = "false"
    return f"{link.source.name} -> {link.target.name}{f' [{_given(**given)}]' if given else ''};"


def _given(**attributes: str | list[str]) -> str:
    """Give attributes, each a text or its lines."""
    return ", ".join(f"{name}={_text(value)}" for name, value in attributes.items())


def _text(value: str | list[str]) -> str:
    """Quote text. A backslash would begin an escape and an ampersand an entity, so both are written as themselves."""
    lines = [value] if isinstance(value, str) else value
    quoted = [line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines]
    return '"' + "\\n".join(quoted) + '"'
