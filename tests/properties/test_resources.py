"""Money, hours and counts of improvements against sums added up naively, over random plans and reviews.

As in test_status.py, what is computed here knows nothing of the program: it follows every activity by itself to
every goal, and adds up fractions.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support import call, write

from .test_status import DAYS, REVIEWS, Naive, Node, PlanFile, as_text, plans

CURRENCIES = ("SEK", "tkr", "mnkr", "EUR", "tEUR", "MEUR")
UNITS = dict(
    zip(CURRENCIES, ("kronor", "tkr", "mnkr", "euros", "thousand euros", "million euros"), strict=True), hours="hours"
)
KINDS = ("suggestion", "opinion", "complaint", "development_area", None)
STATES = ("new", "in_progress", "done", "rejected", None)

# ---------------------------------------------------------------------------------------------- random plans

AMOUNTS = st.sampled_from(("0", "1", "2.5", "40", "1250", "0.75", None))
SPENT = st.lists(
    st.fixed_dictionaries({"review": st.sampled_from(REVIEWS), "amount": AMOUNTS, "hours": AMOUNTS}), max_size=3
)
FOLLOW_UP = st.lists(
    st.fixed_dictionaries({"review": st.sampled_from(REVIEWS), "spent": AMOUNTS, "forecast": AMOUNTS}), max_size=3
)
BUDGETS = st.none() | st.fixed_dictionaries(
    {"amount": AMOUNTS, "currency": st.sampled_from((*CURRENCIES[1:5], None)), "follow_up": FOLLOW_UP}
)
IMPROVEMENTS = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(KINDS), "state": st.sampled_from(STATES), "date": st.none() | DAYS.map(str)},
        optional={"count": st.integers(0, 20)},
    ),
    max_size=4,
)


@st.composite
def funded(draw: st.DrawFn) -> list[PlanFile]:
    """Draw plans with budgets, spending and improvements, and with more activities than there are otherwise."""
    files = draw(plans())
    targets = [node["id"] for file in files for node in (*file["nodes"]["deliveries"], *file["nodes"]["goals"])]
    for index, file in enumerate(files):
        more = [f"more-{index}-{number}" for number in range(draw(st.integers(0, 3)))]
        for id_ in more if targets else ():
            links = draw(st.lists(st.sampled_from(targets), min_size=1, max_size=3, unique=True))
            file["nodes"]["activities"].append({"id": id_, "title": id_, "leads_to": links})
        for activity in file["nodes"]["activities"]:
            activity["budget"] = draw(st.none() | st.fixed_dictionaries({"amount": AMOUNTS, "hours": AMOUNTS}))
            activity["spent"] = draw(SPENT)
        file["budget"] = draw(BUDGETS)
        file["code"] = draw(st.sampled_from((None, None, "0180", "049")))
        improvements = draw(IMPROVEMENTS)
        file["improvements"] = [{"id": f"F-{index}-{n}", "title": "F", **one} for n, one in enumerate(improvements)]
    return files


def whole_text(file: PlanFile) -> str:
    text = as_text(file)
    if file["code"]:
        text = text.replace('"kind": "unit"', f'"kind": "unit", "municipality_code": "{file["code"]}"')
    if file["budget"]:
        text += f"budget: {json.dumps(file['budget'])}\n"
    if file["improvements"]:
        text += f"improvements: {json.dumps(file['improvements'])}\n"
    return text


# ------------------------------------------------------------------------------------------- the naive reading


class NaiveSums(Naive):
    def review_of(self, name: str) -> tuple[date, str] | None:
        """The review with the run's id, else the plan's latest that is not after it."""
        run_day, run_id = self.run
        mine = [(day, id_) for id_, day in self.reviews(name) if id_ == run_id]
        mine = mine or [(day, id_) for id_, day in self.reviews(name) if day <= run_day]
        latest = max((day for day, _ in mine), default=None)
        return [one for one in mine if one[0] == latest][-1] if mine else None

    def seen_from(self, name: str) -> date:
        review = self.review_of(name) or self.run
        return min(review[0], self.as_of)

    def known(self, entries: list[Node], name: str) -> list[Node]:
        """The last entry of each review that the plan has and that is not after its own, by date."""
        in_question = self.review_of(name)
        if in_question is None:
            return []
        days = {id_: day for id_, day in self.reviews(name) if day <= in_question[0]}
        last = {entry["review"]: entry for entry in entries if entry["review"] in days}
        return sorted(last.values(), key=lambda entry: (days[entry["review"]], entry["review"] == in_question[1]))

    def unit(self, name: str) -> str:
        """The currency that the plan says, else euros in a chain with a Finnish municipality, else kronor."""
        finnish = any(len(self.files[other]["code"] or "") == 3 for other in self.chain_of(name))
        return (self.files[name]["budget"] or {}).get("currency") or ("EUR" if finnish else "SEK")

    def political_goals(self) -> list[tuple[str, Node]]:
        goals = [(name, goal) for name, file in self.files.items() for goal in file["nodes"]["goals"]]
        return [(name, goal) for name, goal in goals if goal["level"] in {"council", "board"}]

    def activities_to(self, goal: Node) -> Iterator[tuple[str, Node]]:
        for name, file in self.files.items():
            for activity in file["nodes"]["activities"]:
                if goal["id"] in {node["id"] for _, node in self.reached(activity, name)}:
                    yield name, activity

    def into(self, goal: Node) -> dict[str, tuple[Fraction | None, Fraction | None]]:
        """What is set aside and spent of each unit for a goal; None where nothing is said."""
        said: dict[str, tuple[list[str], list[str]]] = {}
        for name, activity in self.activities_to(goal):
            for key, unit in (("amount", self.unit(name)), ("hours", "hours")):
                budget, spent = said.setdefault(unit, ([], []))
                budget += filter(None, [(activity["budget"] or {}).get(key)])
                spent += filter(None, [entry[key] for entry in self.known(activity["spent"], name)])
        return {unit: (total(budget), total(spent)) for unit, (budget, spent) in said.items() if budget or spent}


def total(amounts: list[str]) -> Fraction | None:
    return sum(map(Fraction, amounts), Fraction(0)) if amounts else None


# ------------------------------------------------------------------------------------------------ the sentences


def number(value: Fraction) -> str:
    return f"{float(value):,.4f}".rstrip("0").rstrip(".")


def use(unit: str, budget: Fraction | None, spent: Fraction | None) -> str:
    def quantity(value: Fraction) -> str:
        return f"{number(value)} {'hour' if unit == 'hours' and value == 1 else UNITS[unit]}"

    if budget is None:
        return f"{quantity(spent or Fraction(0))} spent, no budget"
    if spent is None:
        return f"budget {quantity(budget)}, nothing reported"
    share = f" ({share_of(spent, budget)} %)" if budget else ""
    return f"{number(spent)} of {quantity(budget)} spent{share}"


def share_of(spent: Fraction, budget: Fraction) -> int:
    """What is shown of a share: 0 per cent only of none, and 100 only of all."""
    near = int(spent * 100 / budget + Fraction(1, 2))
    if 0 < spent < budget:
        return min(max(near, 1), 99)
    return max(near, 101) if spent > budget else near


def section(shown: str, heading: str) -> list[str]:
    _, _, below = shown.partition(f"\n## {heading}\n\n")
    return below.partition("\n## ")[0].rstrip("\n").split("\n") if below else []


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(files=funded(), as_of=DAYS, wanted=st.integers(0, 20) | st.none(), chosen=st.integers(0, 20))
def test_money_hours_and_counts(files: list[PlanFile], as_of: date, wanted: int | None, chosen: int) -> None:
    review = None
    if wanted is not None:
        of_all = Naive(files, as_of, None)
        ids = sorted({id_ for name in of_all.files for id_, _ in of_all.reviews(name)})
        review = ids[wanted % len(ids)]
    naive = NaiveSums(files, as_of, review)
    goals = naive.political_goals()
    shown, sheet = answers(files, as_of, review, goals[chosen % len(goals)][1]["id"] if goals else None)

    units = (*CURRENCIES, "hours")
    sums = {goal["id"]: naive.into(goal) for _, goal in goals}
    told = dict(
        re.findall(r"- \*\*(\S+) .*\*\*\n  - (.*)", "\n".join(section(shown, "Money and hours by political goal")))
    )
    into_goals = {
        id_: " · ".join(use(unit, *into[unit]) for unit in units if unit in into) for id_, into in sums.items() if into
    }
    assert told == into_goals
    by_chain = dict.fromkeys(other for name in naive.files for other in sorted(naive.chain_of(name)))
    expected = [line for name in by_chain for line in budget_lines(naive, name)]
    assert section(shown, "Budget") == expected
    assert [line for line in section(shown, "Improvements") if line and not line.lstrip().startswith("-")] == counts(
        naive
    )
    if sheet is not None:
        check_sheet(sheet, naive, *goals[chosen % len(goals)])


def answers(files: list[PlanFile], as_of: date, review: str | None, goal: str | None) -> tuple[str, Any]:
    """Give the status in Markdown, and the sheet of a goal."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        write(Path(folder), {"effektkedja.toml": "", **{file["name"]: whole_text(file) for file in files}})
        words = ["-q", "--as-of", str(as_of), "--lang", "en", *(["--review", review] if review else [])]
        shown = call("status", "-f", "markdown", *words)
        sheet = call("status", "-f", "json", "--dialogue", goal, *words).json if goal else None
    assert shown.status == 0, shown.err
    return shown.out.replace("\N{NO-BREAK SPACE}", " ").replace("\\", ""), sheet


