"""Filling in a template: its fields are looked at first, then docxtpl puts in what they stand for.

What a field shows is made harmless. Where a part of the report is to stand, a sign is put that no text of a plan can
hold; parts.py writes in its place. No template reaches a file, and nothing but the fields.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from effektkedja.basics.language import shorten
from effektkedja.report.formats.docx.fields import Field, Row, Worded
from effektkedja.report.formats.docx.package import TemplateError
from effektkedja.report.formats.docx.writer import writable

if TYPE_CHECKING:
    from docx.document import Document
    from jinja2.sandbox import SandboxedEnvironment

PLACE = re.compile("\ufdd0([a-z_]+)\ufdd0")
"""The sign in the place of a part."""
FOREIGN = re.compile("\ufdd1(sv|fi|en)\ufdd2([^\ufdd3]*)\ufdd3")
"""A text in another language than the report."""
_UNSAFE_FILTERS = ("safe", "e", "escape", "forceescape", "tojson", "urlize", "xmlattr")
"""What would let a text be more than a text."""
_QUOTED = 60
"""Characters around a fault that are shown."""
_PARAGRAPH = re.compile(r"<w:p([ >])")
_TAG = re.compile(r"<[^>]+>")


class _UnknownFieldError(Exception):
    """A template names what is not there: what it looked in, and the name."""

    def __init__(self, within: object, name: str, message: str | None = None) -> None:
        super().__init__(message or name)
        self.within = within
        self.name = name


class Template:
    """A template, opened."""

    def __init__(self, data: bytes) -> None:
        """Open it. Raises TemplateError where it is no document of Word."""
        from docxtpl import DocxTemplate
        from lxml.etree import LxmlError

        self._template: Any = DocxTemplate(io.BytesIO(data))
        try:
            self._template.init_docx()
            self._texts = [self._template.patch_xml(text) for text in self._parts()]
        except (LxmlError, KeyError, ValueError, AttributeError, IndexError, zipfile.BadZipFile, OSError):
            raise TemplateError("not-word") from None

    def _parts(self) -> Iterator[str]:
        template = self._template
        yield template.get_xml()
        for uri in (template.HEADER_URI, template.FOOTER_URI):
            for _, part in template.get_headers_footers(uri):
                yield template.get_part_xml(part)

    def fields(self, known: Mapping[str, object], words: Mapping[str, str]) -> set[str]:
        """Give the names of the fields that the template uses.

        `known` are those there are; `words` what people may have written instead, with the field that says it. Raises
        TemplateError for a name that is none of them, and for what cannot be understood.
        """
        from jinja2 import TemplateSyntaxError, meta

        environment = _environment("sv")
        used: set[str] = set()
        for text in self._texts:
            source = _PARAGRAPH.sub(r"\n<w:p\1", text)
            try:
                used |= meta.find_undeclared_variables(environment.parse(source))
            except TemplateSyntaxError as error:
                raise TemplateError("broken", near=_near(source, error.lineno), reason=error.message or "") from None
        for name in sorted(used - {*known, *environment.globals}):
            raise _unknown("field", name, tuple(known), words)
        return used

    def fill(self, fields: Mapping[str, object], language: str) -> "Document":
        """Give the document, with a sign where a part is to stand. Raises TemplateError where it cannot be."""
        from jinja2 import TemplateError as JinjaError
        from lxml.etree import LxmlError

        template = self._template
        properties = template.docx.core_properties
        for name in ("author", "comments", "identifier", "language", "subject", "title"):
            setattr(properties, name, "")
        try:
            template.render(dict(fields), _environment(language), autoescape=True)
        except _UnknownFieldError as error:
            if isinstance(error.within, Row):
                raise _unknown("in-row", error.name, tuple(error.within), {}) from None
            raise _unknown("field", error.name, tuple(fields), {}) from None
        except (JinjaError, LxmlError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise TemplateError("failing", reason=shorten(str(error))) from None
        document: Document = template.docx
        _refuse_parts_elsewhere(document)
        return document


def _refuse_parts_elsewhere(document: "Document") -> None:
    """Raise TemplateError where a part of the report would stand in a header, a footer or a footnote."""
    for part in document.part.package.iter_parts():
        if part is document.part or not part.content_type.endswith(("header+xml", "footer+xml", "notes+xml")):
            continue
        text = part.blob.decode("utf-8")
        if found := PLACE.search(text):
            raise TemplateError("in-header", field=found[1])
        if part.content_type.endswith("notes+xml"):
            part._blob = FOREIGN.sub(r"\2", text).encode()  # noqa: SLF001 (docxtpl does so, too)


def _unknown(key: str, name: str, known: tuple[str, ...], words: Mapping[str, str]) -> TemplateError:
    near = words.get(name.replace("_", " ").casefold()) or next(iter(get_close_matches(name, known, n=1)), "")
    if near:
        return TemplateError(f"{key}-near", field=name, near=near)
    return TemplateError(key, field=name, known=known)


def _near(source: str, line: int) -> str:
    """Give the words of a document around a line of its source."""
    lines = source.splitlines()
    text = " ".join(filter(None, (_TAG.sub("", one).strip() for one in lines[max(0, line - 1) : line])))
    return shorten(text, _QUOTED)


def _environment(language: str) -> "SandboxedEnvironment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Unknown(StrictUndefined):
        """What is not there tells its name when it is used."""

        def __init__(self, hint: Any = None, obj: Any = None, name: Any = None, exc: Any = None) -> None:  # noqa: ARG002 (Jinja calls it so)
            super().__init__(hint, obj, name, partial(_UnknownFieldError, obj, str(name)))  # type: ignore[arg-type]  # makes one

    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=Unknown, finalize=partial(_shown, language=language)
    )
    for name in _UNSAFE_FILTERS:
        environment.filters[name] = str
    return environment


def _shown(value: Any, *, language: str) -> Any:
    """Give what a field shows, so that the document shows it as it is."""
    from markupsafe import Markup

    if isinstance(value, Markup):
        return value
    if isinstance(value, Field):
        return f"\ufdd0{value.name}\ufdd0"
    if value is None or value is False:
        return ""
    if isinstance(value, (tuple, list)):
        return Markup(", ".join(_shown(one, language=language) for one in value))  # noqa: S704 (each is harmless)
    text = _harmless(str(value))
    if isinstance(value, Worded) and value.language != language:
        text = f"\ufdd1{value.language}\ufdd2{text}\ufdd3"
    return Markup(text)  # noqa: S704 (escaped above)


def _harmless(text: str) -> str:
    # docxtpl makes {_{ into {{ after it has filled in; a plan may say that, too.
    return escape(writable(text)).replace("_", "&#95;")
