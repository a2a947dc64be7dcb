"""What is followed from one version of a plan to the other: its things, and what has no id of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from effektkedja.chain.build import Chain, Place, Thing, inner_records, plan_place, records_at
from effektkedja.chain.stages import Stage
from effektkedja.comparison.meaning import meaning
from effektkedja.followup.reviews import Reviews
from effektkedja.plan.model import Assessment, Conflict, Organisation, PlanBudget, Record, Review
from effektkedja.plan.shapes import Shape, shapes
from effektkedja.workspace.workspace import SourceFile

ASSESSMENTS, CONFLICTS, REVIEWS = "assessments", "conflicts", "reviews"

_HEAD_FIELDS = ("name", "kind", "municipality_code", "part_of", "period", "term", "budget")
_IDENTITY = frozenset({"id", "of", "review", "between"})
"""What tells a subject from others, and therefore is no difference between two that were found to be the same."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record in a field of a subject, such as one answer of a delivery."""

    record: Record
    place: Place | None


@dataclass(frozen=True, eq=False)
class Subject:
    """Something of one version that can be followed to the other."""

    stage: str
    """Canonical name of its list: that of a Stage, or assessments, conflicts, reviews."""
    id: str
    """Of an assessment, what it is of. Empty for a conflict, and where the plan does not say it."""
    title: str
    chain: Chain
    sources: tuple[Entry, ...]
    """Where its fields stand: one record, of an organisation those of all files that it heads."""
    organisation: str | None = None
    """Id of the organisation in whose plan a thing stands."""
    thing: Thing | None = None

    @property
    def file(self) -> SourceFile | None:
        """The file in which it stands; None for a review that nobody wrote down."""
        return next((source.place.file for source in self.sources if source.place is not None), None)

    @property
    def review(self) -> str:
        """The review of an assessment; else nothing."""
        record = self.sources[0].record
        return record.review if isinstance(record, Assessment) else ""

    @property
    def fields(self) -> list[str]:
        """What can be told of it, in the order of the model."""
        if self.stage == Stage.ORGANISATION:
            return list(_HEAD_FIELDS)
        identity = _IDENTITY - {"review"} if self.stage == Stage.DIALOGUE else _IDENTITY
        return [name for name in type(self.sources[0].record).model_fields if name not in identity]

    @cached_property
    def currency(self) -> str:
        """The unit of its amounts."""
        return currency_of(self.file, self.chain)

    @cached_property
    def meaning(self) -> Any:
        """What it says as a whole."""
        return tuple((name, meaning(self.value(name))) for name in self.fields)

    def shape(self, field: str) -> Shape | None:
        """Give what may stand at a field; None where it has no such field."""
        return next((found for one in self.sources if (found := shapes(type(one.record)).get(field))), None)

    def value(self, field: str) -> Any:
        """Give the value of a field; where several files of an organisation say it differently, all of them."""
        distinct: dict[Any, Any] = {}
        for source in self.sources:
            given = getattr(source.record, field, None)
            if (said := meaning(given)) is not None:
                distinct.setdefault(said, given)
        values = [distinct[said] for said in sorted(distinct, key=repr)]
        return values if len(values) > 1 else values[0] if values else None

    def entries(self, field: str) -> list[Entry]:
        """Give the records at a field, a record alone as a list of one."""
        found = []
        for source in self.sources:
            if source.place is not None and field in type(source.record).model_fields:
                found += [Entry(_with_currency(one, self.chain), one) for one in inner_records(source.place, field)]
        return found

    def is_unreadable(self, field: str) -> bool:
        """Tell whether something stands at a field that could not be read."""
        return any(source.place is not None and field in source.place.mapping.faulty for source in self.sources)

    def place_of(self, field: str | None = None) -> Place | None:
        """Give where a field stands; where it is not given, or none is meant, where the subject does."""
        places = [source.place for source in self.sources if source.place is not None]
        return next((place for place in places if field in place.mapping.fields), places[0] if places else None)


