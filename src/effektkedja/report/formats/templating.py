"""Templates filled with a report: what is put in is made harmless for the format, whatever it is.

A template sees the report, `text` (a sentence of the catalogue by its key) and `label` (one below `report.label`).
Only what a template itself writes, and what its macros give, is markup.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from effektkedja.basics.diagnostic import Argument
from effektkedja.basics.language import Catalogue, shorten
from effektkedja.report.model import Report, Text

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TEMPLATES = Path(__file__).with_name("templates")

_PERCENT = re.compile(r"(?<=\d) (?=%)")

_SHORT = 60
"""What fits in a line beside something else."""

_MOST_KEPT = 20_000
"""Texts that are kept as they are shown: a report says the same in many places."""

Escape = Callable[[str | Text], str]
"""Gives a text so that the format shows it as it is."""


def fill(template: str, report: Report, catalogue: Catalogue, escape: Escape, **more: object) -> str:
    """Give a template of ours, filled with a report; every text that is put in goes through `escape`."""
    return filled(environment_of(escape), template, report, catalogue, **more)


def filled(templates: "Environment", template: str, report: Report, catalogue: Catalogue, **more: object) -> str:
    """Give one of these templates, filled with a report. To read them once for many reports saves most of the time."""
    label = labels(catalogue, report)
    return templates.get_template(template).render(text=catalogue.text, label=label, report=report, **more)


def environment_of(escape: Escape, **known: object) -> "Environment":
    """Give our templates, which know this; every text that is put in goes through `escape`."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_finalizer(escape),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters["capital"] = _capital
    environment.filters["short"] = _short
    environment.globals.update(known)
    return environment


def labels(catalogue: Catalogue, report: Report) -> Callable[..., str]:
    """Give what finds the words of a report by their key below `report.label`."""

    def label(key: str, **args: Argument) -> str:
        if key == "forecast" and report.is_midway:
            return catalogue.text("judgement.forecast-of-term")
        return catalogue.text(f"report.label.{key}", **args)

    return label


def unparted(text: str) -> str:
    """Give a text whose numbers keep their percent sign beside them where a line ends."""
    return _PERCENT.sub("\u00a0", text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _short(text: str) -> str:
    return shorten(text, _SHORT)


def _finalizer(escape: Escape) -> Callable[[Any], "Markup"]:
    from markupsafe import Markup

    @lru_cache(maxsize=_MOST_KEPT)
    def escaped(text: str | Text) -> Markup:
        return Markup(escape(text))  # noqa: S704 (escaped there)

    def finalize(value: Any) -> Markup:
        if isinstance(value, Markup):
            return value
        if isinstance(value, (str, Text)):
            return escaped(value)
        if isinstance(value, (int, float)):
            return escaped(str(value))
        raise TypeError(type(value).__name__)  # a template that shows what is not there is wrong

    return finalize
