"""The baseline: what is accepted today, what is new beside it, and what has been mended since."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import REPOSITORY, Answer, call, sentences, validate, write

import effektkedja.cli.files
from effektkedja.basics.language import LANGUAGES

HEAD = """\
effektkedja: 1
organisation:
  id: upn
  namn: Upplevelsenämnden
  typ: nämnd
"""
# Two goals that nobody works for (EK209) and nothing measures (EK301), and an activity that leads nowhere (EK201).
PLAN = (
    HEAD
    + """\
mål:
  - id: M1
    titel: Fler läser
    nivå: nämnd
  - id: M2
    titel: Fler lånar
    nivå: nämnd
aktiviteter:
  - id: A1
    titel: Köp en bokbuss
"""
)
ALL = [
    {"file": "plan.yaml", "code": "EK201", "id": "A1", "count": 1},
    {"file": "plan.yaml", "code": "EK209", "id": "M1", "count": 1},
    {"file": "plan.yaml", "code": "EK209", "id": "M2", "count": 1},
    {"file": "plan.yaml", "code": "EK301", "id": "M1", "count": 1},
    {"file": "plan.yaml", "code": "EK301", "id": "M2", "count": 1},
    {"file": "plan.yaml", "code": "EK501", "id": "A1", "count": 1},
]
BASELINE = ("--baseline", "baseline.json")
WRITE = ("--write-baseline", "baseline.json")
QUIET = ("--format", "json", "--lang", "en")


def accept(*entries: dict[str, Any], name: str = "baseline.json") -> None:
    """Write a baseline by hand."""
    Path(name).write_text(json.dumps({"baseline": 1, "accepted": entries}), encoding="utf-8")


def accepted(name: str = "baseline.json") -> list[dict[str, Any]]:
    """Give what a baseline on disk accepts."""
    document: dict[str, Any] = json.loads(Path(name).read_bytes())
    assert document.keys() == {"baseline", "accepted"}
    entries: list[dict[str, Any]] = document["accepted"]
    return entries


def entry(code: str, id_: str | None, count: int = 1, file: str = "plan.yaml") -> dict[str, Any]:
    return {"file": file, "code": code, "id": id_, "count": count}


def new(*words: str | Path) -> list[tuple[str, str | None]]:
    """Give the code and the id of each finding that is told with the baseline."""
    answer = call("validate", *QUIET, *BASELINE, *words)
    assert answer.status in {0, 1}, answer.err
    return [(one["code"], one["id"]) for one in answer.diagnostics]


def mended(*words: str | Path) -> int:
    """Give how many findings are told to have been mended."""
    err = call("validate", *QUIET, *BASELINE, *words).err
    assert err.count("\n") == bool(err)
    return int(found[1]) if (found := re.match(r"effektkedja: (\d+) accepted findings? ", err)) else 0


@pytest.fixture
def plan(folder: Path) -> Path:
    write(folder, {"plan.yaml": PLAN})
    return folder / "plan.yaml"


def edit(plan: Path, *changes: tuple[str, str]) -> None:
    text = plan.read_text(encoding="utf-8")
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    plan.write_text(text, encoding="utf-8", newline="\n")


# ---- What is accepted ----


def test_what_is_accepted_is_told_no_more(plan: Path) -> None:
    assert call("validate", "plan.yaml").status == 1
    written = call("validate", *WRITE, "plan.yaml", "--lang", "sv")
    assert written == Answer(
        0,
        "Inget nytt att anmärka på. Granskat: 1 fil, 3 noder i 1 kedja. 6 anmärkningar är godtagna i baslinjen.\n",
        "effektkedja: Baslinjen baseline.json godtar nu 6 anmärkningar (nya: 6, strukna: 0).\n",
    )
    assert call("validate", *BASELINE, "plan.yaml", "--lang", "sv") == Answer(0, written.out, "")
    assert call("validate", *BASELINE, "plan.yaml", "--fail-on", "info").status == 0


def test_the_file_is_easy_to_read_and_to_compare(plan: Path) -> None:
    call("validate", *WRITE, "plan.yaml")
    lines = [json.dumps(one, ensure_ascii=False) for one in ALL]
    listed = ",\n    ".join(lines)
    expected = f'{{\n  "baseline": 1,\n  "accepted": [\n    {listed}\n  ]\n}}\n'
    assert Path("baseline.json").read_bytes() == expected.encode()


def test_a_baseline_of_nothing(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD})
    assert call("validate", *WRITE, "--lang", "sv").out.startswith("Inget att anmärka på.")
    assert Path("baseline.json").read_text(encoding="utf-8") == '{\n  "baseline": 1,\n  "accepted": []\n}\n'
    assert call("validate", *BASELINE).err == ""


def test_json_counts_what_is_accepted_as_suppressed(plan: Path) -> None:
    edit(plan, ("id: A1", "id: A1  # effektkedja: ignore[EK201] beslut i juni"))
    call("validate", *WRITE, "plan.yaml")
    answer = validate(*BASELINE, "plan.yaml")
    assert answer.diagnostics == []
    assert answer.json["summary"] == {
        "files": 1, "chains": 1, "nodes": 3, "errors": 0, "warnings": 0, "infos": 0, "suppressed": 6,
    }  # fmt: skip
    assert entry("EK201", "A1") not in accepted(), "what a comment hides needs no baseline"
    out = call("validate", *BASELINE, "plan.yaml", "--lang", "sv").out
    assert "1 anmärkning är dold med en kommentar. 5 anmärkningar är godtagna i baslinjen." in out


def test_every_format_tells_only_what_is_new(plan: Path) -> None:
    call("validate", *WRITE, "plan.yaml")
    edit(plan, ("id: M2", "id: M3"))
    assert new("plan.yaml") == [("EK209", "M3"), ("EK301", "M3")]
    for form in ("text", "concise"):
        out = call("validate", *BASELINE, "--format", form, "plan.yaml").out
        assert re.findall(r"varning\[(EK\d+)\]", out) == ["EK209", "EK301"]
        assert "M1" not in out


def test_statistics_count_only_what_is_new(plan: Path) -> None:
    call("validate", *WRITE, "plan.yaml")
    edit(plan, ("  - id: A1", "  - {id: A2, titel: Boka, ansvarig: Chefen}\n  - id: A1"))
    row, _ = call("validate", *BASELINE, "--statistics", "plan.yaml").out.splitlines()
    assert row.split()[:2] == ["1", "EK201"]


def test_a_new_finding_makes_the_check_fail(plan: Path) -> None:
    call("validate", *WRITE, "plan.yaml")
    edit(plan, ("  - id: A1", "  - {id: A2, titel: Boka, ansvarig: Chefen}\n  - id: A1"))
    assert new("plan.yaml") == [("EK201", "A2")]
    assert call("validate", *BASELINE, "plan.yaml").status == 1
    assert mended("plan.yaml") == 0


def test_of_more_than_are_accepted_the_last_are_new(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN + "    leder_till: [X1, X2]\n"})
    call("validate", *WRITE, "plan.yaml")
    assert entry("EK102", "A1", 2) in accepted()
    edit(folder / "plan.yaml", ("[X1, X2]", "[X3, X1, X4, X2]"))
    told = call("validate", *QUIET, *BASELINE, "plan.yaml").diagnostics
    assert [(one["code"], one["column"]) for one in told] == [("EK102", 26), ("EK102", 30)]
    edit(folder / "plan.yaml", ("[X3, X1, X4, X2]", "[X4]"))
    assert (new("plan.yaml"), mended("plan.yaml")) == ([], 1)


def test_a_rule_is_accepted_for_one_id_and_one_file_alone(plan: Path) -> None:
    accept(entry("EK301", "M1"), entry("EK209", "M1", file="annan.yaml"))
    assert ("EK301", "M1") not in new("plan.yaml")
    assert new("plan.yaml") == [("EK209", "M1"), ("EK209", "M2"), ("EK301", "M2"), ("EK201", "A1"), ("EK501", "A1")]


# ---- It stands whatever becomes of the layout ----

ANOTHER_ORDER = (
    HEAD
    + """\