def budget_lines(naive: NaiveSums, name: str) -> Iterator[str]:
    budget = naive.files[name]["budget"]
    if not budget:
        return
    unit = naive.unit(name)
    known = naive.known(budget["follow_up"], name)
    entry = known[-1] if known else {"review": None, "spent": None, "forecast": None}
    amount, spent, forecast = (
        None if one is None else Fraction(one) for one in (budget["amount"], entry["spent"], entry["forecast"])
    )
    deviation = None if amount is None or forecast is None else forecast - amount
    mark = "○ no forecast" if deviation is None else "! over the budget" if deviation > 0 else "✓ within the budget"
    yield f"- {mark} **O**"
    if amount is not None or spent is not None:
        yield f"  - {use(unit, amount, spent)}"
    if forecast is not None:
        line = f"  - forecast for the year {number(forecast)} {UNITS[unit]}"
        if deviation is not None:
            side = "below" if deviation < 0 else "above"
            same = ", the same as the budget"
            line += f", {number(abs(deviation))} {UNITS[unit]} {side} the budget" if deviation else same
        yield line
    in_question = naive.review_of(name)
    if entry["review"] and in_question and entry["review"] != in_question[1]:
        yield f"  - the figures are from {entry['review']}"
    together = total(
        [
            one["budget"]["amount"]
            for one in naive.files[name]["nodes"]["activities"]
            if one["budget"] and one["budget"]["amount"]
        ]
    )
    if together is not None:
        yield f"  - the activities' budgets come to {number(together)} {UNITS[unit]} together"


