"""The overall judgement of goals: what is proposed from the evidence, and beside it what people concluded.

A proposal is arithmetic under a policy that the organisation has chosen, and never more than that. What it rests on
goes with it, so that it can always be told how it was reached.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from effektkedja.chain.build import Thing
from effektkedja.chain.reach import Reach
from effektkedja.followup.assessments import Concluded, assessments_at
from effektkedja.followup.delivery_state import DUE_STATES, State
from effektkedja.followup.indicators import ranking, read_indicator
from effektkedja.followup.look import Look, View
from effektkedja.followup.reviews import ReviewDay
from effektkedja.followup.status import Followed, deliveries_at, political_goals
from effektkedja.plan.model import Assessment, Indicator
from effektkedja.workspace.config import Policy, RatingPolicy

_HALVES = {"met": 2, "partly": 1, "not_met": 0}
"""How many halves of a thing hold; the worst last."""


@dataclass(frozen=True, slots=True)
class Part:
    """A delivery or an indicator that a proposal rests on."""

    thing: Thing
    rating: str
    """met, partly or not_met. A delivery is met or not."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The rating that a policy gives a goal, and what it rests on."""

    rules: RatingPolicy
    rating: str | None
    """met, partly, not_met, or not_assessed where there is nothing to go by; None where people alone decide."""
    deliveries: tuple[Part, ...]
    """Those under the goal that are due; what is cancelled or upcoming does not count."""
    indicators: tuple[Part, ...]
    """Those of the goal itself."""
    unknown: tuple[Thing, ...]
    """Indicators of the goal that lack a value or a target, so that they do not count."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All that counts."""
        return self.deliveries + self.indicators

    @property
    def failing(self) -> tuple[Thing, ...]:
        """What does not hold, or only partly."""
        return tuple(part.thing for part in self.parts if part.rating != "met")

    @property
    def halves(self) -> int:
        """How many halves of the parts hold, a partly met one being a half."""
        return halves_of(part.rating for part in self.parts)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is proposed for a goal at a review, and what people concluded."""

    goal: Thing
    proposal: Proposal
    concluded: Concluded | None
    review: ReviewDay | None
    """The review at which this is; None before the first of the goal's plan."""

    @property
    def is_final(self) -> bool:
        """Whether the review is about the outcome; before that the proposal tells how it looks so far."""
        return self.review is not None and self.review.is_final

    @property
    def assessment(self) -> Assessment | None:
        """What people concluded, as the plan says it."""
        return self.concluded.record if self.concluded else None


def judgements_of(view: View, deliveries: Iterable[Followed], rules: RatingPolicy) -> tuple[Judgement, ...]:
    """Give the judgements of all political goals at a review, from the deliveries of its status."""
    under: dict[Thing, list[Part]] = {}
    for delivery in deliveries:
        for goal in delivery.goals:
            under.setdefault(goal, []).extend(_parts(delivery))
    looks = ((look, political_goals(look.chain)) for look in view.looks)
    return tuple(judgement for look, goals in looks for judgement in _judgements(look, goals, under, rules))


def judgements_at(look: Look, goals: Sequence[Thing], rules: RatingPolicy) -> Iterator[Judgement]:
    """Give the judgement of each of these goals of a chain, of whatever level, in their order."""
    reach = Reach(look.chain, goals)
    under: dict[Thing, list[Part]] = {}
    for delivery in deliveries_at(look):
        for goal in reach.of(delivery.thing):
            under.setdefault(goal, []).extend(_parts(delivery))
    return _judgements(look, goals, under, rules)


def _parts(delivery: Followed) -> list[Part]:
    """Give what a delivery adds to the evidence: nothing while it is not due, or where it was cancelled."""
    if delivery.state not in DUE_STATES:
        return []
    return [Part(delivery.thing, "met" if delivery.state is State.DONE else "not_met")]


def _judgements(
    look: Look, goals: Sequence[Thing], under: Mapping[Thing, list[Part]], rules: RatingPolicy
) -> Iterator[Judgement]:
    said = assessments_at(look)
    for goal in goals:
        rated = {
            thing: rate_indicator(thing.record, look.day(thing.file), rules.policy)
            for thing in look.chain.measured.get(goal, ())
            if isinstance(thing.record, Indicator)
        }
        deliveries = tuple(under.get(goal, ()))
        indicators = tuple(Part(thing, rating) for thing, rating in rated.items() if rating is not None)
        unknown = tuple(thing for thing, rating in rated.items() if rating is None)
        rating = propose([part.rating for part in (*deliveries, *indicators)], rules)
        proposal = Proposal(rules, rating, deliveries, indicators, unknown)
        yield Judgement(goal, proposal, said.get(goal), look.review_of(goal.file))


def propose(ratings: Sequence[str], rules: RatingPolicy) -> str | None:
    """Give the rating of a goal from those of its parts.

    `all`: met only where every part is, else not met, as Helsinki binds its targets. `worst`: that of the worst part.
    `bands`: by the share that holds, as Helsingborg and Enköping rate theirs. `manual`: none.
    """
    if rules.policy is Policy.MANUAL:
        return None
    if not ratings:
        return "not_assessed"
    if rules.policy is Policy.ALL:
        return "met" if set(ratings) == {"met"} else "not_met"
    if rules.policy is Policy.WORST:
        return max(ratings, key=list(_HALVES).index)
    per_cent = 50 * halves_of(ratings)
    if per_cent >= rules.met * len(ratings):
        return "met"
    return "partly" if per_cent >= rules.partly * len(ratings) else "not_met"


def halves_of(ratings: Iterable[str]) -> int:
    """Give how many halves hold of things with these ratings."""
    return sum(_HALVES[rating] for rating in ratings)


def rate_indicator(indicator: Indicator, day: date, policy: Policy) -> str | None:
    """Give how far an indicator is where it should be, or None where that cannot be told.

    Its own bands go before its target; where everything must hold, the target goes before the bands.
    """
    reading = read_indicator(indicator, day)
    by_target = None if reading.achieved is None else "met" if reading.achieved else "not_met"
    by_bands = None if reading.outcome is None else _by_bands(indicator, reading.outcome.value)
    return (by_target or by_bands) if policy is Policy.ALL else (by_bands or by_target)


def _by_bands(indicator: Indicator, value: Decimal | str | None) -> str | None:
    rank, bands = ranking(indicator), indicator.bands
    reached = rank(value)
    met = rank(bands.met) if bands else None
    if bands is None or reached is None or met is None or indicator.direction == "maintain":
        return None
    partly = rank(bands.partly)
    if indicator.direction == "decrease":
        reached, met, partly = -reached, -met, None if partly is None else -partly
    if reached >= met:
        return "met"
    return "partly" if partly is not None and reached >= partly else "not_met"
