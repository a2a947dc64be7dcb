"""The questions of a result dialogue: each follows from a state or a finding, and says from which.

They ask; they never answer. That something was delivered and something else was measured is said side by side, never
that the one is the cause of the other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from effektkedja.basics.diagnostic import Diagnostic, Finding
from effektkedja.chain.build import Thing
from effektkedja.chain.stages import Stage
from effektkedja.followup.control import Outcome
from effektkedja.followup.delivery_state import State
from effektkedja.followup.dialogue import Sheet
from effektkedja.followup.indicators import Trend
from effektkedja.followup.resources import Quantity
from effektkedja.followup.status import Followed, organisation_name
from effektkedja.plan.model import Outcome as Value
from effektkedja.plan.model import Target
from effektkedja.plan.values import Period

MOST_QUESTIONS = 12
"""Questions on one sheet."""
MOST_OF_A_KIND = 3
"""Questions of one kind, so that thirty late deliveries leave room for others."""
CLUSTER = 5
"""Complaints and opinions that wait for an answer, from which they are asked about."""

Fact = str | int | Decimal | Period | Quantity | Thing | tuple[Thing, ...] | Value | Target
_CRITICAL = frozenset({"complaint", "opinion"})


@dataclass(frozen=True, slots=True)
class Question:
    """Something to talk about."""

    kind: str
    """Which question it is; the words are made where it is shown."""
    about: tuple[Thing, ...]
    facts: tuple[tuple[str, Fact], ...]
    """What the words of the question and of its reason name."""
    finding: Finding | None = None
    """The finding that it follows from, where it follows from one."""


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of a sheet, the most pressing first."""

    asked: tuple[Question, ...]
    left_out: int
    """How many more there would be."""


def questions_of(sheet: Sheet) -> Questions:
    """Give the questions that follow from a sheet: at most MOST_QUESTIONS, at most MOST_OF_A_KIND of a kind."""
    asked: list[Question] = []
    found = 0
    for ask in _IN_ORDER:
        questions = list(ask(sheet))
        found += len(questions)
        asked += islice(questions, MOST_OF_A_KIND)
    return Questions(tuple(asked[:MOST_QUESTIONS]), found - len(asked[:MOST_QUESTIONS]))


def _question(kind: str, *about: Thing, finding: Finding | None = None, **facts: Fact) -> Question:
    if about:
        facts.setdefault("thing", about[0])
    return Question(kind, about, tuple(facts.items()), finding)


def _in_state(sheet: Sheet, state: State) -> list[Followed]:
    """Give the deliveries in a state, those due first before the others."""
    found = [one for one in sheet.deliveries if one.state is state]
    return sorted(found, key=lambda one: one.due.last if one.due else date.max)


def _findings(sheet: Sheet, code: str) -> Iterator[Diagnostic]:
    return (diagnostic for diagnostic in sheet.diagnostics if diagnostic.finding.code == code)


def _judgement_against_evidence(sheet: Sheet) -> Iterator[Question]:
    for diagnostic in _findings(sheet, "EK410"):
        if dict(diagnostic.finding.args).get("of") == sheet.goal.id:
            yield _question("judgement", sheet.goal, finding=diagnostic.finding)


def _unanswered(sheet: Sheet) -> Iterator[Question]:
    for one in _in_state(sheet, State.UNANSWERED):
        if one.due is not None:
            kind = "unanswered" if one.owner else "unanswered-unowned"
            yield _question(kind, one.thing, due=one.due, owner=one.owner or "")


def _unexplained(sheet: Sheet) -> Iterator[Question]:
    for one in _in_state(sheet, State.UNEXPLAINED):
        if one.due is not None:
            yield _question("unexplained", one.thing, due=one.due)


def _late(sheet: Sheet) -> Iterator[Question]:
    for one in _in_state(sheet, State.LATE):
        if one.due is not None:
            yield _question("late", one.thing, due=one.due)


def _without_work(sheet: Sheet) -> Iterator[Question]:
    if Stage.ACTIVITY in sheet.missing:
        yield _question("no-activity", sheet.goal)
    elif Stage.DELIVERY in sheet.missing:
        yield _question("no-delivery", sheet.goal)


def _over_budget(sheet: Sheet) -> Iterator[Question]:
    for plan in sheet.plans:
        if plan.forecast is not None and plan.amount is not None and plan.forecast > plan.amount:
            yield _question(
                "over-budget",
                organisation=organisation_name(plan.file) or plan.file.name,
                forecast=Quantity(plan.forecast, plan.unit),
                deviation=Quantity(plan.forecast - plan.amount, plan.unit),
                budget=Quantity(plan.amount, plan.unit),
            )


def _overspent(sheet: Sheet) -> Iterator[Question]:
    activities = {activity.id: activity for activity in sheet.under[Stage.ACTIVITY] if activity.id}
    for diagnostic in _findings(sheet, "EK502"):
        if diagnostic.finding.id in activities:
            yield _question("overspent", activities[diagnostic.finding.id or ""], finding=diagnostic.finding)


