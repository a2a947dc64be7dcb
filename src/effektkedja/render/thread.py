"""A thread of the chain drawn as a tree."""

from collections.abc import Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from effektkedja.basics.language import Catalogue
from effektkedja.chain.build import Chain, Thing
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.render.screen import as_text, words

DEEPEST = 40
"""Steps of a thread that are drawn."""


def thread_tree(
    start: Thing, links: Mapping[Thing, Sequence[Thing]], catalogue: Catalogue, notes: Mapping[Thing, Text]
) -> Tree:
    """Draw what `start` leads to along the links. What was drawn already is named and not drawn again."""
    root = Tree(_label(start, notes), guide_style="blue")
    drawn = {start}
    waiting = _next(start, root, 1, links)
    while waiting:
        thing, above, depth = waiting.pop()
        label = _label(thing, notes)
        if thing in drawn:
            if links.get(thing):
                label.append(f"  ({catalogue.text('trace.above')})", "dim")
            above.add(label)
        elif depth > DEEPEST:
            above.add(words("…"))
        else:
            drawn.add(thing)
            waiting += _next(thing, above.add(label), depth + 1, links)
    return root


def _next(
    thing: Thing, branch: Tree, depth: int, links: Mapping[Thing, Sequence[Thing]]
) -> list[tuple[Thing, Tree, int]]:
    """Give what a thing leads to, the first last, since that is what is taken first."""
    return [(target, branch, depth) for target in reversed(dict.fromkeys(links.get(thing, ())))]


def render_trace(found: Sequence[tuple[Chain, Thing]], catalogue: Catalogue, width: int | None, *, color: bool) -> str:
    """Draw the thread through each of these things: upwards to the vision, downwards to the activities."""
    parts: list[RenderableType] = []
    for chain, thing in found:
        place = f"{thing.file.name}:{thing.span('id').line}"
        parts.append(words(catalogue.text("trace.through", thing=thing.title or thing.id, place=place), "bold"))
        upwards = chain.links if thing in chain.links else {thing: chain.referred_to(thing), **chain.links}
        for key, links in (("trace.up", upwards), ("trace.down", chain.causes)):
            parts += ["", words(catalogue.text(key), "bold")]
            parts.append(thread_tree(thing, links, catalogue, {}))
            if not links.get(thing):
                parts.append(words(f"  {catalogue.text(f'{key}-nothing')}", "dim"))
        parts.append("")
    return as_text(parts[:-1], width, color=color)


def _label(thing: Thing, notes: Mapping[Thing, Text]) -> Text:
    noun = vocabulary().noun(thing.stage.value, thing.language)
    label = Text.assemble((words(thing.id).plain, "bold"), f" {words(thing.title).plain}", (f"  {noun}", "dim"))
    if thing in notes:
        label.append("  ")
        label.append_text(notes[thing])
    return label
