"""A law of the configuration's places: what is cut out of the file at the place of a value says that value again."""

import math
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effektkedja.basics.span import Span
from effektkedja.reading.toml import Path, read_toml

# ---- Random documents: every way to write a key and a value, and tables with and without headings ----

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LETTERS = "ab'\"\\#=.,[]{}\t å😀-1\n"
_GAPS = ("", " ", "\t", "  ")
_BREAKS = ("", " ", "\n", " # en kommentar, med [ { \" ' =\n", "\n\n  ")

names = st.one_of(st.sampled_from(("a", "b", "1", "-", "select")), st.text(_LETTERS, max_size=4))
scalars = st.one_of(
    st.text(_LETTERS, max_size=12),
    st.integers(-10, 10**12),
    st.floats(allow_nan=False),
    st.booleans(),
    st.sampled_from((date(2026, 4, 30), time(12, 30, 5), datetime(2026, 4, 30, 12, 30))),
)
values = st.recursive(
    scalars, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=3))
)


class Writer:
    """Writes TOML in ways that it draws."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def one_of(self, *ways: str) -> str:
        return self.draw(st.sampled_from(ways))

    def gap(self) -> str:
        return self.one_of(*_GAPS)

    def breaks(self) -> str:
        return self.one_of(*_BREAKS)

    def key(self, name: str) -> str:
        ways = [_basic(name)]
        ways += [name, name] if _BARE.fullmatch(name) else []
        ways += [f"'{name}'"] if "'" not in name and "\n" not in name else []
        return self.one_of(*ways)

    def keys(self, path: tuple[str, ...]) -> str:
        return f"{self.gap()}.{self.gap()}".join(map(self.key, path))

    def value(self, value: Any) -> str:
        match value:
            case str():
                return self.text(value)
            case bool():
                return str(value).lower()
            case list():
                return self.items(value)
            case dict():
                entries = [f"{self.keys(path)}{self.gap()}={self.gap()}{self.value(one)}" for path, one in flat(value)]
                return "{" + f"{self.gap()},{self.gap()}".join(f"{self.gap()}{entry}" for entry in entries) + "}"
            case float() if math.isinf(value):
                return "inf" if value > 0 else "-inf"
            case int():
                return self.one_of(str(value), hex(value) if value >= 0 else str(value))
            case datetime():
                return value.isoformat(self.one_of("T", " "))
        return value.isoformat() if isinstance(value, (date, time)) else repr(value)

    def items(self, items: list[Any]) -> str:
        written = "".join(f"{self.breaks()}{self.value(item)}{self.breaks()}," for item in items)
        return f"[{written if self.draw(st.booleans()) else written.removesuffix(',')}{self.breaks()}]"

    def text(self, text: str) -> str:
        ways = [_basic(text), f'"""\n{_escaped(text)}"""']
        ways += [f'"""{_escaped(text)}"""'] if not text.startswith("\n") else []
        ways += [f'"""\\\n   {_escaped(text)}"""'] if text.strip() == text else []
        ways += [f"'{text}'"] if "'" not in text and "\n" not in text else []
        ways += [f"'''\n{text}'''"] if "'''" not in text else []
        return self.one_of(*ways)

    def table(self, table: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[str]:
        """Give the lines of a table below its heading, then those of the tables in it that have their own."""
        headed = {key: value for key, value in table.items() if _may_have_heading(value) and self.draw(st.booleans())}
        for key, value in table.items():
            if key not in headed:
                nested = flat({key: value}) if self.draw(st.booleans()) else [((key,), value)]
                for keys, inner in nested:
                    yield f"{self.gap()}{self.keys(keys)}{self.gap()}={self.gap()}{self.value(inner)}{self.gap()}"
        for key, value in headed.items():
            below = (*path, key)
            if isinstance(value, list):
                for item in value:
                    yield f"[[{self.gap()}{self.keys(below)}{self.gap()}]]"
                    yield from self.table(item, below)
            else:
                yield f"{self.gap()}[{self.gap()}{self.keys(below)}{self.gap()}]  # {below!r}"
                yield from self.table(value, below)


def _may_have_heading(value: Any) -> bool:
    is_list_of_tables = isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
    return isinstance(value, dict) or bool(is_list_of_tables)


def _basic(text: str) -> str:
    return '"' + _escaped(text).replace("\n", "\\n") + '"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("å", "\\u00e5")


def flat(table: dict[str, Any]) -> list[tuple[tuple[str, ...], Any]]:
    """Give the values of a table with the keys that lead to them, for keys with dots between."""
    found: list[tuple[tuple[str, ...], Any]] = []
    for key, value in table.items():
        if isinstance(value, dict) and value:
            found += [((key, *path), inner) for path, inner in flat(value)]
        else:
            found.append(((key,), value))
    return found


@st.composite
def documents(draw: st.DrawFn) -> str:
    table = draw(st.dictionaries(names, values, max_size=5))
    line_end = draw(st.sampled_from(("\n", "\r\n")))
    lines = "\n".join(Writer(draw).table(table)) + draw(st.sampled_from(("", "\n", "\n# slut")))
    text = lines.replace("\n", line_end)
    read = tomllib.loads(text)
    assert read == table, "the document is written as it is meant"
    return text


# ---- The law ----


def all_values(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*path, key), inner
        yield from all_values(inner, (*path, key))


def cut(text: str, span: Span) -> str:
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    return text[starts[span.line - 1] + span.column - 1 : starts[span.end_line - 1] + span.end_column - 1]


def says_key(written: str, path: Path) -> bool:
    name = next(part for part in reversed(path) if isinstance(part, str))
    return tomllib.loads(f"{written} = 0") == {name: 0}


@settings(max_examples=300, deadline=None)
@given(documents())
def test_what_stands_at_a_place_says_the_value(text: str) -> None:
    toml = read_toml(text.encode())
    assert toml.fault is None
    found = dict(all_values(toml.values))
    assert toml.places.keys() == found.keys()
    assert toml.keys.keys() == {path for path in found if isinstance(path[-1], str)}
    for path, span in toml.keys.items():
        assert says_key(cut(text, span), path)
    for path, span in toml.places.items():
        written = cut(text, span)
        has_heading = isinstance(found[path], (dict, list)) and written[0] not in "[{"
        if has_heading:
            assert says_key(written, path)
        else:
            assert tomllib.loads(f"x = {written}")["x"] == found[path]


@pytest.mark.parametrize(
    ("text", "path", "written"),
    [
        ("a = 1 # b\n", ("a",), "1"),
        ("a . 'b' = \"c\"", ("a", "b"), '"c"'),
        ("a . 'b' = \"c\"", ("a",), "a"),
        ("[a.b]\nc = 2026-04-30 12:00:00  # d", ("a", "b", "c"), "2026-04-30 12:00:00"),
        ("[[a]]\n[[a]]\nb = [1,\n  '''x\ny''',\n]", ("a", 1, "b", 1), "'''x\ny'''"),
        ("[[a]]\n[a.b]\n[[a.b.c]]\nd = {e.f = 1}", ("a", 0, "b", "c", 0, "d", "e", "f"), "1"),
        ('a = """"x"""""', ("a",), '""""x"""""'),
        ('a = "\\""\r\nb = """\\\r\n  \\"" """', ("b",), '"""\\\r\n  \\"" """'),
        ("a = {b = [{c = ']'}, {c = '}'}]}", ("a", "b", 1, "c"), "'}'"),
    ],
)
def test_places_by_hand(text: str, path: Path, written: str) -> None:
    toml = read_toml(text.encode())
    assert toml.fault is None
    assert cut(text, toml.places[path]) == written
