"""The sheet for a result dialogue as sections of entries, the same for a screen and for Markdown."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from effektkedja.basics.diagnostic import Diagnostic
from effektkedja.basics.language import Catalogue
from effektkedja.chain.build import Thing
from effektkedja.chain.stages import Stage
from effektkedja.followup.conflicts import Weighed
from effektkedja.followup.delivery_state import State
from effektkedja.followup.dialogue import UNDER, Gauged, Sheet
from effektkedja.followup.dialogues import Decided
from effektkedja.followup.questions import Questions
from effektkedja.followup.status import TO_ACT_ON, Followed, organisation_name
from effektkedja.followup.surveys import Surveyed
from effektkedja.plan.model import LongTermEffect, SurveyResult
from effektkedja.render.control_words import change_entry, ids, improvement_entry, threat_entry
from effektkedja.render.entries import Entry, Section
from effektkedja.render.figures import percent, sparkline, told
from effektkedja.render.indicator_words import indicator_name, others, steps, women_and_men
from effektkedja.render.judgements import JudgementWords
from effektkedja.render.question_words import asked, reason
from effektkedja.render.resource_words import plan_entry, uses_entry
from effektkedja.render.status_words import (
    STATE_STYLES,
    TREND_SIGNS,
    TREND_STYLES,
    dated,
    name_of,
    one_line,
    state_word,
    trend_word,
    value_word,
)

MOST_SHOWN = 12
"""Things of one sort that a sheet names; how many more there are is told."""
MOST_PROMISED = 6
"""Goals or effects of one stage that it names."""
_ORDER = (*TO_ACT_ON, State.DONE, State.UPCOMING, State.CANCELLED)
_TOLD_ELSEWHERE = frozenset({"EK209", "EK301", "EK402", "EK403"})
"""Findings that the sheet tells of in its own words: what carries the goal, and the answers for its deliveries."""


def facts_of(sheet: Sheet, catalogue: Catalogue) -> str:
    """Tell in one line what kind of goal it is, and whose."""
    record, text = sheet.record, catalogue.text
    facts = [text("dialogue.level", level=value_word("level", record.level, catalogue))] if record.level else []
    if record.perspective:
        facts.append(text("dialogue.perspective", perspective=value_word("perspective", record.perspective, catalogue)))
    if record.effect_goal:
        facts.append(text("scorecard.effect-goal"))
    facts += [one_line(fact) for fact in (organisation_name(sheet.goal.file), record.owner) if fact]
    return " · ".join(facts)


def sections_of(sheet: Sheet, questions: Questions, say: JudgementWords, catalogue: Catalogue) -> Iterator[Section]:
    """Give the sections of a sheet; those with nothing to tell are left out, but for what was promised and done."""
    teller = _Teller(sheet, catalogue)
    yield teller.promised()
    yield teller.done()
    yield from teller.section("assignments", [teller.followed(one) for one in sheet.assignments])
    yield from teller.section("measured", [teller.indicator(one) for one in sheet.indicators])
    yield from teller.section("asked", [teller.survey(one) for one in sheet.surveys])
    yield from teller.section("spent", teller.spent(), catalogue.text("dialogue.overlap"))
    yield from teller.section("budgets", [plan_entry(plan, catalogue) for plan in sheet.plans])
    explained = catalogue.text("control.value", limit=sheet.threats[0].limit) if sheet.threats else ""
    yield from teller.section("risks", [threat_entry(one, catalogue) for one in sheet.threats], explained)
    yield from teller.section("improvements", [improvement_entry(one, catalogue) for one in sheet.improvements])
    yield from teller.section("changes", [change_entry(one, catalogue) for one in sheet.changes])
    yield from teller.section("conflicts", [teller.conflict(one) for one in sheet.conflicts])
    yield from teller.section("decisions", [teller.decision(one) for one in sheet.decisions])
    yield teller.judgement(say)
    yield from teller.section("missing", [*teller.gaps(), *teller.findings()])
    yield teller.questions(questions)


class _Teller:
    """Tells what stands on a sheet, in one language."""

    def __init__(self, sheet: Sheet, catalogue: Catalogue) -> None:
        self._sheet = sheet
        self._catalogue = catalogue

    def text(self, key: str, **args: str | int) -> str:
        """Give a sentence of the sheet."""
        return self._catalogue.text(f"dialogue.{key}", **args)

    def section(self, key: str, entries: Sequence[Entry], remark: str = "") -> Iterator[Section]:
        """Give a section, if there is anything in it."""
        if entries:
            more = self._more(len(entries))
            remarks = " ".join(one for one in (*more, remark) if one)
            yield Section(self.text(key), tuple(entries[:MOST_SHOWN]), remark=remarks)

    def promised(self) -> Section:
        """Tell what the goal is about and what leads to it."""
        lead = (one_line(self._sheet.record.description),) if self._sheet.record.description else ()
        entries = []
        for stage in UNDER[:3]:
            if things := self._sheet.under[stage]:
                lines = (*map(self._promise, things[:MOST_PROMISED]), *self._more(len(things), MOST_PROMISED))
                entries.append(Entry(self.text(f"under.{stage.value}"), lines=lines))
        counts = ((stage, len(self._sheet.under[stage])) for stage in UNDER[3:])
        work = ", ".join(self.text(f"count.{stage.value}", count=count) for stage, count in counts)
        return Section(self.text("promised"), tuple(entries), (*lead, self.text("work", work=work)))

    def _promise(self, thing: Thing) -> str:
        group = getattr(thing.record, "target_group", None)
        facts = [name_of(thing), *([one_line(group)] if group else [])]
        if isinstance(thing.record, LongTermEffect) and thing.record.horizon:
            facts.append(self.text("horizon", period=str(thing.record.horizon)))
        return " · ".join(facts)

    def done(self) -> Section:
        """Tell how the deliveries stand: first those that somebody has to act on."""
        counts = self._sheet.counts
        if not counts.all:
            return Section(self.text("done"), lead=(self.text("no-deliveries"),))
        share = self._catalogue.text("status.nothing-due")
        if counts.due:
            share = self._catalogue.text(
                "status.of-due", done=counts.done, due=counts.due, percent=percent(counts.done, counts.due)
            )
        lead = f"{self._catalogue.text('status.delivered')}: {share}"
        deliveries = sorted(self._sheet.deliveries, key=lambda one: _ORDER.index(one.state))
        entries = tuple(self.followed(one) for one in deliveries[:MOST_SHOWN])
        return Section(self.text("done"), entries, (lead,), " ".join(self._more(len(deliveries))))

    def followed(self, one: Followed) -> Entry:
        """Tell of a delivery or an assignment; who answers for it, where somebody has to act."""
        text = self._catalogue.text
        due = text("status.due", due=str(one.due)) if one.due else text("status.not-due")
        owner = (one_line(one.owner) if one.owner else text("status.no-owner"),) if one.state in TO_ACT_ON else ()
        notes = (one_line(one.comment),) if one.comment else ()
        mark, style = state_word(one.state, self._catalogue), STATE_STYLES[one.state]
        return Entry(f"{name_of(one.thing)} ({due})", mark, style, lines=owner, notes=notes)

    def indicator(self, gauged: Gauged) -> Entry:
        """Tell of an indicator: where it comes from, where it stands and where it is to go."""
        indicator, reading = gauged.indicator, gauged.indicator.reading
        mark, style = f"– {self.text('no-trend')}", "quiet"
        if reading.trend:
            mark = f"{TREND_SIGNS[reading.trend.value]} {trend_word(reading, self._catalogue)}"
            style = TREND_STYLES[reading.trend.value]
        course = [steps(indicator, self._catalogue)]
        if line := sparkline(indicator.ranks):
            course.append(line)
        if reading.achieved is not None:
            key = "achieved" if reading.achieved else "not-achieved"
            course.append(f"{'✓' if reading.achieved else '×'} {self._catalogue.text(f'status.{key}')}")
        more = [women_and_men(indicator, self._catalogue), others(indicator, self._catalogue)]
        if self._sheet.goal not in gauged.of:
            more.insert(0, self.text("measures", things=ids(gauged.of)))
        lines = (" · ".join(course), " · ".join(filter(None, more)))
        return Entry(indicator_name(indicator), mark, style, lines=tuple(filter(None, lines)))

    def survey(self, survey: Surveyed) -> Entry:
        """Tell of a survey: who was asked, how many answered, and what."""
        record = survey.record
        facts = [value_word("survey_kind", record.kind, self._catalogue)] if record.kind else []
        facts += [str(record.period)] if record.period else []
        facts += [one_line(record.audience)] if record.audience else []
        if survey.answered:
            respondents, invited = survey.answered
            numbers = {"respondents": self._number(respondents), "invited": self._number(invited)}
            facts.append(self.text("answered", percent=percent(respondents, invited), **numbers))
        if not survey.results:
            facts.append(self.text("no-results"))
        results = (self._result(result) for result in survey.results[:MOST_SHOWN])
        return Entry(name_of(survey.thing), lines=(" · ".join(facts), *results, *self._more(len(survey.results))))

    def _result(self, result: SurveyResult) -> str:
        unit = f"\N{NO-BREAK SPACE}{one_line(result.unit)}" if result.unit else ""
        value = f"{dated(result.value, None, self._catalogue.language)}{unit}"
        answer = f"{one_line(result.question)} {value}" if result.question else value
        return f"{answer} ({one_line(result.comment)})" if result.comment else answer

    def spent(self) -> list[Entry]:
        """Tell what goes into the goal."""
        if not self._sheet.uses:
            return []
        name = self.text("of-activities", count=len(self._sheet.under[Stage.ACTIVITY]))
        return [uses_entry(name, self._sheet.uses, self._catalogue)]

    def conflict(self, conflict: Weighed) -> Entry:
        """Tell of goals that pull against each other."""
        name = " ↔ ".join(name_of(thing) for thing in conflict.between)
        if conflict.comment:
            return Entry(name, notes=(one_line(conflict.comment),))
        return Entry(name, lines=(f"! {self.text('unweighed')}",))

    def decision(self, decided: Decided) -> Entry:
        """Tell what was decided before."""
        record = decided.record
        facts = [one_line(record.owner)] if record.owner else []
        if record.due:
            facts.append(self.text("was-due" if decided.is_due else "is-due", due=str(record.due)))
        more = f" ({', '.join(facts)})" if facts else ""
        return Entry(f"{one_line(record.text)}{more}", decided.dialogue.id or one_line(decided.dialogue.title))

    def judgement(self, say: JudgementWords) -> Section:
        """Tell how people judge the goal themselves, and what is proposed beside it."""
        judgement = self._sheet.judgement
        lead = (*say.notes(judgement), *say.lines(judgement), say.rule(judgement.proposal.rules))
        return Section(say.text("heading"), say.said(judgement), lead)

    def gaps(self) -> list[Entry]:
        """Tell what carries goals and does not carry this one."""
        if not self._sheet.missing:
            return []
        missing = ", ".join(self._catalogue.text(f"gaps.no.{stage.value}") for stage in self._sheet.missing)
        return [Entry(self.text("lacks", missing=missing))]

    def findings(self) -> list[Entry]:
        """Tell what the rules found: of each rule the first finding, and how many more."""
        by_code: dict[str, list[Diagnostic]] = {}
        for diagnostic in self._sheet.diagnostics:
            by_code.setdefault(diagnostic.finding.code, []).append(diagnostic)
        entries = []
        for code, (first, *more) in by_code.items():
            if code not in _TOLD_ELSEWHERE:
                lines = (self.text("alike", count=len(more)),) if more else ()
                message = self._catalogue.message(first.finding)
                entries.append(Entry(message, code, first.severity.value, lines=lines))
        return entries

    def questions(self, questions: Questions) -> Section:
        """Ask."""
        entries = tuple(
            Entry(asked(one, self._catalogue), lines=(reason(one, self._catalogue),)) for one in questions.asked
        )
        if not entries:
            return Section(self.text("questions"), lead=(self.text("no-questions"),))
        remark = self.text("left-out", count=questions.left_out) if questions.left_out else ""
        return Section(self.text("questions"), entries, remark=remark, numbered=True)

    def _number(self, number: int) -> str:
        return told(Decimal(number), self._catalogue.language)

    def _more(self, count: int, shown: int = MOST_SHOWN) -> tuple[str, ...]:
        return (self.text("more", count=count - shown),) if count > shown else ()
