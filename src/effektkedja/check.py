"""The one service: it tells what is wrong with these plans."""

import traceback
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path

from effektkedja.basics.diagnostic import Diagnostic, Finding, Severity, arguments
from effektkedja.chain.build import Chain, build_chains
from effektkedja.chain.nearest import NearestId
from effektkedja.chain.stages import MAY_LEAD_TO, MAY_REFER_TO, Stage
from effektkedja.followup.moment import Moment
from effektkedja.followup.reviews import Reviews, find_review
from effektkedja.reading.comments import IgnoreComment
from effektkedja.rules.registry import BY_CODE, RULES, Rule
from effektkedja.rules.suppressions import Suppressions
from effektkedja.workspace.config import Configuration
from effektkedja.workspace.workspace import SourceFile, Workspace

MOST_SUGGESTIONS = 50
"""Unknown ids of a run for which a likely one is looked for."""


class UnknownReviewError(Exception):
    """A review was named that no plan has; its id is the only argument."""


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that failed; the fault is ours, not the plan's."""

    code: str
    trace: str


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that comments in the plan hide."""

    diagnostic: Diagnostic
    comments: tuple[IgnoreComment, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run has found."""

    diagnostics: tuple[Diagnostic, ...]
    """In the order of files, lines, columns and codes."""
    files: tuple[SourceFile, ...]
    chains: tuple[Chain, ...]
    silenced: tuple[Silenced, ...]
    """In the same order."""
    crashes: tuple[Crash, ...]
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
    def nodes(self) -> int:
        """How many nodes the chains have together."""
        return sum(len(chain.nodes) for chain in self.chains)

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


def check(workspace: Workspace, selected: frozenset[str], as_of: date, review: str | None = None) -> Report:
    """Check all plans of a workspace against the rules with these codes, as they look on that day.

    `review` is the id of the review by which they are judged; without it each plan's latest that has come. Raises
    UnknownReviewError where no plan has it.
    """
    chains = build_chains(workspace)
    reviews = [Reviews(chain, as_of) for chain in chains]
    run = None if review is None else find_review(reviews, review)
    if review is not None and run is None:
        raise UnknownReviewError(review)
    moments = [Moment(of_chain, as_of, run) for of_chain in reviews]
    findings: list[Finding] = []
    crashes: list[Crash] = []
    for file in workspace.files:
        findings += file.findings
    for rule in RULES:
        if rule.found_in is not None and rule.code in selected:
            found, crash = _run(rule, chains, moments)
            findings += found
            crashes += crash
    reporting = _Reporting(workspace, selected)
    findings = sorted({finding for finding in findings if reporting.tells(finding)}, key=Finding.sort_key)
    suppressions = {file.name: Suppressions(file) for file in workspace.files}
    judged = [(finding, suppressions[finding.file].hide(finding)) for finding in findings]
    stay = [finding for finding, comments in judged if not comments]
    silenced = tuple(Silenced(reporting.diagnostic(finding), comments) for finding, comments in judged if comments)
    for file in workspace.files:
        stay += filter(reporting.tells, suppressions[file.name].unused(reporting.selected_in(file.name)))
    ordered = _with_suggestions(sorted(stay, key=Finding.sort_key), chains)
    diagnostics = tuple(reporting.diagnostic(finding) for finding in ordered)
    return Report(diagnostics, workspace.files, tuple(chains), silenced, tuple(crashes), selected)


def _nearest_id(chain: Chain, allowed: tuple[Stage, ...] | None) -> NearestId:
    return NearestId(id_ for id_, thing in chain.by_id.items() if allowed is None or thing.stage in allowed)


def _allowed(finding: Finding, chain: Chain) -> tuple[Stage, ...] | None:
    """Give the stages that the field at fault may name."""
    key, source = finding.key or "", chain.by_id.get(finding.id or "")
    if key == "leads_to":
        return MAY_LEAD_TO.get(source.stage) if source else None
    return MAY_REFER_TO.get(key)


def _run(rule: Rule, chains: list[Chain], moments: list[Moment]) -> tuple[list[Finding], list[Crash]]:
    """Run one rule; where it fails, the other rules still run."""
    found: list[Finding] = []
    try:
        module = import_module(f"effektkedja.rules.{rule.found_in}")
        for chain, moment in zip(chains, moments, strict=True):
            found += module.check(chain, moment) if rule.looks_at_time else module.check(chain)
    except Exception:  # noqa: BLE001 (a fault of one rule must not take the others along)
        return found, [Crash(rule.code, traceback.format_exc())]
    return found, []


class _Reporting:
    """Which findings of a run are reported, and how grave they are there."""

    def __init__(self, workspace: Workspace, selected: frozenset[str]) -> None:
        configuration = self._configuration = workspace.configuration
        self._selected = {file.name: _selected_in(file, selected, configuration) for file in workspace.files}
        self._told = {file.name: told_in(file, selected, configuration) for file in workspace.files}

    def selected_in(self, file: str) -> frozenset[str]:
        """Give the codes of the rules that hold for a file."""
        return self._selected[file]

    def tells(self, finding: Finding) -> bool:
        """Tell whether a finding is reported."""
        return finding.code in self._told[finding.file]

    def diagnostic(self, finding: Finding) -> Diagnostic:
        """Give a finding with the name and the severity of its rule."""
        return Diagnostic(finding, BY_CODE[finding.code].name, _severity_of(finding.code, self._configuration))


def told_in(file: SourceFile, selected: frozenset[str], configuration: Configuration) -> frozenset[str]:
    """Give the codes of the rules whose findings are told of a file: of one that was only imported, errors alone."""
    codes = _selected_in(file, selected, configuration)
    if file.named:
        return codes
    return frozenset(code for code in codes if _severity_of(code, configuration) is Severity.ERROR)


def _selected_in(file: SourceFile, selected: frozenset[str], configuration: Configuration) -> frozenset[str]:
    ignored = configuration.ignored_in(file.path)
    return selected - {code for code in ignored if not BY_CODE[code].ends_reading}


def _severity_of(code: str, configuration: Configuration) -> Severity:
    rule = BY_CODE[code]
    return rule.severity if rule.ends_reading else configuration.severity.get(code, rule.severity)


def _with_suggestions(findings: list[Finding], chains: list[Chain]) -> list[Finding]:
    """Add the likely id to the first unknown ids of the run."""
    unknown = [index for index, finding in enumerate(findings) if finding.code == "EK102"][:MOST_SUGGESTIONS]
    chain_of = {file.name: chain for chain in chains for file in chain.files} if unknown else {}
    nearest = cache(_nearest_id)
    for index in unknown:
        finding = findings[index]
        chain = chain_of[finding.file]
        ids, target = nearest(chain, _allowed(finding, chain)), str(dict(finding.args)["target"])
        if near := ids.to(target):
            args = arguments(**dict(finding.args), near=near, only=ids.is_only(target))
            findings[index] = replace(finding, args=args, variant="near")
    return findings
