"""The overall judgement of goals: people's own, the proposal beside it, and how that was reached."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from effektkedja.basics.language import Catalogue
from effektkedja.followup.judgement import Judgement, Part, Proposal
from effektkedja.plan.model import Assessment
from effektkedja.render.figures import percent, told
from effektkedja.render.layout import Layout
from effektkedja.render.markdown import escaped
from effektkedja.render.ratings import STYLES, RatingWords
from effektkedja.render.status_words import one_line
from effektkedja.render.styled import Line, Piece, wrapped
from effektkedja.workspace.config import Policy, RatingPolicy

MOST_NAMED = 10
"""Things that keep a goal from being met that are named; of others only the number is told."""

_SAID = (("successes", "+"), ("challenges", "−"), ("consequences", "→"))


class JudgementWords:
    """What is told of judgements, in the reader's language and with each organisation's words for ratings."""

    def __init__(self, catalogue: Catalogue, ratings: RatingWords) -> None:
        self._catalogue = catalogue
        self._ratings = ratings

    def text(self, key: str, **args: str | int | tuple[str, ...]) -> str:
        """Give a sentence about judgements."""
        return self._catalogue.text(f"judgement.{key}", **args)

    def goal(self, judgement: Judgement) -> str:
        """Name a goal."""
        return f"{judgement.goal.id} {one_line(judgement.goal.title)}".strip()

    def by_people(self, judgement: Judgement) -> list[tuple[str, str]]:
        """Give people's rating and forecast, each with its style; one sentence where there is neither."""
        said = judgement.assessment
        pairs = [] if said is None else [("rating", said.rating), ("forecast", said.forecast)]
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
        if evidence := " ".join(self._evidence(proposal)):
            yield evidence
        else:
            yield self.text("no-evidence")
        if proposal.parts and proposal.rules.policy is Policy.BANDS:
            held, count = told(Decimal(proposal.halves) / 2, self._catalogue.language), len(proposal.parts)
            yield self.text("share", held=held, count=count, percent=percent(proposal.halves, 2 * count))
        if proposal.failing:
            yield self.text("failing", names=self._named([thing.id for thing in proposal.failing]))
        if proposal.unknown:
            yield self.text("unknown", names=self._named([thing.id for thing in proposal.unknown]))

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


Judged = tuple[Sequence[Judgement], JudgementWords]
"""Judgements, and the words in which they are told."""


def _met(parts: Sequence[Part]) -> int:
    return sum(part.rating == "met" for part in parts)


def judgement_lines(judgements: Sequence[Judgement], say: JudgementWords, layout: Layout) -> Iterator[Line]:
    """Give the judgements for a screen, below their heading."""
    if not judgements:
        return
    yield from layout.section(say.text("heading"))
    yield from layout.paragraph(say.rule(judgements[0].proposal.rules), "quiet")
    for judgement in judgements:
        yield from layout.paragraph(say.goal(judgement), "strong")
        for text, style in (*say.by_people(judgement), say.proposed(judgement)):
            yield from layout.paragraph(text, style, 2)
        for text in say.reached(judgement.proposal):
            yield from layout.paragraph(text, "quiet", 4)
        if judgement.assessment is not None:
            yield from _said(judgement.assessment, layout)


def _said(assessment: Assessment, layout: Layout) -> Iterator[Line]:
    if assessment.text:
        yield from layout.paragraph(one_line(assessment.text), indent=2)
    for key, sign in _SAID:
        for text in getattr(assessment, key):
            body: list[Line] = [[Piece(line)] for line in wrapped(one_line(text), layout.width, 4, 4)]
            yield from layout.beside(Piece(f"{sign} "), body, 2)


def judgement_markdown(judgements: Sequence[Judgement], say: JudgementWords) -> Iterator[str]:
    """Give the judgements as lines of Markdown, below their heading."""
    if not judgements:
        return
    yield from ("", f"## {say.text('heading')}", "", escaped(say.rule(judgements[0].proposal.rules)))
    for judgement in judgements:
        yield from ("", f"### {escaped(say.goal(judgement))}", "")
        for text, _ in (*say.by_people(judgement), say.proposed(judgement)):
            yield f"- {escaped(text)}"
        for text in say.reached(judgement.proposal):
            yield f"  - {escaped(text)}"
        said = judgement.assessment
        if said is None:
            continue
        if said.text:
            yield from ("", escaped(said.text))
        for key, _ in _SAID:
            if texts := getattr(said, key):
                yield from ("", f"{say.text(key)}:", "", *(f"- {escaped(text)}" for text in texts))
