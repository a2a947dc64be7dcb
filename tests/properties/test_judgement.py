"""Proposed ratings against the policies read naively, over random plans, reviews and policies.

The plans and the states of deliveries are those of test_status.py; here come indicators and policies.
"""

import tempfile
from contextlib import chdir
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support import call, write

from .test_status import DAYS, Naive, Node, PlanFile, as_text, plans

POLICIES = ("all", "bands", "worst", "manual")
ENDS = {
    "2025": date(2025, 12, 31),
    "2026-T1": date(2026, 4, 30),
    "2026-T2": date(2026, 8, 31),
    "2026": date(2026, 12, 31),
}
VALUES = st.integers(0, 6)
ENTRIES = st.lists(st.fixed_dictionaries({"period": st.sampled_from(tuple(ENDS)), "value": VALUES}), max_size=3)


@st.composite
def measured_plans(draw: st.DrawFn) -> list[PlanFile]:
    """Draw some files whose goals are measured."""
    files: list[PlanFile] = draw(plans())
    goals = [goal["id"] for file in files for goal in file["nodes"]["goals"]]
    for number, file in enumerate(files):
        file["nodes"]["indicators"] = [
            _indicator(draw, f"i-{number}-{one}", goals) for one in range(draw(st.integers(0, 2)))
        ]
    return files


def _indicator(draw: st.DrawFn, id_: str, goals: list[str]) -> Node:
    met, partly = draw(VALUES), draw(VALUES)
    return {
        "id": id_,
        "title": id_,
        "direction": draw(st.sampled_from(("increase", "decrease", "maintain"))),
        "measures": draw(st.lists(st.sampled_from(goals), unique=True, max_size=2)) if goals else [],
        "targets": draw(ENTRIES),
        "values": draw(ENTRIES),
        "bands": draw(st.sampled_from((None, {"met": met}, {"met": met, "partly": partly}))),
    }


def day_of(naive: Naive, name: str) -> date:
    """The day of the review by which a plan is judged, or of looking, whichever is earlier."""
    run_day, run_id = naive.run
    days = dict(naive.reviews(name))
    earlier = [day for day in days.values() if day <= run_day]
    review_day = days.get(run_id) or (max(earlier) if earlier else run_day)
    return min(review_day, naive.as_of)


def rated(indicator: Node, day: date, policy: str) -> str | None:
    known = [one for one in indicator["values"] if ENDS[one["period"]] <= day]
    known.sort(key=lambda one: ENDS[one["period"]])
    if not known:
        return None
    value, ended = known[-1]["value"], ENDS[known[-1]["period"]]
    targets = sorted(indicator["targets"], key=lambda one: ENDS[one["period"]])
    ahead = [one for one in targets if ENDS[one["period"]] >= ended] or targets[-1:]
    sign = -1 if indicator["direction"] == "decrease" else 1
    by_target = by_bands = None
    if ahead:
        wanted = ahead[0]["value"]
        holds = value == wanted if indicator["direction"] == "maintain" else sign * value >= sign * wanted
        by_target = "met" if holds else "not_met"
    bands = indicator["bands"]
    if bands and indicator["direction"] != "maintain":
        partly = "partly" in bands and sign * value >= sign * bands["partly"]
        by_bands = "met" if sign * value >= sign * bands["met"] else "partly" if partly else "not_met"
    return (by_target or by_bands) if policy == "all" else (by_bands or by_target)


def proposed(ratings: list[str], policy: str, met: int, partly: int) -> str | None:
    if policy == "manual":
        return None
    if not ratings:
        return "not_assessed"
    if policy == "all":
        return "met" if all(one == "met" for one in ratings) else "not_met"
    if policy == "worst":
        return next(one for one in ("not_met", "partly", "met") if one in ratings)
    points = sum({"met": 100, "partly": 50, "not_met": 0}[one] for one in ratings)
    return "met" if points >= met * len(ratings) else "partly" if points >= partly * len(ratings) else "not_met"


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(
    files=measured_plans(),
    as_of=DAYS,
    policy=st.sampled_from(POLICIES),
    limits=st.lists(st.integers(1, 100), min_size=2, max_size=2).map(sorted),
)
def test_proposals(files: list[PlanFile], as_of: date, policy: str, limits: list[int]) -> None:
    partly, met = limits
    naive = Naive(files, as_of, None)
    told = {goal["id"]: goal["proposal"] for goal in goals_told(files, as_of, policy, met, partly)}
    goals = [(name, goal) for name, file in naive.files.items() for goal in file["nodes"]["goals"]]
    assert told.keys() == {goal["id"] for _, goal in goals}
    for name, goal in goals:
        chain = naive.chain_of(name)
        deliveries = {
            one["id"]: "met" if naive.state(one, other)[0] == "done" else "not_met"
            for other in chain
            for one in naive.files[other]["nodes"]["deliveries"]
            if naive.state(one, other)[0] not in {"upcoming", "cancelled"}
            and goal["id"] in {node["id"] for _, node in naive.reached(one, other)}
        }
        indicators = {
            one["id"]: rated(one, day_of(naive, other), policy)
            for other in chain
            for one in naive.files[other]["nodes"]["indicators"]
            if goal["id"] in one["measures"]
        }
        known = {id_: rating for id_, rating in indicators.items() if rating}
        proposal = told[goal["id"]]
        assert {one["id"]: one["rating"] for one in proposal["deliveries"]} == deliveries
        assert {one["id"]: one["rating"] for one in proposal["indicators"]} == known
        assert set(proposal["unknown"]) == indicators.keys() - known.keys()
        assert proposal["rating"] == proposed([*deliveries.values(), *known.values()], policy, met, partly)


def goals_told(files: list[PlanFile], as_of: date, policy: str, met: int, partly: int) -> list[Any]:
    """Every goal of the scorecards, as JSON."""
    configuration = f'[rating]\npolicy = "{policy}"\nmet = {met}\npartly = {partly}\n'
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        write(Path(folder), {"effektkedja.toml": configuration, **{file["name"]: as_text(file) for file in files}})
        answer = call("scorecard", "-q", "-f", "json", "--as-of", str(as_of), "--lang", "en")
    assert answer.status == 0, answer.err
    cards = answer.json["organisations"]
    return [goal for card in cards for perspective in card["perspectives"] for goal in perspective["goals"]]
