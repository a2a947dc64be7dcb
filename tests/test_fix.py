"""`validate --fix` mends what has one right answer; every other byte of the file stays.

Most cases are tables: a plan as a planner might write it, and as it is mended.
"""

import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest
from support import REPOSITORY, TESTS, call, sentences, validate, write

import effektkedja.cli.fixing
from effektkedja.basics.language import LANGUAGES, Language
from effektkedja.chain.nearest import SHORTEST_MISSPELT
from effektkedja.cli.files import bytes_to_replace
from effektkedja.plan.load import load
from effektkedja.plan.model import Plan, Record
from effektkedja.plan.shapes import Shape, shapes
from effektkedja.plan.vocabulary import fold, vocabulary
from effektkedja.reading.compose import read
from effektkedja.reading.tree import Mapping as Tree
from effektkedja.reading.tree import Node, Scalar
from effektkedja.reading.tree import Sequence as List

LINE_ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}
BOMS = {"no BOM": b"", "BOM": b"\xef\xbb\xbf"}

HEAD = """\
effektkedja: 1
organisation: {id: kn, namn: Kulturnämnden, typ: nämnd}
"""
GOALS = """\
mål:
  - {id: M1, titel: Fler läser, nivå: enhet}
  - {id: M2, titel: Fler skriver, nivå: enhet}
  - {id: M3, titel: Fler sjunger, nivå: enhet}
  - id: M4
    titel: Fler spelar
    nivå: enhet
"""

# A goal's `leder_till` and what follows, as it was and as it is mended.
LINKS = {
    "lines": (
        """\
    leder_till:
      - M1
      - M2
      - M1
    ansvarig: Chefen
""",
        """\
    leder_till:
      - M1
      - M2
    ansvarig: Chefen
""",
    ),
    "lines without indentation": (
        "    leder_till:\n    - M1\n    -   M1\n    - M2\n",
        "    leder_till:\n    - M1\n    - M2\n",
    ),
    "lines with comments": (
        """\
    leder_till:
      # i ordning
      - M1   # den första
      # och en gång till
      - M1   # efter mötet

      - M2
""",
        """\
    leder_till:
      # i ordning
      - M1   # den första
      # och en gång till
      # efter mötet

      - M2
""",
    ),
    "lines, the last": ("    leder_till:\n      - M1\n      - M1", "    leder_till:\n      - M1"),
    "lines, the last, and a comment": (
        "    leder_till:\n      - M1\n      - M1\n# slut\n",
        "    leder_till:\n      - M1\n# slut\n",
    ),
    "lines, several": (
        "    leder_till:\n      - M1\n      - M1\n      - M2\n      - M1\n      - M2\n",
        "    leder_till:\n      - M1\n      - M2\n",
    ),
    "lines, in quotes": (
        "    leder_till:\n      - \"M1\"\n      - 'M1'\n      - M2\n",
        '    leder_till:\n      - "M1"\n      - M2\n',
    ),
    "brackets": ("    leder_till: [M1, M2, M1]\n", "    leder_till: [M1, M2]\n"),
    "brackets, in the middle": ("    leder_till: [M1, M1, M2]  # två\n", "    leder_till: [M1, M2]  # två\n"),
    "brackets, one is left": ("    leder_till: [ M1,M1 ]\n", "    leder_till: [ M1 ]\n"),
    "brackets, several": ("    leder_till: [M1 , M1 ,  M2, M1,'M2',]\n", "    leder_till: [M1 ,  M2,]\n"),
    "brackets over lines": (
        """\
    leder_till: [
      M1,   # ett
      M1,   # två
      M2
    ]
""",
        """\
    leder_till: [
      M1,   # ett
      # två
      M2
    ]
""",
    ),
    "brackets over lines, the last": (
        "    leder_till: [\n      M1,   # ett, två\n      M2,\n      M1\n    ]\n",
        "    leder_till: [\n      M1,   # ett, två\n      M2\n    ]\n",
    ),
    "brackets over lines, the last with a comma": (
        "    leder_till: [\n      M1,\n      M2,\n      M1,\n    ]\n",
        "    leder_till: [\n      M1,\n      M2,\n    ]\n",
    ),
    "brackets over lines, all the same": (
        "    leder_till: [\n      M1,\n      M1,\n      M1\n    ]\n",
        "    leder_till: [\n      M1\n    ]\n",
    ),
    "brackets with the comma first": (
        "    leder_till: [\n        M1\n      , M2 # b\n      , M1 # c\n    ]\n",
        "    leder_till: [\n        M1\n      , M2 # b\n      # c\n    ]\n",
    ),
    "brackets, two a line": (
        "    leder_till: [M1, M2,\n                 M1, M3]\n",
        "    leder_till: [M1, M2,\n                 M3]\n",
    ),
    "braces": (
        "  - {id: M5, titel: Y, nivå: enhet, leder_till: [M1, M1]}\n",
        "  - {id: M5, titel: Y, nivå: enhet, leder_till: [M1]}\n",
    ),
    "JSON": (
        '  - {"id": "M5", "titel": "Y", "nivå": "enhet", "leder_till": ["M1","M2","M1"]}\n',
        '  - {"id": "M5", "titel": "Y", "nivå": "enhet", "leder_till": ["M1","M2"]}\n',
    ),
    "a list with something unreadable": (
        "    leder_till:\n      - M1\n      - [M2]\n      - M1\n      - M1\n",
        "    leder_till:\n      - M1\n      - [M2]\n",
    ),
}

