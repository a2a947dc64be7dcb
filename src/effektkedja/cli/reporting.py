"""What a call reports on, and in which words."""

from effektkedja.cli.session import Session
from effektkedja.followup.look import View
from effektkedja.render.judgements import JudgementWords
from effektkedja.render.ratings import RatingWords
from effektkedja.report.compose import report_of
from effektkedja.report.kinds import Kind, kind_of
from effektkedja.report.model import Report
from effektkedja.report.words import Words


def report_on(session: Session, view: View, kind: str | None, words: Words) -> Report:
    """Give the report on what is seen, of a kind or of the one that fits its review."""
    wanted = Kind(kind) if kind else kind_of(view.review)
    say = JudgementWords(session.catalogue, words.ratings)
    return report_of(view, wanted, words, say, session.configuration.rating)


def words_of(session: Session, *, public: bool) -> Words:
    """Give the words of a report in the reader's language; to the public some are kept back."""
    return Words(session.catalogue, RatingWords(session.configuration.labels, session.language), public=public)