# Det vi gör

aktiviteter: [{titel: Köp en bokbuss, id: A1}]

mål:
- {titel: Fler lånar, nivå: nämnd, id: M2}
- nivå: nämnd
  id: "M1"
  titel: Fler läser
"""
)
IN_FINNISH = """\
effektkedja: 1
organisaatio: {tunnus: upn, nimi: Upplevelsenämnden, tyyppi: lautakunta}
tavoitteet:
  - {tunnus: M1, otsikko: Yhä useampi lukee, taso: lautakunta}
  - {tunnus: M2, otsikko: Yhä useampi lainaa, taso: lautakunta}
toimenpiteet:
  - {tunnus: A1, otsikko: Ostetaan kirjastoauto}
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# en rad till\n\n" + PLAN, id="lines moved"),
        pytest.param(ANOTHER_ORDER, id="another order and layout"),
        pytest.param(IN_FINNISH, id="another language"),
        pytest.param(PLAN.replace("\n", "\r\n"), id="CRLF"),
    ],
)
def test_lines_do_not_count(text: str, plan: Path) -> None:
    call("validate", *WRITE, "plan.yaml")
    plan.write_bytes(text.encode())
    assert (new("plan.yaml"), mended("plan.yaml")) == ([], 0)


def test_what_is_told_of_the_first_of_several_is_accepted_of_any(folder: Path) -> None:
    """A circle is told at its first link, and of two with the same title the second: both change with the order."""
    goal = "  - {{id: M{0}, titel: Fler läser, nivå: nämnd, leder_till: M{1}}}\n"
    goals = [goal.format(number, number % 3 + 1) for number in (1, 2, 3)]
    write(folder, {"plan.yaml": HEAD + "mål:\n" + "".join(goals)})
    call("validate", *WRITE)
    assert [one for one in accepted() if one["code"] in {"EK104", "EK603"}] == [
        entry("EK104", "M1"), entry("EK603", "M2"), entry("EK603", "M3"),
    ]  # fmt: skip
    write(folder, {"plan.yaml": HEAD + "mål:\n" + "".join(reversed(goals))})
    assert {(one["code"], one["id"]) for one in validate("--select", "EK104,EK603").diagnostics} == {
        ("EK104", "M3"), ("EK603", "M2"), ("EK603", "M1"),
    }  # fmt: skip
    assert (new(), mended()) == ([], 0)
    edit(folder / "plan.yaml", ("mål:", "mål:\n  - {id: M4, titel: Fler läser, nivå: nämnd, leder_till: M1}"))
    assert [code for code, _ in new() if code in {"EK104", "EK603"}] == ["EK603"]


