"""EK203: no activity leads to a delivery."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.without_cause import without_cause


def check(chain: Chain) -> Iterator[Finding]:
    """Find deliveries that nobody is working for."""
    return without_cause("EK203", Stage.DELIVERY, (Stage.ACTIVITY,), chain)
