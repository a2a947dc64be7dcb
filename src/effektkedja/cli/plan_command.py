"""What the commands that show something of plans have in common: options, and how their session begins."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

import typer

from effektkedja.cli import options
from effektkedja.cli.configured import read_configuration
from effektkedja.cli.session import Session

_SHARED = {
    "config": (options.Config, None),
    "isolated": (options.Isolated, False),
    "lang": (options.Lang, None),
    "color": (options.Color, "auto"),
    "quiet": (options.Quiet, False),
    "verbose": (options.Verbose, False),
}
"""The options that all of them have, each with its kind and what holds without it."""


def plan_command(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command these options too, after its own; its session is set up before it begins.

    The command takes the session where typer gives a context. Its `paths` are those that the configuration is found by.
    """

    @wraps(command)
    def call(ctx: typer.Context, **given: Any) -> int:
        session: Session = ctx.obj
        shared = {name: given.pop(name) for name in _SHARED}
        session.configure(color=shared["color"], quiet=shared["quiet"], verbose=shared["verbose"])
        read_configuration(session, given["paths"], shared["config"], isolated=shared["isolated"])
        return command(session, **given)

    kinds = [inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)]
    kinds += list(inspect.signature(command).parameters.values())[1:]
    kinds += [
        inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=usual, annotation=kind)
        for name, (kind, usual) in _SHARED.items()
    ]
    call.__signature__ = inspect.Signature(kinds)  # type: ignore[attr-defined]  # read by inspect and so by typer
    call.__annotations__ = {kind.name: kind.annotation for kind in kinds}
    return call
