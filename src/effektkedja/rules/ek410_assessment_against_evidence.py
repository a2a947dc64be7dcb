"""EK410: a judgement against the evidence, without a word."""

from collections.abc import Iterable, Iterator
from datetime import date

from effektkedja.basics.diagnostic import Finding, Related
from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.stages import Stage
from effektkedja.chain.thread import reached_from
from effektkedja.followup.delivery_state import State, judge
from effektkedja.followup.indicators import reaches, target_of_year, value_of_year
from effektkedja.followup.moment import Moment
from effektkedja.followup.reviews import ReviewDay, Reviews
from effektkedja.plan.model import Assessment, Delivery, Indicator
from effektkedja.rules.findings import found_in, related_to
from effektkedja.rules.review_entries import assessments

_OPEN = frozenset({State.LATE, State.UNEXPLAINED, State.UNANSWERED})

MOST_RELATED = 20
"""Deliveries and indicators that are shown."""


def check(chain: Chain, moment: Moment) -> Iterator[Finding]:
    """Find the assessments without text that say met where something is missing, or not met where nothing is."""
    for place in assessments(chain):
        assessment = place.record
        if not isinstance(assessment, Assessment) or assessment.text:
            continue
        review = moment.reviews.named(place.file, assessment.review)
        target = chain.by_id.get(assessment.of)
        if review is None or target is None:
            continue
        key = "rating" if review.is_final else "forecast"
        rating = getattr(assessment, key)
        against, evidence = _evidence(chain, target, review, moment.reviews)
        if rating == "met" and against:
            related = tuple(_related(against))
            yield found_in("EK410", None, place, key, "", related, of=assessment.of)
        elif rating == "not_met" and evidence and not against:
            yield found_in("EK410", None, place, key, "not-met", of=assessment.of)


def _evidence(chain: Chain, target: Thing, review: ReviewDay, reviews: Reviews) -> tuple[list[Thing], list[Thing]]:
    """Give what speaks against a thing at a review, and all that speaks of it."""
    against, evidence = [], []
    day = min(review.day, reviews.as_of)
    for thing in reached_from([target], chain.causes):
        if thing.stage is Stage.DELIVERY and isinstance(thing.record, Delivery):
            own_review = reviews.in_question(thing.file, review)
            state = None if own_review is None else judge(thing.record, thing.file, reviews, own_review).state
            if state in _OPEN:
                against.append(thing)
            if state in _OPEN or state is State.DONE:
                evidence.append(thing)
    for thing in chain.measured.get(target, ()):
        achieved = _achieved(thing, review.day.year, day)
        if achieved is False:
            against.append(thing)
        if achieved is not None:
            evidence.append(thing)
    return against, evidence


def _achieved(thing: Thing, year: int, day: date) -> bool | None:
    """Tell whether an indicator reaches the target of a year, as far as it was measured by a day."""
    if not isinstance(thing.record, Indicator):
        return None
    target, value = target_of_year(thing.record, year), value_of_year(thing.record, year, day)
    return None if target is None or value is None else reaches(thing.record, value.value, target)


def _related(things: Iterable[Thing]) -> Iterator[Related]:
    for thing in list(things)[:MOST_RELATED]:
        yield related_to(thing, "indicator" if thing.stage is Stage.INDICATOR else "delivery", "id")
