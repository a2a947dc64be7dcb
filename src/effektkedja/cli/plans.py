"""Opening the plans that a command is to look at, with a clear word where that fails."""

import sys
from collections.abc import Sequence

from effektkedja.basics.diagnostic import Severity
from effektkedja.basics.identity_numbers import masked
from effektkedja.check import Crash, Report, UnknownReviewError, check
from effektkedja.cli.session import Session, WrongUse
from effektkedja.rules.registry import BY_CODE, select_rules
from effektkedja.workspace.discover import PathMissingError
from effektkedja.workspace.workspace import Workspace, open_workspace


def open_plans(session: Session, paths: Sequence[str] | None) -> Workspace:
    """Read the plans that the paths mean (without any, the working folder's), and all that they import.

    Raises WrongUse for a path that does not exist.
    """
    try:
        workspace = open_workspace(paths or ["."], _standard_input, session.configuration)
    except PathMissingError as error:
        raise WrongUse("usage.path", path=str(error)) from None
    if not workspace.files:
        session.notice("notice.no-plans", paths=tuple(paths or ["."]))
    return workspace


def _standard_input(most: int) -> bytes:
    return sys.stdin.buffer.read(most)


def check_plans(
    session: Session, paths: Sequence[str] | None, selected: frozenset[str], review: str | None = None
) -> Report:
    """Read and check the plans that the paths mean. Raises WrongUse for a path or a review that does not exist."""
    workspace = open_plans(session, paths)
    try:
        return check(workspace, selected, session.as_of or session.today, review)
    except UnknownReviewError:
        raise WrongUse("usage.review", found=review or "") from None


def tell_crashes(session: Session, crashes: Sequence[Crash]) -> None:
    """Tell of rules that failed, which is our fault and not the plan's."""
    for crash in crashes:
        session.complain("internal.rule", code=crash.code)
        if session.verbose:
            sys.stderr.write(masked(crash.trace))
    session.complain("internal.report")


def checked_plans(session: Session, paths: Sequence[str] | None, review: str | None = None) -> tuple[Report, bool]:
    """Read and check the plans for a command that shows something else than findings.

    Gives the report, and whether a file could not be read. What was found is told in one line on standard error,
    that points to `validate`; a file that could not be read in a line of its own.
    """
    configured = session.configuration
    report = check_plans(session, paths, select_rules(configured.select, configured.ignore), review)
    unread = [diagnostic.finding for diagnostic in report.diagnostics if BY_CODE[diagnostic.finding.code].ends_reading]
    for finding in unread:
        place = f"{finding.file}:{finding.span.line}:{finding.span.column}"
        session.complain("notice.unread", place=place, code=finding.code, message=session.catalogue.message(finding))
    severities = [severity for severity in (Severity.ERROR, Severity.WARNING) if report.count(severity)]
    if severities:
        found = tuple(session.catalogue.text(f"summary.{one}", count=report.count(one)) for one in severities)
        session.notice("notice.findings", found=found)
    return report, bool(unread)
