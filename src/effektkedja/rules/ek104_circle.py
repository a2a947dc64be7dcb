"""EK104: things lead to each other in a circle."""

from collections.abc import Iterator
from itertools import accumulate, pairwise

from effektkedja.basics.diagnostic import Finding, Related
from effektkedja.chain.build import Chain, Reference, Thing
from effektkedja.chain.circles import shortest_way
from effektkedja.rules.findings import found_at, name_of

MOST_RELATED = 20
"""Links of a circle that are shown beside the first."""
LONGEST_PATH = 80
"""Characters of the path that the sentence shows; the links after it are told as a number."""

Links = dict[tuple[Thing, Thing], Reference]


def check(chain: Chain) -> Iterator[Finding]:
    """Find each set of things that all reach each other, once: at its first link, by file, line and column."""
    circle_of = {thing: circle for circle in chain.circles for thing in circle}
    if not circle_of:
        return
    links_of: dict[frozenset[Thing], Links] = {}
    for reference in sorted(chain.references, key=lambda reference: (reference.source.file.name, reference.span)):
        source, target = reference.source, reference.target
        if not reference.is_link or not isinstance(source, Thing) or target is None:
            continue
        if (circle := circle_of.get(source)) and target in circle:
            links_of.setdefault(circle, {}).setdefault((source, target), reference)
    for links in links_of.values():
        yield _finding(links)


def _finding(links: Links) -> Finding:
    """Give the finding of a circle with these links, which stand in the order of the files and lines."""
    (source, target), first = next(iter(links.items()))
    targets: dict[Thing, list[Thing]] = {}
    for from_, to in links:
        targets.setdefault(from_, []).append(to)
    way = shortest_way(target, source, targets)
    related = tuple(_related(links[ends], ends[1]) for ends in pairwise(way))
    path = [thing.id for thing in (source, *way)]
    fitting = max(3, sum(width <= LONGEST_PATH for width in accumulate(len(id_) + 3 for id_ in path)))
    shown, more = " → ".join(path[:fitting]), len(path) - min(fitting, len(path))
    return found_at(first, "EK104", "long" if more else "", related[:MOST_RELATED], path=shown, more=more)


def _related(link: Reference, target: Thing) -> Related:
    return Related(link.source.file.name, link.span, "next", (("target", name_of(target)),))
