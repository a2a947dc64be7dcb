"""`effektkedja report`: the document for the board or the public."""

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.plan_command import plan_command
from effektkedja.cli.session import Session, WrongUse, day, one_of

if TYPE_CHECKING:
    from effektkedja.report.model import Report

FORMATS = ("html", "markdown", "docx", "pdf")
SHOWN_FORMATS = "html|markdown|docx|\npdf"
"""As help shows them: on two lines, since all four are wider than their place."""
DRAWN = ("html",)
"""The formats that show the chain as pictures."""
_FILES = ("docx", "pdf")
"""Formats that are no text, and only written to a file."""
_ENDINGS = {".htm": "html", ".md": "markdown"} | {f".{name}": name for name in FORMATS}
"""The format that the name of a file tells, where the call tells none."""
KINDS = ("interim", "annual", "mid-term", "end-of-term", "plan")


@plan_command
def report(
    session: Session,
    paths: options.Paths = None,
    kind: Annotated[str | None, typer.Option("--kind", "-k", metavar="|".join(KINDS), help="option.kind")] = None,
    format_: Annotated[
        str | None, typer.Option("--format", "-f", metavar=SHOWN_FORMATS, help="option.report-format")
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE|FOLDER", help="option.report-output")
    ] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="option.url")] = None,
    template: Annotated[str | None, typer.Option("--template", metavar="FILE", help="option.report-template")] = None,
    write_template: Annotated[
        str | None, typer.Option("--write-template", metavar="FILE", help="option.write-template")
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="option.public")] = False,
    review: Annotated[str | None, typer.Option("--review", metavar="ID", help="option.report-review")] = None,
    as_of: options.AsOf = None,
) -> int:
    """Write the report on the plans at a review."""
    if write_template is not None:
        from effektkedja.cli import word

        return word.write_template(session, write_template)
    chosen = one_of(format_ or _told_by(output), FORMATS, "--format")
    if kind is not None:
        one_of(kind, KINDS, "--kind")
    _refuse_what_cannot_be(chosen, output, template)
    session.as_of = day(as_of, session.today)
    if _is_site(output, chosen, url):
        from effektkedja.cli.site import Wish, make_site

        return make_site(session, Wish(paths or ["."], output or "", kind, review, url, public=public))
    from effektkedja.cli.plans import checked_plans
    from effektkedja.cli.reporting import report_on, tell_what_is_not_drawn, words_of
    from effektkedja.followup.look import view_of

    seen, unread = checked_plans(session, paths, review)
    view = view_of(seen.chains, session.as_of, review)
    told = report_on(session, view, kind, words_of(session, public=public), drawn=chosen in DRAWN)
    if chosen in DRAWN:
        tell_what_is_not_drawn(session)
    written = _written(session, told, chosen, template)
    if output is not None and isinstance(written, bytes):
        session.keep(written, output, not_over=seen.report.paths)
    elif isinstance(written, str):
        session.show(written, output, not_over=seen.report.paths)
    return 1 if unread else 0


def _told_by(output: str | None) -> str:
    """Give the format that the ending of a file's name tells; else the first."""
    return _ENDINGS.get(PurePath(output or "").suffix.casefold(), FORMATS[0])


def _refuse_what_cannot_be(format_: str, output: str | None, template: str | None) -> None:
    """Raise WrongUse for a format that needs a file or an addition that is not there, or has no use for a template."""
    if template is not None and format_ != "docx":
        raise WrongUse("usage.not-together", one="--template", other=f"--format {format_}")
    if format_ in _FILES and not _can_write(format_):
        raise WrongUse("usage.addition", format=format_)
    if format_ in _FILES and output is None:
        raise WrongUse("usage.file-format", format=format_)


def _can_write(format_: str) -> bool:
    if format_ == "docx":
        from effektkedja.report.formats.docx.document import can_write_docx

        return can_write_docx()
    from effektkedja.report.formats.pdf import can_write_pdf

    return can_write_pdf()


def _is_site(output: str | None, format_: str, url: str | None) -> bool:
    """Tell whether a folder is to be filled. Raises WrongUse for what does not go together with that."""
    named = output if output not in {None, "", "-"} else None
    is_folder = named is not None and (named.endswith(("/", os.sep)) or Path(named).is_dir())
    if format_ != "html" and is_folder:
        raise WrongUse("usage.site-format", found=format_, path=named or "")
    is_new = named is not None and not PurePath(named).suffix and not os.path.lexists(named)
    is_site = format_ == "html" and (is_folder or is_new)
    if url is not None and not is_site:
        raise WrongUse("usage.site-url-alone")
    return is_site


def _written(session: Session, told: "Report", format_: str, template: str | None) -> str | bytes:
    if format_ == "docx":
        from effektkedja.cli.word import as_docx

        return as_docx(session, told, template)
    if format_ == "pdf":
        from effektkedja.report.formats.pdf import render_report_pdf

        return render_report_pdf(told, session.catalogue)
    if format_ == "markdown":
        from effektkedja.report.formats.markdown import render_report_markdown

        return render_report_markdown(told, session.catalogue)
    from effektkedja.report.formats.html import render_report_html

    return render_report_html(told, session.catalogue)
