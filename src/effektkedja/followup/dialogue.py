"""The sheet for a result dialogue on one goal: what was promised, done, measured and spent, and what is missing.

It puts side by side what the plan says, what was measured and what people concluded, and never says that one is the
cause of another.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from effektkedja.basics.diagnostic import Diagnostic
from effektkedja.chain.build import Thing
from effektkedja.chain.gaps import support_of
from effektkedja.chain.stages import Stage
from effektkedja.chain.thread import reached_from
from effektkedja.followup.changes import Changed, changes_at
from effektkedja.followup.conflicts import Weighed, conflicts_of
from effektkedja.followup.control import Threat, threats_at
from effektkedja.followup.delivery_state import State
from effektkedja.followup.dialogues import Decided, dialogues_at
from effektkedja.followup.improvements import Proposed, improvements_at
from effektkedja.followup.indicators import Trend
from effektkedja.followup.judgement import Judgement, judgements_at
from effektkedja.followup.look import Look
from effektkedja.followup.resources import PlanMoney, Use, plan_money_at, resources_of_goals
from effektkedja.followup.reviews import ReviewDay
from effektkedja.followup.status import (
    OPEN_QUESTIONS,
    TO_ACT_ON,
    Counts,
    Followed,
    Measured,
    assignments_at,
    deliveries_at,
    indicators_at,
)
from effektkedja.followup.surveys import Surveyed, surveys_at
from effektkedja.plan.model import Goal
from effektkedja.workspace.config import RatingPolicy

UNDER = (Stage.GOAL, Stage.LONG_TERM_EFFECT, Stage.EARLY_EFFECT, Stage.DELIVERY, Stage.ACTIVITY)
"""What a goal promises, from the goals below it down to the work."""


@dataclass(frozen=True, slots=True)
class Gauged:
    """An indicator on the goal or on something under it."""

    indicator: Measured
    of: tuple[Thing, ...]
    """What it measures, as far as that belongs to the goal."""
    delivered: tuple[Thing, ...]
    """Of an indicator that stands still: what is delivered under what it measures, unless somebody has to act."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All there is to tell of one goal at a review."""

    goal: Thing
    review: ReviewDay | None
    """The review by which the goal's plan is judged; None before its first."""
    as_of: date
    """The day from which that plan is seen."""
    under: dict[Stage, tuple[Thing, ...]]
    """What leads to the goal, by the stages of UNDER; the nearest first."""
    deliveries: tuple[Followed, ...]
    assignments: tuple[Followed, ...]
    indicators: tuple[Gauged, ...]
    """Those of the goal itself first."""
    surveys: tuple[Surveyed, ...]
    uses: tuple[Use, ...]
    """The money and hours of the activities under the goal."""
    plans: tuple[PlanMoney, ...]
    """The budgets of the plan of the goal and of those whose activities lead to it."""
    threats: tuple[Threat, ...]
    improvements: tuple[Proposed, ...]
    changes: tuple[Changed, ...]
    conflicts: tuple[Weighed, ...]
    decisions: tuple[Decided, ...]
    judgement: Judgement
    missing: tuple[Stage, ...]
    """What carries goals and does not carry this one."""
    diagnostics: tuple[Diagnostic, ...]
    """What the rules found about the goal and what belongs to it."""

    @property
    def record(self) -> Goal:
        """What the plan says of the goal."""
        record = self.goal.record
        assert isinstance(record, Goal)  # noqa: S101 (a sheet is about a goal)
        return record

    @property
    def counts(self) -> Counts:
        """How many deliveries there are in each state."""
        return Counts.of(one.state for one in self.deliveries)

    @property
    def has_open_questions(self) -> bool:
        """Whether a delivery under the goal is unanswered or unexplained."""
        return any(self.counts[state] for state in OPEN_QUESTIONS)


def sheet_of(goal: Thing, look: Look, rules: RatingPolicy, diagnostics: Iterable[Diagnostic] = ()) -> Sheet:
    """Give the sheet of a goal of the chain that is looked at, with what of these diagnostics belongs to it.

    Its rating is proposed under `rules`.
    """
    return _Desk(goal, look, rules).sheet(diagnostics)


