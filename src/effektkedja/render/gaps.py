"""What carries each political goal and what is missing, as a table and as JSON."""

from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.tree import Tree

from effektkedja.basics.language import Catalogue
from effektkedja.chain.build import Chain
from effektkedja.chain.gaps import CARRIERS, BrokenThread, GoalSupport, broken_threads, covered_share, support_of_goals
from effektkedja.render.figures import percent, share
from effektkedja.render.json import dump_json
from effektkedja.render.screen import as_text, words
from effektkedja.render.thread import thread_tree

VERSION = 1
WIDE = 100
"""Cells of a terminal in which the headings of the table stand in full."""


def render_gaps_json(chains: list[Chain]) -> str:
    """Give the gaps as JSON, version 1 (a contract)."""
    return dump_json(
        {
            "version": VERSION,
            "goals": [_goal(support) for chain in chains for support in support_of_goals(chain)],
            "broken": [_broken(thread) for chain in chains for thread in broken_threads(chain)],
            "covered": share(*covered_share(chains)),
        }
    )


def render_gaps(chains: list[Chain], catalogue: Catalogue, width: int | None, *, color: bool) -> str:
    """Give the gaps as a table of goals, the threads that end too early as trees, and one line of summary."""
    supports = [support for chain in chains for support in support_of_goals(chain)]
    broken = [(chain, thread) for chain in chains for thread in broken_threads(chain)]
    parts: list[RenderableType] = []
    if supports:
        narrow = width is not None and width < WIDE
        parts += [_table(supports, catalogue, narrow=narrow), ""]
        if narrow:
            parts += [words(_legend(catalogue), "dim"), ""]
    if broken:
        parts.append(words(catalogue.text("gaps.broken", count=len(broken)), "bold"))
        parts += [_thread(chain, thread, catalogue) for chain, thread in broken]
        parts.append("")
    reaching, activities = covered_share(chains)
    lacking = sum(bool(support.missing) for support in supports)
    parts.append(_summary(len(supports), lacking, reaching, activities, catalogue))
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


def _table(supports: list[GoalSupport], catalogue: Catalogue, *, narrow: bool) -> Table:
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


def _summary(goals: int, lacking: int, reaching: int, activities: int, catalogue: Catalogue) -> Any:
    sentences = []
    if not goals:
        sentences.append(catalogue.text("gaps.no-goals"))
    elif lacking:
        sentences.append(catalogue.text("gaps.lacking", count=lacking, goals=goals))
    else:
        sentences.append(catalogue.text("gaps.all-complete"))
    if activities:
        of_all = percent(reaching, activities)
        sentences.append(catalogue.text("gaps.covered", reaching=reaching, activities=activities, percent=of_all))
    return words(" ".join(sentences))


def is_whole(chains: list[Chain]) -> bool:
    """Tell whether no goal lacks anything and no thread ends too early."""
    return not any(
        broken_threads(chain) or any(support.missing for support in support_of_goals(chain)) for chain in chains
    )
