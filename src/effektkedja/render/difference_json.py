"""What differs between two versions of a plan as JSON, version 1 (a contract).

A program finds every change in one flat list. Names are canonical, and numbers of the plan are texts.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from effektkedja.chain.build import Thing
from effektkedja.comparison.difference import Change, Difference, Kind, ThreadChange, ThreadKind
from effektkedja.comparison.subject import Subject, between
from effektkedja.plan.model import Record
from effektkedja.plan.shapes import shapes
from effektkedja.render.figures import written
from effektkedja.render.json import dump_json

VERSION = 1


def render_difference_json(difference: Difference) -> str:
    """Give the difference as a JSON document that ends with a line end."""
    kinds = Counter(change.kind for change in difference.changes)
    threads = Counter(thread.kind for thread in difference.threads)
    return dump_json(
        {
            "version": VERSION,
            "old": difference.old,
            "new": difference.new,
            "complete": difference.whole,
            "summary": {
                "changes": len(difference.changes),
                **{kind.value: kinds[kind] for kind in Kind},
                "threads": len(difference.threads),
                **{kind.value: threads[kind] for kind in ThreadKind},
            },
            "changes": [_change(change) for change in difference.changes],
            "threads": [_thread(thread) for thread in difference.threads],
        }
    )


def _change(change: Change) -> dict[str, Any]:
    subject = change.subject
    return {
        "kind": change.kind.value,
        "stage": subject.stage,
        "id": subject.id or None,
        "title": subject.title or None,
        "field": ".".join(step.field for step in change.steps) or None,
        "at": _at(change),
        "old": _side(change.old, change),
        "new": _side(change.new, change),
        "file": change.file,
        "line": change.line,
    }


def _side(value: Any, change: Change) -> Any:
    """Give one side of a change; of a record on both sides without the lists in it, whose changes are told apart."""
    if not isinstance(value, Record) or change.old is None or change.new is None:
        return _plain(value)
    kind: type[Record] = type(value)
    return _given({name: _plain(getattr(value, name)) for name, shape in shapes(kind).items() if shape.record is None})


def _at(change: Change) -> dict[str, Any]:
    """Give what tells it from other changes of the same field and subject."""
    subject = change.subject
    at: dict[str, Any] = {"review": subject.review} if subject.review else {}
    if between(subject):
        at["between"] = sorted(between(subject))
    for step in change.steps:
        at |= dict(step.at)
    return at


def _thread(change: ThreadChange) -> dict[str, Any]:
    thing = change.thing
    return {
        "kind": change.kind.value,
        "stage": thing.stage.value,
        "id": thing.id or None,
        "title": thing.title or None,
        "old": _ids(change.old),
        "new": _ids(change.new),
        "ends_at": _ids(change.ends),
        "file": thing.file.name,
        "line": thing.span("id").line,
    }


def _ids(things: tuple[Thing, ...]) -> list[str]:
    return [thing.id for thing in things if thing.id]


def _plain(value: Any) -> Any:
    """Give a value of the plan in the types of JSON."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Subject):
        said = {"organisation": value.organisation} if value.organisation else {}
        return said | _given({name: _plain(_field(value, name)) for name in value.fields})
    if isinstance(value, Record):
        return _given({name: _plain(getattr(value, name)) for name in type(value).model_fields})
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return written(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _field(subject: Subject, name: str) -> Any:
    records = [entry.record for entry in subject.entries(name)]
    value = subject.value(name)
    return value if not records else records if isinstance(value, list) else records[0]


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None and value != []}
