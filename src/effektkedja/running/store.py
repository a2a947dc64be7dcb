"""A folder of small files, each with one answer: private, of limited size, and safe to delete at any time.

Next to nothing is loaded here, since a run whose answer is known already looks for it.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from effektkedja.basics.fingerprint import fingerprint_of

MOST_ENTRIES = 1000
MOST_BYTES = 64 * 1024 * 1024
"""What may lie in the folder before the oldest is thrown away; a run that keeps much sees to it now and then only."""
_NOW_AND_THEN = 64
LARGEST_ENTRY = 8 * 1024 * 1024
"""Bytes of an answer; a larger one is not kept."""

Tell = Callable[..., None]
"""Tells a person something: the key of a sentence, and its arguments by name."""


def cache_folder() -> Path | None:
    """Give the folder that the platform means for what can be made anew; None where nobody is at home.

    That is XDG_CACHE_HOME where it is set, else ~/.cache, ~/Library/Caches on macOS and LOCALAPPDATA on Windows.
    """
    wish = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if wish.is_absolute():
        return wish / "effektkedja"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local", "effektkedja", "Cache")
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "effektkedja"


def key_of(words: Sequence[object]) -> str:
    """Give the key of the answer to what is asked with these words."""
    return fingerprint_of(json.dumps(words).encode())


class Store:
    """The answers in a folder, by their keys.

    What goes wrong first is told, and is never an error: then there is no answer, or it is not kept.
    """

    def __init__(self, folder: Path, tell: Tell) -> None:
        self._folder = folder
        self._tell = tell
        self._has_told = False
        self._kept = 0

    def get(self, key: str) -> Any:
        """Give what was kept, as JSON has it; None where there is nothing, or nothing that can be trusted."""
        path = self._path(key)
        try:
            if not self._is_private():
                return None
            written = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            self._tell_once("notice.cache-unreadable", path=str(path), reason=error.strerror or "")
            return None
        fingerprint, _, content = written.partition(b"\n")
        if fingerprint != fingerprint_of(content).encode():
            self.forget(key)
            return None
        with suppress(OSError):
            os.utime(path)  # so that what is used is not the oldest
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            self.forget(key)
            return None

    def forget(self, key: str) -> None:
        """Throw away an answer that turned out to be damaged, and tell of it."""
        self._tell_once("notice.cache-damaged", path=str(self._folder))
        with suppress(OSError):
            self._path(key).unlink()

    def put(self, key: str, value: Any) -> None:
        """Keep a value that JSON can hold. Another run that keeps the same at the same time does no harm."""
        content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        if len(content) > LARGEST_ENTRY:
            return
        temporary = self._folder / f".{os.getpid()}-{time.time_ns()}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._is_private():
                return
            with open(temporary, "xb", opener=_private) as file:
                file.write(fingerprint_of(content).encode() + b"\n" + content)
            self._put_in_place(temporary, self._path(key))
            if self._kept % _NOW_AND_THEN == 0:
                self._sweep()
            self._kept += 1
        except OSError as error:
            with suppress(OSError):
                temporary.unlink()
            self._tell_once("notice.cache-unwritable", path=str(self._folder), reason=error.strerror or "")

    def _path(self, key: str) -> Path:
        return self._folder / key

    def _put_in_place(self, temporary: Path, path: Path) -> None:
        try:
            temporary.replace(path)
        except PermissionError:
            # Windows lets nobody replace a file that another run is reading; then that run has the same answer.
            temporary.unlink()
            if not path.exists():
                raise

    def _is_private(self) -> bool:
        """Tell whether nobody else can put an answer into the folder."""
        if sys.platform == "win32":
            return True  # what lies in a person's own folders is private there
        status = self._folder.stat()
        if status.st_uid == os.geteuid() and not status.st_mode & 0o022:
            return True
        self._tell_once("notice.cache-shared", path=str(self._folder))
        return False

    def _sweep(self) -> None:
        """Throw away what was used longest ago where there is too much."""
        entries = sorted(self._entries())
        number, held = len(entries), sum(size for _, size, _ in entries)
        for _, size, path in entries:
            if number <= MOST_ENTRIES and held <= MOST_BYTES:
                return
            number, held = number - 1, held - size
            path.unlink(missing_ok=True)

    def _entries(self) -> Iterator[tuple[int, int, Path]]:
        """Give when each entry was last used, its size and its path. Other runs may take some away meanwhile."""
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):
                status = path.stat()
                yield status.st_mtime_ns, status.st_size, path

    def _tell_once(self, key: str, **args: str) -> None:
        if not self._has_told:
            self._has_told = True
            self._tell(key, **args)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)
