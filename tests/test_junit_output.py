"""The findings as JUnit XML, read by junitparser."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite
from readers import Place, read_cases, read_junit, read_suites, told_in
from support import TESTS, UNREADABLE, Answer, call, validate, write

from effektkedja.rules.registry import RULES

CLEAN = """\
effektkedja: 1
organisation:
  id: upn
  namn: Upplevelsenämnden
  typ: nämnd
"""
ALL_THREE = f"""{CLEAN.replace("namn:", "name:")}\
mål:
  - id: M1
    titel: Fler läser
    nivå: enhet
    leder_till: [M2, M2]
  - id: M2
    titel: Fler skriver
    nivå: enhet
färg: grön
form: rund
"""


def junit(*words: str | Path) -> Answer:
    answer = call("validate", "--format", "junit", *words)
    assert answer.status in {0, 1}
    assert answer.err == ""
    return answer


def outcome(case: TestCase) -> str:
    """Give "failure", "error" or "" for a case that has passed."""
    return " ".join(type(result).__name__.lower() for result in case.result)


def counted(suite: TestSuite | JUnitXml) -> tuple[Any, ...]:
    return (suite.tests, suite.failures, suite.errors)


def test_the_whole_document(folder: Path) -> None:
    write(folder, {"a.yaml": CLEAN, "b.yaml": ALL_THREE, "c.yaml": "effektkedja: 2\n"})
    answer = junit("--lang", "en", "--select", "EK005,EK010,EK106", ".")
    assert answer.status == 1
    passed = {
        name: "\n".join(
            f'    <testcase classname="{name}" name="{rule}" file="{name}" />'
            for rule in ("EK001 unreadable-file", "EK002 yaml-syntax", "EK004 forbidden-yaml")
        )
        for name in ("a.yaml", "b.yaml")
    }
    told = validate("--lang", "en", "--select", "EK005", "b.yaml").diagnostics
    known = told[0]["help"]
    assert (
        answer.out
        == f"""\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="effektkedja" tests="17" failures="2" errors="0">
  <testsuite name="a.yaml" tests="8" failures="0" errors="0">
{passed["a.yaml"]}
    <testcase classname="a.yaml" name="EK005 unknown-key" file="a.yaml" />
    <testcase classname="a.yaml" name="EK008 unsupported-version" file="a.yaml" />
    <testcase classname="a.yaml" name="EK009 not-a-plan" file="a.yaml" />
    <testcase classname="a.yaml" name="EK010 mixed-languages" file="a.yaml" />
    <testcase classname="a.yaml" name="EK106 repeated-link" file="a.yaml" />
  </testsuite>
  <testsuite name="b.yaml" tests="8" failures="1" errors="0">
{passed["b.yaml"]}
    <testcase classname="b.yaml" name="EK005 unknown-key" file="b.yaml">
      <failure message="The key färg does not belong here. (and 1 more)" type="error">\
b.yaml:14:1: error[EK005] The key färg does not belong here.
  {known}
b.yaml:15:1: error[EK005] The key form does not belong here.
  {known}</failure>
    </testcase>
    <testcase classname="b.yaml" name="EK008 unsupported-version" file="b.yaml" />
    <testcase classname="b.yaml" name="EK009 not-a-plan" file="b.yaml" />
    <testcase classname="b.yaml" name="EK010 mixed-languages" file="b.yaml">
      <system-out>b.yaml:4:3: info[EK010] The key name is in another language than most of the others in the file.
  Write namn, so that the whole file is in one language.</system-out>
    </testcase>
    <testcase classname="b.yaml" name="EK106 repeated-link" file="b.yaml">
      <system-out>b.yaml:10:22: warning[EK106] Mål M1 already leads to M2.
  Remove the repetition, or write the id that should stand there.</system-out>
    </testcase>
  </testsuite>
  <testsuite name="c.yaml" tests="1" failures="1" errors="0">
    <testcase classname="c.yaml" name="EK008 unsupported-version" file="c.yaml">
      <failure message="The plan is written for version 2 of the format. This program reads version 1." type="error">\
c.yaml:1:14: error[EK008] The plan is written for version 2 of the format. This program reads version 1.
  Write effektkedja: 1, or install a newer version of the program.</failure>
    </testcase>
  </testsuite>
