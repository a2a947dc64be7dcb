"""EK205: nothing leads to an early effect."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.without_cause import without_cause


def check(chain: Chain) -> Iterator[Finding]:
    """Find early effects that no delivery and no other early effect leads to."""
    return without_cause("EK205", Stage.EARLY_EFFECT, (Stage.DELIVERY, Stage.EARLY_EFFECT), chain)
