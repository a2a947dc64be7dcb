"""Documents that show what the program does, carried out from top to bottom.

A `yaml FILE` or `toml FILE` block is written to that file, a `diff FILE` block changes it, and the calls of a `console`
block are made: what they print is compared with what the document shows. A `diff` without a name changes `plan.yaml`.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import call, write

BLOCK = re.compile(r"^ *```(\w*)(?: ([\w.-]+))?\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
"""A fenced block: its kind, its file, and what stands in it."""
_CALL = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def carry_out(document: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Carry a document out in a folder, which is the working folder; give it with what was printed."""

    def carried_out(block: re.Match[str]) -> str:
        kind, name, text = block.groups()
        if kind == "diff":
            edit(folder / (name or "plan.yaml"), text)
        if kind in {"yaml", "toml"} and name:
            write(folder, {name: text})
        if kind != "console":
            return block[0]
        return "```console\n" + "".join(session(text, monkeypatch)) + "```"

    return BLOCK.sub(carried_out, document.read_text(encoding="utf-8"))


def edit(file: Path, diff: str) -> None:
    """Change a file as a diff shows."""
    lines = diff.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] != "+")
    after = "".join(line[1:] for line in lines if line[0] != "-")
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_bytes(text.replace(before, after).encode())


def session(shown: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give what a terminal shows when the commands are given again; after a last line of dots no more of each."""
    status = 0
    for command, output in _CALL.findall(shown):
        printed = ""
        match shlex.split(command):
            case ["export", setting]:
                monkeypatch.setenv(*setting.split("="))
            case ["echo", "$?"]:
                printed = f"{status}\n"
            case ["effektkedja", *words]:
                answer = call(*words)
                status, printed = answer.status, answer.out + answer.err
            case _:
                pytest.fail(f"not known here: {command}")
        if output.endswith("\n...\n"):
            printed = "".join(printed.splitlines(keepends=True)[: output.count("\n") - 1]) + "...\n"
        yield f"$ {command}\n{printed}"
