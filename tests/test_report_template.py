"""The organisation's own template in Word: what it may hold, what is said of it, and that docs/word.md tells of it."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from support import REPOSITORY, TESTS, Answer, call, write
from test_report_docx import cells, every_text, headings, opened

from effektkedja.basics.language import Catalogue
from effektkedja.report.formats.docx import document as document_module
from effektkedja.report.formats.docx.fields import fields_of
from effektkedja.report.formats.docx.package import built_in_template
from effektkedja.report.model import Report

PLAN = TESTS / "snapshots" / "plans" / "rapport"
T2 = ("--review", "2026-T2", "--as-of", "2026-09-10")
PAGE = (REPOSITORY / "docs" / "word.md").read_text(encoding="utf-8")
HEAD = "effektkedja: 1\norganisation: {id: n, namn: Nämnden, typ: nämnd}\nperiod: 2026\n"


def template(folder: Path, *paragraphs: str, name: str = "mall.docx") -> Document:
    """Write a template with these paragraphs."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(str(folder / name))
    return made


def filled(folder: Path, *words: str, name: str = "mall.docx") -> tuple[Document, Answer]:
    """Give the report on a small chain in a template, and what was said."""
    answer = call("report", PLAN, *T2, "--template", name, "--output", "ut.docx", *words)
    assert answer.status in {0, 1}, answer.err
    return opened((folder / "ut.docx").read_bytes()), answer


def refused(folder: Path, name: str = "mall.docx") -> str:
    """Give what is said of a template that cannot be used; nothing is written then."""
    answer = call("report", PLAN, *T2, "--quiet", "--lang", "en", "--template", name, "--output", "ut.docx")
    assert (answer.status, answer.out) == (2, "")
    assert not (folder / "ut.docx").exists()
    [said] = answer.err.splitlines()
    return said.removeprefix("effektkedja: ")


# ------------------------------------------------------------------------------------------------------ its looks


def test_the_template_decides_how_it_looks(folder: Path) -> None:
    made = template(folder, "{{ title }}", "{{ body }}", "Beslutat av nämnden.")
    made.sections[0].header.paragraphs[0].text = "Sjöstads kommun · {{ review }}"
    made.sections[0].page_width = Cm(21)
    made.sections[0].left_margin = Cm(5)
    made.styles["Heading 1"].font.name = "Georgia"
    made.save(str(folder / "mall.docx"))
    document, _ = filled(folder)
    assert document.paragraphs[0].text == "Delårsuppföljning 2026"
    assert document.paragraphs[-1].text == "Beslutat av nämnden."
    assert document.sections[0].header.paragraphs[0].text == "Sjöstads kommun · 2026-T2"
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert ("Sammanfattning", 1) in [(text, level) for level, text in headings(document)]
    room = (document.sections[0].page_width or 0) - Cm(5) - (document.sections[0].right_margin or 0)
    for table in document.tables:
        assert int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w"))) * 635 <= room


def test_what_a_template_says_of_its_language_does_not_hold_for_the_report(folder: Path) -> None:
    made = template(folder, "{{ title }} {{ day }}", "{{ body }}")
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "de-DE")
    made.styles["Normal"].element.get_or_add_rPr().append(language)
    made.save(str(folder / "mall.docx"))
    document, _ = filled(folder, "--lang", "fi")
    assert [one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))] == ["fi-FI"]
    assert document.core_properties.language == "fi-FI"


def without_styles(made: Document, *names: str) -> None:
    root = made.styles.element
    for style in list(root.findall(qn("w:style"))):
        if style.find(qn("w:name")).get(qn("w:val")).lower() in names:
            root.remove(style)


def test_a_style_that_is_missing_is_added_and_told_of(folder: Path) -> None:
    made = template(folder, "{{ title }} {{ day }}", "{{ body }}")
    without_styles(made, "heading 3", "heading 4", "list bullet")
    made.save(str(folder / "mall.docx"))
    document, answer = filled(folder, "--lang", "en")
    assert "The template mall.docx lacks List Bullet, Heading 3 and Heading 4. They have been added" in answer.err
    assert {level for level, _ in headings(document)} == {1, 2, 3, 4}
    added = document.styles["Heading 4"]
    assert added.base_style is not None
    assert added.base_style.name == "Heading 3"
    assert added.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}").get(qn("w:val")) == "3"
    assert added.font.name is None  # it takes the letters of the template


