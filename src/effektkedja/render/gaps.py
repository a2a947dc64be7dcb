"""What carries each political goal and what is missing, as a table and as JSON."""

from collections.abc import Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from effektkedja.basics.language import Catalogue
from effektkedja.chain.build import Chain
from effektkedja.chain.gaps import CARRIERS, BrokenThread, Gaps, GoalSupport
from effektkedja.render.figures import percent, share
from effektkedja.render.json import dump_json
from effektkedja.render.screen import as_text, words
from effektkedja.render.thread import thread_tree

VERSION = 1
WIDE = 100
"""Cells of a terminal in which the headings of the table stand in full."""


def render_gaps_json(gaps: Gaps) -> str:
    """Give the gaps as JSON, version 1 (a contract)."""
    return dump_json(
        {
            "version": VERSION,
            "goals": [_goal(support) for support in gaps.supports],
            "broken": [_broken(thread) for _, thread in gaps.broken],
            "covered": share(gaps.reaching, gaps.activities),
        }
    )


def render_gaps(gaps: Gaps, catalogue: Catalogue, width: int | None, *, color: bool) -> str:
    """Give the gaps as a table of goals, the threads that end too early as trees, and one line of summary."""
    parts: list[RenderableType] = []
    if gaps.supports:
        narrow = width is not None and width < WIDE
        parts += [_table(gaps.supports, catalogue, narrow=narrow), ""]
        if narrow:
            parts += [words(_legend(catalogue), "dim"), ""]
    if gaps.broken:
        parts.append(words(catalogue.text("gaps.broken", count=len(gaps.broken)), "bold"))
        parts += [_thread(chain, thread, catalogue) for chain, thread in gaps.broken]
        parts.append("")
    parts.append(_summary(gaps, catalogue))
    return as_text(parts, width, color=color)


def _goal(support: GoalSupport) -> dict[str, Any]:
    goal = support.goal
    return {
        "id": goal.id or None,
        "title": goal.title,
        "level": goal.level,
        "organisation": goal.organisation,
        **{stage.value: support.counts[stage] for stage in CARRIERS},
        "missing": [stage.value for stage in support.missing],
    }


def _broken(thread: BrokenThread) -> dict[str, Any]:
    return {"activity": thread.activity.id or None, "ends_at": [thing.id for thing in thread.ends if thing.id]}


def _table(supports: Sequence[GoalSupport], catalogue: Catalogue, *, narrow: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(words(catalogue.text("gaps.goal")), ratio=1, min_width=16)
    heading = "gaps.short." if narrow else "gaps."
    for stage in CARRIERS:
        table.add_column(words(catalogue.text(heading + stage.value)), justify="right")
    table.add_column(words(catalogue.text("gaps.missing")), min_width=12)
    for support in supports:
        missing = tuple(catalogue.text(f"gaps.no.{stage.value}") for stage in support.missing)
        table.add_row(
            words(f"{support.goal.id} {support.goal.title}".strip()),
            *(words(support.counts[stage], "" if support.counts[stage] else "bold red") for stage in CARRIERS),
            words(", ".join(missing) if missing else catalogue.text("gaps.complete"), "red" if missing else "green"),
        )
    return table


def _legend(catalogue: Catalogue) -> str:
    """Give what the short headings of a narrow table stand for."""
    text = catalogue.text
    return ", ".join(f"{text(f'gaps.short.{stage.value}')} {text(f'gaps.no.{stage.value}')}" for stage in CARRIERS)


def _thread(chain: Chain, thread: BrokenThread, catalogue: Catalogue) -> Tree:
    ends = {thing: words(f"✗ {catalogue.text('gaps.ends')}", "bold red") for thing in thread.ends}
    return thread_tree(thread.activity, chain.links, catalogue, ends)


def _summary(gaps: Gaps, catalogue: Catalogue) -> Text:
    sentences = []
    if not gaps.supports:
        sentences.append(catalogue.text("gaps.no-goals"))
    elif gaps.lacking:
        sentences.append(catalogue.text("gaps.lacking", count=gaps.lacking, goals=len(gaps.supports)))
    else:
        sentences.append(catalogue.text("gaps.all-complete"))
    if gaps.activities:
        reaching, activities = gaps.reaching, gaps.activities
        of_all = percent(reaching, activities)
        sentences.append(catalogue.text("gaps.covered", reaching=reaching, activities=activities, percent=of_all))
    return words(" ".join(sentences))
