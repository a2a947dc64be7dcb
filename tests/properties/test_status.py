"""States, totals and groups of `status` against the contract read naively, over random plans and reviews.

What is computed here knows nothing of the program: plans are plain data in canonical names, and each sentence of
"A delivery's state at a review" is one line. It is written to be compared with the contract, not to be fast.
"""

import json
import tempfile
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import chdir
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support import call, write

from .oracle import ALLOWED, RANK, SKIPPING

Node = dict[str, Any]
PlanFile = dict[str, Any]

STATES = ("done", "late", "unexplained", "unanswered", "upcoming", "cancelled")
BY = ("goal", "owner", "organisation", "focus-area", "perspective", "programme", "assignment")
LISTS = {"goal": "goals", "focus-area": "focus_areas", "programme": "programmes", "assignment": "assignments"}
DUE = {
    "2025": "2025-12-31", "2025-T3": "2025-12-31", "2026-T1": "2026-04-30", "2026-Q1": "2026-03-31",
    "2026-02": "2026-02-28", "2026-04-30": "2026-04-30", "2026-05-01": "2026-05-01", "2026-H2": "2026-12-31",
}  # fmt: skip
REVIEWS = ("2026-T1", "2026-T2", "R1", "2025-T3", "R9")
DAYS = (st.integers(50, 300) | st.integers(-200, 400)).map(lambda days: date(2026, 1, 1) + timedelta(days))

# ---------------------------------------------------------------------------------------------- random plans

ANSWERS = st.lists(
    st.fixed_dictionaries(
        {"review": st.sampled_from(REVIEWS), "done": st.sampled_from(("no", "yes", "no", "cancelled"))},
        optional={"comment": st.sampled_from(("Delayed", "Dropped"))},
    ),
    max_size=3,
)
OWN_REVIEWS = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from(("2026-T1", "R1")), "date": DAYS.map(str)}),
    unique_by=lambda review: review["id"],
    max_size=2,
)


@st.composite
def plans(draw: st.DrawFn) -> list[PlanFile]:
    """Draw some files that may import each other."""
    names = [f"{index}.yaml" for index in range(draw(st.integers(1, 3)))]
    ids: dict[str, list[str]] = {stage: [] for stage in ALLOWED if stage != "vision"}
    files: list[PlanFile] = [
        {
            "name": name,
            "organisation": draw(st.sampled_from(("o1", "o2"))),
            "imports": draw(st.lists(st.sampled_from(names), unique=True, max_size=2)),
            "period": draw(st.sampled_from(("2026", None, "2025", {"start": "2025", "end": "2026-T1"}))),
            "reviews": draw(st.just([]) | OWN_REVIEWS),
            "nodes": {stage: _ids(draw, stage, index, ids) for stage in ids},
        }
        for index, name in enumerate(names)
    ]
    for file in files:
        for stage, of_stage in file["nodes"].items():
            file["nodes"][stage] = [_node(draw, stage, id_, ids) for id_ in of_stage]
    return files


def _ids(draw: st.DrawFn, stage: str, index: int, ids: dict[str, list[str]]) -> list[str]:
    found = [f"{stage}-{index}-{number}" for number in range(draw(st.integers(0, 3 if stage == "deliveries" else 2)))]
    ids[stage] += found
    return found


def _node(draw: st.DrawFn, stage: str, id_: str, ids: dict[str, list[str]]) -> Node:
    near = sorted(ALLOWED[stage] | SKIPPING.get(stage, set()))
    above = [target for other in near for target in ids.get(other, ())] or ["nothing"]
    node: Node = {"id": id_, "title": id_, "leads_to": draw(st.lists(st.sampled_from(above), max_size=2))}
    if stage == "goals":
        node["level"] = draw(st.sampled_from(sorted(RANK)))
        node["perspective"] = draw(st.sampled_from((None, "inhabitants", "economy")))
    if stage in {"activities", "deliveries"}:
        node["programme"] = draw(st.sampled_from([None, *ids["programmes"]]))
        node["assignment"] = draw(st.sampled_from([None, *ids["assignments"]]))
    if stage == "deliveries":
        node["owner"] = draw(st.sampled_from((None, "Ann", "Örn")))
        node["due"] = draw(st.sampled_from((*DUE, None)))
        node["status"] = draw(ANSWERS)
    return node