@pytest.mark.parametrize("names", [("Rubrik {}", "Rubrik{}"), ("Otsikko {}", "Otsikko{}"), ("Heading {}", "x{}")])
def test_styles_are_found_by_the_names_that_word_shows(names: tuple[str, str], folder: Path) -> None:
    made = template(folder, "{{ title }} {{ day }}", "{{ body }}")
    for style in made.styles.element.findall(qn("w:style")):
        named = style.find(qn("w:name"))
        if found := re.fullmatch(r"heading ([1-4])", named.get(qn("w:val")).lower()):
            named.set(qn("w:val"), names[0].format(found[1]))
            style.set(qn("w:styleId"), names[1].format(found[1]))
    made.save(str(folder / "mall.docx"))
    document, answer = filled(folder)
    assert "saknar" not in answer.err
    used = [one.style.name for one in document.paragraphs if one.style is not None]
    assert {names[0].format(level) for level in range(1, 5)} <= set(used)


def test_a_template_without_lists_of_its_own_gets_one(folder: Path) -> None:
    template(folder, "{{ title }} {{ day }}", "{{ body }}")
    with zipfile.ZipFile(folder / "mall.docx") as package:
        parts = {part.filename: package.read(part) for part in package.infolist()}
    del parts["word/numbering.xml"]
    relations, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    parts[relations] = re.sub(rb"<Relationship [^>]*numbering.xml[^>]*/>", b"", parts[relations])
    parts[types] = re.sub(rb"<Override [^>]*numbering.xml[^>]*/>", b"", parts[types])
    zipped(folder / "mall.docx", parts)
    document, _ = filled(folder)
    numbers = {one.get(qn("w:val")) for one in document.element.body.iter(qn("w:numId"))}
    there = {one.get(qn("w:numId")) for one in document.part.numbering_part.element.iter(qn("w:num"))}
    assert numbers
    assert numbers <= there


def zipped(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


# --------------------------------------------------------------------------------------------------- what it holds


def test_what_a_template_has_no_place_for_is_told_of(folder: Path) -> None:
    template(folder, "{{ title }}", "{{ about }}", "{{ summary }}", "{{ goals }}")
    document, answer = filled(folder)
    assert [text for level, text in headings(document) if level == 1] == ["Sammanfattning", "Målområde: Ett rikt liv"]
    assert "Mallen mall.docx har ingen plats för Behöver svar eller åtgärd ({{ to_do }}), Nytt sedan" in answer.err
    assert "Resultatdialoger ({{ dialogues }})" in answer.err
    _, public = filled(folder, "--public")
    assert "{{ dialogues }}" not in public.err
    template(folder, "{{ body }}")
    _, answer = filled(folder, "--lang", "en")
    assert (
        "has no place for the name of the report ({{ title }}) and the day that it is about ({{ about }})" in answer.err
    )
    _, answer = filled(folder, "--quiet")
    assert answer.err == ""


def test_links_lead_to_nothing_that_is_left_out(folder: Path) -> None:
    template(folder, "{{ title }} {{ day }}", "{{ summary }}", "{{ risks }}")
    document, _ = filled(folder)
    places = {one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))}
    assert {one.get(qn("w:anchor")) for one in document.element.body.iter(qn("w:hyperlink"))} <= places
    assert "Unga har en fritid som de är nöjda med" in every_text(document)


