"""EK503: a great risk without a control."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.followup.control import value_of
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the risks that reach the limit and have no control."""
    for thing in chain.of(Stage.RISK):
        value, limit = value_of(thing), chain.limits.risk_value
        if value is not None and value >= limit and not thing.given("controls"):
            yield found("EK503", thing, "controls", value=value, limit=limit)
