"""E-mail addresses and phone numbers: found in a text, and taken out of it where the public reads it."""

import re

from effektkedja.basics.identity_numbers import masked

_EMAIL = re.compile(r"[^\s@]@[\w-]+\.\w")
# At least seven digits, from the country or area code on: so years and other numbers are none; nor is 01-02-2026.
_SEPARATORS = r"[\s()/\-\u2010-\u2013]{0,3}"
_PHONE = re.compile(
    rf"(?<!\w)(?<!\w[-/])(?![0-9]{{2}}([-/ ])[0-9]{{2}}\1[0-9]{{4}}\b)"
    rf"(?:\+[0-9]|\(?0[0-9])(?:{_SEPARATORS}[0-9]){{5,14}}(?!\w)"
)

_WORD = re.compile(r"[^\s,;()<>\[\]]+")
_TAKEN = "\0"  # stands in no plan
# What announces a detail tells nothing without it.
_ANNOUNCED = re.compile(
    r"(?:(?<!\w)(?:tel|tfn|mob|puh|e-?post|e-?mail|s-?posti|telefon|mobil|puhelin|sähköposti|phone)[.:]*\s*)?"
    rf"[(<\[]?{_TAKEN}[)>\]]?",
    re.IGNORECASE,
)
_EDGES = " ,;:–-/|·"


def contact_kind(text: str) -> str | None:
    """Tell whether a text holds an e-mail address ("email") or a phone number ("phone"); None where neither."""
    if "@" in text and _EMAIL.search(text):
        return "email"
    if ("0" in text or "+" in text) and _PHONE.search(text):
        # An identity number looks like a phone number, and is something else.
        return "phone" if _PHONE.search(masked(text)) else None
    return None


def without_contact_details(text: str) -> str:
    """Give a text without its e-mail addresses and phone numbers; empty where it held nothing else."""
    if contact_kind(text) is None:
        return text
    kept = _WORD.sub(lambda word: _TAKEN if _EMAIL.search(word[0]) else word[0], masked(text))
    kept = _ANNOUNCED.sub("", _PHONE.sub(_TAKEN, kept))
    kept = re.sub(r"\s+(?=[,;])|([,;])(?=\s*[,;])", "", " ".join(kept.split())).strip(_EDGES)
    return "" if contact_kind(kept) else kept  # what is left and right of one detail may make another
