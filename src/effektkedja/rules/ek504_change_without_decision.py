"""EK504: budget or priorities changed without a decision."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.plan.model import Change
from effektkedja.rules.findings import found

_DECIDED = frozenset({"budget", "priority"})
"""Kinds of change that somebody decides; the world around changes by itself."""


def check(chain: Chain) -> Iterator[Finding]:
    """Find the changes of budget or priority that affect something and name no decision."""
    for change in chain.of(Stage.CHANGE):
        kind = change.record.kind if isinstance(change.record, Change) else None
        if kind in _DECIDED and change.given("affects") and not change.given("decision"):
            yield found("EK504", change, "decision")