# Keys of two languages in a file that is mostly Swedish.
KEYS = {
    "a word": (
        "effektkedja: 1\norganisation:\n  id: kn\n  name:   Kulturnämnden   # name\n  typ: nämnd\nmål: []\n",
        "effektkedja: 1\norganisation:\n  id: kn\n  namn:   Kulturnämnden   # name\n  typ: nämnd\nmål: []\n",
    ),
    "all over the file": (
        """\
effektkedja: 1
organisation: {id: kn, namn: Kulturnämnden, typ: nämnd}
goals:
  - id: M1
    title: Fler läser   # titel
    nivå: enhet
    ANSVARIG: Chefen
    antaganden:
      - name
tavoitteet-inte: {name: x}
leveranser:
  - id: L1
    titel: Y
    leads to: []
""",
        """\
effektkedja: 1
organisation: {id: kn, namn: Kulturnämnden, typ: nämnd}
mål:
  - id: M1
    titel: Fler läser   # titel
    nivå: enhet
    ANSVARIG: Chefen
    antaganden:
      - name
tavoitteet-inte: {name: x}
leveranser:
  - id: L1
    titel: Y
    leder_till: []
""",
    ),
    "in quotes": (
        HEAD + 'mål:\n  - {"id":"M1","title":"Y",\'level\':enhet}\n',
        HEAD + 'mål:\n  - {"id":"M1","titel":"Y",\'nivå\':enhet}\n',
    ),
    "with a question mark": (
        "effektkedja: 1\norganisation:\n  id: kn\n  ? name\n  : N\n  typ: nämnd\nmål: []\n",
        "effektkedja: 1\norganisation:\n  id: kn\n  ? namn\n  : N\n  typ: nämnd\nmål: []\n",
    ),
    "values stay": (
        "effektkedja: 1\norganisation: {id: kn, namn: N, kind: board, kommunkod: 0381}\n",
        "effektkedja: 1\norganisation: {id: kn, namn: N, typ: board, kommunkod: 0381}\n",
    ),
    "mostly Finnish": (
        "effektkedja: 1\norganisaatio: {tunnus: kn, namn: N, tyyppi: lautakunta}\n",
        "effektkedja: 1\norganisaatio: {tunnus: kn, nimi: N, tyyppi: lautakunta}\n",
    ),
    "a key repeated in another language is no business of ours": (
        "effektkedja: 1\norganisation: {id: kn, namn: N, name: M, kind: nämnd, kommunkod: 0381}\n",
        "effektkedja: 1\norganisation: {id: kn, namn: N, name: M, typ: nämnd, kommunkod: 0381}\n",
    ),
}

