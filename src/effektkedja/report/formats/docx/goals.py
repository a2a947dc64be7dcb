"""What a Word document tells of focus areas, their goals, and the chains that carry them."""

from collections.abc import Iterable, Iterator, Sequence

from effektkedja.report.formats.docx.indicators import indicator
from effektkedja.report.formats.docx.writer import Writer, Xml, together
from effektkedja.report.model import Area, Branch, Delivery, Effect, Goal, GoalBelow, Judgement, Named, Slice


def area(one: Area, writer: Writer) -> Xml:
    """Tell of a focus area with its goals; without a name of the goals that have none."""
    label = writer.label
    if one.name:
        title = together([writer.text(f"{label('area')}: "), writer.title(one.name)])
    else:
        title = writer.text(label("goals-alone" if len(writer.report.areas) > 1 else "goals"))
    return together(
        [
            writer.heading(1, title),
            writer.paragraphs(one.description),
            judgement(one.judgement, writer) if one.judgement else Xml(""),
            *(indicator(measure, 2, writer) for measure in one.indicators),
            *(goal(other, writer) for other in one.goals),
            _named("goals-elsewhere", one.others, writer),
        ]
    )


def goal(one: Goal, writer: Writer) -> Xml:
    """Tell of a goal with all that carries it."""
    return together(_of_goal(one, writer))


def _of_goal(one: Goal, writer: Writer) -> Iterator[Xml]:
    yield writer.heading(2, writer.place(one.name))
    if about := writer.joined((*one.facts, one.organisation, one.owner)):
        yield writer.paragraph(about, "fact", keep=True)
    yield writer.paragraphs(one.description)
    yield _named("leads-to", one.leads_to, writer)
    if one.judgement:
        yield _section("judgement.heading", writer, [judgement(one.judgement, writer)])
    yield _section("report.label.below", writer, (_below(other, writer) for other in one.below))
    measured = [indicator(measure, 4, writer) for measure in one.indicators]
    yield _section("report.label.indicators", writer, [*measured, _named("told-elsewhere", one.elsewhere, writer)])
    done = (work(delivery, writer, told=delivery.needs_action) for delivery in one.deliveries)
    yield _section("report.label.deliveries", writer, done)
    yield _section("report.label.resources", writer, (writer.item(writer.text(line)) for line in one.resources))
    yield _section("report.label.effects", writer, _effects(one.effects, writer))
    yield _named("surveys", one.surveys, writer)
    yield _named("risks", one.risks, writer)
    yield _section("report.label.chain", writer, [chain(one.slice, writer)])


def _section(key: str, writer: Writer, inner: Iterable[Xml]) -> Xml:
    """Give what there is under a heading; without anything no heading."""
    told = together(inner)
    return together([writer.heading(3, writer.said(key)), told]) if told else told


def _named(key: str, things: Sequence[Named], writer: Writer) -> Xml:
    return writer.paragraph(writer.labelled(key, writer.names(things))) if things else Xml("")


def _below(one: GoalBelow, writer: Writer) -> Xml:
    mark = [writer.text(f" · {one.about} "), writer.mark(one.mark)] if one.mark else []
    return writer.item(together([writer.name(one.name), *mark]))


def _effects(effects: Sequence[Effect], writer: Writer) -> Iterator[Xml]:
    for effect in effects:
        yield from _effect(effect, writer)
    for effect in effects:
        yield from (indicator(measure, 4, writer) for measure in effect.indicators)


def _effect(one: Effect, writer: Writer) -> Iterator[Xml]:
    label = writer.label
    facts = [writer.place(one.name) if one.is_first else writer.name(one.name)]
    if one.target_group:
        facts.append(together([writer.text(f"{label('target-group')}: "), writer.text(one.target_group)]))
    if one.horizon:
        facts.append(writer.text(f"{label('horizon')} {one.horizon}"))
    yield writer.item(writer.beside(facts))
    if one.elsewhere:
        yield writer.below_item(writer.labelled("measured-by", writer.names(one.elsewhere)))
    if one.judgement:
        yield judgement(one.judgement, writer)


def work(one: Delivery, writer: Writer, *, told: bool) -> Xml:
    """Give a delivery as a line of a list, with its comment if that is to be told."""
    mark = [writer.mark(one.state), writer.text(" ")] if one.state else []
    due = [writer.text(f" ({writer.label('due')} {one.due})", "quiet")] if one.due else []
    is_told = told and one.comment is not None
    line = writer.item(together([*mark, writer.name(one.name), *due]), keep=is_told)
    return together([line, writer.below_item(writer.text(one.comment))]) if is_told and one.comment else line


def judgement(one: Judgement, writer: Writer) -> Xml:
    """Tell what people concluded, and beside it what is computed."""
    return together(_of_judgement(one, writer))


def _of_judgement(one: Judgement, writer: Writer) -> Iterator[Xml]:
    people = [("rating", one.rating), ("forecast", one.forecast)]
    for key, what in people if writer.report.kind.is_final else reversed(people):
        if what:
            yield writer.paragraph(writer.labelled(key, writer.mark(what)), keep=True)
    if not one.is_made and one.proposal_label:
        yield writer.paragraph(writer.labelled("rating", writer.said("judgement.nobody"), writer.text(".")))
    if one.proposal or one.reached:
        said = [writer.text(f"{one.proposal_label}: ", bold=True)]
        if one.proposal:
            said += [writer.mark(one.proposal), writer.text(". ")]
        yield writer.paragraph(together([*said, writer.text(" ".join(one.reached))]))
    for key, things in (("failing", one.failing), ("unknown", one.unknown)):
        if things:
            more = [writer.text(" "), writer.said("judgement.more", more=one.more[key])] if one.more[key] else []
            yield writer.paragraph(writer.labelled(key, writer.names(things), *more))
    yield writer.paragraphs(one.paragraphs)
    for said_ in one.said:
        yield writer.paragraph(writer.text(said_.heading, bold=True), keep=True)
        yield from (writer.item(writer.text(item)) for item in said_.items)


def chain(one: Slice, writer: Writer) -> Xml:
    """Give a part of a chain as a list: what leads to a line stands below it, one deeper."""
    lines = [writer.step(_branch(branch, writer), branch.depth) for branch in one.branches]
    if one.more:
        lines.append(writer.paragraph(writer.said("report.more", count=one.more)))
    return together(lines)


def _branch(one: Branch, writer: Writer) -> Xml:
    facts = [together([writer.noun(one.name), writer.place(one.name) if one.is_first else writer.name(one.name)])]
    if one.mark:
        facts.append(writer.mark(one.mark))
    facts += (writer.text(fact) for fact in one.facts if fact)
    if one.is_repeated:
        facts.append(writer.text(writer.label("above")))
    return writer.beside(facts)
