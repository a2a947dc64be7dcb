"""A site of several chains: its pages, its data, and the folder it is put into."""

import csv
import io
import json
import os
import re
import signal
import threading
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import Page, text_of
from support import REPOSITORY, TESTS, Answer, call, write
from test_report_page import NASTIER, NASTY, hostile_plan

from effektkedja.report.site import folder as site_folder_module
from effektkedja.report.site.slugs import distinct, slug
from effektkedja.report.site.tables import FIELDS

PLANS = TESTS / "snapshots" / "plans" / "webbplats"
DAY = "2026-05-04"
HEAD = "effektkedja: 1\norganisation: {{id: {0}, namn: {1}, typ: kommun}}\nperiod: 2026\n"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def make(folder: Path, *words: str | Path) -> Answer:
    """Make a site, and give what was said."""
    return call("report", *words, "--as-of", DAY, "--output", folder)


def made(folder: Path, *words: str | Path) -> Path:
    """Make a site that there is nothing to say against, and give its folder."""
    answer = make(folder, *words, "--quiet")
    assert (answer.status, answer.out, answer.err) == (0, "", "")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of three municipalities, two in Swedish and one in Finnish."""
    return made(tmp_path_factory.mktemp("site") / "public", PLANS)


def page_of(site: Path, name: str) -> Page:
    return Page((site / name).read_text(encoding="utf-8"))


def table(site: Path, name: str) -> list[dict[str, Any]]:
    """Give the rows of a table, from its JSON."""
    document = json.loads((site / "data" / f"{name}.json").read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = document[name]
    return rows


def files_of(folder: Path) -> dict[str, bytes]:
    """Give what lies in a folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def chain_of(number: int, name: str, more: str = "") -> str:
    """Give a plan with a goal, for a site that is not about it."""
    return HEAD.format(number, name) + "mål: [{id: M1, titel: Ett mål, nivå: fullmäktige}]\n" + more


# ------------------------------------------------------------------------------------------------------- pages


def test_a_folder_of_chains_gives_a_site(site: Path) -> None:
    tables = {f"data/{name}.{ending}" for name in FIELDS for ending in ("csv", "json")}
    assert set(files_of(site)) == tables | {
        ".effektkedja-site.json", "index.html", "data.html", "sitemap.xml", "organisations/bergby.html",
        "organisations/jarvikunta.html", "organisations/sjostad.html", "indicators/u09407.html",
        "indicators/n09801.html", "indicators/i2-besok-per-invanare.html", "indicators/i2-kaynnit.html",
        "indicators/i3-unga-trivs.html",
    }  # fmt: skip


def test_the_index_tells_of_each_organisation_at_its_own_review(site: Path) -> None:
    page = page_of(site, "index.html")
    [organisations, *_] = page.all("table")
    assert page.rows(organisations)[1:] == [
        ["Bergby kommunDelårsuppföljning 2026", "VÅR31 mars 2026", "Bedömning av de politiska målen● uppfyllt: 1",
         "1 av 1100 %"],
        ["JärvikuntaDelårsuppföljning 2026", "2026-T130 april 2026", "Bedömning av de politiska målenInte bedömt: 1",
         "–"],
        ["Sjöstads kommunDelårsuppföljning 2026", "2026-T130 april 2026",
         "Prognos för de politiska målen● uppfyllt: 1◐ delvis uppfyllt: 1", "0 av 10 %"],
    ]  # fmt: skip
    summary = text_of(page.sections()["Sammanfattning"])
    assert "3 effektkedjor, från 3 organisationer" in summary
    assert "1 av 2 leveranser" in summary
    assert "5 indikatorer redovisas. 4 av dem går att jämföra" in summary


def test_the_page_of_a_chain_is_its_report_with_a_way_back(site: Path) -> None:
    alone = call("report", "--quiet", PLANS / "sjostad.yaml", "--as-of", DAY).out
    back = '<p class="home"><a href="../index.html">Alla organisationer och indikatorer</a></p>\n'
    page = (site / "organisations" / "sjostad.html").read_text(encoding="utf-8")
    assert back in page
    assert page.replace(back, "") == alone