# Misspelt words with one near match each.
WORDS = {
    "a key": (
        "leveranser:\n  - id: L1\n    titel: Y\n    motagare:  Alla   # motagare\n",
        "leveranser:\n  - id: L1\n    titel: Y\n    mottagare:  Alla   # motagare\n",
    ),
    "a key in braces": (
        "leveranser:\n  - {id: L1, titel: Y, klar_senst: 2026-04-30}\n",
        "leveranser:\n  - {id: L1, titel: Y, klar_senast: 2026-04-30}\n",
    ),
    "keys in quotes": (
        'leveranser:\n  - {"id": L1, \'titl\': Y, "beskrivnig":"Z"}\n',
        'leveranser:\n  - {"id": L1, \'titel\': Y, "beskrivning":"Z"}\n',
    ),
    "a key of the whole file": (
        "leveransr:\n  - id: L1\n    titel: Y\n",
        "leveranser:\n  - id: L1\n    titel: Y\n",
    ),
    "a value": (
        "mål:\n  - id: M1\n    titel: Y\n    nivå: nämd   # nämd\n    effektmål: 'neej'\n",
        "mål:\n  - id: M1\n    titel: Y\n    nivå: nämnd   # nämd\n    effektmål: 'nej'\n",
    ),
    "a value in braces": (
        'mål: [{id: M1, titel: Y, nivå: "enhetn"}]\n',
        'mål: [{id: M1, titel: Y, nivå: "enhet"}]\n',
    ),
    "an answer": (
        "leveranser:\n  - id: L1\n    titel: Y\n    status:\n      - {uppföljning: 2026-T1, klar: instäld}\n",
        "leveranser:\n  - id: L1\n    titel: Y\n    status:\n      - {uppföljning: 2026-T1, klar: inställd}\n",
    ),
    "an id": (
        GOALS + "    leder_till: Fritidn   # dit\n  - {id: Fritiden, titel: Z, nivå: enhet}\n",
        GOALS + "    leder_till: Fritiden   # dit\n  - {id: Fritiden, titel: Z, nivå: enhet}\n",
    ),
    "ids in other capitals and without dots": (
        GOALS + "    leder_till:\n      - m1\n      - 'halsa-1'\n  - {id: Hälsa_1, titel: Z, nivå: enhet}\n",
        GOALS + "    leder_till:\n      - M1\n      - 'Hälsa_1'\n  - {id: Hälsa_1, titel: Z, nivå: enhet}\n",
    ),
    "an id that needs quotes": (
        GOALS + "    leder_till: [M1, nUll]\n  - {id: 'null', titel: Z, nivå: enhet}\n",
        GOALS + "    leder_till: [M1, \"null\"]\n  - {id: 'null', titel: Z, nivå: enhet}\n",
    ),
    "a key, what it says, and what refers to it": (
        """\
aktiviteter:
  - {id: A1, titel: Y, leder_till: L-kväl}
leveransr:
  - {id: L-kväll, titel: Z, leder_till: M1}
mål:
  - {id: M1, titel: X, nivå: enhetn}
""",
        """\
aktiviteter:
  - {id: A1, titel: Y, leder_till: L-kväll}
leveranser:
  - {id: L-kväll, titel: Z, leder_till: M1}
mål:
  - {id: M1, titel: X, nivå: enhet}
""",
    ),
    "a goal that turns out to be political, and to lack an indicator": (
        "mål:\n  - {id: M1, titel: Y, nivå: nämd}\n",
        "mål:\n  - {id: M1, titel: Y, nivå: nämnd}\n",
    ),
    "a comment that is needed no more": (
        "leveranser: [{id: L1, titel: Y}]\naktiviteter:\n  - id: A1 # effektkedja: ignore[EK201]\n    ledr_till: L1\n",
        "leveranser: [{id: L1, titel: Y}]\naktiviteter:\n  - id: A1 # effektkedja: ignore[EK201]\n    leder_till: L1\n",
    ),
}


def mended(folder: Path, before: bytes, *words: str) -> bytes:
    """Give what a plan is after `--fix`. A second run changes nothing, nor is there anything to show then."""
    write(folder, {"plan.yaml": before})
    shown = call("validate", "--diff", *words, "plan.yaml")
    assert (folder / "plan.yaml").read_bytes() == before, "--diff writes nothing"
    assert call("validate", "--fix", *words, "plan.yaml").status in {0, 1}
    after = (folder / "plan.yaml").read_bytes()
    assert (shown.status, bool(shown.out)) == ((1, True) if after != before else (0, False))
    call("validate", "--fix", *words, "plan.yaml")
    assert (folder / "plan.yaml").read_bytes() == after
    again = call("validate", "--diff", *words, "plan.yaml")
    assert (again.status, again.out) == (0, "")
    return after


def ended(text: str, line_end: str, bom: str) -> bytes:
    return BOMS[bom] + text.replace("\n", LINE_ENDS[line_end]).encode()


@pytest.mark.parametrize("bom", BOMS)
@pytest.mark.parametrize("line_end", LINE_ENDS)
@pytest.mark.parametrize("style", LINKS)
def test_a_repeated_link_goes(folder: Path, style: str, line_end: str, bom: str) -> None:
    before, after = (ended(HEAD + GOALS + body, line_end, bom) for body in LINKS[style])
    assert mended(folder, before) == after
    assert "EK106" not in validate("plan.yaml").codes


@pytest.mark.parametrize("bom", BOMS)
@pytest.mark.parametrize("line_end", LINE_ENDS)
@pytest.mark.parametrize("case", KEYS)
def test_every_key_gets_the_language_of_the_file(folder: Path, case: str, line_end: str, bom: str) -> None:
    before, after = (ended(text, line_end, bom) for text in KEYS[case])
    assert mended(folder, before) == after
    assert "EK010" not in validate("plan.yaml").codes


@pytest.mark.parametrize("bom", BOMS)
@pytest.mark.parametrize("line_end", LINE_ENDS)
@pytest.mark.parametrize("case", WORDS)
def test_a_misspelt_word_is_written_as_the_only_one_it_can_mean(
    folder: Path, case: str, line_end: str, bom: str
) -> None:
    before, after = (ended(HEAD + text, line_end, bom) for text in WORDS[case])
    assert mended(folder, before) == before, "it is a guess, and was not asked for"
    assert mended(folder, before, "--unsafe-fixes") == after


# ---- What is left to people ----

TWO_GOALS = "  - {id: Fritiden, titel: Z, nivå: enhet}\n  - {id: Fritidon, titel: Ö, nivå: enhet}\n"

