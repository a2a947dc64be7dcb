"""EK103: a reference to the wrong kind of thing."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, Reference, Verdict, allowed_targets
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.rules.findings import found_at, name_of


def check(chain: Chain) -> Iterator[Finding]:
    """Find each link to a stage, or to a level of goals, to which the thing may not lead."""
    for reference in chain.references:
        if reference.verdict is Verdict.WRONG_STAGE:
            yield _wrong_stage(reference)
        elif reference.verdict is Verdict.LOWER_LEVEL:
            yield found_at(reference, "EK103", "level", named=_named(reference))


def _wrong_stage(reference: Reference) -> Finding:
    source = reference.source
    if reference.key == "leads_to" and reference.target is source:
        return found_at(reference, "EK103", "itself")
    allowed = allowed_targets(source, reference.key) or ()
    lists = tuple(vocabulary().key(stage.value, source.language) for stage in allowed)
    variant = "" if reference.key == "leads_to" else "reference"
    return found_at(reference, "EK103", variant if lists else "nothing", named=_named(reference), allowed=lists)


def _named(reference: Reference) -> str:
    assert reference.target is not None  # noqa: S101 (only an unknown id has no target)
    return name_of(reference.target)
