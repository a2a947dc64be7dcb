"""Swedish and Finnish personal identity numbers: found in a text, and masked wherever a text is shown.

Sources of the two forms: Skatteverket, SKV 704 (personnummer, samordningsnummer); Digi- ja väestötietovirasto
(henkilötunnus, with the separators that came in 2023).
"""

import re
from collections.abc import Iterator
from datetime import date

LONGEST = 13
"""Characters of the longest form, YYYYMMDD-NNNN."""
_BESIDE = 2
"""Characters beside a number that decide whether it is one."""
_SECRET = 4
"""Characters at the end that tell one person from others born on the same day."""
_DASHES = "\u2010-\u2013\u2212"  # what word processors make of a hyphen

# Both forms at once. A digit comes first and what must not stand before it is looked at afterwards: so most of a
# text is passed over at the speed of looking for a digit. The letter of an escape such as `\n` is no letter.
_CANDIDATE = re.compile(
    r"(?P<birth>[0-9]{6}(?:(?<![^\W_].{6})|(?<=\\[a-zA-Z].{6}))(?:[0-9]{2})?)"
    rf"(?P<separator>[-+A-FU-Ya-fu-y{_DASHES}]?)"
    r"(?P<number>[0-9]{3})(?P<check>[0-9A-Ya-y])(?![^\W_])"
)

# Whether there are six digits in a row anywhere is told sooner this way: with a mark for each digit.
_LONG = 1000
_DIGITS = bytes(chr(code) in "0123456789" for code in range(256))
_SIX = bytes([1] * 6)

_FINNISH_CENTURIES = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
_FINNISH_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_OF_COORDINATION_NUMBER = 60
"""What a samordningsnummer adds to the day of birth."""


def find_identity_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Give where each valid number begins and ends, in the order of the text; none with a letter or digit beside it."""
    if len(text) > _LONG and _SIX not in text.encode("ascii", "replace").translate(_DIGITS):
        return
    for match in _CANDIDATE.finditer(text):
        birth, separator, number, check = match.groups()
        separator = "-" if separator and not separator.isascii() else separator.upper()
        if _is_swedish(birth, separator, number, check) or _is_finnish(birth, separator, number, check.upper()):
            yield match.span()


def masked(text: str) -> str:
    """Give the text, as long as before, with `*` for the last four characters of each number."""
    kept, after = [], 0
    for _, end in find_identity_numbers(text):
        kept += [text[after : end - _SECRET], "*" * _SECRET]
        after = end
    return "".join([*kept, text[after:]]) if kept else text


def masked_part(text: str, start: int, end: int) -> str:
    """Give `masked(text)[start:end]` without looking at more of the text than it takes.

    What is cut out of a longer text is masked so: a number that the cut goes through is no number any more.
    """
    before = max(0, start - LONGEST - _BESIDE)
    return masked(text[before : end + LONGEST + _BESIDE])[start - before : end - before]


def _is_swedish(birth: str, separator: str, number: str, check: str) -> bool:
    if separator not in {"", "-", "+"} or not "0" <= check <= "9":
        return False
    century, short = birth[:-6], birth[-6:]
    centuries = [1800, 1900] if separator == "+" else [1900, 2000]
    if century:
        centuries = [int(century) * 100] if separator != "+" and century in {"18", "19", "20"} else []
    year, month, day = int(short[:2]), int(short[2:4]), int(short[4:])
    if day > _OF_COORDINATION_NUMBER:
        day -= _OF_COORDINATION_NUMBER
    return _passes_luhn(short + number + check) and any(_is_day(century + year, month, day) for century in centuries)


def _is_finnish(birth: str, separator: str, number: str, check: str) -> bool:
    century = _FINNISH_CENTURIES.get(separator)
    if century is None or len(birth) != 6 or not 2 <= int(number) <= 899:
        return False
    day, month, year = int(birth[:2]), int(birth[2:4]), int(birth[4:])
    return check == _FINNISH_CHECKS[int(birth + number) % 31] and _is_day(century + year, month, day)


def _passes_luhn(digits: str) -> bool:
    """Tell whether ten digits add up to a whole ten, every other doubled from the first and its own digits added."""
    doubled = [int(digit) * (2 - index % 2) for index, digit in enumerate(digits)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
