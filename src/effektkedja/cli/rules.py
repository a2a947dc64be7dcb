"""`effektkedja rules`: the table of all rules."""

import typer

from effektkedja.cli import options
from effektkedja.cli.session import Session
from effektkedja.cli.spoken import speak_as_configured
from effektkedja.rules.registry import RULES, short_title


def rules(ctx: typer.Context, lang: options.Lang = None, color: options.Color = "auto") -> int:
    """Show all rules."""
    del lang
    session: Session = ctx.obj
    speak_as_configured(session)
    session.configure(color=color)
    from effektkedja.render.page import render_rules
    from effektkedja.render.styled import coloured, plain

    table = [(rule, short_title(rule.code, session.language)) for rule in RULES]
    lines = render_rules(table, session.catalogue, session.width)
    session.show(coloured(lines) if session.uses_color(None) else plain(lines))
    return 0
