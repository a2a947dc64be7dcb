"""Goals and effects that pull against each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from effektkedja.chain.build import Chain, Place, Thing
from effektkedja.plan.model import Conflict


@dataclass(frozen=True, slots=True)
class Weighed:
    """Goals or effects that pull against each other."""

    place: Place
    between: tuple[Thing, ...]
    comment: str | None
    """How they are weighed."""


def conflicts_of(chain: Chain) -> Iterator[Weighed]:
    """Give the conflicts of a chain, in the order of the plans."""
    for place in chain.conflicts:
        if isinstance(place.record, Conflict):
            yield Weighed(place, tuple(chain.concerned.get(place, ())), place.record.comment)
