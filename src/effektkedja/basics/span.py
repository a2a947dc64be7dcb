"""Places in a text file."""

import re
from bisect import bisect_right
from typing import NamedTuple

# The only line ends of a plan. U+0085, U+2028 and U+2029, which str.splitlines also takes, are refused earlier.
_LINE_END = re.compile(r"\r\n|\r|\n")


class Span(NamedTuple):
    """A stretch of text; lines and columns count from 1, columns in characters.

    `end_column` is the column after the last character.
    """

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)
"""Where a finding stands that has no place of its own in the file."""


def split_lines(text: str) -> list[str]:
    """Give the lines of a text without their ends (LF, CRLF or CR)."""
    return _LINE_END.split(text)


class Positions:
    """Turns character offsets of one text into lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def at(self, offset: int, length: int = 1) -> Span:
        """Give the span of `length` characters on one line from `offset` (counted from 0)."""
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        return Span(line, column, line, column + length)
