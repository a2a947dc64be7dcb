"""EK601: an effect or a goal that is worded as something to do (doing_verbs.toml)."""

import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found

_PUNCTUATION = ",.:;!?–—-\"'”’«»()"


def check(chain: Chain) -> Iterator[Finding]:
    """Find the effects and goals whose title begins with a verb of the list, whatever language the keys are in."""
    for thing in chain.of(Stage.EARLY_EFFECT, Stage.LONG_TERM_EFFECT, Stage.GOAL):
        if verb := _doing_verb(thing.title):
            yield found("EK601", thing, "title", verb=verb)


def _doing_verb(title: str) -> str | None:
    """Give the verb with which a title begins, as it is written there."""
    verbs, longest = _doing_verbs()
    words = unicodedata.normalize("NFC", title).split(maxsplit=longest)[:longest]
    words = [word.strip(_PUNCTUATION) for word in words]
    for count in range(len(words), 0, -1):
        beginning = " ".join(words[:count])
        if beginning.casefold() in verbs:
            return beginning
    return None


@cache
def _doing_verbs() -> tuple[frozenset[str], int]:
    """Give the verbs of all languages, and how many words the longest has."""
    table = tomllib.loads(Path(__file__).with_name("doing_verbs.toml").read_text(encoding="utf-8"))
    verbs = frozenset(verb for of_language in table.values() for verb in of_language["verbs"])
    return verbs, max(len(verb.split()) for verb in verbs)
