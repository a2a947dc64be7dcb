"""The charts of a report as pictures in a document."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from effektkedja.basics.language import Catalogue
from effektkedja.report.formats.chart import HEIGHT, WIDTH, chart_picture
from effektkedja.report.formats.fonts import FAMILIES, writable, write_fonts
from effektkedja.report.model import Chart, Report

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

    def __init__(self, report: Report, catalogue: Catalogue, document: "Document") -> None:
        self._report = report
        self._catalogue = catalogue
        self._document = document
        self._brought: dict[str, Picture] = {}

    def of(self, chart: Chart) -> Picture:
        """Give the picture of a chart of the report."""
        if chart.anchor not in self._brought:
            self._brought[chart.anchor] = self._bring(self._drawn[chart.anchor])
        return self._brought[chart.anchor]

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
        charts = list({chart.anchor: chart for chart in _charts(self._report)}.values())
        pictures = [
            writable(chart_picture(chart, self._catalogue, self._report.language, FAMILIES[0])) for chart in charts
        ]
        return dict(zip((chart.anchor for chart in charts), _as_png(pictures), strict=True))


def _as_png(pictures: list[str]) -> list[bytes]:
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


def _charts(report: Report) -> Iterator[Chart]:
    return (one.chart for one in report.all_indicators if one.chart)
