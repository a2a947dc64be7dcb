"""Opening the two versions of a plan that `diff` compares, with a clear word where that fails."""

import os
import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from effektkedja.basics.diagnostic import Severity
from effektkedja.chain.build import build_chains
from effektkedja.cli.plans import open_plans, tell_unread
from effektkedja.cli.session import Session, WrongUse
from effektkedja.comparison.version import Version
from effektkedja.rules.registry import BY_CODE
from effektkedja.workspace.discover import shown_name
from effektkedja.workspace.git import GitError
from effektkedja.workspace.revisions import in_revision, open_revision
from effektkedja.workspace.workspace import SourceFile, Workspace, read_alone

_NOTHING = frozenset({"/dev/null", os.devnull})


@dataclass(frozen=True, slots=True)
class Opened:
    """A version, and what was read for it."""

    version: Version
    files: tuple[SourceFile, ...]

    @property
    def paths(self) -> list[Path]:
        """The files on disk that were read."""
        return [file.path for file in self.files if file.path is not None]

    def tell(self, session: Session) -> bool:
        """Tell of what could not be read, and whether a file could not at all."""
        findings = [finding for file in self.files for finding in file.findings]
        errors = [finding for finding in findings if BY_CODE[finding.code].severity is Severity.ERROR]
        partly = [finding for finding in errors if not BY_CODE[finding.code].ends_reading]
        if partly:
            session.notice("diff.partly-read", version=self.version.name, count=len(partly))
        return tell_unread(session, findings)


def open_version(session: Session, written: str) -> Opened:
    """Read the plans that a word of the call means. Raises WrongUse where there is no such file, folder or revision."""
    wanted = in_revision(written)
    if wanted is None:
        workspace = open_plans(session, [written])
        is_folder = Path(written).is_dir()
        folder = shown_name(Path(written) if is_folder else Path(written).parent)
        return _opened(session, written, workspace, lambda file: _seen_from(folder, file.name), single=not is_folder)
    try:
        found = open_revision(wanted, session.configuration)
    except GitError as error:
        key = f"diff.{error.reason}-near" if error.near else f"diff.{error.reason}"
        near = f"{wanted.revision}:{error.near}"
        raise WrongUse(key, path=written, revision=wanted.revision, inside=wanted.path, near=near) from None
    if not found.workspace.files:
        session.notice("notice.no-plans", paths=(written,))

    def seen(file: SourceFile) -> str:
        return _seen_from(found.folder, file.name.removeprefix(f"{wanted.revision}:"))

    return _opened(session, written, found.workspace, seen, single=not found.is_folder)


def open_for_git(session: Session, path: Path, name: str) -> Opened:
    """Read the one file that git hands over, which lies nowhere near what it imports; nothing where there is none."""
    if str(path) in _NOTHING:
        return Opened(Version(name, (), {}, session.seen_on, alone=True), ())
    workspace = read_alone(path, name, session.configuration)
    places = dict.fromkeys(workspace.files, "")
    chains = tuple(build_chains(workspace))
    return Opened(Version(name, chains, places, session.seen_on, alone=True), workspace.files)


def _opened(
    session: Session, name: str, workspace: Workspace, seen: Callable[[SourceFile], str], *, single: bool
) -> Opened:
    """Give a version; the file that was named alone is the same in both versions, whatever it is called."""
    places = {file: "" if single and file.named else seen(file) for file in workspace.files}
    chains = tuple(build_chains(workspace))
    return Opened(Version(name, chains, places, session.seen_on), workspace.files)


def _seen_from(folder: str, name: str) -> str:
    return posixpath.relpath(name, folder or ".")
