"""The findings one a line, as `file:line:column: severity[CODE] message`."""

from effektkedja.basics.diagnostic import Diagnostic
from effektkedja.basics.language import Catalogue
from effektkedja.basics.report import Report
from effektkedja.render.visible import visible


def render_concise(report: Report, catalogue: Catalogue) -> str:
    """Give the report with one line for each finding."""
    return "".join(f"{concise_line(diagnostic, catalogue)}\n" for diagnostic in report.diagnostics)


def concise_line(diagnostic: Diagnostic, catalogue: Catalogue) -> str:
    """Give one finding as a line, without its end."""
    finding = diagnostic.finding
    place = f"{finding.file}:{finding.span.line}:{finding.span.column}"
    severity = catalogue.text(f"severity.{diagnostic.severity}")
    return visible(f"{place}: {severity}[{finding.code}] {catalogue.message(finding)}")