# Plans in which nothing is mended, however much is asked for, and nothing is said of it.
UNTOUCHED = {
    "no near match": "mål:\n  - {id: M1, titel: Y, nivå: enhet, färg: grön, perspektiv: grön, leder_till: Grön}\n",
    "two near matches for a key": "aktiviteter:\n  - {id: A1, titel: Y, stat: 2026}\n",
    "two near matches for a value": "indikatorer:\n  - {id: I1, titel: Y, typ: kvatitativ}\n",
    "two near matches for an id": GOALS + "    leder_till: Fritidn\n" + TWO_GOALS,
    "an id that two are written alike": GOALS + "    leder_till: M-a\n" + TWO_GOALS.replace("Fritid", "m-"),
    "another digit": GOALS + "    leder_till: M12\n  - {id: M21, titel: Z, nivå: enhet}\n",
    "a short word": "budget: {belopp: 1, valuta: nkr}\n",
    "a key twice": "period: 2026\nPERIOD: 2027\n",
    "other capitals, no dots": "MALOMRADEN: []\nmål:\n  - {id: M1, titel: Y, Niva: NAMND, leder-till: []}\n",
    "a comment that hides nothing": "mål: []  # effektkedja: ignore[EK201, EK999] men det är bra att veta\n",
    "an English value": "mål:\n  - {id: M1, titel: Y, nivå: board}\n",
    "a finding that is accepted": GOALS + "    leder_till: [M1, M1]  # effektkedja: ignore[EK106] så ska det vara\n",
    "an empty list": GOALS + "    leder_till: []\n",
    "YAML that does not parse": GOALS + "    leder_till: [M1, M1\n",
}


@pytest.mark.parametrize("case", UNTOUCHED)
def test_what_has_no_one_right_answer_is_left(folder: Path, case: str) -> None:
    before = (HEAD + UNTOUCHED[case]).encode()
    write(folder, {"plan.yaml": before})
    answer = call("validate", "--fix", "--unsafe-fixes", "--format", "concise", "--lang", "en")
    assert (folder / "plan.yaml").read_bytes() == before
    assert answer.err in {"", told("fix.none")}


# A fix that would do harm: the plan, the codes of what has a fix, and the sentences that say why it is not made.
REFUSED = {
    "the key is there already": (
        "period: 2026\nperiod2: 2027\n",
        [("fix.left-new", "plan.yaml:4:1", "EK005", "EK003")],
    ),
    "what stands at the key does not fit it": (
        "mål:\n  - {id: M1, titel: Y, nivå: enhet, effekt_mål2: Fler läser}\n",
        [("fix.left-new", "plan.yaml:4:37", "EK005", "EK006")],
    ),
    "the id is linked to already": (
        GOALS + "    leder_till: [M1, m1]\n",
        [("fix.left-new", "plan.yaml:10:22", "EK102", "EK106")],
    ),
    "the links would go in a circle": (
        GOALS + "    leder_till: Fritidn\n  - {id: Fritiden, titel: Z, nivå: enhet, leder_till: M4}\n",
        [("fix.left-new", "plan.yaml:10:17", "EK102", "EK104")],
    ),
    "the id may stand in what cannot be read": (
        GOALS + "    leder_till: Fritidn\n  - {id: Fritiden, titel: Z, nivå: enhet}\nmål: []\n",
        [("fix.left-unread", "plan.yaml:10:17", "EK102", "")],
    ),
    "what was hidden is wrong, too": (
        "leveransr:\n  - {id: L1, titel: Y, färg: grön}\n",
        [("fix.left-new", "plan.yaml:3:1", "EK005", "EK005")],
    ),
    "the id stands below its dash": (
        GOALS + "    leder_till:\n      - M1\n      -\n        M1\n",
        [("fix.left-harm", "plan.yaml:13:9", "EK106", "")],
    ),
    "the word has a comment inside": (
        "mål:\n  - id: M1\n    titel: Y\n    nivå: >- # nivån\n      nämd\n",
        [("fix.left-harm", "plan.yaml:6:11", "EK006", "")],
    ),
}


def told(key: str, **args: str) -> str:
    """Give the sentence of a key as it stands on standard error."""
    return f"effektkedja: {sentences('en')[key].format(**args)}\n"


@pytest.mark.parametrize("case", REFUSED)
def test_a_fix_that_would_do_harm_is_not_made_and_told(folder: Path, case: str) -> None:
    body, left = REFUSED[case]
    before = (HEAD + body).encode()
    write(folder, {"plan.yaml": before})
    answer = call("validate", "--fix", "--unsafe-fixes", "--format", "concise", "--lang", "en")
    assert (folder / "plan.yaml").read_bytes() == before
    said = "".join(told(key, place=place, code=code, codes=codes) for key, place, code, codes in left)
    assert answer.err == said
    for _, place, code, _ in left:
        assert re.search(rf"^{re.escape(place)}: \w+\[{code}\]", answer.out, re.MULTILINE), "it is still told"


