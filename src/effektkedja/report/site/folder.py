"""Putting a site into its folder, so that it is either the old one or the new one.

All files are written to a folder of their own inside it first. A list says which files the site consists of: what is on
it is ours, to be replaced, and to be removed when it no longer belongs. Nothing else in the folder is ever touched.
"""

import hashlib
import json
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LIST = ".effektkedja-site.json"
"""The list of the files of a site. It is hidden: readers have no use for it."""
_STAGING = ".effektkedja-new-"
_VERSION = 1
_OURS = re.compile(r"(?:[a-z0-9-]+/)?[a-z0-9-]+\.(?:html|csv|json|xml)")
"""What files of a site are called; a list that names others is none of ours."""


class InTheWayError(Exception):
    """What is not of the site lies where one of its files is to be; its name is the only argument."""


class NotOurListError(Exception):
    """The list of files is damaged, so that nobody knows which files are of the site."""


@dataclass(slots=True)
class Done:
    """What became of the folder."""

    written: int = 0
    removed: int = 0
    changed: list[str] = field(default_factory=list)
    """Files that somebody had changed since they were written, and that are written over."""
    kept: list[str] = field(default_factory=list)
    """Files that no longer belong to the site, but that somebody had changed: they stay."""


class SiteFolder:
    """A folder for a site, and the new files that wait to be put there."""

    def __init__(self, target: Path, staging: Path) -> None:
        self._target = target
        self.staging = staging
        self.private = staging / "waiting"
        self.private.mkdir()
        self._old = _read_list(target)
        self._files: dict[str, str] = {}

    def path(self, name: str) -> Path:
        """Give where to write a new file that is to lie there in the site."""
        path = self.staging / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def add(self, name: str, text: str) -> None:
        """Write a new file."""
        with self.path(name).open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(text)

    def put_in_place(self, names: Iterable[str]) -> Done:
        """Make the folder hold the new site. Raises InTheWayError, before anything is changed, where it cannot."""
        self._files = {name: _digest(self.path(name)) for name in sorted(names)}
        for name in self._files:
            self._refuse_foreign(name)
        with _uninterrupted():
            return self._swap()

    def _refuse_foreign(self, name: str) -> None:
        path = self._target / name
        for folder in (path.parent,) if path.parent != self._target else ():
            if os.path.lexists(folder) and (folder.is_symlink() or not folder.is_dir()):
                raise InTheWayError(folder.name)
        if os.path.lexists(path) and (name not in self._old or path.is_symlink() or not path.is_file()):
            raise InTheWayError(name)

    def _swap(self) -> Done:
        done = Done()
        # If this is cut off, by a loss of power for instance, all files are known as ours the next time.
        self._write_list(self._old | self._files)
        for name, digest in self._files.items():
            path = self._target / name
            if name in self._old and path.exists() and _digest(path) not in {self._old[name], digest}:
                done.changed.append(name)
            path.parent.mkdir(exist_ok=True)
            (self.staging / "site" / name).replace(path)
            done.written += 1
        for name in sorted(self._old.keys() - self._files.keys()):
            self._remove(name, done)
        self._write_list(self._files)
        return done

    def _remove(self, name: str, done: Done) -> None:
        path = self._target / name
        if not path.is_file() or path.is_symlink() or path.parent.is_symlink():
            return
        if _digest(path) != self._old[name]:
            done.kept.append(name)
            return
        path.unlink()
        done.removed += 1
        if path.parent != self._target:
            with suppress(OSError):  # something else lies there
                path.parent.rmdir()

    def _write_list(self, files: dict[str, str]) -> None:
        content = json.dumps({"version": _VERSION, "files": files}, indent=1, sort_keys=True) + "\n"
        waiting = self.private / LIST
        waiting.write_text(content, encoding="utf-8", newline="\n")
        waiting.replace(self._target / LIST)


@contextmanager
def site_folder(target: Path) -> Iterator[SiteFolder]:
    """Give a folder to put a site into. Without `put_in_place` all stays, or is left, as it was before.

    Raises NotOurListError, and OSError where the folder cannot be written.
    """
    made = [folder for folder in (target, *target.parents) if not folder.exists()]
    target.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=target))
    try:
        yield SiteFolder(target, staging)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        for folder in made:
            with suppress(OSError):  # the site lies there now
                folder.rmdir()


def _read_list(target: Path) -> dict[str, str]:
    """Give the files that were written here before, each with the digest of what it held."""
    try:
        text = (target / LIST).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except ValueError:
        raise NotOurListError from None
    try:
        files: Any = json.loads(text)["files"]
        found = {str(name): str(digest) for name, digest in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotOurListError from None
    if not all(map(_OURS.fullmatch, found)):
        raise NotOurListError
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let an interruption wait until what is begun is done; it takes but a moment."""
    waiting: list[int] = []

    def wait(number: int, _frame: object) -> None:
        waiting.append(number)

    try:
        before = signal.signal(signal.SIGINT, wait)
    except ValueError:  # another thread than the first gets no signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if waiting:
        raise KeyboardInterrupt
