"""The report as a Word document: its outline, its tables and pictures, and what a plan may say in it."""

import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import program
from support import REPOSITORY, TESTS, call, sentences, write
from test_report import as_written
from test_report_page import NASTIER, NASTY, hostile_plan

from effektkedja.basics.identity_numbers import masked

PLAN = TESTS / "snapshots" / "plans" / "rapport"
EXAMPLES = REPOSITORY / "examples"
REPORTS: dict[str, tuple[str | Path, ...]] = {
    "interim": (PLAN, "--review", "2026-T2", "--as-of", "2026-09-10"),
    "public": (PLAN, "--review", "2026-T2", "--as-of", "2026-09-10", "--public"),
    "annual in Finnish": (PLAN, "--review", "2026-ÅR", "--as-of", "2027-01-20", "--lang", "fi"),
    "plan in English": (PLAN, "--kind", "plan", "--as-of", "2026-01-20", "--lang", "en"),
    "every field": (TESTS / "ok" / "alla-falt.yaml", "--review", "U2", "--as-of", "2026-09-10"),
    "enkoping": (EXAMPLES / "enkoping", "--as-of", "2019-09-15"),
    "helsingborg": (EXAMPLES / "helsingborg", "--as-of", "2017-01-20"),
    "helsinki": (EXAMPLES / "helsinki", "--as-of", "2025-06-01", "--lang", "fi"),
    "nothing": (TESTS / "projects" / "tva-kedjor" / "commands",),
}
HEAD = "effektkedja: 1\norganisation: {id: n, namn: Nämnden, typ: nämnd}\nperiod: 2026\n"
MAIN = "word/document.xml"


def written(*words: str | Path, to: Path) -> bytes:
    """Write a report, and give the file."""
    answer = call("report", "--quiet", "--output", to, *words)
    assert answer.status in {0, 1}, answer.err
    assert answer.out == ""
    return to.read_bytes()


@cache
def file_of(name: str) -> bytes:
    """Give the document of one of REPORTS."""
    with tempfile.TemporaryDirectory() as folder:
        return written(*REPORTS[name], to=Path(folder) / "rapport.docx")


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


@pytest.fixture(params=REPORTS, scope="module")
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def document(name: str) -> Document:
    return opened(file_of(name))


def headings(document: Document) -> list[tuple[int, str]]:
    """Give the headings of a document, with their levels."""
    return [
        (int(one.style.name[-1]), one.text)
        for one in document.paragraphs
        if one.style is not None and (one.style.name or "").startswith("Heading ")
    ]


def pictures(document: Document) -> list[Any]:
    return list(document.element.body.iter(qn("wp:docPr")))


def cells(table: Table) -> list[list[str]]:
    """Give what a table says, row by row."""
    return [
        ["\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p"))) for cell in row]
        for row in (list(row.iter(qn("w:tc"))) for row in table._tbl.iter(qn("w:tr")))
    ]


def table_of(document: Document, caption: str) -> list[list[str]]:
    """Give the table that is read aloud by a caption."""
    [found] = [table for table in document.tables if caption_of(table) == caption]
    return cells(found)


