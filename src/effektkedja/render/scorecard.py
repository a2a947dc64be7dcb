"""The scorecards as tables for a screen, as markdown and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from effektkedja.basics.language import Catalogue
from effektkedja.followup.scorecard import PERSPECTIVES, Card, Gauge, Scorecards, ScoredGoal
from effektkedja.plan.model import Indicator, Target
from effektkedja.plan.values import Period
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.render.figures import written
from effektkedja.render.json import dump_json
from effektkedja.render.judgements import JudgementWords, proposal_fields
from effektkedja.render.markdown import escaped
from effektkedja.render.ratings import RatingWords
from effektkedja.render.screen import UNLIMITED, as_text, words
from effektkedja.render.status_words import TREND_SIGNS, dated, one_line
from effektkedja.render.styled import STYLES, width_of

VERSION = 1
WIDE = 100
"""Cells of a terminal in which there is room for all columns."""
MOST_YEARS = 3
"""Years of outcomes that a table shows, the latest; one less, and no baseline, where it is narrow."""
LEAST = 18
"""Cells that a name is given beside columns."""
INDENT, GAP = 4, 2
VERDICTS = 2
"""Columns of words, which come after those of figures."""
NOTHING = "–"

_TREND_STYLES = {"better": "green", "same": "", "worse": "red"}
_REACHED_SIGNS = {True: "✓", False: "×"}
_REACHED_STYLES = {True: "green", False: "red"}


def render_scorecard_json(scorecards: Scorecards) -> str:
    """Give the scorecards as JSON, version 1 (a contract)."""
    return dump_json(
        {
            "version": VERSION,
            "review": scorecards.review.id if scorecards.review else None,
            "as_of": scorecards.as_of.isoformat(),
            "organisations": [_card_fields(card) for card in scorecards.cards],
        }
    )


def _card_fields(card: Card) -> dict[str, Any]:
    return {
        "id": card.organisation.id or None,
        "name": card.organisation.name,
        "kind": card.organisation.kind,
        "part_of": card.organisation.part_of,
        "review": card.review.id if card.review else None,
        "perspectives": [
            {
                "perspective": perspective,
                "side": side,
                "goals": [_goal_fields(goal) for goal in card.goals[perspective]],
            }
            for perspective, side in PERSPECTIVES.items()
            if perspective or card.goals[perspective]
        ],
    }


def _goal_fields(goal: ScoredGoal) -> dict[str, Any]:
    said = goal.judgement.assessment
    return {
        "id": goal.thing.id or None,
        "title": goal.thing.title,
        "level": goal.record.level,
        "effect_goal": goal.record.effect_goal,
        "rating": said.rating if said else None,
        "forecast": said.forecast if said else None,
        "proposal": proposal_fields(goal.judgement.proposal),
        "indicators": [_gauge_fields(gauge) for gauge in goal.gauges],
    }


def _gauge_fields(gauge: Gauge) -> dict[str, Any]:
    reading = gauge.reading
    return {
        "id": gauge.thing.id or None,
        "title": gauge.thing.title,
        "unit": gauge.record.unit,
        "direction": gauge.record.direction,
        "baseline": written(gauge.baseline.value) if gauge.baseline else None,
        "target": written(reading.target.value) if reading.target else None,
        "values": [{"period": str(one.period), "value": written(one.value)} for one in gauge.values],
        "achieved": reading.achieved,
        "trend": reading.trend,
    }


def render_scorecard(
    scorecards: Scorecards, catalogue: Catalogue, ratings: RatingWords, width: int | None, *, color: bool
) -> str:
    """Give the scorecards, one organisation below the other, each with columns of its own."""
    narrow = width is not None and width < WIDE
    parts: list[RenderableType] = [words(_heading(scorecards, catalogue), "bold")]
    judging = JudgementWords(catalogue, ratings)
    if not all(card.is_empty for card in scorecards.cards):
        parts.append(words(judging.rule(scorecards.rules), "dim"))
    for card in scorecards.cards:
        say = _Words(catalogue, judging, _columns(card, scorecards, narrow=narrow))
        parts += ["", words(say.name(card, scorecards), "bold"), *_card(card, say, width or UNLIMITED)]
        parts += [words(line, "dim") for line in say.lacking(card)]
    return as_text(parts, width, color=color)


def _heading(scorecards: Scorecards, catalogue: Catalogue) -> str:
    """Tell from when the scorecards are."""
    day, review = scorecards.as_of.isoformat(), scorecards.review
    if review is None:
        return catalogue.text("scorecard.heading-day", day=day)
    return catalogue.text("scorecard.heading", review=review.id, day=day)


def _columns(card: Card, scorecards: Scorecards, *, narrow: bool = False) -> "_Columns":
    years = sorted(set[int]().union(*(gauge.years for gauge in card.gauges)))
    most = MOST_YEARS - 1 if narrow else MOST_YEARS
    return _Columns(not narrow, tuple(years[-most:]), scorecards.as_of.year)


def _card(card: Card, say: "_Words", room: int) -> Iterator[RenderableType]:
    """Give goals in lines of their own, and below each its indicators, all of them in the same columns."""
    lines = _Lines(card, say, room)
    if any(True for _ in card.gauges) and lines.fit:
        yield lines.heading()
    for perspective, goals in card.goals.items():
        if goals:
            yield words(say.perspective(perspective), "underline")
        for goal in goals:
            yield Padding(say.goal(goal), (0, 0, 0, INDENT // 2))
            yield Padding(say.judgement(goal), (0, 0, 0, INDENT))
            yield Padding(say.proposal(goal), (0, 0, 0, INDENT))
            if not goal.gauges:
                yield Padding(words(say.text("no-indicator"), "dim"), (0, 0, 0, INDENT))
            for gauge in goal.gauges:
                yield lines.of(gauge)


class _Lines:
    """The lines of a card's indicators: columns that stand below each other, or sentences where these do not fit."""

    def __init__(self, card: Card, say: "_Words", room: int) -> None:
        self._say = say
        self._headings = [*say.figure_headings(), *say.verdict_headings()]
        self._cells = {gauge: say.cells(gauge) for gauge in card.gauges}
        columns = zip([Text(name) for name in self._headings], *self._cells.values(), strict=True)
        self._widths = [max(width_of(cell.plain) for cell in column) for column in columns]
        longest = max((width_of(say.indicator(gauge)) for gauge in self._cells), default=0)
        self._name_width = min(longest, room - INDENT - sum(GAP + width for width in self._widths))
        self.fit = self._name_width >= min(longest, LEAST)
        """Whether the columns leave enough room for the names."""

    def heading(self) -> RenderableType:
        """Give the names of the columns."""
        return self._line(Text(), [words(name, "bold") for name in self._headings])

    def of(self, gauge: Gauge) -> RenderableType:
        """Give an indicator."""
        name = words(self._say.indicator(gauge))
        if self.fit:
            return self._line(name, self._cells[gauge])
        for heading, cell in zip(self._headings, self._cells[gauge], strict=True):
            name.append(f" · {heading}: ", "dim").append_text(cell)
        return Padding(name, (0, 0, 0, INDENT))

    def _line(self, name: Text, cells: Sequence[Text]) -> Table:
        table = Table.grid(padding=(0, GAP, 0, 0))
        table.add_column(width=self._name_width + INDENT, overflow="fold")
        for index, width in enumerate(self._widths):
            table.add_column(width=width, justify="left" if index >= len(cells) - VERDICTS else "right")
        table.add_row(Padding(name, (0, 0, 0, INDENT)), *cells)
        return table


