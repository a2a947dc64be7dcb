"""The file that a Word document is: a package of parts.

What is read is looked at first; what is written is the same at every run.
"""

import io
import re
import zipfile
import zlib
from pathlib import Path

from effektkedja.report.formats.templating import TEMPLATES

_LARGEST = 200_000_000
"""Bytes of a template when it is unpacked."""
_DAY = (1980, 1, 1, 0, 0, 0)
"""The day that is written for each part, so that two runs give the same file."""
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
_MACROS = ("macroEnabled", "vbaProject")
_PARTS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package-rels.xml",
    "docProps/core.xml": "core.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document-rels.xml",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/header.xml": "header.xml",
    "word/footer.xml": "footer.xml",
}
"""The parts of the built-in template, and the files that they are kept in."""
_BETWEEN_TAGS = re.compile(r">\n\s*<")


class TemplateError(Exception):
    """A template cannot be used: the key of a sentence below `usage.template`, and its arguments."""

    def __init__(self, key: str, **args: str | tuple[str, ...]) -> None:
        super().__init__(key)
        self.key = key
        self.args_ = args


def built_in_part(name: str) -> bytes:
    """Give a part of the built-in template, without what its file has for readers only."""
    text = (TEMPLATES / "docx" / _PARTS[name]).read_text(encoding="utf-8")
    return _BETWEEN_TAGS.sub("><", text).encode()


def built_in_template() -> bytes:
    """Give the built-in template as a file of Word."""
    return _packed({name: built_in_part(name) for name in _PARTS})


def read_template(path: Path) -> bytes:
    """Give a template as a document that can be filled in.

    A template of Word (.dotx) becomes a document. Raises TemplateError where it is none, is locked, or holds macros,
    and OSError where it cannot be read.
    """
    data = path.read_bytes()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TemplateError("locked" if "EncryptedPackage".encode("utf-16-le") in data else "old")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > _LARGEST:
                raise TemplateError("too-large")
            parts = {part.filename: package.read(part) for part in package.infolist() if not part.is_dir()}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError):
        raise TemplateError("not-word") from None
    types = parts.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    if any(sign in types for sign in _MACROS):
        raise TemplateError("macros")
    if _MAIN.format("template") in types:
        types = types.replace(_MAIN.format("template"), _MAIN.format("document"))
        return _packed(parts | {"[Content_Types].xml": types.encode()})
    if _MAIN.format("document") not in types:
        raise TemplateError("not-word")
    return data


def settled(document: bytes) -> bytes:
    """Give a document with nothing in it of when it was written, or where."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return _packed({part.filename: package.read(part) for part in package.infolist()})


def _packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, _DAY)
            part.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            part.create_system = 0
            package.writestr(part, content)
    return file.getvalue()
