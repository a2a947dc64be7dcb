"""Which reviews a plan has, by which of them it is judged, and what is then said of its deliveries.

All of it is asked from outside: a review that a plan does not have is EK408, and EK402 names the review in question.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import call, validate, write

HEAD = "effektkedja: 1\norganisation: {{id: {0}, namn: Nämnden {0}, typ: nämnd}}\n"
TERTIALS = [f"{year}-T{number}" for year in range(2024, 2029) for number in range(5)]


def plan(name: str, *parts: str) -> str:
    """Give the plan of an organisation, made of these lines."""
    return HEAD.format(name) + "".join(f"{part}\n" for part in parts)


def asking_for(*ids: str, about: str = "M1") -> str:
    """Give the part of a plan that answers for these reviews."""
    assessments = "".join(f"\n  - {{avser: {about}, uppföljning: {id_}, prognos: delvis}}" for id_ in ids)
    return f"mål: [{{id: {about}, titel: Fler läser, nivå: enhet}}]\nbedömningar:{assessments}"


def reviews(*of: tuple[str, str]) -> str:
    """Give the part of a plan that says when it is reviewed."""
    return "uppföljningar:" + "".join(f"\n  - {{id: {id_}, datum: {day}, typ: delår}}" for id_, day in of)


def unanswered(id_: str, due: str = "2026-01-31") -> str:
    """Give the part of a plan that has a delivery without answers."""
    return f"leveranser: [{{id: {id_}, titel: Bokbuss, mottagare: Barn, klar_senast: {due}}}]"


Known = dict[str, list[str]]


def known(files: dict[str, str], folder: Path, probes: Iterable[str], as_of: str = "2026-05-04") -> Known:
    """Tell which of these reviews each plan has."""
    probes = list(probes)
    asking = {name: text + asking_for(*probes, about=f"M{index}") for index, (name, text) in enumerate(files.items())}
    write(folder, asking)
    unknown = {one[:2] for one in validate("--select", "EK408", "--as-of", as_of, *files).found}
    return {
        name: [
            asked[1]
            for number, line in enumerate(text.splitlines(), start=1)
            if (asked := re.search(r"uppföljning: (\S+),", line)) and (name, number) not in unknown
        ]
        for name, text in asking.items()
    }


def judged_by(*words: str) -> dict[str, str]:
    """Give, for each delivery that nobody answered for, the review at which that is said."""
    found = validate("--select", "EK402", "--lang", "sv", *words).diagnostics
    return {one["id"]: one["message"].rpartition(" ")[2].removesuffix(".") for one in found}


# --- Which reviews a plan has ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "as_of", "years"),
    [
        pytest.param("period: 2026", "2030-01-01", [2026], id="a year"),
        pytest.param("period: 2026-Q3", "2030-01-01", [2026], id="a part of a year has all of its tertials"),
        pytest.param("period: {start: 2025-07-01, slut: 2027-06-30}", "2030-01-01", [2025, 2026, 2027], id="years"),
        pytest.param("period: {start: 2027-07-01}", "2030-01-01", [2027], id="only a start"),
        pytest.param("mandatperiod: {start: 2025, slut: 2028}", "2027-03-01", [2027], id="none: the year of the day"),
    ],
)
def test_without_own_reviews_a_plan_has_tertials(period: str, as_of: str, years: list[int], folder: Path) -> None:
    expected = [f"{year}-T{number}" for year in years for number in (1, 2, 3)]
    assert known({"plan.yaml": plan("kn", period)}, folder, TERTIALS, as_of) == {"plan.yaml": expected}


@pytest.mark.parametrize(
    ("as_of", "review"),
    [
        ("2026-04-29", None),
        ("2026-04-30", "2026-T1"),
        ("2026-08-30", "2026-T1"),
        ("2026-08-31", "2026-T2"),
        ("2026-12-30", "2026-T2"),
        ("2026-12-31", "2026-T3"),
        ("2031-01-01", "2026-T3"),
    ],
)
def test_the_tertials_have_their_days(as_of: str, review: str | None, folder: Path) -> None:
    write(folder, {"plan.yaml": plan("kn", "period: 2026", unanswered("L1"))})
    assert judged_by("--as-of", as_of, "plan.yaml") == ({} if review is None else {"L1": review})


def test_own_reviews_take_the_place_of_the_tertials(folder: Path) -> None:
    files = {"plan.yaml": plan("kn", "period: 2026", reviews(("juni", "2026-06-30"), ("mars", "2026-03-31")))}
    assert known(files, folder, [*TERTIALS, "mars", "juni", "JUNI"]) == {"plan.yaml": ["mars", "juni"]}


def test_reviews_are_inherited_from_the_nearest_plan_in_the_order_of_imports(folder: Path) -> None:
    files = {
        # `kommun` is two imports away by `mitten`, `bolag` one: what is nearer counts before what comes first.
        "nara.yaml": plan("nära", "importerar: [mitten.yaml, bolag.yaml]"),
        "mitten.yaml": plan("mitten", "importerar: kommun.yaml"),
        "kommun.yaml": plan("kommun", reviews(("kommunens", "2026-06-30"))),
        "bolag.yaml": plan("bolag", reviews(("bolagets", "2026-06-30"))),
        # Of two as near, the one that is imported first counts, not the first by name.
        "lika.yaml": plan("lika", "importerar: [kommun.yaml, bolag.yaml]"),
        "egna.yaml": plan("egna", "importerar: kommun.yaml", reviews(("egen", "2026-06-30"))),
        "ensam.yaml": plan("ensam", "importerar: tom.yaml", "period: 2026"),
        "tom.yaml": plan("tom", "period: 2025"),
    }
    probes = ["kommunens", "bolagets", "egen", "2025-T1", "2026-T1"]
    assert known(files, folder, probes) == {
        "nara.yaml": ["bolagets"],
        "mitten.yaml": ["kommunens"],
        "kommun.yaml": ["kommunens"],
        "bolag.yaml": ["bolagets"],
        "lika.yaml": ["kommunens"],
        "egna.yaml": ["egen"],
        "ensam.yaml": ["2026-T1"],
        "tom.yaml": ["2025-T1"],
    }


# --- The review in question -----------------------------------------------------------------------------------


def test_a_review_that_no_plan_has_is_wrong_use(folder: Path) -> None:
    write(folder, {"plan.yaml": plan("kn", "period: 2026", unanswered("L1"))})
    answer = call("validate", "--lang", "sv", "--review", "2027-T1", "plan.yaml")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == "effektkedja: Ingen av planerna har uppföljningen 2027-T1.\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # Each plan's latest that is not after the day.
        ("--as-of 2026-03-30", {}),
        ("--as-of 2026-05-04", {"LA": "2026-T1", "LB": "mars"}),
        ("--as-of 2026-06-15", {"LA": "2026-T1", "LB": "juni"}),
        # The one that the call names, where the plan has it; else the plan's latest that is not after that one.
        ("--as-of 2026-05-04 --review 2026-T1", {"LA": "2026-T1", "LB": "mars"}),
        ("--as-of 2026-12-31 --review 2026-T2", {"LA": "2026-T2", "LB": "juni"}),
        ("--as-of 2026-12-31 --review juni", {"LA": "2026-T1", "LB": "juni"}),
        ("--as-of 2026-12-31 --review mars", {"LB": "mars"}),
        # A review still ahead is looked at as it stands on the day.
        ("--as-of 2026-02-01 --review 2026-T3", {"LA": "2026-T3", "LB": "juni"}),
        ("--as-of 2026-01-30 --review 2026-T3", {}),
    ],
)
def test_each_plan_is_judged_by_a_review_of_its_own(words: str, expected: dict[str, str], folder: Path) -> None:
    own = reviews(("mars", "2026-03-31"), ("juni", "2026-06-15"))
    write(folder, {
        "a.yaml": plan("a", "period: 2026", unanswered("LA")),
        "b.yaml": plan("b", "period: 2026", own, unanswered("LB")),
    })  # fmt: skip
    assert judged_by(*words.split(), "a.yaml", "b.yaml") == expected


# --- What is said of deliveries: an independent account -------------------------------------------------------

YEAR = [date(2026, 1, 1) + timedelta(days=day) for day in range(0, 365, 28)]


@dataclass(frozen=True)
class Entry:
    review: str
    done: str
    comment: bool


@dataclass(frozen=True)
class Case:
    days: dict[str, date]
    """The plan's reviews, in the order of the file."""
    due: date | None
    entries: list[Entry]
    as_of: date
    review: str | None

    @property
    def text(self) -> str:
        lines = [reviews(*((id_, day.isoformat()) for id_, day in self.days.items())), "leveranser:", "  - id: L1"]
        lines += ["    titel: Bokbuss", *([f"    klar_senast: {self.due}"] if self.due else [])]
        lines += ["    status:"] if self.entries else []
        for entry in self.entries:
            comment = "Så blev det" if entry.comment else ""
            lines += [f"      - {{uppföljning: {entry.review}, klar: {entry.done}, kommentar: {comment}}}"]
        return plan("kn", *lines)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    days = draw(st.lists(st.sampled_from(YEAR), min_size=1, max_size=4, unique=True))
    of = {f"R{number}": day for number, day in enumerate(days)}
    entry = st.builds(Entry, st.sampled_from([*of, "okänd"]), st.sampled_from(["ja", "nej", "inställd"]), st.booleans())
    entries = draw(st.lists(entry, max_size=4))
    review = draw(st.none() | st.sampled_from(list(of)))
    return Case(of, draw(st.none() | st.sampled_from(YEAR)), entries, draw(st.sampled_from(YEAR)), review)


