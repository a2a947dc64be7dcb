"""Which rules hold in a file, how grave they are there, and which of their findings are told."""

from effektkedja.basics.diagnostic import Severity
from effektkedja.basics.report import CheckedFile
from effektkedja.rules.registry import BY_CODE
from effektkedja.workspace.config import Configuration


def told_in(file: CheckedFile, selected: frozenset[str], configuration: Configuration) -> frozenset[str]:
    """Give the codes of the rules whose findings are told of a file: of one that was only imported, errors alone."""
    codes = selected_in(file, selected, configuration)
    if file.named:
        return codes
    return frozenset(code for code in codes if severity_of(code, configuration) is Severity.ERROR)


def selected_in(file: CheckedFile, selected: frozenset[str], configuration: Configuration) -> frozenset[str]:
    """Give the codes of the rules that hold in a file: those selected, but for what is ignored there."""
    ignored = configuration.ignored_in(file.path)
    return selected - {code for code in ignored if not BY_CODE[code].ends_reading}


def severity_of(code: str, configuration: Configuration) -> Severity:
    """Give how grave a finding is; what ends the reading of a file is always an error."""
    rule = BY_CODE[code]
    return rule.severity if rule.ends_reading else configuration.severity.get(code, rule.severity)
