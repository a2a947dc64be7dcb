"""Small faults, and what is said of them: err/NAME.yaml and beside it err/NAME.out (Swedish, one line a finding).

Each place was judged by a person, against "Where a finding stands" of the rules. A file is about one fault: it is
checked against the rules of the hundred in its name and the hundreds below (a comment that hides findings, EK011,
against all rules), as on the day that all tests look at their plans (support.py). After a change of the sentences

    EFFEKTKEDJA_UPDATE=1 python -m pytest tests/test_err.py tests/test_projects.py

writes the files anew; then read what `git diff` shows.
"""

import re
from pathlib import Path
from string import Formatter

import pytest
from support import TESTS, call, expect, sentences, write

from effektkedja.rules.registry import BY_CODE

ERR = TESTS / "err"
PLANS = sorted(path.stem for path in ERR.glob("*.yaml"))

# Sentences that no file which a repository can keep brings about, and where they are tested instead.
ELSEWHERE = {
    "EK001.not-file": "a pipe, a device: test_hostile_input.py",
    "EK001.folder": "a folder without permission: test_hostile_input.py",
    "EK001.permission": "a file without permission: test_hostile_input.py",
    "EK001.unreadable": "a disk that fails",
    "EK004.too-large": "more than 32 MiB: test_hostile_input.py",
    "EK105.too-many": "more than 1,000 files: test_hostile_input.py",
    "EK006.rule": "the configuration: test_configuration.py",
}
IN_CONFIGURATION = re.compile(r"EK00\d\.(?:setting-|toml)")
"""Sentences about the configuration, which test_configuration.py holds in the same way."""


def concise(name: str) -> str:
    last = 6 if name.startswith("ek011") else int(name[2])
    select = ",".join(f"EK{hundred}" for hundred in range(last + 1))
    answer = call("validate", "--format", "concise", "--lang", "sv", "--select", select, f"{name}.yaml")
    assert answer.err == ""
    return answer.out


@pytest.mark.parametrize("name", PLANS)
def test_it_says_what_is_wrong_and_where(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ERR)
    expect(concise(name), ERR / f"{name}.out")


@pytest.mark.parametrize("line_end", [pytest.param(b"\r\n", id="CRLF"), pytest.param(b"\r", id="CR")])
@pytest.mark.parametrize("name", [name for name in PLANS if name != "ek001-utf-16"])
def test_the_line_ends_make_no_difference(name: str, line_end: bytes, folder: Path) -> None:
    needed = [ERR / f"{name}.yaml", ERR / "delat" / "annat.yaml", ERR / "delat" / "mapp.yaml" / "mapp.txt"]
    write(folder, {str(path.relative_to(ERR)): path.read_bytes().replace(b"\n", line_end) for path in needed})
    expected = (ERR / f"{name}.out").read_text(encoding="utf-8")
    assert without_offsets(concise(name)) == without_offsets(expected)


def without_offsets(text: str) -> str:
    return re.sub(r"vid byte \d+", "vid byte …", text)


def test_every_file_has_its_finding() -> None:
    assert {path.stem for path in ERR.glob("*.out")} == set(PLANS)
    for name in PLANS:
        text = (ERR / f"{name}.out").read_text(encoding="utf-8")
        assert f"[{name[:5].upper()}]" in text, "a file bears the code that it is about"


def test_every_sentence_is_shown_by_an_example() -> None:
    """Give each message of a rule, with each of its variants, at least one file that brings it about."""
    messages = {key.removesuffix(".message"): text for key, text in sentences("sv").items() if key.endswith(".message")}
    messages = {
        variant: text
        for variant, text in messages.items()
        if variant[:5] in BY_CODE and not IN_CONFIGURATION.match(variant)
    }
    shown = set()
    for file in [*ERR.glob("*.out"), *TESTS.glob("projects/*/expected.out")]:
        for code, message in re.findall(r"\[(EK\d{3})\] (.*)", file.read_text(encoding="utf-8")):
            shown |= best_fitting(message, {name: text for name, text in messages.items() if name[:5] == code})
    assert messages.keys() - shown == ELSEWHERE.keys()


def best_fitting(message: str, sentences_: dict[str, str]) -> set[str]:
    """Give the names of the sentences that the message is made from: of those that fit, those that say the most."""
    fitting = {name: len(said(text)) for name, text in sentences_.items() if pattern(text).fullmatch(message)}
    return {name for name, length in fitting.items() if length == max(fitting.values())}


def said(sentence: str) -> str:
    return "".join(text for text, _, _, _ in Formatter().parse(sentence))


def pattern(sentence: str) -> re.Pattern[str]:
    """Give the expression that a sentence fits, whatever it is filled with."""
    parts = Formatter().parse(sentence)
    return re.compile("".join(re.escape(text) + ("" if name is None else "(.+)") for text, name, _, _ in parts))
