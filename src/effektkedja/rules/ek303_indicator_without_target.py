"""EK303: an indicator without a target."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the indicators that do not say what is to be reached."""
    for thing in chain.of(Stage.INDICATOR):
        if not thing.given("targets"):
            yield found("EK303", thing, "targets")
