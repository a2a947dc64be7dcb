"""The id that somebody probably meant."""

from collections.abc import Iterable, Iterator

from effektkedja.plan.vocabulary import fold

SHORTEST_MISSPELT = 4
"""Characters of an id below which a wrong letter is not taken for a slip."""


class NearestId:
    """Finds the known id that differs from a given one by a slip of the keyboard.

    What is looked up is everything that the given id could become by one slip, so that it takes no longer in a
    large chain than in a small one.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known: dict[str, str] = {}
        """Folded → as written, the first where several fold alike."""
        self._several: set[str] = set()
        """Forms that several ids have, folded."""
        for id_ in known:
            if self._known.setdefault(fold(id_), id_) != id_:
                self._several.add(fold(id_))
        self._letters = sorted({letter for id_ in self._known for letter in id_ if not letter.isdigit()})

    def to(self, written: str) -> str | None:
        """Give the id that is written alike but for case, accents and separators, or with one slip; else None."""
        folded = fold(written)
        return next((self._known[form] for form in (folded, *self._slips(folded)) if form in self._known), None)

    def is_only(self, written: str) -> bool:
        """Tell whether the id that `to` gives is the only one that can be meant.

        An id written alike outdoes those that a slip parts from it. Digits that changed places make another id.
        """
        folded = fold(written)
        if folded in self._known:
            return folded not in self._several
        near = {form for form in self._slips(folded) if form in self._known}
        return len(near) == 1 and not near & self._several and _digits(*near) == _digits(folded)

    def _slips(self, text: str) -> Iterator[str]:
        """Give the text with two neighbours changed about, a letter too few, one wrong, one too many.

        In a very short id any other letter makes another id, and so does another digit in any: L2 is no slip for L1.
        """
        parts = [(text[:index], text[index:]) for index in range(len(text) + 1)]
        for before, after in parts:
            if len(after) > 1:
                yield before + after[1] + after[0] + after[2:]
        if len(text) < SHORTEST_MISSPELT:
            return
        for before, after in parts:
            if after and not after[0].isdigit():
                yield before + after[1:]
                for letter in self._letters:
                    yield before + letter + after[1:]
        for before, after in parts:
            for letter in self._letters:
                yield before + letter + after


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
