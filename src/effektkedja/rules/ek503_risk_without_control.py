"""EK503: a great risk without a control."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.plan.model import Risk
from effektkedja.rules.findings import found

LIMIT = 9
"""Probability times consequence from which a risk needs a control."""


def check(chain: Chain) -> Iterator[Finding]:
    """Find the risks that reach the limit and have no control."""
    for thing in chain.of(Stage.RISK):
        risk = thing.record
        if not isinstance(risk, Risk) or risk.probability is None or risk.consequence is None:
            continue
        value = risk.probability * risk.consequence
        if value >= LIMIT and not thing.given("controls"):
            yield found("EK503", thing, "controls", value=value, limit=LIMIT)
