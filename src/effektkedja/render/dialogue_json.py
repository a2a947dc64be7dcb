"""The sheet for a result dialogue as JSON, version 1 (a contract). Sentences are in the reader's language."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from effektkedja.basics.diagnostic import Diagnostic
from effektkedja.basics.language import Catalogue
from effektkedja.chain.build import Thing
from effektkedja.chain.stages import Stage
from effektkedja.followup.changes import Changed
from effektkedja.followup.control import Threat
from effektkedja.followup.dialogue import Gauged, Sheet
from effektkedja.followup.dialogues import Decided
from effektkedja.followup.improvements import Proposed
from effektkedja.followup.questions import questions_of
from effektkedja.followup.resources import HOURS, PlanMoney, Use
from effektkedja.followup.status import Followed
from effektkedja.followup.surveys import Surveyed
from effektkedja.plan.model import Assessment, Outcome
from effektkedja.render.figures import share, trimmed, written
from effektkedja.render.json import dump_json
from effektkedja.render.judgements import proposal_fields
from effektkedja.render.question_words import asked, reason
from effektkedja.render.status_json import counts, delivery_fields, indicator_fields

VERSION = 1


def render_dialogue_json(sheet: Sheet, catalogue: Catalogue) -> str:
    """Give the sheet as a JSON document."""
    said = sheet.judgement.assessment
    return dump_json(
        {
            "version": VERSION,
            "review": sheet.review.id if sheet.review else None,
            "as_of": sheet.as_of.isoformat(),
            "goal": _goal(sheet),
            "promised": _promised(sheet),
            "done": {
                "totals": {
                    **counts(sheet.counts),
                    "due": sheet.counts.due,
                    "share_done": share(sheet.counts.done, sheet.counts.due),
                },
                "deliveries": [delivery_fields(one) for one in sheet.deliveries],
                "assignments": [_assignment(one) for one in sheet.assignments],
            },
            "measured": {
                "indicators": [_indicator(one) for one in sheet.indicators],
                "surveys": [_survey(one) for one in sheet.surveys],
            },
            "spent": _spent(sheet),
            "risks": [_risk(one) for one in sheet.threats],
            "improvements": [_improvement(one) for one in sheet.improvements],
            "changes": [_change(one) for one in sheet.changes],
            "conflicts": [{"between": _ids(one.between), "comment": one.comment} for one in sheet.conflicts],
            "decisions": [_decision(one) for one in sheet.decisions],
            "assessment": _assessment(said) if said else None,
            "proposal": proposal_fields(sheet.judgement.proposal),
            "missing": {
                "carriers": [stage.value for stage in sheet.missing],
                "findings": [_finding(one, catalogue) for one in sheet.diagnostics],
            },
            **_questions(sheet, catalogue),
        }
    )


def _goal(sheet: Sheet) -> dict[str, Any]:
    goal, record = sheet.goal, sheet.record
    return {
        **_named(goal),
        "description": record.description,
        "level": record.level,
        "perspective": record.perspective,
        "effect_goal": record.effect_goal,
        "organisation": goal.organisation,
        "owner": record.owner,
        "file": goal.file.name,
        "line": goal.span("id").line,
    }


def _promised(sheet: Sheet) -> dict[str, Any]:
    return {
        "goals": [{**_named(one), "level": one.level} for one in sheet.under[Stage.GOAL]],
        "long_term_effects": [
            {**_named(one), "target_group": _field(one, "target_group"), "horizon": _text(_field(one, "horizon"))}
            for one in sheet.under[Stage.LONG_TERM_EFFECT]
        ],
        "early_effects": [
            {**_named(one), "target_group": _field(one, "target_group")} for one in sheet.under[Stage.EARLY_EFFECT]
        ],
        "deliveries": _ids(sheet.under[Stage.DELIVERY]),
        "activities": _ids(sheet.under[Stage.ACTIVITY]),
    }


def _assignment(one: Followed) -> dict[str, Any]:
    return {
        **_named(one.thing),
        "owner": one.owner,
        "due": _text(one.due),
        "state": one.state.value,
        "comment": one.comment,
    }


def _indicator(gauged: Gauged) -> dict[str, Any]:
    indicator = gauged.indicator
    return {
        **indicator_fields(indicator),
        "unit": indicator.record.unit,
        "women": _value(indicator.women),
        "men": _value(indicator.men),
        "comparisons": [
            {"name": one.name, "period": _text(one.period), "value": written(one.value)}
            for one in indicator.comparisons
        ],
    }


def _value(outcome: Outcome | None) -> dict[str, Any] | None:
    return {"period": _text(outcome.period), "value": written(outcome.value)} if outcome else None


def _survey(survey: Surveyed) -> dict[str, Any]:
    record = survey.record
    return {
        **_named(survey.thing),
        "kind": record.kind,
        "period": _text(record.period),
        "audience": record.audience,
        "invited": record.invited,
        "respondents": survey.answered[0] if survey.answered else None,
        "response_rate": share(*survey.answered) if survey.answered else None,
        "results": [
            {"question": one.question, "value": written(one.value), "unit": one.unit, "comment": one.comment}
            for one in survey.results
        ],
        "measures": _ids(survey.measures),
    }


def _spent(sheet: Sheet) -> dict[str, Any]:
    hours = next((use for use in sheet.uses if use.unit == HOURS), None)
    return {
        "money": [{"currency": use.unit, **_use(use)} for use in sheet.uses if use.unit != HOURS],
        "hours": _use(hours) if hours else None,
        "plans": [_plan(plan) for plan in sheet.plans],
    }


def _use(use: Use) -> dict[str, Any]:
    return {"budget": _amount(use.budget), "spent": _amount(use.spent)}


def _plan(plan: PlanMoney) -> dict[str, Any]:
    organisation = plan.file.plan.organisation if plan.file.plan else None
    return {
        "organisation": (organisation.id or None) if organisation else None,
        "file": plan.file.name,
        "currency": plan.unit,
        "budget": _amount(plan.amount),
        "review": plan.review.id if plan.review else None,
        "spent": _amount(plan.spent),
        "forecast": _amount(plan.forecast),
        "deviation": _amount(plan.deviation),
        "activities": _amount(plan.of_activities),
    }


def _risk(threat: Threat) -> dict[str, Any]:
    record = threat.record
    return {
        **_named(threat.thing),
        "probability": record.probability,
        "consequence": record.consequence,
        "value": threat.value,
        "owner": record.owner,
        "threatens": _ids(threat.threatens),
        "controls": [
            {
                "title": one.record.title,
                "owner": one.record.owner,
                "frequency": one.record.frequency,
                "carried_out": one.result.carried_out if one.result else None,
                "deviation": one.result.deviation if one.result else None,
                "comment": one.result.comment if one.result else None,
            }
            for one in threat.controls
        ],
    }


def _improvement(improvement: Proposed) -> dict[str, Any]:
    record = improvement.record
    return {
        **_named(improvement.thing),
        "kind": record.kind,
        "state": record.state,
        "count": record.count,
        "date": _text(record.date),
        "about": _ids(improvement.about),
        "response": record.response,
    }


def _change(change: Changed) -> dict[str, Any]:
    record = change.record
    return {
        **_named(change.thing),
        "kind": record.kind,
        "date": _text(record.date),
        "affects": _ids(change.affects),
        "decision": record.decision,
    }


def _decision(decided: Decided) -> dict[str, Any]:
    record = decided.record
    return {
        "text": record.text,
        "owner": record.owner,
        "due": _text(record.due),
        "is_due": decided.is_due,
        "dialogue": decided.dialogue.id or None,
    }


def _assessment(assessment: Assessment) -> dict[str, Any]:
    keys = ("rating", "forecast", "text", "successes", "challenges", "consequences")
    return {key: getattr(assessment, key) for key in keys}


def _finding(diagnostic: Diagnostic, catalogue: Catalogue) -> dict[str, Any]:
    finding = diagnostic.finding
    return {
        "code": finding.code,
        "severity": diagnostic.severity.value,
        "message": catalogue.message(finding),
        "file": finding.file,
        "line": finding.span.line,
        "id": finding.id,
    }


def _questions(sheet: Sheet, catalogue: Catalogue) -> dict[str, Any]:
    questions = questions_of(sheet)
    return {
        "questions": [
            {
                "kind": one.kind,
                "question": asked(one, catalogue),
                "because": reason(one, catalogue),
                "about": _ids(one.about),
                "code": one.finding.code if one.finding else None,
            }
            for one in questions.asked
        ],
        "left_out": questions.left_out,
    }


def _named(thing: Thing) -> dict[str, Any]:
    return {"id": thing.id or None, "title": thing.title}


def _ids(things: Iterable[Thing]) -> list[str]:
    return [thing.id for thing in things if thing.id]


def _field(thing: Thing, name: str) -> Any:
    return getattr(thing.record, name, None)


def _text(value: object) -> str | None:
    """Give a period or a day as a plan writes it."""
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else written(trimmed(amount))
