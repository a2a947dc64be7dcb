"""The pictures of a report: the chain to each goal as it is drawn, and the list that says the same."""

import re
import sys
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from pages import Page, name_of, text_of
from support import REPOSITORY, TESTS, call, write

PLAN = TESTS / "snapshots" / "plans" / "rapport"
EXAMPLES = REPOSITORY / "examples"
T2 = ("--review", "2026-T2", "--as-of", "2026-09-10")
REPORTS: dict[str, tuple[str | Path, ...]] = {
    "rapport": (PLAN, *T2),
    "rapport, plan": (PLAN, "--kind", "plan", "--as-of", "2026-01-20"),
    "rapport, public in Finnish": (PLAN, *T2, "--public", "--lang", "fi"),
    "enkoping": (EXAMPLES / "enkoping", "--as-of", "2019-09-15"),
    "helsinki": (EXAMPLES / "helsinki", "--as-of", "2025-04-15", "--lang", "fi"),
    "karlstad": (EXAMPLES / "karlstad", "--as-of", "2023-02-15"),
}


def page_of(*words: str | Path) -> Page:
    answer = call("report", "--quiet", *words)
    assert answer.status == 0, answer.err
    return Page(answer.out)


@pytest.fixture(scope="module", params=REPORTS)
def page(request: pytest.FixtureRequest) -> Page:
    return page_of(*REPORTS[request.param])


def slices(page: Page) -> list[tuple[str, Element, Element]]:
    """Give the goal, the picture and the rest of every slice that is drawn."""
    found = []
    for goal in page.of_class("goal"):
        for picture in page.of_class("picture", within=goal):
            [slice_] = page.of_class("slice", within=goal)
            found.append((text_of(page.all("h3", within=goal)[0]), picture, slice_))
    return found


def boxes(page: Page, picture: Element) -> list[str]:
    """Give what the boxes of a picture are called: their tooltips, without what stands in brackets at the end."""
    groups = [one for one in picture.iter() if any("box" in (each.get("class") or "").split() for each in one)]
    titles = [text_of(one[0]) for one in groups if name_of(one[0]).endswith("title")]
    return [title.rsplit(" (", 1)[0] for title in titles]


def lines(page: Page, slice_: Element) -> set[str]:
    """Give what the lines of a list are called, as the boxes say it: id and title."""
    found = set()
    for step in page.of_class("step", within=slice_):
        [noun] = page.of_class("noun", within=step)
        ids = page.of_class("id", within=step)
        title = text_of(step).removeprefix(text_of(noun)).strip()
        name = text_of(ids[0]) if ids else ""
        found.add((title, name))
    return {f"{name} {title.split(f' {name}')[0]}".strip() if name else title for title, name in found}


def test_every_thing_of_the_picture_stands_in_the_list_and_the_other_way_round(page: Page) -> None:
    drawn = slices(page)
    assert drawn
    for goal, picture, slice_ in drawn:
        shown = boxes(page, picture)
        assert len(shown) == len(set(shown))
        of_goal = [one for one in shown if goal.startswith(one.split(" ", 1)[-1])]
        assert len(of_goal) == 1
        assert set(shown) - set(of_goal) == lines(page, slice_)


def test_the_states_of_the_picture_are_those_of_the_list(page: Page) -> None:
    for _, picture, slice_ in slices(page):
        groups = [one for one in picture.iter() if "mark" in (one.get("class") or "").split()]
        in_boxes = [text_of(one).split(" ", 1)[-1] for one in groups]
        listed = {}
        for step in page.of_class("step", within=slice_):
            for mark in page.of_class("mark", within=step):
                [noun] = page.of_class("noun", within=step)
                name = text_of(step).removeprefix(text_of(noun)).split(text_of(mark))[0]
                [sign] = page.of_class("sign", within=mark)
                listed[name] = text_of(mark).removeprefix(text_of(sign)).strip()
        legend = sorted(set(in_boxes))
        assert sorted(in_boxes) == sorted([*listed.values(), *legend])


def test_a_plan_to_be_decided_shows_no_states() -> None:
    page = page_of(*REPORTS["rapport, plan"])
    for _, picture, _ in slices(page):
        assert not [one for one in picture.iter() if "mark" in (one.get("class") or "").split()]


def test_the_picture_can_be_reached_and_is_named(page: Page) -> None:
    for goal, picture, _ in slices(page):
        assert name_of(picture) == "figure"
        assert picture.get("tabindex") == "0"
        name = str(picture.get("aria-label")).split(": ", 1)[1]
        assert goal.startswith(name)
        [svg] = picture
        assert svg.get("role") == "img"
        title, description = (page.by_id(str(svg.get(key))) for key in ("aria-labelledby", "aria-describedby"))
        assert name in (title.text or "")
        assert re.search(r"\d", description.text or "")


def test_nothing_tells_of_files_and_lines(page: Page) -> None:
    for _, picture, _ in slices(page):
        assert ".yaml" not in text_of(picture)


def test_the_style_of_pictures_is_there_once_and_only_with_pictures(folder: Path) -> None:
    def style(*words: str | Path) -> str:
        [style] = page_of(*words).all("style")
        return style.text or ""

    assert style(*REPORTS["rapport"]).count(".ek .political") == 1
    write(folder, {"plan.yaml": "effektkedja: 1\norganisation: {id: n, namn: Nämnden, typ: nämnd}\n"})
    assert ".ek .political" not in style(folder / "plan.yaml", "--as-of", "2026-05-04")


def wide_chain(activities: int) -> str:
    work = "".join(f"  - {{id: A{n}, titel: Arbete {n}, leder_till: L1}}\n" for n in range(activities))
    return (
        "effektkedja: 1\norganisation: {id: n, namn: Nämnden, typ: nämnd}\nperiod: 2026\n"
        "mål: [{id: M1, titel: Fler trivs, nivå: nämnd}]\n"
        "tidiga_effekter: [{id: T1, titel: Fler kommer, målgrupp: unga, leder_till: M1}]\n"
        "leveranser: [{id: L1, titel: Öppet längre, mottagare: unga, leder_till: T1}]\n"
        f"aktiviteter:\n{work}"
    )


@pytest.mark.parametrize(("activities", "drawn"), [(20, True), (60, False)])
def test_what_nobody_could_read_is_left_to_the_list(activities: int, drawn: bool, folder: Path) -> None:
    write(folder, {"plan.yaml": wide_chain(activities)})
    page = page_of(folder / "plan.yaml", "--as-of", "2026-05-04", "--lang", "en")
    assert bool(page.of_class("picture")) is drawn
    assert ("too many steps for a picture" in page.text) is not drawn
    assert f"Arbete {activities - 1}" in page.text


def test_without_igraph_the_report_has_its_lists_and_tells_how_to_get_pictures(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "igraph", None)
    write(folder, {"plan.yaml": wide_chain(3)})
    told = {
        form: call("report", "plan.yaml", "--format", form, "--as-of", "2026-05-04", "--lang", "en")
        for form in ("html", "markdown")
    }
    assert [answer.status for answer in told.values()] == [0, 0]
    assert 'Pictures of it take an extra: pip install "effektkedja[svg]"' in told["html"].err
    assert "Pictures" not in told["markdown"].err
    page = Page(told["html"].out)
    assert page.of_class("slice")
    assert not page.of_class("picture")
    assert "too many steps" not in page.text
