"""Numbers, dates and periods, as a plan writes them."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MOST_DIGITS = 18
LONGEST_ID = 64
LONGEST_TITLE = 300
HIGHEST_GRADE = 5
"""Of the longest scale of risks that a configuration may choose."""

_NUMBER = re.compile(r"[-−]?(?:[0-9]+|[0-9]{1,3}(?:[ \u00A0\u202F][0-9]{3})+)(?:[.,][0-9]+)?", re.ASCII)
_GROUPING = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, ",": ".", "−": "-"})
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_PERIOD = re.compile(r"([0-9]{4})(?:-(?:H([1-2])|T([1-3])|Q([1-4])|([0-9]{2})))?")
_MUNICIPALITY_CODE = re.compile(r"[0-9]{3,4}")
_ID_PUNCTUATION = frozenset("-_.")


def parse_number(text: str) -> Decimal:
    """Read a number such as `1 250,5`. Raises ValueError where it is none."""
    if not _NUMBER.fullmatch(text) or sum(map(str.isdigit, text)) > MOST_DIGITS:
        raise ValueError(text)
    return Decimal(text.translate(_GROUPING))


def parse_amount(text: str) -> Decimal:
    """Read a number that is 0 or more. Raises ValueError where it is not."""
    if (number := parse_number(text)) < 0:
        raise ValueError(text)
    return number


def parse_count(text: str) -> int:
    """Read a whole number that is 0 or more. Raises ValueError where it is not."""
    number = parse_amount(text)
    if number != number.to_integral_value():
        raise ValueError(text)
    return int(number)


def parse_number_or_text(text: str) -> Decimal | str:
    """Read a number where it is one, else keep the text."""
    try:
        return parse_number(text)
    except ValueError:
        return text


def parse_municipality_code(text: str) -> str:
    """Read a municipality's code: four digits in Sweden, three in Finland. Raises ValueError where it is neither."""
    if not _MUNICIPALITY_CODE.fullmatch(text):
        raise ValueError(text)
    return text


def parse_date(text: str) -> date:
    """Read a date such as `2026-04-30`. Raises ValueError where it is none."""
    if not (match := _DATE.fullmatch(text)):
        raise ValueError(text)
    return date(*map(int, match.groups()))


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, first and last included, as the plan writes it (`2026-T2`, `2026-04-30`)."""

    text: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.text


def parse_period(text: str) -> Period:
    """Read a year, half-year, tertial, quarter or month. Raises ValueError where it is none."""
    if not (match := _PERIOD.fullmatch(text)):
        raise ValueError(text)
    year, half, tertial, quarter, month = match.groups()
    for number, months in ((half, 6), (tertial, 4), (quarter, 3), (month, 1)):
        if number:
            return _months(text, int(year), (int(number) - 1) * months + 1, months)
    return _months(text, int(year), 1, 12)


def parse_day_or_period(text: str) -> Period:
    """Read a date, as a period of one day, or a period. Raises ValueError where it is neither."""
    if _DATE.fullmatch(text):
        day = parse_date(text)
        return Period(text, day, day)
    return parse_period(text)


def parse_title(text: str) -> str:
    """Read a title. Raises ValueError where it is longer than a title may be."""
    if len(text) > LONGEST_TITLE:
        raise ValueError(text)
    return text


def parse_reference(text: str) -> str:
    """Read an id that the plan refers to, in the form in which ids are compared."""
    return unicodedata.normalize("NFC", text)


def parse_id(text: str) -> str:
    """Read an id. Raises ValueError where it holds other characters than letters, digits and `-_.`, or too many."""
    identifier = unicodedata.normalize("NFC", text)
    if not 1 <= len(identifier) <= LONGEST_ID or not all(map(_fits_id, identifier)):
        raise ValueError(text)
    return identifier


def _fits_id(character: str) -> bool:
    # A letter may carry marks of its own (category M), for which Unicode has no single character.
    category = unicodedata.category(character)
    return character in _ID_PUNCTUATION or category[0] in "LM" or category == "Nd"


def _months(text: str, year: int, first: int, count: int) -> Period:
    last = first + count - 1
    return Period(text, date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def parse_grade(text: str) -> int:
    """Read the grade of a risk on the longest of the scales, 1 to 5. Raises ValueError where it is none."""
    if not 1 <= (grade := parse_count(text)) <= HIGHEST_GRADE:
        raise ValueError(text)
    return grade