def test_one_fix_that_would_do_harm_keeps_no_other_back(folder: Path) -> None:
    before = HEAD + GOALS + "    leder_till: [M1, M2, M1, m1]\n    ansvarg: Chefen\n    titel2: X\n"
    after = HEAD + GOALS + "    leder_till: [M1, M2, m1]\n    ansvarig: Chefen\n    titel2: X\n"
    assert mended(folder, before.encode(), "--unsafe-fixes") == after.encode()


# ---- Which files ----

TWICE = HEAD + GOALS + "    leder_till: [M1, M1]\n    ansvarg: Chefen\n"
ONCE = HEAD + GOALS + "    leder_till: [M1]\n    ansvarg: Chefen\n"
BOARD = TWICE.replace("M", "N").replace("kn", "bn") + "importerar: kommun.yaml\n"


def test_a_file_that_was_only_imported_is_never_changed(folder: Path) -> None:
    write(folder, {"kommun.yaml": TWICE, "namnd.yaml": BOARD})
    assert "--- kommun.yaml" not in call("validate", "--diff", "--unsafe-fixes", "namnd.yaml").out
    call("validate", "--fix", "--unsafe-fixes", "namnd.yaml")
    assert (folder / "kommun.yaml").read_text(encoding="utf-8") == TWICE
    assert (folder / "namnd.yaml").read_text(encoding="utf-8") != BOARD
    call("validate", "--fix")
    assert (folder / "kommun.yaml").read_text(encoding="utf-8") == ONCE


def test_a_read_only_file_stays_and_the_others_are_mended(folder: Path) -> None:
    write(folder, {"a.yaml": TWICE, "b.yaml": TWICE})
    (folder / "a.yaml").chmod(0o444)
    answer = call("validate", "--fix", "--select", "EK106", "--lang", "en", "--format", "concise")
    assert answer.status == 2
    assert answer.err == told("fix.read-only", file="a.yaml") + told("fix.mended.one")
    assert answer.out.startswith("a.yaml:10:")
    assert (folder / "a.yaml").read_text(encoding="utf-8") == TWICE
    assert (folder / "b.yaml").read_text(encoding="utf-8") == ONCE
    assert sorted(path.name for path in folder.iterdir()) == ["a.yaml", "b.yaml", "effektkedja.toml"]


def test_a_file_that_somebody_changes_meanwhile_stays_and_the_others_are_mended(folder: Path) -> None:
    write(folder, {"a.yaml": TWICE, "b.yaml": TWICE})
    theirs = TWICE + "# ändrad\n"

    def change_first(path: Path, text: str) -> bytes:
        if path.name == "a.yaml":
            path.write_text(theirs, encoding="utf-8")
        return bytes_to_replace(path, text)

    with patch.object(effektkedja.cli.fixing, "bytes_to_replace", change_first):
        answer = call("validate", "--fix", "--select", "EK106", "--lang", "en", "--format", "concise")
    assert (answer.status, answer.err) == (2, told("fix.changed", file="a.yaml") + told("fix.mended.one"))
    assert (folder / "a.yaml").read_text(encoding="utf-8") == theirs
    assert (folder / "b.yaml").read_text(encoding="utf-8") == ONCE


def test_standard_input_is_shown_and_not_mended(folder: Path) -> None:
    answer = call("validate", "--diff", "-", stdin=TWICE.encode())
    assert answer.status == 1
    assert answer.out.startswith("--- -\n+++ -\n@@")
    refused = call("validate", "--fix", "-", "--lang", "en", stdin=TWICE.encode())
    assert (refused.status, refused.out, refused.err) == (2, "", told("fix.standard-input"))
    assert sentences("en")["fix.can.one"] not in call("validate", "-", "--lang", "en", stdin=TWICE.encode()).out


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_the_file_behind_a_link_is_mended(folder: Path) -> None:
    write(folder, {"a/plan.yaml": TWICE})
    (folder / "plan.yaml").symlink_to("a/plan.yaml")
    call("validate", "--fix", "plan.yaml")
    assert (folder / "plan.yaml").is_symlink()
    assert (folder / "a" / "plan.yaml").read_text(encoding="utf-8") == ONCE


# ---- What is told ----

MIXED = TWICE.replace("namn:", "name:")


@pytest.mark.parametrize("language", ["sv", "en", "fi"])
def test_the_summary_tells_what_is_and_what_can_be_mended(folder: Path, language: str) -> None:
    write(folder, {"plan.yaml": MIXED})
    texts = sentences(language)
    can, done, more = (texts[f"fix.{key}"] for key in ("can.other", "mended.other", "more.one"))
    assert can.format(count=2) in call("validate", "--lang", language).out.splitlines()[-1]
    answer = call("validate", "--fix", "--lang", language)
    assert answer.err == ""
    assert f" {done.format(count=2)} {more} " in answer.out.splitlines()[-1]
    answer = call("validate", "--fix", "--unsafe-fixes", "--lang", language)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.splitlines()[-1].endswith(texts["fix.mended.one"])
    assert texts["fix.none"] not in call("validate", "--fix", "--lang", language).out, "all is well"