def test_the_page_of_an_indicator_compares_those_who_have_it(site: Path) -> None:
    page = page_of(site, "indicators/u09407.html")
    latest, course, *_ = page.all("table")
    assert [row[:3] for row in page.rows(latest)[1:]] == [
        ["Bergby kommun", "78 (2025)", "minst 80 (2026)"],
        ["Järvikunta", "72 (2025)", "–"],
        ["Sjöstads kommun", "71 (2025)", "minst 75 (2026)"],
    ]
    assert page.rows(course) == [
        ["Period", "1 Bergby kommun", "2 Järvikunta", "3 Sjöstads kommun"],
        ["2021", "–", "–", "61 utgångsvärde"],
        ["2022", "70", "–", "63"],
        ["2023", "74", "68 utgångsvärde", "62"],
        ["2024", "73", "66", "66"],
        ["2025", "78", "72", "71"],
    ]
    [chart, *_] = page.of_class("chart")
    described = page.by_id(str(chart.get("aria-describedby"))).text
    assert described == (
        "Bergby kommun: från 70 (2022) till 78 (2025). Järvikunta: från 68 (2023) till 72 (2025). "
        "Sjöstads kommun: från 61 (2021) till 71 (2025)."
    )


def test_each_line_of_a_chart_can_be_told_without_its_colour(site: Path) -> None:
    page = page_of(site, "indicators/u09407.html")
    [chart, *_] = page.of_class("chart")
    assert [one.text for one in page.of_class("latest", within=chart)] == ["1", "2", "3"]
    marks = {re.sub(r"M[-\d. ]+m", "m", str(one.get("d")), count=1) for one in page.of_class("dot", within=chart)}
    assert len(marks) == 3
    style = (REPOSITORY / "src/effektkedja/report/formats/templates/site/site.css").read_text(encoding="utf-8")
    dashes = dict(re.findall(r"\.line\.line-(\d) \{ stroke-dasharray: ([\d ]+); \}", style))
    assert len({dashes.get(str(number)) for number in range(6)}) == 6


def test_what_is_measured_in_other_units_is_not_drawn_together(site: Path) -> None:
    page = page_of(site, "indicators/n09801.html")
    assert "Enheten är inte skriven likadant överallt" in page.text
    assert page.rows(page.all("table")[1])[0] == ["Period", "1 Bergby kommun (antal)", "2 Sjöstads kommun (tusental)"]
    assert all(str(one.get("aria-labelledby")).startswith("s") for one in page.of_class("chart"))


def test_one_organisation_alone_is_not_compared(site: Path) -> None:
    page = page_of(site, "indicators/i2-kaynnit.html")
    assert "En organisation följer den här indikatorn." in page.text
    assert len(page.of_class("indicator")) == 1
    assert list(page.sections()) == ["Varje organisation för sig"]


SAME = "{id: I1, titel: Nöjda, enhet: procent}"


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (SAME, True),
        ("{id: I1, titel: nöjda , enhet: Procent}", True),
        ("{id: I2, titel: Nöjda, enhet: procent}", False),
        ("{id: I1, titel: Mycket nöjda, enhet: procent}", False),
        ("{id: I1, titel: Nöjda, enhet: antal}", False),
        ("{id: I1, titel: Nöjda, enhet: procent, typ: kvalitativ, skala: [a, b]}", False),
        ("{id: I1, titel: Nöjda, enhet: procent, kolada: {nyckeltal: N00001}}", False),
    ],
)
def test_without_an_official_number_all_must_agree(other: str, is_same: bool, folder: Path) -> None:
    assert are_same(folder, SAME, other) is is_same


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ("{id: X, titel: Annat, enhet: andel, kolada: {nyckeltal: n00001}}", True),
        ("{id: I1, titel: Nöjda, kolada: {nyckeltal: N00001, kön: kvinnor}}", False),
        ("{id: I1, titel: Nöjda, kolada: {nyckeltal: N00002}}", False),
    ],
)
def test_an_official_number_tells_what_is_the_same(other: str, is_same: bool, folder: Path) -> None:
    assert are_same(folder, "{id: I1, titel: Nöjda, kolada: {nyckeltal: N00001}}", other) is is_same


def are_same(folder: Path, one: str, other: str) -> bool:
    """Tell whether a site takes two indicators for the same."""
    write(
        folder, {f"{n}.yaml": chain_of(n, f"Ort {n}", f"indikatorer: [{text}]\n") for n, text in ((1, one), (2, other))}
    )
    rows = table(made(folder / "out", "1.yaml", "2.yaml"), "indicators")
    return len({row["indicator"] for row in rows}) == 1


