"""`effektkedja explain CODE`: what a rule checks, why, and how it goes wrong and right."""

from typing import Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.session import Session, WrongUse
from effektkedja.cli.spoken import speak_as_configured
from effektkedja.rules.registry import UnknownRuleError, find_rule, page


def explain(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="argument.code", show_default=False)],
    lang: options.Lang = None,
    color: options.Color = "auto",
) -> int:
    """Show the page of a rule."""
    del lang
    session: Session = ctx.obj
    speak_as_configured(session)
    session.configure(color=color)
    try:
        rule = find_rule(code)
    except UnknownRuleError:
        raise WrongUse("usage.rule", found=code) from None
    from effektkedja.render.page import render_page
    from effektkedja.render.styled import coloured, plain

    lines = render_page(page(rule.code, session.language), rule.severity, session.catalogue)
    session.show(coloured(lines) if session.uses_color(None) else plain(lines))
    return 0
