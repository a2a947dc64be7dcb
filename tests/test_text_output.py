"""What a person reads: the findings as text, whole, as snapshots/*.txt hold it.

The plans lie in snapshots/plans. After a change of the layout or of the sentences

    EFFEKTKEDJA_UPDATE=1 python -m pytest tests/test_text_output.py

writes the snapshots anew; then read what `git diff` shows.
"""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import TESTS, TODAY, call, expect, write

from effektkedja.basics.language import Catalogue, Language
from effektkedja.check import check
from effektkedja.render.styled import plain
from effektkedja.render.text import render_text
from effektkedja.rules.registry import select_rules
from effektkedja.workspace.workspace import open_workspace

SNAPSHOTS = TESTS / "snapshots"
PLANS = SNAPSHOTS / "plans"
BUILT_FIRST = select_rules(["EK0", "EK1", "EK2"], [])
"""The rules that the snapshots show; rules that come later would change what they are not about."""

TWO_FILES = "namnd.yaml kommun.yaml"
UNREADABLE = "latin-1.yaml annan-fil.yaml tom.yaml slut-pa-filen.yaml oppen-parentes.yaml osynliga-tecken.yaml"


def rendered(files: str, width: int | None, language: Language = "sv", standard_input: bytes = b"") -> str:
    workspace = open_workspace(files.split(), lambda _: standard_input)
    sources = {file.name: file.document.lines for file in workspace.files}
    return plain(render_text(check(workspace, BUILT_FIRST, TODAY).report, sources, Catalogue(language), width))


@pytest.mark.parametrize(
    ("name", "files", "width", "language"),
    [
        ("breda-tecken", "breda-tecken.yaml", None, "sv"),
        ("tabbar", "tabbar.yaml", None, "sv"),
        ("tabbar-40", "tabbar.yaml", 40, "sv"),
        ("flera-rader", "flera-rader.yaml", None, "sv"),
        ("lang-rad", "lang-rad.yaml", None, "sv"),
        ("lang-rad-80", "lang-rad.yaml", 80, "sv"),
        ("lang-rad-40", "lang-rad.yaml", 40, "sv"),
        ("langt-ord-80", "langt-ord.yaml", 80, "sv"),
        ("tva-pa-en-rad", "tva-pa-en-rad.yaml", None, "sv"),
        ("styrtecken", "styrtecken-i-text.yaml", None, "sv"),
        ("olasliga-filer", UNREADABLE, None, "sv"),
        ("manga-platser-80", "manga-platser.yaml", 80, "sv"),
        ("flera-filer", TWO_FILES, None, "sv"),
        ("flera-filer-40", TWO_FILES, 40, "sv"),
        ("flera-filer-fi-80", TWO_FILES, 80, "fi"),
        ("flera-filer-en-80", TWO_FILES, 80, "en"),
    ],
)
def test_snapshot(
    name: str, files: str, width: int | None, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PLANS)
    expect(rendered(files, width, language), SNAPSHOTS / f"{name}.txt")


def underlined(text: str, sign: str = "^") -> list[str]:
    """Give what stands above each underline made of the sign, cell by cell."""
    lines = text.splitlines()
    found = []
    for number, line in enumerate(lines):
        if not (mark := re.fullmatch(rf" *\|( +)({re.escape(sign)}+)(?: .*)?", line)):
            continue
        source = next(above for above in reversed(lines[:number]) if re.match(r" *\d+ \|", above))
        source = source[mark.start(1) :]
        under = range(len(mark[1]), len(mark[1]) + len(mark[2]))
        found.append("".join(source[index] for index in range(len(source)) if cells_of(source[:index]) in under))
    return found


def cells_of(text: str) -> int:
    """Give how wide a terminal shows a text that holds no characters that join."""
    return sum(2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1 for character in text)


