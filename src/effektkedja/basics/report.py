"""What was found in the chains of a run, as values: they need no plan at hand, and go from process to process."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from effektkedja.basics.diagnostic import Diagnostic, Finding, Severity
from effektkedja.basics.span import Span

MOST_SUGGESTIONS = 50
"""Unknown ids of a run for which a likely one is told."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that was read."""

    name: str
    """As shown to people."""
    path: Path | None
    """None for standard input."""
    named: bool
    """Whether it was named, or lies in a folder that was; else it was only imported."""
    is_read: bool
    """Whether its plan was read; else something ended the reading."""
    organisation: str | None
    """Id of the organisation whose plan it is."""


@dataclass(frozen=True, slots=True)
class HidingComment:
    """A comment in a plan that hides a finding."""

    span: Span
    reason: str
    """Empty where it gives none."""


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that comments in the plan hide."""

    diagnostic: Diagnostic
    comments: tuple[HidingComment, ...]


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that failed; the fault is ours, not the plan's."""

    code: str
    trace: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What was found in one chain."""

    files: tuple[CheckedFile, ...]
    """In the order of their names."""
    diagnostics: tuple[Diagnostic, ...]
    """In the order of files, lines, columns and codes. The first unknown ids of the chain have a suggestion."""
    nodes: int
    silenced: tuple[Silenced, ...]
    """In the same order."""
    crashes: tuple[Crash, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run has found."""

    files: tuple[CheckedFile, ...]
    """In the order of their names."""
    diagnostics: tuple[Diagnostic, ...]
    """In the order of files, lines, columns and codes."""
    chains: int
    nodes: int
    silenced: tuple[Silenced, ...]
    """In the same order."""
    crashes: tuple[Crash, ...]
    """One for each rule that failed."""
    selected: frozenset[str]
    """The codes of the rules that were to be checked."""
    accepted: tuple[Diagnostic, ...] = ()
    """What a baseline accepts, which is not told; in the same order."""
    mended: int = 0
    """How much the baseline accepts that is not found any more."""

    @property
    def paths(self) -> list[Path]:
        """The files on disk that were read."""
        return [file.path for file in self.files if file.path is not None]

    @property
    def suppressed(self) -> int:
        """How many findings comments in the plans hide."""
        return len(self.silenced)

    def count(self, severity: Severity) -> int:
        """Give how many diagnostics have that severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    def reaches(self, severity: Severity) -> bool:
        """Tell whether anything at least that grave was found."""
        return any(diagnostic.severity.reaches(severity) for diagnostic in self.diagnostics)


def report_of(chains: Iterable[ChainReport], selected: frozenset[str]) -> Report:
    """Put together what was found by these rules in the chains of a run, which may come in any order."""
    chains = sorted(chains, key=lambda chain: [file.name for file in chain.files])
    # A file belongs to one chain only, and within a chain the order is there already.
    diagnostics = sorted(
        (diagnostic for chain in chains for diagnostic in chain.diagnostics),
        key=lambda diagnostic: diagnostic.finding.file,
    )
    crashes = {crash.code: crash for chain in reversed(chains) for crash in chain.crashes}
    return Report(
        tuple(sorted((file for chain in chains for file in chain.files), key=lambda file: file.name)),
        tuple(_with_fewer_suggestions(diagnostics)),
        len(chains),
        sum(chain.nodes for chain in chains),
        tuple(
            sorted(
                (one for chain in chains for one in chain.silenced), key=lambda one: one.diagnostic.finding.sort_key()
            )
        ),
        tuple(crashes[code] for code in sorted(crashes)),
        selected,
    )


def _with_fewer_suggestions(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Leave the likely id to the first unknown ids of the run alone, however the chains were checked."""
    unknown = 0
    for diagnostic in diagnostics:
        is_unknown = diagnostic.finding.code == "EK102"
        unknown += is_unknown
        too_many = is_unknown and unknown > MOST_SUGGESTIONS and diagnostic.finding.variant == "near"
        yield replace(diagnostic, finding=_without_suggestion(diagnostic.finding)) if too_many else diagnostic


def _without_suggestion(finding: Finding) -> Finding:
    args = tuple((name, value) for name, value in finding.args if name not in {"near", "only"})
    return replace(finding, args=args, variant="")
