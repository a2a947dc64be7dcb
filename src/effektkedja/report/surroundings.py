"""What a report says of what stands around goals and deliveries: money, risks, talks, changes, conflicts, surveys."""

from collections.abc import Iterator
from decimal import Decimal

from effektkedja.chain.build import Thing
from effektkedja.followup.changes import Changed
from effektkedja.followup.conflicts import Weighed
from effektkedja.followup.control import Controlled, Threat
from effektkedja.followup.dialogues import Held
from effektkedja.followup.improvements import Proposed
from effektkedja.followup.resources import PlanMoney
from effektkedja.followup.status import organisation_name
from effektkedja.followup.surveys import Surveyed
from effektkedja.plan.model import SurveyResult
from effektkedja.render.control_words import CONTROL_OUTCOMES, IMPROVEMENT_STATES
from effektkedja.render.figures import percent
from effektkedja.render.resource_words import plan_entry, quantity
from effektkedja.report.model import (
    Budget,
    Change,
    Conflict,
    Control,
    Decision,
    Dialogue,
    Improvement,
    Mark,
    Result,
    Risk,
    Survey,
    Text,
)
from effektkedja.report.places import Places
from effektkedja.report.words import Words


class Surroundings:
    """Tells of what stands around goals and deliveries, each at its own place."""

    def __init__(self, words: Words, places: Places, *, planned: bool) -> None:
        self._words = words
        self._places = places
        self._planned = planned

    def budget(self, plan: PlanMoney) -> Budget:
        """Tell of the budget of a plan; in a plan to be decided only how large it is."""
        words, catalogue = self._words, self._words.catalogue
        name = words.written(organisation_name(plan.file) or plan.file.name, plan.file)
        if not self._planned:
            entry = plan_entry(plan, catalogue)
            sign, _, word = entry.mark.partition(" ")
            return Budget(name, Mark(sign, sign, word, entry.style), entry.lines, entry.part)
        lines = []
        if plan.amount is not None:
            lines.append(words.text("budget", amount=quantity(plan.amount, plan.unit, catalogue)))
        if plan.of_activities is not None:
            amount = quantity(plan.of_activities, plan.unit, catalogue)
            lines.append(catalogue.text("resources.activities", amount=amount))
        return Budget(name, None, tuple(lines), None)

    def risk(self, threat: Threat) -> Risk:
        """Tell of a risk and its controls."""
        record, thing, words = threat.record, threat.thing, self._words
        grades = ""
        if threat.value is not None:
            grades = words.catalogue.text(
                "control.grades", probability=record.probability or 0, consequence=record.consequence or 0
            )
        return Risk(
            self._places.take(thing),
            threat.value,
            threat.is_great,
            grades,
            words.role(record.owner, thing),
            self._places.names(threat.threatens),
            tuple(self._control(control, thing) for control in threat.controls),
        )

    def _control(self, control: Controlled, risk: Thing) -> Control:
        words, result = self._words, None if self._planned else control.result
        sign, style = CONTROL_OUTCOMES[control.outcome]
        word = words.catalogue.text(f"control.{control.outcome.value}")
        return Control(
            words.written(control.record.title or "–", risk),
            words.role(control.record.owner, risk),
            words.written(control.record.frequency, risk) if control.record.frequency else None,
            None if self._planned else Mark(control.outcome.value, sign, word, style),
            words.remark(result.comment, risk) if result else None,
        )

    def dialogue(self, held: Held) -> Dialogue:
        """Tell of a dialogue."""
        record, thing, words = held.record, held.thing, self._words
        return Dialogue(
            self._places.take(thing),
            words.day(record.date) if record.date else None,
            self._places.names(held.about),
            words.roles(record.participants, thing),
            words.remarks(record.questions, thing),
            words.remarks(record.conclusions, thing),
            tuple(
                Decision(
                    words.written(one.record.text, thing),
                    words.role(one.record.owner, thing),
                    words.maybe_period(one.record.due),
                )
                for one in held.decisions
            ),
        )

    def improvement(self, one: Proposed) -> Improvement:
        """Tell of an improvement."""
        record, thing, words = one.record, one.thing, self._words
        state = words.name_of_value("improvement_state", record.state) or words.catalogue.text("improvements.no-state")
        facts = [words.name_of_value("improvement_kind", record.kind)] if record.kind else []
        facts.append(words.catalogue.text("improvements.times", count=record.count))
        if record.date:
            facts.append(words.day(record.date))
        return Improvement(
            self._places.take(thing),
            Mark(record.state or "", IMPROVEMENT_STATES[record.state], state, "good" if record.state == "done" else ""),
            tuple(fact for fact in facts if fact),
            self._places.names(one.about),
            words.remark(record.response, thing),
        )

    def change(self, change: Changed) -> Change:
        """Tell of a change."""
        record, thing, words = change.record, change.thing, self._words
        facts = [words.name_of_value("change_kind", record.kind), words.day(record.date) if record.date else None]
        mark = None
        if change.is_undecided:
            mark = Mark("undecided", "?", words.catalogue.text("changes.undecided"), "error")
        elif record.decision:
            mark = Mark("decided", "✓", words.catalogue.text("changes.decided"), "good")
        return Change(
            self._places.take(thing),
            mark,
            tuple(fact for fact in facts if fact),
            self._places.names(change.affects),
            words.remark(record.decision, thing),
        )

    def conflict(self, conflict: Weighed) -> Conflict:
        """Tell of goals that pull against each other."""
        comment = self._words.remark(conflict.comment, conflict.place)
        return Conflict(self._places.names(conflict.between), comment)

    def survey(self, survey: Surveyed) -> Survey:
        """Tell of a survey, and of what was answered where that is known."""
        thing, record = survey.thing, survey.record
        return Survey(
            self._places.take(thing),
            tuple(self._survey_facts(survey)),
            self._places.names(survey.measures),
            self._words.remarks(record.questions, thing),
            () if self._planned else tuple(self._result(result, thing) for result in survey.results),
        )

    def _survey_facts(self, survey: Surveyed) -> Iterator[str | Text]:
        record, words = survey.record, self._words
        if kind := words.name_of_value("survey_kind", record.kind):
            yield kind
        if record.period:
            yield words.period(record.period)
        if audience := words.role(record.audience, survey.thing):
            yield audience
        if survey.answered and not self._planned:
            respondents, invited = survey.answered
            yield words.catalogue.text(
                "dialogue.answered",
                respondents=words.number(respondents),
                invited=words.number(invited),
                percent=percent(respondents, invited),
            )

    def _result(self, result: SurveyResult, thing: Thing) -> Result:
        words = self._words
        return Result(
            words.written(result.question, thing) if result.question else None,
            words.value(result.value, thing),
            words.written(result.unit, thing) if result.unit and isinstance(result.value, Decimal) else None,
            words.remark(result.comment, thing),
        )