def test_all_links_lead_somewhere(site: Path) -> None:
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    places = {path: {one.get("id") for one in page.all()} for path, page in pages.items()}
    reached = {site / "index.html"}
    for path, page in pages.items():
        assert page.errors == []
        assert page.all("a")
        for link in page.all("a"):
            address = urlsplit(str(link.get("href")))
            assert not address.scheme
            assert not address.netloc
            assert not address.path.startswith("/")
            target = Path(os.path.normpath(path.parent / unquote(address.path))) if address.path else path
            assert target.is_file(), (path, link.get("href"))
            if address.fragment:
                assert unquote(address.fragment) in places[target], (path, link.get("href"))
            reached.add(target)
    assert {
        path for path in site.rglob("*") if path.suffix in {".html", ".csv", ".json"} and path.name[0] != "."
    } <= reached


def test_every_page_is_complete_in_itself(site: Path) -> None:
    for path in site.rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        page = Page(source)
        assert page.root.get("lang") == "sv"
        [policy] = [str(one.get("content")) for one in page.all("meta") if one.get("http-equiv")]
        assert "default-src 'none'" in policy
        assert ("script-src" in policy) == bool(page.all("script"))
        assert not page.all("script") or path.parent.name == "organisations"
        assert [one.get("href") for one in page.all("link")] == ["data:,"]
        assert not page.all("img", "iframe", "object")


def test_one_chain_is_a_site_too(folder: Path) -> None:
    write(folder, {"plan.yaml": chain_of(1, "Orten")})
    site = made(folder / "out", "plan.yaml")
    assert (
        text_of(page_of(site, "index.html").all("a", within=page_of(site, "index.html").all("table")[0])[0]) == "Orten"
    )
    assert (site / "organisations" / "1.html").is_file()


@pytest.mark.parametrize("lang", ["en", "fi"])
def test_it_is_written_in_the_language_of_the_reader(lang: str, tmp_path: Path) -> None:
    site = made(tmp_path / "out", PLANS, "--lang", lang)
    for path in site.rglob("*.html"):
        assert Page(path.read_text(encoding="utf-8")).root.get("lang") == lang
    named = {"fi": "Tyytyväisyys kirjastoon", "en": "Invånare som är nöjda med biblioteken"}
    title = page_of(site, "indicators/u09407.html").all("h1")[0]
    assert text_of(title).startswith(named[lang])


def test_many_organisations_share_the_axes_of_several_charts(folder: Path) -> None:
    plans = {
        f"{n:02}.yaml": chain_of(
            n, f"Ort {n:02}", f"indikatorer: [{{id: I1, titel: Nöjda, utfall: [{{period: 2025, värde: {n}}}]}}]\n"
        )
        for n in range(1, 9)
    }
    write(folder, plans)
    page = page_of(made(folder / "out", "."), "indicators/i1-nojda.html")
    first, second = page.of_class("compared")
    ticks = [[text_of(one) for one in page.of_class("tick", within=part)] for part in (first, second)]
    assert ticks[0] == ticks[1]
    assert [len(page.of_class("latest", within=part)) for part in (first, second)] == [6, 2]


# -------------------------------------------------------------------------------------------------------- data


@pytest.mark.parametrize(
    ("paths", "as_of"),
    [
        ([PLANS / "sjostad.yaml"], DAY),
        ([REPOSITORY / "examples" / "enkoping"], "2019-09-15"),
        ([REPOSITORY / "examples" / "helsinki"], "2025-05-04"),
        ([REPOSITORY / "examples" / "karlstad"], "2023-01-20"),
    ],
    ids=["sjostad", "enkoping", "helsinki", "karlstad"],
)
def test_the_data_is_that_of_status(paths: list[Path], as_of: str, tmp_path: Path) -> None:
    site = tmp_path / "out"
    assert call("report", "--quiet", *paths, "--as-of", as_of, "--output", site).status == 0
    status = call("status", "--quiet", "--format", "json", *paths, "--as-of", as_of).json
    [organisation] = table(site, "organisations")
    assert {key: organisation[key] for key in status["totals"]} == status["totals"]
    assert organisation["review"] == status["review"]
    assert organisation["as_of"] == status["as_of"]
    for name in ("deliveries", "indicators"):
        rows = table(site, name)
        assert len(rows) == len(status[name])
        for row, told in zip(rows, status[name], strict=True):
            shared = row.keys() & told.keys()
            assert len(shared) >= 9
            assert {key: row[key] for key in shared} == {key: told[key] for key in shared}


