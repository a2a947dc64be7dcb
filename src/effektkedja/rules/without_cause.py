"""What EK203, EK205 and EK207 have in common: something that nothing of the stages below leads to."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found


def without_cause(code: str, stage: Stage, causes: tuple[Stage, ...], chain: Chain) -> Iterator[Finding]:
    """Find the things of a stage that no other thing of the stages `causes` leads to."""
    for thing in chain.of(stage):
        if not any(cause.stage in causes and cause is not thing for cause in chain.causes.get(thing, ())):
            yield found(code, thing)
