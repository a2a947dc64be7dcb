"""What may stand in the configuration, key by key: how each value is read, and how its JSON Schema is made.

Each kind of setting reads a value of a TOML file. What it cannot read it tells the `Reader`, and gives None; so one run
tells everything that is wrong.

The schemas keep to what JSON Schema could say in its fourth draft, which is what editors of TOML understand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from effektkedja.basics.diagnostic import Argument
from effektkedja.reading.toml import Path

Schema = dict[str, Any]
Names = tuple[str, ...]
"""The keys that lead to a setting; `*` for a key that is free."""

ANY_NAME = "*"


class Reader(Protocol):
    """Takes what is wrong with a configuration."""

    codes_of: Callable[[str], frozenset[str]]
    """Gives the codes of a rule's code, beginning of codes or name; none where there is no such rule."""

    def wrong_value(self, path: Path, value: Any, variant: str, **args: Argument) -> None:
        """Tell that the value there is not what it should be (EK006)."""

    def unknown_key(self, path: Path, known: Sequence[str]) -> None:
        """Tell that the key there is none of those known (EK005)."""

    def of_keys(self) -> Reader:
        """Give a reader for keys that are asked to be something: where they are wrong it is told at the key."""


class Words(Protocol):
    """What a schema says to people, and what it can only be told."""

    @property
    def rules(self) -> Mapping[str, str]:
        """Every word that means a rule or several, and what it means."""

    def said_of(self, names: Names) -> Schema:
        """Give the title and the description of the setting there."""


