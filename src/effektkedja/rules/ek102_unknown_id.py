"""EK102: a reference to an id that the chain has not."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, Verdict
from effektkedja.rules.findings import found_at


def check(chain: Chain) -> Iterator[Finding]:
    """Find each id that is written where it refers to something, and is nowhere given to anything."""
    for reference in chain.references:
        if reference.verdict is Verdict.UNKNOWN:
            yield found_at(reference, "EK102")
