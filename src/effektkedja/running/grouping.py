"""Which of the named files may be parts of one chain, as far as a glance at their bytes can tell.

A glance is wrong at times: it takes a comment for an import, or does not see one that is written in an odd way. Then
the work is only divided less well, and what was checked apart is checked together afterwards (run.py).
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from effektkedja.reading.faults import Fault
from effektkedja.running.group import Group
from effektkedja.workspace.config import Configuration
from effektkedja.workspace.discover import NamedFile, find_plans
from effektkedja.workspace.files import read_bytes
from effektkedja.workspace.imports import Refusal, resolve_import

MOST_LOOKED_AT = 1000
"""Files beyond those named that are looked at, and paths in one file."""
_LONGEST_PATH = 300

_SUFFIX = re.compile(rb"\.ya?ml(?![^\s\"',\]}])")
_BEFORE_PATH = re.compile(rb"[\r\n\"',\[\]{}]|(?:^|(?<=\s))-\s|:\s")


def find_groups(
    paths: Iterable[str], read_standard_input: Callable[[int], bytes], configuration: Configuration
) -> list[Group]:
    """Give the plans that the paths mean, in groups.

    `read_standard_input` gives at most so many bytes of standard input. Raises PathMissingError for a path that
    does not exist.
    """
    largest = configuration.limits.file_size
    named = find_plans(paths, configuration.leaves_out, largest)
    standard_input = read_standard_input(largest + 1) if any(file.path is None for file in named) else None
    return groups_of(named, standard_input, largest)


def groups_of(named: Sequence[NamedFile], standard_input: bytes | None, largest: int) -> list[Group]:
    """Divide the named files into groups, in the order of their first files.

    `largest` is how many bytes a file may have.
    """
    glance = _Glance(standard_input, largest)
    for file in named:
        glance.look_at(file.path)
    glance.look_at_imported()
    together: dict[str, list[NamedFile]] = {}
    for file in named:
        together.setdefault(glance.group_of(file.path), []).append(file)
    return [
        Group(
            tuple(files),
            sum(glance.sizes[_identity(file.path)] for file in files),
            standard_input if any(file.path is None for file in files) else None,
        )
        for files in together.values()
    ]


def joined(groups: Iterable[Group]) -> Group:
    """Give one group with all files of these."""
    groups = list(groups)
    files = sorted((file for group in groups for file in group.files), key=lambda file: file.name)
    standard_input = next((group.standard_input for group in groups if group.standard_input is not None), None)
    return Group(tuple(files), sum(group.size for group in groups), standard_input)


class Together:
    """Which things belong together, told pair by pair."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, one: str) -> str:
        """Give the thing that stands for all those with which this one belongs together."""
        self._above.setdefault(one, one)
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def join(self, one: str, other: str) -> None:
        """Note that two things belong together."""
        self._above[self.of(other)] = self.of(one)


class _Glance:
    def __init__(self, standard_input: bytes | None, largest: int) -> None:
        self.sizes: dict[str, int] = {}
        self._standard_input = standard_input or b""
        self._largest = largest
        self._together = Together()
        self._waiting: list[Path] = []

    def look_at(self, path: Path | None) -> None:
        """Note what a file seems to import."""
        identity = _identity(path)
        if identity in self.sizes:
            return
        data = self._standard_input if path is None else read_bytes(path, self._largest)
        self.sizes[identity] = 0 if isinstance(data, Fault) else len(data)
        if isinstance(data, Fault):
            return
        for written in _seeming_imports(data):
            target = resolve_import(written, path)
            if not isinstance(target, Refusal):
                self._together.join(identity, str(target))
                self._waiting.append(target)

    def look_at_imported(self) -> None:
        """Note what the files seem to import that others seem to import, and so on."""
        most = len(self.sizes) + MOST_LOOKED_AT
        while self._waiting and len(self.sizes) < most:
            self.look_at(self._waiting.pop())

    def group_of(self, path: Path | None) -> str:
        """Give what stands for the group of a file."""
        return self._together.of(_identity(path))


def _identity(path: Path | None) -> str:
    return "-" if path is None else os.path.realpath(path)


def _seeming_imports(data: bytes) -> Iterator[str]:
    """Give what looks like the path of a plan."""
    seen: dict[bytes, None] = {}
    for match in _SUFFIX.finditer(data):
        before = data[max(0, match.start() - _LONGEST_PATH) : match.start()]
        seen[_BEFORE_PATH.split(before)[-1].strip() + match[0]] = None
        if len(seen) >= MOST_LOOKED_AT:
            break
    for written in seen:
        if b"\0" not in written:
            yield os.fsdecode(written)
