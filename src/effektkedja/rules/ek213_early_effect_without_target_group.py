"""EK213: an early effect without a target group."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the early effects that do not say in whom the change happens."""
    for effect in chain.of(Stage.EARLY_EFFECT):
        if not effect.given("target_group"):
            yield found("EK213", effect, "target_group")
