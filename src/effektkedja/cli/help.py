"""Help in the reader's language.

Commands and options are declared with keys of the message catalogue for help; the words are put in when somebody
asks for them, so that no other call has to read them.
"""

import re
from functools import partial
from typing import Any

import typer
import typer.core
from typer.core import TyperCommand, TyperGroup

from effektkedja.cli.commands import COMMANDS
from effektkedja.cli.metavar import in_words
from effektkedja.cli.session import Session, WrongUse


class LocalCommand(TyperCommand):
    """A command whose help is told in the reader's language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the words of the call apart."""
        _take_as_written(self, ctx)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        _localise(self, ctx)
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line that tells how the command is called."""
        _write_usage(self, ctx, formatter)


class LocalGroup(TyperGroup):
    """The program itself, with help in the reader's language and a clear word on commands that do not exist."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the words of the call apart."""
        _take_as_written(self, ctx)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        _localise(self, ctx)
        for command in self.commands.values():
            _localise_command(command, ctx)
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line that tells how the program is called."""
        _write_usage(self, ctx, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that the first word names."""
        word = args[0]
        if word not in self.commands and not word.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(word, COMMANDS, n=1)
            key = "usage.command-near" if near else "usage.command"
            raise WrongUse(key, found=word, near="".join(near), allowed=COMMANDS)
        return super().resolve_command(ctx, args)


def _take_as_written(command: Any, ctx: Any) -> None:
    """Let the command have the words of the call as they are.

    typer would turn them into values by way of pydantic, which takes longer to load than most commands to run; and
    what is wrong with a value is told in the reader's language only by the command itself.
    """
    for param in command.get_params(ctx):
        param.process_value = partial(_as_written, param)


def _as_written(param: Any, ctx: Any, value: Any) -> Any:
    if param.multiple or param.nargs == -1:
        value = tuple(value or ())
    if param.required and param.value_is_missing(value):
        raise WrongUse("usage.missing", option=in_words(param.metavar or param.name, ctx.obj.catalogue))
    return param.callback(ctx, param, value) if param.callback is not None else value


def _localise(command: Any, ctx: Any) -> None:
    session: Session = ctx.obj
    text = session.catalogue.text
    _localise_command(command, ctx)
    command.options_metavar = text("help.options-metavar")
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = text("help.command-metavar")
    for param in command.get_params(ctx):
        if param.name == "help":
            param.help = text("option.help")
        elif param.help and session.catalogue.has(param.help):
            param.help = text(param.help)
        if getattr(param, "is_flag", False):
            param.metavar = " "  # else typer shows <bool>, which tells a planner nothing
        elif param.metavar:
            param.metavar = in_words(param.metavar, session.catalogue)
        is_argument = param.param_type_name == "argument"
        if is_argument:
            param.display_type_rich = _no_type
        param.rich_help_panel = text("help.arguments" if is_argument else "help.options")


def _no_type(**_: object) -> None:
    """Show no type beside an argument: <list[str]> tells a planner nothing."""


def _localise_command(command: Any, ctx: Any) -> None:
    session: Session = ctx.obj
    for name in ("help", "short_help"):
        value = getattr(command, name, None)
        if value and session.catalogue.has(value):
            setattr(command, name, session.catalogue.text(value))
    command.rich_help_panel = session.catalogue.text("help.commands")


_BRACED = re.compile(r"\{([^|{}]*)\}(?:\.\.\.)?")
"""What typer makes of the name of an argument that is required."""


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    prefix = ctx.obj.catalogue.text("help.usage")
    words = _BRACED.sub(r"\1", " ".join(command.collect_usage_pieces(ctx)))
    for param in command.get_params(ctx):
        param.required = False  # the brackets have told it, and typer would tell it again in English
    formatter.write_usage(ctx.command_path, words, prefix=f"{prefix} ")


_EXTRA_WORDS = re.compile(r"extra arguments?\S* \((.*)\)", re.DOTALL)


def wrong_use_of(error: Exception) -> WrongUse:
    """Give the sentence for a call that typer could not make sense of."""
    kind = type(error).__name__
    option = str(getattr(error, "option_name", "") or "")
    if kind == "NoSuchOption":
        near = tuple(getattr(error, "possibilities", None) or ())
        return WrongUse("usage.option-near" if near else "usage.option", option=option, near=near)
    if kind == "BadOptionUsage":
        return WrongUse("usage.no-value", option=option)
    if extra := _EXTRA_WORDS.search(str(error)):
        return WrongUse("usage.extra", found=extra[1])
    return WrongUse("usage.other")


USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for every call that it cannot make sense of."""
