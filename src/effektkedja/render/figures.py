"""Figures as they are told: shares with halves rounded up, numbers as a language writes them, little pictures."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from effektkedja.basics.language import Language

MOST_BARS = 12
"""Values that a sparkline shows, the latest."""
_BARS = "▁▂▃▄▅▆▇█"


def share(part: int, whole: int) -> float | None:
    """Give part/whole rounded to four decimals, halves up; None where the whole is 0."""
    if whole == 0:
        return None
    return float((Decimal(part) / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP))


def percent(part: int | Decimal, whole: int | Decimal) -> str:
    """Give part/whole in whole per cent, halves up; it is never 0 or 100 unless the part is none or the whole."""
    exact = Decimal(part) * 100 / whole
    shown = exact.quantize(Decimal(1), ROUND_HALF_UP)
    if shown != exact and shown in {0, 100}:
        shown += 1 if exact > shown else -1
    return f"{shown} %"


def written(value: Decimal | str | None) -> str | None:
    """Give a value as a plan writes it: a number as a plain decimal, with a full stop."""
    return format(value, "f") if isinstance(value, Decimal) else value


def trimmed(amount: Decimal) -> Decimal:
    """Give a number without the zeros that end its decimals, which sums of such numbers often have."""
    return amount.normalize()


def told(value: Decimal | str | None, language: Language) -> str:
    """Give a value as a language writes it: in Swedish and Finnish with a decimal comma and spaces for thousands."""
    if not isinstance(value, Decimal):
        return value or "–"
    text = format(value, ",f").replace("-", "−")
    return text if language == "en" else text.replace(",", "\u00a0").replace(".", ",")


def bar(part: int | Decimal, whole: int | Decimal, cells: int) -> tuple[int, int]:
    """Give how many cells of a bar are full and how many are empty; it is never full or empty unless the part is."""
    if whole == 0:
        return 0, cells
    full = int((Decimal(part) * cells / whole).quantize(Decimal(1), ROUND_HALF_UP))
    full = min(max(full, 1 if part else 0), cells if part == whole else cells - 1)
    return full, cells - full


def sparkline(values: Sequence[Decimal]) -> str:
    """Give the course of at least two values as a row of bars, the lowest and the highest at the ends of the scale."""
    values = values[-MOST_BARS:]
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    if low == high:
        return _BARS[len(_BARS) // 2] * len(values)
    steps = [(value - low) * (len(_BARS) - 1) / (high - low) for value in values]
    return "".join(_BARS[int(step.quantize(Decimal(1), ROUND_HALF_UP))] for step in steps)
