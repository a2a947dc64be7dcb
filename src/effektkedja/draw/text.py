"""How wide text is, and where it breaks, without a font to ask.

The widths are those of Arial and of the fonts made to its measure (Helvetica, Liberation Sans, Arimo), in thousandths
of the size, and a little is added for the others that a reader may have.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

MARGIN = 1.02
"""What is added for fonts that run a little wider."""
BOLD = 1.08
"""How much wider bold letters are."""

_ASCII = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
"""Widths of the characters from space to ~."""
_WIDE = 1000
_CAPITAL, _OTHER = 800, 640
"""Of letters that are not Latin; most are narrower."""
_SIGN = 1000
"""Of arrows, marks and pictures."""

_VOWELS = "aeiouyåäöáàâéèêíîóôúûüæø"
# Swedish and Finnish both break a word before the last consonant that stands before a vowel.
_SYLLABLE = re.compile(rf"(?<=[^\W\d_])(?=[^\W\d_{_VOWELS}][{_VOWELS}])", re.IGNORECASE)
_LEAST = 3
"""Letters of a word that are left on either side of a hyphen."""
_NATURAL = re.compile(r"(?<=[-–/_.])(?=\w)")
"""Where a word may be broken without a hyphen."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Give how wide a text of that size is, rather too much than too little."""
    return _length(text) * _unit(size, bold=bold)


@lru_cache(maxsize=20_000)
def _length(text: str) -> int:
    """Give how long a text is in thousandths. The same words are asked for again and again, for box after box."""
    return sum(map(_advance, text))


def _unit(size: float, *, bold: bool) -> float:
    """Give how wide a thousandth of the size is drawn."""
    return size * MARGIN * (BOLD if bold else 1) / 1000


@cache
def _advance(character: str) -> int:
    if " " <= character <= "~":
        return _ASCII[ord(character) - ord(" ")]
    base = unicodedata.normalize("NFD", character)[0]
    if base != character and base.isascii():
        return _advance(base)
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(character) in {"W", "F"} or category in {"So", "Sm", "Sk"}:
        return _WIDE
    if category[0] == "L":
        return _CAPITAL if category == "Lu" else _OTHER
    return _SIGN if category[0] == "S" else _OTHER


class Run(NamedTuple):
    """Some words on a line that look alike."""

    text: str
    style: str = ""
    hyphens: bool = True
    """Whether a word that is broken gets a hyphen; an id would become another one."""


def wrapped(runs: Sequence[Run], room: float, size: float, *, bold: bool = False) -> list[list[Run]]:
    """Break text into lines that fit. A word that is wider than a line is broken too, where that is usual."""
    lines: list[list[Run]] = [[]]
    used, unit = 0.0, _unit(size, bold=bold)
    space, most = _advance(" ") * unit, room / unit
    for run in runs:
        for word in run.text.split():
            pieces = (word,) if _length(word) <= most else _pieces(word, most, hyphens=run.hyphens)
            for number, piece in enumerate(pieces):
                long = _length(piece) * unit
                if number or (lines[-1] and used + space + long > room):
                    lines.append([])
                used = used + space + long if lines[-1] else long
                _add(lines[-1], Run(piece, run.style))
    return lines


class Breadths(NamedTuple):
    """The words of a text by their widths: enough to tell how many lines it takes, time and again."""

    words: tuple[float, ...]
    longest: int
    """In thousandths of the size."""
    unit: float

    @classmethod
    def of(cls, text: str, size: float, *, bold: bool = False) -> "Breadths":
        """Measure a text."""
        unit = _unit(size, bold=bold)
        lengths = [_length(word) for word in text.split()]
        return cls(tuple(length * unit for length in lengths), max(lengths, default=0), unit)

    def __add__(self, other: object) -> "Breadths":
        """Give two texts of one size, one after the other."""
        if not isinstance(other, Breadths):
            return NotImplemented
        return Breadths(self.words + other.words, max(self.longest, other.longest), self.unit)

    def lines(self, room: float) -> int | None:
        """Give into how many lines `wrapped` breaks the text; None where it breaks a word as well."""
        if self.longest > room / self.unit:
            return None
        space = _advance(" ") * self.unit
        count, used = 1, None
        for long in self.words:
            if used is None:
                used = long
            elif used + space + long > room:
                count, used = count + 1, long
            else:
                used = used + space + long
        return count


def _pieces(word: str, room: float, *, hyphens: bool) -> Iterator[str]:
    """Give a word in pieces that each fit into so many thousandths; whole, where it fits."""
    while (fitting := _fitting(word, room)) < len(word):
        place, hyphen = _break(word, fitting, _fitting(word, room - _advance("-")) if hyphens else 0)
        yield word[:place] + hyphen
        word = word[place:]
    yield word


def _break(word: str, fitting: int, with_hyphen: int) -> tuple[int, str]:
    """Give where to break a word of which so many characters fit, fewer with a hyphen, and the hyphen that it gets."""
    natural = _last(_NATURAL, word, fitting)
    if natural >= fitting / 2:
        return natural, ""
    syllable = _last(_SYLLABLE, word, min(with_hyphen, len(word) - _LEAST))
    if syllable >= _LEAST:
        return syllable, "-"
    return natural or min(fitting, max(len(word) - _LEAST, 1)), ""


def _last(places: re.Pattern[str], word: str, most: int) -> int:
    """Give the last of some places in a word that comes no later than `most`; 0 where there is none."""
    found = [match.start() for match in places.finditer(word, 0, most + 2)]
    return max((place for place in found if place <= most), default=0)


def _fitting(word: str, room: float) -> int:
    """Give how many characters fit, at least one, so that whatever is broken gets shorter."""
    used = 0
    for number, character in enumerate(word):
        used += _advance(character)
        if used > room and number:
            return number
    return len(word)


def _add(line: list[Run], word: Run) -> None:
    """Put a word at the end of a line, with a space before it."""
    if line and line[-1].style == word.style:
        line[-1] = Run(f"{line[-1].text} {word.text}", word.style)
        return
    if line:
        line[-1] = Run(f"{line[-1].text} ", line[-1].style)
    line.append(word)


def broken(text: str, characters: int) -> list[str]:
    """Break a text into lines of about so many characters, for a reader that measures it again."""
    room = width("n" * characters, 1)
    return ["".join(run.text for run in line) for line in wrapped([Run(text)], room, 1)]
