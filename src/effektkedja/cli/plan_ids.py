"""The ids of the plans at hand, for a shell that completes a call: soon, or not at all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from threading import Thread

from effektkedja.basics.identity_numbers import masked
from effektkedja.chain.build import Chain, build_chains
from effektkedja.cli.configured import configuration_as_found
from effektkedja.followup.reviews import Reviews
from effektkedja.plan.values import parse_id
from effektkedja.workspace.workspace import open_workspace

LONGEST_WAIT = 2.0
"""Seconds after which the shell gets its prompt back, however large the plans are or slow the disk."""

Id = tuple[str, str]
"""An id, and what it is the id of, in the plan's words."""


def thing_ids(paths: Sequence[str], stages: Iterable[str] | None = None) -> list[Id]:
    """Give the ids of the things of these stages (else of all) in the plans that the paths mean, in their order."""

    def of(chain: Chain) -> Iterator[Id]:
        wanted = None if stages is None else frozenset(stages)
        return ((one.id, one.title) for one in chain.by_id.values() if wanted is None or one.stage in wanted)

    return _in_time(paths, of)


def review_ids(paths: Sequence[str], today: date) -> list[Id]:
    """Give the ids of the reviews of the plans that the paths mean, with their days."""

    def of(chain: Chain) -> Iterator[Id]:
        reviews = sorted(Reviews(chain, today).all(), key=lambda review: review.day)
        return ((one.id, " ".join(filter(None, (one.day.isoformat(), one.title)))) for one in reviews)

    return _in_time(paths, of)


def _in_time(paths: Sequence[str], of: Callable[[Chain], Iterator[Id]]) -> list[Id]:
    """Give each id once, or none where reading the plans takes too long: then the rest is left to end by itself."""
    found: list[Id] = []

    def read() -> None:
        for chain in build_chains(open_workspace(paths, lambda _: b"", configuration_as_found(paths))):
            found.extend(of(chain))

    reader = Thread(target=read, daemon=True)
    reader.start()
    reader.join(LONGEST_WAIT)
    once: dict[str, str] = {}
    for id_, about in tuple(found):
        if _may_be_shown(id_):
            once.setdefault(id_, about)
    return list(once.items())


def _may_be_shown(id_: str) -> bool:
    """Tell whether an id is one, and so surely a single word to every shell, and names no person by their number."""
    try:
        return parse_id(id_) == masked(id_)
    except ValueError:
        return False
