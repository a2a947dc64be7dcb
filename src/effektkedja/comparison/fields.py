"""What changed of one subject, field by field."""

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from effektkedja.basics.span import START
from effektkedja.chain.build import Place, inner_records
from effektkedja.chain.stages import MAY_REFER_TO, Stage
from effektkedja.comparison.difference import Change, Kind, Step, kind_of
from effektkedja.comparison.meaning import in_order, meaning, meaning_of, only_in_first
from effektkedja.comparison.pairing import Renamed
from effektkedja.comparison.subject import ASSESSMENTS, Entry, Subject
from effektkedja.plan import model
from effektkedja.plan.model import Record, Term
from effektkedja.plan.shapes import shapes

REFERENCES = frozenset({*MAY_REFER_TO, "leads_to"}) - {"of", "between"}
"""The fields that hold ids of other things."""

_ORDERED = frozenset({"scale"})
_KEYS: dict[type[Record], tuple[str, ...]] = {
    model.Assessment: ("of", "review"),
    model.Status: ("review",),
    model.Spending: ("review",),
    model.BudgetReview: ("review",),
    model.ControlResult: ("review",),
    model.Target: ("period", "gender"),
    model.Outcome: ("period", "gender"),
    model.Comparison: ("name", "period", "gender"),
    model.Control: ("title",),
    model.Decision: ("text",),
    model.SurveyResult: ("question",),
}
"""What tells a record from the others of its list; those of other kinds stand alone."""


def key_fields(record: type[Record]) -> tuple[str, ...]:
    """Give the fields that tell such a record from the others of its list."""
    return _KEYS.get(record, ())


def changes_of(old: Subject, new: Subject, renamed: Renamed) -> Iterator[Change]:
    """Give what changed from one subject to the other, which are the same."""
    if new.stage == ASSESSMENTS:
        yield from _entry(old, new, (), old.sources[0], new.sources[0])
        return
    if old.id and new.id and old.id != new.id:
        yield _change(Kind.NEW_ID, old, new, "id", old.id, new.id)
    if old.stage != new.stage:
        yield _change(Kind.CHANGED, old, new, "stage", old.stage, new.stage)
    if _organisation_changed(old, new, renamed):
        yield _change(Kind.MOVED, old, new, Stage.ORGANISATION.value, old.organisation, new.organisation)
    for field in dict.fromkeys((*new.fields, *old.fields)):
        if not old.is_unreadable(field) and not new.is_unreadable(field):
            yield from _changes_at(field, old, new, renamed)


def whole(subject: Subject, kind: Kind) -> Change:
    """Give the change that a subject was added or removed."""
    place = subject.place_of()
    file, line = _where(place, "of" if subject.stage == ASSESSMENTS else None)
    sort = kind_of(ASSESSMENTS) if subject.stage == ASSESSMENTS else kind
    if kind is Kind.REMOVED:
        return Change(sort, subject, None, old=subject, file=file, line=line)
    return Change(sort, None, subject, new=subject, file=file, line=line)


def _organisation_changed(old: Subject, new: Subject, renamed: Renamed) -> bool:
    if old.thing is None or old.organisation is None or new.organisation is None:
        return False
    return new.organisation not in {old.organisation, renamed.id_now(old, old.organisation)}


def _changes_at(field: str, old: Subject, new: Subject, renamed: Renamed) -> Iterator[Change]:
    shape = new.shape(field) or old.shape(field)
    if shape is not None and shape.record not in {None, Term}:
        yield from _entries(old, new, (), field, old.entries(field), new.entries(field))
        return
    before, after = old.value(field), new.value(field)
    if field in REFERENCES:
        yield from _references(field, old, new, renamed)
    elif isinstance(before, list) or isinstance(after, list):
        yield from _texts(field, old, new, before, after)
    elif meaning(before) != meaning(after):
        yield _change(kind_of(field), old, new, field, before, after, shape=shape)


def _references(field: str, old: Subject, new: Subject, renamed: Renamed) -> Iterator[Change]:
    before, after = _as_ids(old.value(field)), _as_ids(new.value(field))
    now = [renamed.id_now(old, id_) for id_ in before]
    known_before, known_after = {*before, *now}, set(after)
    gone = tuple(id_ for id_, called in zip(before, now, strict=True) if known_after.isdisjoint((id_, called)))
    come = tuple(id_ for id_ in after if id_ not in known_before)
    if gone or come:
        yield _change(kind_of(field), old, new, field, before or None, after or None, gone=gone, come=come)