class _Desk:
    """Where the sheet of one goal is put together."""

    def __init__(self, goal: Thing, look: Look, rules: RatingPolicy) -> None:
        self._rules = rules
        self._goal = goal
        self._look = look
        self._chain = look.chain
        self._under = reached_from([goal], look.chain.causes)
        measuring = (thing for one in self._under for thing in look.chain.measured.get(one, ()))
        self._belonging = self._under | dict.fromkeys(measuring)
        """What leads to the goal, the goal itself, and what measures any of it."""

    def sheet(self, diagnostics: Iterable[Diagnostic]) -> Sheet:
        """Give the sheet."""
        goal, look = self._goal, self._look
        deliveries = tuple(one for one in deliveries_at(look) if one.thing in self._under)
        resources = resources_of_goals(look, [goal])
        threats = tuple(one for one in threats_at(look) if self._concerns(one.threatens))
        improvements = tuple(one for one in improvements_at(look) if self._concerns(one.about))
        changes = tuple(one for one in changes_at(look) if self._concerns(one.affects))
        return Sheet(
            goal,
            look.review_of(goal.file),
            look.day(goal.file),
            {stage: tuple(self._under_at(stage)) for stage in UNDER},
            deliveries,
            tuple(one for one in assignments_at(look) if one.thing in self._under),
            tuple(self._indicators(deliveries)),
            tuple(one for one in surveys_at(look) if one.thing in self._belonging),
            resources[0].uses if resources else (),
            tuple(self._plans()),
            threats,
            improvements,
            changes,
            tuple(self._conflicts()),
            tuple(self._decisions()),
            next(judgements_at(look, [goal], self._rules)),
            support_of(goal, self._chain).missing,
            tuple(self._about(diagnostics, [*threats, *improvements, *changes])),
        )

    def _under_at(self, stage: Stage) -> Iterator[Thing]:
        return (thing for thing in self._under if thing.stage is stage and thing is not self._goal)

    def _concerns(self, things: Iterable[Thing]) -> bool:
        return any(thing in self._belonging for thing in things)

    def _indicators(self, deliveries: Sequence[Followed]) -> list[Gauged]:
        """Give the indicators that belong to the goal, those on the goal itself first."""
        found = []
        for indicator in indicators_at(self._look):
            of = tuple(thing for thing in self._chain.concerned.get(indicator.thing, ()) if thing in self._under)
            if of:
                still = indicator.reading.trend is Trend.SAME
                found.append(Gauged(indicator, of, self._delivered(of, deliveries) if still else ()))
        return sorted(found, key=lambda one: self._goal not in one.of)

    def _delivered(self, things: Sequence[Thing], deliveries: Sequence[Followed]) -> tuple[Thing, ...]:
        below = reached_from(things, self._chain.causes)
        there = [one for one in deliveries if one.thing in below]
        if any(one.state in TO_ACT_ON for one in there):
            return ()
        return tuple(one.thing for one in there if one.state is State.DONE)

    def _plans(self) -> Iterator[PlanMoney]:
        files = {self._goal.file, *(thing.file for thing in self._under_at(Stage.ACTIVITY))}
        return (money for money in plan_money_at(self._look) if money.file in files)

    def _conflicts(self) -> Iterator[Weighed]:
        for conflict in conflicts_of(self._chain):
            if any(thing in self._under for thing in conflict.between):
                yield conflict

    def _decisions(self) -> Iterator[Decided]:
        """Give what was decided in earlier dialogues on the goal."""
        return (
            decided for held in dialogues_at(self._look) if self._concerns(held.about) for decided in held.decisions
        )

    def _about(
        self, diagnostics: Iterable[Diagnostic], others: Iterable[Threat | Proposed | Changed]
    ) -> Iterator[Diagnostic]:
        files = {file.name for file in self._chain.files}
        ids = {thing.id for thing in self._belonging if thing.id} | {one.thing.id for one in others if one.thing.id}
        for diagnostic in diagnostics:
            finding = diagnostic.finding
            of_goal = dict(finding.args).get("of") == self._goal.id  # what is said of an assessment
            if finding.file in files and (finding.id in ids or (of_goal and finding.id is None)):
                yield diagnostic
