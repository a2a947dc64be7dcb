"""The pages and the table of the rules, for a terminal."""

from collections.abc import Iterable, Iterator

from effektkedja.basics.diagnostic import Severity
from effektkedja.basics.identity_numbers import masked
from effektkedja.basics.language import Catalogue
from effektkedja.render.styled import Line, Piece, width_of, wrapped
from effektkedja.rules.registry import Rule


def render_page(page: str, severity: Severity, catalogue: Catalogue) -> list[Line]:
    """Give a rule's page: its Markdown as it stands, with the severity added below the heading.

    The identity number of an example is shown as any other is, whoever it was made for.
    """
    lines: list[Line] = []
    in_example = False
    word = catalogue.text("page.severity", severity=catalogue.text(f"severity.{severity}"))
    for number, line in enumerate(masked(page).splitlines()):
        if line.startswith("```"):
            in_example = not in_example
            lines.append([Piece(line, "quiet")])
        elif line.startswith("#") and not in_example:
            lines.append([Piece(line, "strong")])
        elif in_example and "# <- EK" in line:
            before, mark = line.rsplit("# <- EK", 1)
            lines.append([Piece(before), Piece(f"# <- EK{mark}", severity.value)])
        else:
            lines.append([Piece(line)])
        if number == 0:
            lines += [[], [Piece(word, severity.value)]]
    return lines


def render_rules(table: Iterable[tuple[Rule, str]], catalogue: Catalogue, width: int | None) -> list[Line]:
    """Give one row a rule: code, severity, what it finds in short, and its name."""
    rows = list(table)
    severities = {severity: catalogue.text(f"severity.{severity}") for severity in Severity}
    widest = max(map(width_of, severities.values()))
    names = max(len(rule.name) for rule, _ in rows)
    return [line for row in rows for line in _row(row, severities, widest, names, width)]


def _row(
    row: tuple[Rule, str], severities: dict[Severity, str], widest: int, names: int, width: int | None
) -> Iterator[Line]:
    rule, title = row
    word = severities[rule.severity]
    before = len(rule.code) + 2 + widest + 2 + names + 2
    first, *more = wrapped(title, width, before, before)
    yield [
        Piece(rule.code, "strong"),
        Piece(f"  {word}{'':{widest - width_of(word)}}", rule.severity.value),
        Piece(f"  {rule.name:<{names}}  ", "quiet"),
        Piece(first),
    ]
    yield from ([Piece(f"{'':{before}}{line}")] for line in more)
