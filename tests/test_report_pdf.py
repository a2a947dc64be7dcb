"""The report as PDF: a document that can be read aloud (PDF/UA-1), and says what the page says."""

import itertools
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page, text_of
from pdfs import Pdf, attribute, role_of
from support import call, write
from test_report_page import HEAD, NASTIER, NASTY, REPORTS, hostile_plan, page_of

from effektkedja.basics.identity_numbers import masked
from effektkedja.report.formats.fonts import REPLACEMENT

IN_FINNISH = (*REPORTS["helsingborg"], "--lang", "fi")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pdf") / "rapport.pdf"


@pytest.fixture(params=REPORTS, scope="module")
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pdf(name: str, output: Path) -> Pdf:
    return document(name, output)


@cache
def document(name: str, output: Path) -> Pdf:
    """Give one of REPORTS."""
    return Pdf(content_of(name, output))


@cache
def content_of(name: str, output: Path) -> bytes:
    """Give the bytes of one of REPORTS."""
    return made(output, *REPORTS[name])


def made(output: Path, *words: str | Path) -> bytes:
    """Give the bytes of a report."""
    answer = call("report", "--quiet", "--format", "pdf", "--output", output, *words)
    assert answer.status in {0, 1}, answer.err
    assert not answer.out
    return output.read_bytes()


# ------------------------------------------------------------------------------------------------- read aloud


def test_it_says_that_it_is_accessible_and_what_it_is_called(name: str, pdf: Pdf) -> None:
    page = Page(page_of(name))
    assert str(pdf.catalog.Lang) == page.root.get("lang")
    assert bool(pdf.catalog.MarkInfo.Marked)
    assert bool(pdf.catalog.ViewerPreferences.DisplayDocTitle)
    with pdf.file.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == text_of(page.all("title")[0])


def test_everything_painted_is_tagged_or_decoration(pdf: Pdf) -> None:
    assert pdf.unmarked == []
    assert {str(page.obj.get("/Tabs")) for page in pdf.file.pages} == {"/S"}
    known = {"Part", "P", "Span"}
    roles = {role_of(one) for one in pdf.all()}
    renamed = {key.removeprefix("/"): str(value).removeprefix("/") for key, value in pdf.tags.RoleMap.items()}
    assert roles <= STANDARD_ROLES | renamed.keys()
    assert set(renamed.values()) <= known


STANDARD_ROLES = {
    "Document", "Part", "Div", "H1", "H2", "H3", "H4", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TR",
    "TH", "TD", "Span", "Link", "Figure", "TOC", "TOCI", "Reference",
}  # fmt: skip
"""Of ISO 32000-1, 14.8.4, those that reports use."""


def test_the_headings_are_those_of_an_outline_and_the_bookmarks_lead_to_them(pdf: Pdf) -> None:
    headings = pdf.headings()
    ranks = [rank for rank, _ in headings]
    assert ranks[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(ranks))
    assert all(text for _, text in headings)
    # The table of contents is no place of its own, nor are the headings that every goal has.
    assert [plain(one) for one in pdf.bookmarks()] == [plain(text) for rank, text in headings[1:] if rank != 3]


def test_every_table_has_headings(pdf: Pdf) -> None:
    for table in pdf.all("Table"):
        assert [role_of(one) for one in table.K] == ["THead", "TBody"]
        head, *rows = pdf.all("TR", within=table)
        columns = pdf.all("TH", "TD", within=head)
        assert [attribute(one, "/Scope") for one in columns] == ["/Column"] * len(columns)
        assert rows
        assert {len(pdf.all("TH", "TD", within=row)) for row in rows} == {len(columns)}


def test_every_list_has_items(pdf: Pdf) -> None:
    for one in pdf.all("L"):
        kinds = {role_of(kid) for kid in pdf.all("LI", within=one)}
        assert kinds == {"LI"}
    for item in pdf.all("LI"):
        assert pdf.text_of(item)


def test_charts_are_told_in_words(name: str, pdf: Pdf) -> None:
    page = Page(page_of(name))
    told = [" ".join(str(one.Alt).split()) for one in pdf.all("Figure")]
    charts = page.of_class("chart")
    parts = [
        [text_of(page.by_id(str(one.get(f"aria-{key}")))) for key in ("labelledby", "describedby")] for one in charts
    ]
    assert told == [". ".join(pair) for pair in parts]


