"""How `effektkedja validate` is called, what it answers, and where."""

import itertools
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support import REPOSITORY, SPEAKING, TESTS, TODAY, UNREADABLE, Answer, call, validate, write

from effektkedja.cli.validate import FORMATS

CLEAN = """\
effektkedja: 1
organisation:
  id: kn
  namn: Kulturnämnden
  typ: nämnd
"""
ERROR = f"{CLEAN}färg: grön\n"
WARNING = f"""{CLEAN}\
mål:
  - id: M1
    titel: Fler läser
    nivå: enhet
    leder_till: [M2, M2]
  - id: M2
    titel: Fler skriver
    nivå: enhet
"""
INFO = CLEAN.replace("namn:", "name:")
ALL_THREE = WARNING.replace("namn:", "name:") + "färg: grön\n"


# --- Exit statuses and streams --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "fail_on", "status"),
    [
        ("clean", "info", 0),
        ("info", "error", 0), ("info", "warning", 0), ("info", "info", 1),
        ("warning", "error", 0), ("warning", "warning", 1), ("warning", "info", 1),
        ("error", "error", 1), ("error", "warning", 1), ("error", "info", 1),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", FORMATS)
def test_the_exit_status_says_how_grave_it_is(plan: str, fail_on: str, status: int, form: str, folder: Path) -> None:
    write(folder, {"clean.yaml": CLEAN, "info.yaml": INFO, "warning.yaml": WARNING, "error.yaml": ERROR})
    answer = call("validate", "--fail-on", fail_on, "--format", form, f"{plan}.yaml")
    assert answer.status == status
    assert answer.err == ""


def test_without_fail_on_errors_alone_fail(folder: Path) -> None:
    write(folder, {"warning.yaml": WARNING, "error.yaml": ERROR})
    assert call("validate", "warning.yaml").status == 0
    assert call("validate", "error.yaml").status == 1
    assert call("validate", "error.yaml", "--ignore", "EK005").status == 0


@pytest.mark.parametrize(
    "words",
    [
        ["missing.yaml"],
        ["plan.yaml", "missing/"],
        ["plan.yaml/below.yaml"],
        ["--fail-on", "fel", "plan.yaml"],
        ["--format", "xml", "plan.yaml"],
        ["--color", "blue", "plan.yaml"],
        ["--lang", "de", "plan.yaml"],
        ["--as-of", "2026-02-30", "plan.yaml"],
        ["--as-of", "today", "plan.yaml"],
        ["--select", "EK999", "plan.yaml"],
        ["--ignore", "no-such-rule", "plan.yaml"],
        ["--jobs", "0", "plan.yaml"],
        ["--jobs", "many", "plan.yaml"],
        ["--no-such-option", "plan.yaml"],
        ["plan.yaml", "--select"],
    ],
)
def test_wrong_use_does_nothing(words: list[str], folder: Path) -> None:
    """It says so in one line on standard error, and writes no result anywhere."""
    write(folder, {"plan.yaml": ERROR})
    answer = call("validate", "--format", "json", "--output", "out.json", *words)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("effektkedja: ")
    assert answer.err.count("\n") == 1
    assert not (folder / "out.json").exists()


def test_wrong_use_is_told_in_the_language_asked_for(folder: Path) -> None:
    assert call("validate", "nix.yaml", "--lang", "sv").err == "effektkedja: Sökvägen nix.yaml finns inte.\n"
    assert call("validate", "nix.yaml", "--lang=en").err == "effektkedja: The path nix.yaml does not exist.\n"
    assert "nix.yaml" in call("validate", "--lang", "fi", "nix.yaml").err


@pytest.mark.parametrize(("word", "meant"), [("valdate", "validate"), ("explian", "explain"), ("rule", "rules")])
def test_a_misspelt_command_is_recognised(word: str, meant: str) -> None:
    answer = call(word, "--lang", "sv")
    assert (answer.status, answer.err) == (2, f"effektkedja: Kommandot {word} finns inte. Menar du {meant}?\n")


def broken(*_: Any) -> Any:
    raise RuntimeError("hidden words")


def test_a_rule_that_fails_takes_no_other_along(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"plan.yaml": ALL_THREE})
    expected = validate("plan.yaml").codes
    monkeypatch.setattr("effektkedja.rules.ek101_duplicate_id.check", broken)
    answer = call("validate", "--no-cache", "--format", "json", "plan.yaml")
    assert answer.status == 2
    assert answer.codes == expected == ["EK010", "EK106", "EK005"]
    assert "EK101" in answer.err
    assert "Traceback" not in answer.err
    assert "hidden words" in call("validate", "--no-cache", "--verbose", "plan.yaml").err


