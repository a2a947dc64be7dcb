"""Where each thing of the plans stands in a report, and how other places refer to it."""

from collections.abc import Iterable

from effektkedja.basics.identity_numbers import masked
from effektkedja.chain.build import Thing
from effektkedja.report.model import Named
from effektkedja.report.words import Words

_PREFIX = "id-"
"""Before the id of a thing, so that no plan can take the name of a place of ours."""


class Places:
    """The anchors of one report: one for each thing, even where plans that are not joined use an id twice."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._anchors: dict[Thing, str] = {}
        self._used: dict[str, int] = {}
        self._taken: set[str] = set()

    def name(self, thing: Thing) -> Named:
        """Refer to a thing."""
        if thing not in self._anchors:
            self._anchors[thing] = self._new(thing)
        words = self._words
        return Named(thing.id, words.title(thing), words.noun(thing), self._anchors[thing])

    def names(self, things: Iterable[Thing]) -> tuple[Named, ...]:
        """Refer to some things."""
        return tuple(map(self.name, things))

    def take(self, thing: Thing) -> Named:
        """Refer to a thing at the place that is its own, so that others can link to it."""
        name = self.name(thing)
        self._taken.add(name.anchor)
        return name

    def is_taken(self, thing: Thing) -> bool:
        """Tell whether a thing has a place of its own by now."""
        return self._anchors.get(thing) in self._taken

    @property
    def taken(self) -> frozenset[str]:
        """The anchors of all that has a place."""
        return frozenset(self._taken)

    def _new(self, thing: Thing) -> str:
        anchor = _PREFIX + masked(thing.id or thing.stage.value)
        while anchor in self._used:
            self._used[anchor] += 1
            anchor = f"{anchor}~{self._used[anchor]}"  # no id of a plan has such a sign
        self._used[anchor] = 1
        return anchor
