"""What differs between two versions of a plan, as immutable values."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from effektkedja.chain.build import Thing
from effektkedja.comparison.subject import Subject
from effektkedja.plan.shapes import Shape


class Kind(StrEnum):
    """What sort of change it is, the gravest first."""

    REMOVED = "removed"
    ADDED = "added"
    NEW_ID = "new_id"
    RENAMED = "renamed"
    MOVED = "moved"
    """It leads elsewhere now, or belongs to another programme, assignment or organisation."""
    REDATED = "redated"
    REBUDGETED = "rebudgeted"
    RETARGETED = "retargeted"
    """A target, a baseline or a threshold."""
    CHANGED = "changed"
    """Anything else that the plan promises."""
    ANSWERED = "answered"
    SPENT = "spent"
    MEASURED = "measured"
    JUDGED = "judged"


FOLLOW_UP = (Kind.ANSWERED, Kind.SPENT, Kind.MEASURED, Kind.JUDGED)
"""The changes of what is said of a plan afterwards; all others are of the plan itself."""

_KIND_OF_FIELD = {
    "title": Kind.RENAMED,
    "name": Kind.RENAMED,
    "leads_to": Kind.MOVED,
    "programme": Kind.MOVED,
    "assignment": Kind.MOVED,
    "due": Kind.REDATED,
    "start": Kind.REDATED,
    "end": Kind.REDATED,
    "date": Kind.REDATED,
    "horizon": Kind.REDATED,
    "period": Kind.REDATED,
    "term": Kind.REDATED,
    "budget": Kind.REBUDGETED,
    "baseline": Kind.RETARGETED,
    "targets": Kind.RETARGETED,
    "bands": Kind.RETARGETED,
    "status": Kind.ANSWERED,
    "spent": Kind.SPENT,
    "follow_up": Kind.SPENT,
    "values": Kind.MEASURED,
    "assessments": Kind.JUDGED,
}


def kind_of(field: str) -> Kind:
    """Give what sort of change a change of that field or list is."""
    return _KIND_OF_FIELD.get(field, Kind.CHANGED)


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way from a subject to what changed: a field, and which of its records."""

    field: str
    at: tuple[tuple[str, str], ...] = ()
    """What tells the record from the others of its list, as name and text: its review, period, title. Else empty."""


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One thing that changed."""

    kind: Kind
    old_subject: Subject | None
    """None for what was added."""
    new_subject: Subject | None
    """None for what was removed."""
    steps: tuple[Step, ...] = ()
    """None for what was added or removed as a whole."""
    old: Any = None
    """A value or record of the plan, the ids or texts of a list, or a Subject; None for nothing."""
    new: Any = None
    shape: Shape | None = None
    """What may stand where the values do."""
    gone: tuple[str, ...] = ()
    """Of a list, what it no longer holds."""
    come: tuple[str, ...] = ()
    file: str = ""
    """Of the new version, unless the subject is gone from it."""
    line: int = 1

    @property
    def subject(self) -> Subject:
        """What it is a change of, as it is now; for what is gone, as it was."""
        subject = self.new_subject or self.old_subject
        assert subject is not None  # noqa: S101 (a change is of something)
        return subject


class ThreadKind(StrEnum):
    """What became of a thread."""

    BROKEN = "broken"
    """An activity that reached a political goal no longer does."""
    ABANDONED = "abandoned"
    """Nobody works for a political goal any more."""
    HEALED = "healed"
    TAKEN_UP = "taken_up"


@dataclass(frozen=True, slots=True, eq=False)
class ThreadChange:
    """A thread that broke or healed."""

    kind: ThreadKind
    thing: Thing
    """The activity, or the goal, as it is now."""
    old: tuple[Thing, ...]
    """The political goals that the activity reached; of a goal the activities that reached it."""
    new: tuple[Thing, ...]
    ends: tuple[Thing, ...] = ()
    """Where the thread of an activity ends while it is broken."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two versions."""

    old: str
    """What the versions are called."""
    new: str
    changes: Sequence[Change]
    """By kind of thing from goals down; of each kind first what is gone, then what is new, then by id."""
    threads: Sequence[ThreadChange]
    whole: bool
    """Whether both versions could be read to their ends."""
