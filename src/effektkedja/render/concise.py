"""The findings one a line, as `file:line:column: severity[CODE] message`."""

from effektkedja.basics.language import Catalogue
from effektkedja.check import Report
from effektkedja.render.visible import visible


def render_concise(report: Report, catalogue: Catalogue) -> str:
    """Give the report with one line for each finding."""
    lines = []
    for diagnostic in report.diagnostics:
        finding = diagnostic.finding
        place = f"{finding.file}:{finding.span.line}:{finding.span.column}"
        severity = catalogue.text(f"severity.{diagnostic.severity}")
        lines.append(visible(f"{place}: {severity}[{finding.code}] {catalogue.message(finding)}") + "\n")
    return "".join(lines)
