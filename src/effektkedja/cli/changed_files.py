"""`python -m effektkedja.cli.changed_files`: `validate`, for those of the named YAML files that are plans.

This is what pre-commit calls. It names every YAML file that is to be committed, whether or not it is a plan; one that
is none would be an error (EK009) if somebody had named it, but nobody did; nor did anybody mean to check what the
configuration leaves out.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from effektkedja.cli.configured import configuration_as_found
from effektkedja.workspace.discover import looks_like_plan
from effektkedja.workspace.folders import PLAN_SUFFIXES


def validate_call(words: Sequence[str]) -> list[str] | None:
    """Give the call of the program that checks these files, with the options before them; None without a plan."""
    files = [word for word in words if word.endswith(PLAN_SUFFIXES)]
    configured = configuration_as_found(files)
    largest = configured.limits.file_size

    def is_meant(file: Path) -> bool:
        """Tell whether a file is to be checked; one that is not there is, so that this is told."""
        return not file.exists() or (not configured.leaves_out(file, folder=False) and looks_like_plan(file, largest))

    plans = [file for file in files if is_meant(Path(file))]
    return ["validate", *(word for word in words if word not in files), "--", *plans] if plans else None


def main() -> None:
    """Check the files that the process's command line names, and end the process with the exit status."""
    call = validate_call(sys.argv[1:])
    if call is not None:
        from effektkedja.cli import main as run_program

        sys.argv[1:] = call
        run_program()


if __name__ == "__main__":
    main()
