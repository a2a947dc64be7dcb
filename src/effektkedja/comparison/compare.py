"""The comparison of two versions of a plan."""

import re

from effektkedja.chain.stages import LEVEL_RANK, Stage
from effektkedja.comparison.difference import Change, Difference, Kind, ThreadChange, ThreadKind
from effektkedja.comparison.fields import changes_of, whole
from effektkedja.comparison.pairing import pair
from effektkedja.comparison.subject import ASSESSMENTS, CONFLICTS, REVIEWS, Subject, between
from effektkedja.comparison.threads import thread_changes
from effektkedja.comparison.version import Version

ORDER = (
    Stage.ORGANISATION,
    Stage.VISION,
    Stage.FOCUS_AREA,
    Stage.GOAL,
    CONFLICTS,
    Stage.PROGRAMME,
    Stage.ASSIGNMENT,
    Stage.LONG_TERM_EFFECT,
    Stage.EARLY_EFFECT,
    Stage.DELIVERY,
    Stage.ACTIVITY,
    Stage.INDICATOR,
    ASSESSMENTS,
    Stage.SURVEY,
    Stage.DIALOGUE,
    Stage.RISK,
    Stage.IMPROVEMENT,
    Stage.CHANGE,
    REVIEWS,
)
"""In which order kinds of things are told: what the plan is for, then what is done, then what is said of it."""


def compare(old: Version, new: Version) -> Difference:
    """Give what differs between two versions of a plan."""
    paired = pair(old, new)
    changes = [whole(subject, Kind.REMOVED) for subject in paired.removed]
    changes += [whole(subject, Kind.ADDED) for subject in paired.added]
    for before, after in paired.pairs:
        changes += changes_of(before, after, paired.renamed)
    changes.sort(key=_rank)
    threads = sorted(thread_changes(old, new, paired.pairs), key=_thread_rank)
    return Difference(old.name, new.name, changes, threads, whole=not old.unread and not new.unread)


def _rank(change: Change) -> tuple[object, ...]:
    subject = change.subject
    return (
        _STAGE_RANK[subject.stage],
        0 if change.new_subject is None else 1 if change.old_subject is None else 2,
        _level_rank(subject),
        natural(subject.id),
        subject.title,
        subject.review,
        between(subject),
        change.file,
    )


def _level_rank(subject: Subject) -> int:
    level = subject.thing.level if subject.thing is not None else None
    return LEVEL_RANK.get(level or "", len(LEVEL_RANK))


def _thread_rank(change: ThreadChange) -> tuple[object, ...]:
    return (list(ThreadKind).index(change.kind), natural(change.thing.id), change.thing.title)


_STAGE_RANK = {str(stage): rank for rank, stage in enumerate(ORDER)}
_DIGITS = re.compile(r"([0-9]+)")


def natural(id_: str) -> list[tuple[int, str]]:
    """Give the order of ids in which L2 comes before L10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(id_)]
