"""EK215: a conflict of goals without a comment."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the conflicts that do not say how the goals are weighed."""
    for conflict in chain.conflicts:
        if not conflict.given("comment"):
            yield found("EK215", conflict, "comment")
