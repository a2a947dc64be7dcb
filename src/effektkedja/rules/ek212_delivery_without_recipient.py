"""EK212: a delivery without a recipient."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the deliveries that do not say to whom."""
    for delivery in chain.of(Stage.DELIVERY):
        if not delivery.given("recipient"):
            yield found("EK212", delivery, "recipient")
