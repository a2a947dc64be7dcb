"""Opening the plans that a command is to look at, with a clear word where that fails."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from effektkedja.basics.diagnostic import Finding, Severity
from effektkedja.basics.identity_numbers import masked
from effektkedja.check import Crash, Report, UnknownReviewError, check
from effektkedja.cli.baselined import held_against, read_baselines
from effektkedja.cli.session import Session, WrongUse
from effektkedja.rules.registry import BY_CODE, select_rules
from effektkedja.workspace.discover import PathMissingError
from effektkedja.workspace.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from effektkedja.editing.fix.mending import CheckTexts

Read = Callable[[int], bytes]


def open_plans(session: Session, paths: Sequence[str] | None) -> Workspace:
    """Read the plans that the paths mean (without any, the working folder's), and all that they import.

    Raises WrongUse for a path that does not exist.
    """
    workspace = _open(session, paths, standard_input, {})
    if not workspace.files:
        tell_no_plans(session, paths)
    return workspace


def tell_no_plans(session: Session, paths: Sequence[str] | None) -> None:
    """Tell that these paths mean no plan."""
    excluded = session.configuration.exclude
    key = "notice.no-plans-left" if excluded else "notice.no-plans"
    session.notice(key, paths=tuple(paths or ["."]), excluded=excluded)


def _open(
    session: Session, paths: Sequence[str] | None, read_standard_input: Read, instead: Mapping[str, bytes]
) -> Workspace:
    try:
        return open_workspace(paths or ["."], read_standard_input, session.configuration, instead)
    except PathMissingError as error:
        raise WrongUse("usage.path", path=str(error)) from None


def standard_input(most: int) -> bytes:
    """Give at most so many bytes of standard input."""
    return sys.stdin.buffer.read(most)


def check_plans(
    session: Session, paths: Sequence[str] | None, selected: frozenset[str], review: str | None = None
) -> Report:
    """Read and check the plans that the paths mean. Raises WrongUse for a path or a review that does not exist."""
    return _check(session, open_plans(session, paths), selected, review)


def checker(session: Session, paths: Sequence[str] | None, review: str | None) -> "CheckTexts":
    """Give a function that checks the same plans against all rules as often as one likes, with other texts in them.

    It raises WrongUse for a path or a review that does not exist.
    """
    read_once = cache(standard_input)
    all_rules = select_rules((), ())
    return lambda texts: _check(session, _open(session, paths, read_once, texts), all_rules, review)


def _check(session: Session, workspace: Workspace, selected: frozenset[str], review: str | None) -> Report:
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
    selected = select_rules(session.configuration.select, session.configuration.ignore)
    baselines = read_baselines(session)
    report = held_against(session, baselines, check_plans(session, paths, selected, review), selected)
    unread = tell_unread(session, (diagnostic.finding for diagnostic in report.diagnostics))
    severities = [severity for severity in (Severity.ERROR, Severity.WARNING) if report.count(severity)]
    if severities:
        found = tuple(session.catalogue.text(f"summary.{one}", count=report.count(one)) for one in severities)
        session.notice("notice.findings", found=found)
    return report, unread


def tell_unread(session: Session, findings: Iterable[Finding]) -> bool:
    """Tell of each of these findings that ended the reading of a file, and whether there was one."""
    unread = [finding for finding in findings if BY_CODE[finding.code].ends_reading]
    for finding in unread:
        place = f"{finding.file}:{finding.span.line}:{finding.span.column}"
        session.complain("notice.unread", place=place, code=finding.code, message=session.catalogue.message(finding))
    return bool(unread)
