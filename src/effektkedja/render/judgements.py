"""The overall judgement of goals: people's own, the proposal beside it, and how that was reached."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from effektkedja.basics.language import Catalogue
from effektkedja.followup.judgement import Judgement, Part, Proposal
from effektkedja.render.entries import Entry, Section
from effektkedja.render.figures import percent, told
from effektkedja.render.ratings import STYLES, RatingWords
from effektkedja.render.status_words import name_of, one_line
from effektkedja.workspace.config import Policy, RatingPolicy

MOST_NAMED = 10
"""Things that keep a goal from being met that are named; of others only the number is told."""

_SAID = ("successes", "challenges", "consequences")


class JudgementWords:
    """What is told of judgements, in the reader's language and with each organisation's words for ratings."""

    def __init__(self, catalogue: Catalogue, ratings: RatingWords) -> None:
        self._catalogue = catalogue
        self._ratings = ratings

    def text(self, key: str, **args: str | int | tuple[str, ...]) -> str:
        """Give a sentence about judgements."""
        return self._catalogue.text(f"judgement.{key}", **args)

    def lines(self, judgement: Judgement) -> tuple[str, ...]:
        """Tell what people rate and expect, what is proposed, and how that was reached."""
        people = "; ".join(text for text, _ in self.by_people(judgement))
        return (people, self.proposed(judgement)[0], *self.reached(judgement.proposal))

    def notes(self, judgement: Judgement) -> tuple[str, ...]:
        """Give what people have written of it."""
        said = judgement.assessment
        return (one_line(said.text),) if said is not None and said.text else ()

    def said(self, judgement: Judgement) -> tuple[Entry, ...]:
        """Give the successes, challenges and consequences that people see."""
        said = judgement.assessment
        keys = () if said is None else _SAID
        return tuple(
            Entry(self.text(key), lines=tuple(map(one_line, texts))) for key in keys if (texts := getattr(said, key))
        )

    def by_people(self, judgement: Judgement) -> list[tuple[str, str]]:
        """Give people's rating and forecast, each with its style; one sentence where there is neither."""
        said = judgement.assessment
        is_midway = judgement.review is not None and judgement.review.kind == "mid_term"
        forecast = "forecast-of-term" if is_midway else "forecast"
        pairs = [] if said is None else [("rating", said.rating), (forecast, said.forecast)]
        shown = [
            (f"{self.text(key)}: {self._ratings.signed(rating, judgement.goal.organisation)}", STYLES[rating])
            for key, rating in pairs
            if rating is not None
        ]
        return shown or [(self.text("nobody"), "quiet")]

    def proposed(self, judgement: Judgement) -> tuple[str, str]:
        """Give the proposed rating with its style."""
        rating = judgement.proposal.rating
        if rating is None:
            return self.text("no-proposal"), "quiet"
        key = "proposal" if judgement.is_final else "proposal-so-far"
        return f"{self.text(key)}: {self._ratings.signed(rating, judgement.goal.organisation)}", STYLES[rating]

    def reached(self, proposal: Proposal) -> Iterator[str]:
        """Tell how a proposal was reached: the evidence, what does not hold, and what cannot be told."""
        yield from self.counted(proposal)
        if proposal.failing:
            yield self.text("failing", names=self._named([thing.id for thing in proposal.failing]))
        if proposal.unknown:
            yield self.text("unknown", names=self._named([thing.id for thing in proposal.unknown]))

    def counted(self, proposal: Proposal) -> Iterator[str]:
        """Tell what a proposal rests on, in numbers."""
        if evidence := " ".join(self._evidence(proposal)):
            yield evidence
        else:
            yield self.text("no-evidence")
        if proposal.parts and proposal.rules.policy is Policy.BANDS:
            held, count = told(Decimal(proposal.halves) / 2, self._catalogue.language), len(proposal.parts)
            yield self.text("share", held=held, count=count, percent=percent(proposal.halves, 2 * count))

    def rule(self, rules: RatingPolicy) -> str:
        """Tell the policy under which ratings are proposed."""
        return self.text(f"policy.{rules.policy.value}", met=rules.met, partly=rules.partly)

    def _evidence(self, proposal: Proposal) -> Iterator[str]:
        if proposal.deliveries:
            yield self.text("deliveries", done=_met(proposal.deliveries), count=len(proposal.deliveries))
        if proposal.indicators:
            partly = sum(part.rating == "partly" for part in proposal.indicators)
            key = "indicators-partly" if partly else "indicators"
            yield self.text(key, met=_met(proposal.indicators), count=len(proposal.indicators), partly=partly)

    def _named(self, ids: Sequence[str]) -> tuple[str, ...]:
        shown = tuple(ids[:MOST_NAMED])
        more = len(ids) - len(shown)
        return (*shown, self.text("more", more=more)) if more else shown


def _met(parts: Sequence[Part]) -> int:
    return sum(part.rating == "met" for part in parts)


def judgement_section(judgements: Sequence[Judgement], say: JudgementWords) -> Section:
    """Give the judgements of some goals, below the policy under which ratings are proposed."""
    entries = tuple(
        Entry(name_of(one.goal), lines=say.lines(one), notes=say.notes(one), below=say.said(one)) for one in judgements
    )
    return Section(say.text("heading"), entries, (say.rule(judgements[0].proposal.rules),))


def proposal_fields(proposal: Proposal) -> dict[str, Any]:
    """Give a proposal and what it rests on for JSON."""
    rated = (("deliveries", proposal.deliveries), ("indicators", proposal.indicators))
    return {
        "policy": proposal.rules.policy,
        "rating": proposal.rating,
        **{key: [{"id": part.thing.id or None, "rating": part.rating} for part in parts] for key, parts in rated},
        "unknown": [thing.id or None for thing in proposal.unknown],
    }