def subjects_of(chain: Chain, as_of: date) -> tuple[list[Subject], list[Subject]]:
    """Give what there is in a chain, in the order of its files and lines, and the reviews that nobody wrote down."""
    subjects = [_thing(thing, chain) for thing in chain.things if thing.stage is not Stage.ORGANISATION]
    subjects += _heads(chain)
    for file in chain.files:
        subjects += [_assessment(place, chain) for place in records_at(file, ASSESSMENTS)]
        subjects += [_reviewing(place.record, place, chain) for place in records_at(file, REVIEWS)]
    subjects += [Subject(CONFLICTS, "", "", chain, (Entry(place.record, place),)) for place in chain.conflicts]
    return subjects, list(_usual_reviews(chain, as_of))


def currency_of(file: SourceFile | None, chain: Chain) -> str:
    """Give the unit of all amounts in a plan: its own, else EUR in a chain with a Finnish municipality, else SEK."""
    plan = file.plan if file is not None else None
    if plan is not None and plan.budget is not None and plan.budget.currency is not None:
        return plan.budget.currency
    organisations = (thing.record for thing in chain.of(Stage.ORGANISATION))
    codes = (getattr(organisation, "municipality_code", None) or "" for organisation in organisations)
    return "EUR" if any(len(code) == 3 for code in codes) else "SEK"


def between(subject: Subject) -> list[str]:
    """Give the ids of a conflict."""
    record = subject.sources[0].record
    return record.between if isinstance(record, Conflict) else []


def _thing(thing: Thing, chain: Chain) -> Subject:
    return Subject(
        thing.stage.value, thing.id, thing.title, chain, (Entry(thing.record, thing),), thing.organisation, thing
    )


def _heads(chain: Chain) -> Iterator[Subject]:
    """Give the organisations of a chain, each with what the plans that it heads say of themselves."""
    sources: dict[str, list[Entry]] = {}
    for file in chain.files:
        plan = plan_place(file)
        if plan is None:
            continue
        own = list(records_at(file, Stage.ORGANISATION.value))
        id_ = str(getattr(own[0].record, "id", "")) if own else ""
        sources.setdefault(id_, []).extend(Entry(place.record, place) for place in (*own, plan))
    for id_, entries in sources.items():
        title = next((entry.record.name for entry in entries if isinstance(entry.record, Organisation)), "")
        yield Subject(Stage.ORGANISATION.value, id_, title, chain, tuple(entries))


def _assessment(place: Place, chain: Chain) -> Subject:
    of = place.record.of if isinstance(place.record, Assessment) else ""
    target = chain.by_id.get(of)
    return Subject(ASSESSMENTS, of, target.title if target else "", chain, (Entry(place.record, place),))


def _reviewing(record: Record, place: Place | None, chain: Chain) -> Subject:
    id_, title = str(getattr(record, "id", "")), getattr(record, "title", None)
    organisation = None
    if place is not None and place.file.plan is not None and place.file.plan.organisation is not None:
        organisation = place.file.plan.organisation.id
    return Subject(REVIEWS, id_, title or "", chain, (Entry(record, place),), organisation)


def _usual_reviews(chain: Chain, as_of: date) -> Iterator[Subject]:
    """Give the tertials by which plans are followed up that have no reviews of their own."""
    reviews = Reviews(chain, as_of)
    usual = {review.id: review for file in chain.files for review in reviews.of(file) if review.place is None}
    for review in usual.values():
        record = Review.model_construct(id=review.id, date=review.day, kind=review.kind)
        yield _reviewing(record, None, chain)


def _with_currency(place: Place, chain: Chain) -> Record:
    """Give the record at a place; of a budget with the unit that is meant where it names none."""
    record = place.record
    if isinstance(record, PlanBudget):
        return record.model_copy(update={"currency": currency_of(place.file, chain)})
    return record
