"""The examples say what they are said to say: a whole chain without a fault, and one fault a file."""

import re
from pathlib import Path
from typing import Any

import pytest
from support import REPOSITORY, call, validate

from effektkedja.basics.language import LANGUAGES

EXAMPLES = REPOSITORY / "examples"
BROKEN = sorted(path.name for path in (EXAMPLES / "broken").glob("*.yaml"))
REAL = {"enkoping": "2019-09-15", "helsingborg": "2017-01-15", "helsinki": "2025-04-15", "karlstad": "2023-02-15"}
"""The examples that are drawn from what municipalities publish, each with the day on which it stands."""


def test_the_example_has_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)
    answer = validate("--as-of", REAL["enkoping"], "enkoping")
    assert answer.diagnostics == []
    summary = answer.json["summary"]
    assert (summary["files"], summary["chains"], summary["suppressed"]) == (2, 1, 0)
    assert 50 <= summary["nodes"] <= 80


def test_the_scorecard_has_no_fault_but_what_its_sources_do_not_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)
    answer = validate("--as-of", REAL["helsingborg"], "helsingborg")
    assert answer.diagnostics == []
    summary = answer.json["summary"]
    assert (summary["files"], summary["chains"], summary["suppressed"]) == (4, 1, 6)


def test_the_strategy_in_two_languages_has_no_fault_but_what_its_sources_do_not_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(EXAMPLES)
    answer = validate("--as-of", REAL["helsinki"], "helsinki")
    assert answer.diagnostics == []
    summary = answer.json["summary"]
    assert (summary["files"], summary["chains"], summary["suppressed"]) == (6, 1, 8)
    assert 80 <= summary["nodes"] <= 125


def test_the_chain_with_a_company_has_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)
    answer = validate("--as-of", REAL["karlstad"], "karlstad")
    assert answer.diagnostics == []
    summary = answer.json["summary"]
    assert (summary["files"], summary["chains"], summary["suppressed"]) == (5, 1, 0)
    assert 50 <= summary["nodes"] <= 80


@pytest.mark.parametrize(("folder", "day"), REAL.items())
def test_each_plan_of_an_example_can_be_checked_alone(folder: str, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES / folder)
    found = {path.name: validate("--as-of", day, path).codes for path in Path().glob("*.yaml")}
    assert len(found) > 1
    assert not any(found.values()), found


@pytest.mark.parametrize(
    ("folder", "review", "done", "due", "upcoming", "cancelled"),
    [
        ("enkoping", "2019-T1", 1, 2, 13, 0),
        ("enkoping", "2019-T2", 4, 6, 8, 1),
        ("helsinki", "2023", 12, 14, 12, 0),
        ("helsinki", "2025", 21, 24, 1, 1),
        ("karlstad", "2022-delår", 4, 6, 8, 0),
        ("karlstad", "2022-år", 12, 14, 0, 0),
    ],
)
def test_everyone_has_answered_at_every_review_of_an_example(
    folder: str, review: str, done: int, due: int, upcoming: int, cancelled: int
) -> None:
    asked = ("--check", "--format", "json", "--review", review, "--as-of", REAL[folder])
    answer = call("status", *asked, EXAMPLES / folder)
    assert (answer.status, answer.err) == (0, "")
    totals = answer.json["totals"]
    assert (totals["done"], totals["due"], totals["upcoming"], totals["cancelled"]) == (done, due, upcoming, cancelled)


def _goals(scorecard: Any) -> dict[str, Any]:
    """Give the goals of a scorecard by id."""
    perspectives = [part for organisation in scorecard["organisations"] for part in organisation["perspectives"]]
    return {goal["id"]: goal for part in perspectives for goal in part["goals"]}


def test_a_strategy_is_rated_by_all_of_its_indicators() -> None:
    given = call("scorecard", "--format", "json", "--as-of", REAL["helsinki"], EXAMPLES / "helsinki").json
    goal = _goals(given)["VT6"]
    assert {one["id"]: one["achieved"] for one in goal["indicators"]} == {"M-valmistuneet": True, "M-aloitetut": False}
    assert (goal["proposal"]["rating"], goal["rating"]) == ("not_met", "not_met")


def test_where_people_alone_judge_a_late_delivery_does_not_decide() -> None:
    given = call("scorecard", "--format", "json", "--as-of", REAL["karlstad"], EXAMPLES / "karlstad").json
    goal = _goals(given)["KFN-M1"]
    assert goal["proposal"]["rating"] is None
    assert {"id": "KFN-L3", "rating": "not_met"} in goal["proposal"]["deliveries"]
    assert goal["rating"] == "met"


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_example_has_the_faults_that_it_announces(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES / "broken")
    text = (EXAMPLES / "broken" / name).read_text(encoding="utf-8")
    announced = re.search(r"^# Förväntat: (.+)$", text, re.MULTILINE)
    assert announced is not None
    codes = re.findall(r"EK\d{3}", announced[1])
    assert bool(codes) is (announced[1].strip() != "inga")
    assert validate("--select", "EK0,EK1,EK2", name).codes == codes


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_about_the_examples_is_filled_in(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)
    diagnostics = validate("--lang", language, "broken").diagnostics
    assert len(diagnostics) >= len(BROKEN) - 1
    for one in diagnostics:
        told = [one["message"], one["help"], *(related["message"] for related in one["related"])]
        assert not [sentence for sentence in told if not sentence.strip() or re.search(r"\{\w*\}", sentence)]
        assert not [sentence for sentence in told if "\n" in sentence]
