"""What differs between two versions of a plan in words, whatever it is shown as.

Fields and values are called what the plan itself calls them; everything else is said in the reader's language.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from effektkedja.basics.language import Catalogue
from effektkedja.chain.stages import Stage
from effektkedja.comparison.difference import FOLLOW_UP, Change, Difference, Kind, Step, ThreadChange, ThreadKind
from effektkedja.comparison.fields import REFERENCES, key_fields
from effektkedja.comparison.meaning import meaning_of, only_in_first
from effektkedja.comparison.subject import CONFLICTS, Subject, between
from effektkedja.plan.model import Indicator, Record, Term
from effektkedja.plan.shapes import shapes
from effektkedja.render.plan_words import PlanWords
from effektkedja.render.status_words import one_line

GONE, COME, CHANGED = "-", "+", "~"
"""The signs that stand before everything, so that nothing is told by its colour alone."""

_FACTS = frozenset(
    {
        *("level", "leads_to", "measures", "about", "affects", "threatens", "programme", "assignment", "due", "start"),
        *("end", "horizon", "date", "period", "state", "budget", "owner", "given_by", "recipient", "target_group"),
        *("rating", "forecast", "probability", "consequence", "comment"),
    }
)
"""What is told of a thing that is new or gone, as far as it says it."""
MOST_OTHERS = 3
"""Goals or activities that are named where a thread broke or healed; of more their number is told."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One change of an item: what was, what is, or both."""

    sign: str
    label: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """Something of the plan, and what is different about it."""

    sign: str
    name: str
    place: str
    facts: tuple[str, ...] = ()
    """Of what is new or gone: what it says."""
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one kind."""

    heading: str
    items: tuple[Item, ...]


def summary(difference: Difference, catalogue: Catalogue, path: str | None) -> str:
    """Give what differs in a few sentences; `path` is the file meant where it is only one that git asks for."""
    text, count = catalogue.text, len(difference.changes)
    beginning = "" if path is None else f"{path}: "
    if not count and not difference.threads:
        return beginning + text("diff.none" if difference.whole else "diff.none-read")
    counts: Counter[Kind | ThreadKind] = Counter(change.kind for change in difference.changes)
    counts.update(thread.kind for thread in difference.threads)
    if path is None:
        sentences = [text("diff.counted", count=count, old=difference.old, new=difference.new)]
    else:
        sentences = [text("diff.counted-file", count=count)]
    sorts: tuple[tuple[str, Sequence[Kind | ThreadKind]], ...] = (
        ("things", (Kind.REMOVED, Kind.ADDED)),
        ("plan", [kind for kind in Kind if kind not in {*FOLLOW_UP, Kind.REMOVED, Kind.ADDED}]),
        ("follow-up", FOLLOW_UP),
        ("threads", list(ThreadKind)),
    )
    for key, wanted in sorts:
        parts = tuple(text(f"diff.count.{kind}", count=counts[kind]) for kind in wanted if counts[kind])
        if parts:
            sentence = text(f"diff.{key}", parts=parts)
            sentences.append(sentence[:1].upper() + sentence[1:])
    return beginning + " ".join(sentences)


def groups(difference: Difference, catalogue: Catalogue) -> Iterator[Group]:
    """Give everything that differs, the threads first, then kind by kind."""
    if difference.threads:
        items = tuple(_thread(thread, catalogue) for thread in difference.threads)
        yield Group(catalogue.text("diff.group.threads"), items)
    for stage, of_stage in groupby(difference.changes, key=lambda change: change.subject.stage):
        items = tuple(
            _item(list(changes), catalogue)
            for _, changes in groupby(of_stage, key=lambda change: (id(change.old_subject), id(change.new_subject)))
        )
        yield Group(catalogue.text(f"diff.group.{stage}"), items)


def _thread(change: ThreadChange, catalogue: Catalogue) -> Item:
    lost = change.kind in {ThreadKind.BROKEN, ThreadKind.ABANDONED}
    others = [f"{thing.id} {one_line(thing.title)}".strip() for thing in (change.old if lost else change.new)]
    if len(others) > MOST_OTHERS + 1:
        others[MOST_OTHERS:] = [catalogue.text("diff.more", count=len(others) - MOST_OTHERS)]
    said = [catalogue.text(f"diff.thread.{change.kind}", others=tuple(others))]
    if change.kind is ThreadKind.BROKEN and change.thing not in change.ends:
        said.append(catalogue.text("diff.thread.ends", ends=tuple(thing.id or thing.title for thing in change.ends)))
    place = f"{change.thing.file.name}:{change.thing.span('id').line}"
    name = f"{change.thing.id} {one_line(change.thing.title)}".strip()
    return Item(GONE if lost else COME, name, place, facts=(" ".join(said),))


def _item(changes: Sequence[Change], catalogue: Catalogue) -> Item:
    first = changes[0]
    subject = first.subject
    words = PlanWords(subject.file.language if subject.file is not None else catalogue.language)
    name, place = _name(subject), _place(first)
    if first.old_subject is None or first.new_subject is None:
        return Item(COME if first.old_subject is None else GONE, name, place, facts=tuple(_facts(subject, words)))
    details = tuple(
        detail for change in changes for detail in _details(change, first.old_subject, subject, words, catalogue)
    )
    return Item(CHANGED, name, place, details=details)


def _place(change: Change) -> str:
    place = change.subject.place_of()
    if place is None:
        return f"{change.file}:{change.line}"
    return f"{place.file.name}:{place.span().line}"


def _name(subject: Subject) -> str:
    """Give what a subject is called."""
    record = subject.sources[0].record
    if subject.stage == CONFLICTS:
        return " ↔ ".join(_named(subject, id_) for id_ in between(subject))
    name = f"{subject.id} {one_line(subject.title)}".strip()
    if subject.review:
        return f"{name}, {subject.review}"
    return f"{name} ({one_line(record.unit)})" if isinstance(record, Indicator) and record.unit else name


def _named(subject: Subject, id_: str) -> str:
    """Give an id with the title that it has in the subject's version."""
    thing = subject.chain.by_id.get(id_)
    return f"{id_} {one_line(thing.title)}".strip() if thing is not None else id_


