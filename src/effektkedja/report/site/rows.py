"""The rows that a chain gives to the data of a site."""

from collections.abc import Iterable, Iterator
from typing import Any

from effektkedja.chain.stages import Stage
from effektkedja.followup.indicators import is_of_total
from effektkedja.followup.look import Look
from effektkedja.followup.organisations import from_the_top
from effektkedja.followup.status import Followed, Measured, Status
from effektkedja.plan.model import Baseline, Goal, Outcome, Target
from effektkedja.render.figures import share, written
from effektkedja.render.status_json import counts, delivery_fields, indicator_fields
from effektkedja.report.model import Mark, Overview, Report
from effektkedja.report.site.model import Chapter
from effektkedja.report.site.same import identity_of, kpi_of
from effektkedja.report.site.tables import ANCHOR, FIELDS, INDICATOR, Row
from effektkedja.report.words import Words

Told = tuple[str, Row]
"""The name of a table, and a row of it."""


def rows_of(look: Look, report: Report, status: Status, chapter: Chapter, words: Words) -> Iterator[Told]:
    """Give the rows of a chain, without the names of pages, and to the public without what its report keeps back."""
    yield "organisations", _organisation(look, report, status, chapter)
    for row in _goals(look, report):
        yield "goals", row
    places = {one.name.id: one.name.anchor for one in report.deliveries}
    for delivery in status.deliveries:
        yield "deliveries", _delivery(delivery, words) | {ANCHOR: places.get(delivery.thing.id)}
    anchors = {one.indicator.name.id: one.anchor for one in chapter.measures}
    for measured in status.indicators:
        identity = {INDICATOR: identity_of(measured.record)}
        yield "indicators", _indicator(measured, words) | {ANCHOR: anchors.get(measured.thing.id)} | identity
        for row in _values(measured):
            yield "values", row | identity


def _organisation(look: Look, report: Report, status: Status, chapter: Chapter) -> Row:
    named = [file for file in look.chain.files if file.named and file.plan]
    top = next((one for one, _ in from_the_top(named)), None)
    return {
        "organisation": (top.id or None) if top else None,
        "name": chapter.name.text,
        "municipality_code": top.municipality_code if top else None,
        "report": report.kind.value,
        "review": report.review,
        "as_of": report.as_of.isoformat(),
        **counts(status.counts),
        "due": status.counts.due,
        "share_done": share(status.counts.done, status.counts.due),
        ANCHOR: None,
    }


def _goals(look: Look, report: Report) -> Iterator[Row]:
    judged = {
        goal.name.anchor: goal.judgement for area in report.areas for goal in area.goals if goal.judgement is not None
    }
    political = {one.goal.anchor: one for one in report.summary.overview}
    anchors = {goal.name.id: goal.name.anchor for area in report.areas for goal in area.goals}
    for thing in look.chain.of(Stage.GOAL):
        anchor = anchors.get(thing.id, "")
        judgement, line = judged.get(anchor), political.get(anchor)
        yield {
            "id": thing.id or None,
            "title": thing.title,
            "organisation": thing.organisation,
            "level": thing.record.level if isinstance(thing.record, Goal) else None,
            "rating": _key(judgement.rating if judgement else None),
            "forecast": _key(judgement.forecast if judgement else None),
            "proposal": _key(judgement.proposal if judgement else None),
            **_carried(line),
            ANCHOR: anchor or None,
        }


def _key(mark: Mark | None) -> str | None:
    return mark.key if mark else None


def _carried(line: Overview | None) -> Row:
    return {
        "deliveries_done": line.delivered.done if line else None,
        "deliveries_due": line.delivered.due if line else None,
        "indicators_met": line.met if line else None,
        "indicators_measured": line.measured if line else None,
    }


def _delivery(delivery: Followed, words: Words) -> Row:
    fields = delivery_fields(delivery)
    row = {name: fields[name] for name in FIELDS["deliveries"] if name in fields}
    if words.is_public:
        owner = words.role(delivery.owner, delivery.thing)
        comment = words.remark(delivery.comment, delivery.thing)
        row |= {"owner": owner.text if owner else None, "comment": comment.text if comment else None}
    return row


def _indicator(measured: Measured, words: Words) -> Row:
    fields = indicator_fields(measured)
    record = measured.record
    told = words.remark(record.source, measured.thing)
    return {name: fields[name] for name in FIELDS["indicators"] if name in fields} | {
        "organisation": measured.thing.organisation,
        "unit": record.unit,
        "kpi": kpi_of(record),
        "source": told.text if told else None,
    }


def _values(measured: Measured) -> Iterator[Row]:
    """Give all values of an indicator: what it began at, what was measured by the day, and its targets."""
    targets = [target for target in measured.record.targets if target.period and target.value is not None]
    start = [measured.baseline] if measured.baseline else []
    kinds: Iterable[tuple[str, Iterable[Any]]] = (("baseline", start), ("outcome", measured.known), ("target", targets))
    for kind, entries in kinds:
        for entry in entries:
            yield _value(kind, entry, measured)


def _value(kind: str, entry: Baseline | Outcome | Target, measured: Measured) -> Row:
    lower, upper = None, None
    if isinstance(entry, Outcome):
        lower, upper = entry.lower, entry.upper
    elif isinstance(entry, Target):
        lower, upper = entry.min, entry.max
    return {
        "id": measured.thing.id or None,
        "organisation": measured.thing.organisation,
        "kind": kind,
        "period": entry.period.text if entry.period else None,
        "gender": "total" if is_of_total(entry) else entry.gender,
        "value": written(entry.value),
        "lower": written(lower),
        "upper": written(upper),
        "unit": measured.record.unit,
    }
