"""The findings as JUnit XML, which CI services show as a list of tests, with what passed as well.

A suite is a file, a case is a rule that was run on it. A case fails where what it found is at least as grave as
`--fail-on` says, so that the report is red exactly when the exit status is 1. What is less grave stands in the
`system-out` of a case that has passed. A rule that crashed is a case with an error.

A file that could not be read has one case, the rule that ended its reading, since no other was run. A file that was
only imported has those cases alone in which something was found.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from effektkedja.basics.diagnostic import Diagnostic, Severity
from effektkedja.basics.language import Catalogue
from effektkedja.basics.report import CheckedFile, Report
from effektkedja.render.concise import concise_line
from effektkedja.render.visible import visible
from effektkedja.rules.registry import RULES, Rule

_NEVER_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What `visible` leaves, and XML 1.0 has no way to write: halves of characters, and two that are none."""


def render_junit(report: Report, catalogue: Catalogue, fail_on: Severity) -> str:
    """Give the report as an XML document that ends with a line end."""
    cases = _Cases(report, catalogue, fail_on)
    suites = ElementTree.Element("testsuites", name="effektkedja")
    for file in report.files:
        elements = list(cases.of(file))
        if file.named or elements:
            suite = ElementTree.SubElement(suites, "testsuite", name=_shown(file.name))
            suite.extend(elements)
            _count(suite)
    _count(suites)
    ElementTree.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(suites, encoding="unicode")}\n'


class _Cases:
    """Makes the cases of a file."""

    def __init__(self, report: Report, catalogue: Catalogue, fail_on: Severity) -> None:
        self._catalogue = catalogue
        self._fail_on = fail_on
        self._rules = [rule for rule in RULES if rule.code in report.selected]
        self._crashed = {crash.code for crash in report.crashes}
        self._found: dict[tuple[str, str], list[Diagnostic]] = {}
        for diagnostic in report.diagnostics:
            self._found.setdefault((diagnostic.finding.file, diagnostic.finding.code), []).append(diagnostic)

    def of(self, file: CheckedFile) -> Iterator[ElementTree.Element]:
        for rule in self._rules:
            found = self._found.get((file.name, rule.code), [])
            if found or (file.named and file.is_read):
                yield self._case(file, rule, found)

    def _case(self, file: CheckedFile, rule: Rule, found: list[Diagnostic]) -> ElementTree.Element:
        name = _shown(file.name)
        case = ElementTree.Element("testcase", classname=name, name=f"{rule.code} {rule.name}", file=name)
        if rule.code in self._crashed:
            said = self._catalogue.text("internal.rule", code=rule.code)
            ElementTree.SubElement(case, "error", message=_shown(said), type="crash")
        if not found:
            return case
        severity = found[0].severity
        if severity.reaches(self._fail_on):
            told = ElementTree.SubElement(case, "failure", message=self._in_short(found), type=severity.value)
        else:
            told = ElementTree.SubElement(case, "system-out")
        told.text = "\n".join(line for diagnostic in found for line in self._lines(diagnostic))
        return case

    def _in_short(self, found: list[Diagnostic]) -> str:
        first = _shown(self._catalogue.message(found[0].finding))
        more = len(found) - 1
        return f"{first} ({self._catalogue.text('junit.more', count=more)})" if more else first

    def _lines(self, diagnostic: Diagnostic) -> Iterator[str]:
        yield _shown(concise_line(diagnostic, self._catalogue))
        if help_ := self._catalogue.help(diagnostic.finding):
            yield f"  {_shown(help_)}"


def _count(suite: ElementTree.Element) -> None:
    """Write how many cases there are, and how many of them did not pass."""
    for name, what in (("tests", ".//testcase"), ("failures", ".//failure"), ("errors", ".//error")):
        suite.set(name, str(len(suite.findall(what))))


def _shown(text: str) -> str:
    return _NEVER_IN_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", visible(text))
