"""`effektkedja trace ID`: the thread through one thing of the plan."""

from typing import Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.plan_command import plan_command
from effektkedja.cli.session import Session


@plan_command
def trace(
    session: Session,
    id_: Annotated[str, typer.Argument(metavar="ID", help="argument.id", show_default=False)],
    paths: options.Paths = None,
    output: options.OutputFile = None,
) -> int:
    """Show the thread through one thing."""
    from effektkedja.cli.parts import find_things
    from effektkedja.cli.plans import checked_plans
    from effektkedja.render.thread import render_trace

    seen, unread = checked_plans(session, paths)
    found = find_things(seen.chains, id_)
    width = session.width_of(output)
    text = render_trace(found, session.catalogue, width, color=session.uses_color(output))
    session.show(text, output, not_over=seen.report.paths)
    return 1 if unread else 0