@pytest.mark.parametrize("name", FIELDS)
def test_both_forms_of_a_table_say_the_same(name: str, site: Path) -> None:
    written = (site / "data" / f"{name}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert tuple(rows[0]) == FIELDS[name]
    for row, told in zip(rows, table(site, name), strict=True):
        assert tuple(told) == FIELDS[name]
        assert row == {key: as_field(value) for key, value in told.items()}


def as_field(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else " ".join(str(value).split())


@pytest.mark.parametrize("lang", ["sv", "en", "fi"])
def test_every_field_is_explained(lang: str, tmp_path: Path) -> None:
    page = page_of(made(tmp_path / "out", PLANS, "--lang", lang), "data.html")
    for name, fields in FIELDS.items():
        [section] = [one for one in page.all("section") if one.get("aria-labelledby") == name]
        told = {
            text_of(one): text_of(two)
            for one, two in zip(page.all("dt", within=section), page.all("dd", within=section), strict=True)
        }
        assert tuple(told) == fields
        assert all(told.values())


def test_what_was_measured_stands_there_with_all_its_values(site: Path) -> None:
    rows = [row for row in table(site, "values") if (row["chain"], row["id"]) == ("sjostad", "I1")]
    assert [(row["kind"], row["period"], row["value"]) for row in rows] == [
        ("baseline", "2021", "61"), ("outcome", "2022", "63"), ("outcome", "2023", "62"), ("outcome", "2024", "66"),
        ("outcome", "2025", "71"), ("target", "2026", "75"),
    ]  # fmt: skip


def test_a_number_below_zero_stays_a_number(folder: Path) -> None:
    values = "indikatorer: [{id: I1, titel: =1+1, utfall: [{period: 2025, värde: -2.5}]}]\n"
    write(folder, {"plan.yaml": chain_of(1, "Orten", values)})
    site = made(folder / "out", "plan.yaml")
    written = (site / "data" / "indicators.csv").read_text(encoding="utf-8").splitlines()[1].split(",")
    assert "'=1+1" in written
    assert "-2.5" in written


def test_the_public_is_not_told_what_is_kept_back(tmp_path: Path) -> None:
    secrets = ("0171-12 34 56", "hyran")
    for public, words in ((False, []), (True, ["--public"])):
        everything = b"".join(files_of(made(tmp_path / str(public), PLANS, *words)).values()).decode()
        assert [secret in everything for secret in secrets] == [not public] * 2
    assert "Rapporten är gjord för offentligheten" in page_of(tmp_path / "True", "index.html").text
    assert json.loads((tmp_path / "True" / "data" / "goals.json").read_text(encoding="utf-8"))["public"] is True


# ------------------------------------------------------------------------------------------------ hostile texts


@pytest.mark.parametrize("text", [NASTY, NASTIER, "=cmd|' /C calc'!A0", "\t=1+1", "å" * 290, "fram\\u202eegral"])
def test_what_a_plan_says_is_text_everywhere(text: str, folder: Path) -> None:
    said = text if "\\u" in text else json.dumps(text, ensure_ascii=False)[1:-1]
    write(
        folder,
        {f"{n}.yaml": hostile_plan("x").replace('"x"', f'"{said}"').replace("id: n,", f"id: n{n},") for n in (1, 2)},
    )
    site = folder / "out"
    assert make(site, "--quiet", "1.yaml", "2.yaml").status == 0
    for name, content in files_of(site).items():
        source = content.decode("utf-8")
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", source), name
        if name.endswith(".html"):
            page = Page(source)
            assert page.errors == []
            assert len(page.all("script")) == name.startswith("organisations/")
            assert not page.all("img", "iframe")
            assert not [key for one in page.all() for key in one.keys() if key.startswith("on")]  # noqa: SIM118 (no mapping)
        elif name.endswith(".csv"):
            for row in csv.reader(io.StringIO(source)):
                assert not [cell for cell in row if re.match(r"\s*[=+@\-]", cell)]
        elif name.endswith(".json"):
            json.loads(source)
        else:
            ElementTree.fromstring(source)


HOSTILE_IDS = ["con", "CON", "nul", "..", "index", "com1", "å", "a", "ä", "本", "811218-9876", "-", "A" * 64]


def test_names_of_pages_are_safe_whatever_ids_there_are(folder: Path) -> None:
    write(
        folder,
        {f"{n:02}.yaml": chain_of(0, "Orten").replace("id: 0", f'id: "{id_}"') for n, id_ in enumerate(HOSTILE_IDS)},
    )
    site = folder / "out"
    make(site, ".")
    names = [path.stem for path in (site / "organisations").iterdir()]
    assert len(names) == len(HOSTILE_IDS)
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch("[a-z0-9-]+", name) for name in names)
    assert not {"con", "nul", "com1", "index"} & set(names)
    assert not [name for name in names if "9876" in name]
    assert {path.name for path in folder.iterdir()} == {
        "out",
        "effektkedja.toml",
        *(f"{n:02}.yaml" for n in range(len(HOSTILE_IDS))),
    }


@given(st.lists(st.text(), max_size=8))
def test_names_are_distinct_and_do_not_depend_on_their_order(texts: list[str]) -> None:
    wishes = [((text, f"{text} {number}"), f"{number}") for number, text in enumerate(texts)]
    names = distinct(wishes)
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z0-9-]+", name) and len(name) <= 70 for name in names)
    backwards = distinct(wishes[::-1])[::-1]
    assert backwards == names


