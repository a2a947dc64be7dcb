"""EK106: the same id again in one `leads_to`."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, Verdict
from effektkedja.rules.findings import found_at


def check(chain: Chain) -> Iterator[Finding]:
    """Find every repetition after the first."""
    for reference in chain.references:
        if reference.verdict is Verdict.REPEATED:
            yield found_at(reference, "EK106")
