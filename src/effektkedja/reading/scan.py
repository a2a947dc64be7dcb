"""The bytes and characters of a file, judged before any YAML reader sees them.

A YAML reader would guess the encoding, take U+2028 for a line end and stop at a NUL without a word.
"""

import re
from codecs import BOM_UTF8
from dataclasses import dataclass

from effektkedja.basics.diagnostic import Arguments, arguments
from effektkedja.basics.span import Positions, split_lines
from effektkedja.reading.faults import Fault

# All of C0 but tab, LF and CR; DEL and C1; the Unicode line ends; lone surrogates; a BOM that is not first; two
# non-characters. Written as numbers, since none of these characters should stand in a source file.
_FORBIDDEN_CODES = (
    (0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F), (0x2028, 0x2029), (0xD800, 0xDFFF),
    (0xFEFF, 0xFEFF), (0xFFFE, 0xFFFF),
)  # fmt: skip
FORBIDDEN = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _FORBIDDEN_CODES) + "]")

_FORBIDDEN_ASCII = bytes(code for first, last in _FORBIDDEN_CODES if last < 0x20 or first == 0x7F
                         for code in range(first, min(last, 0x7F) + 1))  # fmt: skip
# Where each kind of forbidden character would begin, in UTF-8: looking for that first takes next to no time.
_BEYOND_ASCII = (
    (b"\xc2", re.compile(rb"\xc2[\x80-\x9f]")),  # C1
    (b"\xe2\x80", re.compile(rb"\xe2\x80[\xa8\xa9]")),  # the Unicode line ends
    (b"\xef", re.compile(rb"\xef(?:\xbb\xbf|\xbf[\xbe\xbf])")),  # a BOM that is not first, two non-characters
)
_ASCII = re.compile(b"[" + re.escape(_FORBIDDEN_ASCII) + b"]")

LONGEST_REST = 200
"""Bytes after the first fault that are kept to show its line."""


@dataclass(frozen=True, slots=True)
class ScannedText:
    """The text of a file, without a BOM."""

    readable: bytes
    """As far as it is fit for the YAML reader, still in UTF-8."""
    text: str
    """The same, and the rest of the line in which the fault stands, with U+FFFD for what cannot be shown."""
    fault: Fault | None


def scan(data: bytes) -> ScannedText:
    """Decode the bytes of a file up to the first byte or character that no plan may hold."""
    body = data.removeprefix(BOM_UTF8)
    forbidden = _first_forbidden(body)
    try:
        text = body[:forbidden].decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + len(data) - len(body)
        args = arguments(offset=offset, byte=f"{body[error.start]:02X}")
        return _up_to(body, error.start, "EK001", "encoding", args)
    if forbidden is None:
        return ScannedText(body, text, None)
    del text
    character = body[forbidden : forbidden + 4].decode("utf-8", "ignore")[0]
    return _up_to(body, forbidden, "EK004", "control", arguments(character=f"U+{ord(character):04X}"))


def _up_to(body: bytes, offset: int, code: str, variant: str, args: Arguments) -> ScannedText:
    """Give the text before the fault at that offset, and the fault."""
    readable = body[:offset]
    text = readable.decode("utf-8")
    rest = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", body[offset : offset + LONGEST_REST].decode("utf-8", "replace"))
    fault = Fault(code, variant, Positions(text).at(len(text)), args)
    return ScannedText(readable, text + split_lines(rest)[0], fault)


def _first_forbidden(body: bytes) -> int | None:
    """Give the offset of the first forbidden character, found without decoding the file."""
    patterns = [pattern for beginning, pattern in _BEYOND_ASCII if beginning in body]
    if len(body.translate(None, _FORBIDDEN_ASCII)) != len(body):
        patterns.append(_ASCII)
    return min((match.start() for pattern in patterns if (match := pattern.search(body))), default=None)