def counts(naive: NaiveSums) -> list[str]:
    known = [
        one
        for name, file in naive.files.items()
        for one in file["improvements"]
        if one["date"] is None or date.fromisoformat(one["date"]) <= naive.seen_from(name)
    ]
    lines = []
    for kind in KINDS:
        of_kind = [one for one in known if one["kind"] == kind]
        sums: dict[str | None, int] = {}
        for one in of_kind:
            sums[one["state"]] = sums.get(one["state"], 0) + one.get("count", 1)
        told = [f"{sums[state]} {(state or 'without state').replace('_', ' ')}" for state in STATES if state in sums]
        if of_kind:
            word = (kind or "without kind").replace("_", " ")
            lines.append(f"{word}: {sum(sums.values())} ({', '.join(told)})")
    return lines


def check_sheet(sheet: Any, naive: NaiveSums, home: str, goal: Node) -> None:
    into = naive.into(goal)

    def fractions(use: Any) -> tuple[Fraction | None, Fraction | None]:
        budget, spent = (None if use[key] is None else Fraction(use[key]) for key in ("budget", "spent"))
        return budget, spent

    spent = sheet["spent"]
    money = {one["currency"]: fractions(one) for one in spent["money"]}
    assert money == {unit: uses for unit, uses in into.items() if unit != "hours"}
    assert (fractions(spent["hours"]) if spent["hours"] else None) == into.get("hours")
    files = {home, *(name for name, _ in naive.activities_to(goal))}
    assert {one["file"] for one in spent["plans"]} == {name for name in files if naive.files[name]["budget"]}
    activities = [activity["id"] for _, activity in naive.activities_to(goal)]
    assert sorted(sheet["promised"]["activities"]) == sorted(activities)
