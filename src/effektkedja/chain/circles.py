"""Circles: things that lead to each other."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def circles(links: Mapping[T, Iterable[T]]) -> list[frozenset[T]]:
    """Give each set of things that all reach each other, also one thing that leads to itself.

    A plan as it should be has none; then networkx, which takes longer to load than a plan to check, is not needed.
    """
    tangled = _without_loose_ends({source: list(targets) for source, targets in links.items()})
    if not tangled:
        return []
    import networkx

    graph: networkx.DiGraph[T] = networkx.DiGraph()
    graph.add_edges_from((source, target) for source, targets in tangled.items() for target in targets)
    return [
        frozenset(component)
        for component in networkx.strongly_connected_components(graph)
        if len(component) > 1 or any(graph.has_edge(thing, thing) for thing in component)
    ]


def shortest_way(start: T, end: T, links: Mapping[T, Iterable[T]]) -> list[T]:
    """Give the things on the shortest way from `start` to `end`, both included; of two ways that of earlier links.

    Raises networkx.NetworkXNoPath where there is no way.
    """
    import networkx

    graph: networkx.DiGraph[T] = networkx.DiGraph()
    graph.add_edges_from((source, target) for source, targets in links.items() for target in targets)
    # Breadth first in the order in which the links were added; dijkstra and the two-sided search promise no order.
    before = {target: source for source, target in networkx.bfs_edges(graph, start)}
    if start != end and end not in before:
        raise networkx.NetworkXNoPath
    way = [end]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]


def _without_loose_ends(links: dict[T, list[T]]) -> dict[T, list[T]]:
    """Take away, again and again, what leads nowhere: what is left holds the circles and what leads to them."""
    open_links = {source: len(targets) for source, targets in links.items()}
    sources: dict[T, list[T]] = {}
    for source, targets in links.items():
        for target in targets:
            sources.setdefault(target, []).append(source)
            open_links.setdefault(target, 0)
    loose = [thing for thing, count in open_links.items() if count == 0]
    while loose:
        thing = loose.pop()
        del open_links[thing]
        for source in sources.get(thing, ()):
            open_links[source] -= 1
            if open_links[source] == 0:
                loose.append(source)
    return {thing: [target for target in links[thing] if target in open_links] for thing in open_links}
