"""The findings as SARIF: read by sarif-tools, and held against the schema that OASIS publishes.

The schema is not ours to keep here. It is looked for where EFFEKTKEDJA_SARIF_SCHEMA points to, then in `.tools/sarif`,
where `.ci/run` unpacks it from a package that carries it.
"""

import json
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for
from readers import Place, Sarif, sarif_place
from support import REPOSITORY, TESTS, Answer, call, sentences, validate, write

from effektkedja import __version__
from effektkedja.basics.identity_numbers import masked
from effektkedja.basics.language import LANGUAGES, Language
from effektkedja.rules.registry import BY_CODE, RULES, page

VARIABLE = "EFFEKTKEDJA_SARIF_SCHEMA"
UNPACKED = REPOSITORY / ".tools" / "sarif" / "sarif-schema-2.1.0.json"


def sarif(*words: str | Path, stdin: bytes = b"") -> Answer:
    answer = call("validate", "--format", "sarif", *words, stdin=stdin)
    assert answer.err == ""
    return answer


# --- The published schema -------------------------------------------------------------------------------------


@cache
def published_schema() -> dict[str, Any]:
    path = Path(os.environ.get(VARIABLE) or UNPACKED)
    if not path.is_file():
        if os.environ.get("EFFEKTKEDJA_REQUIRE_PROGRAMS"):
            pytest.fail(f"there is no schema of SARIF: {VARIABLE}")
        pytest.skip("the schema of SARIF is not unpacked")
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def faults(document: dict[str, Any]) -> list[str]:
    schema = published_schema()
    return [f"{error.json_path}: {error.message}" for error in validator_for(schema)(schema).iter_errors(document)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("folder", "words"),
    [(TESTS / "err", "."), (TESTS / "projects", "."), (REPOSITORY / "examples", "helsingborg"), (TESTS / "ok", ".")],
    ids=["err", "projects", "helsingborg", "ok"],
)
def test_a_document_obeys_the_schema(
    folder: Path, words: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert faults(sarif(words, "--lang", language).json) == []


def test_the_schema_finds_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TESTS / "err")
    document = sarif("ek101-id-tva-ganger.yaml").json
    document["runs"][0]["results"][0]["levle"] = "error"
    document["runs"][0]["columnKind"] = "characters"
    assert len(faults(document)) == 2


# --- What it says ---------------------------------------------------------------------------------------------

PLAN = """\
effektkedja: 1
organisation:
  id: upn
  namn: Upplevelsenämnden
  typ: nämnd
mål:
  - id: M1
    titel: Fler unga har en aktiv fritid
    nivå: nämnd
  - id: M1
    titel: Fler äldre har en aktiv fritid
    nivå: nämnd
"""


def test_the_whole_document_but_for_the_rules(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    answer = sarif("--lang", "en", "--select", "EK101,EK210", "plan.yaml")
    assert answer.status == 1
    assert answer.out.endswith("}\n")
    document = answer.json
    assert [rule["id"] for rule in document["runs"][0]["tool"]["driver"].pop("rules")] == [
        "EK001", "EK002", "EK004", "EK008", "EK009", "EK101", "EK210",
    ]  # fmt: skip

    def at(line: int) -> dict[str, Any]:
        region = {"startLine": line, "startColumn": 9, "endLine": line, "endColumn": 11}
        return {
            "physicalLocation": {
                "artifactLocation": {"uri": "plan.yaml", "uriBaseId": "%SRCROOT%"},
                "region": region,
            }
        }

    assert document == {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "effektkedja", "version": __version__, "language": "en"}},
                "invocations": [{"executionSuccessful": True}],
                "originalUriBaseIds": {
                    "%SRCROOT%": {
                        "description": {"text": "The folder in which effektkedja was run. Every path begins there."}
                    }
                },
                "columnKind": "unicodeCodePoints",
                "language": "en",
                "results": [
                    {
                        "ruleId": "EK101",
                        "ruleIndex": 5,
                        "level": "error",
                        "message": {
                            "text": "The id M1 is already used in the chain.\n"
                            "Give one of them an id of its own, and change the links that mean it."
                        },
                        "locations": [{**at(10), "logicalLocations": [{"name": "M1"}]}],
                        "partialFingerprints": {"effektkedja/v1": "EK101/upn/M1/id/1"},
                        "relatedLocations": [{"id": 1, **at(7), "message": {"text": "used here first"}}],
                    }
                ],
            }
        ],
    }


