"""The kinds of report: what each is about, and in which order it tells it."""

from datetime import date
from enum import StrEnum

from effektkedja.chain.build import Chain
from effektkedja.followup.look import View
from effektkedja.followup.reviews import ReviewDay


class Kind(StrEnum):
    """What a report is for."""

    INTERIM = "interim"
    """How it goes during the year, and what somebody has to do about it."""
    ANNUAL = "annual"
    """What became of the year."""
    MID_TERM = "mid-term"
    """How far the council has come halfway through its term."""
    END_OF_TERM = "end-of-term"
    """What became of the term."""
    PLAN = "plan"
    """The plan itself, to be decided: nothing is answered or judged yet."""

    @property
    def is_final(self) -> bool:
        """Whether people judge the outcome, and no longer make a forecast."""
        return self in {Kind.ANNUAL, Kind.END_OF_TERM}

    @property
    def is_plan(self) -> bool:
        """Whether it tells what is to be done, and not how it went."""
        return self is Kind.PLAN

    @property
    def of_term(self) -> bool:
        """Whether it is about the whole term of the council."""
        return self in {Kind.MID_TERM, Kind.END_OF_TERM}


class Part(StrEnum):
    """A part of a report, with a heading of its own."""

    SUMMARY = "summary"
    TO_DO = "to-do"
    SINCE = "since"
    GOALS = "goals"
    INDICATORS = "indicators"
    DELIVERIES = "deliveries"
    ACTIVITIES = "activities"
    ASSIGNMENTS = "assignments"
    SURVEYS = "surveys"
    RESOURCES = "resources"
    RISKS = "risks"
    DIALOGUES = "dialogues"
    IMPROVEMENTS = "improvements"
    CHANGES = "changes"
    CONFLICTS = "conflicts"
    OUTSIDE = "outside"
    DEFINITIONS = "definitions"


_AROUND = (Part.RESOURCES, Part.RISKS, Part.CONFLICTS)
_TALKS = (Part.DIALOGUES, Part.IMPROVEMENTS)
_REGISTERS = (Part.INDICATORS, Part.SURVEYS, Part.DELIVERIES, Part.ASSIGNMENTS, Part.OUTSIDE, Part.DEFINITIONS)

PARTS: dict[Kind, tuple[Part, ...]] = {
    Kind.INTERIM: (
        Part.SUMMARY, Part.TO_DO, Part.SINCE, Part.GOALS, *_AROUND, Part.CHANGES, *_TALKS, *_REGISTERS,
    ),
    Kind.ANNUAL: (
        Part.SUMMARY, Part.GOALS, Part.RESOURCES, Part.TO_DO, Part.SINCE, Part.CHANGES, *_TALKS, Part.RISKS,
        Part.CONFLICTS, *_REGISTERS,
    ),
    Kind.MID_TERM: (
        Part.SUMMARY, Part.GOALS, Part.CHANGES, *_AROUND, Part.TO_DO, Part.SINCE, *_TALKS, *_REGISTERS,
    ),
    Kind.END_OF_TERM: (
        Part.SUMMARY, Part.GOALS, *_TALKS, Part.CHANGES, Part.RESOURCES, Part.CONFLICTS, Part.RISKS, Part.TO_DO,
        Part.SINCE, *_REGISTERS,
    ),
    Kind.PLAN: (
        Part.SUMMARY, Part.GOALS, *_AROUND, Part.DELIVERIES, Part.ACTIVITIES, Part.ASSIGNMENTS, Part.INDICATORS,
        Part.SURVEYS, Part.OUTSIDE, Part.DEFINITIONS,
    ),
}  # fmt: skip
"""What stands in a report of each kind. During the year that is first of all what somebody has to do; at its end, and
over a term, what became of the goals."""

_YEARS_SHOWN = {Kind.INTERIM: 3, Kind.ANNUAL: 5}
"""So many years of values are shown, that of the review among them."""

_OF_REVIEW = {
    "interim": Kind.INTERIM,
    "annual": Kind.ANNUAL,
    "mid_term": Kind.MID_TERM,
    "end_of_term": Kind.END_OF_TERM,
}


def kind_of(review: ReviewDay | None) -> Kind:
    """Give the kind of report that fits a review; a plan where there is none."""
    if review is None:
        return Kind.PLAN
    return _OF_REVIEW.get(review.kind or "", Kind.INTERIM)


def first_day_shown(kind: Kind, view: View) -> date:
    """Give the day from which values are shown.

    During the year and at its end some years give the course; over a term it is that of the council's term, where a
    plan says when that began. A plan shows all there is.
    """
    if kind in _YEARS_SHOWN:
        return date(max(1, view.as_of.year - _YEARS_SHOWN[kind] + 1), 1, 1)
    if kind.of_term:
        begun = [day for look in view.looks for day in _terms(look.chain) if day <= view.as_of]
        return max(begun, default=date.min)
    return date.min


def _terms(chain: Chain) -> list[date]:
    terms = (file.plan.term for file in chain.files if file.plan)
    return [term.start.first for term in terms if term and term.start]
