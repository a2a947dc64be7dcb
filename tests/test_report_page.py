"""The report as a page: whole HTML that a browser may trust, whatever a plan says."""

import base64
import hashlib
import itertools
import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page, name_of, text_of
from programs import validated
from support import REPOSITORY, TESTS, call, write

from effektkedja.basics.identity_numbers import masked
from effektkedja.report.formats.axes import day_number, time_axis, value_axis
from effektkedja.report.model import Chart, Point, Text

PLAN = TESTS / "snapshots" / "plans" / "rapport"
EVERY_FIELD = TESTS / "ok" / "alla-falt.yaml"
REPORTS: dict[str, tuple[str | Path, ...]] = {
    "interim": (PLAN, "--review", "2026-T2", "--as-of", "2026-09-10"),
    "public": (PLAN, "--review", "2026-T2", "--as-of", "2026-09-10", "--public"),
    "annual in Finnish": (PLAN, "--review", "2026-ÅR", "--as-of", "2027-01-20", "--lang", "fi"),
    "plan in English": (PLAN, "--kind", "plan", "--as-of", "2026-01-20", "--lang", "en"),
    "every field": (EVERY_FIELD, "--review", "U2", "--as-of", "2026-09-10"),
    "enkoping": (REPOSITORY / "examples" / "enkoping", "--as-of", "2019-09-15"),
    "helsingborg": (REPOSITORY / "examples" / "helsingborg", "--as-of", "2017-01-20"),
    "chains that are not joined": (*sorted((TESTS / "projects" / "tva-kedjor").glob("*.yaml")),),
    "nothing": (TESTS / "projects" / "tva-kedjor" / "commands",),
}

HEAD = "effektkedja: 1\norganisation: {id: n, namn: Nämnden, typ: nämnd}\nperiod: 2026\n"
# One text with what HTML, Markdown, templates, spreadsheets and terminals each would obey.
NASTY = "</title></style><script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt; {{ 7 * 7 }} {% raw %}"
NASTIER = '" onfocus="alert(1)" ](javascript:alert(1)) [a](http://a.example) ![b](c) =cmd|x `k` | # *z* ${1+1}'


@cache
def page_of(name: str) -> str:
    """Give the source of the page of one of REPORTS."""
    return source(*REPORTS[name])


def source(*words: str | Path) -> str:
    """Give the source of a report's page."""
    answer = call("report", "--quiet", *words)
    assert answer.status in {0, 1}, answer.err
    return answer.out


@pytest.fixture(params=REPORTS, scope="module")
def page(request: pytest.FixtureRequest) -> Page:
    return Page(page_of(request.param))


def test_it_is_html_without_a_fault(page: Page) -> None:
    assert page.errors == []


def test_every_place_has_a_name_of_its_own_and_every_link_leads_to_one(page: Page) -> None:
    ids = [one.get("id") for one in page.all() if one.get("id")]
    assert len(ids) == len(set(ids))
    for one in page.all():
        for key in ("aria-labelledby", "aria-describedby", "for"):
            assert set((one.get(key) or "").split()) <= set(ids), one.get(key)
    links = [str(one.get("href")) for one in page.all("a")]
    assert links
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert all(link.startswith("#") for link in links)


def test_the_headings_are_those_of_an_outline(page: Page) -> None:
    ranks = [rank for rank, _ in page.headings()]
    assert ranks[0] == 1
    assert ranks.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(ranks))
    assert all(text for _, text in page.headings())


def test_it_has_the_parts_that_readers_jump_between(page: Page) -> None:
    [body] = page.all("body")
    assert [name_of(one) for one in body] == ["a", "header", "nav", "template", "main", "footer", "script"]
    assert page.root.get("lang") in {"sv", "en", "fi"}
    assert [text_of(one) != "" for one in page.all("title") if not one.get("id")] == [True]


def test_every_table_has_a_caption_and_headings(page: Page) -> None:
    for table in page.all("table"):
        assert text_of(page.all("caption", within=table)[0])
        head, *rows = page.all("tr", within=table)
        columns = page.all("th", within=head)
        assert [one.get("scope") for one in columns] == ["col"] * len(columns)
        assert rows
        for row in rows:
            cells = page.all("th", "td", within=row)
            assert len(cells) == len(columns)
            assert [one.get("scope") for one in cells if name_of(one) == "th"] == ["row"]
            assert [one.get("data-of") for one in cells] == [text_of(one) for one in columns]


