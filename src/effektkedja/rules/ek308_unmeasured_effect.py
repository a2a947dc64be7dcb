"""EK308: nothing measures a long-term effect."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the long-term effects that no indicator and no survey measures."""
    for effect in chain.of(Stage.LONG_TERM_EFFECT):
        if effect not in chain.measured:
            yield found("EK308", effect)
