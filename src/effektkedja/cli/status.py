"""`effektkedja status`: what a review needs to know of deliveries, assignments and indicators."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.configured import read_configuration
from effektkedja.cli.session import Session, day, one_of

if TYPE_CHECKING:
    from effektkedja.chain.build import Chain
    from effektkedja.followup.status import Status
    from effektkedja.render.judgements import Judged

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
    from effektkedja.followup.status import By, status_of

    report, unread = checked_plans(session, paths, review)
    found = status_of(report.chains, session.as_of, review, By(by) if by else None)
    if format_ in {"json", "csv"}:
        text = _as_data(found, format_)
    else:
        text = _for_people(found, judged(session, report.chains, review), session, format_, output)
    session.show(text, output, not_over=report.paths)
    return 1 if unread or (check and found.has_open_questions) else 0


def judged(session: Session, chains: "Sequence[Chain]", review: str | None) -> "Judged":
    """Give the judgements of the political goals at a review, and the words to tell them in."""
    from effektkedja.followup.judgement import judgements_of
    from effektkedja.render.judgements import JudgementWords
    from effektkedja.render.ratings import RatingWords

    configured = session.configuration
    judgements = judgements_of(chains, session.as_of or session.today, review, configured.rating)
    return judgements, JudgementWords(session.catalogue, RatingWords(configured.labels, session.language))


def _as_data(found: "Status", format_: str) -> str:
    if format_ == "json":
        from effektkedja.render.status_json import render_status_json

        return render_status_json(found)
    from effektkedja.render.status_csv import render_status_csv

    return render_status_csv(found)


def _for_people(found: "Status", judgements: "Judged", session: Session, format_: str, output: str | None) -> str:
    if format_ == "markdown":
        from effektkedja.render.status_markdown import render_status_markdown

        return render_status_markdown(found, judgements, session.catalogue)
    from effektkedja.render.status import render_status

    width = None if output else session.width
    return render_status(found, judgements, session.catalogue, width, color=session.uses_color(output))