def test_an_internal_error_is_a_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"plan.yaml": CLEAN})
    monkeypatch.setattr("effektkedja.running.work.check", broken)
    answer = call("validate", "plan.yaml", "--lang", "sv")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("effektkedja: Programmet har gjort ett fel (RuntimeError).")
    assert "Traceback" not in answer.err
    assert "Traceback" in call("validate", "plan.yaml", "--verbose").err


def test_an_interruption_ends_quietly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> Any:
        raise KeyboardInterrupt

    write(folder, {"plan.yaml": CLEAN})
    monkeypatch.setattr("effektkedja.running.work.check", interrupted)
    assert call("validate", ".") == Answer(130, "", "")


# --- Which rules ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ([], ["EK010", "EK106", "EK005"]),
        (["--select", "EK106"], ["EK106"]),
        (["--select", "EK1"], ["EK106"]),
        (["--select", "EK"], ["EK010", "EK106", "EK005"]),
        (["--select", "ek10,ek01"], ["EK010", "EK106"]),
        (["--select", "EK106, EK005"], ["EK106", "EK005"]),
        (["--select", "EK106", "--select", "EK010"], ["EK010", "EK106"]),
        (["--select", "repeated-link"], ["EK106"]),
        (["--select", "Unknown-Key,EK106"], ["EK106", "EK005"]),
        (["--select", "EK2"], []),
        (["--ignore", "EK0"], ["EK106"]),
        (["--ignore", "EK106,unknown-key"], ["EK010"]),
        (["--ignore", "EK005", "--ignore", "EK010"], ["EK106"]),
        (["--select", "EK0", "--ignore", "mixed-languages"], ["EK005"]),
        (["--select", "EK106", "--ignore", "EK1"], []),
    ],
)
def test_select_and_ignore(words: list[str], codes: list[str], folder: Path) -> None:
    write(folder, {"plan.yaml": ALL_THREE})
    assert validate(*words, "plan.yaml").codes == codes


@pytest.mark.parametrize(("code", "content"), UNREADABLE)
def test_what_ends_the_reading_cannot_be_deselected(code: str, content: bytes, folder: Path) -> None:
    write(folder, {"plan.yaml": content})
    assert validate("--ignore", code, "plan.yaml").codes == [code]
    assert validate("--select", "EK201", "plan.yaml").codes == [code]


def test_a_comment_for_a_rule_that_was_not_selected_is_not_unused(folder: Path) -> None:
    write(folder, {"plan.yaml": WARNING.replace("[M2, M2]", "M2  # effektkedja: ignore[EK106]")})
    assert validate("plan.yaml").codes == ["EK011"]
    assert validate("--ignore", "EK106", "plan.yaml").codes == []


# --- Quiet and in short ---------------------------------------------------------------------------------------


def test_quiet_says_nothing_where_there_is_nothing_to_say(folder: Path) -> None:
    assert call("validate", "--quiet") == Answer(0, "", "")
    write(folder, {"plan.yaml": CLEAN})
    assert call("validate", "--quiet") == Answer(0, "", "")
    write(folder, {"plan.yaml": ERROR})
    assert "fel[EK005]" in call("validate", "-q").out


