"""`effektkedja report`: the document for the board or the public."""

from typing import TYPE_CHECKING, Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.plan_command import plan_command
from effektkedja.cli.session import Session, day, one_of

if TYPE_CHECKING:
    from effektkedja.followup.look import View
    from effektkedja.report.model import Report

FORMATS = ("html", "markdown")
KINDS = ("interim", "annual", "mid-term", "end-of-term", "plan")


@plan_command
def report(
    session: Session,
    paths: options.Paths = None,
    kind: Annotated[str | None, typer.Option("--kind", "-k", metavar="|".join(KINDS), help="option.kind")] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="option.report-format", show_default=False)
    ] = "html",
    output: options.OutputFile = None,
    public: Annotated[bool, typer.Option("--public", help="option.public")] = False,
    review: Annotated[str | None, typer.Option("--review", metavar="ID", help="option.report-review")] = None,
    as_of: options.AsOf = None,
) -> int:
    """Write the report on the plans at a review."""
    one_of(format_, FORMATS, "--format")
    if kind is not None:
        one_of(kind, KINDS, "--kind")
    session.as_of = day(as_of, session.today)
    from effektkedja.cli.plans import checked_plans
    from effektkedja.followup.look import view_of

    seen, unread = checked_plans(session, paths, review)
    told = _report(session, view_of(seen.chains, session.as_of, review), kind, public=public)
    session.show(_written(session, told, format_), output, not_over=seen.report.paths)
    return 1 if unread else 0


def _report(session: Session, view: "View", kind: str | None, *, public: bool) -> "Report":
    from effektkedja.render.judgements import JudgementWords
    from effektkedja.render.ratings import RatingWords
    from effektkedja.report.compose import report_of
    from effektkedja.report.kinds import Kind, kind_of
    from effektkedja.report.words import Words

    configured = session.configuration
    ratings = RatingWords(configured.labels, session.language)
    words = Words(session.catalogue, ratings, public=public)
    wanted = Kind(kind) if kind else kind_of(view.review)
    return report_of(view, wanted, words, JudgementWords(session.catalogue, ratings), configured.rating)


def _written(session: Session, told: "Report", format_: str) -> str:
    if format_ == "markdown":
        from effektkedja.report.formats.markdown import render_report_markdown

        return render_report_markdown(told, session.catalogue)
    from effektkedja.report.formats.html import render_report_html

    return render_report_html(told, session.catalogue)
