"""The findings for people: message, source lines, what to write instead, one line of summary."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from effektkedja.basics.diagnostic import Diagnostic, Finding, Severity
from effektkedja.basics.language import Catalogue
from effektkedja.basics.report import Report
from effektkedja.basics.span import START
from effektkedja.render.snippet import Mark, snippet
from effektkedja.render.styled import Line, Piece, width_of, wrapped
from effektkedja.render.visible import visible

Sources = Mapping[str, Sequence[str]]
"""The lines of each file, by its name as shown to people."""

_WITHOUT_SOURCE = frozenset({"EK009"})
"""Rules whose finding says that the file is none of ours; then its lines are none of ours to show."""


def render_text(
    report: Report, sources: Sources, catalogue: Catalogue, width: int | None, fixes: str = ""
) -> list[Line]:
    """Give the whole report. `width` is the terminal's, in cells; None where there is no terminal.

    `fixes` is what the summary is to say of what has been mended, or can be.
    """
    lines = render_diagnostics(report.diagnostics, sources, catalogue, width)
    return [*lines, *summary(report, catalogue, width, fixes)] if report.files else lines


def render_diagnostics(
    diagnostics: Iterable[Diagnostic], sources: Sources, catalogue: Catalogue, width: int | None
) -> list[Line]:
    """Give each finding with the lines of its file that it speaks of."""
    lines: list[Line] = []
    for diagnostic in diagnostics:
        lines += _diagnostic(diagnostic, sources, catalogue, width)
        lines.append([])
    return lines


def render_statistics(report: Report, catalogue: Catalogue, width: int | None, fixes: str = "") -> list[Line]:
    """Give how often each rule was broken, the most frequent first, and the summary."""
    counts = Counter(
        (diagnostic.finding.code, diagnostic.severity, diagnostic.name) for diagnostic in report.diagnostics
    )
    digits = len(str(max(counts.values(), default=0)))
    words = {severity: catalogue.text(f"severity.{severity}") for severity in Severity}
    widest = max(map(len, words.values()))
    lines: list[Line] = [
        [
            Piece(f"{count:>{digits}}  "),
            Piece(f"{code}  ", severity.value),
            Piece(f"{words[severity]:<{widest}}  "),
            Piece(name),
        ]
        for (code, severity, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    return [*lines, *summary(report, catalogue, width, fixes)]


def summary(report: Report, catalogue: Catalogue, width: int | None, fixes: str) -> list[Line]:
    """Give the one line that tells how it went."""
    read = catalogue.text(
        "summary.read",
        files=catalogue.text("summary.files", count=len(report.files)),
        nodes=catalogue.text("summary.nodes", count=report.nodes),
        chains=catalogue.text("summary.chains", count=report.chains),
    )
    found = tuple(
        catalogue.text(f"summary.{severity}", count=count) for severity in Severity if (count := report.count(severity))
    )
    hidden = f" {catalogue.text('summary.hidden', count=report.suppressed)}" if report.suppressed else ""
    if report.accepted:
        hidden += f" {catalogue.text('summary.accepted', count=len(report.accepted))}"
    done = f"{read}{hidden} {fixes}".rstrip()
    if found:
        worst = next(severity for severity in Severity if report.count(severity))
        verdict = Piece(catalogue.text("summary.found", found=found), worst.value)
        rest = f"{done} {catalogue.text('summary.explain', code=report.diagnostics[0].finding.code)}"
    else:
        verdict = Piece(catalogue.text("summary.nothing-new" if report.accepted else "summary.clean"), "help")
        rest = done
    first, *more = wrapped(rest, width, width_of(verdict.text) + 1, 0)
    return [[verdict, Piece(f" {first}")], *([Piece(line)] for line in more)]


def _diagnostic(diagnostic: Diagnostic, sources: Sources, catalogue: Catalogue, width: int | None) -> Iterator[Line]:
    finding = diagnostic.finding
    head = f"{catalogue.text(f'severity.{diagnostic.severity}')}[{finding.code}]"
    first, *more = wrapped(catalogue.message(finding), width, len(head) + 2, 2)
    yield [Piece(head, diagnostic.severity.value), Piece(f": {first}", "strong")]
    yield from ([Piece(f"  {line}", "strong")] for line in more)
    yield _place("-->", finding.file, finding.span.line, finding.span.column)
    main = Mark(finding.span, "", diagnostic.severity.value, "^")
    yield from _source(finding, finding.file, [main], sources, catalogue, width)
    others = dict.fromkeys(related.file for related in finding.related if related.file != finding.file)
    for file in others:
        there = next(related for related in finding.related if related.file == file)
        yield _place(":::", file, there.span.line, there.span.column)
        yield from _source(finding, file, [], sources, catalogue, width)
    if help_ := catalogue.help(finding):
        word = catalogue.text("word.help")
        first, *more = wrapped(help_, width, len(word) + 6, len(word) + 6)
        yield [Piece("  = ", "frame"), Piece(word, "help"), Piece(f": {first}")]
        yield from ([Piece(f"{'':{len(word) + 6}}{line}")] for line in more)


def _place(arrow: str, file: str, line: int, column: int) -> Line:
    return [Piece(f"  {arrow} ", "frame"), Piece(visible(f"{file}:{line}:{column}"))]


def _source(
    finding: Finding,
    file: str,
    marks: list[Mark],
    sources: Sources,
    catalogue: Catalogue,
    width: int | None,
) -> list[Line]:
    lines = sources[file]
    if finding.code in _WITHOUT_SOURCE or (finding.span == START and not any(lines)):
        return []
    related = [
        Mark(related.span, catalogue.label(finding, related), "frame", "-")
        for related in finding.related
        if related.file == file
    ]
    return snippet(lines, [*marks, *related], width)