@given(st.text())
def test_a_name_holds_nothing_that_a_system_or_an_address_would_obey(text: str) -> None:
    assert re.fullmatch("[a-z0-9-]*", slug(text))


# ------------------------------------------------------------------------------------------------------ sitemap


def locations(site: Path) -> list[str]:
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    assert root.tag == f"{SITEMAP}urlset"
    return [str(one.text) for one in root.iter(f"{SITEMAP}loc")]


@pytest.mark.parametrize(
    "url", ["https://uppfoljning.example.se", "https://uppfoljning.example.se/", "http://a.example:8080/mål/2026"]
)
def test_the_sitemap_has_the_whole_address_of_every_page(url: str, tmp_path: Path) -> None:
    site = made(tmp_path / "out", PLANS, "--url", url)
    root = {"http://a.example:8080/mål/2026": "http://a.example:8080/m%C3%A5l/2026/"}.get(
        url, "https://uppfoljning.example.se/"
    )
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert set(locations(site)) == {root + page for page in pages}


def test_without_an_address_the_pages_are_named_as_seen_from_the_map(site: Path, tmp_path: Path) -> None:
    assert all((site / name).is_file() for name in locations(site))
    assert "--url" in make(tmp_path / "out", PLANS).err


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.se",
        "ftp://example.se",
        "https://",
        "https://a b",
        "https://a.se/?x=1",
        "https://a.se/#x",
        "https://u:p@a.se",
        "javascript:1",
        "https://a.se:x/",
        'https://a.se/"',
    ],
)
def test_what_is_no_address_is_wrong_use(url: str, tmp_path: Path) -> None:
    answer = make(tmp_path / "out", PLANS, "--url", url)
    assert answer.status == 2
    assert "ingen adress" in answer.err
    assert not (tmp_path / "out").exists()


# ---------------------------------------------------------------------------------------------------- the folder


@pytest.mark.parametrize("written", ["out/", "out", "site.v2/"])
def test_a_folder_is_known_by_its_name(written: str, folder: Path) -> None:
    write(folder, {"plan.yaml": chain_of(1, "Orten")})
    assert call("report", "plan.yaml", "--quiet", "--output", written).status == 0
    assert (folder / written / "index.html").is_file()


