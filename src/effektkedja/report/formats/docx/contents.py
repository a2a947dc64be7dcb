"""The table of contents of a Word document: a field that Word can renew, with its lines written already.

The numbers of the pages are known only where a document is laid out. Each line has a field for that, empty until Word
prints the document, saves it as PDF, or is asked to renew the table. To let Word renew it when it opens the document
would make it ask each reader a question first.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from effektkedja.basics.language import Catalogue
from effektkedja.report.formats.docx.styles import Styles, tag
from effektkedja.report.formats.docx.writer import NAMESPACE, writable

_LINES = 90
"""Lines of two pages. Where there would be more, only the parts are named."""
_PLACE = "_Toc"
_FIRST_ID = 900_000


def mark_headings(body: Any, styles: Styles) -> None:
    """Give each heading that the contents name a place that they can lead to."""
    from docx.oxml import OxmlElement

    for number, (paragraph, _) in enumerate(_headings(body, styles), 1):
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for one in (start, end):
            one.set(tag("id"), str(_FIRST_ID + number))
        start.set(tag("name"), f"{_PLACE}{number:06}")
        look = paragraph.find(tag("pPr"))
        paragraph.insert(0 if look is None else paragraph.index(look) + 1, start)
        paragraph.append(end)


def contents(body: Any, styles: Styles, catalogue: Catalogue, width: int) -> list[Any]:
    """Give the contents, with a heading, for a place that is so wide."""
    from docx.oxml.parser import parse_xml

    lines = list(_lines(body, styles))
    deepest = 2 if len(lines) <= _LINES else 1
    lines = [(level, inner) for level, inner in lines if level <= deepest]
    if not lines:
        return []
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    begin = _char("begin") + _code(f'TOC \\o "1-{deepest}" \\h \\z \\u')
    heading = _paragraph("toc heading", _run(catalogue.text("report.label.contents")), styles)
    written = [
        _paragraph(f"toc {level}", (begin + _char("separate") if not number else "") + inner, styles, tabs)
        for number, (level, inner) in enumerate(lines)
    ]
    written.append(f"<w:p>{_char('end')}</w:p>")
    return list(parse_xml(f"<w:body {NAMESPACE}>{heading}{''.join(written)}</w:body>"))


def _headings(body: Any, styles: Styles) -> Iterator[tuple[Any, int]]:
    levels = {id_: level for id_, level in styles.headings.items() if level <= 2}
    value, paragraph = tag("val"), tag("p")
    for style in body.iter(tag("pStyle")):
        around = style.getparent().getparent()
        if style.get(value) in levels and around.tag == paragraph:
            yield around, levels[style.get(value)]


def _lines(body: Any, styles: Styles) -> Iterator[tuple[int, str]]:
    for number, (paragraph, level) in enumerate(_headings(body, styles), 1):
        text = "".join(one.text or "" for one in paragraph.iter(tag("t")))
        place = f"{_PLACE}{number:06}"
        page = _char("begin") + _code(f"PAGEREF {place} \\h") + _char("separate") + _run("") + _char("end")
        yield (
            level,
            f'<w:hyperlink w:anchor="{place}" w:history="1">{_run(text)}<w:r><w:tab/></w:r>{page}</w:hyperlink>',
        )


def _paragraph(style: str, inner: str, styles: Styles, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{escape(styles.of(style))}"/>{more}</w:pPr>{inner}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(writable(text))}</w:t></w:r>'


def _code(field: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {field} </w:instrText></w:r>'


def _char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