def _facts(subject: Subject, words: PlanWords) -> Iterator[str]:
    """Tell what a subject says that is new or gone."""
    for field in subject.fields:
        if field not in _FACTS:
            continue
        value = subject.value(field)
        if field in REFERENCES:
            said = ", ".join(_named(subject, id_) for id_ in ([value] if isinstance(value, str) else value or []))
        else:
            records = [entry.record for entry in subject.entries(field)]
            said = words.value(records or value, subject.shape(field), subject.currency)
        if said:
            yield f"{words.key(field)}: {said}"


def _details(change: Change, old: Subject, new: Subject, words: PlanWords, catalogue: Catalogue) -> Iterable[Detail]:
    """Tell what changed."""
    field = change.steps[-1].field if change.steps else ""
    if change.kind is Kind.NEW_ID:
        return [Detail(CHANGED, words.key("id"), change.old, f"{change.new} ({catalogue.text('diff.same-title')})")]
    if field == "stage":
        return [Detail(CHANGED, catalogue.text("diff.stage"), words.noun(change.old), words.noun(change.new))]
    if field == Stage.ORGANISATION:
        return [Detail(CHANGED, words.key(field), _named(old, change.old), _named(new, change.new))]
    if field in REFERENCES:
        gone, come = [_named(old, id_) for id_ in change.gone], [_named(new, id_) for id_ in change.come]
        return _listed(words.key(field), gone, come)
    if change.gone or change.come:
        gone, come = ([words.value(one, None, "") for one in ones] for ones in (change.gone, change.come))
        return _listed(words.key(field), gone, come)
    if isinstance(change.old, Record) and isinstance(change.new, Record) and not isinstance(change.new, Term):
        return _record(change.old, change.new, change.steps, (old.currency, new.currency), words)
    said = (words.value(change.old, change.shape, old.currency), words.value(change.new, change.shape, new.currency))
    return [_detail(words.label(change.steps), *said)]


def _record(
    old: Record, new: Record, steps: Sequence[Step], currencies: tuple[str, str], words: PlanWords
) -> Iterator[Detail]:
    """Tell of a record field by field."""
    kind: type[Record] = type(new)
    for name, shape in shapes(kind).items():
        if shape.record is not None or name in key_fields(kind) or meaning_of(old, name) == meaning_of(new, name):
            continue
        label = words.label_in(steps, name)
        before, after = getattr(old, name), getattr(new, name)
        if shape.many:
            gone, come = only_in_first(before, after), only_in_first(after, before)
            yield from _listed(label, *([words.value(one, shape, "") for one in ones] for ones in (gone, come)))
        else:
            sides = zip((before, after), currencies, strict=True)
            yield _detail(label, *(words.value_in(name, value, shape, currency) for value, currency in sides))


def _detail(label: str, old: str, new: str) -> Detail:
    if old and new:
        return Detail(CHANGED, label, old, new)
    return Detail(GONE, label, old=old) if old else Detail(COME, label, new=new)


def _listed(label: str, gone: Sequence[str], come: Sequence[str]) -> Iterator[Detail]:
    """Tell what a list no longer holds and what it holds now; one for one as a change."""
    if len(gone) == len(come) == 1:
        yield Detail(CHANGED, label, gone[0], come[0])
    else:
        yield from (Detail(GONE, label, old=one) for one in gone)
        yield from (Detail(COME, label, new=one) for one in come)