</testsuites>
"""
    )


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [("error", {"EK005"}), ("warning", {"EK005", "EK106"}), ("info", {"EK005", "EK010", "EK106"})],
)
def test_a_case_fails_where_the_exit_status_would(fail_on: str, failing: set[str], folder: Path) -> None:
    """What is less grave is told all the same, in a case that has passed."""
    write(folder, {"plan.yaml": ALL_THREE})
    out = junit("--fail-on", fail_on, "--select", "EK0,EK1", "plan.yaml").out
    cases = {str(case.name)[:5]: case for case in read_cases(out)}
    assert {code for code, case in cases.items() if outcome(case)} == failing
    assert {code for code, case in cases.items() if told_in(case)} == {"EK005", "EK010", "EK106"}
    assert Place("EK106", "plan.yaml", 10, 22) in read_junit(out)


@pytest.mark.parametrize("fail_on", ["error", "warning", "info"])
@pytest.mark.parametrize("folder_", ["err", "ok", "projects", "../examples/broken", "../examples/helsingborg"])
def test_it_is_red_exactly_when_the_exit_status_is_1(
    folder_: str, fail_on: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(TESTS)
    answer = junit("--fail-on", fail_on, folder_)
    document = JUnitXml.fromstring(answer.out.encode())
    suites = read_suites(answer.out)
    assert bool(document.failures) == (answer.status == 1)
    assert counted(document) == tuple(map(sum, zip(*map(counted, suites), strict=True)))
    for suite in suites:
        cases = list(suite)
        outcomes = list(map(outcome, cases))
        assert counted(suite) == (len(cases), outcomes.count("failure"), outcomes.count("error"))
        assert len({case.name for case in cases}) == len(cases)
        assert {case.classname for case in cases} == {suite.name}


def test_every_rule_is_run_on_every_file_that_was_named(folder: Path) -> None:
    write(folder, {"a.yaml": CLEAN, "å/b.yaml": CLEAN})
    suites = read_suites(junit(".").out)
    assert [suite.name for suite in suites] == ["a.yaml", "å/b.yaml"]
    for suite in suites:
        assert [case.name for case in suite] == [f"{rule.code} {rule.name}" for rule in RULES]


@pytest.mark.parametrize(("code", "content"), UNREADABLE)
def test_a_file_that_could_not_be_read_has_one_case(code: str, content: bytes, folder: Path) -> None:
    """No other rule was run on it, so none has passed."""
    write(folder, {"plan.yaml": content})
    [case] = read_cases(junit("plan.yaml").out)
    assert str(case.name).startswith(code)
    [failure] = case.result
    assert isinstance(failure, Failure)
    assert (failure.type, case.classname) == ("error", "plan.yaml")
    assert [place.code for place in read_junit(junit("plan.yaml").out)] == [code]


def test_a_file_that_was_only_imported_is_there_when_something_was_found_in_it(folder: Path) -> None:
    plan = f"{CLEAN}importerar: [fel.yaml, bra.yaml]\n"
    imported = CLEAN.replace("upn", "annan")
    write(folder, {"a/plan.yaml": plan, "a/fel.yaml": f"{imported}färg: grön\n", "a/bra.yaml": imported})
    suites = read_suites(junit("a/plan.yaml").out)
    assert [(suite.name, suite.tests) for suite in suites] == [("a/fel.yaml", 1), ("a/plan.yaml", len(RULES))]


def test_a_rule_that_fails_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> object:
        raise RuntimeError("hidden words")

    write(folder, {"plan.yaml": ALL_THREE})
    monkeypatch.setattr("effektkedja.rules.ek101_duplicate_id.check", broken)
    answer = call("validate", "--format", "junit", "--select", "EK0,EK1", "plan.yaml")
    assert answer.status == 2
    outcomes = {str(case.name)[:5]: outcome(case) for case in read_cases(answer.out)}
    assert {code: one for code, one in outcomes.items() if one} == {"EK005": "failure", "EK101": "error"}
    [suite] = read_suites(answer.out)
    assert counted(suite) == (len(outcomes), 1, 1)
    [error] = [result for case in suite for result in case.result if isinstance(result, Error)]
    assert "EK101" in str(error.message)
    assert "hidden words" not in answer.out


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("åäö 🎭", "åäö 🎭"),
        ("<b> & \"c\" 'd'", "<b> & \"c\" 'd'"),
        ("]]>", "]]>"),
        ("&#0;", "&#0;"),
        ("a\nb\tc", "a\\u000ab\\u0009c"),
        ("a\u202eb", "a\\u202eb"),
        ("811228-9874", "811228-****"),
    ],
)
def test_the_text_of_a_plan_comes_back_as_it_is(key: str, told: str, folder: Path) -> None:
    write(folder, {"plan.yaml": f"{CLEAN}{json.dumps(key, ensure_ascii=False)}: 1\n"})
    out = junit("--select", "EK005", "--lang", "en", "plan.yaml").out
    [case] = [case for case in read_cases(out) if outcome(case)]
    [failure] = case.result
    assert failure.message == f"The key {told} does not belong here."
    assert f"error[EK005] {failure.message}\n" in told_in(case)
    assert read_junit(out) == [Place("EK005", "plan.yaml", 6, 1)]


NAMES = {
    "Å ö/ähtäri 🎭.yaml": "Å ö/ähtäri 🎭.yaml",
    "a & 'b'; 50 %.yaml": "a & 'b'; 50 %.yaml",
    '<a> "b".yaml': '<a> "b".yaml',
    "a\nb.yaml": "a\\u000ab.yaml",
    "811228-9874.yaml": "811228-****.yaml",
    "a\uffffb.yaml": "a\\uffffb.yaml",
    b"sm\xf6r.yaml".decode("utf-8", "surrogateescape"): "sm\\udcf6r.yaml",
}


@pytest.mark.parametrize(("name", "told"), NAMES.items())
def test_a_file_name_can_be_written_in_xml(name: str, told: str, folder: Path) -> None:
    try:
        write(folder, {name: f"{CLEAN}färg: grön\n"})
    except OSError:
        pytest.skip("this file system takes no such name")
    out = junit(".").out
    [suite] = read_suites(out)
    assert suite.name == told
    assert [place.file for place in read_junit(out) if place.code == "EK005"] == [told]


def test_it_tells_no_time(folder: Path) -> None:
    """The same plans give the same bytes."""
    write(folder, {"plan.yaml": CLEAN})
    assert not re.search(r"\btime|stamp|\d{4}-\d\d", junit("plan.yaml").out)
