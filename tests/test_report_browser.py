"""The report in a real browser: whoever reads it, on whatever screen, with or without its script.

It takes Chromium, which is `chromium` of Debian, and axe-core, which is a package of npm: it is looked for in `.tools`,
where `npm install --no-save --no-package-lock --prefix .tools axe-core` puts it.
"""

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Browser
from programs import without
from support import REPOSITORY, TESTS, call, write
from test_report_page import NASTIER, NASTY, hostile_plan

from effektkedja.plan.values import LONGEST_TITLE

AXE = REPOSITORY / ".tools" / "node_modules" / "axe-core" / "axe.min.js"
PLAN = TESTS / "snapshots" / "plans" / "rapport"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW, WIDE = 320, 1280

# Of signs without letters and of letters in a chart or a picture axe cannot tell the contrast; test_report_page.py and
# test_graph.py can.
_UNTOLD = re.compile('^<(text|tspan)|class="sign"')
_CHECK = f"""
axe.run(document, {{runOnly: {json.dumps(TAGS)}, resultTypes: ["violations", "incomplete"]}}).then((found) => {{
    const told = (one) => one.nodes.map((node) => [one.id, node.target.join(" "), node.html, node.failureSummary]);
    return [found.violations.flatMap(told), found.incomplete.flatMap(told), found.passes.length];
}})
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if sys.platform == "win32" or program is None:
        without("chromium is not installed")
    with Browser(program, tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        without("axe-core is not installed")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with everything that a report can have."""
    return made(tmp_path_factory.mktemp("report"), PLAN, "--review", "2026-T2", "--as-of", "2026-09-10")


def made(folder: Path, *words: str | Path) -> Path:
    """Make a report, and give its file."""
    file = folder / "report.html"
    answer = call("report", "--quiet", "--output", file, *words)
    assert answer.status == 0, answer.err
    return file


def checked(browser: Browser, axe: str) -> list[Any]:
    """Give what axe finds fault with on the page that is shown, and what it would have a person look at."""
    browser.evaluate(f"{axe}; null")
    violations, incomplete, passed = browser.evaluate(_CHECK)
    assert passed > 20
    unclear = [one for one in incomplete if not (one[0] == "color-contrast" and _UNTOLD.search(one[2]))]
    return [*violations, *unclear]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_everybody_can_use_it(width: int, dark: bool, script: bool, browser: Browser, axe: str, report: Path) -> None:
    browser.show(report, width=width, dark=dark, script=script)
    assert checked(browser, axe) == []
    assert browser.evaluate("document.getElementById('find-words') !== null") is script


@pytest.mark.parametrize(
    ("words", "width", "dark"),
    [
        ((PLAN, "--kind", "plan", "--as-of", "2026-01-20", "--lang", "en"), NARROW, False),
        ((PLAN, "--review", "2026-ÅR", "--as-of", "2027-01-20", "--lang", "fi", "--public"), WIDE, True),
        ((REPOSITORY / "examples" / "enkoping", "--as-of", "2019-09-15"), NARROW, True),
        ((REPOSITORY / "examples" / "helsingborg", "--as-of", "2017-01-20"), WIDE, False),
        ((REPOSITORY / "examples" / "helsinki", "--as-of", "2025-04-15", "--lang", "fi"), NARROW, False),
        ((REPOSITORY / "examples" / "karlstad", "--as-of", "2023-02-15"), WIDE, True),
    ],
    ids=["plan", "year in Finnish", "enkoping", "helsingborg", "helsinki", "karlstad"],
)
def test_every_kind_is_for_everybody(
    words: tuple[str | Path, ...], width: int, dark: bool, browser: Browser, axe: str, tmp_path: Path
) -> None:
    made_here = made(tmp_path, *words)
    browser.show(made_here, width=width, dark=dark)
    assert checked(browser, axe) == []
    for other in (NARROW, 480, 640, 768, 896, 1024, 1248, WIDE):
        browser.show(made_here, width=other)
        assert sideways(browser) == 0, other


@pytest.mark.parametrize("width", [NARROW, 480, 768, 1024, WIDE])
def test_nobody_has_to_scroll_sideways(width: int, browser: Browser, report: Path) -> None:
    browser.show(report, width=width)
    assert sideways(browser) == 0


def sideways(browser: Browser) -> int:
    """Give how many pixels the page is wider than the screen."""
    wider: int = browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider


