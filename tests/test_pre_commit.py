"""The hooks of pre-commit, run by pre-commit itself in a repository with plans and with other YAML files."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from programs import program, surroundings
from support import REPOSITORY, write

from effektkedja.cli.changed_files import validate_call

MANIFEST = REPOSITORY / ".pre-commit-hooks.yaml"

COUNCIL = """\
effektkedja: 1
organisation: {id: kommunen, namn: Kommunen, typ: kommun}
mål: [{id: KF1, titel: Fler läser, nivå: fullmäktige}]
"""
BOARD = """\
effektkedja: 1
organisation: {id: kn, namn: Kulturnämnden, typ: nämnd}
importerar: [../kommun.yaml]
mål: [{id: M1, titel: Fler barn läser, nivå: nämnd, leder_till: KF1}]
"""
BROKEN = BOARD.replace("leder_till: KF1", "leder_till: KF9")
OTHER = "services:\n  web: {image: nginx}\n"

Run = subprocess.CompletedProcess[str]


@pytest.fixture
def commit(tmp_path: Path) -> Callable[[dict[str, str]], Run]:
    """Give a way to write files into a repository and commit them, with the hooks of this very tree installed.

    The hooks are those of the manifest, found in a repository of their own as anybody's are; only they run in the
    environment of the tests, which has the program already, and not in one that is fetched from the package index.
    """
    git = [program("git"), "-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"]
    plans, hooks = tmp_path / "plans", tmp_path / "hooks"
    environment = surroundings(
        tmp_path, PRE_COMMIT_HOME=str(tmp_path / "pre-commit"), GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1"
    )

    def run(*words: str, folder: Path) -> Run:
        words_ = [*git, *words] if words[0] != "pre-commit" else [program("pre-commit"), *words[1:]]
        return subprocess.run(
            words_, cwd=folder, env=environment, capture_output=True, check=False, text=True, encoding="utf-8"
        )

    write(hooks, {MANIFEST.name: MANIFEST.read_text(encoding="utf-8")})
    for words in (["init"], ["add", "."], ["commit", "-m", "Hooks"]):
        assert run(*words, folder=hooks).returncode == 0
    revision = run("rev-parse", "HEAD", folder=hooks).stdout.strip()
    used = "".join(f"      - {{id: {id_}, language: system}}\n" for id_ in ("effektkedja", "effektkedja-chains"))
    write(plans, {".pre-commit-config.yaml": f"repos:\n  - repo: ../hooks\n    rev: {revision}\n    hooks:\n{used}"})
    assert run("init", folder=plans).returncode == 0
    assert run("pre-commit", "install", folder=plans).returncode == 0

    def commit_files(files: dict[str, str]) -> Run:
        write(plans, files)
        assert run("add", ".", folder=plans).returncode == 0
        return run("commit", "-m", "Plans", folder=plans)

    return commit_files


@pytest.mark.skipif(sys.platform == "win32", reason="what stands for the program here is a shell script")
def test_the_hooks_see_changed_plans_and_whole_chains(commit: Callable[[dict[str, str]], Run]) -> None:
    # YAML that is no plan is nobody's business, nor is a module that bears the name of one of the program's.
    done = commit({"docker-compose.yml": OTHER, ".gitlab-ci.yml": "", "typer.py": "raise SystemExit('not this')\n"})
    assert verdicts(done) == ["Passed", "Passed"]
    assert done.returncode == 0

    done = commit({"README.md": "# Planer\n"})
    assert verdicts(done) == ["Skipped", "Skipped"]

    done = commit({"kommun.yaml": COUNCIL, "kn/plan.yaml": BOARD, "docker-compose.yml": OTHER * 2})
    assert verdicts(done) == ["Passed", "Passed"], done.stderr

    done = commit({"kn/plan.yaml": BROKEN})
    assert verdicts(done) == ["Failed", "Failed"]
    assert done.returncode == 1
    assert done.stderr.count("[EK102]") == 2
    assert "kn/plan.yaml:4" in done.stderr

    # What breaks in a plan that was not changed, only the hook for whole chains sees.
    done = commit({"kn/plan.yaml": BOARD, "kommun.yaml": COUNCIL.replace("KF1", "KF2")})
    assert verdicts(done) == ["Passed", "Failed"]
    assert "[EK102]" in done.stderr


def verdicts(done: Run) -> list[str]:
    """Give what became of the two hooks."""
    return re.findall(r"^effektkedja \(.*?\)\.+(?:\(.*?\))?(\w+)$", done.stderr, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "call"),
    [
        (["plan.yaml", "other.yaml"], ["validate", "--", "plan.yaml"]),
        (["other.yaml"], None),
        ([], None),
        (["--fail-on", "warning", "other.yaml", "plan.yaml"], ["validate", "--fail-on", "warning", "--", "plan.yaml"]),
        (["--lang=sv", "-plan.yml"], ["validate", "--lang=sv", "--", "-plan.yml"]),
        (["broken.yaml"], ["validate", "--", "broken.yaml"]),
        (["missing.yaml"], ["validate", "--", "missing.yaml"]),
        (["plan.yaml", "utkast/plan.yaml"], ["validate", "--", "plan.yaml"]),
    ],
)
def test_only_plans_among_the_named_files_are_checked(words: list[str], call: list[str] | None, folder: Path) -> None:
    write(folder, {"plan.yaml": COUNCIL, "-plan.yml": COUNCIL, "other.yaml": OTHER, "broken.yaml": "effektkedja: 1\n["})
    write(folder, {"effektkedja.toml": 'exclude = ["utkast/"]\n', "utkast/plan.yaml": COUNCIL})
    assert validate_call(words) == call
