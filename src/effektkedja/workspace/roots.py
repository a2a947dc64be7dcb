"""How far the imports and the settings of a plan reach: the folder that they may not leave.

Next to nothing is loaded here, since even a run whose answer is known already looks at this again.
"""

import os
from collections.abc import Iterable
from pathlib import Path

CONFIGURATION = "effektkedja.toml"
_ROOT_MARKS = (CONFIGURATION, ".git")


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


def _never_root(folder: Path) -> set[Path | None]:
    return {Path(folder.anchor), _home()}


def _home() -> Path | None:
    try:
        return Path(os.path.realpath(Path.home()))
    except RuntimeError:
        return None
