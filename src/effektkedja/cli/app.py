"""All commands, put together."""

from typing import Annotated, Any

import typer

from effektkedja import __version__
from effektkedja.cli import options
from effektkedja.cli.explain import explain
from effektkedja.cli.gaps import gaps
from effektkedja.cli.help import LocalCommand, LocalGroup
from effektkedja.cli.init import init
from effektkedja.cli.rules import rules
from effektkedja.cli.session import PROGRAM, Session
from effektkedja.cli.trace import trace
from effektkedja.cli.validate import validate

COMMANDS = (validate, gaps, trace, init, explain, rules)
"""In the order in which help shows them."""


def command() -> Any:
    """Give the program as one callable command."""
    app = typer.Typer(
        cls=LocalGroup, add_completion=False, pretty_exceptions_enable=False, context_settings=_CONTEXT_SETTINGS
    )
    app.callback(help="command.program", invoke_without_command=True)(_program)
    for function in COMMANDS:
        name = function.__name__.rstrip("_")
        app.command(name=name, help=f"command.{name}", cls=LocalCommand)(function)
    return typer.main.get_command(app)


_CONTEXT_SETTINGS = {"help_option_names": ["--help", "-h"]}


def _tell_version(ctx: typer.Context, wanted: bool) -> None:
    if wanted:
        session: Session = ctx.obj
        session.show(f"{PROGRAM} {__version__}\n")
        raise typer.Exit


def _program(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="option.version")
    ] = False,
    lang: options.Lang = None,
) -> None:
    del version, lang
    if ctx.invoked_subcommand is None:
        ctx.get_help()
        raise typer.Exit(2)