def test_files_are_named_as_seen_from_the_folder_of_the_baseline(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"planer/upn/plan.yaml": PLAN, "granskning/readme": ""})
    call("validate", "planer", "--write-baseline", "granskning/baseline.json")
    assert {one["file"] for one in accepted("granskning/baseline.json")} == {"../planer/upn/plan.yaml"}
    monkeypatch.chdir(folder / "planer" / "upn")
    answer = call("validate", *QUIET, "--baseline", "../../granskning/baseline.json", "plan.yaml")
    assert (answer.status, answer.diagnostics, answer.err) == (0, [], "")
    (folder / "lank.yaml").symlink_to(folder / "planer" / "upn" / "plan.yaml")
    monkeypatch.chdir(folder)
    assert validate("--baseline", "granskning/baseline.json", "lank.yaml").diagnostics == []


def test_the_letters_of_names_may_be_composed_otherwise(folder: Path) -> None:
    """A baseline that was written on a Mac holds elsewhere."""
    write(folder, {"na\u0308mnd.yaml": PLAN.replace("id: M1", "id: Ma\u030al")})
    accept(*(entry("EK301", id_, file="n\u00e4mnd.yaml") for id_ in ("M\u00e5l", "M2")))
    assert [code for code, _ in new()] == ["EK209", "EK209", "EK201", "EK501"]
    write(folder, {"annan.yaml": HEAD})
    assert mended("annan.yaml") == 0


# ---- What has been mended ----


def test_what_has_been_mended_is_told_in_one_line(plan: Path) -> None:
    call("validate", *WRITE, "plan.yaml")
    edit(plan, ("Köp en bokbuss", "Köp en bokbuss\n    ansvarig: Chefen"))
    for form in ("text", "json", "concise"):
        assert call("validate", *BASELINE, "plan.yaml", "--lang", "sv", "--format", form).err == (
            "effektkedja: 1 godtagen anmärkning finns inte längre. Stryk den ur baslinjen genom att köra samma sak med "
            "--baseline baseline.json --write-baseline baseline.json\n"
        )
    edit(plan, ("  - id: M2\n    titel: Fler lånar\n    nivå: nämnd\n", ""))
    assert call("validate", *BASELINE, "plan.yaml", "--lang", "sv").err.startswith(
        "effektkedja: 3 godtagna anmärkningar finns inte längre. Stryk dem ur baslinjen"
    )
    assert call("validate", *BASELINE, "plan.yaml", "--quiet").err == ""
    assert call("validate", *BASELINE, "plan.yaml").status == 0


def test_with_both_options_the_file_only_shrinks(plan: Path) -> None:
    call("validate", *WRITE, "plan.yaml")
    edit(plan, ("Köp en bokbuss", "Köp en bokbuss\n    ansvarig: Chefen"), ("id: M2", "id: M3"))
    answer = call("validate", *QUIET, *BASELINE, *WRITE, "plan.yaml", "--fail-on", "warning")
    assert answer.err == "effektkedja: The baseline baseline.json now accepts 3 findings (new: 0, struck: 3).\n"
    assert answer.status == 1
    assert [(one["code"], one["id"]) for one in answer.diagnostics] == [("EK209", "M3"), ("EK301", "M3")]
    assert accepted() == [entry("EK201", "A1"), entry("EK209", "M1"), entry("EK301", "M1")]
    assert mended("plan.yaml") == 0


