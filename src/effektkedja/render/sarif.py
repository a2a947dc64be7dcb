"""The findings as SARIF 2.1.0, which code scanning services and editors read.

OASIS publishes the format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/. Sections of it are named as (3.11.5).
What comments in a plan hide is told too, as suppressed, with the reason that the comment gives; and what a baseline
accepts, as suppressed outside the plan.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from effektkedja import __version__
from effektkedja.basics.diagnostic import Finding, Related, Severity
from effektkedja.basics.identity_numbers import masked
from effektkedja.basics.language import Catalogue, Language
from effektkedja.basics.report import CheckedFile, Crash, HidingComment, Report, Silenced
from effektkedja.basics.span import Span
from effektkedja.render.json import dump_json
from effektkedja.rules.registry import RULES, Rule, page_sections, short_title, what_it_checks

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_FOLDER = "%SRCROOT%"
"""What all paths are relative to. Services take it for the repository's root; where it lies is nobody's business."""
_FINGERPRINT = "effektkedja/v1"
"""Not `primaryLocationLineHash`: GitHub computes that one from the line, and complains of any other value."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_TOPICS = {
    "EK0": "reading",
    "EK1": "references",
    "EK2": "thread",
    "EK3": "measurability",
    "EK4": "follow-up",
    "EK5": "resources",
    "EK6": "wording",
}

_LINE_END_IN_PARAGRAPH = re.compile(r"(?<!\n)\n *(?=[^\s-])")


def render_sarif(report: Report, catalogue: Catalogue) -> str:
    """Give the report as a SARIF document that ends with a line end. The same report gives the same bytes."""
    rules = [rule for rule in RULES if rule.code in report.selected]
    index = {rule.code: number for number, rule in enumerate(rules)}
    without_comments = (Silenced(diagnostic, ()) for diagnostic in (*report.diagnostics, *report.accepted))
    told = [*without_comments, *report.silenced]
    told.sort(key=lambda one: one.diagnostic.finding.sort_key())
    fingerprints = _fingerprints([one.diagnostic.finding for one in told], report.files)
    results = _Results(catalogue, index, fingerprints, report)
    run = {
        "tool": {
            "driver": {
                "name": "effektkedja",
                "version": __version__,
                "language": catalogue.language,
                "rules": [_rule(rule, catalogue.language) for rule in rules],
            }
        },
        "invocations": [_invocation(report.crashes, index, catalogue)],
        "originalUriBaseIds": {_FOLDER: {"description": {"text": catalogue.text("sarif.folder")}}},
        "columnKind": "unicodeCodePoints",
        "language": catalogue.language,
        "results": [results.result(one) for one in told],
    }
    return dump_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule, language: Language) -> dict[str, Any]:
    help_ = page_sections(rule.code, language)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": short_title(rule.code, language)},
        "fullDescription": {"text": _plain(what_it_checks(rule.code, language))},
        "help": {"text": help_, "markdown": help_},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [_TOPICS[rule.code[:3]]]},
    }


def _plain(markdown: str) -> str:
    """Give prose of a page as plain text: a line for each paragraph or item of a list."""
    return _LINE_END_IN_PARAGRAPH.sub(" ", markdown).replace("`", "")


def _invocation(crashes: Iterable[Crash], index: Mapping[str, int], catalogue: Catalogue) -> dict[str, Any]:
    """Tell whether the run went well, and which rules failed; not where in the program, which names machine paths."""
    failed = [
        {
            "level": "error",
            "message": _message(catalogue.text("internal.rule", code=crash.code)),
            "associatedRule": {"id": crash.code, "index": index[crash.code]},
        }
        for crash in crashes
    ]
    return {"executionSuccessful": not failed, **({"toolExecutionNotifications": failed} if failed else {})}


class _Results:
    """Makes the result of a finding; knows where each rule stands in the list of rules, and where each file is."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: Mapping[str, int],
        fingerprints: Mapping[Finding, str],
        report: Report,
    ) -> None:
        self._catalogue = catalogue
        self._index = index
        self._fingerprints = fingerprints
        self._artifacts = {file.name: _artifact(file, catalogue) for file in report.files}
        self._accepted = frozenset(report.accepted)

    def result(self, one: Silenced) -> dict[str, Any]:
        finding = one.diagnostic.finding
        words = [self._catalogue.message(finding), self._catalogue.help(finding)]
        location = self._location(finding.file, finding.span)
        if finding.id is not None:
            location["logicalLocations"] = [{"name": finding.id}]
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": self._index[finding.code],
            "level": _LEVELS[one.diagnostic.severity],
            "message": _message("\n".join(filter(None, words))),
            "locations": [location],
            "partialFingerprints": {_FINGERPRINT: self._fingerprints[finding]},
        }
        if finding.related:
            related = enumerate(finding.related, start=1)
            result["relatedLocations"] = [self._related(finding, place, number) for number, place in related]
        if one.comments:
            result["suppressions"] = [self._suppression(finding.file, comment) for comment in one.comments]
        elif one.diagnostic in self._accepted:
            result["suppressions"] = [{"kind": "external"}]
        return result

    def _related(self, finding: Finding, place: Related, number: int) -> dict[str, Any]:
        words = self._catalogue.label(finding, place)
        return {"id": number, **self._location(place.file, place.span), "message": _message(words)}

    def _suppression(self, file: str, comment: HidingComment) -> dict[str, Any]:
        reason = {"justification": comment.reason} if comment.reason else {}
        return {"kind": "inSource", "location": self._location(file, comment.span), **reason}

    def _location(self, file: str, span: Span) -> dict[str, Any]:
        region = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
        return {"physicalLocation": {"artifactLocation": self._artifacts[file], "region": region}}


def _artifact(file: CheckedFile, catalogue: Catalogue) -> dict[str, Any]:
    """Give the place of a file. Identity numbers are masked while one still sees them: before the encoding."""
    if file.path is None:
        return {"uri": "-", "description": {"text": catalogue.text("sarif.standard-input")}}
    name = masked(file.name)
    if Path(name).is_absolute():  # on another drive than the working folder
        return {"uri": Path(name).as_uri()}
    return {"uri": quote(os.fsencode(name)), "uriBaseId": _FOLDER}


def _message(text: str) -> dict[str, str]:
    """Give a message whose text is only text, whatever a plan has put into it.

    Braces would be placeholders (3.11.5), and `[…](…)` a link (3.11.6); elsewhere brackets stand for themselves.
    """
    if "](" in text:
        text = re.sub(r"[\\\[\]]", r"\\\g<0>", text)
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _fingerprints(findings: Iterable[Finding], files: Iterable[CheckedFile]) -> dict[Finding, str]:
    """Give each finding a name that stays when the plan is reordered or its file renamed.

    It is made of the code, the organisation (or the file, where that is not known), the id and the key. Those that
    would have the same name are numbered, in the order of what they say and only then of where they stand.
    """
    owners = {file.name: _owner(file) for file in files}
    counts: Counter[str] = Counter()
    names = {}
    for finding in sorted(findings, key=lambda one: (_says(one), one.sort_key())):
        name = masked("/".join([finding.code, owners[finding.file], finding.id or "", finding.key or ""]))
        counts[name] += 1
        names[finding] = f"{name}/{counts[name]}"
    return names


def _says(finding: Finding) -> str:
    """Give what a finding says, but for the likely word: that one is looked for in some findings only."""
    return repr([(name, value) for name, value in finding.args if name not in {"near", "only"}])


def _owner(file: CheckedFile) -> str:
    return file.organisation or file.name
