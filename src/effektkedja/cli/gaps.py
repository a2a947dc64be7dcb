"""`effektkedja gaps`: what carries each political goal, and what is missing."""

from typing import Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.plan_command import plan_command
from effektkedja.cli.session import Session, one_of

FORMATS = ("text", "json")


@plan_command
def gaps(
    session: Session,
    paths: options.Paths = None,
    format_: Annotated[str, options.format_option(FORMATS)] = "text",
    output: options.OutputFile = None,
    check: Annotated[bool, typer.Option("--check", help="option.check")] = False,
) -> int:
    """Show what carries each political goal and what is missing."""
    one_of(format_, FORMATS, "--format")
    from effektkedja.chain.gaps import gaps_of
    from effektkedja.cli.plans import checked_plans
    from effektkedja.render.gaps import render_gaps, render_gaps_json

    seen, unread = checked_plans(session, paths)
    found = gaps_of(seen.chains)
    if format_ == "json":
        text = render_gaps_json(found)
    else:
        width = session.width_of(output)
        text = render_gaps(found, session.catalogue, width, color=session.uses_color(output))
    session.show(text, output, not_over=seen.report.paths)
    return 1 if unread or (check and not found.are_none) else 0
