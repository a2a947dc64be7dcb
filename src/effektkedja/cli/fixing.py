"""The fixes of `validate`: shown with `--diff`, written with `--fix`, counted without either."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from effektkedja.cli.checking import Wish, prepare, tell_no_plans
from effektkedja.cli.files import ChangedMeanwhileError, ReadOnlyError, bytes_to_replace, replace_text
from effektkedja.cli.session import Session, WrongUse
from effektkedja.editing.fix.registry import fix_of
from effektkedja.workspace.discover import STANDARD_INPUT

if TYPE_CHECKING:
    from effektkedja.basics.report import Report
    from effektkedja.editing.fix.mending import Change, Mending


class Sentence(NamedTuple):
    """A sentence of the message catalogue."""

    key: str
    args: dict[str, int]


@dataclass(frozen=True, slots=True)
class Fixed:
    """What became of `--fix`."""

    mended: int
    """Findings that are mended, in files that are written."""
    more: int
    """Findings that `--unsafe-fixes` would mend besides."""
    left: int
    """Findings with a fix that would do harm, as has been told already."""
    failed: bool
    """Whether a file could not be written, as has been told already."""


def show_fixes(session: Session, wish: Wish, output: str | None, *, unsafe: bool) -> int:
    """Show what would be mended, as a unified diff, and write nothing. Gives the exit status."""
    from effektkedja.cli.plans import checker, tell_crashes, tell_unread
    from effektkedja.editing.fix.mending import mend_plans
    from effektkedja.render.diff import render_diff

    selected = prepare(session, wish)
    session.refuse_to_write_over(output)
    mending = mend_plans(checker(session, wish.paths, wish.review), selected, unsafe=unsafe)
    color = session.uses_color(output)
    diffs = (
        render_diff(change.file.name, change.file.document.text, change.text, color=color) for change in mending.changes
    )
    session.show("".join(diffs), output, not_over=mending.report.paths)
    unread = tell_unread(session, (diagnostic.finding for diagnostic in mending.report.diagnostics))
    _tell_left(session, mending)
    if not mending.report.files:
        tell_no_plans(session, wish.paths)
        return 0
    tell(session, _told("fix.would", mending.count, mending.more, explained=bool(mending.left)))
    if mending.report.crashes:
        tell_crashes(session, mending.report.crashes)
        return 2
    return 1 if mending.changes or unread else 0


def write_fixes(session: Session, wish: Wish, output: str | None, *, unsafe: bool) -> Fixed:
    """Mend the plans that the paths mean. A file that cannot be written stays as it is; the others are mended.

    Raises WrongUse, before anything is written, for standard input and where the report would go over a plan.
    """
    if STANDARD_INPUT in wish.paths:
        raise WrongUse("fix.standard-input")
    from effektkedja.cli.plans import checker
    from effektkedja.editing.fix.mending import mend_plans

    selected = prepare(session, wish)
    mending = mend_plans(checker(session, wish.paths, wish.review), selected, unsafe=unsafe)
    session.refuse_to_write_over(output, mending.report.paths)
    written = [change for change in mending.changes if _write(session, change)]
    _tell_left(session, mending)
    mended = sum(len(change.findings) for change in written)
    return Fixed(mended, mending.more, len(mending.left), failed=len(written) < len(mending.changes))


def _write(session: Session, change: "Change") -> bool:
    """Write a mended file. Gives whether it is written; else it is told why."""
    file = change.file
    assert file.path is not None  # noqa: S101 (standard input is refused before)
    try:
        before = bytes_to_replace(file.path, file.document.text)
        replace_text(file.path, change.text, before)
    except ReadOnlyError:
        session.complain("fix.read-only", file=file.name)
    except ChangedMeanwhileError:
        session.complain("fix.changed", file=file.name)
    except OSError as error:
        session.complain("usage.output", path=file.name, reason=error.strerror or "")
    else:
        return True
    return False


def _tell_left(session: Session, mending: "Mending") -> None:
    """Tell which findings have a fix that was not made, and why."""
    for left in mending.left:
        finding = left.finding
        place = f"{finding.file}:{finding.span.line}:{finding.span.column}"
        session.notice(f"fix.left-{left.reason}", place=place, code=finding.code, codes=left.codes)


def told_on_fixes(report: "Report", fixed: Fixed | None) -> list[Sentence]:
    """Give the sentences that tell what is mended, or without `--fix` what can be."""
    if fixed is not None:
        explained = fixed.failed or fixed.left or not report.diagnostics
        return _told("fix.mended", fixed.mended, fixed.more, explained=bool(explained))
    found = (diagnostic.finding for diagnostic in report.diagnostics)
    fixes = [fix_of(finding) for finding in found if finding.file != STANDARD_INPUT]
    count = sum(fix is not None and fix.safe for fix in fixes)
    return [Sentence("fix.can", {"count": count})] if count else []


def _told(key: str, count: int, more: int, *, explained: bool) -> list[Sentence]:
    """Tell how many are mended and how many could be; where none, say so unless it is plain from something else."""
    told = [Sentence(key, {"count": count})] if count else []
    told += [Sentence("fix.more", {"count": more})] if more else []
    return told if told or explained else [Sentence("fix.none", {})]


def tell(session: Session, told: list[Sentence]) -> None:
    """Tell these sentences on standard error."""
    for sentence in told:
        session.notice(sentence.key, **sentence.args)


def in_words(session: Session, told: list[Sentence]) -> str:
    """Give these sentences as one text."""
    return " ".join(session.catalogue.text(sentence.key, **sentence.args) for sentence in told)
