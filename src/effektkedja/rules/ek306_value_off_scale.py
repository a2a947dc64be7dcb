"""EK306: a value that the indicator's scale does not have."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, Place, inner_records
from effektkedja.chain.stages import Stage
from effektkedja.plan.model import Indicator
from effektkedja.rules.findings import found_in

_WHERE = (
    ("baseline", ("value",)),
    ("targets", ("value", "min", "max")),
    ("values", ("value", "lower", "upper")),
    ("bands", ("met", "partly")),
    ("comparisons", ("value",)),
)
"""The fields of an indicator that hold values, and which fields of theirs."""


def check(chain: Chain) -> Iterator[Finding]:
    """Find each value of a qualitative indicator that is not one of its labels."""
    for thing in chain.of(Stage.INDICATOR):
        indicator = thing.record
        if not isinstance(indicator, Indicator) or indicator.kind != "qualitative":
            continue
        for place, key, value in _values(thing):
            if value not in indicator.scale:
                variant = "" if indicator.scale else "no-scale"
                yield found_in("EK306", thing, place, key, variant, value=value, scale=tuple(indicator.scale))


def _values(thing: Place) -> Iterator[tuple[Place, str, str]]:
    for field, keys in _WHERE:
        for place in inner_records(thing, field):
            for key in keys:
                value = getattr(place.record, key)
                if isinstance(value, str):
                    yield place, key, value