def test_a_template_makes_tables_and_texts_of_its_own(folder: Path) -> None:
    made = template(folder, "{% for one in risks %}{{ one.title }} ({{ one.value }}). {% endfor %}")
    made.add_paragraph("{% if public %}Till alla{% else %}Till nämnden{% endif %}{% if not activities %}!{% endif %}")
    table = made.add_table(rows=4, cols=3)
    table.rows[0].cells[0].text = "Mål"
    table.rows[1].cells[0].text = "{%tr for goal in overview %}"
    for cell, text in zip(
        table.rows[2].cells, ("{{ goal.title }}", "{{ goal.forecast }}", "{{ goal.delivered }}"), strict=True
    ):
        cell.text = text
    table.rows[3].cells[0].text = "{%tr endfor %}"
    made.save(str(folder / "mall.docx"))
    document, _ = filled(folder)
    assert [one.text for one in document.paragraphs[:2]] == ["Kvällarna blir otrygga (12). ", "Till nämnden!"]
    assert cells(document.tables[0]) == [
        ["Mål", "", ""],
        ["Fler unga mår bra", "–", "1 av 3"],
        ["Unga har en fritid som de är nöjda med", "◐\u00a0delvis uppfyllt", "1 av 3"],
    ]


def test_a_part_may_stand_in_a_cell_and_beside_words(folder: Path) -> None:
    made = template(folder, "Läget: {{ states }}")
    made.add_table(rows=1, cols=2).rows[0].cells[0].text = "{{ overview }}"
    made.save(str(folder / "mall.docx"))
    document, _ = filled(folder)
    assert document.paragraphs[0].text == "Läget: "
    cell = document.tables[-1].rows[0].cells[0]
    assert cell.tables[0].rows[0].cells[0].text == "Mål"
    assert cell._tc[-1].tag == qn("w:p")


def test_a_text_in_another_language_is_declared_in_the_middle_of_a_line(folder: Path) -> None:
    made = template(folder)
    line = made.add_paragraph().add_run("{{ title }}: {{ organisation }}!")
    line.bold = True
    made.save(str(folder / "mall.docx"))
    document, _ = filled(folder, "--lang", "en")
    runs = [one for one in document.paragraphs[0].runs if one.text]
    assert [one.text for one in runs] == ["Interim report 2026: ", "Sjöstads kommun", "!"]
    assert [one.bold for one in runs] == [True] * 3
    languages = [one._r.find(f"{qn('w:rPr')}/{qn('w:lang')}") for one in runs]
    assert [one is not None and one.get(qn("w:val")) for one in languages] == [False, "sv-SE", False]


@pytest.mark.parametrize("text", ["{{ goal.text }}", "{{ one|safe }}", "{{ one|e }}", "{{ one|upper|safe }}"])
def test_no_filter_lets_a_text_be_more_than_a_text(text: str, folder: Path) -> None:
    said = "</w:t><w:br/>{{ 7*7 }}"
    write(folder, {"plan.yaml": f'{HEAD}vision: {{id: V, titel: "{said}"}}\n'})
    template(folder, "{% for one in visions %}" + text.replace("goal.text", "one") + "{% endfor %}")
    assert call("report", "plan.yaml", "--template", "mall.docx", "--output", "ut.docx", "--quiet").status == 0
    document = opened((folder / "ut.docx").read_bytes())
    assert document.paragraphs[0].text.lower() == said


