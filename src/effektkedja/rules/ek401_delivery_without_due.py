"""EK401: a delivery without a day by which it is due."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the deliveries that nobody can call late."""
    for delivery in chain.of(Stage.DELIVERY):
        if not delivery.given("due"):
            yield found("EK401", delivery, "due")
