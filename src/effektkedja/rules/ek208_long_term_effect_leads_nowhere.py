"""EK208: a long-term effect leads nowhere."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.leading_nowhere import leading_nowhere


def check(chain: Chain) -> Iterator[Finding]:
    """Find long-term effects with an empty or missing `leads_to`."""
    return leading_nowhere("EK208", Stage.LONG_TERM_EFFECT, chain)
