"""Where the files of a workspace are read from."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from effektkedja.reading.compose import too_large
from effektkedja.reading.faults import Fault
from effektkedja.workspace.discover import STANDARD_INPUT, NamedFile, shown_name
from effektkedja.workspace.imports import Refusal, resolve_import


class Files(Protocol):
    """The files that there are: those of this machine, or those of a revision (revisions.py)."""

    def imported(self, written: str, importer: NamedFile) -> NamedFile | Refusal:
        """Give the file that an import of `importer` means, or why there is none."""

    def identity(self, file: NamedFile) -> str:
        """Give what tells a file from all others, by whatever path it was found."""

    def size(self, file: NamedFile) -> int:
        """Give how many bytes a file has; none where it has gone meanwhile."""

    def read(self, file: NamedFile) -> bytes | Fault:
        """Give the bytes of a file, one more than a plan may have where it has more."""


class Disk:
    """The files of this machine, and standard input.

    `instead` is what files are to hold for this time, by their identity, in the place of what they do.
    """

    def __init__(
        self, standard_input: bytes | None, largest: int, instead: Mapping[str, bytes] = MappingProxyType({})
    ) -> None:
        self._standard_input = standard_input
        self._largest = largest
        self._instead = instead

    def imported(self, written: str, importer: NamedFile) -> NamedFile | Refusal:
        """Give the file that an import means; that of standard input is seen from the working folder."""
        path = resolve_import(written, importer.path)
        return path if isinstance(path, Refusal) else NamedFile(shown_name(path), path, from_folder=False)

    def identity(self, file: NamedFile) -> str:
        """Give the real path of a file."""
        return identity_of(file.path)

    def size(self, file: NamedFile) -> int:
        """Give how many bytes a file on disk has; none where it has gone meanwhile."""
        try:
            return 0 if file.path is None else file.path.stat().st_size
        except OSError:
            return 0

    def read(self, file: NamedFile) -> bytes | Fault:
        """Give the bytes of a file on disk or of standard input."""
        if (text := self._instead.get(self.identity(file))) is not None:
            return text
        return self._standard_input or b"" if file.path is None else read_bytes(file.path, self._largest)


def identity_of(path: Path | None) -> str:
    """Give what makes a file this one, whatever it is called: its real path; `-` for standard input."""
    return STANDARD_INPUT if path is None else os.path.realpath(path)


def read_bytes(path: Path, largest: int) -> bytes | Fault:
    """Give the bytes of a file, one more than a plan may have where it has more; never opens a pipe or device."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Fault("EK001", "folder" if stat.S_ISDIR(status.st_mode) else "not-file")
        if status.st_size > largest:
            return too_large(largest)
        with path.open("rb") as file:
            return file.read(largest + 1)
    except PermissionError:
        return Fault("EK001", "permission")
    except OSError:
        return Fault("EK001", "unreadable")
