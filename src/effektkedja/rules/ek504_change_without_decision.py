"""EK504: budget or priorities changed without a decision."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.followup.changes import lacks_decision
from effektkedja.rules.findings import found


def check(chain: Chain) -> Iterator[Finding]:
    """Find the changes of budget or priority that affect something and name no decision."""
    for change in chain.of(Stage.CHANGE):
        if lacks_decision(change):
            yield found("EK504", change, "decision")
