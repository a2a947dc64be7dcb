"""A plan to begin from: a template in the planner's language, filled in with what is known already."""

import re
import unicodedata
from datetime import date
from importlib import resources
from string import Template

from effektkedja.basics.language import Language
from effektkedja.editing.yaml_text import as_yaml
from effektkedja.plan.values import LONGEST_ID, LONGEST_TITLE
from effektkedja.reading.scan import FORBIDDEN

TEMPLATES = ("board", "municipality", "minimal")
"""The usual one first."""

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Beyond these a year is a slip of the hand."""

YEARS_TO_LONG_TERM = 4
ID_OF_NAMELESS = "org"
"""The id of an organisation whose name holds neither letters nor digits."""

_YEAR = re.compile(r"[0-9]{4}")
_DIACRITICS = re.compile("[\u0300-\u036f]")
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th"})


class UnfitNameError(ValueError):
    """No organisation can be called that; the only argument says why: "no-name", "long-name" or "character"."""


def read_name(text: str) -> str:
    """Read the name of an organisation. Raises UnfitNameError where a plan could not hold it."""
    if FORBIDDEN.search(text) or any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        raise UnfitNameError("character")
    name = unicodedata.normalize("NFC", text.strip())
    if not name:
        raise UnfitNameError("no-name")
    if len(name) > LONGEST_TITLE:
        raise UnfitNameError("long-name")
    return name


def read_year(text: str) -> int:
    """Read the year of a plan. Raises ValueError where it is none."""
    if not _YEAR.fullmatch(text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ValueError(text)
    return int(text)


def begin_plan(template: str, language: Language, name: str, year: int, today: date) -> str:
    """Give the text of a new plan, which is free of findings on the day it is made.

    In a plan for a year that is over, the deliveries are answered for; else the answers are comments.
    """
    source = resources.files("effektkedja.editing") / "templates" / language / f"{template}.yaml"
    is_over = today >= date(year, 12, 31)
    return Template(source.read_text(encoding="utf-8")).substitute(
        id=as_yaml(organisation_id(name)),
        name=as_yaml(name),
        year=year,
        horizon=year + YEARS_TO_LONG_TERM,
        measured=min(year, today.year) - 1,  # the last whole year before the plan that can have been measured
        answer="" if is_over else "# ",
    )


def organisation_id(name: str) -> str:
    """Make an id of an organisation's name: small letters without dots and accents, digits, and hyphens between.

    The ids of the templates are in capitals, so that the two never are the same.
    """
    letters = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    letters = unicodedata.normalize("NFC", _DIACRITICS.sub("", letters))
    kept = "".join(character if _fits_id(character) else "-" for character in letters)
    return re.sub("-+", "-", kept)[:LONGEST_ID].strip("-") or ID_OF_NAMELESS


def _fits_id(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category == "Nd"
