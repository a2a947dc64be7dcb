"""What an answer rests on, in such a form that one can look again whether all of it is still as it was.

Next to nothing is loaded here, since this is most of what a call does whose answer is known already. Files are
compared by what is in them: when they were written to says nothing, since anybody can set that.
"""

import os
import stat
from pathlib import Path
from typing import Any

from effektkedja.basics.fingerprint import fingerprint_of, fingerprint_of_file
from effektkedja.workspace.folders import candidates_below


class Evidence:
    """The files that were read, where imports led, and what lay in folders."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[str, int, str]] = {}
        """By path: real path, size and fingerprint."""
        self.imports: list[tuple[str, str | None, str]] = []
        """What is written, the importing file, and the path that it leads to or why it leads nowhere."""
        self.folders: dict[str, tuple[list[str], list[str]]] = {}
        """By path: what in it might be a plan, and what is closed."""

    @property
    def touched(self) -> frozenset[str]:
        """The real paths of the files that were read, and of those that imports led to."""
        imported = {target for _, _, target in self.imports if Path(target).is_absolute()}
        return frozenset(imported.union(real for real, _, _ in self.files.values()))

    def add_file(self, path: Path, data: bytes) -> None:
        """Keep what was read of a file."""
        self.files[str(path)] = (os.path.realpath(path), len(data), fingerprint_of(data))

    def add_folder(self, path: Path) -> list[Path]:
        """Keep what lies in a folder, and give what in it might be a plan."""
        found, closed = candidates_below(path)
        self.folders[str(path)] = (list(map(str, found)), list(map(str, closed)))
        return found

    def add_all(self, other: "Evidence") -> None:
        """Keep all that the other one holds."""
        self.files |= other.files
        self.imports += other.imports
        self.folders |= other.folders

    def still_holds(self) -> bool:
        """Tell whether everything is as it was."""
        try:
            return (
                all(_is_unchanged(path, *then) for path, then in self.files.items())
                and all(_leads_there(*one) for one in self.imports)
                and all(_holds_the_same(Path(path), *then) for path, then in self.folders.items())
            )
        except (OSError, ValueError):  # it is not there any more, or was never the name of a file
            return False

    def as_plain(self) -> dict[str, Any]:
        """Give it as texts, numbers, lists and mappings."""
        return {"files": self.files, "imports": self.imports, "folders": self.folders}

    @classmethod
    def from_plain(cls, plain: Any) -> "Evidence":
        """Give what was written so. Raises ValueError, TypeError, KeyError or AttributeError where nothing was."""
        evidence = cls()
        for path, (real, size, fingerprint) in plain["files"].items():
            evidence.files[path] = (str(real), int(size), str(fingerprint))
        for written, importer, target in plain["imports"]:
            evidence.imports.append((str(written), None if importer is None else str(importer), str(target)))
        for path, (found, closed) in plain["folders"].items():
            evidence.folders[path] = (list(map(str, found)), list(map(str, closed)))
        return evidence


def target_of(resolved: Any) -> str:
    """Give what became of an import as a text: the path that it leads to, or why it leads nowhere."""
    return str(resolved) if isinstance(resolved, Path) else str(resolved.variant)


def _is_unchanged(path: str, real: str, size: int, fingerprint: str) -> bool:
    file = Path(path)
    status = file.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size != size or os.path.realpath(file) != real:
        return False
    return fingerprint_of_file(file) == fingerprint


def _leads_there(written: str, importer: str | None, target: str) -> bool:
    from effektkedja.workspace.imports import resolve_import

    return target_of(resolve_import(written, None if importer is None else Path(importer))) == target


def _holds_the_same(folder: Path, found: list[str], closed: list[str]) -> bool:
    return folder.is_dir() and [list(map(str, paths)) for paths in candidates_below(folder)] == [found, closed]
