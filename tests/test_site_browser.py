"""The pages of a site in a real browser, as test_report_browser.py looks at the report."""

import shutil
from pathlib import Path

import pytest
from browser import Browser
from programs import validated
from support import REPOSITORY, write
from test_report_browser import NARROW, WIDE, axe, browser, checked, sideways
from test_report_page import NASTIER, NASTY, hostile_plan
from test_site import PLANS, chain_of, made

__all__ = ["axe", "browser"]  # fixtures

KINDS = [
    "index.html",
    "data.html",
    "indicators/u09407.html",
    "indicators/i2-kaynnit.html",
    "indicators/i3-unga-trivs.html",
]
"""Pages of every kind that a site adds to the reports, which have tests of their own."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("site") / "public", PLANS)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", [*KINDS, "organisations/sjostad.html"])
def test_everybody_can_use_it(
    name: str, width: int, dark: bool, script: bool, browser: Browser, axe: str, site: Path
) -> None:
    browser.show(site / name, width=width, dark=dark, script=script)
    assert checked(browser, axe) == []
    assert sideways(browser) == 0
    assert browser.requested == []
    assert browser.complaints == []


@pytest.mark.parametrize("name", KINDS)
def test_the_keyboard_alone_reaches_everything(name: str, browser: Browser, site: Path) -> None:
    browser.show(site / name)
    wanted = browser.evaluate("[...document.querySelectorAll('a')].map((one) => one.href)")
    reached = []
    for _ in wanted:
        browser.press("Tab")
        reached.append(browser.evaluate("document.activeElement.href"))
        assert browser.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'")
    assert reached == wanted
    assert reached[0].endswith("#content")


@pytest.mark.parametrize("width", [480, 768, 1024])
def test_nobody_has_to_scroll_sideways(width: int, browser: Browser, site: Path) -> None:
    for name in KINDS:
        browser.show(site / name, width=width)
        assert sideways(browser) == 0, name


@pytest.mark.parametrize("text", [NASTY, NASTIER, "W" * 290], ids=["html", "markdown", "wide"])
def test_hostile_text_does_nothing_but_stand_there(text: str, browser: Browser, axe: str, tmp_path: Path) -> None:
    for number in (1, 2):
        plan = hostile_plan(text).replace("id: n,", f"id: n{number},")
        write(tmp_path, {f"plans/{number}.yaml": plan})
    site = made(tmp_path / "out", tmp_path / "plans")
    for path in sorted(site.rglob("*.html")):
        for width in (NARROW, WIDE):
            browser.show(path, width=width)
            assert sideways(browser) == 0, (path.name, width)
            assert browser.requested == []
            assert browser.complaints == []
        assert checked(browser, axe) == []


def test_many_organisations_are_for_everybody_too(browser: Browser, axe: str, tmp_path: Path) -> None:
    values = "indikatorer: [{{id: I1, titel: Nöjda, målvärden: [{{period: 2026, värde: 9}}], utfall: [{}]}}]\n"
    for number in range(1, 15):
        outcomes = ", ".join(f"{{period: {year}, värde: {number + year % 3}}}" for year in range(2017, 2026))
        write(tmp_path, {f"plans/{number:02}.yaml": chain_of(number, f"Ort {number}", values.format(outcomes))})
    site = made(tmp_path / "out", tmp_path / "plans")
    for name in ("index.html", "indicators/i1-nojda.html"):
        for width in (NARROW, WIDE):
            browser.show(site / name, width=width)
            assert sideways(browser) == 0
            assert checked(browser, axe) == []


def test_the_examples_are_for_everybody(browser: Browser, axe: str, tmp_path: Path) -> None:
    examples = [REPOSITORY / "examples" / name for name in ("enkoping", "helsingborg", "helsinki", "karlstad")]
    site = made(tmp_path / "out", *examples)
    for path in (site / "index.html", next(iter(sorted(site.glob("indicators/i-halsa*.html"))))):
        for width, dark in ((NARROW, True), (WIDE, False)):
            browser.show(path, width=width, dark=dark)
            assert checked(browser, axe) == []
            assert sideways(browser) == 0


def test_a_validator_finds_no_fault(site: Path, tmp_path: Path) -> None:
    for name in KINDS:
        shutil.copyfile(site / name, tmp_path / Path(name).name)
    assert validated(tmp_path) == (0, "")
