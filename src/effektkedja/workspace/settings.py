"""What may stand in the configuration, key by key: how each value is read, and how its JSON Schema is made.

Each kind of setting reads a value of a TOML file. What it cannot read it tells the `Reader`, and gives None; so one run
tells everything that is wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from effektkedja.basics.diagnostic import Argument
from effektkedja.reading.toml import Path

Schema = dict[str, Any]


class Reader(Protocol):
    """Takes what is wrong with a configuration."""

    codes_of: Callable[[str], frozenset[str]]
    """Gives the codes of a rule's code, beginning of codes or name; none where there is no such rule."""

    def wrong_value(self, path: Path, variant: str, **args: Argument) -> None:
        """Tell that the value there is not what it should be (EK006)."""

    def unknown_key(self, path: Path, known: Sequence[str]) -> None:
        """Tell that the key there is none of those known (EK005)."""


class Setting(Protocol):
    """One kind of value."""

    def read(self, value: Any, path: Path, reader: Reader) -> Any:
        """Give the value as the program wants it; None where it is wrong, after telling the reader."""

    def schema(self) -> Schema:
        """Give the JSON Schema of such a value."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of several."""

    words: tuple[str, ...]

    def read(self, value: Any, path: Path, reader: Reader) -> str | None:
        """Give the word."""
        if value in self.words and isinstance(value, str):
            return value
        reader.wrong_value(path, "choice", found=_shown(value), allowed=self.words)
        return None

    def schema(self) -> Schema:
        """Give the words."""
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two others."""

    least: int
    most: int

    def read(self, value: Any, path: Path, reader: Reader) -> int | None:
        """Give the number."""
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most:
            return value
        reader.wrong_value(path, "setting-number", found=_shown(value), least=self.least, most=self.most)
        return None

    def schema(self) -> Schema:
        """Give the two ends."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Text:
    """A text with something in it."""

    def read(self, value: Any, path: Path, reader: Reader) -> str | None:
        """Give the text without blanks around it."""
        if isinstance(value, str) and value.strip():
            return value.strip()
        reader.wrong_value(path, "setting-text", found=_shown(value))
        return None

    def schema(self) -> Schema:
        """Give what a text is."""
        return {"type": "string", "minLength": 1}


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule's code, the beginning of several or a name; gives the codes."""

    def read(self, value: Any, path: Path, reader: Reader) -> frozenset[str] | None:
        """Give the codes of the rules that are meant."""
        codes = reader.codes_of(value) if isinstance(value, str) else frozenset()
        if codes:
            return codes
        reader.wrong_value(path, "rule", found=_shown(value))
        return None

    def schema(self) -> Schema:
        """Give what a code or a name looks like."""
        return {"type": "string", "pattern": r"^([Ee][Kk][0-9]{0,3}|[a-z]+(-[a-z]+)+)$"}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list."""

    item: Setting

    def read(self, value: Any, path: Path, reader: Reader) -> list[Any]:
        """Give what could be read of the list."""
        if not isinstance(value, list):
            reader.wrong_value(path, "setting-list", found=_shown(value))
            return []
        read = (self.item.read(item, (*path, index), reader) for index, item in enumerate(value))
        return [item for item in read if item is not None]

    def schema(self) -> Schema:
        """Give the list."""
        return {"type": "array", "items": self.item.schema()}


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table whose keys are free, each with a value of the same kind; a key may be asked to be a rule."""

    value: Setting
    by_rule: bool = False

    def read(self, value: Any, path: Path, reader: Reader) -> dict[str, Any]:
        """Give what could be read of the table."""
        found = {}
        for key, inner in _entries(value, path, reader).items():
            if self.by_rule and not reader.codes_of(key):
                reader.wrong_value((*path, key), "rule", found=key)
            elif (read := self.value.read(inner, (*path, key), reader)) is not None:
                found[key] = read
        return found

    def schema(self) -> Schema:
        """Give the table."""
        names = {"propertyNames": Rules().schema()} if self.by_rule else {}
        return {"type": "object", **names, "additionalProperties": self.value.schema()}


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

    def schema(self) -> Schema:
        """Give the table."""
        settings = {key: setting.schema() for key, setting in self.settings.items()}
        others = self.others.schema() if self.others else False
        return {"type": "object", "properties": settings, "additionalProperties": others}


def _entries(value: Any, path: Path, reader: Reader) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    reader.wrong_value(path, "setting-table", found=_shown(value))
    return {}


def _shown(value: Any) -> str:
    """Give a value as the file writes it, or nearly so; of lists and tables nothing."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if isinstance(value, (list, dict)) else str(value)
