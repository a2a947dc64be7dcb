"""Which part of a picture can be read, where the whole cannot."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from effektkedja.chain.build import Thing
from effektkedja.chain.part import WORK, owner_of
from effektkedja.chain.stages import Stage
from effektkedja.draw.picture import Picture

MOST_READ = 50
"""Boxes above which hardly anybody finds their way."""
LEAST_READ = 5
"""Boxes below which a part tells too little to be worth naming."""


class Part(NamedTuple):
    """A part of a picture, by the option of `graph` that shows it."""

    option: str
    name: str
    boxes: int
    """How many it has."""


def readable_part(picture: Picture) -> Part | None:
    """Give the largest part that can be read: that of a goal or a focus area, else that of an owner; else None."""
    ahead: dict[Thing, list[Thing]] = {}
    behind: dict[Thing, list[Thing]] = {}
    for link in picture.links:
        ahead.setdefault(link.source.thing, []).append(link.target.thing)
        behind.setdefault(link.target.thing, []).append(link.source.thing)
    aims = {"--goal": Stage.GOAL, "--focus-area": Stage.FOCUS_AREA}
    named = [(option, one.id, [one]) for option, stage in aims.items() for one in picture.of if one.stage is stage]
    for candidates in (named, [("--owner", name, things) for name, things in _by_owner(picture).items()]):
        parts = [Part(option, name, _count(things, ahead, behind)) for option, name, things in candidates if name]
        if found := [part for part in parts if LEAST_READ <= part.boxes <= min(MOST_READ, len(picture.of) - 1)]:
            return max(found, key=lambda part: part.boxes)
    return None


def _by_owner(picture: Picture) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for thing in picture.of:
        owner = owner_of(thing)
        if owner and thing.stage in WORK:
            found.setdefault(owner, []).append(thing)
    return found


def _count(starts: Iterable[Thing], *ways: Mapping[Thing, Sequence[Thing]]) -> int:
    """Count what the threads through these things hold; no further than what is too much anyway."""
    every: set[Thing] = set()
    for links in ways:
        reached = set(starts)
        waiting = deque(reached)
        while waiting and len(reached) <= MOST_READ:
            fresh = [target for target in links.get(waiting.popleft(), ()) if target not in reached]
            reached.update(fresh)
            waiting.extend(fresh)
        every |= reached
    return len(every)
