"""`effektkedja init`: a plan to begin from."""

import os
import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.files import create_file
from effektkedja.cli.session import PROGRAM, Session, WrongUse
from effektkedja.cli.spoken import speak_as_configured

STANDARD_OUTPUT = "-"
USUAL_FILE = "plan.yaml"


def init(
    ctx: typer.Context,
    path: Annotated[str, typer.Argument(metavar="PATH", help="argument.new-plan", show_default=False)] = USUAL_FILE,
    template: Annotated[
        str | None, typer.Option("--template", metavar="board|municipality|minimal", help="option.template")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="option.name")] = None,
    year: Annotated[str | None, typer.Option("--year", metavar="YEAR", help="option.year")] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="sv|en|fi", help="option.plan-lang")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="option.no-questions")] = False,
    verbose: options.Verbose = False,
) -> int:
    """Write a commented plan to begin from; at a terminal, ask first what it is to hold."""
    from effektkedja.cli.quiz import (
        Wishes,
        at_terminal,
        quiz,
        usual_plan,
        wished_name,
        wished_template,
        wished_year,
    )

    session: Session = ctx.obj
    speak_as_configured(session, path)
    session.configure(quiet=quiet, verbose=verbose)
    place = None if path == STANDARD_OUTPUT else _free_place(path)
    says_language = lang is not None or (ctx.parent is not None and ctx.parent.params.get("lang") is not None)
    wishes = Wishes(
        session.language if says_language else None,
        None if template is None else wished_template(template, session.catalogue),
        None if name is None else wished_name(name),
        None if year is None else wished_year(year),
    )
    if place is None:
        session.show(usual_plan(session, wishes))
        return 0
    try:
        text = quiz(session, wishes) if at_terminal() and not quiet else usual_plan(session, wishes)
    except (EOFError, KeyboardInterrupt):
        sys.stdout.write("\n")
        return 130
    _create(place, text)
    _tell_next_step(session, place)
    return 0


def _free_place(written: str) -> Path:
    """Give the file that is to be written. Raises WrongUse where there is one already, or it cannot be there."""
    from effektkedja.workspace.folders import PLAN_SUFFIXES

    path = Path(written)
    try:
        if path.is_dir():
            path /= USUAL_FILE
        if os.path.lexists(path):
            raise WrongUse("init.exists", path=str(path))
        if path.suffix not in PLAN_SUFFIXES:
            raise WrongUse("init.no-plan-file", path=written)
        if not path.parent.is_dir():
            raise WrongUse("init.no-folder", path=str(path.parent))
    except OSError as error:
        raise WrongUse("usage.output", path=written, reason=error.strerror or "") from error
    return path


def _create(path: Path, text: str) -> None:
    try:
        create_file(path, text.encode("utf-8"))
    except FileExistsError:
        raise WrongUse("init.exists", path=str(path)) from None
    except OSError as error:
        raise WrongUse("usage.output", path=str(path), reason=error.strerror or "") from error


def _tell_next_step(session: Session, path: Path) -> None:
    """Tell on standard error what was written, and the command that checks it, ready to be copied."""
    import shlex

    from effektkedja.render.visible import visible

    if session.quiet:
        return
    shown = path.as_posix()
    session.notice("init.written", path=shown)
    word = shown if re.fullmatch(r"[\w./-]+", shown) else shlex.quote(shown)
    sys.stderr.write(visible(f"    {PROGRAM} validate {word}") + "\n")