def expected(case: Case) -> list[tuple[str, int | None]]:
    """Give what the plan format says of the case: codes, each with the number of the entry that it is about."""
    found: list[tuple[str, int | None]] = []
    for number, entry in enumerate(case.entries):
        due_then = entry.review in case.days and case.due is not None and case.due <= case.days[entry.review]
        if not entry.comment and (entry.done == "inställd" or (entry.done == "nej" and due_then)):
            found.append(("EK403", number))
    counting = {entry.review: number for number, entry in enumerate(case.entries) if entry.review in case.days}
    in_time = sorted(counting, key=lambda id_: case.days[id_])
    said = [case.entries[counting[id_]].done for id_ in in_time]
    found += [
        ("EK407", counting[in_time[place]])
        for place in range(1, len(said))
        if said[place - 1 : place + 1] == ["ja", "nej"]
    ]
    come = [id_ for id_, day in case.days.items() if day <= case.as_of]
    review = case.review or max(come, key=lambda id_: case.days[id_], default=None)
    if review is not None and is_unanswered(case, review, dict(zip(in_time, said, strict=True))):
        found.append(("EK402", None))
    return sorted(found, key=str)


def is_unanswered(case: Case, review: str, said: dict[str, str]) -> bool:
    day = case.days[review]
    latest = [done for id_, done in said.items() if case.days[id_] <= day][-1:]
    due = case.due is not None and case.due <= min(day, case.as_of)
    return due and latest not in (["ja"], ["inställd"]) and review not in said


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(cases())
def test_deliveries_are_judged_as_the_format_says(case: Case) -> None:
    words = ["--select", "EK402,EK403,EK407", "--as-of", case.as_of.isoformat()]
    words += ["--review", case.review] if case.review else []
    text = case.text
    first = text.split("    status:\n")[0].count("\n") + 2
    found = [
        (code, None if code == "EK402" else line - first)
        for _, line, code in validate(*words, "-", stdin=text.encode()).found
    ]
    assert sorted(found, key=str) == expected(case)