def test_links_lead_to_places_and_say_where(pdf: Pdf) -> None:
    pages = {page.obj.objgen for page in pdf.file.pages}
    assert pdf.links()
    for link in pdf.links():
        assert str(link.Contents)
        assert "/StructParent" in link
        assert pdf.page_of(link).objgen in pages


def test_the_letters_come_with_the_document(pdf: Pdf) -> None:
    fonts = pdf.fonts()
    assert fonts
    assert all(fonts.values())
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} <= {
        "NotoSans",
        "NotoSansSymbols2",
        "NotoSansMath",
    }


def test_the_language_of_every_text_is_declared(output: Path) -> None:
    pdf = Pdf(made(output, *IN_FINNISH))
    swedish = pdf.in_language("sv")
    assert {"Helsingborgs stad", "Alla i Helsingborg ska ha möjlighet att påverka sina liv"} <= set(swedish)
    assert not {"Tiivistelmä", "Sisällys"} & set(swedish)


# ------------------------------------------------------------------------------------------------- what it says


def test_it_has_the_headings_of_the_page(name: str, pdf: Pdf) -> None:
    page = Page(page_of(name))
    [main] = page.all("main")
    eyebrows = [text_of(one) for one in page.of_class("eyebrow")]
    on_page = [(int(one.tag[-1]) - 1, plain(text_of(one))) for one in page.all("h2", "h3", "h4", "h5", within=main)]
    in_pdf = [(rank, plain(text)) for rank, text in pdf.headings()[1:]]
    captions = {plain(text_of(one)) for one in page.all("caption")}
    without = re.compile("|".join(f"^{re.escape(plain(one))}" for one in set(eyebrows))) if eyebrows else None
    expected = [(rank, without.sub("", text, count=1) if without and rank == 1 else text) for rank, text in on_page]
    assert [one for one in in_pdf if one[1] not in captions or one in expected] == expected


def test_its_tables_say_what_those_of_the_page_say(name: str, pdf: Pdf) -> None:
    """The figures on the page are those of the status (test_report.py)."""
    page = Page(page_of(name))
    on_page = [[[plain(cell) for cell in row] for row in page.rows(one)] for one in page.all("table")]
    in_pdf = [[[plain(cell) for cell in row] for row in pdf.rows(one)] for one in pdf.all("Table")]
    assert in_pdf == on_page


def test_its_facts_are_those_of_the_page(name: str, pdf: Pdf) -> None:
    page = Page(page_of(name))
    on_page = Counter(
        plain(text_of(pair))
        for one in page.all("dl")
        for pair in page.all("div", within=one)
        if page.all("dt", within=pair)
    )
    in_pdf = Counter(plain(pdf.text_of(one)) for one in pdf.all("LI"))
    assert on_page
    assert on_page - in_pdf == Counter()


def plain(text: str) -> str:
    """Give the letters and figures of a text, without the signs that stand beside words."""
    return re.sub(r"[\W_]+", "", text.replace("\u00ad", ""))


def test_the_same_report_is_the_same_document(output: Path) -> None:
    words = REPORTS["interim"]
    assert made(output, *words) == made(output, *words)


# ------------------------------------------------------------------------------------------------- hostile texts


def hostile(text: str, folder: Path, *words: str) -> Pdf:
    write(folder, {"plan.yaml": hostile_plan(text)})
    return Pdf(made(folder / "rapport.pdf", "plan.yaml", "--as-of", "2026-05-04", *words))


def read(pdf: Pdf) -> str:
    """Give what is read aloud, without the places where a line may end within a word."""
    return re.sub("[\u200b\u00ad]", "", pdf.text)


TYPST = '#panic("x") $x$ #read("look.typ") *z* _u_ <intro> @intro `k` // bort \\ #{1+1} = Rubrik'


@pytest.mark.parametrize("kind", ["interim", "plan"])
@pytest.mark.parametrize("text", [NASTY, NASTIER, TYPST])
def test_what_a_plan_says_is_text(text: str, kind: str, folder: Path) -> None:
    said = read(hostile(text, folder, "--kind", kind))
    assert said.count(text) >= (18 if kind == "plan" else 30)
    assert "49" not in said


def test_marks_that_turn_the_writing_about_are_shown_as_signs(folder: Path) -> None:
    said = read(hostile("fram\u202eegral\u2066x\u200fy", folder))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", said)
    assert "fram\\u202eegral" in said


def test_identity_numbers_are_masked(folder: Path) -> None:
    for text in ("Ring 811218-9876 om detta", "131052-308T"):
        content = hostile(text, folder)
        assert "9876" not in content.text
        assert "308T" not in content.text


