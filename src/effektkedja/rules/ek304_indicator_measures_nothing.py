"""EK304: an indicator or survey that measures nothing."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the indicators and surveys that do not say of what they tell."""
    for thing in chain.of(Stage.INDICATOR, Stage.SURVEY):
        if not thing.given("measures"):
            yield found("EK304", thing, "measures")
