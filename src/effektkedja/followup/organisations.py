"""The organisations whose plans form a chain, from the municipality down."""

from collections.abc import Iterable

from effektkedja.plan.model import Organisation
from effektkedja.workspace.workspace import SourceFile

_KIND_RANK = {
    "municipality": 0,
    "region": 0,
    "joint_authority": 0,
    "board": 1,
    "company": 1,
    "programme": 2,
    "administration": 2,
    "unit": 3,
}
"""From the municipality down; what is of another kind, or of none, comes last."""

_LOWEST = 9


def from_the_top(files: Iterable[SourceFile]) -> list[tuple[Organisation, list[SourceFile]]]:
    """Give the organisations with their files: the municipality, then each part of it followed by its own parts."""
    found: dict[object, tuple[Organisation, list[SourceFile]]] = {}
    for file in files:
        organisation = file.plan.organisation if file.plan else None
        if organisation is not None:
            found.setdefault(organisation.id or file, (organisation, []))[1].append(file)
    parts: dict[object, list[object]] = {}
    for key, (organisation, _) in _by_rank(found):
        parts.setdefault(organisation.part_of if organisation.part_of in found else None, []).append(key)
    ordered: dict[object, None] = {}
    # What is part of itself, by way of others too, hangs below nothing: it comes last, as if it were part of nothing.
    for start in [*parts.get(None, ()), *(key for key, _ in _by_rank(found))]:
        waiting = [start]
        while waiting:
            key = waiting.pop()
            if key not in ordered:
                ordered[key] = None
                waiting += reversed(parts.get(key, ()))
    return [found[key] for key in ordered]


def _by_rank(
    found: dict[object, tuple[Organisation, list[SourceFile]]],
) -> list[tuple[object, tuple[Organisation, list[SourceFile]]]]:
    return sorted(found.items(), key=lambda item: _KIND_RANK.get(item[1][0].kind or "", _LOWEST))
