"""Putting a report together: what the plans say, what was measured and what people concluded, at one review."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from effektkedja.chain.build import Thing
from effektkedja.chain.stages import Stage
from effektkedja.followup.changes import changes_at
from effektkedja.followup.conflicts import conflicts_of
from effektkedja.followup.control import Threat, highest_first, threats_at
from effektkedja.followup.dialogues import dialogues_at
from effektkedja.followup.improvements import improvements_at
from effektkedja.followup.judgement import Judgement, judgements_at
from effektkedja.followup.look import Look, View
from effektkedja.followup.resources import plan_money_at, resources_of_goals, uses_of_activities
from effektkedja.followup.since import since_last_review
from effektkedja.followup.status import Followed, Measured, political_goals, status_of
from effektkedja.followup.surveys import surveys_at
from effektkedja.render.control_words import improvement_counts
from effektkedja.render.judgements import JudgementWords
from effektkedja.render.status_words import by_owner
from effektkedja.report.goals import Goals, Tellers, deliveries_in_order, organisation_of, uses_told
from effektkedja.report.indicators import Indicators
from effektkedja.report.judging import Judgements
from effektkedja.report.kinds import PARTS, Kind, Part, first_day_shown
from effektkedja.report.model import (
    Activity,
    Area,
    Assignment,
    Delivery,
    Indicator,
    Overview,
    Report,
    Since,
    Slice,
    Text,
    ToDo,
    Use,
)
from effektkedja.report.news import since_told
from effektkedja.report.places import Places
from effektkedja.report.slices import Draw, Slices
from effektkedja.report.summary import summary_of
from effektkedja.report.surroundings import Surroundings
from effektkedja.report.terms import glossaries
from effektkedja.report.title import organisations_of, title_of
from effektkedja.report.words import Words
from effektkedja.report.work import Work
from effektkedja.workspace.config import RatingPolicy

Found = TypeVar("Found")


def report_of(
    view: View, kind: Kind, words: Words, say: JudgementWords, rules: RatingPolicy, draw: Draw | None = None
) -> Report:
    """Give the report on chains at a review. Ratings are proposed under `rules`; `draw` draws parts of a chain."""
    return _Desk(view, kind, words, say, rules, draw).report()


class _Desk:
    """Where one report is put together."""

    def __init__(
        self, view: View, kind: Kind, words: Words, say: JudgementWords, rules: RatingPolicy, draw: Draw | None
    ) -> None:
        self._view = view
        self._kind = kind
        self._words = words
        self._say = say
        self._rules = rules
        self._draw = draw
        self._parts = [part for part in PARTS[kind] if not (words.is_public and part is Part.DIALOGUES)]
        self._status = status_of(view)
        self._places = Places(words)
        self._work = Work(words, self._places, planned=kind.is_plan)
        self._around = Surroundings(words, self._places, planned=kind.is_plan)
        self._indicators = Indicators(words, self._places, first_day_shown(kind, view), planned=kind.is_plan)
        self._overview: list[Overview] = []
        self._outside: list[Slice] = []
        self._has_breaks = False

    def report(self) -> Report:
        """Give the report."""
        view, kind, words, around = self._view, self._kind, self._words, self._around
        areas = tuple(area for look in view.looks for area in self._areas(look))
        policy = None if kind.is_plan else self._say.rule(self._rules)
        organisation, organisations = organisations_of(view, words)
        plans = self._all(plan_money_at)
        improvements = self._wanted(Part.IMPROVEMENTS, improvements_at)
        visions = [thing for look in view.looks for thing in look.chain.of(Stage.VISION)]
        report = Report(
            kind=kind,
            language=words.catalogue.language,
            is_public=words.is_public,
            title=title_of(kind, view, words),
            organisation=organisation,
            organisations=organisations,
            review=None if kind.is_plan or view.review is None else view.review.id,
            review_title=self._review_title(),
            is_midway=view.review is not None and view.review.kind == "mid_term",
            day=words.day(view.as_of),
            as_of=view.as_of,
            visions=tuple(self._places.take(thing) for thing in visions),
            parts=(),
            places=frozenset(),
            policy=policy,
            summary=summary_of(kind, view, self._status, self._overview, plans, self._threats, words),
            to_do=tuple(self._to_do()),
            since=self._since(),
            areas=areas,
            deliveries=tuple(self._deliveries[one.thing] for one in self._deliveries_in_order()),
            activities=tuple(self._activities()),
            assignments=tuple(self._assignments()),
            indicators=tuple(self._other_indicators()),
            surveys=tuple(map(around.survey, self._all(surveys_at))),
            budgets=tuple(map(around.budget, plans)),
            uses=tuple(self._uses()),
            risks=tuple(map(around.risk, self._threats)),
            risk_scale=words.text("risk-scale", limit=self._threats[0].limit) if self._threats else "",
            dialogues=tuple(map(around.dialogue, self._wanted(Part.DIALOGUES, dialogues_at))),
            improvements=tuple(map(around.improvement, improvements)),
            improvement_counts=improvement_counts(improvements, words.catalogue),
            changes=tuple(map(around.change, self._wanted(Part.CHANGES, changes_at))),
            conflicts=tuple(around.conflict(one) for look in view.looks for one in conflicts_of(look.chain)),
            outside=Slice(
                tuple(branch for one in self._outside for branch in one.branches),
                sum(one.more for one in self._outside),
                None,
            ),
            outside_lead=words.text("label.outside" if self._has_breaks else "label.outside-goals"),
            glossaries=glossaries(kind, view, policy, words),
        )
        return replace(report, parts=tuple(filter(report.has, self._parts)), places=self._places.taken)

    def _review_title(self) -> Text | None:
        review = self._view.review
        if self._kind.is_plan or review is None or review.title is None or review.place is None:
            return None
        return self._words.written(review.title, review.place)

    # The chains, one by one

    def _areas(self, look: Look) -> Iterator[Area]:
        """Tell of the goals of a chain, and keep what its summary needs."""
        chain, words = look.chain, self._words
        judged = {one.goal: one for one in judgements_at(look, list(chain.of(Stage.GOAL)), self._rules)}
        followed = {**self._followed, **{one.thing: one for one in self._status.assignments}}
        slices = Slices(chain, words, self._places, followed, self._kind.is_plan, self._draw)
        tellers = Tellers(words, self._places, Judgements(words, self._places, self._say), self._indicators, slices)
        under = {thing: (one, self._deliveries[thing]) for thing, one in self._followed.items()}
        goals = Goals(look, self._kind, tellers, judged, under, self._measured)
        yield from goals.areas()
        self._overview += (self._line(goal, goals, judged[goal]) for goal in goals.by_level if goal.is_political_goal)
        self._outside.append(slices.of_rest(goals.told))
        self._has_breaks |= slices.has_breaks(goals.told)

    def _line(self, goal: Thing, goals: Goals, judged: Judgement) -> Overview:
        proposal, made = judged.proposal, judged.assessment
        planned = self._kind.is_plan
        return Overview(
            self._places.name(goal),
            organisation_of(goal, self._words),
            None if planned or made is None else self._words.rating(made.rating, goal.organisation),
            None if planned or made is None else self._words.rating(made.forecast, goal.organisation),
            None if planned else self._words.rating(proposal.rating, goal.organisation),
            goals.delivered(goal),
            sum(part.rating == "met" for part in proposal.indicators),
            len(proposal.indicators),
        )

    # What is told of all chains together

    def _to_do(self) -> Iterator[ToDo]:
        """Give what somebody has to act on, by owner."""
        if self._kind.is_plan:
            return
        for owner, deliveries in by_owner(self._status):
            role = self._words.role(owner, deliveries[0].thing)
            yield ToDo(role, tuple(self._deliveries[one.thing] for one in deliveries))

    def _since(self) -> Since | None:
        if Part.SINCE not in self._parts:
            return None
        news = [since_last_review(look) for look in self._view.looks]
        return since_told(news, self._words, self._places)

    def _activities(self) -> Iterator[Activity]:
        if Part.ACTIVITIES not in self._parts:
            return
        for look in self._view.looks:
            uses = uses_of_activities(look)
            for thing in look.chain.of(Stage.ACTIVITY):
                yield self._work.activity(thing, uses.get(thing, ()), look.chain)

    def _assignments(self) -> Iterator[Assignment]:
        chains = {file: look.chain for look in self._view.looks for file in look.chain.files}
        return (self._work.assignment(one, chains[one.thing.file]) for one in self._status.assignments)

    def _other_indicators(self) -> Iterator[Indicator]:
        """Tell of the indicators that no area, goal or effect has told of."""
        for look in self._view.looks:
            for thing in look.chain.of(Stage.INDICATOR):
                if thing in self._measured and not self._places.is_taken(thing):
                    yield self._indicators.tell(self._measured[thing], look.chain.concerned.get(thing, ()))

    def _uses(self) -> Iterator[Use]:
        for look in self._view.looks:
            for one in resources_of_goals(look, political_goals(look.chain)):
                if lines := uses_told(one.uses, self._words, self._kind):
                    yield Use(self._places.name(one.goal), lines)

    def _deliveries_in_order(self) -> Iterable[Followed]:
        deliveries = self._status.deliveries
        return deliveries if self._kind.is_plan else deliveries_in_order(deliveries)

    @cached_property
    def _followed(self) -> dict[Thing, Followed]:
        return {one.thing: one for one in self._status.deliveries}

    @cached_property
    def _deliveries(self) -> dict[Thing, Delivery]:
        return {thing: self._work.delivery(one) for thing, one in self._followed.items()}

    @cached_property
    def _measured(self) -> dict[Thing, Measured]:
        return {one.thing: one for one in self._status.indicators}

    @cached_property
    def _threats(self) -> list[Threat]:
        return highest_first(self._all(threats_at))

    def _all(self, at: Callable[[Look], list[Found]]) -> list[Found]:
        return [one for look in self._view.looks for one in at(look)]

    def _wanted(self, part: Part, at: Callable[[Look], list[Found]]) -> list[Found]:
        return self._all(at) if part in self._parts else []
