"""What a report is called, and whose it is."""

from collections.abc import Iterator

from effektkedja.followup.look import View
from effektkedja.followup.organisations import from_the_top
from effektkedja.followup.reviews import period_days
from effektkedja.plan.model import Term
from effektkedja.report.kinds import Kind
from effektkedja.report.model import Text
from effektkedja.report.words import Words
from effektkedja.workspace.workspace import SourceFile


def title_of(kind: Kind, view: View, words: Words) -> str:
    """Name the report: its kind, and the year, the term or the period that it is about."""
    if kind.is_plan:
        when = _period(view, words)
    elif kind.of_term:
        when = _term(view)
    else:
        when = None
    return words.text(f"title.{kind.value}", when=when or str(view.as_of.year))


def organisations_of(view: View, words: Words) -> tuple[Text | None, tuple[Text, ...]]:
    """Give the name of the organisation that the report is about, and those of all whose plans it tells of.

    It is about the topmost of those whose files were named; where plans that are not joined were named, about none.
    """
    everyone, named = [], []
    for look in view.looks:
        of_chain = list(_names([file for file in look.chain.files if file.plan], words))
        everyone += of_chain
        named += list(_names([file for file in look.chain.files if file.named and file.plan], words))[:1]
    return (named[0] if len(named) == 1 else None), tuple(dict.fromkeys(everyone))


def _names(files: list[SourceFile], words: Words) -> Iterator[Text]:
    for organisation, of_it in from_the_top(files):
        if name := organisation.name or organisation.id:
            yield words.written(name, of_it[0])


def _period(view: View, words: Words) -> str | None:
    """Give the time that the plans are for: the period, or else the years from the first to the last."""
    plans = [file.plan for look in view.looks for file in look.chain.files if file.plan and file.plan.period]
    periods = {plan.period.text: plan.period for plan in plans if plan.period and not isinstance(plan.period, Term)}
    if len(periods) == 1 and len(plans) == sum(not isinstance(plan.period, Term) for plan in plans):
        return words.period(next(iter(periods.values())))
    days = [day for plan in plans for day in period_days(plan) or () if day]
    return _years(min(days).year, max(days).year) if days else None


def _term(view: View) -> str | None:
    """Give the years of the council's term that the day lies in, as a plan says it."""
    terms = [file.plan.term for look in view.looks for file in look.chain.files if file.plan and file.plan.term]
    for term in terms:
        if term.start and term.end and term.start.first <= view.as_of <= term.end.last:
            return _years(term.start.first.year, term.end.last.year)
    return None


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