def test_statistics_count_the_findings_of_each_rule(folder: Path) -> None:
    write(folder, {"a.yaml": ALL_THREE, "b.yaml": ERROR, "c.yaml": WARNING, "d.yaml": WARNING})
    answer = call("validate", "--statistics", "--lang", "sv")
    assert answer.status == 1
    *rows, summary = answer.out.splitlines()
    assert [row.split() for row in rows] == [
        ["3", "EK106", "varning", "repeated-link"],
        ["2", "EK005", "fel", "unknown-key"],
        ["1", "EK010", "upplysning", "mixed-languages"],
    ]
    assert len({row.rindex(" ") for row in rows}) == 1, "the names stand below each other"
    assert summary.startswith("2 fel, 3 varningar och 1 upplysning. Granskat: 4 filer, 6 noder i 4 kedjor.")


def test_statistics_of_nothing(folder: Path) -> None:
    write(folder, {"plan.yaml": WARNING})
    assert call("validate", "--statistics", "--select", "EK2", "--lang", "sv").out == (
        "Inget att anmärka på. Granskat: 1 fil, 2 noder i 1 kedja.\n"
    )


# --- Into a file ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_output_is_what_else_stands_on_the_screen(form: str, folder: Path) -> None:
    write(folder, {"plan.yaml": ALL_THREE})
    shown = call("validate", "--format", form, "plan.yaml")
    written = call("validate", "--format", form, "plan.yaml", "-o", "report")
    assert (written.status, written.out, written.err) == (shown.status, "", "")
    assert (folder / "report").read_bytes().decode() == shown.out
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    "target", ["plan.yaml", "./plan.yaml", "sub/../plan.yaml", "link.yaml", "imported.yaml", "sub/broken.yaml"]
)
def test_a_plan_is_never_written_over(target: str, folder: Path) -> None:
    files = {"plan.yaml": f"{CLEAN}importerar: imported.yaml\n", "imported.yaml": "effektkedja: 1\n"}
    files["sub/broken.yaml"] = "effektkedja: [\n"
    write(folder, files)
    (folder / "link.yaml").symlink_to("plan.yaml")
    answer = call("validate", "plan.yaml", "sub", "--output", target)
    assert (answer.status, answer.out) == (2, "")
    assert target in answer.err
    assert {name: (folder / name).read_text(encoding="utf-8") for name in files} == files


def test_output_into_a_folder_that_does_not_exist_is_wrong_use(folder: Path) -> None:
    write(folder, {"plan.yaml": CLEAN})
    answer = call("validate", "plan.yaml", "--output", "nowhere/report.txt")
    assert (answer.status, answer.out) == (2, "")
    assert "nowhere/report.txt" in answer.err


# --- Which files ----------------------------------------------------------------------------------------------


def test_standard_input_is_a_plan(folder: Path) -> None:
    answer = validate("-", stdin=ERROR.encode())
    assert answer.found == [("-", 6, "EK005")]
    assert call("validate", "-f", "concise", "-", stdin=ERROR.encode()).out.startswith("-:6:1: ")
    assert call("validate", "-", stdin=b"\xef\xbb\xbf" + CLEAN.encode()).status == 0
    assert validate("-", stdin=b"").codes == ["EK009"]


def test_standard_input_and_files_together(folder: Path) -> None:
    write(folder, {"plan.yaml": ERROR})
    answer = validate("plan.yaml", "-", stdin=WARNING.encode())
    assert answer.found == [("-", 10, "EK106"), ("plan.yaml", 6, "EK005")]
    assert answer.json["summary"]["chains"] == 2


def test_a_folder_means_the_plans_below_it(folder: Path) -> None:
    plans = ["a.yaml", "b.yml", "sub/c.yaml", "sub/deeper/d.yml", "Å ö/e.yaml"]
    others = ["f.YAML", "g.txt", "h.yaml.bak", ".hidden.yaml", ".git/i.yaml", "sub/.venv/j.yaml", "effektkedja"]
    write(folder, dict.fromkeys([*plans, *others], ERROR))
    (folder / "linked.yaml").symlink_to("a.yaml")
    (folder / "linked").symlink_to("sub", target_is_directory=True)
    (folder / "folder.yaml").mkdir()
    assert [found.file for found in validate().found] == plans[:2] + plans[2:4] + plans[4:]
    assert [found.file for found in validate("sub").found] == plans[2:4]
    assert [found.file for found in validate("sub", "a.yaml", "sub/c.yaml", ".").found] == plans
    assert [found.file for found in validate(".git/i.yaml").found] == [".git/i.yaml"]


