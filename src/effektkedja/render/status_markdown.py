"""The status of a review as Markdown, to be put into a document or a wiki."""

from collections.abc import Iterable, Iterator, Sequence

from effektkedja.basics.language import Catalogue
from effektkedja.followup.delivery_state import State
from effektkedja.followup.status import TO_ACT_ON, Followed, Measured, Status
from effektkedja.render.entries import Section, section_markdown
from effektkedja.render.figures import percent, sparkline
from effektkedja.render.markdown import escaped
from effektkedja.render.status_words import (
    SIGNS,
    TREND_SIGNS,
    by_owner,
    dated,
    group_name,
    heading,
    state_word,
    trend_word,
)


def render_status_markdown(status: Status, sections: Iterable[Section], catalogue: Catalogue) -> str:
    """Give the status as a document of headings, tables and lists, with sections about what surrounds it."""
    lines = list(_lines(status, catalogue))
    for section in sections:
        lines += section_markdown(section)
    return "".join(f"{line}\n" for line in lines)


def _lines(status: Status, catalogue: Catalogue) -> Iterator[str]:
    text = catalogue.text
    yield f"# {escaped(heading(status.review, status.as_of, catalogue))}"
    yield ""
    if not status.counts.all:
        yield text("status.no-deliveries")
    else:
        counts = status.counts
        yield (
            f"{text('status.delivered')}: {text('status.nothing-due')}."
            if not counts.due
            else f"{text('status.delivered')}: "
            f"{text('status.of-due', done=counts.done, due=counts.due, percent=percent(counts.done, counts.due))}."
        )
        yield ""
        rows = [
            [state_word(state, catalogue), str(counts[state]), text(f"status.means.{state.value}")] for state in State
        ]
        yield from _table([text("status.state-heading"), text("status.number"), ""], rows, numbers={1})
    if status.groups and status.by:
        yield from _section(text(f"status.groups.{status.by.value}"))
        names = [text("status.group"), text("status.all"), *(state_word(state, catalogue) for state in State)]
        rows = [
            [
                escaped(group_name(group, status, catalogue)),
                str(group.counts.all),
                *(str(group.counts[state]) for state in State),
            ]
            for group in status.groups
        ]
        yield from _table(names, rows, numbers=set(range(1, len(names))))
        yield ""
        yield text("status.overlap")
    pressing = [one for _, of_owner in by_owner(status) for one in of_owner]
    if pressing:
        yield from _section(text("status.act", count=len(pressing)))
        yield from _followed(pressing, catalogue)
    elif status.counts.due:
        yield ""
        yield text("status.act-none")
    rest = [one for one in status.deliveries if one.state not in TO_ACT_ON]
    if rest:
        yield from _section(text("status.rest"))
        yield from _followed(sorted(rest, key=lambda one: list(State).index(one.state)), catalogue)
    if status.assignments:
        yield from _section(text("status.assignments"))
        yield from _followed(status.assignments, catalogue, "assignment")
    if status.indicators:
        yield from _section(text("status.indicators"))
        keys = ("indicator", "baseline", "latest", "target", "course", "trend", "reached")
        people = [text("status.women").capitalize(), text("status.men").capitalize(), text("status.others")]
        yield from _table(
            [*(text(f"status.{key}") for key in keys), *people],
            [_indicator(indicator, catalogue) for indicator in status.indicators],
        )


def _section(title: str) -> list[str]:
    return ["", f"## {title}", ""]


def _table(heading_: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()) -> Iterator[str]:
    yield f"| {' | '.join(heading_)} |"
    yield f"|{'|'.join('--:' if index in set(numbers) else '---' for index in range(len(heading_)))}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _followed(found: Iterable[Followed], catalogue: Catalogue, what: str = "delivery") -> Iterator[str]:
    text = catalogue.text
    names = ("owner", "state-heading", what, "due-heading", "comment", "place")
    rows = (
        [
            escaped(one.owner or "–"),
            state_word(one.state, catalogue),
            escaped(f"{one.thing.id} {one.thing.title}"),
            str(one.due or "–"),
            escaped(one.comment or ""),
            escaped(f"{one.thing.file.name}:{one.thing.span('id').line}"),
        ]
        for one in found
    )
    yield from _table([text(f"status.{name}") for name in names], rows)


def _indicator(indicator: Measured, catalogue: Catalogue) -> list[str]:
    record, reading, language = indicator.record, indicator.reading, catalogue.language
    unit = f" ({record.unit})" if record.unit else ""
    entries = (indicator.baseline, reading.outcome, reading.target)
    values = [escaped(dated(entry.value, entry.period, language)) if entry else "–" for entry in entries]
    genders = (indicator.women, indicator.men)
    people = [escaped(dated(entry.value, entry.period, language)) if entry else "" for entry in genders]
    others = ", ".join(f"{one.name} {dated(one.value, one.period, language)}" for one in indicator.comparisons)
    trend = f"{TREND_SIGNS[reading.trend.value]} {trend_word(reading, catalogue)}" if reading.trend else "–"
    reached = "–"
    if reading.achieved is not None:
        sign = SIGNS[State.DONE] if reading.achieved else SIGNS[State.CANCELLED]
        reached = f"{sign} {catalogue.text('status.achieved' if reading.achieved else 'status.not-achieved')}"
    title = escaped(f"{indicator.thing.id} {indicator.thing.title}{unit}")
    return [title, *values, sparkline(indicator.ranks), trend, reached, *people, escaped(others)]
