"""Opening the plans that a command is to look at, with a clear word where that fails."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from effektkedja.basics.diagnostic import Finding, Severity
from effektkedja.basics.identity_numbers import masked
from effektkedja.basics.report import Crash, Report
from effektkedja.chain.build import Chain
from effektkedja.check import Checked, check
from effektkedja.cli.baselined import held_against, read_baselines
from effektkedja.cli.checking import tell_no_plans
from effektkedja.cli.session import Session, WrongUse
from effektkedja.rules.registry import BY_CODE, select_rules
from effektkedja.workspace.discover import PathMissingError
from effektkedja.workspace.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from effektkedja.editing.fix.mending import CheckTexts


def open_plans(session: Session, paths: Sequence[str] | None) -> Workspace:
    """Read the plans that the paths mean (without any, the working folder's), and all that they import.

    Raises WrongUse for a path that does not exist.
    """
    workspace = _open(session, paths, {})
    if not workspace.files:
        tell_no_plans(session, paths)
    return workspace


def _open(session: Session, paths: Sequence[str] | None, instead: Mapping[str, bytes]) -> Workspace:
    try:
        return open_workspace(paths or ["."], session.read_input, session.configuration, instead)
    except PathMissingError as error:
        raise WrongUse("usage.path", path=str(error)) from None


def check_plans(
    session: Session, paths: Sequence[str] | None, selected: frozenset[str], review: str | None = None
) -> Checked:
    """Read and check the plans that the paths mean. Raises WrongUse for a path or a review that does not exist."""
    return _check(session, open_plans(session, paths), selected, review)


def checker(session: Session, paths: Sequence[str] | None, review: str | None) -> "CheckTexts":
    """Give a function that checks the same plans against all rules as often as one likes, with other texts in them.

    It raises WrongUse for a path or a review that does not exist.
    """
    all_rules = select_rules((), ())
    return lambda texts: _check(session, _open(session, paths, texts), all_rules, review)


def _check(session: Session, workspace: Workspace, selected: frozenset[str], review: str | None) -> Checked:
    checked = check(workspace, selected, session.seen_on, review)
    if review is not None and checked.review is None:
        raise WrongUse("usage.review", found=review)
    return checked


def tell_crashes(session: Session, crashes: Sequence[Crash]) -> None:
    """Tell of rules that failed, which is our fault and not the plan's."""
    for crash in crashes:
        session.complain("internal.rule", code=crash.code)
        if session.verbose:
            sys.stderr.write(masked(crash.trace))
    session.complain("internal.report")


@dataclass(frozen=True, slots=True)
class Seen:
    """The plans that a command shows something of."""

    chains: tuple[Chain, ...]
    report: Report
    """What was found in them and no baseline accepts."""


def checked_plans(session: Session, paths: Sequence[str] | None, review: str | None = None) -> tuple[Seen, bool]:
    """Read and check the plans for a command that shows something else than findings.

    Gives the chains, and whether a file could not be read. What was found is told in one line on standard error,
    that points to `validate`; a file that could not be read in a line of its own.
    """
    selected = select_rules(session.configuration.select, session.configuration.ignore)
    baselines = read_baselines(session)
    checked = check_plans(session, paths, selected, review)
    report = held_against(session, baselines, checked.report, selected)
    return Seen(checked.chains, report), tell_findings(session, report)


def tell_findings(session: Session, report: Report) -> bool:
    """Tell in short what was found, for a command that shows something else; and whether a file could not be read."""
    unread = tell_unread(session, (diagnostic.finding for diagnostic in report.diagnostics))
    severities = [severity for severity in (Severity.ERROR, Severity.WARNING) if report.count(severity)]
    if severities:
        found = tuple(session.catalogue.text(f"summary.{one}", count=report.count(one)) for one in severities)
        session.notice("notice.findings", found=found)
    return unread


def tell_unread(session: Session, findings: Iterable[Finding]) -> bool:
    """Tell of each of these findings that ended the reading of a file, and whether there was one."""
    unread = [finding for finding in findings if BY_CODE[finding.code].ends_reading]
    for finding in unread:
        place = f"{finding.file}:{finding.span.line}:{finding.span.column}"
        session.complain("notice.unread", place=place, code=finding.code, message=session.catalogue.message(finding))
    return bool(unread)