def _uncontrolled(sheet: Sheet) -> Iterator[Question]:
    for threat in sheet.threats:
        if threat.is_great and not threat.controls:
            yield _question("no-control", threat.thing, value=threat.value or 0)


def _controls(sheet: Sheet, outcome: Outcome) -> Iterator[Question]:
    for threat in sheet.threats:
        for control in threat.controls:
            if control.outcome is outcome:
                yield _question(f"control-{outcome.value}", threat.thing, control=control.record.title)


def _controls_not_carried_out(sheet: Sheet) -> Iterator[Question]:
    return _controls(sheet, Outcome.NOT_CARRIED_OUT)


def _controls_not_reported(sheet: Sheet) -> Iterator[Question]:
    return _controls(sheet, Outcome.NOT_REPORTED)


def _controls_with_deviation(sheet: Sheet) -> Iterator[Question]:
    return _controls(sheet, Outcome.DEVIATION)


def _worsening(sheet: Sheet) -> Iterator[Question]:
    for one in sheet.indicators:
        reading = one.indicator.reading
        if reading.trend is Trend.WORSE and reading.outcome is not None:
            yield _question("worsening", one.indicator.thing, value=reading.outcome)


def _standing_still(sheet: Sheet) -> Iterator[Question]:
    for one in sheet.indicators:
        outcome = one.indicator.reading.outcome
        if one.delivered and outcome is not None:
            yield _question("still", one.indicator.thing, *one.delivered, delivered=one.delivered, value=outcome)


def _missed(sheet: Sheet) -> Iterator[Question]:
    """Ask about targets of periods that are over; of what got worse it is asked already."""
    for one in sheet.indicators:
        reading = one.indicator.reading
        if reading.achieved is not False or reading.trend is Trend.WORSE or not reading.target or not reading.outcome:
            continue
        if reading.target.period is not None and reading.target.period.last <= sheet.as_of:
            yield _question("missed", one.indicator.thing, value=reading.outcome, target=reading.target)


def _unmeasured(sheet: Sheet) -> Iterator[Question]:
    if Stage.INDICATOR in sheet.missing:
        yield _question("unmeasured", sheet.goal)


def _complaints(sheet: Sheet) -> Iterator[Question]:
    waiting = [one for one in sheet.improvements if one.is_open and one.record.kind in _CRITICAL]
    count = sum(one.record.count for one in waiting)
    if count >= CLUSTER:
        most = max(waiting, key=lambda one: one.record.count)
        things = tuple(one.thing for one in waiting)
        yield _question("complaints", *things, thing=most.thing, count=count, most=most.record.count)


def _overdue_decisions(sheet: Sheet) -> Iterator[Question]:
    for one in sheet.decisions:
        if one.is_due and one.record.due is not None:
            yield _question("decision", one.dialogue, text=one.record.text, due=one.record.due)


def _undecided(sheet: Sheet) -> Iterator[Question]:
    for change in sheet.changes:
        if change.is_undecided:
            yield _question("undecided", change.thing)


def _unweighed(sheet: Sheet) -> Iterator[Question]:
    for conflict in sheet.conflicts:
        if not conflict.comment:
            yield _question("conflict", *conflict.between, things=conflict.between)


def _outlook(sheet: Sheet) -> Iterator[Question]:
    """Ask about what people say themselves: at a final review of the outcome, else of the forecast."""
    if sheet.judgement.assessment is None or sheet.review is None:
        return
    key = "rating" if sheet.review.is_final else "forecast"
    judged = getattr(sheet.judgement.assessment, key)
    if judged in {"partly", "not_met"}:
        yield _question(f"{key}-{judged.replace('_', '-')}", sheet.goal)


def _unassessed(sheet: Sheet) -> Iterator[Question]:
    if sheet.judgement.assessment is None and sheet.review is not None:
        yield _question("unassessed", sheet.goal)


def _women_and_men(sheet: Sheet) -> Iterator[Question]:
    for one in sheet.indicators:
        women, men = one.indicator.women, one.indicator.men
        if women and men and women.period == men.period and women.value != men.value:
            yield _question("gender", one.indicator.thing, women=women, men=men)


def _outdated(sheet: Sheet) -> Iterator[Question]:
    indicators = {one.indicator.thing.id: one.indicator.thing for one in sheet.indicators}
    for diagnostic in _findings(sheet, "EK307"):
        if diagnostic.finding.id in indicators:
            yield _question("outdated", indicators[diagnostic.finding.id or ""], finding=diagnostic.finding)


_IN_ORDER: tuple[Callable[[Sheet], Iterator[Question]], ...] = (
    _judgement_against_evidence,
    _unanswered,
    _unexplained,
    _late,
    _without_work,
    _over_budget,
    _overspent,
    _uncontrolled,
    _controls_not_carried_out,
    _controls_not_reported,
    _controls_with_deviation,
    _worsening,
    _standing_still,
    _missed,
    _unmeasured,
    _complaints,
    _overdue_decisions,
    _undecided,
    _unweighed,
    _outlook,
    _unassessed,
    _women_and_men,
    _outdated,
)
"""The most pressing first."""