class Setting(Protocol):
    """One kind of value."""

    def read(self, value: Any, path: Path, reader: Reader) -> Any:
        """Give the value as the program wants it; None where it is wrong, after telling the reader."""

    def schema(self, names: Names, words: Words) -> Schema:
        """Give the JSON Schema of such a value."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of several."""

    words: tuple[str, ...]
    usual: str | None = None
    """The word that holds where none is given."""

    def read(self, value: Any, path: Path, reader: Reader) -> str | None:
        """Give the word."""
        if isinstance(value, str) and value in self.words:
            return value
        reader.wrong_value(path, value, "choice", allowed=self.words)
        return None

    def schema(self, names: Names, words: Words) -> Schema:
        """Give the words."""
        del names, words
        return {"enum": list(self.words), **_default(self.usual)}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two others."""

    least: int
    most: int
    usual: int

    def read(self, value: Any, path: Path, reader: Reader) -> int | None:
        """Give the number."""
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most:
            return value
        reader.wrong_value(path, value, "setting-number", least=self.least, most=self.most)
        return None

    def schema(self, names: Names, words: Words) -> Schema:
        """Give the two ends."""
        del names, words
        return {"type": "integer", "minimum": self.least, "maximum": self.most, **_default(self.usual)}


@dataclass(frozen=True, slots=True)
class Text:
    """A text with something in it."""

    def read(self, value: Any, path: Path, reader: Reader) -> str | None:
        """Give the text without blanks around it."""
        if isinstance(value, str) and value.strip():
            return value.strip()
        reader.wrong_value(path, value, "setting-text")
        return None

    def schema(self, names: Names, words: Words) -> Schema:
        """Give what a text is."""
        del names, words
        return {"type": "string", "pattern": r"\S"}


@dataclass(frozen=True, slots=True)
class Files:
    """A pattern of paths as in a .gitignore."""

    may_exclude: bool
    """Whether it may begin with `!`, which takes back what a pattern before it means."""

    def read(self, value: Any, path: Path, reader: Reader) -> str | None:
        """Give the pattern."""
        if isinstance(value, str) and _means_files(value, may_exclude=self.may_exclude):
            return value
        reader.wrong_value(path, value, "setting-files")
        return None

    def schema(self, names: Names, words: Words) -> Schema:
        """Give what can be said of a pattern in short."""
        del names, words
        return {"type": "string", "pattern": rf"^(?!#|/$|!$|{'!?' if self.may_exclude else '!|'}\.\.?/)[\s\S]*\S"}


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule's code, the beginning of several or a name; gives the codes."""

    def read(self, value: Any, path: Path, reader: Reader) -> frozenset[str] | None:
        """Give the codes of the rules that are meant."""
        codes = reader.codes_of(value) if isinstance(value, str) else frozenset()
        if codes:
            return codes
        reader.wrong_value(path, value, "rule")
        return None

    def schema(self, names: Names, words: Words) -> Schema:
        """Refer to the words that mean rules, which the schema lists once."""
        del names, words
        return {"$ref": "#/definitions/rule"}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list."""

    item: Setting

    def read(self, value: Any, path: Path, reader: Reader) -> list[Any]:
        """Give what could be read of the list."""
        if not isinstance(value, list):
            reader.wrong_value(path, value, "setting-list")
            return []
        read = (self.item.read(item, (*path, index), reader) for index, item in enumerate(value))
        return [item for item in read if item is not None]

    def schema(self, names: Names, words: Words) -> Schema:
        """Give the list."""
        return {"type": "array", "items": self.item.schema((*names, ANY_NAME), words)}


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table whose keys are free or of one kind, each with a value of the same kind."""

    value: Setting
    keys: Rules | Files

    def read(self, value: Any, path: Path, reader: Reader) -> dict[str, Any]:
        """Give what could be read of the table."""
        found = {}
        for key, inner in _entries(value, path, reader).items():
            place = (*path, key)
            if isinstance(self.keys, Files) and isinstance(inner, dict):
                reader.of_keys().wrong_value(place, key, "setting-quotes")
                continue
            if self.keys.read(key, place, reader.of_keys()) is None:
                continue
            if (read := self.value.read(inner, place, reader)) is not None:
                found[key] = read
        return found

    def schema(self, names: Names, words: Words) -> Schema:
        """Give the table."""
        value = self.value.schema((*names, ANY_NAME), words)
        if isinstance(self.keys, Rules):
            keys = {"properties": {word: {"description": said, **value} for word, said in words.rules.items()}}
        else:
            keys = {"patternProperties": {self.keys.schema(names, words)["pattern"]: value}}
        return {"type": "object", **keys, "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class Table:
    """A table with fixed keys, and perhaps others whose values are all tables of one kind."""

    settings: Mapping[str, Setting]
    others: Setting | None = None

    def read(self, value: Any, path: Path, reader: Reader) -> dict[str, Any]:
        """Give what could be read of the table."""
        found = {}
        for key, inner in _entries(value, path, reader).items():
            setting = self.settings.get(key)
            if setting is None and isinstance(inner, dict):
                setting = self.others
            if setting is None:
                reader.unknown_key((*path, key), tuple(self.settings))
            elif (read := setting.read(inner, (*path, key), reader)) is not None:
                found[key] = read
        return found

    def schema(self, names: Names, words: Words) -> Schema:
        """Give the table."""
        return {
            "type": "object",
            "properties": {key: _described((*names, key), setting, words) for key, setting in self.settings.items()},
            "additionalProperties": _described((*names, ANY_NAME), self.others, words) if self.others else False,
        }


def _described(names: Names, setting: Setting, words: Words) -> Schema:
    return {**words.said_of(names), **setting.schema(names, words)}


def _default(usual: str | int | None) -> Schema:
    return {} if usual is None else {"default": usual}


def _entries(value: Any, path: Path, reader: Reader) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    reader.wrong_value(path, value, "setting-table")
    return {}


_ROUNDABOUT = re.compile(r"!?\.\.?/")
"""Such a pattern means nothing: paths are compared as they stand below the configuration's folder."""


def _means_files(pattern: str, *, may_exclude: bool) -> bool:
    from pathspec import GitIgnoreSpec

    if _ROUNDABOUT.match(pattern):
        return False
    try:
        [one] = GitIgnoreSpec.from_lines([pattern]).patterns
    except ValueError:
        return False
    return one.include is not None if may_exclude else bool(one.include)
