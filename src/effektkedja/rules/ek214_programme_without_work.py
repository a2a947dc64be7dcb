"""EK214: nothing belongs to a programme."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found

_WORK = frozenset({Stage.ACTIVITY, Stage.DELIVERY})


def check(chain: Chain) -> Iterator[Finding]:
    """Find the programmes that no activity or delivery belongs to, in a chain that has activities."""
    if not chain.has_activities:
        return
    for programme in chain.of(Stage.PROGRAMME):
        if not any(cause.stage in _WORK for cause in chain.causes.get(programme, ())):
            yield found("EK214", programme)
