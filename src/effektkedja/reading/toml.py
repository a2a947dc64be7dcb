"""From the bytes of a TOML file to its values, and where each key and value stands.

tomllib reads the values but keeps no places. They are found by going through the text once more; since it has then been
accepted, that needs to know only where things begin and end.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from effektkedja.basics.diagnostic import arguments
from effektkedja.basics.span import START, Positions, Span, split_lines
from effektkedja.reading.faults import Fault
from effektkedja.reading.scan import scan

Path = tuple[str | int, ...]
"""The keys, and numbers of items from 0, that lead to a value."""

DEEPEST = 64
"""Parts of one key. tomllib takes quadratic time for them, and a recursion for brackets."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}#\r\n]*[^,\]}#\s]")
_ERROR_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)\Z")
_SAID_TWICE = re.compile(r"Cannot (?:overwrite|declare|redefine|mutate)|Duplicate")
"""How tomllib begins to say that a key or a heading repeats another."""
_LONG_KEY = re.compile(rf"""(?:\.[ \t]*(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*){{{DEEPEST}}}""")
_LONG_NUMBER = re.compile(r"[0-9_]{4300,}")  # more digits than Python makes an integer of


@dataclass(frozen=True, slots=True)
class Toml:
    """A TOML file."""

    lines: list[str]
    values: Mapping[str, Any] = field(default_factory=dict)
    keys: Mapping[Path, Span] = field(default_factory=dict)
    """Where the key of each value stands; the first time, where a table is opened several times."""
    places: Mapping[Path, Span] = field(default_factory=dict)
    """Where each value stands; a table that has a heading, at the heading's name."""
    fault: Fault | None = None
    """What keeps the file from being read; then there are no values."""


def read_toml(data: bytes) -> Toml:
    """Read the bytes of a TOML file. Never raises for what is in them: `fault` says why they cannot be read."""
    scanned = scan(data)
    lines = split_lines(scanned.text)
    if scanned.fault is not None:
        variant = "setting-control" if scanned.fault.variant == "control" else scanned.fault.variant
        return Toml(lines, fault=replace(scanned.fault, variant=variant))
    if long_key := _LONG_KEY.search(scanned.text):
        return Toml(lines, fault=_too_deep(Positions(scanned.text).at(long_key.start())))
    finder = _PlaceFinder(scanned.text)
    try:
        values = tomllib.loads(scanned.text)
        finder.read()
    except tomllib.TOMLDecodeError as error:
        return Toml(lines, fault=_fault_of(error, lines))
    except ValueError:
        number = _LONG_NUMBER.search(scanned.text)
        return Toml(lines, fault=Fault("EK002", "toml", Positions(scanned.text).at(number.start() if number else 0)))
    except RecursionError:
        return Toml(lines, fault=_too_deep())
    return Toml(lines, values, finder.keys, finder.places)


def _too_deep(span: Span = START) -> Fault:
    return Fault("EK004", "setting-too-deep", span, arguments(levels=DEEPEST))


def _fault_of(error: tomllib.TOMLDecodeError, lines: list[str]) -> Fault:
    """Tell where a file stops being TOML; the reader counts lines and columns from 1, as we do."""
    found = _ERROR_PLACE.search(str(error))
    if found is not None:
        line, column = int(found[1]), int(found[2])
    else:  # at the end of the file
        line = next((number for number in range(len(lines), 0, -1) if lines[number - 1].strip()), 1)
        column = len(lines[line - 1].rstrip()) + 1
    text = lines[line - 1]
    if _SAID_TWICE.match(str(error)):
        first = len(text) - len(text.lstrip()) + 1
        return Fault("EK002", "toml-twice", Span(line, first, line, len(text.rstrip()) + 1))
    letter = text[column - 1 : column]
    variant = "toml-letter" if letter.isalpha() and not letter.isascii() else "toml"
    return Fault("EK002", variant, Span(line, column, line, column + 1))


class _PlaceFinder:
    """Goes through the text of a valid TOML file."""

    def __init__(self, text: str) -> None:
        self.keys: dict[Path, Span] = {}
        self.places: dict[Path, Span] = {}
        self._text = text
        self._positions = Positions(text)
        self._at = 0
        self._items: dict[Path, int] = {}
        """How many tables each list of tables has so far."""

    def read(self) -> None:
        """Find all places."""
        table: Path = ()
        self._skip_blank()
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._heading()
            else:
                self._entry(table)
            self._skip_blank()

    def _heading(self) -> Path:
        width = 2 if self._text.startswith("[[", self._at) else 1
        self._at += width
        *above, (name, span) = self._key()
        self._at += width
        path: Path = ()
        for part, place in above:
            path = self._last_of(self._found((*path, part), place))
        path = self._found((*path, name), span)
        if width == 2:
            self._items[path] = self._items.get(path, 0) + 1
            path = self._last_of(path)
            self.places[path] = span
            return path
        return self._last_of(path)

    def _entry(self, table: Path) -> None:
        path = table
        for name, span in self._key():
            path = self._found((*path, name), span)
        self._at += 1  # the equals sign
        self._skip_blank()
        self._value(path)

    def _key(self) -> list[tuple[str, Span]]:
        """Go past a key; give its parts, which have dots between."""
        parts = []
        while True:
            self._skip_blank()
            start = self._at
            found = _STRING.match(self._text, start) or _BARE.match(self._text, start)
            written = found[0] if found else ""
            self._at = start + len(written)
            name = next(iter(tomllib.loads(f"{written} = 0"))) if written[:1] in {'"', "'"} else written
            parts.append((name, self._span(start)))
            self._skip_blank()
            if not self._text.startswith(".", self._at):
                return parts
            self._at += 1

    def _found(self, path: Path, span: Span) -> Path:
        self.keys.setdefault(path, span)
        self.places.setdefault(path, span)
        return path

    def _last_of(self, path: Path) -> Path:
        """Give the last table of a list of tables, to which all that follows belongs; else the path itself."""
        return (*path, self._items[path] - 1) if path in self._items else path

    def _value(self, path: Path) -> None:
        start, opened = self._at, self._text[self._at]
        if opened == "[":
            self._inside("]", lambda index: self._value((*path, index)))
        elif opened == "{":
            self._inside("}", lambda _: self._entry(path))
        else:
            found = _STRING.match(self._text, start) or _PLAIN.match(self._text, start)
            self._at = found.end() if found else start + 1
        self.places[path] = self._span(start)

    def _inside(self, end: str, item: Callable[[int], None]) -> None:
        """Go past what stands between brackets, with commas between."""
        self._at += 1
        index = 0
        self._skip_blank()
        while not self._text.startswith(end, self._at):
            item(index)
            index += 1
            self._skip_blank()
            if self._text.startswith(",", self._at):
                self._at += 1
                self._skip_blank()
        self._at += 1

    def _skip_blank(self) -> None:
        found = _BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _span(self, start: int) -> Span:
        first, last = self._positions.at(start, 1), self._positions.at(self._at, 0)
        return Span(first.line, first.column, last.line, last.column)
