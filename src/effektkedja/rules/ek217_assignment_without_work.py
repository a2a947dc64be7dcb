"""EK217: nobody works on an assignment."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found

_WORK = frozenset({Stage.ACTIVITY, Stage.DELIVERY, Stage.ASSIGNMENT})


def check(chain: Chain) -> Iterator[Finding]:
    """Find the assignments that no activity, delivery or assignment answers, in a chain that has activities."""
    if not chain.has_activities:
        return
    for assignment in chain.of(Stage.ASSIGNMENT):
        if not any(cause.stage in _WORK for cause in chain.causes.get(assignment, ())):
            yield found("EK217", assignment)
