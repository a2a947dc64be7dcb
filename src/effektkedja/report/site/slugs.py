"""Names of pages: safe in an address and in a file system, whatever a plan says, and the same from run to run."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from effektkedja.basics.identity_numbers import masked

LONGEST = 60
"""Characters of a name."""
_MARK = 8
"""Characters that tell names apart that would else be the same."""

_UNFIT = re.compile("[^a-z0-9]+")
_RESERVED = re.compile("(?:con|prn|aux|nul|index|com[0-9]|lpt[0-9])")
"""What Windows takes for a device whatever its ending is, and what servers show for a folder."""


def slug(text: str) -> str:
    """Give a text as small letters, digits and hyphens: å becomes a. Nothing, where none of it can be told so."""
    plain = unicodedata.normalize("NFKD", masked(text)).encode("ascii", "ignore").decode("ascii").casefold()
    found = _UNFIT.sub("-", plain)[:LONGEST].strip("-")
    return f"{found}-" if _RESERVED.fullmatch(found) else found


def distinct(wishes: Sequence[tuple[Sequence[str], str]]) -> list[str]:
    """Give a name for each of some pages, no two of which are the same.

    A wish is what the page may be called, the best first, and what nothing else has but it. Of what two would take,
    neither gets it, so that no page is called otherwise because of the order in which they come.
    """
    names: list[str | None] = [None] * len(wishes)
    for round_ in range(max((len(wished) for wished, _ in wishes), default=0)):
        offered = [
            slug(wished[round_]) if name is None and round_ < len(wished) else ""
            for name, (wished, _) in zip(names, wishes, strict=True)
        ]
        count = Counter(offered) + Counter(name for name in names if name is not None)
        names = [
            offer if name is None and offer and count[offer] == 1 else name
            for name, offer in zip(names, offered, strict=True)
        ]
    taken = {name for name in names if name is not None}
    found = []
    for name, (wished, key) in zip(names, wishes, strict=True):
        found.append(name or _marked(slug(wished[0]) if wished else "", key, taken))
    return found


def _marked(name: str, key: str, taken: set[str]) -> str:
    """Give a name with a mark that follows from what the page is about."""
    number = 0
    while True:
        digest = hashlib.sha256(f"{key}\0{number}".encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]
        marked = f"{name.rstrip('-')}-{digest}".lstrip("-")
        if marked not in taken:
            taken.add(marked)
            return marked
        number += 1
