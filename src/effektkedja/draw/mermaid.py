"""The chain as a Mermaid flowchart, which GitHub, GitLab and many wikis draw where they find one.

Text of a plan is written so that Mermaid can make nothing of it: letters, digits and a few signs stay, all else
becomes an entity code.
"""

import re
from collections.abc import Iterator

from effektkedja.draw.colours import FAMILIES, INK, LOOSE_ANYWHERE, THREAD_ANYWHERE
from effektkedja.draw.direction import Direction
from effektkedja.draw.layers import Layer
from effektkedja.draw.picture import Node, Picture
from effektkedja.draw.words import Words, clean, family_of

MOST_LINKS = 500
"""Links above which Mermaid refuses to draw, as it is set up on GitHub."""
MOST_CHARACTERS = 50_000
"""The same for the length of the text."""

_ORIENTATION = {Direction.RIGHT: "LR", Direction.LEFT: "RL", Direction.TOP: "BT", Direction.BOTTOM: "TB"}
_SHAPES = {"do": ("[", "]"), "change": ("(", ")"), "want": ("{{", "}}")}
# Signs stay only where they cannot begin a list, a link or an emphasis: labels are read as Markdown, too. Mermaid takes
# an ﬂ in front of ° for a mark of its own.
_UNSAFE = re.compile(r"(?!(?<=\w)-(?=\w)|(?<=\d)\.(?=\d))[^\w ,…–]|[_ﬂ]")


def render_mermaid(picture: Picture, words: Words, direction: Direction) -> str:
    """Give the picture as a flowchart. Each stage is a frame, each thing a box in it."""
    return "\n".join(_lines(picture, words, direction)) + "\n"


def is_too_large(text: str, picture: Picture) -> bool:
    """Tell whether Mermaid would refuse to draw this."""
    return len(picture.links) > MOST_LINKS or len(text) > MOST_CHARACTERS


def _lines(picture: Picture, words: Words, direction: Direction) -> Iterator[str]:
    yield f"flowchart {_ORIENTATION[direction]}"
    yield f"  accTitle: {_escaped(words.heading())}"
    yield f"  accDescr: {_escaped(words.summary())}"
    for block in picture.blocks():
        yield from _frame(block, picture, words)
    for link in picture.links:
        yield f"  {link.source.name} {'-->' if link.whole else '-.->'} {link.target.name}"
    if picture.nodes:
        yield from _legend(words)
    else:
        yield f'  empty["{_escaped(words.nothing())}"]:::plain'
    yield from _styles(picture)


def _frame(block: list[Layer], picture: Picture, words: Words) -> Iterator[str]:
    yield f'  subgraph stage{block[0].block} ["{_escaped(words.stages(block))}"]'
    for layer in block:
        for thing in layer.things:
            yield f"    {_box(picture.of[thing], words)}"
    yield "  end"


def _box(node: Node, words: Words) -> str:
    family = family_of(node.thing)
    begin, end = _SHAPES[family]
    name = [clean(node.thing.id), clean(node.thing.title)]
    lines = [words.state(node), " ".join(filter(None, name)), words.elsewhere(node), words.fault(node)]
    label = "<br/>".join(_escaped(line) for line in lines if line)
    return f'{node.name}{begin}"{label}"{end}:::{family}{"Broken" if node.fault else ""}'


def _legend(words: Words) -> Iterator[str]:
    """Give a box that tells what the forms mean."""
    lines = [words.legend("heading"), *words.forms()]
    label = "<br/>".join(map(_escaped, lines))
    yield f'  legend["{label}"]:::plain'


def _styles(picture: Picture) -> Iterator[str]:
    for family, look in FAMILIES.items():
        style = f"fill:{look.fill.light},stroke:{look.border.light},color:{INK.light}"
        yield f"  classDef {family} {style}"
        yield f"  classDef {family}Broken {style},stroke-dasharray:6 4,stroke-width:2px"
    yield f"  classDef plain fill:none,stroke:{LOOSE_ANYWHERE}"
    if blocks := picture.blocks():
        yield f"  class {','.join(f'stage{block[0].block}' for block in blocks)} plain"
    for whole, colour in ((True, THREAD_ANYWHERE), (False, LOOSE_ANYWHERE)):
        numbers = [str(number) for number, link in enumerate(picture.links) if link.whole is whole]
        if numbers:
            yield f"  linkStyle {','.join(numbers)} stroke:{colour}"


def _escaped(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"#{ord(match[0])};", text)
