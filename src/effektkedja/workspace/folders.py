"""What lies in a folder and might be a plan.

Next to nothing is loaded here, since even a run whose answer is known already looks at this again.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path

PLAN_SUFFIXES = (".yaml", ".yml")


def candidates_below(
    folder: Path, passes_by: Callable[[Path], bool] = lambda _: False
) -> tuple[list[Path], list[Path]]:
    """Give the files in a folder and below it that might be plans, and the folders there that nobody may look into.

    Both in one order that does not change. What is hidden, and what is not a regular file, is no candidate; nor is
    what lies in a folder that is to be passed by.
    """
    found: list[Path] = []
    closed: list[OSError] = []
    for directory, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not passes_by(Path(directory, name))
        )
        for name in sorted(files):
            path = Path(directory, name)
            if name.endswith(PLAN_SUFFIXES) and not name.startswith(".") and _may_be_regular(path):
                found.append(path)
    return found, [Path(error.filename) for error in closed]


def _may_be_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:  # it has gone meanwhile
        return False
    except OSError:
        return True  # what cannot be looked at is told when it is read