def render_scorecard_markdown(scorecards: Scorecards, catalogue: Catalogue, ratings: RatingWords) -> str:
    """Give the scorecards as markdown: a heading for each organisation, perspective and goal, a table for each goal."""
    return "\n\n".join(_markdown(scorecards, catalogue, JudgementWords(catalogue, ratings))) + "\n"


def _markdown(scorecards: Scorecards, catalogue: Catalogue, judging: JudgementWords) -> Iterator[str]:
    yield f"# {escaped(_heading(scorecards, catalogue))}"
    if not all(card.is_empty for card in scorecards.cards):
        yield escaped(judging.rule(scorecards.rules))
    for card in scorecards.cards:
        say = _Words(catalogue, judging, _columns(card, scorecards))
        yield f"## {escaped(say.name(card, scorecards))}"
        for perspective, goals in card.goals.items():
            if goals:
                yield f"### {escaped(say.perspective(perspective))}"
            for goal in goals:
                yield f"#### {escaped(say.goal(goal).plain)}"
                yield escaped(say.judgement(goal).plain)
                yield escaped(say.proposal(goal).plain)
                yield "\n".join(_markdown_table(goal, say)) if goal.gauges else escaped(say.text("no-indicator"))
        yield from (escaped(line) for line in say.lacking(card))