@pytest.mark.parametrize(
    ("content", "is_plan"),
    [
        ("effektkedja: x\n", True),
        ("# plan\n\n---\nEffektKedja : x\n", True),
        ("'effektkedja': x\n", True),
        ('"EFFEKTKEDJA"\t: x\n', True),
        ("\ufeffeffektkedja: x\n", True),
        ("# ett\reffektkedja: x\r", True),
        ("namn: [\neffektkedja: x\n", True),
        ("# effektkedja: x\n", False),
        ("  effektkedja: x\n", False),
        ("plan:\n  effektkedja: x\n", False),
        ("effektkedjan: x\n", False),
        ("effektkedja = 1\n", False),
        ("text: |\n effektkedja: x\n", False),
        ("", False),
    ],
)
def test_in_a_folder_a_line_that_begins_so_makes_a_plan(content: str, is_plan: bool, folder: Path) -> None:
    write(folder, {"sub/file.yaml": content})
    answer = call("validate", "--format", "json", "sub")
    assert (answer.status, answer.json["summary"]["files"]) == ((1, 1) if is_plan else (0, 0))


def test_a_file_that_is_no_plan_is_told_of_when_it_is_named(folder: Path) -> None:
    write(folder, {"other.yaml": "text: |\n  effektkedja: 1\n", "looks.yaml": 'text: "\neffektkedja: 1"\n'})
    assert call("validate", "--format", "json", ".").json["summary"]["files"] == 0
    assert validate("other.yaml", ".", "looks.yaml").codes == ["EK009", "EK009"]


def test_a_folder_without_plans_is_noticed(folder: Path) -> None:
    answer = call("validate", ".", "--lang", "sv")
    assert (answer.status, answer.out) == (0, "")
    assert answer.err.startswith("effektkedja: Ingen plan hittades")
    assert call("validate", ".", "--quiet") == Answer(0, "", "")


def test_a_file_is_shown_relative_to_the_working_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"a/plan.yaml": f"{ERROR}importerar: ../b/c/other.yaml\n", "b/c/other.yaml": ERROR})
    monkeypatch.chdir(folder / "b")
    assert [found.file for found in validate("../a/plan.yaml").found] == ["../a/plan.yaml", "c/other.yaml"]


# --- In which language ----------------------------------------------------------------------------------------

SPOKEN = {"fel[": "sv", "error[": "en", "virhe[": "fi"}


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        ([], {}, "sv"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "fi_FI"}, "fi"),
        ([], {"LANG": "sv"}, "sv"),
        ([], {"LANG": "de_DE.UTF-8"}, "sv"),
        ([], {"LANG": "C"}, "sv"),
        ([], {"LANG": "enm"}, "sv"),
        ([], {"LANG": "en_US", "LC_MESSAGES": "fi_FI"}, "fi"),
        ([], {"LANG": "en_US", "LC_MESSAGES": "fi_FI", "LC_ALL": "sv_SE"}, "sv"),
        ([], {"LANG": "en_US", "LC_ALL": ""}, "en"),
        ([], {"LANG": "en_US", "LC_ALL": "C.UTF-8"}, "sv"),
        ([], {"EFFEKTKEDJA_LANG": "fi", "LC_ALL": "en_US"}, "fi"),
        ([], {"EFFEKTKEDJA_LANG": "FI", "LC_ALL": "en_US"}, "fi"),
        ([], {"EFFEKTKEDJA_LANG": "de", "LC_ALL": "en_US"}, "en"),
        (["--lang", "sv"], {"EFFEKTKEDJA_LANG": "fi", "LC_ALL": "en_US"}, "sv"),
        (["--lang=en"], {"EFFEKTKEDJA_LANG": "fi"}, "en"),
    ],
)
def test_the_language(
    words: list[str], environment: dict[str, str], language: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"plan.yaml": ERROR})
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    out = call("validate", *words, "plan.yaml").out
    assert [spoken for word, spoken in SPOKEN.items() if out.startswith(word)] == [language]


