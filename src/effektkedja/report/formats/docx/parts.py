"""The parts of a report in a Word document, each with its heading."""

from collections.abc import Callable, Iterable, Iterator

from effektkedja.report.formats.docx import around
from effektkedja.report.formats.docx.goals import area, chain, work
from effektkedja.report.formats.docx.indicators import indicator, unit_of
from effektkedja.report.formats.docx.writer import Writer, Xml, together
from effektkedja.report.kinds import Part
from effektkedja.report.model import Move, Overview, Report, Text

Told = Callable[[Report, Writer], Iterator[Xml]]


def part_of(part: Part, report: Report, writer: Writer) -> Xml:
    """Give a part of the report, with its heading."""
    if part is Part.GOALS:
        return together(area(one, writer) for one in report.areas)
    heading = writer.heading(1, writer.said(f"report.part.{part.value}"))
    return together([heading, *_TELLERS[part](report, writer)])


def about(report: Report, writer: Writer) -> Xml:
    """Tell what the report is about: the review, the day, the vision, the organisations, and for whom it is."""
    return together(_about(report, writer))


def _about(report: Report, writer: Writer) -> Iterator[Xml]:
    if report.review:
        title = [writer.text(": "), writer.text(report.review_title)] if report.review_title else []
        review = writer.text(f"{writer.label('review')} {report.review}")
        yield writer.paragraph(together([review, *title]))
    yield writer.paragraph(
        writer.text(writer.label("plan-as-of" if report.kind.is_plan else "as-of", day=report.day) + ".")
    )
    if report.visions:
        yield writer.paragraph(
            writer.labelled("vision", together(map(writer.title, report.visions), writer.text(", ")))
        )
    if len(report.organisations) > 1:
        names = together(map(writer.text, report.organisations), writer.text(", "))
        yield writer.paragraph(writer.labelled("organisations", names))
    if report.is_public:
        yield writer.paragraph(writer.text(writer.label("public")))


def overview(report: Report, writer: Writer) -> Xml:
    """Give the political goals as a table, if there is anything to tell of them."""
    summary = report.summary
    if not (summary.overview and summary.columns):
        return Xml("")
    keys = ("goal", *summary.columns)
    return writer.table(writer.label("overview"), keys, (_line(one, report, writer) for one in summary.overview))


def _line(one: Overview, report: Report, writer: Writer) -> list[Xml]:
    whose = writer.text(one.organisation, "quiet") if one.organisation and len(report.organisations) > 1 else Xml("")
    marks = {
        "rating": one.rating, "forecast": one.forecast, "proposal": one.proposal,
    }  # fmt: skip
    cells = [writer.cell(writer.name(one.goal), whose)]
    for key in report.summary.columns:
        if key in marks:
            cells.append(writer.cell(writer.mark(marks[key])))
        else:
            done, whole = (one.delivered.done, one.delivered.due) if key == "delivered" else (one.met, one.measured)
            cells.append(writer.cell(writer.text(of(done, whole, writer))))
    return cells


def of(part: int, whole: int, writer: Writer) -> str:
    """Tell how many of how many."""
    return str(writer.label("of", part=part, whole=whole)) if whole else "–"


def states(report: Report, writer: Writer) -> Xml:
    """Give how the deliveries stand as a table, if there are any."""
    if not report.summary.states:
        return Xml("")
    rows = (
        [writer.cell(inner) for inner in (writer.mark(one.mark), writer.text(str(one.count)), writer.text(one.meaning))]
        for one in report.summary.states
    )
    return writer.table(writer.label("states"), ("state", "count", "meaning"), rows)


def _summary(report: Report, writer: Writer) -> Iterator[Xml]:
    yield from (writer.item(writer.text(sentence)) for sentence in report.summary.sentences)
    yield overview(report, writer)
    yield states(report, writer)


def _to_do(report: Report, writer: Writer) -> Iterator[Xml]:
    for one in report.to_do:
        owner = writer.text(one.owner) if one.owner else writer.said("status.no-owner")
        yield writer.heading(2, owner)
        yield from (work(delivery, writer, told=True) for delivery in one.deliveries)


def _since(report: Report, writer: Writer) -> Iterator[Xml]:
    since, label = report.since, writer.label
    if since is None:
        return
    yield writer.paragraph(writer.text(f"{label('since', reviews=since.before)}. {since.answered}"))
    if since.moved:
        yield _moves("moved", since.moved, writer, is_about=False)
    if since.rejudged:
        yield _moves("rejudged", since.rejudged, writer, is_about=True)
    if since.remeasured:
        rows = (
            (
                writer.cell(together([writer.name(one.name), unit_of(one.unit, writer)])),
                writer.cell(writer.figure(one.before)),
                writer.cell(writer.figure(one.now)),
            )
            for one in since.remeasured
        )
        yield writer.table(label("remeasured"), ("indicator", "before", "now"), rows)
    if since.news:
        yield writer.heading(2, writer.text(label("news")))
        for named in since.news:
            yield writer.item(together([writer.noun(named), writer.name(named)]))


