"""The fields of a template: what a report offers to those who make the documents of an organisation.

A field that stands for a part of the report is written as the part when it is shown, and gives its rows to a template
that makes a table of its own. docs/word.md tells of all of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from effektkedja.basics.language import Catalogue, Language
from effektkedja.report.formats.docx.writer import sign_and_word
from effektkedja.report.formats.templating import labels
from effektkedja.report.kinds import PARTS, Part
from effektkedja.report.model import Delivered, Delivery, Figure, Goal, Indicator, Judgement, Mark, Named, Report, Text

NOTHING = "–"


class Worded(str):
    """A text of a plan, which knows its language."""

    __slots__ = ("language",)
    language: Language


class Row(dict[str, object]):
    """What a template may show of one thing."""

    def __str__(self) -> str:
        return str(self.get("title", ""))


@dataclass(frozen=True, slots=True)
class Field:
    """A part of the report: shown as it is written for readers, or gone through row by row."""

    name: str
    is_there: bool
    rows: tuple[object, ...] = ()

    def __bool__(self) -> bool:
        return self.is_there

    def __iter__(self) -> Iterator[object]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


BODY, CONTENTS, ABOUT, OVERVIEW, STATES = "body", "contents", "about", "overview", "states"


def name_of(part: Part) -> str:
    """Give the name of the field of a part."""
    return part.value.replace("-", "_")


def fields_of(report: Report, catalogue: Catalogue) -> dict[str, object]:
    """Give the fields of a report, by their names."""
    given = _Rows(report, catalogue)
    parts = {name_of(part): Field(name_of(part), part in report.parts, given.of(part)) for part in Part}
    return {
        "title": report.title,
        "organisation": _worded(report.organisation),
        "organisations": tuple(map(_worded, report.organisations)),
        "review": report.review or "",
        "review_title": _worded(report.review_title),
        "visions": tuple(_worded(vision.title) for vision in report.visions),
        "day": report.day,
        "as_of": report.as_of.isoformat(),
        "kind": report.kind.value,
        "language": report.language,
        "public": report.is_public,
        "made": given.label("made"),
        ABOUT: Field(ABOUT, is_there=True),
        CONTENTS: Field(CONTENTS, is_there=True),
        BODY: Field(BODY, is_there=True),
        OVERVIEW: Field(OVERVIEW, bool(report.summary.overview), given.overview()),
        STATES: Field(STATES, bool(report.summary.states), given.states()),
        **parts,
    }


def lacking(report: Report, used: set[str]) -> list[str]:
    """Give the fields of what a report has, and a template that uses these fields has no place for."""
    told = [*([] if "title" in used else ["title"]), *([] if {ABOUT, "day", "as_of"} & used else [ABOUT])]
    if BODY in used:
        return told
    shown = [name_of(part) for part in PARTS[report.kind] if part in report.parts]
    return told + [name for name in shown if name not in used and not (name == "summary" and OVERVIEW in used)]


def _worded(text: str | Text | None) -> str:
    if not isinstance(text, Text):
        return text or ""
    word = Worded(text.text)
    word.language = text.language
    return word


class _Rows:
    """The rows of the parts of one report."""

    def __init__(self, report: Report, catalogue: Catalogue) -> None:
        self._report = report
        self.label = labels(catalogue, report)

    def of(self, part: Part) -> tuple[object, ...]:
        """Give the rows of a part; none of those that are only shown as they are."""
        rows = getattr(self, f"_{name_of(part)}", None)
        return () if rows is None else tuple(rows())

    def _summary(self) -> Iterable[str]:
        return self._report.summary.sentences

    def _to_do(self) -> Iterator[Row]:
        for who in self._report.to_do:
            for one in who.deliveries:
                yield Row(self._delivery(one) | {"owner": _worded(who.owner)})

    def _goals(self) -> Iterator[Row]:
        return (self._goal(goal, area.name) for area in self._report.areas for goal in area.goals)

    def _indicators(self) -> Iterator[Row]:
        return map(self._indicator, self._report.all_indicators)

    def _deliveries(self) -> Iterator[Row]:
        return map(self._delivery, self._report.deliveries)

    def _activities(self) -> Iterator[Row]:
        for one in self._report.activities:
            yield _row(one.name, owner=one.owner, time=one.time, resources=", ".join(one.uses))

    def _assignments(self) -> Iterator[Row]:
        for one in self._report.assignments:
            yield _row(
                one.name, given_by=one.given_by, owner=one.owner, due=one.due, state=_mark(one.state),
                comment=one.comment,
            )  # fmt: skip

    def _risks(self) -> Iterator[Row]:
        for one in self._report.risks:
            value = NOTHING if one.value is None else str(one.value)
            yield _row(one.name, value=value, owner=one.owner, threatens=_names(one.threatens))

    def _improvements(self) -> Iterator[Row]:
        for one in self._report.improvements:
            yield _row(one.name, state=_mark(one.mark), response=one.response)

    def _changes(self) -> Iterator[Row]:
        for one in self._report.changes:
            yield _row(one.name, state=_mark(one.mark), decision=one.decision)

    def _definitions(self) -> Iterator[Row]:
        for glossary in self._report.glossaries:
            for one in glossary.definitions:
                yield Row(term=one.term, meaning=one.meaning)

    def overview(self) -> tuple[Row, ...]:
        """Give the political goals."""
        return tuple(
            _row(
                one.goal,
                organisation=one.organisation,
                rating=_mark(one.rating),
                forecast=_mark(one.forecast),
                proposal=_mark(one.proposal),
                delivered=self._delivered(one.delivered),
                indicators_met=self._of(one.met, one.measured),
            )
            for one in self._report.summary.overview
        )

    def states(self) -> tuple[Row, ...]:
        """Give how many deliveries stand how."""
        return tuple(
            Row(state=_mark(one.mark), count=str(one.count), meaning=one.meaning) for one in self._report.summary.states
        )

    def _delivery(self, one: Delivery) -> Row:
        return _row(
            one.name,
            recipient=one.recipient,
            owner=one.owner,
            due=one.due,
            state=_mark(one.state),
            answer=one.answer,
            comment=one.comment,
            goals=_names(one.goals),
        )

    def _goal(self, one: Goal, area: Named | None) -> Row:
        judgement: Judgement | None = one.judgement
        said = " ".join(map(str, judgement.paragraphs)) if judgement else ""
        return _row(
            one.name,
            area=area.title if area else None,
            organisation=one.organisation,
            owner=one.owner,
            rating=_mark(judgement.rating if judgement else None),
            forecast=_mark(judgement.forecast if judgement else None),
            proposal=_mark(judgement.proposal if judgement else None),
            comment=said,
        )

    def _indicator(self, one: Indicator) -> Row:
        return _row(
            one.name,
            unit=one.unit,
            baseline=_figure(one.baseline),
            latest=_figure(one.latest),
            period=one.latest.period if one.latest else None,
            target=one.aim or _figure(one.target),
            trend=_mark(one.trend),
            reached=_mark(one.reached),
            owner=one.owner,
            source=one.source,
        )

    def _delivered(self, one: Delivered) -> str:
        return self._of(one.done, one.due)

    def _of(self, part: int, whole: int) -> str:
        return str(self.label("of", part=part, whole=whole)) if whole else NOTHING


def _row(name: Named, **more: object) -> Row:
    told = {
        key: _worded(value) if value is None or isinstance(value, (str, Text)) else value for key, value in more.items()
    }
    return Row(id=name.id, title=_worded(name.title), **told)


def _mark(mark: Mark | None) -> str:
    return sign_and_word(mark.sign, mark.word) if mark else NOTHING


def _figure(figure: Figure | None) -> str | Text:
    return figure.text if figure else NOTHING


def _names(some: Iterable[Named]) -> str:
    return ", ".join(one.id or one.title.text for one in some)