def test_the_diff_tells_what_would_be_mended_and_what_more(folder: Path) -> None:
    write(folder, {"plan.yaml": MIXED})
    answer = call("validate", "--diff", "--lang", "en")
    assert (answer.status, answer.err) == (1, told("fix.would.other", count="2") + told("fix.more.one"))
    assert answer.out.count("\n-") == answer.out.count("\n+") - 1 == 2
    assert call("validate", "--diff", "--quiet").err == ""
    assert "\x1b[31m-" in call("validate", "--diff", "--color", "always").out
    assert call("validate", "--diff", "--output", "plan.diff").out == ""
    assert (folder / "plan.diff").read_text(encoding="utf-8") == answer.out
    assert call("validate", "--diff", "--fix").status == 1
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == MIXED, "shown is not written"


def test_the_diff_marks_an_end_without_a_line_end(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD + GOALS + "    leder_till: [M1, M1]"})
    assert call("validate", "--diff").out.endswith(
        "-    leder_till: [M1, M1]\n\\ No newline at end of file\n+    leder_till: [M1]\n\\ No newline at end of file\n"
    )


def test_the_diff_shows_no_identity_number_and_no_control(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD + GOALS + "    leder_till: [M1, M1] # 19670919-9530 \u202e\n"})
    shown = call("validate", "--diff").out
    assert "9530" not in shown
    assert "\\u202e" in shown


def test_the_diff_tells_of_what_it_cannot_read(folder: Path) -> None:
    write(folder, {"a.yaml": HEAD, "b.yaml": HEAD + "mål: [\n"})
    answer = call("validate", "--diff", "--lang", "en")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("effektkedja: b.yaml:4:1: EK002 ")


def test_where_there_is_no_plan_that_is_all_there_is_to_tell(folder: Path) -> None:
    for words in (["--diff"], ["--fix"]):
        answer = call("validate", *words, "--lang", "en")
        assert (answer.status, answer.out) == (0, "")
        assert answer.err == told("notice.no-plans", paths=".")


def test_a_rule_that_fails_hinders_no_fix(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"plan.yaml": MIXED})
    monkeypatch.delattr("effektkedja.rules.ek101_duplicate_id.check")
    for words in (["--diff"], ["--fix"]):
        answer = call("validate", *words, "--lang", "en")
        assert answer.status == 2
        assert answer.out
        assert told("internal.rule", code="EK101") in answer.err
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == ONCE


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["--unsafe-fixes"], "fix.alone"),
        (["--diff", "--format", "json"], "fix.diff-alone"),
        (["--diff", "--statistics"], "fix.diff-alone"),
        (["--fix", "-"], "fix.standard-input"),
        (["--fix", "missing.yaml"], "usage.path"),
        (["--diff", "missing.yaml"], "usage.path"),
        (["--fix", "--review", "X"], "usage.review"),
        (["--fix", "--output", "plan.yaml"], "usage.output-is-plan"),
        (["--diff", "--output", "plan.yaml"], "usage.output-is-plan"),
    ],
)
def test_wrong_use_changes_nothing(folder: Path, words: list[str], key: str) -> None:
    write(folder, {"plan.yaml": TWICE})
    answer = call("validate", "--lang", "en", *words)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith(sentences("en")[key].rpartition("}")[2] + "\n")
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == TWICE


def test_only_the_selected_rules_are_mended(folder: Path) -> None:
    write(folder, {"plan.yaml": MIXED})
    call("validate", "--fix", "--ignore", "EK010")
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == ONCE.replace("namn:", "name:")


def test_the_report_is_of_what_is_left_in_every_format(folder: Path) -> None:
    write(folder, {"plan.yaml": MIXED})
    answer = call("validate", "--fix", "--format", "json", "--lang", "en")
    assert answer.codes == ["EK005"]
    assert (answer.status, answer.err) == (1, told("fix.mended.other", count="2") + told("fix.more.one"))
    assert answer.out == validate("--lang", "en").out


def test_a_file_without_anything_to_mend_is_not_written(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD})
    with patch.object(effektkedja.cli.fixing, "replace_text") as replace_text:
        assert call("validate", "--fix").status == 0
    replace_text.assert_not_called()


# ---- Mistakes made at random ----


class Mistake(NamedTuple):
    """Other words for a stretch of a plan, by somebody who was in a hurry."""

    start: int
    end: int
    text: str


class Spot(NamedTuple):
    """A key of a plan with its value, and what the model says of them."""

    within: Tree
    record: type[Record]
    name: str
    shape: Shape
    key: Scalar
    value: Node


def plans() -> list[str]:
    """Give all plans with nothing wrong in reading and references, of the examples and of these tests."""
    files = sorted([*(REPOSITORY / "examples").rglob("*.yaml"), *(TESTS / "ok").rglob("*.yaml")])
    documents = [read(file.read_bytes()) for file in files if not file.name.startswith("ek1")]
    return [one.text for one in documents if (loaded := load(one, "")).plan is not None and not loaded.findings]