def test_nothing_is_told_by_colour_alone(page: Page) -> None:
    for mark in page.all("span"):
        if "mark" not in (mark.get("class") or "").split():
            continue
        [sign] = page.of_class("sign", within=mark)
        assert text_of(sign)
        assert text_of(mark) != text_of(sign)


def test_charts_can_be_read_aloud_and_stand_in_a_table_too(page: Page) -> None:
    for chart in page.of_class("chart"):
        assert chart.get("role") == "img"
        title, description = (page.by_id(str(chart.get(key))) for key in ("aria-labelledby", "aria-describedby"))
        assert title.text
        assert description.text
        numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", " ".join(places(chart)))]
        assert all(-1 <= number <= 341 for number in numbers)
    for indicator in page.of_class("indicator"):
        if page.of_class("chart", within=indicator):
            assert page.all("table", within=indicator)


def places(chart: object) -> list[str]:
    """Give the places of all that is drawn, apart from the steps between them."""
    keys = ("x", "y", "cx", "cy", "width", "height")
    drawn = list(chart.iter())  # type: ignore[attr-defined]  # an element, which has no types
    straight = [re.sub(r"[hlz][-\d. l]*", "", one.get("d")) for one in drawn if one.get("d")]
    return [one.get(key) for one in drawn for key in keys if one.get(key)] + straight


def test_the_latest_figure_stands_where_it_covers_least(folder: Path) -> None:
    """The course falls steeply from the left, so that it runs through the place above the last value."""
    plan = hostile_plan("x").split("indikatorer:", maxsplit=1)[0] + (
        "indikatorer:\n  - {id: I1, titel: Besök, enhet: antal, riktning: minska, mäter: M1, utfall: [\n"
        "      {period: 2024, värde: 9000}, {period: 2025, värde: 1000}]}\n"
    )
    write(folder, {"plan.yaml": plan})
    page = Page(call("report", "--quiet", "plan.yaml", "--as-of", "2026-05-04").out)
    [chart] = page.of_class("chart")
    [latest] = [one for one in chart.iter() if one.get("class") == "latest"]
    last = [one for one in chart.iter() if one.get("class") == "outcome"][-1]
    assert latest.text == "1 000".replace(" ", "\u00a0")
    assert float(latest.get("y") or 0) > float(last.get("cy") or 0)


def test_a_number_keeps_its_percent_sign(page: Page) -> None:
    assert not re.search(r"\d %", "".join(page.root.itertext()))