def test_a_folder_that_is_there_is_one_whatever_it_is_called(folder: Path) -> None:
    write(folder, {"plan.yaml": chain_of(1, "Orten")})
    (folder / "out.html").mkdir()
    assert call("report", "plan.yaml", "--quiet", "--output", "out.html").status == 0
    assert (folder / "out.html" / "index.html").is_file()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "markdown", "--output", "out/"], "--format html"),
        (["--url", "https://a.se", "--output", "out.html"], "--output public/"),
        (["--url", "https://a.se"], "--output public/"),
        (["--output", "."], "Välj en annan mapp"),
        (["--output", "plans"], "Välj en annan mapp"),
        (["--output", "out/", "--review", "X"], "uppföljningen X"),
        (["--output", "out/", "--kind", "x"], "--kind"),
    ],
)
def test_what_cannot_be_carried_out_is_told_and_leaves_no_trace(words: list[str], told: str, folder: Path) -> None:
    write(folder, {"plans/plan.yaml": chain_of(1, "Orten")})
    before = files_of(folder)
    answer = call("report", "plans", *words)
    assert answer.status == 2
    assert told in answer.err
    assert files_of(folder) == before
    assert not (folder / "out").exists()


def test_no_plan_that_can_be_read_leaves_the_old_site(folder: Path) -> None:
    write(folder, {"plan.yaml": chain_of(1, "Orten")})
    before = files_of(made(folder / "out", "plan.yaml"))
    write(folder, {"plan.yaml": "effektkedja: 1\nmål: [\n"})
    answer = make(folder / "out", "plan.yaml")
    assert answer.status == 2
    assert "ingen webbplats är skriven" in answer.err
    assert files_of(folder / "out") == before


def test_what_cannot_be_read_is_told_and_the_rest_is_there(folder: Path) -> None:
    write(folder, {"a.yaml": chain_of(1, "Orten"), "b.yaml": "effektkedja: 1\nmål: [\n"})
    answer = make(folder / "out", ".")
    assert answer.status == 1
    assert "b.yaml:" in answer.err
    assert len(table(folder / "out", "organisations")) == 1


def test_the_same_plans_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    again = made(tmp_path / "other", PLANS / "sjostad.yaml", PLANS / "jarvikunta.yaml", PLANS / "bergby.yaml")
    assert files_of(again) == files_of(site)
    assert files_of(made(again, PLANS)) == files_of(site)


def test_what_no_longer_belongs_goes_and_what_is_not_ours_stays(folder: Path) -> None:
    write(folder, {"a.yaml": chain_of(1, "Ett"), "b.yaml": chain_of(2, "Två", f"indikatorer: [{SAME}]\n")})
    site = made(folder / "out", ".")
    write(site, {"CNAME": "a.example", "data/egen.csv": "a,b\n", "organisations/om.txt": "x"})
    (folder / "b.yaml").unlink()
    made(site, "a.yaml")
    names = set(files_of(site))
    assert {"CNAME", "data/egen.csv", "organisations/om.txt", "organisations/1.html"} <= names
    assert "organisations/2.html" not in names
    assert not (site / "indicators").exists()


def test_what_somebody_has_changed_is_not_lost_without_a_word(folder: Path) -> None:
    write(folder, {"a.yaml": chain_of(1, "Ett"), "b.yaml": chain_of(2, "Två")})
    site = made(folder / "out", ".")
    write(site, {"index.html": "mitt", "organisations/2.html": "mitt"})
    (folder / "b.yaml").unlink()
    answer = make(site, "a.yaml")
    assert "ändrat i dem: index.html" in answer.err
    assert "ligger kvar eftersom någon har ändrat i dem: organisations/2.html" in answer.err
    assert (site / "organisations" / "2.html").read_text(encoding="utf-8") == "mitt"
    assert "Ett" in page_of(site, "index.html").text


@pytest.mark.parametrize("name", ["index.html", "data/goals.csv", "organisations/1.html"])
def test_a_file_that_is_not_ours_is_never_written_over(name: str, folder: Path) -> None:
    write(folder, {"plan.yaml": chain_of(1, "Orten"), f"out/{name}": "mitt"})
    answer = make(folder / "out", "plan.yaml")
    assert answer.status == 2
    assert f"{name} i mappen" in answer.err
    assert files_of(folder / "out") == {name: b"mitt"}


