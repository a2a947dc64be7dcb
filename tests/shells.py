"""Shells in which a word is completed: what a person sees after pressing the tabulator."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

SECONDS_FOR_AN_ANSWER = 60
"""A bound, so that a shell that hangs fails the test; no measure of its speed."""

# The shell gets a terminal of its own from a Python of its own: this one may have threads, and then must not fork.
_AT_A_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"


class Terminal:
    """A shell at a terminal."""

    def __init__(self, shell: list[str], folder: Path, environment: Mapping[str, str]) -> None:
        self._shown = ""
        self._process = subprocess.Popen(
            [sys.executable, "-c", _AT_A_TERMINAL, *shell],
            cwd=folder,
            env={**environment, "TERM": "xterm", "COLUMNS": "200", "LINES": "50"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def type(self, keys: str) -> None:
        """Press keys."""
        assert self._process.stdin is not None
        self._process.stdin.write(keys.encode())
        self._process.stdin.flush()

    def wait_for(self, text: str) -> None:
        """Wait until the terminal shows a text, after what was waited for before."""
        assert self._process.stdout is not None
        file, until = self._process.stdout.fileno(), time.monotonic() + SECONDS_FOR_AN_ANSWER
        while text not in self._shown:
            ready, _, _ = select.select([file], [], [], max(0.0, until - time.monotonic()))
            data = os.read(file, 65536) if ready else b""
            assert data, f"{text!r} was never shown, but {self._shown!r}"
            self._shown += data.decode(errors="replace")
        self._shown = self._shown.partition(text)[2]