def _as_ids(value: Any) -> tuple[str, ...]:
    """Give the ids at a field, each once."""
    return tuple(dict.fromkeys([value] if isinstance(value, str) else value or ()))


def _texts(field: str, old: Subject, new: Subject, before: Any, after: Any) -> Iterator[Change]:
    """Compare two lists of values, of which one may be a value alone."""
    first, second = _as_list(before), _as_list(after)
    same = in_order(first) == in_order(second) if field in _ORDERED else meaning(first) == meaning(second)
    if not same:
        gone, come = (tuple(only_in_first(one, other)) for one, other in ((first, second), (second, first)))
        old_list, new_list = tuple(first) or None, tuple(second) or None
        yield _change(kind_of(field), old, new, field, old_list, new_list, gone=gone, come=come)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _entries(
    old: Subject, new: Subject, above: tuple[Step, ...], field: str, before: Sequence[Entry], after: Sequence[Entry]
) -> Iterator[Change]:
    """Compare the records of a list, each with the one of the same key, whatever their order."""
    first, second = _by_key(before), _by_key(after)
    for key in dict.fromkeys((*second, *first)):
        gone, come = _without_equal(first.get(key, []), second.get(key, []))
        for index in range(max(len(gone), len(come))):
            one = gone[index] if index < len(gone) else None
            other = come[index] if index < len(come) else None
            step = Step(field, tuple((name, str(said)) for name, said in key if said is not None))
            yield from _entry(old, new, (*above, step), one, other)


def _entry(
    old: Subject, new: Subject, steps: tuple[Step, ...], before: Entry | None, after: Entry | None
) -> Iterator[Change]:
    """Compare two records; the lists in them step by step, so that it is clear what of them changed."""
    present = after or before
    assert present is not None  # noqa: S101 (one of them is there)
    inner = [name for name, shape in shapes(type(present.record)).items() if shape.record is not None]
    if before is None or after is None or _differ(before, after, inner):
        kind = kind_of(steps[-1].field if steps else new.stage)
        file, line = _where(after.place if after else new.place_of(), None)
        records = (before.record if before else None, after.record if after else None)
        yield Change(kind, old, new, steps, *records, file=file, line=line)
    if before is not None and after is not None:
        for name in inner:
            if name not in _faulty(before, after):
                yield from _entries(old, new, steps, name, _inner(before, name), _inner(after, name))


def _differ(before: Entry, after: Entry, without: Sequence[str]) -> bool:
    compared = (
        set(type(after.record).model_fields) - _faulty(before, after) - {*without, *key_fields(type(after.record))}
    )
    return any(meaning_of(before.record, name) != meaning_of(after.record, name) for name in compared)


def _faulty(before: Entry, after: Entry) -> frozenset[str]:
    places = [entry.place for entry in (before, after) if entry.place is not None]
    return frozenset().union(*(place.mapping.faulty for place in places))


def _inner(entry: Entry, field: str) -> list[Entry]:
    return [] if entry.place is None else [Entry(place.record, place) for place in inner_records(entry.place, field)]


def _by_key(entries: Sequence[Entry]) -> dict[tuple[tuple[str, Hashable], ...], list[Entry]]:
    found: dict[tuple[tuple[str, Hashable], ...], list[Entry]] = {}
    for entry in entries:
        key = tuple((name, meaning_of(entry.record, name)) for name in key_fields(type(entry.record)))
        found.setdefault(key, []).append(entry)
    return found


def _without_equal(before: list[Entry], after: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Leave out, of records with the same key, those that both versions have."""
    if len(before) < 2 and len(after) < 2:
        return before, after
    records = [entry.record for entry in before], [entry.record for entry in after]
    gone, come = ({id(record) for record in only_in_first(*two)} for two in (records, records[::-1]))
    return [one for one in before if id(one.record) in gone], [one for one in after if id(one.record) in come]


def _change(kind: Kind, old: Subject, new: Subject, field: str, before: Any, after: Any, **more: Any) -> Change:
    shown, subject = (field, new) if after is not None and field in new.fields else (None, new)
    file, line = _where(subject.place_of(shown) or old.place_of(field), shown)
    return Change(kind, old, new, (Step(field),), before, after, file=file, line=line, **more)


def _where(place: Place | None, field: str | None) -> tuple[str, int]:
    return ("", START.line) if place is None else (place.file.name, place.span(field).line)
