"""The baselines of a call: read before anything is checked, held against what was found, and written."""

import os
import stat
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from effektkedja.cli.session import Session, WrongUse
from effektkedja.workspace.discover import STANDARD_INPUT, shown_name

if TYPE_CHECKING:
    from effektkedja.baseline import Accepted, Findings
    from effektkedja.basics.report import Report


@dataclass(frozen=True, slots=True)
class BaselineFile:
    """The file of a baseline."""

    path: Path
    name: str
    """As shown to people."""
    data: bytes | None
    """None where it is yet to be written."""
    accepted: "Accepted"


@dataclass(frozen=True, slots=True)
class Baselines:
    """What a call does with baselines."""

    source: BaselineFile | None
    """By which findings are accepted."""
    target: BaselineFile | None
    """That is to be written; with a source it then holds what of that is still found, else all that is found."""

    @property
    def read(self) -> dict[Path, bytes]:
        """The file by which findings are accepted, as it was read."""
        source = self.source
        return {} if source is None or source.data is None else {source.path: source.data}


def read_baselines(
    session: Session,
    paths: Sequence[str] | None = None,
    baseline: str | None = None,
    write: str | None = None,
    *,
    without: bool = False,
) -> Baselines:
    """Read the baseline that the call names, else the one that is configured; and see whether one can be written.

    Raises WrongUse where a file is no baseline, or the options cannot be carried out together.
    """
    if baseline is not None and without:
        raise WrongUse("baseline.contradiction")
    if write is not None and STANDARD_INPUT in (paths or ()):
        raise WrongUse("baseline.standard-input")
    if STANDARD_INPUT in {baseline, write}:
        raise WrongUse("baseline.not-file", path=STANDARD_INPUT)
    configured = session.configuration.baseline
    source = target = None
    if baseline is not None:
        source = _read(Path(baseline), baseline)
    elif write is None and configured is not None and not without:
        source = _read(configured, shown_name(configured))
    if write is not None:
        target = _read_target(Path(write), write)
    session.read_files |= {file.path for file in (source, target) if file is not None}
    return Baselines(source, target)


def held_against(session: Session, baselines: Baselines, report: "Report", selected: frozenset[str]) -> "Report":
    """Give the report without what is accepted, after writing the baseline that is to be written."""
    if baselines.source is None and baselines.target is None:
        return report
    from effektkedja.baseline import Findings
    from effektkedja.rules.holding import told_in

    told = {file.name: told_in(file, selected, session.configuration) for file in report.files}
    findings = Findings(report, told)
    if baselines.target is not None:
        return _written(session, baselines, baselines.target, findings, report)
    assert baselines.source is not None  # noqa: S101 (one of the two is there)
    return findings.compare(baselines.source.accepted).report


def tell_mended(session: Session, baselines: Baselines, report: "Report") -> None:
    """Tell how much of the baseline is not found any more, and how the file becomes shorter by it."""
    if baselines.source is not None and report.mended:
        session.notice("baseline.mended", count=report.mended, path=baselines.source.name)


def _written(
    session: Session, baselines: Baselines, target: BaselineFile, findings: "Findings", report: "Report"
) -> "Report":
    """Write the baseline, and give the report as it looks with it."""
    if any(os.path.realpath(path) == os.path.realpath(target.path) for path in report.paths):
        raise WrongUse("baseline.exists", path=target.name)
    source = baselines.source
    compared = findings.compare(Counter() if source is None else source.accepted)
    if report.crashes:
        session.complain("baseline.not-written", path=target.name)
        return compared.report
    now = report.diagnostics if source is None else compared.report.accepted
    accepted = findings.accepting(now) + (compared.unseen | findings.compare(target.accepted).unseen)
    _write(target, accepted)
    args = {"added": (accepted - target.accepted).total(), "removed": (target.accepted - accepted).total()}
    session.notice("baseline.written", path=target.name, count=accepted.total(), **args)
    shown = findings.compare(accepted).report
    if source is None and shown.diagnostics:
        codes = sorted({diagnostic.finding.code for diagnostic in shown.diagnostics})
        session.notice("baseline.left", codes=tuple(codes))
    return shown


def _write(target: BaselineFile, accepted: "Accepted") -> None:
    from effektkedja.cli.files import ChangedMeanwhileError, replace_file
    from effektkedja.render.baseline_json import render_baseline

    # The name of a file may hold bytes that are no text; they become escapes of JSON.
    data = render_baseline(accepted, target.path.parent).encode("utf-8", "backslashreplace")
    if data == target.data:
        return
    try:
        replace_file(target.path, data, instead_of=target.data)
    except ChangedMeanwhileError:
        raise WrongUse("baseline.changed", path=target.name) from None
    except OSError as error:
        raise WrongUse("usage.output", path=target.name, reason=error.strerror or "") from error


def _read(path: Path, name: str) -> BaselineFile:
    from effektkedja.baseline import NoBaselineError, read_baseline

    data = _bytes_of(path, name)
    try:
        return BaselineFile(path, name, data, read_baseline(data, path.parent))
    except NoBaselineError as error:
        raise WrongUse(f"baseline.{error.key}", path=name, **error.args_) from None


def _read_target(path: Path, name: str) -> BaselineFile:
    """Read the baseline that is to be written anew. What is no baseline is not written over."""
    if not os.path.exists(path):  # noqa: PTH110 (never raises)
        return BaselineFile(path, name, None, Counter())
    try:
        return _read(path, name)
    except WrongUse as error:
        if error.key in {"baseline.syntax", "baseline.other"}:
            raise WrongUse("baseline.exists", path=name) from None
        raise


def _bytes_of(path: Path, name: str) -> bytes:
    from effektkedja.baseline import LARGEST_BASELINE

    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise WrongUse("baseline.not-file", path=name)
        with path.open("rb") as file:
            data = file.read(LARGEST_BASELINE + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise WrongUse("baseline.missing", path=name) from None
    except OSError as error:
        raise WrongUse("baseline.unreadable", path=name, reason=error.strerror or "") from None
    if len(data) > LARGEST_BASELINE:
        raise WrongUse("baseline.other", path=name)
    return data