# ------------------------------------------------------------------------------------------------------- its faults


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ("{{ titel }}", "The template mall.docx has the field titel, which does not exist. Write {{ title }} if that "),
        (
            "{{ Summary }}",
            "The template mall.docx has the field Summary, which does not exist. Write {{ summary }} if ",
        ),
        (
            "{{ risks_and_internal_control }}",
            "The template mall.docx has the field risks_and_internal_control, which does not exist. Write {{ risks }} ",
        ),
        ("{{ xyz }}", "The template mall.docx has the field xyz, which does not exist. The fields are title, "),
        ("{% if false %}{{ goalz }}{% endif %}", "The template mall.docx has the field goalz, which does not exist. "),
        (
            "{% for one in goals %}{{ one.titel }}{% endfor %}",
            "The template mall.docx has titel in a row, but such a row has none. Write title if ",
        ),
        (
            "{% for one in goals %}{{ one.xyz }}{% endfor %}",
            "The template mall.docx has xyz in a row, but such a row has none. It has id, title, area, ",
        ),
        ("Se {{ title ", "The template mall.docx has a fault among its fields, at “Se {{ title” ("),
        ("{% for one in goals %}", "The template mall.docx has a fault among its fields, at “"),
        ("{{ 1/0 }}", "The template mall.docx cannot be filled in (division by zero)."),
        ("{{ title.missing.more }}", "The template mall.docx has the field missing, which does not exist. "),
        ("{{ title|nosuch }}", "The template mall.docx has a fault among its fields, at “{{ title|nosuch }}” ("),
    ],
)
def test_a_fault_in_a_template_is_one_clear_sentence(paragraph: str, told: str, folder: Path) -> None:
    template(folder, "{{ body }}", paragraph)
    assert refused(folder).startswith(told)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}", "{{ title.__init__.__globals__ }}", "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}", "{{ self._TemplateReference__context }}", "{{ cycler.__init__.__globals__.os }}",
        "{{ body.__class__ }}",
    ],
)  # fmt: skip
def test_a_template_reaches_nothing_but_its_fields(text: str, folder: Path) -> None:
    template(folder, text)
    assert refused(folder)


def test_a_part_in_a_header_is_told_of(folder: Path) -> None:
    made = template(folder, "{{ body }}")
    made.sections[0].footer.paragraphs[0].text = "{{ about }}"
    made.save(str(folder / "mall.docx"))
    assert refused(folder).startswith("The template mall.docx has the field about in its header or footer.")


def _macros(parts: dict[str, bytes]) -> dict[str, bytes]:
    types = parts["[Content_Types].xml"]
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return parts | {
        "[Content_Types].xml": types.replace(main, b"application/vnd.ms-word.document.macroEnabled.main+xml")
    }


FILES: dict[str, tuple[Callable[[dict[str, bytes]], dict[str, bytes]], str]] = {
    "macros": (_macros, "mall.docx contains macros. Save the template as .docx, without macros."),
    "no part": (lambda parts: {name: part for name, part in parts.items() if name != "word/document.xml"}, "not-word"),
    "no types": (lambda parts: {"a": b"b"}, "not-word"),
    "broken xml": (lambda parts: parts | {"word/document.xml": b"<w:document><w:body>"}, "not-word"),
    "an entity": (
        lambda parts: (
            parts | {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}
        ),
        "not-word",
    ),
}


@pytest.mark.parametrize("fault", FILES)
def test_a_package_that_is_no_document_is_told_of(fault: str, folder: Path) -> None:
    template(folder, "{{ body }}")
    change, told = FILES[fault]
    with zipfile.ZipFile(folder / "mall.docx") as package:
        parts = {part.filename: package.read(part) for part in package.infolist()}
    zipped(folder / "mall.docx", change(parts))
    not_word = "mall.docx is not a Word document. Save the template in Word as .docx or .dotx."
    assert refused(folder) == (not_word if told == "not-word" else told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"Kommun", "mall.docx is not a Word document. Save the template in Word as .docx or .dotx."),
        (b"", "mall.docx is not a Word document. Save the template in Word as .docx or .dotx."),
        (b"PK\x03\x04 half", "mall.docx is not a Word document. Save the template in Word as .docx or .dotx."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "mall.docx is saved in an older format. Open it in Word and save it as "),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "mall.docx is locked with a password. Save the template without one.",
        ),
    ],
)
def test_a_file_that_is_no_document_is_told_of(content: bytes, told: str, folder: Path) -> None:
    write(folder, {"mall.docx": content})
    assert refused(folder).startswith(told)
    assert refused(folder, "finns-inte.docx").startswith("The template finns-inte.docx cannot be read: ")


def test_a_template_of_word_is_a_template(folder: Path) -> None:
    template(folder, "{{ title }} {{ day }}", "{{ body }}")
    with zipfile.ZipFile(folder / "mall.docx") as package:
        parts = {part.filename: package.read(part) for part in package.infolist()}
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(b"wordprocessingml.document.main", b"wordprocessingml.template.main")
    zipped(folder / "mall.dotx", parts)
    document, _ = filled(folder, name="mall.dotx")
    assert document.paragraphs[0].text.startswith("Delårsuppföljning 2026")


