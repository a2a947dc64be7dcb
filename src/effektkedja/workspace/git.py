"""What is asked of git, which is called as a program: no shell, no pager, no question, and never the network.

No path of the repository is handed to git, and none is read from what it lists: a revision gives a tree, and trees
and files are asked for by the names of their objects alone.
"""

import os
import re
import shutil
import subprocess
import threading
from pathlib import Path
from typing import IO

LONGEST_WAIT = 120
"""Seconds that git is given."""

_OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class GitError(Exception):
    """Git cannot give what is asked of it.

    `reason` is why: no-git, no-repository, ownership, revision, unreadable; of a path in a revision also path,
    submodule, link (revisions.py). `near` is the path that was probably meant.
    """

    def __init__(self, reason: str, near: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.near = near


def folder_in_repository() -> str:
    """Give the working folder's path in its repository, with a `/` at the end; nothing at the top of it.

    Raises GitError where it lies in none.
    """
    answer = _ask("rev-parse", "--show-prefix")
    if answer.returncode != 0:
        raise GitError("ownership" if b"safe.directory" in answer.stderr else "no-repository")
    return answer.stdout.decode("utf-8", "backslashreplace").removesuffix("\n")


def tree_of(revision: str) -> str:
    """Give the name of the tree that a revision has. Raises GitError where there is no such revision."""
    if revision.startswith("-"):  # git would take it for an option
        raise GitError("revision")
    try:
        answer = _ask("rev-parse", "--verify", "--quiet", f"{revision}^{{tree}}")
    except ValueError:  # a NUL
        raise GitError("revision") from None
    name = answer.stdout.decode("ascii", "replace").strip()
    if answer.returncode != 0 or not _OBJECT.fullmatch(name):
        raise GitError("revision")
    return name


def line_difference(old: Path, new: Path) -> str:
    """Give what differs between two files line by line, from the first `@@`, as git itself would show it."""
    words = ("--no-pager", "-c", "core.quotepath=off", "diff", "--no-index", "--no-color", "--no-ext-diff")
    answer = _ask(*words, "--no-textconv", "--", str(old), str(new))
    said = answer.stdout.decode("utf-8", "replace")
    return said[said.find("\n@@ ") + 1 :] if "\n@@ " in said else ""


class Objects:
    """The objects of the repository in which the working folder lies, read one after the other.

    One process of git gives them all; it is to be closed.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._limit: threading.Timer | None = None

    def read(self, name: str, most: int) -> bytes | None:
        """Give the content of an object, None where it is larger than `most` bytes. Raises GitError."""
        requests, answers = self._streams()
        try:
            requests.write(f"{name}\n".encode("ascii"))
            requests.flush()
            described = answers.readline().split()  # name, kind and size; of what is not there, no size
            if len(described) != 3:
                raise GitError("unreadable")
            size = int(described[2])
            if size > most:
                self.close()  # the content would have to be read to get past it
                return None
            content = answers.read(size + 1)[:size]
        except OSError:
            raise GitError("unreadable") from None
        if len(content) != size:
            raise GitError("unreadable")
        return content

    def close(self) -> None:
        """End the process."""
        if self._process is None:
            return
        if self._limit is not None:
            self._limit.cancel()
        self._process.kill()
        self._process.communicate()
        self._process = None

    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 (no shell, and no word of anybody else's)
                [_program(), "cat-file", "--batch"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
            self._limit = threading.Timer(LONGEST_WAIT, self._process.kill)
            self._limit.daemon = True
            self._limit.start()
        assert self._process.stdin is not None  # noqa: S101 (they are pipes)
        assert self._process.stdout is not None  # noqa: S101 (likewise)
        return self._process.stdin, self._process.stdout


def _ask(*words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 (no shell; a revision, the only word of anybody else's, is no option)
            [_program(), *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=_environment(),
            timeout=LONGEST_WAIT,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise GitError("unreadable") from None


def _program() -> str:
    """Give where git is. One in the working folder, where Windows looks first, is somebody else's."""
    found = shutil.which("git")
    if found is None or not Path(found).is_absolute():
        raise GitError("no-git")
    return found


def _environment() -> dict[str, str]:
    """Give git the environment of this process, but for what would trace, ask, or fetch over the network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_TRACE")}
    return kept | {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }
