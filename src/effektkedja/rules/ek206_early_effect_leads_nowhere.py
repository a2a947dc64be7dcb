"""EK206: an early effect leads nowhere."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.leading_nowhere import leading_nowhere


def check(chain: Chain) -> Iterator[Finding]:
    """Find early effects with an empty or missing `leads_to`."""
    return leading_nowhere("EK206", Stage.EARLY_EFFECT, chain)
