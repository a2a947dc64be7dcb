"""The findings as workflow commands of GitHub Actions, which marks the lines of a pull request with them.

GitHub shows ten of each severity for a step; the log of the step has them all.
"""

from effektkedja.basics.diagnostic import Diagnostic, Severity
from effektkedja.basics.language import Catalogue
from effektkedja.basics.report import Report
from effektkedja.render.visible import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

# As GitHub takes them back: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def render_github(report: Report, catalogue: Catalogue) -> str:
    """Give the report with one command, on one line, for each finding."""
    return "".join(_command(diagnostic, catalogue) for diagnostic in report.diagnostics)


def _command(diagnostic: Diagnostic, catalogue: Catalogue) -> str:
    finding = diagnostic.finding
    span = finding.span
    properties = {"file": visible(finding.file, but="\r\n"), "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:  # GitHub refuses columns of more lines than one
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = finding.code
    written = ",".join(f"{name}={str(value).translate(_IN_PROPERTY)}" for name, value in properties.items())
    words = filter(None, [catalogue.message(finding), catalogue.help(finding)])
    message = "\n".join(map(visible, words)).translate(_IN_MESSAGE)
    return f"::{_COMMANDS[diagnostic.severity]} {written}::{message}\n"
