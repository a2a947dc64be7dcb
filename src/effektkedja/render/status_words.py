"""What the status of a review is called in words, whatever it is shown as."""

import re
from datetime import date
from decimal import Decimal

from effektkedja.basics.language import Catalogue, Language
from effektkedja.chain.build import Thing
from effektkedja.followup.delivery_state import State
from effektkedja.followup.indicators import Reading
from effektkedja.followup.reviews import ReviewDay
from effektkedja.followup.status import TO_ACT_ON, By, Followed, Group, Status, alphabetical
from effektkedja.plan.values import Period
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.render.figures import told

SIGNS = {
    State.DONE: "✓",
    State.LATE: "!",
    State.UNEXPLAINED: "?",
    State.UNANSWERED: "○",
    State.UPCOMING: "·",
    State.CANCELLED: "×",
}
"""Beside the word, so that a state is told by more than its colour."""

STATE_STYLES = {
    State.DONE: "good",
    State.LATE: "warning",
    State.UNEXPLAINED: "error",
    State.UNANSWERED: "error",
    State.UPCOMING: "",
    State.CANCELLED: "quiet",
}
"""What a state means, of styled.STYLES."""

TREND_SIGNS = {"better": "▲", "same": "=", "worse": "▼"}
"""Up is better and down is worse, whichever way the number goes."""
TREND_STYLES = {"better": "good", "same": "", "worse": "error"}

_SPACES = re.compile(r"[^\S\u00a0\u202f\u2007]+")


def one_line(text: str) -> str:
    """Give a text of the plan without its line ends. The spaces that hold a number together stay."""
    return _SPACES.sub(" ", text).strip()


def name_of(thing: Thing) -> str:
    """Give a thing's id and title."""
    return f"{thing.id} {one_line(thing.title)}".strip() or "–"


def value_word(group: str, name: str, catalogue: Catalogue) -> str:
    """Give a fixed value of the plan format as running text has it."""
    return vocabulary().value(group, name, catalogue.language).replace("_", " ")


def heading(review: ReviewDay | None, as_of: date, catalogue: Catalogue) -> str:
    """Tell of which review something is, and from which day it is seen."""
    day = as_of.isoformat()
    if review is None:
        return catalogue.text("status.no-review", day=day)
    if review.title:
        return catalogue.text("status.heading-titled", review=review.id, title=one_line(review.title), day=day)
    return catalogue.text("status.heading", review=review.id, day=day)


def state_word(state: State, catalogue: Catalogue) -> str:
    """Give a state as sign and word."""
    return f"{SIGNS[state]} {catalogue.text(f'status.state.{state.value}')}"


def trend_word(reading: Reading, catalogue: Catalogue) -> str:
    """Give which way an indicator moves."""
    return catalogue.text(f"status.trend-{reading.trend.value if reading.trend else 'unknown'}")


def dated(value: Decimal | str | None, period: Period | None, language: Language) -> str:
    """Give a value with its period."""
    shown = told(one_line(value) if isinstance(value, str) else value, language)
    return f"{shown} ({period})" if period else shown


def group_name(group: Group, status: Status, catalogue: Catalogue) -> str:
    """Give what a group is called."""
    if group.id is None:
        return catalogue.text(f"status.alone.{status.by.value if status.by else 'goal'}")
    if status.by is By.PERSPECTIVE:
        return vocabulary().value("perspective", group.id, catalogue.language)
    title = one_line(group.title or "")
    return title if status.by is By.OWNER else f"{group.id} {title}".strip()


def by_owner(status: Status) -> list[tuple[str | None, list[Followed]]]:
    """Give what somebody has to act on, by owner; what has none comes last. The most pressing of each comes first."""
    found: dict[str | None, list[Followed]] = {}
    for one in status.deliveries:
        if one.state in TO_ACT_ON:
            found.setdefault(one.owner, []).append(one)
    for of_owner in found.values():
        of_owner.sort(key=lambda one: (TO_ACT_ON.index(one.state), one.due.last if one.due else status.as_of))
    return sorted(found.items(), key=lambda pair: (pair[0] is None, alphabetical(pair[0] or "")))