def spots(root: Tree, record: type[Record]) -> Iterator[Spot]:
    for name, (key, value) in root.fields.items():
        shape = shapes(record)[name]
        yield Spot(root, record, name, shape, key, value)
        if shape.record is not None:
            for inner in value.items if isinstance(value, List) else [value]:
                if isinstance(inner, Tree):
                    yield from spots(inner, shape.record)


def bounds(scalar: Node) -> tuple[int, int]:
    """Give where a text stands, inside its quotes; nowhere where it is left out or stands below a `|` or `>`."""
    if isinstance(scalar, (Tree, List)) or scalar.style in {"|", ">"}:
        return 0, 0
    quotes = 1 if scalar.style else 0
    return scalar.start_mark.index + quotes, scalar.end_mark.index - quotes


def in_another_language(text: str, spot: Spot, language: Language, chance: random.Random) -> Mistake | None:
    words = vocabulary()
    other = words.key(spot.name, chance.choice(LANGUAGES))
    if language in words.languages_of(spot.name, other) or spot.key.value != words.key(spot.name, language):
        return None
    known = words.canonical_keys(tuple(shapes(spot.record)))
    return Mistake(*bounds(spot.key), other) if known[fold(other)] == spot.name else None


def a_link_too_many(text: str, spot: Spot, language: Language, chance: random.Random) -> Mistake | None:
    if spot.name != "leads_to" or not isinstance(spot.value, List) or not spot.value.items:
        return None
    index = chance.randrange(len(spot.value.items))
    start, end = bounds(spot.value.items[index])
    written = chance.choice(("{}", "'{}'", '"{}"')).format(text[start:end])
    after = bounds(chance.choice(spot.value.items[index:]))[1]
    if spot.value.flow:
        return Mistake(after, after, chance.choice((", ", ",", " , ")) + written) if text[after] not in "'\"" else None
    line_end = re.compile(r"\r\n|\r|\n|$").search(text, after)
    assert line_end is not None
    dash = " " * spot.value.start.column + "-" + " " * chance.randint(1, 3)
    return Mistake(line_end.start(), line_end.start(), (line_end[0] or "\n") + dash + written)


def slip(word: str, chance: random.Random) -> str:
    """Give the word as somebody's fingers wrote it."""
    place = chance.randrange(len(word))
    letter = chance.choice("aeinrst")
    rest = word[place + 1 :]
    return word[:place] + chance.choice((rest, letter + rest, word[place] * 2 + rest))


def a_misspelt_key(text: str, spot: Spot, language: Language, chance: random.Random) -> Mistake | None:
    if spot.shape.record is not None or spot.key.value != vocabulary().key(spot.name, language):
        return None
    start, end = bounds(spot.key)
    return Mistake(start, end, slip(text[start:end], chance))


def a_misspelt_value(text: str, spot: Spot, language: Language, chance: random.Random) -> Mistake | None:
    start, end = bounds(spot.value)
    group = spot.shape.leaf.group if spot.shape.leaf is not None else ""
    usual = [vocabulary().value(group, name, language) for name in vocabulary().values(group)] if group else []
    return Mistake(start, end, slip(text[start:end], chance)) if text[start:end] in usual else None


def a_misspelt_id(text: str, spot: Spot, language: Language, chance: random.Random) -> Mistake | None:
    if spot.name != "leads_to" or not spot.within.items("leads_to"):
        return None
    start, end = bounds(chance.choice(spot.within.items("leads_to")))
    # A slip in a short id can make another one.
    return Mistake(start, end, slip(text[start:end], chance)) if end - start > SHORTEST_MISSPELT else None


MakeMistake = Callable[[str, Spot, Language, random.Random], Mistake | None]

SAFE = (in_another_language, a_link_too_many)
GUESSED = (a_misspelt_key, a_misspelt_value, a_misspelt_id)


