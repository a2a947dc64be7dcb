"""A report as a Word document."""

import io
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from effektkedja.basics.language import Catalogue
from effektkedja.report.formats.docx.contents import contents, mark_headings
from effektkedja.report.formats.docx.elements import Teller
from effektkedja.report.formats.docx.fields import BODY, CONTENTS, fields_of, lacking, name_of
from effektkedja.report.formats.docx.filling import FOREIGN, PLACE, Template
from effektkedja.report.formats.docx.package import built_in_template, settled
from effektkedja.report.formats.docx.pictures import Pictures
from effektkedja.report.formats.docx.styles import Styles, tag
from effektkedja.report.formats.docx.writer import BOOKMARK, LOCALES, Writer, Xml, together, writable
from effektkedja.report.formats.fonts import has_fonts
from effektkedja.report.formats.sheet import sheet_of
from effektkedja.report.kinds import Part
from effektkedja.report.model import Report

if TYPE_CHECKING:
    from docx.document import Document

_USUAL_WIDTH = 9000
_MARGINS = 2880
_LONGEST = 255
"""Characters that a property of a document may have."""
_SIGN = "effektkedja {}"
"""What stands for a part until it is put in; no text can be a comment."""


@dataclass(frozen=True, slots=True)
class Written:
    """A document, and what its template lacked."""

    content: bytes
    lacks: tuple[str, ...]
    """The fields of what the report has and the template has no place for."""
    styles: tuple[str, ...]
    """Usual styles that it lacked, and that were added."""


def can_write_docx() -> bool:
    """Tell whether the libraries are there that a document needs, and the letters of its pictures."""
    from importlib.util import find_spec

    return all(find_spec(name) for name in ("docxtpl", "typst")) and has_fonts()


def render_report_docx(report: Report, catalogue: Catalogue, template: bytes | None = None) -> Written:
    """Give the report as a document, in a template of the organisation or in the built-in one.

    Raises TemplateError where the template cannot be used.
    """
    opened = Template(template or built_in_template())
    fields = fields_of(report, catalogue)
    used = opened.fields(fields, _words(catalogue))
    document = opened.fill(fields, report.language)
    styles = Styles(document)
    styles.speak(LOCALES[report.language])
    sheet = ElementTree.fromstring(sheet_of(report, catalogue, writable))  # noqa: S314 (written by our templates)
    charts = (chart.text or "" for chart in sheet.iter("chart"))
    body = _with_parts(document, sheet, Writer(styles, Pictures(charts, document)))
    _part_foreign(document, body)
    mark_headings(body, styles)
    for place in list(_places(body)):
        _put(place, contents(body, styles, catalogue, _width_at(place)))
    _unlink(body)
    _tell_about(document, report)
    file = io.BytesIO()
    document.save(file)
    return Written(settled(file.getvalue()), tuple(lacking(report, used)), tuple(styles.missing))


def _words(catalogue: Catalogue) -> dict[str, str]:
    """Give the names of the parts in the reader's language, each with that of its field."""
    return {catalogue.text(f"report.part.{part.value}").casefold(): name_of(part) for part in Part}


# Places


def _places(body: Any) -> Iterator[Any]:
    """Give the paragraphs in which a part is to stand."""
    for paragraph in body.iter(tag("p")):
        if PLACE.search(_text(paragraph)):
            yield paragraph


def _text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter(tag("t")))


def _with_parts(document: "Document", sheet: ElementTree.Element, writer: Writer) -> Any:
    """Write the parts in their places, and give the body of the document.

    They are put into its source, which is then read again: to move so much from one tree to another takes longer.
    """
    from docx.oxml.parser import parse_xml
    from lxml.etree import Comment, tostring

    teller = Teller(writer)
    parts = {part.attrib["name"].replace("-", "_"): [part] for part in sheet.iter("part")}
    parts[BODY] = sheet.findall("part")
    written: list[Xml] = []
    main: Any = document.part
    for place in list(_places(main.element.body)):
        names = PLACE.findall(_text(place))
        if CONTENTS in names:
            continue  # only when the rest is written it is known what there is
        writer.width = _width_at(place)
        written.append(together(teller.told(part) for name in names for part in parts.get(name, ())))
        _put(place, [Comment(_SIGN.format(len(written) - 1))])
    source = tostring(main.element, encoding="unicode")
    for number, part in enumerate(written):
        source = source.replace(f"<!--{_SIGN.format(number)}-->", part, 1)
    main._element = parse_xml(source)  # noqa: SLF001 (docxtpl does so, too)
    return main.element.body


