"""Which indicators of different organisations are one and the same.

An official measure is known by its number: the same key figure of Kolada, for the same gender, is the same indicator
whatever a plan calls it. Where none is given, only what agrees in everything that a reader sees does: id, title, unit
and kind. An id alone says nothing (every plan has an `I1`), and two titles that look alike are no promise that the same
thing was measured; it is better to leave two apart than to compare what cannot be compared.
"""

from effektkedja.plan.model import Indicator

Identity = tuple[str, ...]
"""What indicators have in common that are the same."""


def identity_of(record: Indicator) -> Identity:
    """Give what tells an indicator from others."""
    if kpi := kpi_of(record):
        gender = record.kolada.gender if record.kolada else None
        return ("kolada", kpi, gender or "total", record.kind)
    return ("own", record.id, folded(record.title), folded(record.unit), record.kind)


def kpi_of(record: Indicator) -> str | None:
    """Give the number of the key figure in Kolada, where there is one."""
    return " ".join(record.kolada.kpi.split()).upper() or None if record.kolada else None


def folded(text: str | None) -> str:
    """Give a text so that neither capitals nor spaces make a difference."""
    return " ".join((text or "").split()).casefold()
