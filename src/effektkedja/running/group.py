"""What is checked at one time, against what, and what comes of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from effektkedja.basics.report import ChainReport
from effektkedja.running.evidence import Evidence
from effektkedja.workspace.config import Configuration
from effektkedja.workspace.discover import NamedFile


@dataclass(frozen=True, slots=True)
class Question:
    """What the plans of a run are checked against."""

    selected: frozenset[str]
    """The codes of the rules."""
    as_of: date
    review: str | None
    configuration: Configuration


@dataclass(frozen=True, slots=True)
class Group:
    """Named files that are checked together: those of one chain, or of several."""

    files: tuple[NamedFile, ...]
    """In the order of their names."""
    size: int = field(compare=False)
    """Bytes, as far as they are known."""
    standard_input: bytes | None = None
    """What standard input gave, where it is one of the files."""
    review_day: date | None = None
    """The day of the review that is asked for, where it is known; else it is as these plans have it."""


@dataclass(frozen=True, slots=True)
class GroupResult:
    """What was found in a group."""

    chains: tuple[ChainReport, ...]
    touched: frozenset[str]
    """The real paths of all files that had a say in it."""
    own_day: date | None
    """The day of the review that is asked for, as these plans have it."""
    judged_by: date | None
    """The day of that review by which they were judged."""
    evidence: Evidence | None
    """What the result rests on; None where one could not look again."""


class Progress(Protocol):
    """Is told how a run comes along."""

    def begin(self) -> None:
        """Take note that the work begins."""

    def tick(self, more: int) -> None:
        """Take note that so many more bytes have been checked."""