def test_sarif_tools_reads_it(folder: Path, tmp_path: Path) -> None:
    write(folder, {"plan.yaml": f"{PLAN}färg: grön\n", "på två/språk 🎭.yaml": PLAN.replace("namn:", "name:")})
    read = Sarif(sarif("--select", "EK0,EK101", ".").out, tmp_path)
    assert read.tools == ["effektkedja"]
    records = [(one["Code"], one["Severity"], one["Location"], one["Line"]) for one in read.records]
    assert records == [
        ("EK101", "error", "plan.yaml", 10),
        ("EK005", "error", "plan.yaml", 13),
        ("EK010", "note", "p%C3%A5%20tv%C3%A5/spr%C3%A5k%20%F0%9F%8E%AD.yaml", 4),
        ("EK101", "error", "p%C3%A5%20tv%C3%A5/spr%C3%A5k%20%F0%9F%8E%AD.yaml", 10),
    ]
    assert read.file.get_report().get_issue_count_for_severity("error") == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_selected_rule_is_told_from_its_page(language: Language, folder: Path) -> None:
    write(folder, {"plan.yaml": "effektkedja: 1\n"})
    rules = sarif("--lang", language, "plan.yaml").json["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    levels = {"error": "error", "warning": "warning", "info": "note"}
    for rule in rules:
        known = BY_CODE[rule["id"]]
        title, _, sentence, _, sections = masked(page(known.code, language)).split("\n", 4)
        assert title == f"# {known.code} {rule['name']}"
        assert rule["shortDescription"] == {"text": sentence}
        assert rule["help"] == {"text": sections, "markdown": sections}
        assert rule["defaultConfiguration"] == {"level": levels[known.severity]}
        assert len(rule["properties"]["tags"]) == 1
        full = rule["fullDescription"]["text"]
        first = sections.split("\n## ")[0].partition("\n")[2].replace("`", "")
        assert full.split() == first.split()
        assert len(full) <= 1024, "GitHub takes no more"
        # A text may hold {0} for an argument; where there are none, braces without a number are only braces.
        assert not re.search(r"\{\d+\}", full + sections)


def test_prose_of_a_page_is_a_line_for_each_paragraph_and_item(folder: Path) -> None:
    write(folder, {"plan.yaml": "effektkedja: 1\n"})
    rules = sarif("--lang", "en", "--select", "EK103", "plan.yaml").json["runs"][0]["tool"]["driver"]["rules"]
    first, empty, *items = rules[-1]["fullDescription"]["text"].split("\n")[:8]
    assert first == "In the chain leads_to always points forwards, towards the vision:"
    assert empty == ""
    assert [item[:2] for item in items] == ["- "] * 6


@pytest.mark.parametrize("select", ["EK5", "EK2,EK101", "EK0,EK1,EK2,EK3,EK4,EK5,EK6"])
def test_a_result_points_to_its_rule(select: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TESTS)
    read = Sarif(sarif("--select", select, "err").out, tmp_path)
    rules = read.run["tool"]["driver"]["rules"]
    assert read.results
    for result in read.results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


# --- Where it is ----------------------------------------------------------------------------------------------

NAMES = {
    "plan.yaml": "plan.yaml",
    "Å ö/ähtäri.yaml": "%C3%85%20%C3%B6/%C3%A4ht%C3%A4ri.yaml",
    "🎭.yaml": "%F0%9F%8E%AD.yaml",
    "50 % + #1, [a]&b=c;d.yaml": "50%20%25%20%2B%20%231%2C%20%5Ba%5D%26b%3Dc%3Bd.yaml",
    "a:b?.yaml": "a%3Ab%3F.yaml",
    "a\nb\\c.yaml": "a%0Ab%5Cc.yaml",
    "811228-9874.yaml": "811228-%2A%2A%2A%2A.yaml",
    "811228\N{NON-BREAKING HYPHEN}9874.yaml": "811228%E2%80%91%2A%2A%2A%2A.yaml",
}


@pytest.mark.parametrize(("name", "uri"), NAMES.items())
def test_a_path_is_encoded(name: str, uri: str, folder: Path) -> None:
    if sys.platform == "win32" and set(name) & set(':?"\n\\'):
        pytest.skip("a name that Windows does not take")
    write(folder, {name: f"{PLAN}färg: grön\n"})
    results = sarif("--select", "EK005", ".").json["runs"][0]["results"]
    [location] = results[0]["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


@pytest.mark.skipif(sys.platform == "win32", reason="there, a name is no bytes")
def test_a_name_that_is_no_text_is_encoded_by_its_bytes(folder: Path) -> None:
    try:
        write(folder, {b"sm\xf6r.yaml".decode("utf-8", "surrogateescape"): f"{PLAN}färg: grön\n"})
    except OSError:
        pytest.skip("this file system takes no such name")
    assert '"uri": "sm%F6r.yaml"' in sarif("--select", "EK005", ".").out


def test_a_path_outside_the_working_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"plan.yaml": f"{PLAN}färg: grön\n", "sub/effektkedja.toml": ""})
    monkeypatch.chdir(folder / "sub")
    assert '"uri": "../plan.yaml"' in sarif("--select", "EK005", "../plan.yaml").out


