"""The scorecard: whose card, which goals, what measures them and what people say, in every form.

The plans of the snapshots lie in snapshots/plans/styrkort: a municipality, a board, a unit and a company.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from support import REPOSITORY, TESTS, Answer, call, expect, write

SNAPSHOTS = TESTS / "snapshots"
PLANS = SNAPSHOTS / "plans" / "styrkort"
HELSINGBORG = REPOSITORY / "examples" / "helsingborg"
AUTUMN = ("--review", "2026-T2", "--as-of", "2026-09-10")


def scorecard(*words: str | Path, terminal: bool = False) -> Answer:
    answer = call("scorecard", *words, terminal=terminal)
    assert answer.status == 0, answer.err
    return answer


def cards(*words: str | Path) -> list[dict[str, Any]]:
    organisations: list[dict[str, Any]] = scorecard("--format", "json", *words).json["organisations"]
    return organisations


def goals(*words: str | Path) -> dict[str, dict[str, Any]]:
    """Give all goals by their ids."""
    perspectives = [perspective for card in cards(*words) for perspective in card["perspectives"]]
    return {goal["id"]: goal for perspective in perspectives for goal in perspective["goals"]}


def indicators(*words: str | Path) -> dict[str, dict[str, Any]]:
    return {indicator["id"]: indicator for goal in goals(*words).values() for indicator in goal["indicators"]}


@pytest.mark.parametrize(
    ("name", "words", "columns"),
    [
        ("scorecard-sv", (), None),
        ("scorecard-en", ("--lang", "en"), None),
        ("scorecard-fi-80", ("--lang", "fi"), 80),
        ("scorecard-sv-50", (), 50),
        ("scorecard-markdown", ("--format", "markdown"), None),
        ("scorecard-markdown-fi", ("--format", "markdown", "--lang", "fi"), None),
        ("scorecard-json", ("--format", "json"), None),
    ],
)
def test_snapshot(name: str, words: tuple[str, ...], columns: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if columns:
        monkeypatch.setenv("COLUMNS", str(columns))
    shown = scorecard(*words, *AUTUMN, "--color", "never", PLANS, terminal=columns is not None).out
    expect(shown, SNAPSHOTS / f"{name}.txt")
    if columns:
        assert max(map(len, shown.splitlines())) <= columns


def test_the_example_of_helsingborg() -> None:
    found = {card["name"]: card for card in cards(HELSINGBORG, "--review", "2016-ÅR")}
    assert list(found) == [
        "Helsingborgs stad",
        "Idrotts- och fritidsnämnden",
        "Kulturnämnden",
        "Stadsbyggnadsnämnden",
    ]
    of_city = goals(HELSINGBORG, "--review", "2016-ÅR")["STAD-PÅVERKA"]
    assert of_city["rating"] == "partly"
    influence, employed, *_ = of_city["indicators"]
    assert [value["value"] for value in influence["values"]] == ["40", "40", "36"]
    assert (influence["target"], influence["achieved"], influence["trend"]) == ("41", False, "worse")
    assert (employed["target"], employed["achieved"], employed["trend"]) == ("72.3", True, "better")


def test_a_review_is_the_nearest_where_none_is_named() -> None:
    for day, review in (("2026-06-20", "2026-VÅR"), ("2026-08-20", "2026-T2"), ("2027-03-01", "2026-T3")):
        answer = scorecard("--format", "json", "--as-of", day, PLANS)
        assert answer.json["review"] == review
        assert answer.json["as_of"] == min(day, {"2026-VÅR": "2026-05-31", "2026-T3": "2026-12-31"}.get(review, day))


def test_a_rating_belongs_to_the_review_in_question() -> None:
    ratings = [
        (goal["rating"], goal["forecast"])
        for review in ("2026-T1", "2026-T2", "2026-T3")
        for goal in [goals("--review", review, "--as-of", "2027-01-10", PLANS)["K-INV"]]
    ]
    assert ratings == [("not_assessed", "met"), ("partly", "not_met"), (None, None)]


def test_of_several_ratings_the_own_plans_last_counts() -> None:
    found = goals(*AUTUMN, PLANS)
    assert (found["N-MÖTEN"]["rating"], found["N-MÖTEN"]["forecast"]) == ("met", "met")
    assert found["N-KLIMAT"]["forecast"] == "partly"  # the municipality's word, where the board says nothing


def test_what_is_not_yet_measured_does_not_show() -> None:
    seen = {
        day: [one["period"] for one in indicators("--review", "2026-T3", "--as-of", day, PLANS)["I-trivsel"]["values"]]
        for day in ("2026-04-29", "2026-04-30", "2026-12-31")
    }
    earlier = ["2023", "2024", "2025"]
    assert list(seen.values()) == [earlier, [*earlier, "2026-T1"], [*earlier, "2026-T1", "2026-T3"]]


def test_numbers_stay_as_they_are_written() -> None:
    happy = indicators(*AUTUMN, PLANS)["I-trivsel"]
    assert [one["value"] for one in happy["values"]] == ["61", "63.0", "64.5", "66"]
    assert (happy["baseline"], happy["target"]) == ("60.5", "70")


def organisation(id_: str, kind: str, part_of: str = "", more: str = "") -> str:
    above = f"part_of: {part_of}, " if part_of else ""
    return f"effektkedja: 1\norganisation: {{id: {id_}, name: {id_.title()}, {above}kind: {kind}}}\n{more}"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a": ("unit", "c"), "b": ("board", "d"), "c": ("administration", "b"), "d": ("municipality", "")}, "dbca"),
        ({"a": ("board", "d"), "b": ("unit", "a"), "c": ("board", "d"), "d": ("municipality", "")}, "dabc"),
        ({"a": ("other", ""), "b": ("unit", ""), "c": ("company", ""), "d": ("region", "")}, "dcba"),
        ({"a": ("unit", "gone"), "b": ("board", "")}, "ba"),
        ({"a": ("board", "b"), "b": ("unit", "a"), "c": ("other", "c"), "d": ("unit", "")}, "dabc"),
    ],
)
def test_organisations_stand_below_what_they_are_part_of(
    files: dict[str, tuple[str, str]], expected: str, folder: Path
) -> None:
    imports = "imports: [" + ", ".join(f"{name}.yaml" for name in files if name != "a") + "]\n"
    for name, (kind, part_of) in files.items():
        write(folder, {f"{name}.yaml": organisation(name, kind, part_of, imports if name == "a" else "")})
    found = call("scorecard", "--format", "json", "a.yaml").json["organisations"]
    assert "".join(card["id"] for card in found) == expected


def test_two_files_of_one_organisation_are_one_card(folder: Path) -> None:
    goal = "goals: [{{id: {}, title: T, level: {}, perspective: world}}]\n"
    write(
        folder,
        {
            "a.yaml": organisation("o", "board", more="imports: b.yaml\n" + goal.format("M1", "employee")),
            "b.yaml": organisation("o", "board", more=goal.format("M2", "board")),
        },
    )
    [card] = cards()
    by_perspective = {one["perspective"]: [goal["id"] for goal in one["goals"]] for one in card["perspectives"]}
    assert by_perspective == {"inhabitants": [], "world": ["M2", "M1"], "organisation": [], "economy": []}
    assert [one["side"] for one in card["perspectives"]] == ["outward", "outward", "inward", "inward"]


def test_goals_without_perspective_stand_last(folder: Path) -> None:
    goals_ = "goals:\n- {id: M1, title: A, level: unit}\n- {id: M2, title: B, level: unit, perspective: economy}\n"
    write(folder, {"plan.yaml": organisation("o", "unit", more=goals_)})
    last = cards()[0]["perspectives"][-1]
    assert (last["perspective"], last["side"], [goal["id"] for goal in last["goals"]]) == (None, None, ["M1"])
    shown = scorecard("--lang", "en").out
    assert shown.index("Economy (inward)") < shown.index("Without a perspective")


def test_a_rating_that_cannot_be_read_is_none(folder: Path) -> None:
    more = "goals: [{id: M1, title: A, level: unit}]\nassessments: [{of: M1, review: 2026-T1, rating: fine}]\n"
    write(folder, {"plan.yaml": organisation("o", "unit", more=more)})
    assert "    Nobody has judged the goal at this review\n" in scorecard("--review", "2026-T1", "--lang", "en").out


HOSTILE = "x\\u202ey | **z** <b>[k](http://k.example)</b> `\\u0085` $a$ @b #1 &amp; [red]r[/red] 19121212-1212"


def hostile_plan(text: str) -> str:
    """Give a plan in which every text is the same."""
    return (
        f'effektkedja: 1\norganisation: {{id: o, name: "{text}", kind: unit}}\nperiod: 2026\n'
        f'goals: [{{id: M_1, title: "{text}", level: unit, perspective: world}}]\n'
        f'indicators: [{{id: I1, title: "{text}", unit: "{text}", kind: qualitative, scale: ["{text}"], measures: M_1,'
        f' baseline: {{period: 2024, value: "{text}"}}, values: [{{period: 2025, value: "{text}"}}],'
        f' targets: [{{period: 2026, value: "{text}"}}]}}]\n'
    )


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
@pytest.mark.parametrize("language", ["sv", "en", "fi"])
def test_a_hostile_text_is_shown_as_text(form: str, language: str, folder: Path) -> None:
    write(folder, {"plan.yaml": hostile_plan(HOSTILE.replace("\\u0085", ""))})
    shown = scorecard("--format", form, "--lang", language).out
    assert not re.search("[\u202e\x1b\x00-\x09]", shown)
    assert "\\u202e" in shown
    assert "1212-1212" not in shown
    if form == "text":
        assert "[red]r[/red]" in " ".join(shown.split())
    if form == "markdown":
        assert not re.search(r"(?<!\\)[*`<>$@\[\]_&]", shown)
        assert "://" not in shown.replace("\\://", "")
        rows = [line for line in shown.splitlines() if line.startswith("|")]
        assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {7}
        assert sum(line.startswith("#") for line in shown.splitlines()) == 4


def test_line_ends_of_a_title_stay_in_its_line(folder: Path) -> None:
    plan = organisation("o", "unit", more='goals: [{id: M1, title: "a\\n# b\\n\\n| c |", level: unit}]\n')
    write(folder, {"plan.yaml": plan})
    assert "#### M1 a \\# b \\| c \\| (unit)\n" in scorecard("--format", "markdown", "--lang", "en").out
    assert "  M1 a # b | c | (unit)\n" in scorecard("--lang", "en").out


@pytest.mark.parametrize("width", [20, 60, 100, 200])
def test_no_figure_is_cut_off(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = scorecard(*AUTUMN, "--color", "never", PLANS, terminal=True).out
    assert "…" not in shown
    running = "".join(shown.split())
    for figure in ("64,5", "66(T1)", "≥70", "31250(2018)", "≤20000(2030)", "900–1100(T2)", "inågonmån(H1)"):
        assert figure in running


BIG = """\
effektkedja: 1
organisation: {id: o, namn: Nämnden, typ: nämnd}
period: 2026
mål: [{id: M1, titel: Fler än 1\u00a0234\u00a0567 besök och 7\u202f654\u202f321 steg, nivå: nämnd}]
indikatorer:
  - id: I1
    titel: Besök i badhuset
    mäter: M1
    utgångsvärde: {period: 2024, värde: 1234567}
    utfall: [{period: 2025, värde: 2345678}]
    målvärden: [{period: 2026, värde: 3456789}]
