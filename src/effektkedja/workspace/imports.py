"""Where an import leads, where it may not lead, and where the configuration lies."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from effektkedja.workspace.folders import PLAN_SUFFIXES
from effektkedja.workspace.roots import root_of


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
