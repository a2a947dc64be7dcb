"""EK216: a long-term effect comes before what leads to it."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.stages import Stage
from effektkedja.plan.model import LongTermEffect
from effektkedja.plan.values import Period
from effektkedja.rules.findings import found, related_to


def check(chain: Chain) -> Iterator[Finding]:
    """Find the long-term effects whose horizon ends before that of one that leads to them."""
    for effect in chain.of(Stage.LONG_TERM_EFFECT):
        horizon = _horizon(effect)
        if horizon is None:
            continue
        later = [
            (cause, theirs)
            for cause in chain.causes.get(effect, ())
            if (theirs := _horizon(cause)) and horizon.last < theirs.last
        ]
        if later:
            related = tuple(related_to(cause, "later", "horizon", horizon=theirs.text) for cause, theirs in later)
            yield found("EK216", effect, "horizon", "", related, horizon=horizon.text)


def _horizon(thing: Thing) -> Period | None:
    return thing.record.horizon if isinstance(thing.record, LongTermEffect) else None
