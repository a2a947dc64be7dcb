"""The questions of a result dialogue in words."""

from decimal import Decimal

from effektkedja.basics.diagnostic import Argument
from effektkedja.basics.language import Catalogue
from effektkedja.chain.build import Thing
from effektkedja.followup.questions import Fact, Question
from effektkedja.followup.resources import Quantity
from effektkedja.plan.model import Outcome, Target
from effektkedja.plan.values import Period
from effektkedja.render.figures import told
from effektkedja.render.resource_words import quantity
from effektkedja.render.status_words import dated, name_of, one_line


def asked(question: Question, catalogue: Catalogue) -> str:
    """Give the question."""
    return catalogue.text(f"dialogue.ask.{question.kind}", **_arguments(question, catalogue))


def reason(question: Question, catalogue: Catalogue) -> str:
    """Give what the question follows from."""
    if question.finding is not None:
        return f"{catalogue.message(question.finding)} ({question.finding.code})"
    return catalogue.text(f"dialogue.because.{question.kind}", **_arguments(question, catalogue))


def _arguments(question: Question, catalogue: Catalogue) -> dict[str, Argument]:
    return {name: _told(fact, catalogue) for name, fact in question.facts}


def _told(fact: Fact, catalogue: Catalogue) -> Argument:
    if isinstance(fact, Thing):
        return name_of(fact)
    if isinstance(fact, tuple):
        return tuple(name_of(thing) for thing in fact)
    if isinstance(fact, Quantity):
        return quantity(fact.amount, fact.unit, catalogue)
    if isinstance(fact, Outcome | Target):
        return dated(fact.value, fact.period, catalogue.language)
    if isinstance(fact, Period):
        return str(fact)
    if isinstance(fact, Decimal):
        return told(fact, catalogue.language)
    return one_line(fact) if isinstance(fact, str) else fact
