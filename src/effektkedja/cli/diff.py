"""`effektkedja diff OLD NEW`: what differs between two versions of a plan, in its own terms."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.configured import read_configuration
from effektkedja.cli.session import Session, WrongUse, day, one_of

if TYPE_CHECKING:
    from effektkedja.cli.versions import Opened
    from effektkedja.comparison.difference import Difference

FORMATS = ("text", "json", "markdown")


def diff(
    ctx: typer.Context,
    versions: Annotated[list[str], typer.Argument(metavar="OLD NEW", help="argument.versions", show_default=False)],
    format_: Annotated[str, options.format_option(FORMATS)] = "text",
    output: options.OutputFile = None,
    as_of: options.AsOf = None,
    config: options.Config = None,
    isolated: options.Isolated = False,
    lang: options.Lang = None,
    color: options.Color = "auto",
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Show what differs between two versions of a plan."""
    del lang
    session: Session = ctx.obj
    session.configure(color=color, quiet=quiet, verbose=verbose)
    read_configuration(session, versions[-1:], config, isolated=isolated)
    one_of(format_, FORMATS, "--format")
    session.as_of = day(as_of, session.today)
    if len(versions) in {7, 9}:
        return _for_git(session, versions, format_, output)
    if len(versions) == 1 and "GIT_DIFF_PATH_TOTAL" in os.environ:
        session.show(f"{session.catalogue.text('diff.unmerged', path=versions[0])}\n", output)
        return 0
    if len(versions) == 1:
        raise WrongUse("usage.missing", option=session.catalogue.text("metavar.NEW"))
    if len(versions) > 2:
        raise WrongUse("usage.extra", found=" ".join(versions[2:]))
    from effektkedja.cli.versions import open_version
    from effektkedja.comparison.compare import compare

    old, new = (open_version(session, written) for written in versions)
    unread = [opened.tell(session) for opened in (old, new)]
    text = _rendered(compare(old.version, new.version), session, format_, output)
    session.show(text, output, not_over=(*old.paths, *new.paths))
    return 1 if any(unread) else 0


def _for_git(session: Session, words: list[str], format_: str, output: str | None) -> int:
    """Show what differs in one file, as git asks its diff drivers: path, old file, hash, mode, new file, hash, mode.

    Of a renamed file the new path and what git says of it come last. Git stops altogether where a driver does not
    exit 0, and asks for files that are no plans, too.
    """
    from effektkedja.cli.versions import open_for_git
    from effektkedja.comparison.compare import compare

    path = words[7] if len(words) == 9 else words[0]
    old = open_for_git(session, Path(words[1]), f"a/{words[0]}")
    new = open_for_git(session, Path(words[4]), path)
    if format_ == "text" and _is_unread(session, old, new):
        text = _line_by_line(session, words, path, output)
    else:
        text = _rendered(compare(old.version, new.version), session, format_, output, path)
    if format_ == "text":
        text += "\n"  # the next file follows
    session.show(text, output, not_over=new.paths)
    return 0


def _is_unread(session: Session, old: "Opened", new: "Opened") -> bool:
    """Tell whether the two files cannot be compared as plans; why, of a plan with an error, is told."""
    from effektkedja.cli.plans import tell_unread

    findings = [finding for opened in (old, new) for file in opened.files for finding in file.findings]
    if any(finding.code == "EK009" for finding in findings):
        return True
    return tell_unread(session, findings)


def _line_by_line(session: Session, words: list[str], path: str, output: str | None) -> str:
    from effektkedja.render.difference import render_lines
    from effektkedja.workspace.git import line_difference

    lines = line_difference(Path(words[1]), Path(words[4]))
    return render_lines(f"a/{words[0]}", f"b/{path}", lines, color=_uses_color(session, output))


def _rendered(
    difference: "Difference", session: Session, format_: str, output: str | None, path: str | None = None
) -> str:
    if format_ == "json":
        from effektkedja.render.difference_json import render_difference_json

        return render_difference_json(difference)
    if format_ == "markdown":
        from effektkedja.render.difference_markdown import render_difference_markdown

        return render_difference_markdown(difference, session.catalogue, path)
    from effektkedja.render.difference import render_difference

    width = session.width_of(output)
    return render_difference(difference, session.catalogue, width, path, color=_uses_color(session, output))


def _uses_color(session: Session, output: str | None) -> bool:
    """Tell whether to colour: also for the pager of git, which is a terminal in the end."""
    in_pager = output is None and bool(os.environ.get("GIT_PAGER_IN_USE")) and not os.environ.get("NO_COLOR")
    return session.uses_color(output) or (session.color == "auto" and in_pager)
