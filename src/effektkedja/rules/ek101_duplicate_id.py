"""EK101: an id stands twice in a chain."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found, related_to


def check(chain: Chain) -> Iterator[Finding]:
    """Find each thing whose id another thing has before it. An organisation may head several files."""
    for thing in chain.things:
        first = chain.by_id.get(thing.id)
        if first is None or first is thing or (thing.stage is first.stage is Stage.ORGANISATION):
            continue
        yield found("EK101", thing, "id", related=(related_to(first, "first", "id"),), repeated=thing.id)
