"""The status of a review for a reader at a terminal: what somebody has to do comes before what is well."""

from collections.abc import Iterable, Iterator, Sequence

from effektkedja.basics.language import Catalogue
from effektkedja.followup.delivery_state import State
from effektkedja.followup.status import TO_ACT_ON, Counts, Followed, Measured, Status
from effektkedja.render.entries import Section, section_lines
from effektkedja.render.figures import bar, percent, sparkline
from effektkedja.render.indicator_words import indicator_name, others, steps, women_and_men
from effektkedja.render.layout import Layout
from effektkedja.render.status_words import (
    SIGNS,
    STATE_STYLES,
    TREND_SIGNS,
    TREND_STYLES,
    by_owner,
    group_name,
    heading,
    name_of,
    one_line,
    state_word,
    trend_word,
)
from effektkedja.render.styled import Line, Piece, coloured, plain, width_of, wrapped

BAR = 30
"""Cells of the bar that shows what is delivered."""
WIDE = 100
"""Cells of a terminal in which the headings of the table of groups are words and not signs."""
NARROWEST_NAME = 16
"""Cells that the names of groups have at least."""


def render_status(
    status: Status,
    sections: Iterable[Section],
    catalogue: Catalogue,
    width: int | None,
    *,
    color: bool,
) -> str:
    """Give the status: totals, groups, what is to be acted on by owner, the rest, assignments and indicators.

    Below them stand the sections about what surrounds them.
    """
    layout = Layout(width)
    lines = list(_Screen(status, catalogue, layout).lines())
    for section in sections:
        lines += section_lines(section, layout)
    return coloured(lines) if color else plain(lines)


