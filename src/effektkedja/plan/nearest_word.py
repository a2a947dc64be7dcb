"""The word of a list that somebody probably meant, and whether it can be no other."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

NEAR = 0.7
"""How much a word is like the one that is meant, at least, in difflib's measure (1: the same)."""
CLEARLY = 0.15
"""How much less any other word must be like it, where there is no doubt. One letter wrong costs about so much."""
LONGEST_COMPARED = 64
SHORTEST_CERTAIN = 4
"""Letters below which a wrong one makes another word."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that may be meant."""

    word: str
    """Empty where there is none."""
    only: bool
    """Whether no other is nearly as near."""


NO_SUGGESTION = Suggestion("", only=False)


def nearest_word(folded: str, known: Mapping[str, str]) -> Suggestion:
    """Give the known word (folded → as written) that comes nearest to one that is not known."""
    compared = folded[:LONGEST_COMPARED]
    near = get_close_matches(compared, known, n=2, cutoff=NEAR - CLEARLY)
    likeness = [_likeness(word, compared) for word in near] + [0.0]
    if likeness[0] < NEAR:
        return NO_SUGGESTION
    is_clear = len(near) == 1 or likeness[0] - likeness[1] >= CLEARLY
    return Suggestion(known[near[0]], only=is_clear and len(folded) >= SHORTEST_CERTAIN)


def _likeness(known: str, written: str) -> float:
    return SequenceMatcher(None, known, written).ratio()
