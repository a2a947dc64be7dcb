"""EK305: a target on the wrong side of the baseline."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, inner_records
from effektkedja.chain.stages import Stage
from effektkedja.followup.indicators import Rank, is_of_total, ranking
from effektkedja.plan.model import Indicator, Target
from effektkedja.rules.findings import found_in, related_in, written


def check(chain: Chain) -> Iterator[Finding]:
    """Find each target that lies against the direction of its indicator, or outside its own bounds."""
    for thing in chain.of(Stage.INDICATOR):
        indicator = thing.record
        if not isinstance(indicator, Indicator):
            continue
        rank = ranking(indicator)
        baselines = inner_records(thing, "baseline")
        for place in inner_records(thing, "targets"):
            target = place.record
            if not isinstance(target, Target) or not is_of_total(target):
                continue
            if indicator.direction == "maintain":
                if _is_out_of_bounds(target, rank):
                    yield found_in("EK305", thing, place, "value", "bounds", value=written(place, "value"))
            elif indicator.baseline and is_of_total(indicator.baseline) and _is_against(indicator, target, rank):
                related = tuple(related_in(baseline, "baseline", "value") for baseline in baselines)
                variant = indicator.direction or ""
                start = written(baselines[0], "value")
                yield found_in(
                    "EK305", thing, place, "value", variant, related, value=written(place, "value"), baseline=start
                )


def _is_against(indicator: Indicator, target: Target, rank: Rank) -> bool:
    start = rank(indicator.baseline.value) if indicator.baseline else None
    wanted = rank(target.value)
    if start is None or wanted is None:
        return False
    return wanted < start if indicator.direction == "increase" else indicator.direction == "decrease" and wanted > start


def _is_out_of_bounds(target: Target, rank: Rank) -> bool:
    wanted, low, high = rank(target.value), rank(target.min), rank(target.max)
    if wanted is None:
        return False
    return (low is not None and wanted < low) or (high is not None and wanted > high)
