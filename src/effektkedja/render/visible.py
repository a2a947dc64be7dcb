"""Text from a plan made harmless for a terminal and for a log, and for the people it speaks of."""

import re

from effektkedja.basics.identity_numbers import masked

# Control characters, and the marks that turn the direction of writing about (Unicode TR 9): a terminal would obey
# them. JSON readers take the same \uXXXX form.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def visible(text: str, but: str = "") -> str:
    r"""Give the text with each character that a terminal would obey written as `\u202e`, identity numbers masked.

    The characters of `but` stay.
    """
    return _UNSAFE.sub(lambda match: match[0] if match[0] in but else _escaped(match), masked(text))


def visible_in_json(document: str) -> str:
    """Give a JSON document with the same characters written as JSON escapes; its line ends stay."""
    return _UNSAFE.sub(lambda match: "\n" if match[0] == "\n" else _escaped(match), document)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