# No characters that join others to one, since terminals do not agree on how wide the whole is.
LONG_TEXT = st.text("a ,目🎭Ａå\t\u202e", min_size=10, max_size=100)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(before=LONG_TEXT, after=LONG_TEXT, width=st.integers(30, 120) | st.none())
def test_the_underline_stands_below_what_it_means(before: str, after: str, width: int | None) -> None:
    plan = line_with(before, "{id: M1, leder_till: 目標X, titel: Y, nivå: enhet}", after)
    text = rendered("-", width, standard_input=plan.encode())
    [place] = underlined(text)
    assert place.rstrip("…")
    assert "目標X".startswith(place.rstrip("…"))
    if width is not None:
        *findings, _ = text.splitlines()
        assert max(cells_of(line) for line in findings if not line.startswith("  -->")) <= width


def line_with(before: str, goal: str, after: str) -> str:
    """Give a plan that holds a goal in a line between texts."""
    head = "effektkedja: 1\norganisation: {id: kn, namn: K, typ: nämnd}\n"
    first, last = (f'{{id: {id_}, nivå: enhet, titel: "x{text}"}}' for id_, text in (("M8", before), ("M9", after)))
    return f"{head}mål: [{first}, {goal}, {last}]\n"


@pytest.mark.parametrize("width", [40, 80, 120, None])
def test_of_two_places_in_a_long_line_the_one_that_is_meant_is_shown(width: int | None, folder: Path) -> None:
    """The other place of the two may lie beyond the edge."""
    write(folder, {"plan.yaml": line_with("a" * 200, "{id: M8, nivå: enhet, titel: Y}", "b" * 200)})
    text = rendered("plan.yaml", width)
    assert "EK101" in text
    assert underlined(text) == ["M8"]


COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def test_colours_are_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PLANS)
    words = ("validate", "--select", "EK0,EK1,EK2", *TWO_FILES.split())
    without = call(*words).out
    assert "\x1b" not in without
    monkeypatch.setenv("COLUMNS", "1000")
    coloured = call(*words, terminal=True).out
    assert COLOUR.sub("", coloured) == without
    assert coloured.count("\x1b[") > 50
    assert call(*words, "--color", "always").out == coloured
    assert call(*words, "--color", "never", terminal=True).out == without


@pytest.mark.parametrize(
    ("environment", "words", "terminal", "expected"),
    [
        ({"NO_COLOR": "1"}, [], True, False),
        ({"NO_COLOR": ""}, [], True, True),
        ({"FORCE_COLOR": "1"}, [], False, True),
        ({"FORCE_COLOR": ""}, [], False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, [], True, False),
        ({"NO_COLOR": "1"}, ["--color", "always"], False, True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], True, False),
        ({"TERM": "dumb"}, [], True, False),
        ({"FORCE_COLOR": "1"}, ["--format", "concise"], True, False),
        ({"FORCE_COLOR": "1"}, ["--format", "json"], True, False),
    ],
)
def test_who_decides_about_colours(
    environment: dict[str, str], words: list[str], *, terminal: bool, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PLANS)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in call("validate", *words, *TWO_FILES.split(), terminal=terminal).out) is expected


def test_a_file_gets_no_colours_unless_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"plan.yaml": "effektkedja: 1\n"})
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert call("validate", "plan.yaml", "--output", "report.txt", terminal=True).out == ""
    assert "\x1b" not in (folder / "report.txt").read_text(encoding="utf-8")
    call("validate", "plan.yaml", "--output", "report.txt", "--color", "always")
    assert "\x1b" in (folder / "report.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [40, 80])
def test_a_terminal_gets_lines_that_fit(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PLANS)
    monkeypatch.setenv("COLUMNS", str(columns))
    words = ("validate", "--color", "never", "--select", "EK0,EK1,EK2", "lang-rad.yaml")
    assert call(*words, terminal=True).out == rendered("lang-rad.yaml", columns)
    assert call(*words).out == rendered("lang-rad.yaml", None)
