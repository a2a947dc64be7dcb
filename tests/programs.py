"""Programs beside our own that tests call: where they are, or why a test goes without."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest
from support import REPOSITORY, SPEAKING

_VALIDATOR = REPOSITORY / ".tools" / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


def program(name: str) -> str:
    """Give the path of a program. Without it the test is skipped, or fails where all must be there, as in CI."""
    if (path := _path_of(name)) is None:
        without(f"{name} is not installed")
    return path


def without(reason: str) -> NoReturn:
    """Skip the test, or fail it where the programs have to be there, as in CI."""
    if os.environ.get("EFFEKTKEDJA_REQUIRE_PROGRAMS"):
        pytest.fail(reason)
    pytest.skip(reason)


def validated(folder: Path) -> tuple[int, str]:
    """Give the status of html-validate, a program of npm, and what it says of the pages of a folder; nothing, if all
    is well. Two of its rules are about taste.

    That a cell has the role of a cell is needed where a narrow screen stacks tables, since some browsers then take
    them for none; and ids are those of the plans.
    """
    node = shutil.which("node")
    if node is None or not _VALIDATOR.is_file():
        without("html-validate is not installed")
    rules = {"no-redundant-role": "off", "valid-id": ["error", {"relaxed": True}]}
    settings = {"root": True, "extends": ["html-validate:recommended"], "rules": rules}
    (folder / ".htmlvalidate.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [node, str(_VALIDATOR), *sorted(page.name for page in folder.glob("*.html"))]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    return result.returncode, result.stdout


def _path_of(name: str) -> str | None:
    # What came with the Python that runs the tests is there even if its environment is not activated.
    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    """Give the environment for a program that calls ours by its name, the one of this very tree."""
    ours = folder / "bin"
    ours.mkdir()
    command = ours / "effektkedja"
    command.write_bytes(f'#!/bin/sh\nexec "{sys.executable}" -P -m effektkedja "$@"\n'.encode())
    command.chmod(0o755)
    environment = {name: value for name, value in os.environ.items() if name not in SPEAKING}
    path = os.pathsep.join([str(ours), str(Path(sys.executable).parent), os.environ["PATH"]])
    return environment | {"PATH": path, "PYTHONPATH": str(REPOSITORY / "src"), "LC_ALL": "C.UTF-8"} | more
