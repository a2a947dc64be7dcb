"""What an indicator tells at a review, in words."""

from effektkedja.basics.language import Catalogue
from effektkedja.followup.status import Measured
from effektkedja.render.status_words import dated, one_line


def indicator_name(indicator: Measured) -> str:
    """Name an indicator and its unit."""
    unit = f" ({one_line(indicator.record.unit)})" if indicator.record.unit else ""
    return f"{indicator.thing.id} {one_line(indicator.thing.title)}{unit}".strip()


def steps(indicator: Measured, catalogue: Catalogue) -> str:
    """Give the way from the baseline by the latest value to the target."""
    reading = indicator.reading
    told = []
    for key, entry in (("baseline", indicator.baseline), ("latest", reading.outcome), ("target", reading.target)):
        nothing = catalogue.text("status.no-value") if key == "latest" else "–"
        value = dated(entry.value, entry.period, catalogue.language) if entry else nothing
        told.append(f"{catalogue.text(f'status.{key}').lower()} {value}")
    return " → ".join(told)


def women_and_men(indicator: Measured, catalogue: Catalogue) -> str:
    """Give the latest values of women and men; nothing where there are none."""
    genders = (("women", indicator.women), ("men", indicator.men))
    return ", ".join(
        f"{catalogue.text(f'status.{key}')} {dated(one.value, one.period, catalogue.language)}"
        for key, one in genders
        if one
    )


def others(indicator: Measured, catalogue: Catalogue) -> str:
    """Give the values of other municipalities; nothing where there are none."""
    if not indicator.comparisons:
        return ""
    values = (
        f"{one_line(one.name)} {dated(one.value, one.period, catalogue.language)}" for one in indicator.comparisons
    )
    return f"{catalogue.text('status.others').lower()}: {', '.join(values)}"
