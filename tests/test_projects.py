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
