"""All commands, put together."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from effektkedja import __version__
from effektkedja.cli import options
from effektkedja.cli.commands import COMMANDS, called_command, load_command
from effektkedja.cli.help import LocalCommand, LocalGroup
from effektkedja.cli.session import PROGRAM, Session


def command(argv: Sequence[str]) -> Any:
    """Give the program as one callable command, fit to carry out the call `argv`.

    Only the command that the call names is loaded; all of them where it names none, as a call for help does.
    """
    app = typer.Typer(
        cls=LocalGroup, add_completion=False, pretty_exceptions_enable=False, context_settings=_CONTEXT_SETTINGS
    )
    app.callback(help="command.program", invoke_without_command=True)(_program)
    called = called_command(argv)
    if called is not None:
        wanted: Sequence[str] = [called]
    else:
        wanted = [] if "--version" in argv else COMMANDS
    for name in wanted:
        app.command(name=name, help=f"command.{name}", cls=LocalCommand)(load_command(name))
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
