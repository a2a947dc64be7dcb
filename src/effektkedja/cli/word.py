"""Reports in Word: the template that a call names, and what its user is told of it."""

from pathlib import Path
from typing import TYPE_CHECKING

from effektkedja.cli.session import Session, WrongUse

if TYPE_CHECKING:
    from effektkedja.report.model import Report


def write_template(session: Session, path: str) -> int:
    """Write the built-in template to a new file. Raises WrongUse where that cannot be."""
    from effektkedja.cli.files import create_file
    from effektkedja.report.formats.docx.package import built_in_template

    try:
        create_file(Path(path), built_in_template())
    except FileExistsError:
        raise WrongUse("init.exists", path=path) from None
    except OSError as error:
        raise WrongUse("usage.output", path=path, reason=error.strerror or "") from error
    session.notice("notice.template-written", path=path)
    return 0


def as_docx(session: Session, told: "Report", template: str | None) -> bytes:
    """Give a report as a document, and tell what its template lacks. Raises WrongUse where that cannot be used."""
    from effektkedja.report.formats.docx.document import render_report_docx
    from effektkedja.report.formats.docx.package import TemplateError, read_template

    if template is None:
        return render_report_docx(told, session.catalogue).content
    session.read_files.add(Path(template))
    try:
        written = render_report_docx(told, session.catalogue, read_template(Path(template)))
    except TemplateError as error:
        raise WrongUse(f"usage.template.{error.key}", path=template, **error.args_) from None
    except OSError as error:
        raise WrongUse("usage.template.unreadable", path=template, reason=error.strerror or "") from error
    if written.lacks:
        parts = tuple(f"{_called(session, name)} ({{{{ {name} }}}})" for name in written.lacks)
        session.notice("notice.template-lacks", path=template, parts=parts)
    if written.styles:
        session.notice("notice.template-styles", path=template, styles=written.styles)
    return written.content


def _called(session: Session, field: str) -> str:
    """Give what a field is called in the reader's words."""
    key = f"report.part.{field.replace('_', '-')}"
    return session.catalogue.text(key if session.catalogue.has(key) else f"report.field.{field}")
