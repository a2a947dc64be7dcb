"""What the plan format's keys and values are called in Swedish, Finnish and English (vocabulary.toml)."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from effektkedja.basics.language import LANGUAGES, Language

_SAME = str.maketrans({"å": "a", "ä": "a", "ö": "o", "-": "_", " ": "_"})


def fold(text: str) -> str:
    """Give the form in which keys and values are compared: case, `-`/`_`/space and å/ä/ö make no difference."""
    return unicodedata.normalize("NFC", text).strip().casefold().translate(_SAME)


class Vocabulary:
    """The names of keys and values, both ways: as written → canonical, canonical → as a language writes it."""

    def __init__(self, table: Mapping[str, Mapping[str, Any]]) -> None:
        self._keys = {name: _spellings(name, entry) for name, entry in table["keys"].items()}
        self._values = {
            group: {name: _spellings(name, entry) for name, entry in entries.items()}
            for group, entries in table["values"].items()
        }
        self._nouns = table["nouns"]
        self._by_key: dict[tuple[str, ...], dict[str, str]] = {}
        self._by_value: dict[str, dict[str, str]] = {}

    def key(self, name: str, language: Language) -> str:
        """Give the key of a canonical name as that language writes it."""
        return self._keys[name][language][0]

    def value(self, group: str, name: str, language: Language) -> str:
        """Give a canonical value of an enumeration as that language writes it."""
        return self._values[group][name][language][0]

    def noun(self, name: str, language: Language) -> str:
        """Give what one thing of the list `name` is called in a sentence."""
        return str(self._nouns[name][language])

    def values(self, group: str) -> tuple[str, ...]:
        """Give the canonical values of an enumeration, in its order."""
        return tuple(self._values[group])

    def spellings_of_value(self, group: str, name: str, language: Language) -> list[str]:
        """Give every way in which that language may write a value, the preferred first."""
        return self._values[group][name][language]

    def canonical_keys(self, names: tuple[str, ...]) -> Mapping[str, str]:
        """Give folded spelling → canonical name, for a mapping that may hold the keys `names`."""
        if names not in self._by_key:
            self._by_key[names] = _folded({name: self._keys[name] for name in names})
        return self._by_key[names]

    def canonical_value(self, group: str, text: str) -> str | None:
        """Give the canonical value that a text means in an enumeration, or None."""
        if group not in self._by_value:
            self._by_value[group] = _folded(self._values[group])
        return self._by_value[group].get(fold(text))

    def languages_of(self, name: str, written: str) -> frozenset[Language]:
        """Give the languages in which the key of a canonical name is written so."""
        return self._languages.get((name, fold(written)), frozenset())

    @cached_property
    def _languages(self) -> dict[tuple[str, str], frozenset[Language]]:
        found: dict[tuple[str, str], frozenset[Language]] = {}
        for name, languages in self._keys.items():
            for language, spellings in languages.items():
                for spelling in spellings:
                    place = (name, fold(spelling))
                    found[place] = found.get(place, frozenset()) | {language}
        return found


@cache
def vocabulary() -> Vocabulary:
    """Give the vocabulary of the plan format."""
    source = Path(__file__).with_name("vocabulary.toml")
    return Vocabulary(tomllib.loads(source.read_text(encoding="utf-8")))


def _spellings(name: str, entry: Mapping[str, str | list[str]]) -> dict[Language, list[str]]:
    spellings: dict[Language, list[str]] = {}
    for language in LANGUAGES:
        written = entry.get(language, name)
        spellings[language] = [written] if isinstance(written, str) else written
    return spellings


def _folded(names: Mapping[str, Mapping[Language, Iterable[str]]]) -> dict[str, str]:
    return {
        fold(spelling): name
        for name, languages in names.items()
        for spellings in languages.values()
        for spelling in spellings
    }