def test_a_path_on_another_drive_is_a_whole_address(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no way from the working folder to another drive of Windows; there, the whole path is shown."""

    def no_way(_: Path) -> str:
        raise ValueError

    write(folder, {"å.yaml": f"{PLAN}färg: grön\n"})
    monkeypatch.setattr("os.path.relpath", no_way)
    [result] = sarif("--select", "EK005", folder / "å.yaml").json["runs"][0]["results"]
    [location] = result["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": (folder / "å.yaml").as_uri()}


def test_standard_input_is_named_as_such(tmp_path: Path) -> None:
    read = Sarif(sarif("-", "--lang", "en", "--select", "EK101", stdin=PLAN.encode()).out, tmp_path)
    [result] = read.results
    assert sarif_place(result) == Place("EK101", "-", 10, 9)
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "-", "description": {"text": "Standard input"}}


def test_no_place_of_the_machine_is_told(folder: Path, tmp_path: Path) -> None:
    write(folder, {"plan.yaml": f"{PLAN}importerar: saknas.yaml\n"})
    out = sarif(folder / "plan.yaml").out
    assert str(tmp_path) not in out
    assert tmp_path.name not in out


def test_columns_count_characters(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN.replace("{", "") + '"🎭å": 1\nx: {"🎭🎭": [], å: 1}\n'})
    expected = [
        {"startLine": 13, "startColumn": 1, "endLine": 13, "endColumn": 5},
        {"startLine": 14, "startColumn": 1, "endLine": 14, "endColumn": 2},
    ]
    results = sarif("--select", "EK005", "plan.yaml").json["runs"][0]["results"]
    assert [result["locations"][0]["physicalLocation"]["region"] for result in results] == expected
    in_json = validate("--select", "EK005", "plan.yaml").diagnostics
    keys = ("line", "column", "end_line", "end_column")
    assert [[one[key] for key in keys] for one in in_json] == [list(one.values()) for one in expected]


def test_a_circle_tells_every_link(folder: Path) -> None:
    goals = "".join(
        f"  - {{id: M{number}, titel: Mål {number}, nivå: enhet, leder_till: M{number % 4 + 1}}}\n"
        for number in range(1, 5)
    )
    write(folder, {"plan.yaml": f"effektkedja: 1\norganisation: {{id: a, namn: A, typ: enhet}}\nmål:\n{goals}"})
    [result] = sarif("--select", "EK104", "plan.yaml").json["runs"][0]["results"]
    [diagnostic] = validate("--select", "EK104", "plan.yaml").diagnostics
    related = result["relatedLocations"]
    assert [one["id"] for one in related] == [1, 2, 3]
    assert [
        (one["physicalLocation"]["region"]["startLine"], one["message"]["text"]) for one in related
    ] == [(one["line"], one["message"]) for one in diagnostic["related"]]  # fmt: skip


# --- What it must not do --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("{0}", "{{0}}"),
        ("a} {b", "a}} {{b"),
        ("[läs](http://a.example)", r"\[läs\](http://a.example)"),
        (r"[a\](1)", r"\[a\\\](1)"),
        ("[a] (b)", "[a] (b)"),
        ("a\nb", "a\nb"),
    ],
)
def test_the_text_of_a_plan_stays_text(key: str, told: str, folder: Path) -> None:
    """Braces are no places for arguments, and brackets no link, whoever wrote them."""
    write(folder, {"plan.yaml": f"{PLAN}{json.dumps(key, ensure_ascii=False)}: 1\n"})
    [result] = sarif("--select", "EK005", "--lang", "en", "plan.yaml").json["runs"][0]["results"]
    assert result["message"]["text"].startswith(f"The key {told} does not belong here.")


def test_identity_numbers_are_masked(folder: Path) -> None:
    number = "811228-9874"
    hidden = f"# effektkedja: ignore[EK602] {number} är ett exempel"
    plan = f"{PLAN}  - id: {number}\n    titel: {number}   {hidden}\n    nivå: nämnd\n    färg: {number}\n"
    write(folder, {"plan.yaml": plan})
    out = sarif("plan.yaml").out
    assert number not in out
    assert "811228-**** är ett exempel" in out


def test_a_rule_that_fails_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> object:
        raise RuntimeError("hidden words")

    write(folder, {"plan.yaml": PLAN})
    monkeypatch.setattr("effektkedja.rules.ek106_repeated_link.check", broken)
    answer = call("validate", "--format", "sarif", "--select", "EK1", "plan.yaml", "--lang", "en")
    assert answer.status == 2
    [run] = answer.json["runs"]
    words = sentences("en")["internal.rule"].format(code="EK106")
    index = [rule["id"] for rule in run["tool"]["driver"]["rules"]].index("EK106")
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {"level": "error", "message": {"text": words}, "associatedRule": {"id": "EK106", "index": index}}
            ],
        }
    ]
    assert [result["ruleId"] for result in run["results"]] == ["EK101"]
    assert "hidden words" not in answer.out


# --- What comments hide ---------------------------------------------------------------------------------------

HIDING = """\
effektkedja: 1
organisation: {id: upn, namn: Upplevelsenämnden, typ: nämnd}
mål:
  - id: M1   # effektkedja: ignore[EK301, EK601]  mäts från 2027: se “åäö 🎭”
    titel: Utveckla kulturen
    nivå: nämnd
  # effektkedja: ignore[EK301]
  - id: M2   # effektkedja: ignore[EK301, EK301] här också
    titel: Fler läser
    nivå: nämnd
  - id: M3
    titel: Fler skriver
    nivå: nämnd
"""


def test_what_comments_hide_is_told_with_their_reasons(folder: Path, tmp_path: Path) -> None:
    write(folder, {"plan.yaml": HIDING})
    read = Sarif(sarif("--select", "EK301,EK601", "plan.yaml").out, tmp_path)
    told = {
        (*sarif_place(result)[::2], number): (one["kind"], one.get("justification"), sarif_place_of_comment(one))
        for result in read.suppressed
        for number, one in enumerate(result["suppressions"])
    }
    reason = "mäts från 2027: se “åäö 🎭”"
    assert told == {
        ("EK301", 4, 0): ("inSource", reason, (4, 14)),
        ("EK601", 5, 0): ("inSource", reason, (4, 14)),
        ("EK301", 8, 0): ("inSource", None, (7, 3)),
        ("EK301", 8, 1): ("inSource", "här också", (8, 14)),
    }
    assert [sarif_place(result)[::2] for result in read.shown] == [("EK301", 11)]
    assert [(found.code, found.line) for found in validate("--select", "EK301,EK601", "plan.yaml").found] == [
        ("EK301", 11)
    ]


def sarif_place_of_comment(suppression: dict[str, Any]) -> tuple[int, int]:
    region = suppression["location"]["physicalLocation"]["region"]
    return region["startLine"], region["startColumn"]


# --- Which it is, from one run to the next --------------------------------------------------------------------

NAMED = """\
effektkedja: 1
organisation: {id: upn, namn: Upplevelsenämnden, typ: nämnd}
"""
GOALS = """\
mål:
  - id: M1
    titel: Fler läser
    nivå: nämnd
    leder_till: [X1, X2, X2]
  - id: M2
    titel: Fler läser
    nivå: enhet
    färg: grön
    form: rund
"""
ACTIVITIES = """\
aktiviteter:
  - id: A1
    titel: Läs
    leder_till: X1
  - titel: Skriv
  - titel: Räkna
"""


def fingerprints(*words: str) -> list[str]:
    """Give what makes out the findings, sorted; each must be told apart from the others."""
    results = sarif(*words).json["runs"][0]["results"]
    told = sorted(one["partialFingerprints"]["effektkedja/v1"] for one in results)
    assert len(told) == len(set(told))
    return told


def test_a_finding_is_recognised_when_the_plan_is_reordered(folder: Path) -> None:
    write(folder, {"plan.yaml": NAMED + GOALS + ACTIVITIES})
    before = fingerprints("plan.yaml")
    assert {"EK102/upn/M1/leads_to/2", "EK201/upn//leads_to/1", "EK201/upn//leads_to/2", "EK005/upn/M2//2"} <= set(
        before
    )
    changes = {
        "other lines above": "# en kommentar\n\n" + NAMED + GOALS + ACTIVITIES,
        "parts that change places": NAMED + ACTIVITIES + GOALS,
        "links that change places": NAMED + GOALS.replace("X1, X2, X2", "X2, X2, X1") + ACTIVITIES,
        "other titles": NAMED + GOALS.replace("Fler läser", "Flera läser") + ACTIVITIES,
    }
    for what, plan in changes.items():
        write(folder, {"plan.yaml": plan})
        assert fingerprints("plan.yaml") == before, what


def test_equal_findings_keep_their_numbers_when_they_change_places(folder: Path) -> None:
    """The number follows what a finding says, here the id that is missing."""

    def by_message(plan: str) -> dict[str, str]:
        write(folder, {"plan.yaml": plan})
        results = sarif("--select", "EK102", "plan.yaml").json["runs"][0]["results"]
        return {one["message"]["text"]: one["partialFingerprints"]["effektkedja/v1"] for one in results}

    plan = NAMED + GOALS.replace("X1, X2, X2", "X1, X2")
    assert len(by_message(plan)) == 2
    assert by_message(plan) == by_message(plan.replace("X1, X2", "X2, X1"))


def test_a_likely_id_that_is_told_changes_no_number(folder: Path) -> None:
    """One is looked for where a finding is shown, and not where a comment hides it."""

    def by_column(plan: str) -> dict[int, str]:
        write(folder, {"plan.yaml": plan})
        results = sarif("--select", "EK102", "plan.yaml").json["runs"][0]["results"]
        return {sarif_place(one).column: one["partialFingerprints"]["effektkedja/v1"] for one in results}

    plan = NAMED + GOALS.replace("M2", "Läsning").replace("X1, X2, X2", "Läsnig, A9")
    told = by_column(plan)
    [first, _] = validate("--select", "EK102", "--lang", "en", "plan.yaml").diagnostics
    assert first["message"].endswith("Did you mean Läsning?")
    assert by_column(plan.replace("A9]", "A9]  # effektkedja: ignore[EK102]")) == told


def test_a_finding_is_recognised_when_its_file_is_renamed(folder: Path) -> None:
    write(folder, {"plan.yaml": NAMED + GOALS})
    before = fingerprints("plan.yaml")
    (folder / "plan.yaml").rename(folder / "annan.yaml")
    assert fingerprints("annan.yaml") == before


def test_a_file_without_organisation_is_its_own(folder: Path) -> None:
    write(folder, {"a.yaml": "effektkedja: [", "b.yaml": "effektkedja: 1\n", "c.yaml": "effektkedja: ["})
    assert {"EK002/a.yaml///1", "EK002/c.yaml///1", "EK007/b.yaml//organisation/1"} <= set(fingerprints("."))


def test_a_comment_that_hides_one_changes_no_other(folder: Path) -> None:
    write(folder, {"plan.yaml": NAMED + ACTIVITIES})
    before = fingerprints("plan.yaml")
    write(folder, {"plan.yaml": NAMED + ACTIVITIES.replace("Skriv", "Skriv  # effektkedja: ignore[EK201]")})
    assert fingerprints("plan.yaml") == before