def test_written_anew_it_accepts_what_is_found_today(plan: Path) -> None:
    call("validate", *WRITE, "plan.yaml")
    edit(plan, ("Köp en bokbuss", "Köp en bokbuss\n    ansvarig: Chefen"), ("id: M2", "id: M3"))
    answer = call("validate", *QUIET, *WRITE, "plan.yaml")
    assert answer.err == "effektkedja: The baseline baseline.json now accepts 5 findings (new: 2, struck: 3).\n"
    assert (answer.status, answer.diagnostics) == (0, [])
    assert [one["id"] for one in accepted()] == ["A1", "M1", "M3", "M1", "M3"]


def test_it_may_be_written_to_another_file(plan: Path) -> None:
    """The new one then holds what is still found of the old one."""
    accept(entry("EK201", "A1"), entry("EK203", "L1"), entry("EK301", "M1", file="annan.yaml"))
    write(Path(), {"annan.yaml": HEAD})
    (Path() / "ny").mkdir()
    call("validate", *BASELINE, "--write-baseline", "ny/baseline.json", "plan.yaml")
    assert accepted("ny/baseline.json") == [
        entry("EK301", "M1", file="../annan.yaml"), entry("EK201", "A1", file="../plan.yaml"),
    ]  # fmt: skip
    assert len(accepted()) == 3


def test_a_baseline_that_stays_the_same_is_not_written(plan: Path) -> None:
    call("validate", *WRITE, "plan.yaml")
    os.utime("baseline.json", (1, 1))
    call("validate", *WRITE, "plan.yaml")
    assert Path("baseline.json").stat().st_mtime == 1


# ---- What a call does not look at stays ----


def test_other_files_stay(folder: Path) -> None:
    write(folder, {"a.yaml": PLAN, "b.yaml": PLAN})
    call("validate", *WRITE)
    assert len(accepted()) == 2 * len(ALL)
    write(folder, {"a.yaml": HEAD, "b.yaml": HEAD})
    assert mended("a.yaml") == len(ALL)
    call("validate", *BASELINE, *WRITE, "a.yaml")
    assert accepted() == [{**one, "file": "b.yaml"} for one in ALL]
    call("validate", *WRITE, "a.yaml")
    assert accepted() == [{**one, "file": "b.yaml"} for one in ALL]


def test_what_a_removed_file_had_is_struck(folder: Path) -> None:
    write(folder, {"a.yaml": PLAN, "b.yaml": PLAN})
    call("validate", *WRITE)
    (folder / "b.yaml").unlink()
    assert mended() == len(ALL)
    call("validate", *BASELINE, *WRITE, "a.yaml")
    assert accepted() == [{**one, "file": "a.yaml"} for one in ALL]


@pytest.mark.parametrize(
    ("words", "settings"),
    [
        (["--select", "EK2"], ""),
        (["--ignore", "EK3,EK5"], ""),
        ([], 'select = ["EK2"]'),
        ([], '[per-file-ignores]\n"plan.yaml" = ["EK3", "EK5"]'),
    ],
)
def test_rules_that_are_not_selected_stay(words: list[str], settings: str, plan: Path) -> None:
    call("validate", *WRITE, "plan.yaml", "--isolated")
    write(Path(), {"plan.yaml": HEAD, "effektkedja.toml": settings})
    assert mended("plan.yaml", *words) == 3
    call("validate", *WRITE, "plan.yaml", *words)
    assert accepted() == [one for one in ALL if one["code"] in {"EK301", "EK501"}]


def test_a_baseline_of_some_rules(plan: Path) -> None:
    call("validate", *WRITE, "plan.yaml", "--select", "EK3")
    assert accepted() == [one for one in ALL if one["code"] == "EK301"]


def test_what_is_not_told_of_imported_files_stays(folder: Path) -> None:
    goal = "mål:\n  - {id: F1, titel: Ett gott liv, nivå: fullmäktige}\n"
    write(folder, {"kommun.yaml": HEAD.replace("upn", "kf") + goal, "plan.yaml": HEAD + "importerar: kommun.yaml\n"})
    call("validate", *WRITE)
    before = accepted()
    assert [one["file"] for one in before] == ["kommun.yaml"]
    assert (new("plan.yaml"), mended("plan.yaml")) == ([], 0)
    call("validate", *WRITE, "plan.yaml")
    assert accepted() == before


def test_nothing_is_struck_while_a_plan_cannot_be_read(folder: Path) -> None:
    write(folder, {"a.yaml": PLAN, "b.yaml": PLAN})
    call("validate", *WRITE)
    write(folder, {"a.yaml": HEAD, "b.yaml": "effektkedja: 1\nmål: [\n"})
    answer = call("validate", *QUIET, *BASELINE)
    assert (answer.status, answer.codes, answer.err) == (1, ["EK002"], "")
    call("validate", *BASELINE, *WRITE)
    assert len(accepted()) == 2 * len(ALL)


