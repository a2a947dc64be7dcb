"""The charts of a report as pictures in a document."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from effektkedja.report.formats.chart import HEIGHT, WIDTH
from effektkedja.report.formats.fonts import FAMILIES, write_fonts

if TYPE_CHECKING:
    from docx.document import Document

_WIDTH = 3_240_000
"""Of a picture in a document: 9 centimetres, in the unit of Word."""
_DOTS = 155
"""To the inch of the drawing, which makes more than 200 to the inch of the smaller picture in a document."""
_PAGES = (
    f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt)\n"
    "#set text(font: json(bytes(sys.inputs.families)))\n"
    "#for one in json(bytes(sys.inputs.charts)) "
    f'{{ page(image(bytes(one), format: "svg", width: {WIDTH}pt)) }}\n'
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a document holds."""

    name: str
    relation: str
    """What the document calls it."""
    width: int
    """In the unit of Word, 914,400 an inch."""
    height: int


class Pictures:
    """The charts of a report, each brought into the document where it is first used."""

    def __init__(self, charts: Iterable[str], document: "Document") -> None:
        self._charts = tuple(dict.fromkeys(charts))
        self._document = document
        self._brought: dict[str, Picture] = {}

    def of(self, chart: str) -> Picture:
        """Give the picture of one of the charts, which are SVG."""
        if chart not in self._brought:
            self._brought[chart] = self._bring(self._drawn[chart])
        return self._brought[chart]

    def _bring(self, image: bytes) -> Picture:
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.parts.image import ImagePart

        name = f"effektkedja{len(self._brought) + 1}.png"
        part = ImagePart(PackURI(f"/word/media/{name}"), CONTENT_TYPE.PNG, image)
        relation = self._document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        return Picture(name, relation, _WIDTH, _WIDTH * HEIGHT // WIDTH)

    @cached_property
    def _drawn(self) -> dict[str, bytes]:
        """All charts, drawn at once: that takes a fraction of the time of one by one."""
        return dict(zip(self._charts, _as_png(self._charts), strict=True))


def _as_png(pictures: tuple[str, ...]) -> list[bytes]:
    import typst

    inputs = {"charts": json.dumps(pictures), "families": json.dumps(FAMILIES)}
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_fonts(folder)
        source = folder / "charts.typ"
        source.write_text(_PAGES, encoding="utf-8")
        pages = typst.compile(
            source, font_paths=[folder], ignore_system_fonts=True, format="png", ppi=_DOTS, sys_inputs=inputs
        )
    return pages if isinstance(pages, list) else [pages]