def as_text(file: PlanFile) -> str:
    """Write a plan; JSON is YAML, too."""
    organisation = {"id": file["organisation"], "name": "O", "kind": "unit"}
    fields: dict[str, Any] = {"effektkedja": 1, "organisation": organisation}
    fields |= {"imports": file["imports"], "reviews": file["reviews"], "period": file["period"], **file["nodes"]}
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items() if value)


# ------------------------------------------------------------------------------------------- the naive reading


class Naive:
    def __init__(self, files: list[PlanFile], as_of: date, review: str | None) -> None:
        self.files = {file["name"]: file for file in files}
        self.as_of = as_of
        every = [one for name in self.files for one in self.reviews(name)]
        if review is None:
            nearest = min(abs(day - as_of) for _, day in every)
            latest = max(day for _, day in every if abs(day - as_of) == nearest)
            self.run = min((day, id_) for id_, day in every if day == latest)
        else:
            self.run = max((day, id_) for id_, day in every if id_ == review)

    def reviews(self, name: str) -> list[tuple[str, date]]:
        """A plan's own, else those of the nearest import that has them, else the tertials."""
        seen, waiting = {name}, deque([name])
        while waiting:
            file = self.files[waiting.popleft()]
            if file["reviews"]:
                return [(one["id"], date.fromisoformat(one["date"])) for one in file["reviews"]]
            waiting += [other for other in file["imports"] if other not in seen]
            seen |= set(file["imports"])
        period = self.files[name]["period"]
        years = {"None": [self.as_of.year], "2025": [2025], "2026": [2026]}.get(str(period), [2025, 2026])
        ends = ((1, 4, 30), (2, 8, 31), (3, 12, 31))
        return [(f"{year}-T{number}", date(year, month, day)) for year in years for number, month, day in ends]

    def state(self, delivery: Node, name: str) -> tuple[str, str | None]:
        """The state, and A's comment."""
        reviews = self.reviews(name)
        run_day, run_id = self.run
        mine = [(day, id_) for id_, day in reviews if id_ == run_id]
        mine = mine or [(day, id_) for id_, day in reviews if day <= run_day]
        if not mine:
            return "upcoming", None
        latest = max(day for day, _ in mine)
        review_day, review_id = [one for one in mine if one[0] == latest][-1]
        day = min(review_day, self.as_of)
        days = dict(reviews)
        last_of_each = {one["review"]: one for one in delivery["status"] if one["review"] in days}
        known = [one for one in last_of_each.values() if days[one["review"]] <= review_day]
        known.sort(key=lambda one: (days[one["review"]], one["review"] == review_id))
        a = known[-1] if known else None
        comment = a.get("comment") if a else None
        if a and a["done"] == "cancelled":
            return "cancelled", comment
        if a and a["done"] == "yes":
            return "done", comment
        if delivery["due"] is None or date.fromisoformat(DUE[delivery["due"]]) > day:
            return "upcoming", comment
        if a and a["review"] == review_id:
            return ("late" if comment else "unexplained"), comment
        return "unanswered", comment

    def chain_of(self, name: str) -> set[str]:
        chain = {name}
        while True:
            more = {other for other, file in self.files.items() if chain & {other, *file["imports"]}}
            more |= {other for one in chain | more for other in self.files[one]["imports"]}
            if more <= chain:
                return chain
            chain |= more

    def reached(self, delivery: Node, name: str) -> list[tuple[str, Node]]:
        """All nodes that the delivery reaches, with their stages."""
        nodes = {node["id"]: (stage, node) for stage, node in self.nodes(self.chain_of(name))}
        found: dict[str, tuple[str, Node]] = {}
        waiting = [("deliveries", delivery)]
        while waiting:
            stage, node = waiting.pop()
            targets = [node.get("programme"), node.get("assignment"), *node["leads_to"]]
            for target in targets:
                if target not in nodes or target in found:
                    continue
                other, there = nodes[target]
                if stage == "goals" and other == "goals" and RANK[there["level"]] > RANK[node["level"]]:
                    continue
                found[target] = nodes[target]
                waiting.append(nodes[target])
        return list(found.values())

    def nodes(self, names: set[str]) -> Iterator[tuple[str, Node]]:
        for name in names:
            for stage, nodes in self.files[name]["nodes"].items():
                for node in nodes:
                    yield stage, node

    def groups_of(self, delivery: Node, name: str, by: str) -> set[str]:
        reached = self.reached(delivery, name)
        if by == "goal":
            return {node["id"] for stage, node in reached if stage == "goals" and node["level"] in {"council", "board"}}
        if by == "owner":
            return {delivery["owner"]} if delivery["owner"] else set()
        if by == "organisation":
            return {self.files[name]["organisation"]}
        if by == "perspective":
            return {node["perspective"] for stage, node in reached if stage == "goals" and node["perspective"]}
        return {node["id"] for stage, node in reached if stage == LISTS[by]}


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(
    files=plans(),
    as_of=DAYS,
    by=st.sampled_from(BY),
    wanted=st.integers(0, 20) | st.none(),
)
def test_states_totals_and_groups(files: list[PlanFile], as_of: date, by: str, wanted: int | None) -> None:
    review = None
    if wanted is not None:
        ids = sorted(
            {id_ for name in range(len(files)) for id_, _ in Naive(files, as_of, None).reviews(f"{name}.yaml")}
        )
        review = ids[wanted % len(ids)]
    naive = Naive(files, as_of, review)
    told = status(files, as_of, by, review)

    run_day, run_id = naive.run
    assert told["as_of"] == str(min(run_day, as_of))
    assert told["review"] == run_id
    deliveries = [(name, one) for name, file in naive.files.items() for one in file["nodes"]["deliveries"]]
    expected = {one["id"]: naive.state(one, name) for name, one in deliveries}
    assert {one["id"]: (one["state"], one["comment"]) for one in told["deliveries"]} == expected
    for (name, one), shown in zip(deliveries, sorted(told["deliveries"], key=lambda one: str(one["id"])), strict=True):
        assert set(shown["goals"]) == naive.groups_of(one, name, "goal")
        assert len(shown["goals"]) == len(set(shown["goals"]))
        chain = naive.chain_of(name)
        activities = [node for stage, node in naive.nodes(chain) if stage == "activities"]
        leading = {activity["id"] for activity in activities if one["id"] in activity["leads_to"]}
        assert set(shown["activities"]) == leading

    states = Counter(state for state, _ in expected.values())
    due = sum(states[state] for state in STATES[:4])
    totals = {state: states[state] for state in STATES} | {"deliveries": len(deliveries), "due": due}
    share = told["totals"].pop("share_done")
    assert told["totals"] == totals
    assert share is None if due == 0 else abs(share - states["done"] / due) <= 0.00005

    groups: dict[str | None, Counter[str]] = {}
    for name, one in deliveries:
        for group in naive.groups_of(one, name, by) or [None]:
            groups.setdefault(group, Counter())[expected[one["id"]][0]] += 1
    shown_groups = {group["id"]: Counter({state: group[state] for state in STATES}) for group in told["groups"]}
    assert len(shown_groups) == len(told["groups"])
    assert {id_: +count for id_, count in shown_groups.items() if +count} == groups
    assert all(group["deliveries"] == sum(shown_groups[group["id"]].values()) for group in told["groups"])


def status(files: list[PlanFile], as_of: date, by: str, review: str | None) -> Any:
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        write(Path(folder), {"effektkedja.toml": "", **{file["name"]: as_text(file) for file in files}})
        words = ["--review", review] if review else []
        answer = call("status", "-q", "-f", "json", "--as-of", str(as_of), "--by", by, *words, "--lang", "en")
        check = call("status", "-q", "-f", "csv", "--check", "--as-of", str(as_of), *words, "--lang", "en")
    assert answer.status == 0, answer.err
    told = answer.json
    assert check.status == (told["totals"]["unanswered"] + told["totals"]["unexplained"] > 0)
    return told