def test_unknown_rules_stay(plan: Path) -> None:
    """A newer version of the program may know them."""
    accept(entry("EK999", "X"))
    assert mended("plan.yaml") == 0
    call("validate", *WRITE, "plan.yaml")
    assert entry("EK999", "X") in accepted()


# ---- What is never accepted ----


def test_what_keeps_a_file_from_being_read_is_never_accepted(folder: Path) -> None:
    write(folder, {"a.yaml": "effektkedja: [\n", "b.yaml": HEAD + "mål: []  # effektkedja: ignore[EK301]\n"})
    answer = call("validate", *QUIET, *WRITE)
    assert (answer.status, answer.codes) == (1, ["EK002", "EK011"])
    assert answer.err == (
        "effektkedja: The baseline baseline.json now accepts 0 findings (new: 0, struck: 0).\n"
        "effektkedja: What cannot be accepted remains: EK002 and EK011.\n"
    )
    assert accepted() == []


def test_standard_input_has_no_name_to_be_accepted_by(plan: Path) -> None:
    call("validate", *WRITE, "plan.yaml")
    accept(*accepted(), entry("EK301", "M1", file="-"))
    answer = call("validate", *QUIET, *BASELINE, "-", stdin=PLAN.encode())
    assert len(answer.diagnostics) == len(ALL)
    for words in (["-"], ["plan.yaml", "-"]):
        answer = call("validate", *WRITE, *words, "--lang", "en", stdin=PLAN.encode())
        assert answer == Answer(2, "", f"effektkedja: {sentences('en')['baseline.standard-input']}\n")


# ---- A file that cannot be used ----


def refused(answer: Answer, key: str, **args: Any) -> bool:
    """Tell whether the call was refused with that sentence alone, before anything was checked."""
    said = sentences("en")[f"baseline.{key}"].format(**{"path": "baseline.json", **args})
    return answer == Answer(2, "", f"effektkedja: {said}\n")


BAD_ENTRIES = (
    "1",
    "null",
    "{}",
    '{"file": "a", "code": "EK301", "count": 1}',
    '{"code": "EK301", "id": null, "count": 1}',
    '{"file": null, "code": "EK301", "id": null, "count": 1}',
    '{"file": "a", "code": "EK301", "id": 1, "count": 1}',
    '{"file": "a", "code": "EK301", "id": null, "count": 0}',
    '{"file": "a", "code": "EK301", "id": null, "count": true}',
    '{"file": "a", "code": "EK301", "id": null, "count": 1000000001}',
    '{"file": "a", "code": "EK301", "id": null, "count": 1.5}',
)
NEVER = ("EK001", "EK002", "EK004", "EK008", "EK009", "EK011")
CORRUPT: dict[str, tuple[str | bytes, str, dict[str, Any]]] = {
    "empty": ("", "syntax", {"line": 1, "column": 1}),
    "cut off": ('{\n  "baseline": 1,\n  "accepted": [\n', "syntax", {"line": 4, "column": 1}),
    "a merge that was not finished": ('{\n<<<<<<< HEAD\n"baseline": 1', "syntax", {"line": 2, "column": 1}),
    "no UTF-8": (b'{"baseline": "\xe4"}', "other", {}),
    "UTF-16": ('{"baseline": 1, "accepted": []}'.encode("utf-16"), "other", {}),
    "a list": ("[]", "other", {}),
    "another JSON": ('{"version": 1, "diagnostics": []}', "other", {}),
    "a version of another kind": ('{"baseline": "1", "accepted": []}', "other", {}),
    "true is no version": ('{"baseline": true, "accepted": []}', "other", {}),
    "no list": ('{"baseline": 1, "accepted": {}}', "other", {}),
    "a number that no computer reads": (f'{{"baseline": 1, "accepted": [], "x": {"9" * 5000}}}', "other", {}),
    "thousands of brackets": ("[" * 100_000, "other", {}),
    "another version": ('{"baseline": 2, "accepted": []}', "version", {"found": 2, "expected": 1}),
}
for bad in BAD_ENTRIES:
    text = f'{{"baseline": 1, "accepted": [{json.dumps(ALL[0])}, {bad}]}}'
    CORRUPT[f"an entry like {bad}"] = (text, "entry", {"number": 2})
for code in NEVER:
    text = json.dumps({"baseline": 1, "accepted": [entry(code, None)]})
    CORRUPT[f"{code} accepted"] = (text, "never", {"number": 1, "code": code})


