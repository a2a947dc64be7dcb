"""One of the two versions of a plan that are compared, and which of its chains continue which of the other's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from effektkedja.chain.build import Chain
from effektkedja.workspace.workspace import SourceFile

_NOT_SEEN = frozenset({"not-file", "too-many", "unreadable"})
"""Why an import is refused where what it names may well be part of the plan (EK105)."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a plan."""

    name: str
    """As the call says it."""
    chains: tuple[Chain, ...]
    places: Mapping[SourceFile, str]
    """Where each file lies, seen from what is compared, so that the same file of two versions can be told."""
    as_of: date
    alone: bool = False
    """Whether what its files import was left unread."""

    @property
    def unread(self) -> list[SourceFile]:
        """The files that could not be read."""
        return [file for chain in self.chains for file in chain.files if file.plan is None]


def unsure(version: Version, other: Version) -> set[SourceFile]:
    """Give the files of a version of which the other cannot tell what became of them.

    Those are files that could not be read there; files missing there from a chain of which one could not, since its
    imports are not known; and all that are missing there, where one could not be read that has a new name.
    """
    unread = {other.places[file] for file in other.unread}
    present = set(other.places.values()) - unread
    stranger = _has_stranger(version, other)
    return {
        file
        for chain in version.chains
        if stranger or any(version.places[member] in unread for member in chain.files)
        for file in chain.files
        if version.places[file] not in present
    }


def whole_chains(old: Version, new: Version) -> set[Chain]:
    """Give the chains whose threads can be judged: all that belongs to them was read, in both versions."""
    if _has_stranger(old, new) or _has_stranger(new, old):
        return set()
    groups = matched_chains(old, new)
    torn = {groups[chain] for version in (old, new) for chain in version.chains if _is_torn(chain, version)}
    return {chain for chain, group in groups.items() if group not in torn}


def _has_stranger(version: Version, other: Version) -> bool:
    """Tell whether a file could not be read in the other version of which this one knows nothing."""
    return not {other.places[file] for file in other.unread} <= set(version.places.values())


def _is_torn(chain: Chain, version: Version) -> bool:
    return any(
        file.plan is None
        or (version.alone and file.plan.imports)
        or any(finding.variant in _NOT_SEEN for finding in file.import_findings)
        for file in chain.files
    )


def matched_chains(old: Version, new: Version) -> dict[Chain, int]:
    """Give each chain the number of its group: chains that share a file, directly or not, belong together.

    An id is known within its chain. Those that share no file with the other version are group 0 together.
    """
    at: dict[str, list[Chain]] = {}
    for version in (old, new):
        for chain in version.chains:
            for file in chain.files:
                at.setdefault(version.places[file], []).append(chain)
    places = {**old.places, **new.places}
    group: dict[Chain, int] = {}
    for number, chain in enumerate((*old.chains, *new.chains), start=1):
        if chain not in group:
            members = _joined(chain, at, places)
            lonely = not (members & set(old.chains) and members & set(new.chains))
            group.update(dict.fromkeys(members, 0 if lonely else number))
    return group


def _joined(start: Chain, at: Mapping[str, Iterable[Chain]], places: Mapping[SourceFile, str]) -> set[Chain]:
    found, waiting = {start}, [start]
    while waiting:
        for file in waiting.pop().files:
            for chain in at[places[file]]:
                if chain not in found:
                    found.add(chain)
                    waiting.append(chain)
    return found