def test_what_no_font_can_write_is_shown_by_a_sign(folder: Path) -> None:
    said = read(hostile("Växthuset 🌱 och \N{ARABIC LETTER MEEM} ✓ ≥ Київ Ελλάδα", folder))
    assert f"Växthuset {REPLACEMENT} och {REPLACEMENT} ✓ ≥ Київ Ελλάδα" in said


def test_a_word_without_end_is_parted_within_the_page(folder: Path) -> None:
    word = "W" * 10_000
    plan = hostile_plan("x").replace('titel: "x"', f'titel: "{word}"').replace('ansvarig: "x"', f'ansvarig: "{word}"')
    write(folder, {"plan.yaml": plan})
    content = made(folder / "rapport.pdf", "plan.yaml", "--as-of", "2026-05-04")
    assert word in re.sub(r"[\s\u200b\u00ad]", "", Pdf(content).text)
    assert_within_the_pages(content)


@pytest.mark.parametrize("letters", [300, 420, 1000, 2000])
def test_however_much_is_told_it_stays_on_the_pages(letters: int, folder: Path) -> None:
    text = ("långa ord " * letters)[:letters].strip()
    write(folder, {"plan.yaml": hostile_plan(text)})
    content = made(folder / "rapport.pdf", "plan.yaml", "--as-of", "2026-05-04")
    assert re.sub("[\u200b\u00ad]", "", Pdf(content).text).count(text) >= 30
    assert_within_the_pages(content)


def test_a_document_with_too_many_links_has_those_of_its_contents(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("effektkedja.report.formats.pdf.MOST_LINKS", 3)
    pdf = Pdf(made(output, *REPORTS["interim"]))
    assert len(pdf.links()) >= len(pdf.all("TOCI")) > 3
    assert [one for one in pdf.all("Link") if one not in pdf.all("Link", within=pdf.all("TOC")[0])] == []
    assert pdf.bookmarks()


def test_nothing_runs_off_the_page(name: str, output: Path) -> None:
    assert_within_the_pages(content_of(name, output))


def assert_within_the_pages(content: bytes) -> None:
    document = pypdfium2.PdfDocument(content)
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            assert 40 < left <= right < width - 40
            assert 20 < bottom <= top < height - 40
    document.close()


@given(
    text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1)
)
@settings(max_examples=40, deadline=None)
def test_any_text_is_read_as_it_is_written_as_far_as_there_are_letters(text: str, output: Path) -> None:
    said = "".join(f"\\U{ord(one):08x}" for one in f"a{text}b")
    plan = output.with_name("plan.yaml")
    plan.write_text(f'{HEAD}mål: [{{id: M1, titel: "{said}", nivå: nämnd}}]\n', encoding="utf-8")
    pdf = Pdf(made(output, plan))
    [goal] = [pdf.text_of(one) for one in pdf.all("H2") if pdf.text_of(one).endswith(" M1")]
    written = masked(" ".join(f"a{text}b".split()))
    fitting = "".join(f"(?:{re.escape(one)}|{REPLACEMENT})" for one in written)
    assert re.fullmatch(f"{fitting} M1", re.sub("[\u200b\u00ad]", "", goal))


# ------------------------------------------------------------------------------------------------- the command


def test_it_is_written_to_a_file_only(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD})
    answer = call("report", "plan.yaml", "--format", "pdf", "--lang", "en")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == ("effektkedja: The format pdf is written to a file. Write for example --output report.pdf\n")


@pytest.mark.parametrize("missing", ["typst", "pymupdf_fonts"])
def test_without_the_addition_it_says_what_to_install(
    missing: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"plan.yaml": HEAD})
    monkeypatch.setitem(sys.modules, missing, None)
    answer = call("report", "plan.yaml", "--format", "pdf", "--output", "rapport.pdf", "--lang", "en")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == (
        'effektkedja: The format pdf needs an addition. Install it with: pip install "effektkedja[pdf]"\n'
    )
    assert call("report", "plan.yaml", "--quiet").status == 0


def test_it_is_not_written_over_a_plan(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD})
    answer = call("report", "plan.yaml", "--quiet", "--format", "pdf", "--output", "plan.yaml")
    assert answer.status == 2
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == HEAD


def test_other_formats_do_not_load_typst(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD})
    code = (
        "import sys; from effektkedja.cli import run; status = run(sys.argv[1:]); "
        "sys.exit(status or bool({'typst', 'pymupdf_fonts'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code, "report", "plan.yaml", "--quiet"], check=True, capture_output=True)
