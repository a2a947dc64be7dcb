"""What a fix would do: edits of a text, and what the text says then."""

from dataclasses import dataclass

from effektkedja.basics.diagnostic import Finding
from effektkedja.editing.text_edits import Edit


@dataclass(frozen=True, slots=True)
class Mend:
    """The edits that do away with one finding."""

    finding: Finding
    edits: tuple[Edit, ...]
    says: dict[int, str | None]
    """What each key or value that is changed says then, by where it begins before; None: it is gone from its list."""
