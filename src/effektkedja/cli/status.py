"""`effektkedja status`: what a review needs to know of deliveries, assignments and indicators."""

from typing import TYPE_CHECKING, Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.configured import read_configuration
from effektkedja.cli.session import Session, day, one_of

if TYPE_CHECKING:
    from effektkedja.followup.look import View
    from effektkedja.followup.status import Status

FORMATS = ("text", "json", "markdown", "csv")
GROUPINGS = ("goal", "owner", "organisation", "focus-area", "perspective", "programme", "assignment")


def status(
    ctx: typer.Context,
    paths: options.Paths = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="option.format", show_default=False)
    ] = "text",
    output: options.OutputFile = None,
    by: Annotated[str | None, typer.Option("--by", metavar="|".join(GROUPINGS), help="option.by")] = None,
    review: Annotated[str | None, typer.Option("--review", metavar="ID", help="option.status-review")] = None,
    as_of: options.AsOf = None,
    check: Annotated[bool, typer.Option("--check", help="option.status-check")] = False,
    config: options.Config = None,
    isolated: options.Isolated = False,
    lang: options.Lang = None,
    color: options.Color = "auto",
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Show the state of every delivery at a review, and what the indicators say."""
    del lang
    session: Session = ctx.obj
    session.configure(color=color, quiet=quiet, verbose=verbose)
    read_configuration(session, paths, config, isolated=isolated)
    one_of(format_, FORMATS, "--format")
    if by is not None:
        one_of(by, GROUPINGS, "--by")
    session.as_of = day(as_of, session.today)
    from effektkedja.cli.plans import checked_plans
    from effektkedja.followup.look import view_of
    from effektkedja.followup.status import By, status_of

    report, unread = checked_plans(session, paths, review)
    view = view_of(report.chains, session.as_of, review)
    found = status_of(view, By(by) if by else None)
    if format_ in {"text", "markdown"}:
        text = _for_people(view, found, session, format_, output)
    else:
        text = _for_programs(found, format_)
    session.show(text, output, not_over=report.paths)
    return 1 if unread or (check and found.has_open_questions) else 0


def _for_people(view: "View", found: "Status", session: Session, format_: str, output: str | None) -> str:
    from effektkedja.followup.judgement import judgements_of
    from effektkedja.followup.surroundings import surroundings_of
    from effektkedja.render.judgements import JudgementWords
    from effektkedja.render.ratings import RatingWords

    configured = session.configuration
    say = JudgementWords(session.catalogue, RatingWords(configured.labels, session.language))
    judged = judgements_of(view, found.deliveries, configured.rating), say
    surroundings = surroundings_of(view)
    if format_ == "markdown":
        from effektkedja.render.status_markdown import render_status_markdown

        return render_status_markdown(found, judged, surroundings, session.catalogue)
    from effektkedja.render.status import render_status

    width = None if output else session.width
    return render_status(found, judged, surroundings, session.catalogue, width, color=session.uses_color(output))


def _for_programs(found: "Status", format_: str) -> str:
    if format_ == "csv":
        from effektkedja.render.status_csv import render_status_csv

        return render_status_csv(found)
    from effektkedja.render.status_json import render_status_json

    return render_status_json(found)