def _markdown_table(goal: ScoredGoal, say: "_Words") -> Iterator[str]:
    figures, verdicts = say.figure_headings(), say.verdict_headings()
    yield _row([say.text("indicator"), *figures, *verdicts])
    yield f"|{'|'.join(['---', *('--:' for _ in figures), *('---' for _ in verdicts)])}|"
    for gauge in goal.gauges:
        yield _row([say.indicator(gauge), *(cell.plain for cell in say.cells(gauge))])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which figures the lines of a card show."""

    baseline: bool
    years: tuple[int, ...]
    """The years of outcomes."""
    year: int
    """The year that the column of targets is about."""


class _Words:
    """What is told of the scorecards, in the reader's language."""

    def __init__(self, catalogue: Catalogue, judging: JudgementWords, columns: _Columns) -> None:
        self._judging = judging
        self._columns = columns
        self._catalogue = catalogue
        self._language = catalogue.language

    def text(self, key: str, **args: str) -> str:
        """Give a sentence of the scorecard."""
        return self._catalogue.text(f"scorecard.{key}", **args)

    def name(self, card: Card, scorecards: Scorecards) -> str:
        """Tell whose card it is, and at which review where that is another one."""
        told_of = [self._value("organisation_kind", card.organisation.kind)] if card.organisation.kind else []
        if card.review is not None and scorecards.review is not None and card.review.id != scorecards.review.id:
            told_of.append(self.text("review", review=card.review.id))
        name = one_line(card.organisation.name) or card.organisation.id
        return f"{name} ({', '.join(told_of)})" if told_of else name

    def perspective(self, perspective: str | None) -> str:
        """Name a perspective and which way it looks."""
        side = PERSPECTIVES[perspective]
        if perspective is None or side is None:
            return self.text("no-perspective")
        return f"{self._value('perspective', perspective).capitalize()} ({self.text(side.value)})"

    def lacking(self, card: Card) -> Iterator[str]:
        """Tell in which perspectives there is no goal, of a card that has any."""
        if card.is_empty:
            yield self.text("no-goals")
            return
        named = {perspective: goals for perspective, goals in card.goals.items() if perspective}
        empty = tuple(self._value("perspective", one) for one, goals in named.items() if one and not goals)
        if empty and len(empty) < len(named):
            yield self._catalogue.text("scorecard.empty", perspectives=empty)

    def goal(self, goal: ScoredGoal) -> Text:
        """Name a goal, its level, and whether it is a goal of effect."""
        about = [self._value("level", goal.record.level)] if goal.record.level else []
        if goal.record.effect_goal:
            about.append(self.text("effect-goal"))
        line = words(f"{goal.thing.id} {one_line(goal.thing.title)}".strip(), "bold")
        return line.append(f" ({', '.join(about)})", "dim") if about else line

    def judgement(self, goal: ScoredGoal) -> Text:
        """Tell how people rate a goal and what they expect of it."""
        said = (words(text, STYLES[style]) for text, style in self._judging.by_people(goal.judgement))
        return Text("; ").join(said)

    def proposal(self, goal: ScoredGoal) -> Text:
        """Tell what is proposed for a goal, and how that was reached."""
        text, style = self._judging.proposed(goal.judgement)
        reached = " ".join(self._judging.reached(goal.judgement.proposal))
        return words(text, STYLES[style]).append(f". {reached}", "dim")

    def figure_headings(self) -> list[str]:
        """Head the columns of figures."""
        baseline = [self.text("baseline")] if self._columns.baseline else []
        return [*baseline, *map(str, self._columns.years), self.text("target", year=str(self._columns.year))]

    def verdict_headings(self) -> list[str]:
        """Head the columns of what the figures mean."""
        return [self.text("reached"), self.text("trend")]

    def indicator(self, gauge: Gauge) -> str:
        """Name an indicator and its unit."""
        unit = f" ({one_line(gauge.record.unit)})" if gauge.record.unit else ""
        return f"{one_line(gauge.thing.title)}{unit}"

    def cells(self, gauge: Gauge) -> list[Text]:
        """Give what stands in an indicator's columns."""
        return [*(words(figure) for figure in self.figures(gauge)), self.reached(gauge), self.trend(gauge)]

    def figures(self, gauge: Gauge) -> list[str]:
        """Give an indicator's baseline, its outcomes year by year, and its target."""
        baseline, target = gauge.baseline, gauge.reading.target
        outcomes = [gauge.of_year(year) for year in self._columns.years]
        cells = [
            NOTHING if one is None else self._in_column(self._number(one.value), one.period, year)
            for year, one in zip(self._columns.years, outcomes, strict=True)
        ]
        if gauge.values and not any(outcomes):  # all it has is older than the columns: better there than nowhere
            latest = gauge.values[-1]
            cells[0] = dated(latest.value, latest.period, self._language)
        if self._columns.baseline:
            cells.insert(0, dated(baseline.value, baseline.period, self._language) if baseline else NOTHING)
        if target is None:
            return [*cells, NOTHING]
        return [*cells, self._in_column(self._wanted(gauge.record, target), target.period, self._columns.year)]

    @staticmethod
    def _in_column(value: str, period: Period | None, year: int) -> str:
        """Give a value with its period, as far as the column's year does not tell that."""
        more = str(period or "").removeprefix(str(year)).lstrip("-")
        return f"{value} ({more})" if more else value

    def _wanted(self, indicator: Indicator, target: Target) -> str:
        """Give what a target asks for: at least, at most, exactly, or between."""
        if indicator.direction == "decrease":
            return f"≤ {self._number(target.value)}"
        if indicator.direction != "maintain":
            return f"≥ {self._number(target.value)}"
        if target.min is None and target.max is None:
            return f"= {self._number(target.value)}"
        if target.max is None:
            return f"≥ {self._number(target.min)}"
        if target.min is None:
            return f"≤ {self._number(target.max)}"
        return f"{self._number(target.min)}–{self._number(target.max)}"

    def _number(self, value: Decimal | str | None) -> str:
        return dated(value, None, self._language)

    def reached(self, gauge: Gauge) -> Text:
        """Tell whether an indicator reaches its target."""
        achieved = gauge.reading.achieved
        if achieved is None:
            return words(NOTHING, "dim")
        word = self.text("yes" if achieved else "no")
        return words(f"{_REACHED_SIGNS[achieved]} {word}", _REACHED_STYLES[achieved])

    def trend(self, gauge: Gauge) -> Text:
        """Tell which way an indicator moves."""
        trend = gauge.reading.trend
        if trend is None:
            return words(NOTHING, "dim")
        return words(
            f"{TREND_SIGNS[trend]} {self._catalogue.text(f'status.trend-{trend.value}')}", _TREND_STYLES[trend]
        )

    def _value(self, group: str, name: str) -> str:
        """Give a fixed value of the plan format as running text has it."""
        return vocabulary().value(group, name, self._language).replace("_", " ")