@pytest.mark.parametrize("text", [NASTY, NASTIER, "å" * 10_000, "W" * 290], ids=["html", "markdown", "long", "wide"])
def test_hostile_text_does_nothing_but_stand_there(text: str, browser: Browser, axe: str, tmp_path: Path) -> None:
    plan = hostile_plan(text if len(text) <= LONGEST_TITLE else "x")
    write(tmp_path, {"plan.yaml": plan.replace('beskrivning: "x"', f'beskrivning: "{text}"')})
    page = made(tmp_path, tmp_path / "plan.yaml", "--as-of", "2026-05-04")
    for width in (NARROW, WIDE):
        browser.show(page, width=width)
        assert sideways(browser) == 0
        assert browser.requested == []
        assert browser.complaints == []
    assert checked(browser, axe) == []


def test_it_asks_the_network_for_nothing(browser: Browser, report: Path) -> None:
    browser.show(report)
    assert browser.requested == []
    assert browser.complaints == []


def test_the_policy_stops_what_is_not_of_the_page(browser: Browser, report: Path, tmp_path: Path) -> None:
    """Even where somebody got a script or a picture into the page, the browser would not run or fetch it."""
    page = tmp_path / "changed.html"
    more = '<script>document.title = 1</script><img src="http://report.example/x.png" onerror="document.title = 2">'
    page.write_text(report.read_text(encoding="utf-8").replace("</main>", f"{more}</main>"), encoding="utf-8")
    browser.show(page)
    assert browser.evaluate("document.title") == "Delårsuppföljning 2026 – Sjöstads kommun"
    assert browser.requested == []
    assert any("Content Security Policy" in one for one in browser.complaints)


def test_the_keyboard_alone_reaches_everything(browser: Browser, report: Path) -> None:
    browser.show(report)
    wanted = browser.evaluate(
        "[...document.querySelectorAll('a, input, select, button, [tabindex=\"0\"]')]"
        ".map((one) => one.id || one.hash || one.getAttribute('aria-label') || one.className)"
    )
    reached = []
    browser.press("Tab")
    while (focused := browser.evaluate("document.activeElement.tagName")) != "BODY":
        name = "one.id || one.hash || one.getAttribute('aria-label') || ''"
        reached.append(browser.evaluate(f"((one) => {name})(document.activeElement)"))
        is_seen = "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
        assert browser.evaluate(is_seen), focused
        browser.press("Tab")
    assert reached == wanted
    assert reached[0] == "#content"  # the first stop skips what every page begins with


def test_finding_shows_what_fits_and_brings_the_rest_back(browser: Browser, report: Path) -> None:
    browser.show(report)
    all_of_them = browser.evaluate("document.querySelectorAll('[data-find]:not([hidden])').length")

    def found(words: str, mark: str = "") -> list[str]:
        browser.evaluate(
            f"""(() => {{
                const [words, mark] = [document.getElementById("find-words"), document.getElementById("find-mark")];
                words.value = {json.dumps(words)};
                mark.value = {json.dumps(mark)};
                words.dispatchEvent(new Event("input"));
            }})()"""
        )
        shown = "[...document.querySelectorAll('[data-find]:not([hidden])')].map((one) => one.id)"
        ids: list[str] = browser.evaluate(shown)
        return ids

    assert "id-C1" in found("statsbidraget")
    assert "id-L1" not in found("statsbidraget")
    assert browser.evaluate("document.querySelector('[data-found]').textContent").startswith("Visar ")
    assert {"id-L2"} <= set(found("", "försenad"))
    assert "id-L1" not in found("", "försenad")
    assert found("1 410") == found("1\u00a0410") != []
    assert found("finns inte någonstans") == []
    browser.evaluate("document.querySelector('.find button').click()")
    assert browser.evaluate("document.querySelectorAll('[data-find]:not([hidden])').length") == all_of_them
    assert browser.evaluate("document.querySelector('[data-found]').textContent") == ""


def test_a_link_to_what_is_not_shown_brings_it_back(browser: Browser, report: Path) -> None:
    browser.show(report)
    browser.evaluate("document.getElementById('find-words').value = 'finns inte'")
    browser.evaluate("document.getElementById('find-words').dispatchEvent(new Event('input'))")
    browser.evaluate("new Promise((done) => { addEventListener('hashchange', done); location.hash = 'id-M1'; })")
    assert browser.evaluate("document.getElementById('id-M1').closest('[hidden]')") is None