@pytest.mark.parametrize("name", CORRUPT)
def test_a_corrupt_baseline_is_refused(name: str, plan: Path) -> None:
    content, key, args = CORRUPT[name]
    write(Path(), {"baseline.json": content})
    assert refused(call("validate", *BASELINE, "plan.yaml", "--lang", "en"), key, **args)
    assert refused(call("validate", *BASELINE, "plan.yaml", "--lang", "en", "--format", "json"), key, **args)
    answer = call("validate", *WRITE, "plan.yaml", "--lang", "en")
    assert refused(answer, "exists" if key in {"syntax", "other"} else key, **args)
    assert Path("baseline.json").read_bytes() == (content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_can_be_said_in_every_language(language: str, plan: Path) -> None:
    for content, key, args in CORRUPT.values():
        write(Path(), {"baseline.json": content})
        said = sentences(language)[f"baseline.{key}"].format(path="baseline.json", **args)
        assert call("validate", *BASELINE, "plan.yaml", "--lang", language).err == f"effektkedja: {said}\n"


def test_a_missing_baseline_is_refused(plan: Path) -> None:
    for path in ("baseline.json", "nowhere/baseline.json", "plan.yaml/baseline.json"):
        assert refused(call("validate", "--baseline", path, "plan.yaml", "--lang", "en"), "missing", path=path)


def test_what_is_no_file_is_refused(plan: Path) -> None:
    Path("baseline.json").mkdir()
    for words in (BASELINE, WRITE):
        assert refused(call("validate", *words, "plan.yaml", "--lang", "en"), "not-file")
        assert refused(call("validate", words[0], "-", "plan.yaml", "--lang", "en"), "not-file", path="-")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="FIFOs are of POSIX")
def test_a_pipe_is_never_opened(plan: Path) -> None:
    os.mkfifo("baseline.json")
    for words in (BASELINE, WRITE):
        assert refused(call("validate", *words, "plan.yaml", "--lang", "en"), "not-file")


