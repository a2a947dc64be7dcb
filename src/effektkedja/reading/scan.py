"""The bytes and characters of a file, judged before any YAML reader sees them.

A YAML reader would guess the encoding, take U+2028 for a line end and stop at a NUL without a word.
"""

import re
from codecs import BOM_UTF8
from dataclasses import dataclass

from effektkedja.basics.diagnostic import arguments
from effektkedja.basics.span import Positions
from effektkedja.reading.faults import Fault

# All of C0 but tab, LF and CR; DEL and C1; the Unicode line ends; a BOM that is not first; two non-characters.
# Written as numbers, since none of these characters should stand in a source file.
_FORBIDDEN_CODES = (
    (0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F), (0x2028, 0x2029), (0xFEFF, 0xFEFF), (0xFFFE, 0xFFFF),
)  # fmt: skip
FORBIDDEN = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _FORBIDDEN_CODES) + "]")

_FORBIDDEN_ASCII = bytes(code for first, last in _FORBIDDEN_CODES if last < 0x20 or first == 0x7F
                         for code in range(first, min(last, 0x7F) + 1))  # fmt: skip
# The first bytes, in UTF-8, of every forbidden character beyond ASCII. Most plans hold none of them.
_SUSPECTS = (b"\xc2", b"\xe2\x80", b"\xef")


@dataclass(frozen=True, slots=True)
class ScannedText:
    """The text of a file, fit for the YAML reader, and the first thing that was wrong with it."""

    text: str
    """Without a BOM. Whatever was wrong is replaced by U+FFFD, so that what stands before it can still be read."""
    fault: Fault | None


def scan(data: bytes) -> ScannedText:
    """Decode the bytes of a file and look for characters that no plan may hold."""
    body = data.removeprefix(BOM_UTF8)
    fault = None
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        text = body.decode("utf-8", "replace")
        span = Positions(text).at(len(body[: error.start].decode("utf-8")))
        offset = error.start + len(data) - len(body)
        fault = Fault("EK001", "encoding", span, arguments(offset=offset, byte=f"{body[error.start]:02X}"))
    if fault is None and not _may_hold_forbidden(body):
        return ScannedText(text, None)
    if found := FORBIDDEN.search(text):
        span = Positions(text).at(found.start())
        control = Fault("EK004", "control", span, arguments(character=f"U+{ord(found[0]):04X}"))
        fault = control if fault is None or control.span < fault.span else fault
        text = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    return ScannedText(text, fault)


def _may_hold_forbidden(body: bytes) -> bool:
    if len(body.translate(None, _FORBIDDEN_ASCII)) != len(body):
        return True
    return any(suspect in body for suspect in _SUSPECTS)