def with_mistakes(text: str, kinds: Sequence[MakeMistake], count: int, chance: random.Random) -> tuple[str, int]:
    """Give a plan with at most so many mistakes in it, at most one in a thing and in a line, and how many there are."""
    loaded = load(read(text.encode()), "")
    assert loaded.root is not None
    places = [spot for spot in spots(loaded.root, Plan) if spot.name != "effektkedja"]
    count = min(count, len(places) // 8)  # the language of the file stays what it is
    chance.shuffle(places)
    made: list[Mistake] = []
    taken: set[int] = set()
    for spot in places:
        mistake = chance.choice(kinds)(text, spot, loaded.language, chance)
        if mistake is not None and len(made) < count:
            here = {id(spot.within), len(lines(text[: mistake.start]))}
            made += [] if here & taken else [mistake]
            taken |= here
    for start, end, wrong in sorted(made, reverse=True):
        text = text[:start] + wrong + text[end:]
    return text, len(made)


def varied(text: str, chance: random.Random) -> tuple[str, bytes]:
    text = text.replace("\n", chance.choice(list(LINE_ENDS.values())))
    return chance.choice((text, text.rstrip("\r\n"))), chance.choice(list(BOMS.values()))


def lines(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)


def test_what_is_mended_without_guessing_is_what_it_was_byte_for_byte(folder: Path) -> None:
    chance = random.Random(2026)
    originals = plans()
    assert len(originals) > 40
    mistakes = 0
    for round_ in range(2 * len(originals)):
        text, bom = varied(originals[round_ % len(originals)], chance)
        wrong, count = with_mistakes(text, SAFE, chance.randint(1, 4), chance)
        mistakes += count
        write(folder, {"plan.yaml": bom + wrong.encode()})
        call("validate", "--fix", "--format", "concise", "plan.yaml")
        assert (folder / "plan.yaml").read_bytes() == bom + text.encode()
    assert mistakes > 3 * len(originals)


def test_what_is_guessed_is_what_it_was_or_stays_as_it_is(folder: Path) -> None:
    chance = random.Random(2026)
    originals = plans()
    mistakes = left = 0
    for round_ in range(2 * len(originals)):
        text, bom = varied(originals[round_ % len(originals)], chance)
        wrong, count = with_mistakes(text, GUESSED, 4, chance)
        mistakes += count
        write(folder, {"plan.yaml": bom + wrong.encode()})
        call("validate", "--fix", "--unsafe-fixes", "--format", "concise", "plan.yaml")
        after = (folder / "plan.yaml").read_bytes()
        assert after.startswith(bom)
        for is_now, was, meant in zip(*map(lines, (after.decode("utf-8-sig"), wrong, text)), strict=True):
            left += is_now != meant
            assert is_now in {was, meant}
        again = call("validate", "--diff", "--unsafe-fixes", "plan.yaml")
        assert (again.status, again.out) == (0, "")
    assert left < mistakes / 2


@pytest.mark.parametrize("source", ["err", "projects", "snapshots/plans"])
def test_whatever_is_wrong_a_second_run_changes_nothing(folder: Path, source: str) -> None:
    """Here lie all faults that any test thought of, each in some plan, also those that cannot be read at all."""
    shutil.copytree(TESTS / source, folder, dirs_exist_ok=True, symlinks=True)
    assert call("validate", "--fix", "--unsafe-fixes").status == 1
    once = {path: path.read_bytes() for path in folder.rglob("*.y*ml") if path.is_file()}
    call("validate", "--fix", "--unsafe-fixes")
    assert {path: path.read_bytes() for path in once} == once


# ---- Lists written at random ----

BETWEEN = (", ", ",", " , ", ",\n      ", "\n      , ", ", # {}\n      ", " # {}\n      , ", " # {}\n      ,\n      ")
OPENED = ("[", "[ ", "[\n      ", "[ # {}\n      ")
CLOSED = ("]", " ]", ",]", "\n    ]", ",\n    ]", " # {}\n    ]", ", # {}\n    ]")
BEFORE_LINE = ("", "", "\n", "      # {}\n", "\n        # {}\n")
AFTER_LINE = ("", "", "   # {}", " # {}")
WRITTEN = ("{}", "{}", "'{}'", '"{}"')


def random_list(ids: list[str], chance: random.Random) -> str:
    """Give a list of ids as it stands after `leder_till:`, each comment in it with a number of its own."""
    written = [chance.choice(WRITTEN).format(id_) for id_ in ids]
    if chance.random() < 0.5:
        inside = "".join(one + chance.choice(BETWEEN) for one in written[:-1]) + written[-1]
        text = " " + chance.choice(OPENED) + inside + chance.choice(CLOSED)
    else:
        dash = " " * chance.choice((4, 6)) + "-" + " " * chance.randint(1, 3)
        text = "".join(f"\n{chance.choice(BEFORE_LINE)}{dash}{one}{chance.choice(AFTER_LINE)}" for one in written)
    numbers = iter(range(1000))
    return re.sub(r"\{\}", lambda _: f"k{next(numbers)}", text)


def test_every_way_to_write_a_list_is_mended_and_its_comments_stay(folder: Path) -> None:
    chance = random.Random(2026)
    for _ in range(300):
        ids = chance.choices(["M1", "M2", "M3"], k=chance.randint(2, 6))
        parts = (HEAD + GOALS + "    leder_till:", random_list(ids, chance), "\n    ansvarig: Chefen\n")
        line_end = chance.choice(list(LINE_ENDS.values()))
        before, listed, after = (part.replace("\n", line_end) for part in parts)
        write(folder, {"plan.yaml": before + listed + after})
        call("validate", "--fix", "--format", "concise", "plan.yaml")
        text = (folder / "plan.yaml").read_bytes().decode()
        assert text.startswith(before)
        assert text.endswith(after)
        assert re.findall(r"# k\d+", text) == re.findall(r"# k\d+", listed)
        plan = load(read(text.encode()), "").plan
        assert plan is not None
        assert plan.goals[3].leads_to == list(dict.fromkeys(ids)), listed
        left = iter(before + listed + after)
        assert all(character in left for character in text), "something goes, and nothing comes"