def caption_of(table: Table) -> str:
    return str(table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")))


# ------------------------------------------------------------------------------------------------- what it is made of


def test_the_headings_are_those_of_an_outline(document: Document) -> None:
    levels = [level for level, _ in headings(document)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(text.strip() for _, text in headings(document))


def test_every_table_has_a_caption_and_a_header_row_that_is_repeated(document: Document) -> None:
    for table in document.tables:
        assert caption_of(table)
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        head, *rows = table._tbl.iter(qn("w:tr"))
        assert head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(cells(table)[0])
        assert rows
        for row in (head, *rows):
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
            assert len(list(row.iter(qn("w:tc")))) == len(cells(table)[0])


def test_every_picture_says_what_it_shows(document: Document, name: str) -> None:
    """The same words stand at the charts of the page."""
    from pages import Page, text_of

    page = Page(call("report", "--quiet", *REPORTS[name]).out)
    charts = [[text_of(one) for one in chart if text_of(one)][:2] for chart in page.of_class("chart")]
    told = [[one.get("title"), one.get("descr")] for one in pictures(document)]
    assert [[" ".join(part.split()) for part in one] for one in told] == charts
    parts = [one.target_part for one in document.part.rels.values() if one.reltype.endswith("/image")]
    assert len(parts) == len(told)
    for picture, part in zip(pictures(document), parts, strict=True):
        width = int(picture.getparent().find(qn("wp:extent")).get("cx")) / 914_400
        assert part.image.px_width / width >= 200  # dots to the inch
        assert part.image.content_type == "image/png"


@pytest.mark.parametrize(
    ("name", "locale", "title"),
    [
        ("interim", "sv-SE", "Delårsuppföljning 2026"),
        ("annual in Finnish", "fi-FI", "Tilinpäätös"),
        ("plan in English", "en-GB", "Plan for 2026"),
    ],
)
def test_it_tells_programs_its_language_and_title(name: str, locale: str, title: str) -> None:
    document = opened(file_of(name))
    assert document.core_properties.language == locale
    assert document.core_properties.author == "Sjöstads kommun"
    shown = next(one.text for one in document.paragraphs if one.style is not None and one.style.name == "Title")
    assert document.core_properties.title == shown
    assert name == "annual in Finnish" or shown == title
    [language] = document.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == locale


def test_the_language_of_every_text_is_declared() -> None:
    document = opened(file_of("annual in Finnish"))
    foreign = {
        "".join(t.text or "" for t in run.iter(qn("w:t")))
        for run in document.element.body.iter(qn("w:r"))
        if run.find(f"{qn('w:rPr')}/{qn('w:lang')}") is not None
    }
    assert {"Sjöstads kommun", "Unga har en fritid som de är nöjda med", "Sommarläger"} <= foreign
    assert not list(opened(file_of("interim")).element.body.iter(qn("w:lang")))


def test_the_contents_name_the_headings_and_lead_to_them(document: Document) -> None:
    lines = [one for one in document.paragraphs if one.style is not None and (one.style.name or "").startswith("toc ")]
    named = [text for level, text in headings(document) if level <= 2]
    deepest = max((int((one.style.name or "")[-1]) for one in lines if one.style is not None), default=0)
    assert [one.text.strip() for one in lines] == [text for level, text in headings(document) if level <= deepest]
    assert deepest == 2 or len(named) > 90 or not any(level == 2 for level, _ in headings(document))
    codes = [one.text or "" for one in document.element.body.iter(qn("w:instrText"))]
    assert codes[0].startswith(" TOC ")
    chars = [one.get(qn("w:fldCharType")) for one in document.element.body.iter(qn("w:fldChar"))]
    assert chars.count("begin") == chars.count("separate") == chars.count("end") == len(codes)


def test_every_link_leads_to_a_place_and_every_place_has_a_name_of_its_own(document: Document) -> None:
    body = document.element.body
    starts = list(body.iter(qn("w:bookmarkStart")))
    names = [one.get(qn("w:name")) for one in starts]
    assert len(names) == len(set(names))
    assert all(len(name) <= 40 for name in names)
    ids = [one.get(qn("w:id")) for one in starts]
    assert sorted(ids) == sorted(one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkEnd")))
    assert len(ids) == len(set(ids))
    assert {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))} <= set(names)
    numbers = [one.get("id") for one in pictures(document)]
    assert len(numbers) == len(set(numbers))


# In which order the schema of the format has what may stand in a paragraph's, a run's and a table's properties.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs suppressAutoHyphens spacing ind "
    "contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "trPr": "cantSplit tblHeader",
    "style": "name basedOn next uiPriority qFormat pPr rPr tblPr tblStylePr",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg",
}


def test_everything_stands_in_the_order_of_the_schema(document: Document) -> None:
    for root in (document.element, document.styles.element):
        for parent, order in ORDERS.items():
            places = {qn(f"w:{name}"): place for place, name in enumerate(order.split())}
            for one in root.iter(qn(f"w:{parent}")):
                found = [places[child.tag] for child in one]
                assert found == sorted(found), [child.tag for child in one]
    styles = {one.get(qn("w:styleId")) for one in document.styles.element.iter(qn("w:style"))}
    for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
        for root in (document.element, document.styles.element):
            assert {one.get(qn("w:val")) for one in root.iter(qn(f"w:{kind}"))} <= styles
    for cell in document.element.body.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")


@pytest.mark.parametrize("name", ["interim", "helsingborg"])
def test_two_runs_give_the_same_file(name: str, tmp_path: Path) -> None:
    assert written(*REPORTS[name], to=tmp_path / "igen.docx") == file_of(name)
    with zipfile.ZipFile(tmp_path / "igen.docx") as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None


