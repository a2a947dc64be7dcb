"""Opening the plans that a command is to look at, with a clear word where that fails."""

import sys
from collections.abc import Sequence

from effektkedja.check import Crash
from effektkedja.cli.session import Session, WrongUse
from effektkedja.workspace.discover import PathMissingError
from effektkedja.workspace.workspace import Workspace, open_workspace


def open_plans(session: Session, paths: Sequence[str] | None) -> Workspace:
    """Read the plans that the paths mean (without any, the working folder's), and all that they import.

    Raises WrongUse for a path that does not exist.
    """
    try:
        workspace = open_workspace(paths or ["."], lambda most: sys.stdin.buffer.read(most))
    except PathMissingError as error:
        raise WrongUse("usage.path", path=str(error)) from None
    if not workspace.files:
        session.notice("notice.no-plans", paths=tuple(paths or ["."]))
    return workspace


def tell_crashes(session: Session, crashes: Sequence[Crash]) -> None:
    """Tell of rules that failed, which is our fault and not the plan's."""
    for crash in crashes:
        session.complain("internal.rule", code=crash.code)
        if session.verbose:
            sys.stderr.write(crash.trace)
    session.complain("internal.report")
