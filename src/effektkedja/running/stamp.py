"""What tells this program from every other version of it: an answer of another version is none."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import effektkedja

_INSTALLED = ("site-packages", "dist-packages")
_SOURCES = (".py", ".toml")
_PASSED_BY = ("__pycache__", "pages", "templates")
"""What is compiled, and the texts that have no say in what is found."""


@cache
def program_stamp() -> tuple[object, ...]:
    """Give the versions of the program and of Python, and when last anything was installed or changed.

    The libraries that the program uses have a say in what it finds. Installing another version of one changes the
    folder in which all of them lie. What is not installed there but worked on is looked at file by file.
    """
    installed = [folder for folder in map(Path, sys.path) if folder.name in _INSTALLED and folder.is_dir()]
    package = Path(effektkedja.__file__).parent
    return (
        effektkedja.__version__,
        sys.version,
        *((str(folder), folder.stat().st_mtime_ns) for folder in installed),
        *(() if package.parent in installed else _worked_on(str(package))),
    )


def _worked_on(folder: str) -> Iterator[tuple[str, int, int]]:
    """Give each source file below a folder with its size and when it was written to."""
    pending = [folder]
    while pending:
        with os.scandir(pending.pop()) as found:
            for one in sorted(found, key=lambda entry: entry.name):
                if one.name.endswith(_SOURCES):
                    status = one.stat()
                    yield one.path, status.st_size, status.st_mtime_ns
                elif one.is_dir() and one.name not in _PASSED_BY:
                    pending.append(one.path)