@pytest.mark.parametrize("name", ["interim", "enkoping", "helsinki"])
def test_libreoffice_opens_it_and_shows_what_it_says(name: str, tmp_path: Path) -> None:
    import pypdfium2

    (tmp_path / "rapport.docx").write_bytes(file_of(name))
    words = [program("soffice"), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    done = subprocess.run(
        [*words, "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "rapport.docx")],
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    pages = pypdfium2.PdfDocument(tmp_path / "rapport.pdf")
    shown = "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)
    pages.close()
    for _, text in headings(opened(file_of(name))):
        assert "".join(text.split()) in shown, text


# ---------------------------------------------------------------------------------------------- the same as elsewhere


@pytest.mark.parametrize("kind", ["interim", "annual", "mid-term", "end-of-term", "plan"])
@pytest.mark.parametrize("more", [(), ("--public",)])
def test_it_has_the_parts_of_the_other_formats(kind: str, more: tuple[str, ...], tmp_path: Path) -> None:
    words = (*REPORTS["interim"], "--kind", kind, *more)
    document = opened(written(*words, to=tmp_path / "rapport.docx"))
    markdown = call("report", "--quiet", "--format", "markdown", *words).out
    assert [text for level, text in headings(document) if level == 1] == re.findall(r"(?m)^## (.*)$", markdown)


def every_text(document: Document) -> str:
    """Give all that a document says, a line each paragraph."""
    return "\n".join(
        "".join(t.text or "" for t in one.iter(qn("w:t"))) for one in document.element.body.iter(qn("w:p"))
    )


def test_it_says_what_the_page_says() -> None:
    """Every word of the page stands in the document: those of its cards, lists and tables."""
    from pages import Page, text_of

    said = set(every_text(opened(file_of("interim"))).split())
    page = Page(call("report", "--quiet", *REPORTS["interim"]).out)
    for kind in ("said", "fact", "mark", "about", "reached"):
        for one in page.of_class(kind, within=page.all("main")[0]):
            missing = {word.strip("·").strip() for word in text_of(one).split()} - said - {""}
            assert {word.rstrip(".:,") for word in missing} <= {word.strip("().:,·") for word in said}, text_of(one)


def test_the_public_is_not_told_what_is_internal() -> None:
    public, board = (every_text(opened(file_of(name))) for name in ("public", "interim"))
    for words in ("0171", "tel.", "hyresvärden", "Dialog om hösten"):
        assert words not in public
        assert words in board
    assert "Rapporten är gjord för offentligheten" in public


@pytest.mark.parametrize("name", ["interim", "annual in Finnish", "enkoping", "helsingborg"])
def test_no_figure_differs_from_the_status(name: str) -> None:
    words = [word for word in REPORTS[name] if word not in {"--lang", "fi"}]
    status = call("status", "--quiet", "--format", "json", *words).json
    language = "fi" if "fi" in REPORTS[name] else "sv"
    catalogue, document = sentences(language), opened(file_of(name))
    if status["deliveries"]:
        rows = table_of(document, catalogue["report.label.states"])[1:]
        counts = {row[0].split("\u00a0")[-1]: int(row[1]) for row in rows}
        assert counts == {
            catalogue[f"status.state.{state}"]: status["totals"][state]
            for state in ("done", "late", "unexplained", "unanswered", "upcoming", "cancelled")
        }
        register = {row[1]: row[0] for row in table_of(document, catalogue["report.part.deliveries"])[1:]}
        for delivery in status["deliveries"]:
            [state] = [state for words, state in register.items() if re.search(rf" {delivery['id']}(\n|$)", words)]
            assert state.split("\u00a0")[-1] == catalogue[f"status.state.{delivery['state']}"]
    cards = dict(cards_of(document))
    for indicator in status["indicators"]:
        marks, figures = next(card for title, card in cards.items() if indicator["id"] in title.split())
        for key, label in (("baseline", "baseline"), ("value", "latest"), ("target", "target")):
            called = catalogue[f"report.label.{label}"].capitalize()
            told = [one for one in figures.split(" · ") if one.startswith(f"{called}: ")]
            if indicator[key] is None:
                assert key == "value" or not told
            else:
                assert as_written(indicator[key], language) in told[0].replace("\u00a0", " ").replace("\u202f", " ")
        if indicator["trend"]:
            assert catalogue[f"status.trend-{indicator['trend']}"] in marks
        if indicator["achieved"] is not None:
            assert catalogue["status.achieved" if indicator["achieved"] else "status.not-achieved"] in marks


def cards_of(document: Document) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give for each heading the two lines below it: of an indicator its marks and its figures."""
    texts = [(one.style.name if one.style else "", one.text) for one in document.paragraphs]
    for place, (style, text) in enumerate(texts[:-2]):
        if (style or "").startswith("Heading "):
            below = texts[place + 1 : place + 3]
            has_marks = below[0][0] == "Effektkedja Fact"
            yield text, (below[0][1], below[1][1]) if has_marks else ("", below[0][1])


# --------------------------------------------------------------------------------------------------- hostile texts


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {part.filename: package.read(part) for part in package.infolist()}


RAW = "{% raw %}{{ 7*7 }}{% endraw %} {_{ 7*7 }_} {%p if x %} {{r title }} <w:p/> ]]> &amp; \\' =cmd|' /C calc'!A0"


@pytest.mark.parametrize("kind", ["interim", "plan"])
@pytest.mark.parametrize("text", [NASTY, NASTIER, RAW])
def test_what_a_plan_says_is_text(text: str, kind: str, folder: Path) -> None:
    write(folder, {"plan.yaml": hostile_plan(text)})
    content = written("plan.yaml", "--as-of", "2026-05-04", "--kind", kind, to=folder / "rapport.docx")
    document = opened(content)
    harmless = opened(file_of("interim"))
    assert every_text(document).count(text) >= (18 if kind == "plan" else 30)
    assert {one.tag for one in document.element.iter()} <= {one.tag for one in harmless.element.iter()} | {qn("w:lang")}
    assert "49" not in every_text(document)
    assert not [one for one in document.part.rels.values() if one.is_external]
    assert document.core_properties.title.startswith(("Delår", "Plan"))
    assert set(parts_of(content)) - set(parts_of(file_of("interim"))) == set()
    header = document.sections[-1].header.paragraphs[0].text
    assert header.startswith(f"{text} · ")


def test_what_no_document_may_hold_is_shown_by_its_number(folder: Path) -> None:
    said = "a\u202eb\u2066c\u200fd\ufdd0body\ufdd0e"
    write(folder, {"plan.yaml": hostile_plan(said)})
    shown = every_text(opened(written("plan.yaml", to=folder / "rapport.docx")))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufdd0-\ufdef]", shown)
    assert "a\\u202eb\\u2066c\\u200fd\\ufdd0body\\ufdd0e" in shown


def test_identity_numbers_are_masked(folder: Path) -> None:
    write(folder, {"plan.yaml": hostile_plan("Ring 811218-9876 om detta")})
    content = written("plan.yaml", to=folder / "rapport.docx")
    assert not [name for name, part in parts_of(content).items() if b"9876" in part]


def test_a_word_without_end_stands_in_a_table_of_fixed_width(folder: Path) -> None:
    word = "å" * 10_000
    write(folder, {"plan.yaml": hostile_plan(word)})
    document = opened(written("plan.yaml", to=folder / "rapport.docx"))
    assert word in every_text(document)
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
    assert len(document.core_properties.author) <= 255


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn"]), min_size=1)
)
@settings(max_examples=25, deadline=None)
def test_any_text_is_read_as_it_is_written(text: str) -> None:
    said = json.dumps(f"a{text}b", ensure_ascii=False)
    plan = f"{HEAD}mål: [{{id: M1, titel: Ett, nivå: nämnd, beskrivning: {said}}}]\n"
    with tempfile.TemporaryDirectory() as folder:
        answer = call("report", "--quiet", "-", "--output", Path(folder) / "rapport.docx", stdin=plan.encode())
        assert answer.status in {0, 1}, answer.err
        document = opened((Path(folder) / "rapport.docx").read_bytes())
    one_line = re.sub(r"[^\S\u00a0\u2007\u202f]+", " ", f"a{text}b")  # the spaces that hold numbers together stay
    assert masked(one_line) in every_text(document)


# ----------------------------------------------------------------------------------------------------- the command


def test_the_ending_of_the_file_tells_the_format(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD})
    for name, begins in (("a.docx", b"PK"), ("A.DOCX", b"PK"), ("a.md", b"# "), ("a.html", b"<!D")):
        assert call("report", "-q", "plan.yaml", "--output", name).status == 0
        assert (folder / name).read_bytes().startswith(begins), name
    assert call("report", "-q", "plan.yaml", "--format", "markdown", "--output", "b.docx").status == 0
    assert (folder / "b.docx").read_bytes().startswith(b"# ")


def test_it_is_written_to_a_file_only(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD})
    answer = call("report", "plan.yaml", "--format", "docx")
    told = "effektkedja: Formatet docx skrivs till en fil. Skriv till exempel --output rapport.docx\n"
    assert (answer.status, answer.out, answer.err) == (2, "", told)


def test_a_plan_is_never_written_over(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD})
    answer = call("report", "plan.yaml", "--format", "docx", "--output", "plan.yaml")
    assert answer.status == 2
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == HEAD


@pytest.mark.parametrize("library", ["docxtpl", "typst", "pymupdf_fonts"])
def test_without_the_addition_one_sentence_says_what_to_install(
    library: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    write(folder, {"plan.yaml": HEAD})
    answer = call("report", "plan.yaml", "--output", "rapport.docx")
    told = 'effektkedja: Formatet docx behöver ett tillägg. Installera det med: pip install "effektkedja[docx]"\n'
    assert (answer.status, answer.err) == (2, told)
    assert call("report", "plan.yaml", "--output", "rapport.html").status == 0