def test_json_is_the_same_in_every_language_but_for_its_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TESTS / "err")
    plans = sorted(path.name for path in Path().glob("ek0*.yaml"))
    told = [validate("--lang", language, *plans).json for language in ("sv", "en", "fi")]
    sentences = [[without_sentences(one) for one in answer["diagnostics"]] for answer in told]
    assert all(len(set(each)) > 1 for each in zip(*sentences, strict=True))
    assert told[0] == told[1] == told[2]


def without_sentences(diagnostic: dict[str, Any]) -> str:
    """Take the sentences out of a diagnostic, and give them."""
    labels = [related.pop("message") for related in diagnostic["related"]]
    return str([diagnostic.pop("message"), diagnostic.pop("help"), *labels])


# --- The same again -------------------------------------------------------------------------------------------


def test_the_order_of_the_files_makes_no_difference(folder: Path) -> None:
    imports = "importerar: [c.yaml, a.yaml]\n"
    write(folder, {"a.yaml": ALL_THREE, "b.yaml": ALL_THREE + imports, "c.yaml": WARNING, "d.yaml": ERROR})
    answers = {
        call("validate", "--format", form, *names).out
        for form in FORMATS
        for names in itertools.permutations(["a.yaml", "b.yaml", "d.yaml", "c.yaml"])
    }
    assert len(answers) == len(FORMATS)


def run_alone(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "effektkedja", *words], cwd=folder, env=surroundings(**environment),
        capture_output=True, check=False,
    )  # fmt: skip


def surroundings(**environment: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in SPEAKING}
    return {**kept, "PYTHONPATH": str(REPOSITORY / "src"), **environment}


@pytest.mark.parametrize("form", ["json", "sarif", "junit"])
def test_the_hash_seed_makes_no_difference(form: str) -> None:
    """Sets and the like hold their items in an order that changes from run to run; nothing of it may show."""
    folders = ["err", "ok", "projects", "snapshots"]
    words = ("validate", *folders, "--format", form, "--as-of", TODAY.isoformat())
    runs = [run_alone(*words, folder=TESTS, PYTHONHASHSEED=seed) for seed in "012"]
    assert {run.returncode for run in runs} == {1}
    assert {run.stderr for run in runs} == {b""}
    assert len({run.stdout for run in runs}) == 1
    assert runs[0].stdout.count(b"EK") > 200


def test_the_line_ends_of_the_output_are_the_same_everywhere(folder: Path) -> None:
    write(folder, {"plan.yaml": ERROR})
    run = run_alone("validate", "plan.yaml", "--lang", "sv", folder=folder, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert run.stdout.decode("utf-8") == call("validate", "plan.yaml").out
    assert b"\r" not in run.stdout


def test_a_closed_pipe_is_no_error(folder: Path) -> None:
    goals = "".join(f"  - {{id: M{number}, titel: Mål {number}, färg: grön}}\n" for number in range(5000))
    write(folder, {"plan.yaml": f"{CLEAN}mål:\n{goals}"})
    process = subprocess.Popen(
        [sys.executable, "-m", "effektkedja", "validate", "plan.yaml"],
        cwd=folder, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith(b"fel[")
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


# --- What is loaded -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "without"),
    [
        ("--version", {"pydantic", "networkx", "ruamel.yaml", "rich"}),
        ("--help", {"pydantic", "networkx", "ruamel.yaml"}),
        ("explain EK201", {"pydantic", "networkx", "ruamel.yaml"}),
        ("rules", {"pydantic", "networkx", "ruamel.yaml"}),
    ],
)
def test_what_needs_no_plan_loads_nothing_for_plans(words: str, without: set[str], folder: Path) -> None:
    write(folder, {"effektkedja.toml": 'language = "fi"'})
    code = f"import sys\nfrom effektkedja.cli import run\nrun({words.split()})\nprint(*sys.modules, file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=surroundings(), capture_output=True, check=True, encoding="utf-8"
    )
    assert run.stdout
    assert without.isdisjoint(run.stderr.split())
