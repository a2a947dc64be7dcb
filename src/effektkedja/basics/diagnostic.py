"""What is found in a plan, as immutable values.

A finding holds the key of its message and the arguments, never a sentence: words are made where they are
shown, in the reader's language.
"""

from dataclasses import dataclass
from enum import StrEnum

from effektkedja.basics.span import START, Span

Argument = str | int | tuple[str, ...]
Arguments = tuple[tuple[str, Argument], ...]


class Severity(StrEnum):
    """How grave a finding is, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def reaches(self, other: "Severity") -> bool:
        """Tell whether this is at least as grave as `other`."""
        order = list(Severity)
        return order.index(self) <= order.index(other)


def arguments(**values: Argument) -> Arguments:
    """Give the arguments of a message in one fixed order, so that equal findings are equal."""
    return tuple(sorted((name, int(value) if isinstance(value, bool) else value) for name, value in values.items()))


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a finding: the first of two, the next link of a circle."""

    file: str
    span: Span
    label: str
    """Key of the label's text in the message catalogue, below the finding's own code."""
    args: Arguments = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found at one place."""

    code: str
    file: str
    """Path as shown to people: relative to the working folder, with `/`; `-` for standard input."""
    span: Span = START
    variant: str = ""
    """Which of the code's messages it is, where the code has several."""
    args: Arguments = ()
    id: str | None = None
    """Id of the thing at fault."""
    key: str | None = None
    """Canonical name of the field at fault."""
    related: tuple[Related, ...] = ()

    def sort_key(self) -> tuple[object, ...]:
        """Give the order in which findings are shown: file, line, column, code, key, id, arguments."""
        return (self.file, self.span[:2], self.code, self.key or "", self.id or "", repr(self.args), self.variant)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding as it is reported: with its rule's name and the severity that holds in this run."""

    finding: Finding
    name: str
    severity: Severity
