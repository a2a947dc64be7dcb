"""Every test begins in the same surroundings, on every machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import SPEAKING

from effektkedja.running.store import cache_folder


@pytest.fixture(autouse=True)
def _silent_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what would change the language, the width or the colours of the program."""
    for name in SPEAKING:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session", autouse=True)
def _no_cache_of_anybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep away from the cache of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        _cache_in(tmp_path_factory.mktemp("cache"), monkeypatch)
        yield


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a cache of its own, which is not there yet."""
    return _cache_in(tmp_path_factory.mktemp("cache"), monkeypatch)


def _cache_in(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    return cache_folder() or home


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty working folder that no import may leave, wherever on the machine it lies."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "effektkedja.toml").touch()
    monkeypatch.chdir(folder)
    return folder
