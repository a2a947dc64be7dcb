"""Which subject of the new version is which of the old one."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass

from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.comparison.meaning import meaning
from effektkedja.comparison.subject import ASSESSMENTS, CONFLICTS, REVIEWS, Subject, between, subjects_of
from effektkedja.comparison.version import Version, matched_chains, unsure
from effektkedja.workspace.workspace import SourceFile

Key = Callable[[Subject], Hashable | None]
"""Gives what two subjects have alike when they are the same; None for a subject that it does not know by that."""
Pair = tuple[Subject, Subject]


class Renamed:
    """What ids are called in the new version."""

    def __init__(self, groups: dict[Chain, int]) -> None:
        self._groups = groups
        self._now: dict[tuple[int, str], str] = {}

    def add(self, old: Subject, new: Subject) -> None:
        """Remember that something has another id now."""
        if old.id and old.id != new.id:
            self._now[self._groups[old.chain], old.id] = new.id

    def id_now(self, subject: Subject, id_: str) -> str:
        """Give what an id that an old subject names is called now."""
        return self._now.get((self._groups[subject.chain], id_), id_)


@dataclass(frozen=True, slots=True)
class Paired:
    """The subjects of two versions."""

    pairs: list[Pair]
    removed: list[Subject]
    added: list[Subject]
    renamed: Renamed


def pair(old: Version, new: Version) -> Paired:
    """Find each subject of one version in the other.

    What one version cannot tell of, since a file of it could not be read, is neither removed nor added.
    """
    groups = matched_chains(old, new)
    renamed = Renamed(groups)
    before, usual_before = _subjects(old)
    after, usual_after = _subjects(new)
    passes = _passes(groups, {**old.places, **new.places})

    things = _Matching(before, after, lambda one: one.stage not in {ASSESSMENTS, CONFLICTS, REVIEWS})
    for key in passes:
        things.by(key)
    for match in things.by(_titled(groups), alone=True):
        renamed.add(*match)
    assessments = _Matching(before, after, lambda one: one.stage == ASSESSMENTS)
    assessments.by(lambda one: (renamed.id_now(one, one.id), one.review), lambda one: (one.id, one.review))
    assessments.by(lambda one: (one.id, one.review))
    conflicts = _Matching(before, after, lambda one: one.stage == CONFLICTS)
    conflicts.by(
        lambda one: frozenset(renamed.id_now(one, id_) for id_ in between(one)), lambda one: frozenset(between(one))
    )
    conflicts.by(lambda one: frozenset(between(one)))
    reviews = _Matching(before, after, lambda one: one.stage == REVIEWS)
    for key in passes:
        reviews.by(key)
    reviews.with_usual(usual_before, usual_after, lambda one: (groups[one.chain], one.id))

    matchings = (things, assessments, conflicts, reviews)
    hidden_before, hidden_after = unsure(old, new), unsure(new, old)
    return Paired(
        [match for matching in matchings for match in matching.pairs],
        [one for matching in matchings for one in matching.old if one.file not in hidden_before],
        [one for matching in matchings for one in matching.new if one.file not in hidden_after],
        renamed,
    )


def _subjects(version: Version) -> tuple[list[Subject], list[Subject]]:
    found: list[Subject] = []
    usual: list[Subject] = []
    for chain in version.chains:
        of_chain, of_nobody = subjects_of(chain, version.as_of)
        found += of_chain
        usual += [] if version.alone else of_nobody  # what it imports may have reviews
    return found, usual


def _passes(groups: dict[Chain, int], places: Mapping[SourceFile, str]) -> list[Key]:
    """Give by what a subject with an id is known, the surest first.

    It is the id, within its chain; from chain to chain only where the title is the same, too. What else is alike
    matters only where ids are not unique, as they should be.
    """

    def in_chain(more: Key) -> Key:
        return lambda one: (groups[one.chain], one.id, more(one)) if one.id else None

    def place(one: Subject) -> str:
        return places[one.file] if one.file is not None else ""

    return [
        in_chain(lambda one: (one.stage, one.meaning)),
        in_chain(lambda one: (one.stage, meaning(one.title), place(one))),
        in_chain(lambda one: (one.stage, meaning(one.title), one.organisation)),
        in_chain(lambda one: (one.stage, place(one))),
        in_chain(lambda one: (one.stage, one.organisation)),
        in_chain(lambda one: one.stage),
        in_chain(lambda one: meaning(one.title)),
        lambda one: (one.stage, one.id, meaning(one.title)) if one.id else None,
    ]


def _titled(groups: dict[Chain, int]) -> Key:
    """Give by what a subject is known whose id was changed; an organisation needs neither id nor name."""
    return lambda one: (
        (groups[one.chain], one.stage, meaning(one.title)) if one.title or one.stage == Stage.ORGANISATION else None
    )


class _Matching:
    """Pairs the subjects of some kind. What is left over was removed or added."""

    def __init__(self, old: Iterable[Subject], new: Iterable[Subject], wanted: Callable[[Subject], bool]) -> None:
        self.old = dict.fromkeys(filter(wanted, old))
        self.new = dict.fromkeys(filter(wanted, new))
        self.pairs: list[Pair] = []

    def by(self, old_key: Key, new_key: Key | None = None, *, alone: bool = False) -> list[Pair]:
        """Pair what has the same key; with `alone` only where each version has one such. Gives the new pairs."""
        found = _matches(self.old, self.new, old_key, new_key or old_key, alone=alone)
        for old, new in found:
            del self.old[old], self.new[new]
        self.pairs += found
        return found

    def with_usual(self, usual_before: Iterable[Subject], usual_after: Iterable[Subject], key: Key) -> None:
        """Pair reviews that are written down in one version only with the usual ones, by which the other goes."""
        no_longer = _matches(self.old, usual_after, key, key)
        at_last = _matches(usual_before, self.new, key, key)
        for old, _ in no_longer:
            del self.old[old]
        for _, new in at_last:
            del self.new[new]
        self.pairs += [*no_longer, *at_last]


def _matches(
    old: Iterable[Subject], new: Iterable[Subject], old_key: Key, new_key: Key, *, alone: bool = False
) -> list[Pair]:
    before, after = _by_key(old, old_key), _by_key(new, new_key)
    return [
        match
        for key, ones in before.items()
        if key in after and not (alone and len(ones) + len(after[key]) > 2)
        for match in zip(ones, after[key], strict=False)
    ]


def _by_key(subjects: Iterable[Subject], key: Key) -> dict[Hashable, list[Subject]]:
    found: dict[Hashable, list[Subject]] = {}
    for subject in subjects:
        if (of := key(subject)) is not None:
            found.setdefault(of, []).append(subject)
    return found
