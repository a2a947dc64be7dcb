"""What a call reports on, and in which words."""

from effektkedja.cli.session import Session
from effektkedja.draw.order import can_order
from effektkedja.followup.look import View
from effektkedja.render.judgements import JudgementWords
from effektkedja.render.ratings import RatingWords
from effektkedja.report.compose import report_of
from effektkedja.report.kinds import Kind, kind_of
from effektkedja.report.model import Report
from effektkedja.report.pictures import pictures_of
from effektkedja.report.words import Words


def report_on(session: Session, view: View, kind: str | None, words: Words, *, drawn: bool) -> Report:
    """Give the report on what is seen, of a kind or of the one that fits its review.

    The chain is `drawn` where that can be done.
    """
    wanted = Kind(kind) if kind else kind_of(view.review)
    say = JudgementWords(session.catalogue, words.ratings)
    draw = pictures_of(view, session.catalogue, planned=wanted.is_plan) if drawn else None
    return report_of(view, wanted, words, say, session.configuration.rating, draw)


def tell_what_is_not_drawn(session: Session) -> None:
    """Say what pictures of the chain take, where nobody can draw them."""
    if not can_order():
        session.notice("notice.report-pictures")


def words_of(session: Session, *, public: bool) -> Words:
    """Give the words of a report in the reader's language; to the public some are kept back."""
    return Words(session.catalogue, RatingWords(session.configuration.labels, session.language), public=public)
