"""A part of the chain: as much of it as one can take in at a time."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.stages import Stage
from effektkedja.chain.thread import reached_from

WORK = (Stage.ACTIVITY, Stage.DELIVERY)
"""The stages of what somebody does and hands over."""

Ways = Sequence[Mapping[Thing, list[Thing]]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the chains somebody wants to see. A field that is empty asks for nothing in particular."""

    starts: tuple[Thing, ...] = ()
    """All that these lead to."""
    ends: tuple[Thing, ...] = ()
    """All that leads to these."""
    goals: tuple[Thing, ...] = ()
    """All that carries these goals, and where they lead."""
    focus_areas: tuple[Thing, ...] = ()
    """All that carries these focus areas, and where they lead."""
    owners: tuple[str, ...] = ()
    """The activities and deliveries that these answer for, and the threads through them."""


def part_of(chain: Chain, wanted: Wanted) -> tuple[Thing, ...]:
    """Give the nodes that meet every condition, in the order of the plans; all of the chain where there is none.

    So what is reached from some things and leads to others is what lies on the ways between them.
    """
    parts = [
        {thing for links in ways for thing in reached_from(starts, links)} for starts, ways in _asked(chain, wanted)
    ]
    return tuple(node for node in chain.nodes if all(node in part for part in parts))


def same_owner(one: str, other: str) -> bool:
    """Tell whether two names of owners mean the same: capitals and spaces make no difference."""
    return _folded(one) == _folded(other)


def _asked(chain: Chain, wanted: Wanted) -> list[tuple[list[Thing], Ways]]:
    """Give for each condition the things of this chain that it names, and the links along which to go from them."""
    asked: list[tuple[list[Thing], Ways]] = []
    both = (chain.links, chain.causes)
    fields: tuple[tuple[tuple[Thing, ...], Ways], ...] = (
        (wanted.starts, (chain.links,)),
        (wanted.ends, (chain.causes,)),
        (wanted.goals, both),
        (wanted.focus_areas, both),
    )
    for things, ways in fields:
        if things:
            asked.append(([thing for thing in things if thing in chain.links], ways))
    if wanted.owners:
        names = {_folded(owner) for owner in wanted.owners}
        asked.append(([thing for thing in chain.of(*WORK) if _folded(owner_of(thing) or "") in names], both))
    return asked


def owner_of(thing: Thing) -> str | None:
    """Give who answers for a thing."""
    return getattr(thing.record, "owner", None)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
