"""The one service: it tells what is wrong with these plans."""

import traceback
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from importlib import import_module

from effektkedja.basics.diagnostic import Diagnostic, Finding, arguments
from effektkedja.basics.report import (
    MOST_SUGGESTIONS,
    ChainReport,
    CheckedFile,
    Crash,
    HidingComment,
    Report,
    Silenced,
    report_of,
)
from effektkedja.chain.build import Chain, build_chains
from effektkedja.chain.nearest import NearestId
from effektkedja.chain.stages import MAY_LEAD_TO, MAY_REFER_TO, Stage
from effektkedja.followup.moment import Moment
from effektkedja.followup.reviews import ReviewDay, Reviews, find_review
from effektkedja.rules.holding import selected_in, severity_of, told_in
from effektkedja.rules.registry import BY_CODE, RULES, Rule
from effektkedja.rules.suppressions import Suppressions
from effektkedja.workspace.config import Configuration
from effektkedja.workspace.workspace import SourceFile, Workspace


@dataclass(frozen=True)
class Checked:
    """The chains of some plans, and what was found in each."""

    files: tuple[SourceFile, ...]
    """In the order of their names."""
    chains: tuple[Chain, ...]
    reports: tuple[ChainReport, ...]
    selected: frozenset[str]
    """The codes of the rules that were to be checked."""
    review: ReviewDay | None
    """The review that was asked for, as these plans have it: the latest where several do. None where none has it."""

    @cached_property
    def report(self) -> Report:
        """What was found in all chains."""
        return report_of(self.reports, self.selected)


def check(
    workspace: Workspace, selected: frozenset[str], as_of: date, review: str | None = None, day: date | None = None
) -> Checked:
    """Check all plans of a workspace against the rules with these codes, as they look on that day.

    `review` is the id of the review by which they are judged; without it each plan's latest that has come. Its day is
    as these plans have it; `day` tells it where they are but a part of the run.
    """
    chains = build_chains(workspace)
    reviews = [Reviews(chain, as_of) for chain in chains]
    own = None if review is None else find_review(reviews, review)
    run = own if review is None or day is None else ReviewDay(review, day, kind=None)
    reports = tuple(
        _check_chain(chain, Moment(of_chain, as_of, run), selected, workspace.configuration)
        for chain, of_chain in zip(chains, reviews, strict=True)
    )
    return Checked(workspace.files, tuple(chains), reports, selected, own)


def _check_chain(chain: Chain, moment: Moment, selected: frozenset[str], configuration: Configuration) -> ChainReport:
    findings: list[Finding] = []
    crashes: list[Crash] = []
    for file in chain.files:
        findings += file.findings
    for rule in RULES:
        if rule.found_in is not None and rule.code in selected:
            found, crash = _run(rule, chain, moment)
            findings += found
            crashes += crash
    files = tuple(
        CheckedFile(file.name, file.path, file.named, file.plan is not None, file.organisation) for file in chain.files
    )
    reporting = _Reporting(files, selected, configuration)
    told = filter(reporting.tells, dict.fromkeys(findings))
    findings = sorted(told, key=Finding.sort_key)
    suppressions = {file.name: Suppressions(file) for file in chain.files}
    judged = [(finding, suppressions[finding.file].hide(finding)) for finding in findings]
    stay = [finding for finding, comments in judged if not comments]
    silenced = (
        Silenced(reporting.diagnostic(finding), tuple(HidingComment(one.span, one.reason) for one in comments))
        for finding, comments in judged
        if comments
    )
    for file in chain.files:
        stay += filter(reporting.tells, suppressions[file.name].unused(reporting.selected_in(file.name)))
    ordered = _with_suggestions(sorted(stay, key=Finding.sort_key), chain)
    diagnostics = tuple(reporting.diagnostic(finding) for finding in ordered)
    return ChainReport(files, diagnostics, len(chain.nodes), tuple(silenced), tuple(crashes))


def _nearest_id(chain: Chain, allowed: tuple[Stage, ...] | None) -> NearestId:
    return NearestId(id_ for id_, thing in chain.by_id.items() if allowed is None or thing.stage in allowed)


def _allowed(finding: Finding, chain: Chain) -> tuple[Stage, ...] | None:
    """Give the stages that the field at fault may name."""
    key, source = finding.key or "", chain.by_id.get(finding.id or "")
    if key == "leads_to":
        return MAY_LEAD_TO.get(source.stage) if source else None
    return MAY_REFER_TO.get(key)


def _run(rule: Rule, chain: Chain, moment: Moment) -> tuple[list[Finding], list[Crash]]:
    """Run one rule; where it fails, the other rules still run."""
    found: list[Finding] = []
    try:
        module = import_module(f"effektkedja.rules.{rule.found_in}")
        found += module.check(chain, moment) if rule.looks_at_time else module.check(chain)
    except Exception:  # noqa: BLE001 (a fault of one rule must not take the others along)
        return found, [Crash(rule.code, traceback.format_exc())]
    return found, []


class _Reporting:
    """Which findings of a chain are reported, and how grave they are there."""

    def __init__(self, files: Iterable[CheckedFile], selected: frozenset[str], configuration: Configuration) -> None:
        self._configuration = configuration
        self._selected = {file.name: selected_in(file, selected, configuration) for file in files}
        self._told = {file.name: told_in(file, selected, configuration) for file in files}

    def selected_in(self, file: str) -> frozenset[str]:
        """Give the codes of the rules that hold for a file."""
        return self._selected[file]

    def tells(self, finding: Finding) -> bool:
        """Tell whether a finding is reported."""
        return finding.code in self._told[finding.file]

    def diagnostic(self, finding: Finding) -> Diagnostic:
        """Give a finding with the name and the severity of its rule."""
        return Diagnostic(finding, BY_CODE[finding.code].name, severity_of(finding.code, self._configuration))


def _with_suggestions(findings: list[Finding], chain: Chain) -> list[Finding]:
    """Add the likely id to the first unknown ids of a chain: to as many as the whole run may have."""
    unknown = [index for index, finding in enumerate(findings) if finding.code == "EK102"][:MOST_SUGGESTIONS]
    nearest = cache(_nearest_id)
    for index in unknown:
        finding = findings[index]
        ids, target = nearest(chain, _allowed(finding, chain)), str(dict(finding.args)["target"])
        if near := ids.to(target):
            args = arguments(**dict(finding.args), near=near, only=ids.is_only(target))
            findings[index] = replace(finding, args=args, variant="near")
    return findings
