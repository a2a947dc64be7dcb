"""EK201: an activity leads nowhere."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.leading_nowhere import leading_nowhere


def check(chain: Chain) -> Iterator[Finding]:
    """Find activities with an empty or missing `leads_to`, and no assignment or programme."""
    return leading_nowhere("EK201", Stage.ACTIVITY, chain)
