"""What EK201, EK204, EK206 and EK208 have in common: something that says not at all where it leads."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found

_OTHER_WAYS = ("assignment", "programme")


def leading_nowhere(code: str, stage: Stage, chain: Chain) -> Iterator[Finding]:
    """Find the things of a stage with an empty or missing `leads_to`, and no assignment or programme."""
    for thing in chain.of(stage):
        ways = ("leads_to", *(key for key in _OTHER_WAYS if key in type(thing.record).model_fields))
        if not any(thing.given(key) for key in ways):
            yield found(code, thing, "leads_to")
