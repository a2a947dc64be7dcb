"""Why a file could not be read to its end."""

from dataclasses import dataclass

from effektkedja.basics.diagnostic import Arguments, Finding, Related
from effektkedja.basics.span import START, Span


@dataclass(frozen=True, slots=True)
class Fault:
    """The one finding that ends the reading of a file, before it is known which file it is."""

    code: str
    variant: str = ""
    span: Span = START
    args: Arguments = ()
    opened: Span | None = None
    """Where the bracket or quote stands that was never closed."""

    def as_finding(self, file: str) -> Finding:
        """Give the fault as a finding of that file."""
        related = () if self.opened is None else (Related(file, self.opened, "opened"),)
        return Finding(self.code, file, self.span, self.variant, self.args, related=related)
