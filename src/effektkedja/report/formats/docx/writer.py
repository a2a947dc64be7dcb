"""WordprocessingML: runs, paragraphs, tables and pictures, made with the styles of a template.

What is put in is a text that `writable` has made harmless; what comes out is Xml, and only Xml is put together.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NewType

from effektkedja.render.visible import visible
from effektkedja.report.formats.docx.pictures import Pictures
from effektkedja.report.formats.docx.styles import Styles

Xml = NewType("Xml", str)
"""What stands in a document as it is."""

LOCALES: dict[str, str] = {"sv": "sv-SE", "fi": "fi-FI", "en": "en-GB"}
"""What Word calls the languages."""
DEEPEST = 8
"""Steps of a list below the first that Word draws; what lies deeper stands at the same depth."""
BOOKMARK = "_ek"
"""How the names of our places begin. Word shows nobody a name that begins so."""
_FIRST_ID = 100_000
"""The ids of places and pictures begin here, above those that a template has."""
_LETTERS_WITH_SIGNS = '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:cs="Segoe UI Symbol"/>'
_SHORT = 9
"""Rows of a table that no page parts."""
_TWIP = 635
"""A twentieth of a point, in the unit of pictures."""
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# What no XML may hold. The rest of what could harm is shown by its number already (visible.py).
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_USUAL_WEIGHT = 2.0
_WEIGHTS = {
    "goal": 4.5, "delivery": 4.2, "assignment": 4.2, "activity": 4.2, "what": 4.0, "indicator": 4.5, "meaning": 5.0,
    "answer": 3.2, "comment": 3.2, "owner-and-due": 3.8, "owner": 3.2, "notes": 4.0, "count": 1.0, "state": 2.2,
    "value": 2.5, "before": 2.4, "now": 2.4, "indicators-met": 2.4,
    "forecast": 2.4, "rating": 2.4, "proposal": 2.4, "resources": 3.0,
}  # fmt: skip
"""How wide the columns of a table are, beside each other."""


def writable(text: str) -> str:
    """Give a text as a document may hold it: each character that would do something else is shown by its number."""
    return _NO_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", visible(text))


def together(parts: Iterable[Xml], between: str = "") -> Xml:
    """Put together what stands beside each other."""
    return Xml(between.join(parts))


class Writer:
    """Writes one document. It gives each thing the place that is its own, once."""

    def __init__(self, styles: Styles, pictures: Pictures) -> None:
        self.width = 9000
        """How wide the writing is, in twentieths of a point; it is set for each place that is written to."""
        self._styles = styles
        self._pictures = pictures
        self._ids: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._placed: set[str] = set()
        self._coming: list[str] = []
        self._last_id = _FIRST_ID

    def _style(self, key: str) -> str:
        if key not in self._ids:
            self._ids[key] = escape(self._styles.of(key))
        return self._ids[key]

    # What stands on a line

    def text(
        self, text: str, style: str = "", *, bold: bool = False, language: str = "", of_signs: bool = False
    ) -> Xml:
        """Give a text, in a character style. `of_signs` takes the letters that have rare signs."""
        look = f'<w:rStyle w:val="{self._style(style)}"/>' if style else ""
        if of_signs:
            look += _LETTERS_WITH_SIGNS
        if bold:
            look += "<w:b/><w:bCs/>"
        if language:
            look += f'<w:lang w:val="{LOCALES[language]}"/>'
        look = f"<w:rPr>{look}</w:rPr>" if look else ""
        kept = ' xml:space="preserve"' if text != text.strip() else ""
        return Xml(f"<w:r>{look}<w:t{kept}>{escape(text)}</w:t></w:r>")

    def link(self, anchor: str, inner: Xml) -> Xml:
        """Let what stands on a line lead to a place."""
        return Xml(f'<w:hyperlink w:anchor="{self._name_of(anchor)}" w:history="1">{inner}</w:hyperlink>')

    def place(self, anchor: str) -> None:
        """Let the paragraph that is written next be a place."""
        self._coming.append(anchor)

    def at(self, anchor: str, inner: Xml) -> Xml:
        """Let what stands on a line be a place. Where a place is named twice, the first is meant."""
        if anchor in self._placed:
            return inner
        self._placed.add(anchor)
        number = self._next_id()
        return Xml(
            f'<w:bookmarkStart w:id="{number}" w:name="{self._name_of(anchor)}"/>{inner}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def _name_of(self, anchor: str) -> str:
        return self._names.setdefault(anchor, f"{BOOKMARK}{len(self._names) + 1}")

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    # What stands below each other

    def paragraph(self, inner: Xml, style: str = "body", *, keep: bool = False, more: str = "") -> Xml:
        """Give a paragraph. `keep` holds it together with the next."""
        kept = "<w:keepNext/>" if keep else ""
        while self._coming:
            inner = self.at(self._coming.pop(), inner)
        return Xml(f'<w:p><w:pPr><w:pStyle w:val="{self._style(style)}"/>{kept}{more}</w:pPr>{inner}</w:p>')

    def heading(self, level: int, inner: Xml) -> Xml:
        """Give a heading."""
        return self.paragraph(inner, f"heading {level}", keep=True)

    def item(self, inner: Xml, *, keep: bool = False) -> Xml:
        """Give a line of a list, with the sign that the template gives it."""
        if self._styles.is_list_numbered:
            return self.paragraph(inner, "list bullet", keep=keep)
        return self.step(inner, keep=keep)

    def step(self, inner: Xml, depth: int = 0, *, keep: bool = False) -> Xml:
        """Give a line of a list of several depths."""
        number = f'<w:ilvl w:val="{min(depth, DEEPEST)}"/><w:numId w:val="{self._styles.list_number}"/>'
        return self.paragraph(inner, "list bullet", keep=keep, more=f"<w:numPr>{number}</w:numPr>")

    def table(
        self, caption: str, keys: Sequence[str], heads: Sequence[Xml], rows: Iterable[Sequence[Xml]], part: float = 1
    ) -> Xml:
        """Give a table of cells, with columns as wide as these keys need.

        Its caption is read aloud. It takes that `part` of the width. No row is parted by the end of a page; a short
        table stands on one page as a whole.
        """
        weights = [_WEIGHTS.get(key, _USUAL_WEIGHT) for key in keys]
        widths = [int(self.width * part * weight / sum(weights)) for weight in weights]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        lines = [_row(heads, widths, "<w:cantSplit/><w:tblHeader/>")]
        lines += (_row(row, widths, "<w:cantSplit/>") for row in rows)
        kept = len(lines) if len(lines) <= _SHORT else 3
        lines[: kept - 1] = map(_with_next, lines[: kept - 1])
        told = escape(caption)
        return Xml(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._style("table")}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
            f' w:noVBand="1"/><w:tblCaption w:val="{told}"/><w:tblDescription w:val="{told}"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{''.join(lines)}</w:tbl>{self.paragraph(Xml(''), 'after table')}"
        )

    # Pictures

    def chart(self, svg: str, title: str, description: str) -> Xml:
        """Give a paragraph with the picture of a chart, held together with what follows."""
        picture = self._pictures.of(svg)
        wide, high = picture.width, picture.height
        if wide > self.width * _TWIP:
            wide, high = self.width * _TWIP, high * self.width * _TWIP // wide
        number = self._next_id()
        about = f'id="{number}" name="{picture.name}" descr="{escape(description)}" title="{escape(title)}"'
        extent = f'cx="{wide}" cy="{high}"'
        inner = (
            f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main"'
            f' distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/><wp:docPr {about}/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
            f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr>'
            f'<pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{_RELATIONS}"'
            f' r:embed="{picture.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        return self.paragraph(Xml(inner), "picture", keep=True)


def _with_next(row: str) -> str:
    """Hold a row together with the next. Its cells say in which style they are before anything else."""
    return row.replace("</w:pPr>", "<w:keepNext/></w:pPr>")


def _row(cells: Sequence[Xml], widths: Sequence[int], how: str) -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr>{how}</w:trPr>{inner}</w:tr>"


def sign_and_word(sign: str, word: str) -> str:
    """Tell how something stands. A dot as a sign would be taken for one that stands between words."""
    return f"{sign}\u00a0{word}" if sign not in {"", "·"} else word
