"""EK302: an indicator without a baseline."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.plan.model import Indicator
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the quantitative indicators that do not say from where they are to move."""
    for thing in chain.of(Stage.INDICATOR):
        indicator = thing.record
        if isinstance(indicator, Indicator) and indicator.kind == "quantitative" and not thing.given("baseline"):
            yield found("EK302", thing, "baseline")
