"""EK501: an activity without an owner."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the activities that do not say who answers for them."""
    for activity in chain.of(Stage.ACTIVITY):
        if not activity.given("owner"):
            yield found("EK501", activity, "owner")
