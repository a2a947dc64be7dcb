"""Texts and ids as YAML, so that every YAML reader takes them for exactly what they are."""

import re

# A text that needs no quotes, whoever reads it: it begins with a letter, and no mark in it means anything in YAML.
_PLAIN = re.compile(r"[^\W\d_](?:[\w ()/.’–-]*[\w).])?")
_PLAIN_ID = re.compile(r"[^\W_](?:[\w.-]*\w)?")
_WORDS_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def as_yaml(text: str) -> str:
    """Write a text so that every YAML reader takes it for exactly that text, and nothing in it is invisible."""
    return text if _PLAIN.fullmatch(text) and not _is_word_of_yaml(text) else in_quotes(text)


def id_as_yaml(id_: str) -> str:
    """Write an id, plain where it looks like one; a plan takes no id for a date or a number."""
    return id_ if _PLAIN_ID.fullmatch(id_) and not _is_word_of_yaml(id_) else in_quotes(id_)


def in_quotes(text: str) -> str:
    """Write a text in double quotes."""
    return '"' + "".join(map(_quoted, text)) + '"'


def _is_word_of_yaml(text: str) -> bool:
    return text.casefold() in _WORDS_OF_YAML


def _quoted(character: str) -> str:
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if character.isprintable():
        return character
    return f"\\u{ord(character):04X}" if ord(character) <= 0xFFFF else f"\\U{ord(character):08X}"
