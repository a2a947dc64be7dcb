"""What a Word document tells of what stands around goals: money, risks, talks, changes, conflicts and surveys."""

from collections.abc import Iterator

from effektkedja.report.formats.docx.writer import Writer, Xml, capital, together
from effektkedja.report.model import Dialogue, Named, Report, Result, Risk, Survey, Text


def resources(report: Report, writer: Writer) -> Iterator[Xml]:
    """Tell of the budgets, and of what goes into each goal."""
    for budget in report.budgets:
        yield writer.heading(2, writer.text(budget.organisation))
        if budget.mark:
            yield writer.paragraph(writer.mark(budget.mark), keep=bool(budget.lines))
        yield from (writer.item(writer.text(line)) for line in budget.lines)
    if report.uses:
        if report.budgets:
            yield writer.heading(2, writer.said("resources.goals"))
        rows = ((writer.cell(writer.name(one.goal)), writer.cell(*map(writer.text, one.lines))) for one in report.uses)
        caption = writer.catalogue.text("resources.goals")
        yield writer.table(caption, ("goal", "resources"), rows, shown=not report.budgets)
        yield writer.paragraph(writer.said("resources.overlap"), "fact")


def risks(report: Report, writer: Writer) -> Iterator[Xml]:
    """Tell of the risks with their controls."""
    for one in report.risks:
        yield from _risk(one, writer)
    yield writer.paragraph(writer.text(report.risk_scale), "fact")


def _risk(one: Risk, writer: Writer) -> Iterator[Xml]:
    yield writer.heading(2, writer.place(one.name))
    value = f"{writer.label('risk-value')} {'–' if one.value is None else one.value}"
    shown = f"{value}, {writer.label('great')}" if one.is_great else value
    facts = [writer.text(shown, "error" if one.is_great else ""), writer.joined((one.grades, one.owner))]
    yield writer.paragraph(writer.beside(facts), "fact", keep=True)
    if one.threatens:
        yield writer.paragraph(writer.labelled("threatens", writer.names(one.threatens)))
    for control in one.controls:
        mark = [writer.mark(control.outcome), writer.text(" ")] if control.outcome else []
        who = writer.joined((control.owner, control.frequency))
        of_whom = [writer.text(" ("), who, writer.text(")")] if who else []
        yield writer.item(together([*mark, writer.text(control.title), *of_whom]), keep=control.comment is not None)
        if control.comment:
            yield writer.below_item(writer.text(control.comment))
    if not one.controls:
        yield writer.item(writer.text(capital(writer.catalogue.text("control.no-control"))))


def dialogues(report: Report, writer: Writer) -> Iterator[Xml]:
    """Tell of the result dialogues."""
    for one in report.dialogues:
        yield from _dialogue(one, writer)


def _dialogue(one: Dialogue, writer: Writer) -> Iterator[Xml]:
    yield writer.heading(2, writer.place(one.name))
    if one.date:
        yield writer.paragraph(writer.text(one.date), "fact", keep=True)
    if one.about:
        yield writer.paragraph(writer.labelled("about", writer.names(one.about)))
    for key, items in (
        ("participants", one.participants), ("questions", one.questions), ("conclusions", one.conclusions),
    ):  # fmt: skip
        if items:
            yield writer.heading(3, writer.text(writer.label(key)))
            yield from (writer.item(writer.text(item)) for item in items)
    if one.decisions:
        yield writer.heading(3, writer.text(writer.label("decisions")))
        for decision in one.decisions:
            due = f"{writer.label('due')} {decision.due}" if decision.due else None
            yield writer.item(writer.joined((decision.text, decision.owner, due)))


def improvements(report: Report, writer: Writer) -> Iterator[Xml]:
    """Tell of suggestions and complaints, and of what became of them."""
    yield from (writer.item(writer.text(line)) for line in report.improvement_counts)
    for one in report.improvements:
        yield writer.heading(2, writer.place(one.name))
        facts = [writer.mark(one.mark), writer.joined(one.facts)]
        yield writer.paragraph(writer.beside(facts), "fact", keep=bool(one.about or one.response))
        yield from _about("about", one.about, writer)
        yield from _answer(one.response, writer)


def changes(report: Report, writer: Writer) -> Iterator[Xml]:
    """Tell of what has changed around the plans."""
    for one in report.changes:
        yield writer.heading(2, writer.place(one.name))
        facts = [writer.mark(one.mark)] if one.mark else []
        if told := writer.beside([*facts, writer.joined(one.facts)]):
            yield writer.paragraph(told, "fact", keep=bool(one.affects or one.decision))
        yield from _about("affects", one.affects, writer)
        yield from _answer(one.decision, writer)


def conflicts(report: Report, writer: Writer) -> Iterator[Xml]:
    """Tell of goals that pull against each other."""
    for one in report.conflicts:
        between = together(map(writer.name, one.between), writer.text(" ↔ "))
        comment = one.comment or capital(writer.catalogue.text("dialogue.unweighed")) + "."
        yield writer.item(between, keep=True)
        yield writer.below_item(writer.text(comment))


def surveys(report: Report, writer: Writer) -> Iterator[Xml]:
    """Tell of the surveys, and of what was answered."""
    for one in report.surveys:
        yield from _survey(one, writer)


def _survey(one: Survey, writer: Writer) -> Iterator[Xml]:
    yield writer.heading(2, writer.place(one.name))
    if one.facts:
        yield writer.paragraph(writer.joined(one.facts), "fact", keep=True)
    if one.results:
        yield from (writer.item(_result(result, writer)) for result in one.results)
    else:
        nothing = capital(writer.catalogue.text("dialogue.no-results")) + "."
        yield writer.paragraph(writer.text(nothing))
        yield from (writer.item(writer.text(question)) for question in one.questions)
    yield from _about("measures", one.measures, writer)


def _result(one: Result, writer: Writer) -> Xml:
    question = one.question or writer.label("answer")
    after = " " if str(question).endswith(("?", ":", ".")) else ": "
    said = [writer.text(question), writer.text(after), writer.text(one.answer, bold=True)]
    if one.unit:
        said += [writer.text(" "), writer.text(one.unit)]
    if one.comment:
        said += [writer.text(" · "), writer.text(one.comment)]
    return together(said)


def _about(key: str, things: tuple[Named, ...], writer: Writer) -> Iterator[Xml]:
    if things:
        yield writer.paragraph(writer.labelled(key, writer.names(things)))


def _answer(text: Text | None, writer: Writer) -> Iterator[Xml]:
    if text:
        yield writer.paragraph(writer.text(text))