def test_a_template_is_for_word_only_and_is_never_written_over(folder: Path) -> None:
    template(folder, "{{ body }}")
    answer = call("report", PLAN, *T2, "--template", "mall.docx", "--lang", "en", "--quiet")
    assert (answer.status, answer.err) == (2, "effektkedja: --template cannot be used together with --format html.\n")
    before = (folder / "mall.docx").read_bytes()
    answer = call("report", PLAN, *T2, "--template", "mall.docx", "--output", "mall.docx", "--quiet")
    assert answer.status == 2
    assert "mall.docx läses i samma anrop" in answer.err
    assert (folder / "mall.docx").read_bytes() == before


# -------------------------------------------------------------------------------------------- the one that is built in


def test_the_built_in_template_is_one_to_begin_from(folder: Path) -> None:
    answer = call("report", "--write-template", "mall.docx")
    told = "effektkedja: Mallen är skriven till mall.docx. Ändra den i Word, och använd den med --template mall.docx\n"
    assert (answer.status, answer.out, answer.err) == (0, "", told)
    assert (folder / "mall.docx").read_bytes() == built_in_template()
    _, answer = filled(folder)
    assert "mall.docx" not in answer.err
    usual = call("report", PLAN, *T2, "--quiet", "--output", "vanlig.docx")
    assert usual.status in {0, 1}
    assert (folder / "vanlig.docx").read_bytes() == (folder / "ut.docx").read_bytes()


def test_nothing_is_written_over_by_it(folder: Path) -> None:
    write(folder, {"mall.docx": "min"})
    answer = call("report", "--write-template", "mall.docx")
    assert answer.status == 2
    assert (folder / "mall.docx").read_bytes() == b"min"
    assert call("report", "--write-template", "finns/inte/mall.docx").status == 2


def test_the_built_in_template_is_on_a4_and_easy_to_read() -> None:
    document = docx.Document(io.BytesIO(built_in_template()))
    for section in document.sections:
        assert (section.page_width, section.page_height) == (7560310, 10692130)
    for level in range(1, 5):
        style = document.styles[f"Heading {level}"]
        assert style.paragraph_format.keep_with_next
    for style in document.styles.element.iter(qn("w:color")):
        assert int(style.get(qn("w:val"))[:2], 16) <= 0x8C  # dark on white


# --------------------------------------------------------------------------------------------------------- the guide


def test_the_guide_tells_of_every_field(folder: Path) -> None:
    review, plan = (fields_of(report_given(kind), Catalogue("sv")) for kind in ("interim", "plan"))
    fields = {name: value or plan[name] for name, value in review.items()}
    told = set(re.findall(r"^\| `\{\{ (\w+) \}\}` \|", PAGE, flags=re.MULTILINE))
    assert told == set(fields)
    rows = dict(re.findall(r"^\| (`\w+`[^|]*) \| (`[^|]*) \|$", PAGE, flags=re.MULTILINE))
    assert len(rows) == 11
    for names, columns in rows.items():
        for name in re.findall(r"`(\w+)`", names):
            row = next(iter(fields[name]))  # type: ignore[call-overload]  # one of rows
            assert set(row) == set(re.findall(r"`(\w+)`", columns)), name


def test_the_guide_tells_of_every_style_of_ours() -> None:
    styles = {one.name or "" for one in docx.Document(io.BytesIO(built_in_template())).styles}
    for style in filter(re.compile("Effektkedja ").match, styles):
        assert style in PAGE or f", {style.removeprefix('Effektkedja ')}" in PAGE, style


def report_given(kind: str) -> Report:
    """Give a report that has something of everything, as the command puts it together."""
    with patch.object(document_module, "render_report_docx", side_effect=KeyboardInterrupt) as written:
        call("report", PLAN, *T2, "--kind", kind, "--output", "ut.docx", "--quiet")
    report: Report = written.call_args[0][0]
    return report
