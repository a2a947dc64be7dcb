"""`effektkedja trace ID`: the thread through one thing of the plan."""

from typing import Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.plan_command import plan_command
from effektkedja.cli.session import Session, WrongUse


@plan_command
def trace(
    session: Session,
    id_: Annotated[str, typer.Argument(metavar="ID", help="argument.id", show_default=False)],
    paths: options.Paths = None,
    output: options.OutputFile = None,
) -> int:
    """Show the thread through one thing."""
    from effektkedja.chain.nearest import NearestId
    from effektkedja.cli.plans import checked_plans
    from effektkedja.plan.values import parse_reference
    from effektkedja.render.thread import render_trace

    checked, unread = checked_plans(session, paths)
    wanted = parse_reference(id_.strip())
    found = [(chain, chain.by_id[wanted]) for chain in checked.chains if wanted in chain.by_id]
    if not found:
        near = NearestId(id_ for chain in checked.chains for id_ in chain.by_id).to(wanted)
        raise WrongUse("usage.id-near" if near else "usage.id", found=id_, near=near or "")
    width = None if output else session.width
    text = render_trace(found, session.catalogue, width, color=session.uses_color(output))
    session.show(text, output, not_over=checked.report.paths)
    return 1 if unread else 0
