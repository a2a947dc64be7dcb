"""Which plan files the given paths mean."""

import errno
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from effektkedja.workspace.folders import candidates_below

STANDARD_INPUT = "-"

_VERSION_LINE = re.compile(rb"""(?:\A(?:\xef\xbb\xbf)?|[\r\n])["']?effektkedja["']?[ \t]*:""", re.IGNORECASE)


class PathMissingError(Exception):
    """A path was named that does not exist; its only argument is the path as it was written."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file to check because it was named, or lies in a folder that was."""

    name: str
    """As shown to people."""
    path: Path | None
    """None for standard input."""
    from_folder: bool


def shown_name(path: Path) -> str:
    """Give a path as shown to people: relative to the working folder, with `/`."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


class LeavesOut(Protocol):
    """Tells whether a file, or a folder with all that is in it, is passed over where it is found in a folder."""

    def __call__(self, path: Path, *, folder: bool = False) -> bool:
        """Tell whether it is."""


def find_plans(paths: Iterable[str], leaves_out: LeavesOut, largest: int) -> list[NamedFile]:
    """Give the files that the paths mean, each once, in the order of their names.

    `largest` is how many bytes of a file are looked at to see whether it is a plan.

    Raises PathMissingError for a path that does not exist.
    """
    found: dict[str, NamedFile] = {}
    for written in paths:
        if written == STANDARD_INPUT:
            files: Iterable[NamedFile] = [NamedFile(STANDARD_INPUT, None, from_folder=False)]
        elif not _exists(written):
            raise PathMissingError(written)
        elif os.path.isdir(path := Path(written)):  # noqa: PTH112 (never raises)
            files = (
                NamedFile(shown_name(inner), inner, from_folder=True)
                for inner in _plans_below(path, leaves_out, largest)
            )
        else:
            files = [NamedFile(shown_name(path), path, from_folder=False)]
        for file in files:
            # Named by itself outweighs found in a folder: then it is told if it is no plan.
            if file.name not in found or not file.from_folder:
                found[file.name] = file
    return [found[name] for name in sorted(found)]


def _exists(written: str) -> bool:
    try:
        Path(written).stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:
        # What is there and cannot be looked at is told when it is read; a name too long to be one is nowhere.
        return error.errno != errno.ENAMETOOLONG
    return True


def _plans_below(folder: Path, leaves_out: LeavesOut, largest: int) -> Iterator[Path]:
    """Give the plans in a folder and below it, and the folders there that cannot be looked into."""
    found, closed = candidates_below(folder, lambda inner: leaves_out(inner, folder=True))
    yield from (path for path in found if not leaves_out(path) and looks_like_plan(path, largest))
    yield from closed


def looks_like_plan(path: Path, largest: int) -> bool:
    """Tell whether the first bytes of a file have the key that makes it a plan; yes, where it cannot be read."""
    try:
        with path.open("rb") as file:
            return names_version(file.read(largest))
    except FileNotFoundError:  # it has gone meanwhile
        return False
    except OSError:
        return True  # what cannot be read is told when it is read


def names_version(data: bytes) -> bool:
    """Tell whether a line of the file begins with the key that makes it a plan."""
    return _VERSION_LINE.search(data) is not None
