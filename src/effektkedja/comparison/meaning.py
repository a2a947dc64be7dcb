"""What a value of a plan says, however it is written: two values that say the same are no change."""

import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from effektkedja.plan.model import Record
from effektkedja.plan.values import Period

_DEFAULTS = {"gender": "total"}
"""What is meant where a field of these names is not given."""


def meaning(value: Any) -> Hashable:
    """Give what a value says: texts without their line breaks, lists without their order, None for nothing."""
    if value is None or value == []:
        return None
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, Period):
        return value.text
    if isinstance(value, Record):
        return tuple((name, said) for name in type(value).model_fields if (said := meaning_of(value, name)) is not None)
    if isinstance(value, (list, tuple)):
        return tuple(sorted(map(meaning, value), key=_rank))
    if isinstance(value, Decimal):
        return value.normalize()
    return value  # type: ignore[no-any-return]  # a number, a truth value or a day means itself


def meaning_of(record: Record, field: str) -> Hashable:
    """Give what a field of a record says; None where it says what is meant without it, too."""
    said = meaning(getattr(record, field))
    return None if said == _DEFAULTS.get(field) else said


def in_order(values: Sequence[Any]) -> Hashable:
    """Give what a list says whose order matters."""
    return tuple(map(meaning, values)) or None


def only_in_first(first: Iterable[Any], second: Iterable[Any]) -> list[Any]:
    """Give the values that the first of two lists has and the second has not, or has fewer times."""
    left = Counter(map(meaning, second))
    found = []
    for value in first:
        if left[meaning(value)] > 0:
            left[meaning(value)] -= 1
        else:
            found.append(value)
    return found


def _rank(said: Hashable) -> str:
    return repr(said)
