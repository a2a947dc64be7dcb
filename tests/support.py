"""What the tests share: files in, findings out."""

import io
import json
import os
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import effektkedja.basics
from effektkedja.cli import run

TESTS = Path(__file__).parent
REPOSITORY = TESTS.parent
TODAY = date(2026, 5, 4)
"""The day on which every test looks at its plans."""

UNREADABLE = [
    ("EK001", "effektkedja: 1\nnamn: \xe4".encode("latin-1")),
    ("EK002", b"effektkedja: 1\nnamn: ["),
    ("EK004", b"effektkedja: 1\nnamn: &a b"),
    ("EK008", b"effektkedja: 2"),
    ("EK009", b"namn: plan"),
]
"""What is found where a file cannot be read, and a file of which that is so."""

# The variables of the environment that decide in which language, how wide and in which colours the program speaks.
SPEAKING = ("EFFEKTKEDJA_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR")


class Found(NamedTuple):
    """A finding in short: enough to tell which it is."""

    file: str
    line: int
    code: str


@dataclass(frozen=True)
class Answer:
    """What one call of the program gave."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def diagnostics(self) -> list[dict[str, Any]]:
        diagnostics: list[dict[str, Any]] = self.json["diagnostics"]
        return diagnostics

    @property
    def found(self) -> list[Found]:
        return [Found(one["file"], one["line"], one["code"]) for one in self.diagnostics]

    @property
    def codes(self) -> list[str]:
        return [one["code"] for one in self.diagnostics]


class _Stream(io.TextIOWrapper):
    """What the program writes to: a pipe, or a terminal if that is wanted."""

    def __init__(self, written: io.BytesIO, *, terminal: bool = False) -> None:
        super().__init__(written, encoding="utf-8", newline="\n", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def call(
    *words: str | Path,
    stdin: bytes = b"",
    today: date = TODAY,
    clock: Callable[[], date] | None = None,
    terminal: bool = False,
    error_terminal: bool = False,
) -> Answer:
    """Call the program in this process, in the working folder, on a day or by a clock that moves on.

    `terminal` and `error_terminal`: with standard output and standard error shown at one.
    """
    out, err = io.BytesIO(), io.BytesIO()
    with (
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))),
        redirect_stdout(_Stream(out, terminal=terminal)),
        redirect_stderr(_Stream(err, terminal=error_terminal)),
    ):
        status = run([str(word) for word in words], clock=clock or (lambda: today))
        return Answer(status, out.getvalue().decode(), err.getvalue().decode())


def validate(*words: str | Path, stdin: bytes = b"") -> Answer:
    """Check plans, with the answer as JSON. There must be an answer: wrong use and internal errors fail the test."""
    answer = call("validate", "--format", "json", *words, stdin=stdin)
    assert answer.status in {0, 1}, answer.err
    assert not answer.err, answer.err
    return answer


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files, by their paths below the folder. A text is written in UTF-8, its line ends as they are."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def expect(text: str, file: Path) -> None:
    """Compare a text with what a file holds; with EFFEKTKEDJA_UPDATE=1 write it there, to be read and judged."""
    if os.environ.get("EFFEKTKEDJA_UPDATE"):
        file.write_bytes(text.encode())
    assert text == file.read_bytes().decode(), f"differs from {file.name}"


def sentences(language: str) -> dict[str, str]:
    """Give the message catalogue of a language, by dotted keys."""
    file = resources.files(effektkedja.basics) / "messages" / f"{language}.toml"
    return dict(_flat(tomllib.loads(file.read_text(encoding="utf-8"))))


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value
