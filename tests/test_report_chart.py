"""The chart of an indicator as a picture of its own, as Word and PDF take it."""

import re
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element, fromstring

from effektkedja.basics.language import Catalogue
from effektkedja.report.formats.chart import chart_picture, chart_svg
from effektkedja.report.formats.palette import paper_colours
from effektkedja.report.model import Aim, Chart, Point, Text

SVG = "{http://www.w3.org/2000/svg}"


def point(year: int, value: str) -> Point:
    return Point(date(year, 12, 31), Decimal(value), value, str(year), Decimal(value) - 2, Decimal(value) + 2)


CHART = Chart(
    "kedja--I1",
    Text("Trygghet <ute> & hemma", "sv"),
    "2016 utgångsvärde 61. 2017: 63. 2018: 66.",
    point(2016, "61"),
    (point(2017, "63"), point(2018, "66")),
    (point(2018, "64"),),
    (point(2018, "68"),),
    (point(2018, "59"),),
    (Aim(date(2018, 1, 1), date(2018, 12, 31), Decimal(70), "70", None, None),),
    (),
)


def picture() -> Element:
    return fromstring(chart_picture(CHART, Catalogue("sv"), "sv"))


def test_it_is_a_document_with_a_size_and_a_name() -> None:
    root = picture()
    assert root.tag == f"{SVG}svg"
    _, _, width, height = root.attrib["viewBox"].split()
    assert (root.get("width"), root.get("height")) == (width, height)
    assert root.findtext(f"{SVG}title") == CHART.title.text
    assert root.findtext(f"{SVG}desc") == CHART.description


def test_it_brings_its_colours_and_asks_nobody_for_them() -> None:
    style = picture().findtext(f"{SVG}style") or ""
    assert "var(" not in style
    assert set(re.findall(r"#\w+", style)) <= set(paper_colours().values())
    styled = set(re.findall(r"\.([\w-]+)", re.sub(r"\{[^}]*\}", "", style)))
    drawn = {one.get("class") for one in picture().iter() if one.get("class")}
    assert drawn <= styled | {"chart"}


def test_it_draws_what_the_page_draws() -> None:
    alone = re.sub(r"<style>.*?</style>", "", chart_picture(CHART, Catalogue("sv"), "sv"), flags=re.DOTALL)
    on_page = chart_svg(CHART, Catalogue("sv"), "sv")
    assert alone.partition("<title")[2] == on_page.partition("<title")[2]
