"""Every test begins in the same surroundings, on every machine."""

from pathlib import Path

import pytest
from support import SPEAKING


@pytest.fixture(autouse=True)
def _silent_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what would change the language, the width or the colours of the program."""
    for name in SPEAKING:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty working folder that no import may leave, wherever on the machine it lies."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "effektkedja.toml").touch()
    monkeypatch.chdir(folder)
    return folder