@pytest.mark.parametrize("name", REPORTS)
def test_the_policy_lets_in_what_the_page_holds_and_nothing_else(name: str) -> None:
    text = page_of(name)
    page = Page(text)
    [policy] = [str(one.get("content")) for one in page.all("meta") if one.get("http-equiv")]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules == {
        "default-src": "'none'",
        "style-src": hash_of(text, "style"),
        "script-src": hash_of(text, "script"),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    for one in page.all():
        assert not [key for key in one.keys() if key.startswith("on") or key == "style"]  # noqa: SIM118 (no mapping)
        addresses = [str(one.get(key)) for key in ("src", "href", "action", "data", "srcset") if one.get(key)]
        assert all(address.startswith("#") or address == "data:," for address in addresses)
    assert not re.search(r"https?:|@import|url\(", re.sub(r">[^<]*<", "><", text))


def hash_of(text: str, tag: str) -> str:
    """Give the hash of the one style or script of a page, as a policy names it."""
    [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", text, flags=re.DOTALL)
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def test_a_validator_finds_no_fault(tmp_path: Path) -> None:
    for number, name in enumerate(REPORTS):
        (tmp_path / f"{number}.html").write_text(page_of(name), encoding="utf-8", newline="\n")
    assert validated(tmp_path) == (0, "")


COLOURS = {
    4.5: ("ink", "faint", "accent", "good", "warning", "error"),  # text
    3: ("ink", "accent", "aim", "error"),  # what is drawn
}
"""The contrast that each colour needs against what it stands on."""


@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
def test_the_colours_can_be_told_from_what_they_stand_on(scheme: str) -> None:
    style = (REPOSITORY / "src/effektkedja/report/formats/templates/palette.css").read_text(encoding="utf-8")
    found = [dict(re.findall(r"--(\w+): (#\w+);", block)) for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)]
    palette = dict(zip(("light", "dark", "paper"), found, strict=True))[scheme]
    for least, names in COLOURS.items():
        for name in names:
            for ground in ("paper", "tint"):
                assert contrast(palette[name], palette[ground]) >= least, (name, ground)


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# ------------------------------------------------------------------------------------------------- hostile texts


def hostile_plan(text: str) -> str:
    """Give a plan that says this text wherever a text may stand."""
    said = json.dumps(text, ensure_ascii=False)
    status = f"status: [{{uppföljning: 2026-T1, klar: nej, kommentar: {said}}}]"
    return (
        f"effektkedja: 1\norganisation: {{id: n, namn: {said}, typ: nämnd}}\nperiod: 2026\n"
        f"uppföljningar: [{{id: 2026-T1, titel: {said}, datum: 2026-04-30}}]\nvision: {{id: V, titel: {said}}}\n"
        f"målområden: [{{id: O, titel: {said}, beskrivning: {said}}}]\n"
        f"mål: [{{id: M1, titel: {said}, nivå: nämnd, beskrivning: {said}, ansvarig: {said}, leder_till: O}}]\n"
        f"långsiktiga_effekter: [{{id: E1, titel: {said}, målgrupp: {said}, leder_till: M1}}]\n"
        f"leveranser:\n  - {{id: L1, titel: {said}, mottagare: {said}, ansvarig: {said}, klar_senast: 2026-01,"
        f" leder_till: E1, {status}}}\n"
        f"aktiviteter: [{{id: A1, titel: {said}, ansvarig: {said}, leder_till: L1}}, {{id: A2, titel: {said}}}]\n"
        f"uppdrag:\n  - {{id: U1, titel: {said}, uppdragsgivare: {said}, klar_senast: 2026-01, leder_till: M1,"
        f" {status}}}\n"
        f"indikatorer:\n  - {{id: I1, titel: {said}, enhet: {said}, mäter: M1, källa: {said}, ansvarig: {said},"
        f" utgångsvärde: {{period: 2024, värde: 1}}, utfall: [{{period: 2025, värde: 2, kommentar: {said}}}],"
        f" jämförelser: [{{namn: {said}, period: 2025, värde: 3}}]}}\n"
        f"  - {{id: I2, titel: {said}, typ: kvalitativ, skala: [dåligt, {said}], mäter: E1,"
        f" målvärden: [{{period: 2026, värde: {said}}}], utfall: [{{period: 2025, värde: {said}}}]}}\n"
        f"undersökningar:\n  - {{id: S1, titel: {said}, målgrupp: {said}, mäter: M1,"
        f" resultat: [{{fråga: {said}, värde: {said}, kommentar: {said}}}]}}\n"
        f"bedömningar: [{{avser: M1, uppföljning: 2026-T1, prognos: delvis, text: {said}, framgångar: [{said}]}}]\n"
        f"resultatdialoger:\n  - {{id: D1, titel: {said}, avser: M1, deltagare: [{said}], frågor: [{said}],"
        f" slutsatser: [{said}], beslut: [{{text: {said}, ansvarig: {said}}}]}}\n"
        f"risker:\n  - {{id: R1, titel: {said}, hotar: M1, sannolikhet: 3, konsekvens: 3, ansvarig: {said},"
        f" kontrollmoment: [{{titel: {said}, ansvarig: {said}, frekvens: {said},"
        f" resultat: [{{uppföljning: 2026-T1, utförd: ja, kommentar: {said}}}]}}]}}\n"
        f"förbättringar: [{{id: F1, titel: {said}, avser: M1, svar: {said}}}]\n"
        f"förändringar: [{{id: C1, titel: {said}, typ: budget, påverkar: M1, beslut: {said}}}]\n"
        f"målkonflikter: [{{mellan: [M1, E1], kommentar: {said}}}]\n"
    )


def hostile(text: str, folder: Path, *words: str) -> str:
    write(folder, {"plan.yaml": hostile_plan(text)})
    return source("plan.yaml", "--as-of", "2026-05-04", *words)


@pytest.mark.parametrize("kind", ["interim", "plan"])
@pytest.mark.parametrize("text", [NASTY, NASTIER])
def test_what_a_plan_says_is_text_on_the_page(text: str, kind: str, folder: Path) -> None:
    page = Page(hostile(text, folder, "--kind", kind))
    assert page.errors == []
    assert len(page.all("script")) == len(page.all("style")) == 1
    assert page.all("img", "iframe", "object", "b") == page.all("b")
    assert {key for one in page.all() for key in one.keys()} <= ALLOWED  # noqa: SIM118 (no mapping)
    assert page.text.count(text) >= (18 if kind == "plan" else 30)
    assert "49" not in page.text


ALLOWED = {
    "lang", "charset", "http-equiv", "content", "name", "rel", "href", "class", "id", "datetime", "role", "scope",
    "aria-labelledby", "aria-describedby", "aria-hidden", "data-of", "data-find", "data-marks", "data-state",
    "data-found", "value", "for", "type", "autocomplete", "tabindex", "viewBox", "d", "cx", "cy", "r", "x", "y",
    "width", "height", "rx", "aria-label", "text-anchor", "focusable", "preserveAspectRatio",
    "{http://www.w3.org/XML/1998/namespace}lang",
}  # fmt: skip
"""The attributes that pages of ours have."""


@pytest.mark.parametrize("text", [NASTY, NASTIER])
def test_what_a_plan_says_is_text_in_markdown(text: str, folder: Path) -> None:
    shown = hostile(text, folder, "--format", "markdown")
    assert not re.search(r"(?<!\\)[<>\[\]`]", shown)
    assert not re.search(r"(?<!\\)(?:\\\\)*\{[{%]", shown)
    assert "http\\://" in shown or text == NASTY
    pipes = [line for line in shown.splitlines() if line.startswith("|")]
    assert pipes
    for line in pipes:
        assert line.endswith("|")
        assert not re.search(r"\\\\\|", line)
    assert "49" not in shown


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_marks_that_turn_the_writing_about_are_shown_as_signs(form: str, folder: Path) -> None:
    shown = hostile("fram\u202eegral\u2066x\u200fy", folder, "--format", form)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", shown)
    assert "\\u202e" in shown.replace("\\\\", "\\")


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_identity_numbers_are_masked(form: str, folder: Path) -> None:
    for text in ("Ring 811218-9876 om detta", "131052-308T"):
        shown = hostile(text, folder, "--format", form)
        assert "9876" not in shown
        assert "308T" not in shown
    write(folder, {"plan.yaml": HEAD + "mål: [{id: 811218-9876, titel: Ett, nivå: nämnd}]\n"})
    assert "9876" not in source("plan.yaml", "--format", form)


def test_a_word_without_end_may_be_parted_anywhere(folder: Path) -> None:
    word = "å" * 10_000
    write(
        folder,
        {"plan.yaml": hostile_plan("x").replace('beskrivning: "x", ansvarig', f'beskrivning: "{word}", ansvarig')},
    )
    text = source("plan.yaml", "--as-of", "2026-05-04")
    assert word in Page(text).text
    assert max(map(len, re.findall("å+", text))) == 15


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn"]), min_size=1)
)
@settings(max_examples=30, deadline=None)
def test_any_text_is_read_as_it_is_written(text: str) -> None:
    said = json.dumps(f"a{text}b", ensure_ascii=False)
    plan = f"{HEAD}mål: [{{id: M1, titel: Ett, nivå: nämnd, beskrivning: {said}}}]\n"
    answer = call("report", "--quiet", "-", stdin=plan.encode())
    page = Page(answer.out)
    assert page.errors == []
    [goal] = page.of_class("goal")
    assert masked(" ".join(f"a{text}b".split())) in text_of(goal)


values = st.decimals(min_value=-(10**17), max_value=10**17, allow_nan=False, allow_infinity=False, places=3)
days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
points = st.lists(st.builds(Point, days, values, st.just(""), st.just("")), min_size=1, max_size=6)


@given(points)
def test_whatever_was_measured_lies_within_the_axes(drawn: list[Point]) -> None:
    chart = Chart("", Text("", "sv"), "", None, tuple(drawn), (), (), (), (), ())
    of_values, ticks = value_axis(chart, 200, 20)
    of_days, years = time_axis(chart, 40, 300)
    assert 2 <= len(ticks) <= 7
    assert list(ticks) == sorted(set(ticks))
    assert 1 <= len(years) <= 7
    for point in drawn:
        assert 20 <= of_values.at(float(point.rank)) <= 200
        assert 40 <= of_days.at(day_number(point.at)) <= 300
    higher = sorted(drawn, key=lambda point: point.rank)
    places = [of_values.at(float(point.rank)) for point in higher]
    assert places == sorted(places, reverse=True)  # the higher value stands higher, whose place is a smaller number
