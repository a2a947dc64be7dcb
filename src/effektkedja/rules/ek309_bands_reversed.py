"""EK309: the bands of an indicator are the wrong way round."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, inner_records
from effektkedja.chain.stages import Stage
from effektkedja.followup.indicators import ranking
from effektkedja.plan.model import Indicator
from effektkedja.rules.findings import found_in, related_in, written


def check(chain: Chain) -> Iterator[Finding]:
    """Find the indicators whose `partly` lies beyond `met` in their direction, or equals it."""
    for thing in chain.of(Stage.INDICATOR):
        indicator = thing.record
        if not isinstance(indicator, Indicator) or indicator.bands is None:
            continue
        rank = ranking(indicator)
        met, partly = rank(indicator.bands.met), rank(indicator.bands.partly)
        if met is None or partly is None or indicator.direction not in {"increase", "decrease"}:
            continue
        if partly >= met if indicator.direction == "increase" else partly <= met:
            for place in inner_records(thing, "bands"):
                related = (related_in(place, "met", "met"),)
                values = {key: written(place, key) for key in ("partly", "met")}
                yield found_in("EK309", thing, place, "partly", "", related, partly=values["partly"], met=values["met"])
