"""A report in short, in plain words: what every sentence says can be counted in the report itself."""

from collections import Counter
from collections.abc import Iterator, Sequence

from effektkedja.chain.stages import Stage
from effektkedja.followup.control import Outcome, Threat
from effektkedja.followup.delivery_state import State
from effektkedja.followup.look import View
from effektkedja.followup.resources import PlanMoney
from effektkedja.followup.status import Status
from effektkedja.render.figures import percent
from effektkedja.render.resource_words import quantity
from effektkedja.report.kinds import Kind
from effektkedja.report.model import Overview, StateCount, Summary
from effektkedja.report.words import Words

_RATINGS = ("met", "partly", "not_met")


def summary_of(
    kind: Kind,
    view: View,
    status: Status,
    overview: Sequence[Overview],
    plans: Sequence[PlanMoney],
    threats: Sequence[Threat],
    words: Words,
) -> Summary:
    """Give the summary of a report."""
    if kind.is_plan:
        return Summary(tuple(_of_plan(view, status, plans, threats, words)), (), tuple(overview), ())
    judged = _judged(kind, overview)
    topics = (
        _of_goals(judged, overview, words),
        _of_deliveries(status, words),
        _of_indicators(status, words),
        _of_money(plans, words),
        _of_risks(threats, words),
    )
    sentences = filter(None, (" ".join(topic) for topic in topics))
    states = [
        StateCount(words.state(state), status.counts[state], words.catalogue.text(f"status.means.{state.value}"))
        for state in State
    ]
    return Summary(
        tuple(sentences), tuple(states) if status.counts.all else (), tuple(overview), tuple(_columns(judged, overview))
    )


def _of_plan(
    view: View, status: Status, plans: Sequence[PlanMoney], threats: Sequence[Threat], words: Words
) -> Iterator[str]:
    stages = Counter(thing.stage for look in view.looks for thing in look.chain.nodes)
    effects = stages[Stage.EARLY_EFFECT] + stages[Stage.LONG_TERM_EFFECT]
    counts = (
        ("goals", stages[Stage.GOAL]),
        ("activities", stages[Stage.ACTIVITY]),
        ("deliveries", stages[Stage.DELIVERY]),
        ("effects", effects),
        ("indicators", len(status.indicators)),
    )
    told = tuple(words.text(f"count.{key}", count=count) for key, count in counts if count)
    if told:
        yield words.text("summary.plan", counts=told)
    with_target = sum(one.reading.target is not None for one in status.indicators)
    if status.indicators and with_target == len(status.indicators):
        yield words.text("summary.targets-all", count=with_target)
    elif status.indicators:
        yield words.text("summary.targets", count=with_target, all=len(status.indicators))
    for plan in plans:
        if plan.amount is not None and len(plans) == 1:
            yield words.text("summary.budget", amount=quantity(plan.amount, plan.unit, words.catalogue))
    if threats:
        yield " ".join(_of_known(threats, words))


def _of_goals(judged: Sequence[str], overview: Sequence[Overview], words: Words) -> Iterator[str]:
    """Tell how people judge the political goals, in what matters most."""
    if not overview:
        return
    if not judged:
        yield words.text("summary.nobody", count=len(overview))
        return
    key = judged[0]
    ratings = Counter(mark.key for one in overview if (mark := getattr(one, key)))
    said = [words.text(f"summary.{key}.{rating}", count=ratings[rating]) for rating in _RATINGS if ratings[rating]]
    if nobody := len(overview) - sum(ratings[rating] for rating in _RATINGS):
        said.append(words.text("summary.unjudged", count=nobody))
    yield words.text(f"summary.{key}.goals", count=len(overview), said=tuple(said))


def _judged(kind: Kind, overview: Sequence[Overview]) -> tuple[str, ...]:
    """Give which of rating and forecast there are to tell, as long as the year lasts the forecast first."""
    forecast = ("forecast",) if any(one.forecast for one in overview) and not kind.is_final else ()
    rated = any(one.rating and (one.rating.key != "not_assessed" or not forecast) for one in overview)
    return (*forecast, *(("rating",) if rated else ()))


def _columns(judged: Sequence[str], overview: Sequence[Overview]) -> Iterator[str]:
    yield from judged
    told = {
        "proposal": any(one.proposal for one in overview),
        "delivered": any(one.delivered.due for one in overview),
        "indicators-met": any(one.measured for one in overview),
    }
    yield from (key for key, is_told in told.items() if is_told)


def _of_deliveries(status: Status, words: Words) -> Iterator[str]:
    counts = status.counts
    if not counts.all:
        return
    if counts.due:
        share = percent(counts.done, counts.due)
        yield words.text("summary.delivered", done=counts.done, count=counts.due, percent=share)
        lacking = tuple(
            words.text(f"summary.state.{state.value}", count=counts[state])
            for state in (State.LATE, State.UNEXPLAINED, State.UNANSWERED)
            if counts[state]
        )
        if lacking:
            yield words.text("summary.lacking", states=lacking)
    else:
        yield words.text("summary.nothing-due", count=counts.all)
        return
    rest = tuple(
        words.text(f"summary.state.{state.value}", count=counts[state])
        for state in (State.UPCOMING, State.CANCELLED)
        if counts[state]
    )
    if rest:
        yield words.text("summary.lacking", states=rest)


def _of_indicators(status: Status, words: Words) -> Iterator[str]:
    if not status.indicators:
        return
    known = [one.reading for one in status.indicators if one.reading.achieved is not None]
    if known:
        achieved = sum(bool(reading.achieved) for reading in known)
        yield words.text("summary.achieved", achieved=achieved, count=len(known))
    trends = Counter(one.reading.trend.value for one in status.indicators if one.reading.trend)
    said = tuple(
        words.text(f"summary.trend.{key}", count=trends[key]) for key in ("better", "same", "worse") if trends[key]
    )
    if said:
        yield words.text("summary.trends", said=said)


def _of_money(plans: Sequence[PlanMoney], words: Words) -> Iterator[str]:
    known = [plan for plan in plans if plan.deviation is not None]
    over = sum(plan.deviation is not None and plan.deviation > 0 for plan in known)
    if len(known) == 1:
        yield words.text("summary.over" if over else "summary.within")
    elif known:
        yield words.text("summary.budgets", count=len(known), within=len(known) - over)


def _of_known(threats: Sequence[Threat], words: Words) -> Iterator[str]:
    """Tell how many risks there are, and how many of them are great."""
    great = sum(threat.is_great for threat in threats)
    yield words.text("summary.risks", count=len(threats))
    if len(threats) == 1:
        yield words.text("summary.great.only" if great else "summary.great.not")
    else:
        yield words.text("summary.great.some", count=great) if great else words.text("summary.great.none")


def _of_risks(threats: Sequence[Threat], words: Words) -> Iterator[str]:
    if not threats:
        return
    yield from _of_known(threats, words)
    outcomes = Counter(control.outcome for threat in threats for control in threat.controls)
    said = tuple(
        words.text(f"summary.control.{outcome.value}", count=outcomes[outcome])
        for outcome in (Outcome.DEVIATION, Outcome.NOT_CARRIED_OUT, Outcome.NOT_REPORTED)
        if outcomes[outcome]
    )
    if said:
        yield words.text("summary.controls", said=said)