def _put(place: Any, elements: list[Any]) -> None:
    """Put elements after a paragraph, which goes where it has nothing else to show."""
    from docx.oxml import OxmlElement

    parent = place.getparent()
    for text in place.iter(tag("t")):
        text.text = PLACE.sub("", text.text or "")
    for element in reversed(elements):
        place.addnext(element)
    if parent.tag == tag("tc") and parent[-1].tag != tag("p"):
        parent.append(OxmlElement("w:p"))  # a cell ends with a paragraph
    is_empty = not _text(place).strip() and place.find(f"{tag('pPr')}/{tag('sectPr')}") is None
    if is_empty and next(place.iter(tag("drawing"), tag("pict"), tag("br")), None) is None:
        parent.remove(place)


def _width_at(place: Any) -> int:
    """Give how wide the writing is where something is to stand."""
    cell = next(place.iterancestors(tag("tc")), None)
    if cell is not None:
        width = cell.find(f"{tag('tcPr')}/{tag('tcW')}")
        is_told = width is not None and width.get(tag("type")) == "dxa"
        return max(int(width.get(tag("w"))) - 220, 1000) if is_told else _USUAL_WIDTH // 2
    for section in place.xpath("following::w:sectPr | self::*/w:pPr/w:sectPr"):
        size, margins = section.find(tag("pgSz")), section.find(tag("pgMar"))
        columns = section.find(tag("cols"))
        number = int(columns.get(tag("num"), 1)) if columns is not None else 1
        if size is not None:
            sides = _of_sides(margins)
            return max((int(size.get(tag("w"))) - sides) // max(number, 1), 2000)
    return _USUAL_WIDTH


def _of_sides(margins: Any) -> int:
    if margins is None:
        return _MARGINS
    return sum(int(margins.get(tag(side), 0)) for side in ("left", "right", "gutter"))


# What is done to the whole document


def _part_foreign(document: "Document", body: Any) -> None:
    """Let each text in another language say so, and put its run in parts where it begins or ends within one."""
    roots: list[Any] = [body]
    around = [one for one in document.part.rels.values() if one.reltype.endswith(("/header", "/footer"))]
    roots += (one.target_part.element for one in around)
    for root in roots:
        for text in list(root.iter(tag("t"))):
            if text.text and FOREIGN.search(text.text):
                _part_run(text)


def _part_run(text: Any) -> None:
    run = text.getparent()
    pieces = FOREIGN.split(text.text)
    for place in range(0, len(pieces), 3):
        if pieces[place]:
            run.addprevious(_run_like(run, pieces[place], None))
        if place + 1 < len(pieces):
            run.addprevious(_run_like(run, pieces[place + 2], LOCALES[pieces[place + 1]]))
    if all(one is text or one.tag == tag("rPr") for one in run):
        run.getparent().remove(run)
    else:
        text.text = ""


def _run_like(run: Any, text: str, locale: str | None) -> Any:
    from docx.oxml import OxmlElement

    new: Any = OxmlElement("w:r")
    look = run.find(tag("rPr"))
    if look is not None:
        new.append(deepcopy(look))
    if locale:
        look = new.find(tag("rPr"))
        if look is None:
            look = OxmlElement("w:rPr")
            new.insert(0, look)
        for one in look.findall(tag("lang")):
            look.remove(one)
        language = OxmlElement("w:lang")
        language.set(tag("val"), locale)
        look.append(language)
    told: Any = OxmlElement("w:t")
    told.text = text
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    new.append(told)
    return new


def _unlink(body: Any) -> None:
    """Take away links to places that the template has left out."""
    places = {one.get(tag("name")) for one in body.iter(tag("bookmarkStart"))}
    for link in list(body.iter(tag("hyperlink"))):
        anchor = link.get(tag("anchor"), "")
        if anchor.startswith(BOOKMARK) and anchor not in places:
            for look in list(link.iter(tag("rStyle"))):
                look.getparent().remove(look)
            for run in list(link):
                link.addprevious(run)
            link.getparent().remove(link)


def _tell_about(document: "Document", report: Report) -> None:
    """Tell programs what the document is."""
    about = document.core_properties
    about.title = writable(report.title)[:_LONGEST]
    about.language = LOCALES[report.language]
    about.subject = writable(report.review_title.text)[:_LONGEST] if report.review_title else ""
    about.author = writable(report.organisation.text)[:_LONGEST] if report.organisation else "effektkedja"
    about.last_modified_by = "effektkedja"
    day = datetime(report.as_of.year, report.as_of.month, report.as_of.day, tzinfo=UTC)
    about.created = about.modified = day
    about.revision = 1