"""


@pytest.mark.parametrize("color", ["never", "always"])
def test_no_number_is_broken_over_two_lines(color: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"plan.yaml": BIG})
    whole = ("1\u00a0234\u00a0567 besök", "7\u202f654\u202f321 steg", "2\u00a0345\u00a0678", "3\u00a0456\u00a0789")
    for width in range(20, 130):
        monkeypatch.setenv("COLUMNS", str(width))
        shown = scorecard("plan.yaml", "--color", color, terminal=True).out
        unwrapped = re.sub(r"[ \n]+", " ", re.sub(r"\x1b\[[0-9;]*m", "", shown))
        assert [number for number in whole if number not in unwrapped] == [], width


def test_colours_say_nothing_that_words_do_not() -> None:
    words = (*AUTUMN, PLANS)
    coloured = scorecard("--color", "always", *words).out
    assert "\x1b[" in coloured
    without = re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()
    assert [line.rstrip() for line in without] == scorecard(*words).out.splitlines()


def test_exit_status_and_where_it_is_written(folder: Path) -> None:
    write(folder, {"plan.yaml": organisation("o", "unit"), "broken.yaml": "effektkedja: 1\ngoals: &a []\n"})
    wrong = call("scorecard", "--review", "2026-T9", "plan.yaml", "--lang", "en")
    assert (wrong.status, wrong.out) == (2, "")
    assert "None of the plans has the review 2026-T9." in wrong.err
    assert call("scorecard", "gone.yaml").status == 2
    assert call("scorecard", "--format", "csv", "plan.yaml").status == 2
    assert call("scorecard", "--as-of", "2026-02-30", "plan.yaml").status == 2
    unread = call("scorecard", "--format", "json", ".")
    assert unread.status == 1
    assert [card["id"] for card in unread.json["organisations"]] == ["o"]
    assert "broken.yaml:2:8" in unread.err
    assert scorecard("plan.yaml", "--output", "card.txt").out == ""
    assert (folder / "card.txt").read_text(encoding="utf-8") == scorecard("plan.yaml").out
    assert call("scorecard", "plan.yaml", "--output", "plan.yaml").status == 2


def test_without_plans_there_is_no_card(folder: Path) -> None:
    assert scorecard("--format", "json", ".").json == {
        "version": 1,
        "review": None,
        "as_of": "2026-05-04",
        "organisations": [],
    }
    assert scorecard("--lang", "en").out == "Scorecard on 2026-05-04\n"


def test_the_same_plans_give_the_same_bytes_in_any_order() -> None:
    files = sorted(PLANS.glob("*.yaml"))
    shown = {call("scorecard", "--format", "json", *AUTUMN, *order).out for order in (files, files[::-1])}
    assert len(shown) == 1
    assert json.loads(shown.pop())["version"] == 1
