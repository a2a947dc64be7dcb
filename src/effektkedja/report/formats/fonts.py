"""The letters of a PDF: those of one family on every machine, and what they can write.

Noto Sans comes as a Python package, under the SIL Open Font License. The only door to that package.
"""

import struct
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

FAMILIES = ("Noto Sans", "Noto Sans Symbols2", "Noto Sans Math")
"""The first has letters; the others lend it the signs that it lacks."""
_FONTS = ("notos", "notosbo", "symbol2", "math")
"""What the package calls their files; the second is bold."""
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands in the place of what none of the fonts can write."""


def has_fonts() -> bool:
    """Tell whether the package of fonts is installed."""
    return find_spec("pymupdf_fonts") is not None


def write_fonts(folder: Path) -> None:
    """Put the files of the fonts into a folder."""
    for name in _FONTS:
        (folder / f"{name}.ttf").write_bytes(_font(name))


def writable(text: str) -> str:
    """Give the text with a sign in the place of each character that no font can write."""
    known = _known()
    return text if known.issuperset(text) else "".join(char if char in known else REPLACEMENT for char in text)


@cache
def _known() -> frozenset[str]:
    """Give the characters that there is a letter or a sign for, and the ends of lines."""
    return frozenset(chr(code) for name in _FONTS for code in _characters(_font(name))) | {"\n"}


@cache
def _font(name: str) -> bytes:
    from pymupdf_fonts import fontbuffers

    content: bytes = fontbuffers[name]()
    return content


# The format of fonts is that of the OpenType specification: a directory of tables, and in `cmap` which characters have
# a glyph, as stretches of characters.


def _characters(font: bytes) -> Iterator[int]:
    """Give the characters that a font has a glyph for."""
    table = _table(font, b"cmap")
    for number in range(_short(table, 2)):
        subtable = table[struct.unpack_from(">I", table, 8 + 8 * number)[0] :]
        if _short(subtable, 0) == 4:
            yield from _in_segments(subtable)
        elif _short(subtable, 0) == 12:
            yield from _in_groups(subtable)


def _table(font: bytes, name: bytes) -> bytes:
    for start in range(12, 12 + 16 * _short(font, 4), 16):
        if font[start : start + 4] == name:
            offset, length = struct.unpack_from(">II", font, start + 8)
            return font[offset : offset + length]
    raise ValueError(name)


def _in_segments(table: bytes) -> Iterator[int]:
    """Read format 4: segments of characters, whose glyphs follow each other or stand in a list."""
    count = _short(table, 6) // 2
    ends, starts, deltas, offsets = 14, 16 + 2 * count, 16 + 4 * count, 16 + 6 * count
    for step in range(0, 2 * (count - 1), 2):  # the last segment only ends the list
        start, end, offset = _short(table, starts + step), _short(table, ends + step), _short(table, offsets + step)
        for code in range(start, end + 1):
            if offset:
                glyph = _short(table, offsets + step + offset + 2 * (code - start))
            else:
                glyph = (code + _short(table, deltas + step)) & 0xFFFF
            if glyph:
                yield code


def _in_groups(table: bytes) -> Iterator[int]:
    """Read format 12: groups of characters, whose glyphs follow each other."""
    for number in range(struct.unpack_from(">I", table, 12)[0]):
        start, end, _ = struct.unpack_from(">III", table, 16 + 12 * number)
        yield from range(start, end + 1)


def _short(table: bytes, offset: int) -> int:
    number: int = struct.unpack_from(">H", table, offset)[0]
    return number