def _moves(caption: str, some: Iterable[Move], writer: Writer, *, is_about: bool) -> Xml:
    keys = ("what", "about", "before", "now", "comment") if is_about else ("what", "before", "now", "comment")

    def row(one: Move) -> list[Xml]:
        cells = {
            "what": writer.name(one.name), "about": writer.text(one.about), "before": writer.mark(one.before),
            "now": writer.mark(one.now), "comment": writer.or_nothing(one.comment),
        }  # fmt: skip
        return [writer.cell(cells[key]) for key in keys]

    return writer.table(writer.label(caption), keys, map(row, some))


def _indicators(report: Report, writer: Writer) -> Iterator[Xml]:
    return (indicator(one, 2, writer) for one in report.indicators)


def _deliveries(report: Report, writer: Writer) -> Iterator[Xml]:
    planned, label = report.kind.is_plan, writer.label
    keys: tuple[str, ...] = ("delivery", "owner-and-due", "goals")
    keys = keys if planned else ("state", "delivery", "owner-and-due", "answer", "goals")
    rows = []
    for one in report.deliveries:
        to = together([writer.text(f"{label('to')} "), writer.text(one.recipient)]) if one.recipient else Xml("")
        answer = [writer.or_nothing(one.answer)]
        if one.comment:
            answer += [writer.text(". "), writer.text(one.comment)]
        cells = {
            "state": writer.cell(writer.mark(one.state)),
            "delivery": writer.cell(writer.place(one.name), to),
            "owner-and-due": _owner_and_due(one.owner, one.due, writer),
            "answer": writer.cell(together(answer)),
            "goals": writer.cell(writer.ids(one.goals)),
        }
        rows.append([cells[key] for key in keys])
    yield writer.table(writer.catalogue.text("report.part.deliveries"), keys, rows, shown=False)


def _owner_and_due(owner: Text | None, due: str | None, writer: Writer) -> Xml:
    when = writer.text(f"{writer.label('due')} {due}") if due else Xml("")
    return writer.cell(writer.or_nothing(owner), when)


def _activities(report: Report, writer: Writer) -> Iterator[Xml]:
    rows = (
        [
            writer.cell(writer.place(one.name)),
            writer.cell(writer.or_nothing(one.owner)),
            writer.cell(writer.or_nothing(one.time)),
            writer.cell(writer.joined(one.uses) or writer.or_nothing(None)),
            writer.cell(writer.ids(one.leads_to)),
        ]
        for one in report.activities
    )
    keys = ("activity", "owner", "time", "resources", "leads-to")
    yield writer.table(writer.catalogue.text("report.part.activities"), keys, rows, shown=False)


def _assignments(report: Report, writer: Writer) -> Iterator[Xml]:
    planned = report.kind.is_plan
    keys: tuple[str, ...] = ("assignment", "owner-and-due", "leads-to")
    keys = keys if planned else ("state", "assignment", "owner-and-due", "comment", "leads-to")
    rows = []
    for one in report.assignments:
        by = [writer.text(f"{writer.label('from')} "), writer.text(one.given_by)] if one.given_by else []
        cells = {
            "state": writer.cell(writer.mark(one.state)),
            "assignment": writer.cell(writer.place(one.name), together(by)),
            "owner-and-due": _owner_and_due(one.owner, one.due, writer),
            "comment": writer.cell(writer.or_nothing(one.comment)),
            "leads-to": writer.cell(writer.ids(one.leads_to)),
        }
        rows.append([cells[key] for key in keys])
    yield writer.table(writer.catalogue.text("report.part.assignments"), keys, rows, shown=False)


def _outside(report: Report, writer: Writer) -> Iterator[Xml]:
    yield writer.paragraph(writer.text(writer.label("outside")))
    yield chain(report.outside, writer)


def _definitions(report: Report, writer: Writer) -> Iterator[Xml]:
    for one in report.glossaries:
        yield writer.heading(2, writer.text(one.heading))
        yield writer.paragraph(writer.text(one.lead), keep=True)
        for definition in one.definitions:
            term = writer.signed(definition.sign, definition.term, bold=True)
            yield writer.item(together([term, writer.text(f": {definition.meaning}")]))


_TELLERS: dict[Part, Told] = {
    Part.SUMMARY: _summary,
    Part.TO_DO: _to_do,
    Part.SINCE: _since,
    Part.INDICATORS: _indicators,
    Part.DELIVERIES: _deliveries,
    Part.ACTIVITIES: _activities,
    Part.ASSIGNMENTS: _assignments,
    Part.SURVEYS: around.surveys,
    Part.RESOURCES: around.resources,
    Part.RISKS: around.risks,
    Part.DIALOGUES: around.dialogues,
    Part.IMPROVEMENTS: around.improvements,
    Part.CHANGES: around.changes,
    Part.CONFLICTS: around.conflicts,
    Part.OUTSIDE: _outside,
    Part.DEFINITIONS: _definitions,
}
