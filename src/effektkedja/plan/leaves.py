"""The kinds of single values that a plan holds: how each is read from its text, and what it is then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from effektkedja.plan import values


@dataclass(frozen=True, slots=True)
class Leaf:
    """One kind of value.

    `name` is the variant of EK006 that tells what was expected. `read` turns the trimmed text into the value and
    raises ValueError where it is none.
    """

    name: str
    read: Callable[[str], Any] = str
    group: str = ""
    """For a value out of a fixed list: the list's name in the vocabulary."""

    @property
    def is_special(self) -> bool:
        """Whether more than the text decides what the value is: a list, the limits, the kind of an indicator."""
        return bool(self.group) or self.name in {"measure", "grade"}


Text = Annotated[str, Leaf("text")]
Path = Annotated[str, Leaf("path")]
Title = Annotated[str, Leaf("title", values.parse_title)]
Id = Annotated[str, Leaf("id", values.parse_id)]
Reference = Annotated[str, Leaf("reference", values.parse_reference)]
Number = Annotated[Decimal, Leaf("number", values.parse_number)]
Amount = Annotated[Decimal, Leaf("amount", values.parse_amount)]
Count = Annotated[int, Leaf("count", values.parse_count)]
Grade = Annotated[int, Leaf("grade", values.parse_grade)]
NumberOrText = Annotated[Decimal | str, Leaf("text", values.parse_number_or_text)]
Measure = Annotated[Decimal | str, Leaf("measure", values.parse_number)]
"""A number, of a qualitative indicator a label of its scale."""
Day = Annotated[date, Leaf("date", values.parse_date)]
Period = Annotated[values.Period, Leaf("period", values.parse_period)]
DayOrPeriod = Annotated[values.Period, Leaf("day-or-period", values.parse_day_or_period)]
Version = Annotated[Decimal, Leaf("number", values.parse_number)]
MunicipalityCode = Annotated[str, Leaf("municipality-code", values.parse_municipality_code)]
YesNo = Annotated[bool, Leaf("choice", group="yes_no")]


def choice(group: str) -> Leaf:
    """Give the leaf of a value out of the vocabulary's list of that name."""
    return Leaf("choice", group=group)
