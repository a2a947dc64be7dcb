"""EK107: a link that skips a stage upwards."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.stages import SKIPS
from effektkedja.rules.findings import found_at, name_of


def check(chain: Chain) -> Iterator[Finding]:
    """Find each valid link that passes over deliveries or effects."""
    for reference in chain.references:
        source, target = reference.source, reference.target
        if reference.is_link and isinstance(source, Thing) and target and target.stage in SKIPS.get(source.stage, ()):
            yield found_at(reference, "EK107", named=name_of(target))
