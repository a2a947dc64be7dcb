"""Plans in several files that import each other: projects/NAME, told as what a person types and reads.

Each line of `commands` is the end of an `effektkedja validate`; `expected.out` holds what follows, in the concise
format. It is written anew as test_err.py says.
"""

import shutil
from pathlib import Path

import pytest
from support import TESTS, call, expect, validate, write

PROJECTS = sorted(path.name for path in (TESTS / "projects").iterdir())


@pytest.mark.parametrize("name", PROJECTS)
def test_project(name: str, folder: Path) -> None:
    project = TESTS / "projects" / name
    shutil.copytree(project, folder, dirs_exist_ok=True)
    commands = (project / "commands").read_text(encoding="utf-8").splitlines()
    expect("\n".join(map(transcript, commands)), project / "expected.out")


def transcript(command: str) -> str:
    words = command.split()
    found = call("validate", "--format", "concise", "--lang", "sv", *words)
    summary = validate(*words).json["summary"]
    end = f"({found.status}; filer: {summary['files']}, kedjor: {summary['chains']}, dolda: {summary['suppressed']})"
    return f"$ effektkedja validate {command}\n{found.out}{found.err}{end}\n"


PLAN = "effektkedja: 1\norganisation: {{id: {0}, namn: Enhet {0}, typ: enhet}}\n"


@pytest.fixture
def outside(folder: Path) -> Path:
    """Give a plan beside the working folder, where no import may reach."""
    path = folder.parent / "outside.yaml"
    write(path.parent, {path.name: PLAN.format("outside")})
    return path


def test_a_link_that_leaves_the_root_is_refused_wherever_it_points(folder: Path, outside: Path) -> None:
    write(folder, {"plan.yaml": PLAN.format("a") + "importerar: [there.yaml, nowhere.yaml, up/outside.yaml]\n"})
    (folder / "there.yaml").symlink_to(outside)
    (folder / "nowhere.yaml").symlink_to(folder.parent / "missing.yaml")
    (folder / "up").symlink_to(folder.parent, target_is_directory=True)
    answer = validate("plan.yaml")
    assert [one["message"].replace(" leder utanför rotmappen.", "") for one in answer.diagnostics] == [
        "Importen there.yaml", "Importen nowhere.yaml", "Importen up/outside.yaml",
    ]  # fmt: skip
    assert answer.json["summary"]["files"] == 1


def test_a_link_within_the_root_is_the_file_it_points_to(folder: Path) -> None:
    imports = "importerar: [link.yaml, deep/kommun.yaml]\n"
    write(folder, {"plan.yaml": PLAN.format("a") + imports, "deep/kommun.yaml": PLAN.format("b")})
    (folder / "link.yaml").symlink_to(folder / "deep" / "kommun.yaml")
    answer = validate("plan.yaml", "link.yaml", "deep/kommun.yaml")
    assert answer.diagnostics == []
    assert answer.json["summary"]["files"] == 2


def test_the_home_folder_is_never_the_root(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A configuration in the home folder makes no root of it; the working folder is one, where it holds the file."""
    write(folder, {"plans/a/plan.yaml": PLAN.format("a") + "importerar: ../b.yaml\n", "plans/b.yaml": PLAN.format("b")})
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    monkeypatch.chdir(folder / "plans" / "a")
    assert validate("plan.yaml").codes == ["EK105"]
    monkeypatch.chdir(folder / "plans")
    assert validate("a/plan.yaml").codes == []


def test_imports_of_standard_input_are_of_the_working_folder(folder: Path) -> None:
    write(folder, {"kommun.yaml": PLAN.format("b")})
    answer = validate("-", stdin=(PLAN.format("a") + "importerar: [kommun.yaml, saknas.yaml]\n").encode())
    assert answer.found == [("-", 3, "EK105")]
    assert answer.json["summary"]["files"] == 2
