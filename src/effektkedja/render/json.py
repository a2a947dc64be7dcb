"""The findings as JSON, version 1 (for programs; its fields are a contract)."""

import json
from typing import Any

from effektkedja.basics.diagnostic import Diagnostic, Severity
from effektkedja.basics.identity_numbers import masked
from effektkedja.basics.language import Catalogue
from effektkedja.basics.report import Report
from effektkedja.render.visible import visible_in_json

VERSION = 1


def render_json(report: Report, catalogue: Catalogue) -> str:
    """Give the report as a JSON document that ends with a line end."""
    return dump_json(
        {
            "version": VERSION,
            "summary": {
                "files": len(report.files),
                "chains": report.chains,
                "nodes": report.nodes,
                "errors": report.count(Severity.ERROR),
                "warnings": report.count(Severity.WARNING),
                "infos": report.count(Severity.INFO),
                "suppressed": report.suppressed + len(report.accepted),
            },
            "diagnostics": [_diagnostic(diagnostic, catalogue) for diagnostic in report.diagnostics],
        }
    )


def dump_json(value: Any) -> str:
    """Give a value as a JSON document: readable, in UTF-8, safe to show at a terminal, identity numbers masked."""
    return visible_in_json(json.dumps(_masked(value), ensure_ascii=False, indent=2)) + "\n"


def _masked(value: Any) -> Any:
    """Mask the texts of a value. In the document it would be too late: its escapes put letters before a number."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, (list, tuple)):
        return [_masked(item) for item in value]
    if isinstance(value, dict):
        return {key: _masked(item) for key, item in value.items()}
    return value


def _diagnostic(diagnostic: Diagnostic, catalogue: Catalogue) -> dict[str, Any]:
    finding = diagnostic.finding
    return {
        "code": finding.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": catalogue.message(finding),
        "help": catalogue.help(finding),
        "file": finding.file,
        "line": finding.span.line,
        "column": finding.span.column,
        "end_line": finding.span.end_line,
        "end_column": finding.span.end_column,
        "id": finding.id,
        "key": finding.key,
        "related": [
            {
                "file": related.file,
                "line": related.span.line,
                "column": related.span.column,
                "message": catalogue.label(finding, related),
            }
            for related in finding.related
        ],
    }