def test_a_baseline_that_may_not_be_read_is_refused(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The superuser may read every file, so the refusal is played."""
    accept()
    opened = Path.open

    def may_not(path: Path, *args: Any, **options: Any) -> Any:
        if path.name == "baseline.json":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **options)

    monkeypatch.setattr(Path, "open", may_not)
    answer = call("validate", *BASELINE, "plan.yaml", "--lang", "en")
    assert refused(answer, "unreadable", reason="Permission denied")


def test_the_same_line_twice_counts_once(plan: Path) -> None:
    accept(entry("EK301", "M1"), entry("EK301", "M1"), entry("EK301", "M2", 2), entry("EK301", "M2"))
    assert new("plan.yaml", "--select", "EK3") == []
    assert mended("plan.yaml", "--select", "EK3") == 1


def test_a_baseline_with_a_bom_and_other_line_ends(plan: Path) -> None:
    call("validate", *WRITE, "plan.yaml")
    Path("baseline.json").write_bytes(b"\xef\xbb\xbf" + Path("baseline.json").read_bytes().replace(b"\n", b"\r\n"))
    assert new("plan.yaml") == []


# ---- Where it is written ----


@pytest.mark.parametrize("target", ["plan.yaml", "mal.yaml", "effektkedja.toml", "annat.json", "bild.png"])
def test_what_is_no_baseline_is_never_written_over(target: str, folder: Path) -> None:
    files = {
        "plan.yaml": PLAN + "importerar: mal.yaml\n", "mal.yaml": HEAD, "effektkedja.toml": "",
        "annat.json": '{"version": 1}', "bild.png": "\x89PNG",
    }  # fmt: skip
    write(folder, files)
    answer = call("validate", "--write-baseline", target, "plan.yaml", "--lang", "en")
    assert refused(answer, "exists", path=target)
    assert {name: (folder / name).read_text(encoding="utf-8") for name in files} == files


def test_a_plan_that_looks_like_a_baseline_is_not_written_over_either(folder: Path) -> None:
    write(folder, {"plan.yaml": '{"effektkedja": 1, "baseline": 1, "accepted": []}'})
    answer = call("validate", "--write-baseline", "plan.yaml", "plan.yaml", "--lang", "en")
    assert refused(answer, "exists", path="plan.yaml")


@pytest.mark.parametrize("words", [BASELINE, WRITE, (*BASELINE, *WRITE)])
def test_no_output_is_written_over_it(words: tuple[str, ...], plan: Path) -> None:
    accept(entry("EK301", "M1"))
    before = Path("baseline.json").read_bytes()
    answer = call("validate", *words, "--output", "./baseline.json", "plan.yaml")
    assert (answer.status, answer.out) == (2, "")
    assert "./baseline.json" in answer.err
    assert Path("baseline.json").read_bytes() == before


def test_output_and_a_new_baseline_are_two_files(plan: Path) -> None:
    answer = call("validate", *WRITE, "--output", "baseline.json", "plan.yaml")
    assert (answer.status, Path("baseline.json").exists()) == (2, False)


def test_a_folder_that_does_not_exist(plan: Path) -> None:
    answer = call("validate", "--write-baseline", "nowhere/baseline.json", "plan.yaml")
    assert (answer.status, answer.out) == (2, "")
    assert "nowhere/baseline.json" in answer.err


def test_a_baseline_changed_by_somebody_else_is_not_written_over(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    accept()
    replace_file: Callable[..., None] = effektkedja.cli.files.replace_file

    def late(path: Path, content: bytes, instead_of: bytes | None = None) -> None:
        accept(entry("EK301", "M2"))
        replace_file(path, content, instead_of)

    monkeypatch.setattr(effektkedja.cli.files, "replace_file", late)
    assert refused(call("validate", *WRITE, "plan.yaml", "--lang", "en"), "changed")
    assert accepted() == [entry("EK301", "M2")]
    assert sorted(path.name for path in Path().iterdir()) == ["baseline.json", "effektkedja.toml", "plan.yaml"]


def test_a_disk_that_fails_leaves_the_old_one(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    accept(entry("EK301", "M1"))

    def full(_: Path, __: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    answer = call("validate", *WRITE, "plan.yaml")
    assert (answer.status, answer.out) == (2, "")
    assert accepted() == [entry("EK301", "M1")]
    assert sorted(path.name for path in Path().iterdir()) == ["baseline.json", "effektkedja.toml", "plan.yaml"]


def test_a_rule_that_fails_keeps_it_from_being_written(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call("validate", *WRITE, "plan.yaml")
    before = Path("baseline.json").read_bytes()

    def broken(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("effektkedja.rules.ek301_goal_without_indicator.check", broken)
    answer = call("validate", "--no-cache", *WRITE, "plan.yaml", "--lang", "en")
    assert answer.status == 2
    assert sentences("en")["baseline.not-written"].format(path="baseline.json") in answer.err
    assert Path("baseline.json").read_bytes() == before
    assert "accepted finding" not in call("validate", *BASELINE, "plan.yaml", "--lang", "en").err, "nothing is mended"


# ---- Hostile names ----

HOSTILE = "plan\u202e\u0085\n\t.yaml"
NUMBER = "19121212-1212"


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_characters_that_a_terminal_obeys_are_written_as_escapes(folder: Path) -> None:
    write(folder, {HOSTILE: PLAN})
    call("validate", *WRITE)
    text = Path("baseline.json").read_text(encoding="utf-8")
    assert r'"plan\u202e\u0085\n\t.yaml"' in text
    assert set(text) & {"\u202e", "\u0085", "\t"} == set()
    assert (new(), mended()) == ([], 0)


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names are bytes on Linux only")
def test_a_file_name_that_is_no_text(folder: Path) -> None:
    write(folder, {os.fsdecode(b"plan\xff.yaml"): PLAN})
    call("validate", *WRITE)
    assert rb'"plan\udcff.yaml"' in Path("baseline.json").read_bytes()
    assert (new(), mended()) == ([], 0)


def test_identity_numbers_are_not_written_down(folder: Path) -> None:
    write(folder, {f"{NUMBER}.yaml": PLAN.replace("id: M1", f"id: {NUMBER}"), "annan.yaml": HEAD})
    call("validate", *WRITE)
    text = Path("baseline.json").read_text(encoding="utf-8")
    assert NUMBER not in text
    assert entry("EK301", "19121212-****", file="19121212-****.yaml") in accepted()
    assert (new(), mended()) == ([], 0)
    call("validate", *WRITE, "annan.yaml")
    assert Path("baseline.json").read_text(encoding="utf-8") == text, "nobody knows whether the file is still there"


def test_what_a_baseline_says_is_never_a_path_to_be_opened(folder: Path) -> None:
    """Its names are compared, and looked for; a name that cannot be one is nowhere."""
    write(folder, {"plan.yaml": HEAD})
    names = ["/dev/zero", "../" * 40 + "etc/passwd", "a\0b", "\ud800", "n" * 5000, "", ".", "-", "{path}", "[bold]"]
    accept(*(entry("EK301", "{path}", file=name) for name in names))
    answer = call("validate", *QUIET, *BASELINE)
    assert (answer.status, answer.diagnostics) == (0, [])
    call("validate", *BASELINE, *WRITE)
    known = {*names, os.path.relpath("/dev/zero"), os.path.relpath("/etc/passwd")}
    assert {one["file"] for one in accepted()} <= known


def test_a_huge_count_costs_nothing(folder: Path) -> None:
    goals = "".join(f"  - {{id: M{number}, titel: Fler läser, nivå: nämnd}}\n" for number in range(3))
    write(folder, {"plan.yaml": HEAD + "mål:\n" + goals})
    accept(entry("EK603", "M9", 10**9), entry("EK301", "M0", 10**9))
    assert new("--select", "EK603") == []
    assert mended("--select", "EK603,EK301") == 2 * 10**9 - 3


# ---- As a setting ----


@pytest.fixture
def configured(plan: Path) -> Path:
    write(Path(), {"effektkedja.toml": 'baseline = "granskning/baseline.json"', "granskning/x": ""})
    assert call("validate", "--isolated", "--write-baseline", "granskning/baseline.json", "plan.yaml").status == 0
    return Path("granskning/baseline.json")


def test_a_configured_baseline_holds_for_every_call(configured: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert validate("plan.yaml").diagnostics == []
    assert validate(".").diagnostics == []
    Path("under").mkdir()
    monkeypatch.chdir("under")
    assert validate("../plan.yaml").diagnostics == []


@pytest.mark.parametrize("words", [["--no-baseline"], ["--isolated"]])
def test_it_can_be_passed_by(words: list[str], configured: Path) -> None:
    assert len(validate("plan.yaml", *words).diagnostics) == len(ALL)


def test_the_call_goes_before_the_setting(configured: Path) -> None:
    accept(entry("EK301", "M1"))
    assert len(new("plan.yaml")) == len(ALL) - 1
    answer = call("validate", *BASELINE, "--no-baseline", "plan.yaml", "--lang", "en")
    assert refused(answer, "contradiction")


def test_the_configured_baseline_is_written_anew_as_any_other(configured: Path, plan: Path) -> None:
    edit(plan, ("id: M2", "id: M3"))
    assert call("validate", "plan.yaml", "--lang", "sv").err.endswith(
        "med --baseline granskning/baseline.json --write-baseline granskning/baseline.json\n"
    )
    call("validate", "--write-baseline", str(configured), "plan.yaml")
    assert validate("plan.yaml").diagnostics == []
    assert "M2" not in configured.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["status"], ["gaps"], ["trace", "A1"], ["scorecard"]], ids=lambda words: words[0])
def test_other_commands_count_what_is_new(words: list[str], configured: Path, plan: Path) -> None:
    assert call(*words, "plan.yaml", "--isolated").err != ""
    assert call(*words, "plan.yaml").err == ""
    edit(plan, ("id: M2", "id: M3"))
    assert call(*words, "plan.yaml", "--lang", "en").err == (
        "effektkedja: The plans have 2 warnings. Show them with: effektkedja validate\n"
    )
    configured.write_text("{", encoding="utf-8")
    answer = call(*words, "plan.yaml", "--lang", "en")
    assert refused(answer, "syntax", path="granskning/baseline.json", line=1, column=2)


def test_a_configured_baseline_that_is_missing_is_refused(plan: Path) -> None:
    """Else everything would be told as new, or nothing, without anybody knowing why."""
    write(Path(), {"effektkedja.toml": 'baseline = "baseline.json"'})
    assert refused(call("validate", "plan.yaml", "--lang", "en"), "missing")
    assert call("validate", *WRITE, "plan.yaml").status == 0
    assert call("validate", "plan.yaml").status == 0


# ---- The page ----

PAGE = REPOSITORY / "docs" / "baseline.md"


def block(kind: str) -> str:
    [text] = re.findall(rf"^```{kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return str(text)


def test_the_commands_of_the_page(plan: Path) -> None:
    statuses = [call(*command.split()[1:]).status for command in block("sh").splitlines()]
    assert statuses == [0, 0]
    write(Path(), {"effektkedja.toml": block("toml")})
    assert validate().diagnostics == []


def test_the_file_of_the_page(folder: Path) -> None:
    delivery = "leveranser:\n  - {id: L1, titel: En bokbuss rullar, leder_till: E1}\n"
    write(folder, {"plan.yaml": HEAD + "mål:\n  - {id: M1, titel: Fler läser, nivå: nämnd}\n" + delivery})
    call("validate", *WRITE, "--select", "EK203,EK301")
    assert Path("baseline.json").read_text(encoding="utf-8") == block("json")


def test_sarif_tells_what_is_accepted_as_suppressed_outside_the_plan(folder: Path) -> None:
    head = "effektkedja: 1\norganisation: {id: o, namn: O, typ: enhet}\n"
    write(folder, {"plan.yaml": f"{head}leveranser:\n  - {{id: L1, titel: A}}\n"})
    call("validate", "--write-baseline", "baseline.json", "plan.yaml")
    answer = call("validate", "--baseline", "baseline.json", "--format", "sarif", "plan.yaml")
    results = answer.json["runs"][0]["results"]
    assert results
    assert all(one["suppressions"] == [{"kind": "external"}] for one in results)