class _Screen:
    """A status, the language it is told in and the lines it is told on."""

    def __init__(self, status: Status, catalogue: Catalogue, layout: Layout) -> None:
        self._status = status
        self._catalogue = catalogue
        self._text = catalogue.text
        self._layout = layout
        self._width = layout.width
        self._words = {state: state_word(state, catalogue) for state in State}
        self._state_width = max(map(len, self._words.values()))

    def lines(self) -> Iterator[Line]:
        """Give everything, line by line."""
        yield from self._layout.paragraph(heading(self._status.review, self._status.as_of, self._catalogue), "strong")
        yield []
        yield from self._totals(self._status.counts)
        if self._status.groups:
            yield from self._groups()
        yield from self._to_act_on()
        rest = [one for one in self._status.deliveries if one.state not in TO_ACT_ON]
        if rest:
            yield from self._layout.section(self._text("status.rest"))
            for one in sorted(rest, key=lambda one: list(State).index(one.state)):
                yield from self._delivered(one)
        if self._status.assignments:
            yield from self._layout.section(self._text("status.assignments"))
            for one in self._status.assignments:
                yield from self._in_full(one, 0)
        if self._status.indicators:
            yield from self._layout.section(self._text("status.indicators"))
            for indicator in self._status.indicators:
                yield from self._indicator(indicator)

    def _totals(self, counts: Counts) -> Iterator[Line]:
        if not counts.all:
            yield from self._layout.paragraph(self._text("status.no-deliveries"))
            return
        told_share = self._text("status.nothing-due")
        if counts.due:
            of_due = percent(counts.done, counts.due)
            told_share = self._text("status.of-due", done=counts.done, due=counts.due, percent=of_due)
        name = f"{self._text('status.delivered')}  "
        cells = max(1, min(BAR, self._width - len(name)))
        full, empty = bar(counts.done, counts.due, cells)
        drawn: Line = [Piece(name, "strong"), Piece("█" * full, "good"), Piece("░" * empty, "quiet")]
        if len(name) + BAR + 2 + len(told_share) <= self._width:
            yield [*drawn, Piece(f"  {told_share}")]
        else:
            yield drawn
            yield from self._layout.paragraph(told_share)
        yield []
        digits = len(str(counts.all))
        for state in State:
            style = STATE_STYLES[state] if counts[state] else "quiet"
            number = f"{self._words[state]:<{self._state_width}}  {counts[state]:>{digits}}  "
            first, *more = wrapped(self._text(f"status.means.{state.value}"), self._width, len(number), len(number))
            yield [Piece(number, style), Piece(first, "quiet")]
            yield from ([Piece(" " * len(number) + line, "quiet")] for line in more)

    def _groups(self) -> Iterator[Line]:
        by = self._status.by.value if self._status.by else ""
        yield from self._layout.section(self._text(f"status.groups.{by}"))
        narrow = self._width < WIDE
        names = ["Σ" if narrow else self._text("status.all")]
        names += [SIGNS[state] if narrow else self._words[state] for state in State]
        digits = len(str(self._status.counts.all))
        widths = [max(len(name), digits) for name in names]
        room = max(NARROWEST_NAME, self._width - sum(widths) - 2 * len(widths))
        titles = [wrapped(group_name(one, self._status, self._catalogue), room, 0, 0) for one in self._status.groups]
        column = max(width_of(line) for title in titles for line in title)
        yield [
            Piece(
                " " * column + "".join(f"  {name:>{width}}" for name, width in zip(names, widths, strict=True)),
                "strong",
            )
        ]
        for group, (first, *more) in zip(self._status.groups, titles, strict=True):
            numbers = [Piece(f"  {group.counts.all:>{widths[0]}}")]
            for state, width in zip(State, widths[1:], strict=True):
                style = STATE_STYLES[state] if group.counts[state] else "quiet"
                numbers.append(Piece(f"  {group.counts[state]:>{width}}", style))
            yield [Piece(first + " " * (column - width_of(first))), *numbers]
            yield from ([Piece(line)] for line in more)
        yield from self._layout.paragraph(self._text("status.overlap"), "quiet")

    def _to_act_on(self) -> Iterator[Line]:
        owners = by_owner(self._status)
        if not owners:
            if self._status.counts.due:
                yield []
                yield from self._layout.paragraph(self._text("status.act-none"), "good")
            return
        yield from self._layout.section(self._text("status.act", count=sum(len(of_owner) for _, of_owner in owners)))
        for owner, of_owner in owners:
            yield from self._layout.paragraph(one_line(owner) if owner else self._text("status.no-owner"), "info")
            for one in of_owner:
                yield from self._in_full(one, 2)

    def _delivered(self, one: Followed) -> Iterator[Line]:
        """Tell of a delivery that asks for nothing: in one line, of what was cancelled also why."""
        due = f"  ({self._due(one)})" if one.state is State.UPCOMING else ""
        title = wrapped(f"{name_of(one.thing)}{due}", self._width, self._state_width + 2, self._state_width + 2)
        yield from self._beside(one, [[Piece(line)] for line in title], 0)
        if one.state is State.CANCELLED:
            yield from self._comment(one, self._state_width + 2)

    def _in_full(self, one: Followed, indent: int) -> Iterator[Line]:
        """Tell of a delivery or an assignment with when it is due, where it stands, and what was said of it."""
        before = indent + self._state_width + 2
        details = [self._due(one), f"{one.thing.file.name}:{one.thing.span('id').line}"]
        if given_by := getattr(one.thing.record, "given_by", None):
            details.insert(1, self._text("status.given-by", given_by=one_line(given_by)))
        title = [[Piece(line, "strong")] for line in wrapped(name_of(one.thing), self._width, before, before)]
        yield from self._beside(one, title, indent)
        yield from self._layout.paragraph(" · ".join(details), "quiet", before)
        yield from self._comment(one, before)

    def _comment(self, one: Followed, indent: int) -> Iterator[Line]:
        if one.comment:
            yield from self._layout.note(one_line(one.comment), indent)

    def _beside(self, one: Followed, body: Sequence[Line], indent: int) -> Iterator[Line]:
        mark = Piece(f"{self._words[one.state]:<{self._state_width}}  ", STATE_STYLES[one.state])
        return self._layout.beside(mark, body, indent)

    def _due(self, one: Followed) -> str:
        return self._text("status.due", due=str(one.due)) if one.due else self._text("status.not-due")

    def _indicator(self, indicator: Measured) -> Iterator[Line]:
        reading = indicator.reading
        yield from self._layout.paragraph(indicator_name(indicator), "strong")
        yield from self._layout.paragraph(steps(indicator, self._catalogue), indent=2)
        course: Line = [Piece(f"{line}  ")] if (line := sparkline(indicator.ranks)) else []
        if reading.trend:
            trend = f"{TREND_SIGNS[reading.trend.value]} {trend_word(reading, self._catalogue)}"
            course.append(Piece(trend, TREND_STYLES[reading.trend.value]))
        elif reading.outcome:
            course.append(Piece(trend_word(reading, self._catalogue), "quiet"))
        reached: Line = []
        if reading.achieved is not None:
            key, sign, style = ("achieved", "✓", "good") if reading.achieved else ("not-achieved", "×", "warning")
            reached = [Piece(f"{sign} {self._text(f'status.{key}')}", style)]
        if course and reached and 5 + _cells([*course, *reached]) <= self._width:
            yield [Piece("  "), *course, Piece(" · "), *reached]
        else:
            yield from ([Piece("  "), *line] for line in (course, reached) if line)
        for told in (women_and_men(indicator, self._catalogue), others(indicator, self._catalogue)):
            if told:
                yield from self._layout.paragraph(told, indent=2)


def _cells(line: Line) -> int:
    return sum(len(piece.text) for piece in line)
