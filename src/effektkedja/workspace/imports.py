"""Where an import leads, where it may not lead, and where the configuration lies."""

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from effektkedja.workspace.discover import PLAN_SUFFIXES

CONFIGURATION = "effektkedja.toml"
_ROOT_MARKS = (CONFIGURATION, ".git")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a path is not imported: the variant of EK105."""

    variant: str


def resolve_import(written: str, importer: Path | None) -> Path | Refusal:
    """Give the file that an import means.

    `importer` is the importing file, None for standard input. What lies outside the root is refused before anyone
    looks whether it exists.
    """
    if refusal := refused_as_written(written):
        return refusal
    folder = Path.cwd() if importer is None else Path(os.path.realpath(importer)).parent
    root = root_of(folder)
    target = Path(os.path.realpath(folder / written))
    if root is None or not target.is_relative_to(root):
        return Refusal("outside")
    if any(part.startswith(".") for part in target.relative_to(root).parts):
        return Refusal("hidden")
    if not written.endswith(PLAN_SUFFIXES):
        return Refusal("suffix")
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return Refusal("missing")
    except OSError:
        return Refusal("unreadable")
    return target if stat.S_ISREG(mode) else Refusal("not-file")


def refused_as_written(written: str) -> Refusal | None:
    """Tell why a path is not imported wherever it would lead, or None."""
    if "://" in written:
        return Refusal("address")
    parts = written.replace("\\", "/").split("/")
    if any(part.startswith(".") and part not in {".", ".."} for part in parts):
        return Refusal("hidden")
    return None


def root_of(folder: Path) -> Path | None:
    """Give the folder that the imports of a file in `folder` may not leave, or None where it may import nothing.

    It is the nearest folder upward with a configuration or a git repository, else the working folder when it holds
    the file, else the file's own. The home folder and `/` are never it.
    """
    if (marked := marked_folder(folder)) is not None:
        return marked
    working = Path(os.path.realpath(Path.cwd()))
    for candidate in (working, folder):
        if folder.is_relative_to(candidate) and candidate not in _never_root(folder):
            return candidate
    return None


def marked_folder(folder: Path) -> Path | None:
    """Give the nearest folder upward with a configuration or a git repository, below the home folder and `/`."""
    never = _never_root(folder)
    for candidate in (folder, *folder.parents):
        if candidate in never:
            return None
        # A mark that is a link leading nowhere counts, too; what cannot be looked at does not.
        if any(os.path.lexists(candidate / mark) for mark in _ROOT_MARKS):
            return candidate
    return None


def find_configuration(paths: Iterable[str]) -> Path | None:
    """Give the configuration of a run: upward from its first path, as far as the root of its imports may lie."""
    first = next(iter(paths), ".")
    try:
        real = Path(os.path.realpath("." if first == "-" else first))
    except ValueError:  # no path at all, which is told where the plans are looked for
        return None
    marked = marked_folder(real if os.path.isdir(real) else real.parent)  # noqa: PTH112 (never raises)
    path = marked / CONFIGURATION if marked is not None else None
    return path if path is not None and os.path.lexists(path) else None


def _never_root(folder: Path) -> set[Path | None]:
    return {Path(folder.anchor), _home()}


def _home() -> Path | None:
    try:
        return Path(os.path.realpath(Path.home()))
    except RuntimeError:
        return None