@pytest.mark.skipif(os.name == "nt", reason="links take rights there")
def test_a_link_leads_nothing_out_of_the_folder(folder: Path) -> None:
    write(folder, {"plan.yaml": chain_of(1, "Orten"), "away/x": "x"})
    (folder / "out").mkdir()
    (folder / "out" / "organisations").symlink_to(folder / "away")
    assert make(folder / "out", "plan.yaml").status == 2
    assert files_of(folder / "away") == {"x": b"x"}


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[]", "null", '{"files": {"../plan.yaml": "x"}}', '{"files": {"/etc/passwd": "x"}}', "[" * 100_000],
)
def test_a_list_that_is_not_ours_is_not_believed(content: str, folder: Path) -> None:
    write(folder, {"plan.yaml": chain_of(1, "Orten"), "out/.effektkedja-site.json": content})
    answer = make(folder / "out", "plan.yaml")
    assert answer.status == 2
    assert ".effektkedja-site.json" in answer.err
    assert (folder / "plan.yaml").is_file()


def test_an_interruption_while_it_is_made_leaves_the_old_site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"a.yaml": chain_of(1, "Ett")})
    before = files_of(made(folder / "out", "."))
    write(folder, {"b.yaml": chain_of(2, "Två")})

    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("effektkedja.report.site.building.render_sitemap", interrupted)
    assert make(folder / "out", ".").status == 130
    assert files_of(folder / "out") == before
    assert make(folder / "new", ".").status == 130
    assert not (folder / "new").exists()


@pytest.mark.skipif(not hasattr(os, "kill") or os.name == "nt", reason="no such signals there")
def test_an_interruption_while_it_is_put_in_place_waits_until_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"a.yaml": chain_of(1, "Ett")})
    made(folder / "out", ".")
    write(folder, {"b.yaml": chain_of(2, "Två")})
    expected = files_of(made(folder / "expected", "a.yaml", "b.yaml"))
    as_usual = site_folder_module._digest

    def interrupted(path: Path) -> str:
        if path == folder / "out" / "index.html":
            os.kill(os.getpid(), signal.SIGINT)
        return as_usual(path)

    monkeypatch.setattr(site_folder_module, "_digest", interrupted)
    assert make(folder / "out", "a.yaml", "b.yaml").status == 130
    assert files_of(folder / "out") == expected


def test_a_folder_that_cannot_be_written_is_told(folder: Path) -> None:
    write(folder, {"plan.yaml": chain_of(1, "Orten"), "file": "x"})
    answer = make(folder / "file" / "out", "plan.yaml")
    assert answer.status == 2
    assert "Det går inte att skriva till" in answer.err


def test_the_planner_is_told_what_was_made(folder: Path) -> None:
    write(folder, {"plan.yaml": chain_of(1, "Orten")})
    answer = make(Path("out"), "plan.yaml", "--url", "https://a.example/", "--public")
    assert answer.out == ""
    assert "Webbplatsen i out är klar: 3 sidor. Börja med index.html." in answer.err
    assert "--public" not in answer.err
    assert "--public" in make(Path("out"), "plan.yaml").err


# ------------------------------------------------------------------------------------------------------- reviews


def test_a_review_holds_for_all_and_who_lacks_it_is_seen_at_the_one_before(folder: Path) -> None:
    site = made(folder / "out", PLANS, "--review", "2026-T1")
    rows = {row["chain"]: row for row in table(site, "organisations")}
    assert {chain: row["review"] for chain, row in rows.items()} == {
        "bergby": "VÅR", "jarvikunta": "2026-T1", "sjostad": "2026-T1",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["annual", "plan"])
def test_a_kind_holds_for_all(kind: str, folder: Path) -> None:
    assert {row["report"] for row in table(made(folder / "out", PLANS, "--kind", kind), "organisations")} == {kind}


# ------------------------------------------------------------------------------------------------------ the bar


def test_at_a_terminal_it_shows_how_far_it_has_come(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoTime(threading.Timer):
        def start(self) -> None:
            self.function()

    monkeypatch.setattr("effektkedja.cli.progress.Timer", NoTime)
    write(folder, {f"{n}.yaml": chain_of(n, f"Ort {n}") for n in range(3)})
    words = ("report", ".", "--output", "out")
    shown = call(*words, error_terminal=True).err
    assert "Gör webbplatsen" in shown
    assert "100%" in shown
    assert "Gör webbplatsen" not in call(*words).err
    assert "Gör webbplatsen" not in call(*words, "--quiet", error_terminal=True).err
