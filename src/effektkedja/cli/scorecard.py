"""`effektkedja scorecard`: goals, indicators and judgements by the four perspectives, organisation by organisation."""

from typing import Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.plan_command import plan_command
from effektkedja.cli.session import Session, day, one_of

FORMATS = ("text", "markdown", "json")


@plan_command
def scorecard(
    session: Session,
    paths: options.Paths = None,
    format_: Annotated[str, options.format_option(FORMATS)] = "text",
    output: options.OutputFile = None,
    as_of: options.AsOf = None,
    review: Annotated[str | None, typer.Option("--review", metavar="ID", help="option.scorecard-review")] = None,
) -> int:
    """Show the scorecard of each organisation."""
    one_of(format_, FORMATS, "--format")
    session.as_of = day(as_of, session.today)
    from effektkedja.cli.plans import checked_plans
    from effektkedja.followup.scorecard import scorecards
    from effektkedja.render.ratings import RatingWords
    from effektkedja.render.scorecard import render_scorecard, render_scorecard_json, render_scorecard_markdown

    seen, unread = checked_plans(session, paths, review)
    configured = session.configuration
    found = scorecards(seen.chains, session.as_of, review, configured.rating)
    ratings = RatingWords(configured.labels, session.language)
    if format_ == "json":
        text = render_scorecard_json(found)
    elif format_ == "markdown":
        text = render_scorecard_markdown(found, session.catalogue, ratings)
    else:
        width = session.width_of(output)
        text = render_scorecard(found, session.catalogue, ratings, width, color=session.uses_color(output))
    session.show(text, output, not_over=seen.report.paths)
    return 1 if unread else 0
