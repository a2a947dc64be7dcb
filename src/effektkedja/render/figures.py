"""Figures as they are told: shares with halves rounded up."""

from decimal import ROUND_HALF_UP, Decimal


def share(part: int, whole: int) -> float | None:
    """Give part/whole rounded to four decimals, halves up; None where the whole is 0."""
    if whole == 0:
        return None
    return float((Decimal(part) / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP))


def percent(part: int, whole: int) -> str:
    """Give part/whole in whole per cent, halves up."""
    return f"{(Decimal(part) * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP)} %"
