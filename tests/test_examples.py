"""The examples say what they are said to say: a whole chain without a fault, and one fault a file."""

import re

import pytest
from support import REPOSITORY, validate

from effektkedja.basics.language import LANGUAGES

EXAMPLES = REPOSITORY / "examples"
BROKEN = sorted(path.name for path in (EXAMPLES / "broken").glob("*.yaml"))


def test_the_example_has_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)
    answer = validate("--as-of", "2019-09-15", "enkoping")
    assert answer.diagnostics == []
    summary = answer.json["summary"]
    assert (summary["files"], summary["chains"], summary["suppressed"]) == (2, 1, 0)
    assert 50 <= summary["nodes"] <= 80


def test_the_scorecard_has_no_fault_but_what_its_sources_do_not_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)
    answer = validate("--as-of", "2017-01-15", "helsingborg")
    assert answer.diagnostics == []
    summary = answer.json["summary"]
    assert (summary["files"], summary["chains"], summary["suppressed"]) == (4, 1, 6)


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
