"""EK207: nothing leads to a long-term effect."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.without_cause import without_cause


def check(chain: Chain) -> Iterator[Finding]:
    """Find long-term effects that no early effect and no other long-term effect leads to."""
    return without_cause("EK207", Stage.LONG_TERM_EFFECT, (Stage.EARLY_EFFECT, Stage.LONG_TERM_EFFECT), chain)
