"""A baseline: what is accepted today, so that only what is new is told.

It holds findings by file, code and id, and how many of each; never by line. So it stands whatever order and layout the
plans take. Where there are more of a kind than are accepted, the last by position are new.
"""

import json
import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from effektkedja.basics.diagnostic import Argument, Diagnostic
from effektkedja.basics.identity_numbers import masked
from effektkedja.basics.report import Report
from effektkedja.rules.registry import BY_CODE

VERSION = 1
LARGEST_BASELINE = 32 * 1024 * 1024
"""Bytes of a file."""
LARGEST_COUNT = 1_000_000_000


class Entry(NamedTuple):
    """One kind of finding that is accepted."""

    file: str
    """The real path, with `/`, as names are compared (`_comparable`)."""
    code: str
    id: str | None


Accepted = Counter[Entry]
"""How many findings of each kind are accepted."""


class NoBaselineError(Exception):
    """A file is no baseline: the key of a sentence below `baseline`, and its arguments."""

    def __init__(self, key: str, **args: Argument) -> None:
        super().__init__(key)
        self.key = key
        self.args_ = args


def read_baseline(data: bytes, folder: Path) -> Accepted:
    """Read what a file in that folder accepts. Raises NoBaselineError."""
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise NoBaselineError("syntax", line=error.lineno, column=error.colno) from None
    except (ValueError, RecursionError):  # no UTF-8, a number of thousands of digits, thousands of brackets
        raise NoBaselineError("other") from None
    version = document.get("baseline") if isinstance(document, dict) else None
    if type(version) is not int:
        raise NoBaselineError("other")
    if version != VERSION:
        raise NoBaselineError("version", found=version, expected=VERSION)
    entries = document.get("accepted")
    if not isinstance(entries, list):
        raise NoBaselineError("other")
    accepted: Accepted = Counter()
    above = os.path.realpath(folder)
    for number, plain in enumerate(entries, 1):
        entry, count = _entry(plain, number, above)
        # The same line twice comes from two branches put together; each of them meant the same findings.
        accepted[entry] = max(accepted[entry], count)
    return accepted


def _entry(plain: Any, number: int, folder: str) -> tuple[Entry, int]:
    fields = plain if isinstance(plain, dict) else {}
    file, code, id_, count = (fields.get(name, ...) for name in ("file", "code", "id", "count"))
    is_whole = type(count) is int and 0 < count <= LARGEST_COUNT
    if not (isinstance(file, str) and isinstance(code, str) and (id_ is None or isinstance(id_, str)) and is_whole):
        raise NoBaselineError("entry", number=number)
    if code in BY_CODE and not BY_CODE[code].can_be_silenced:
        raise NoBaselineError("never", number=number, code=code)
    return Entry(_place(str(Path(folder, file))), code, None if id_ is None else _comparable(id_)), count


def as_written(entry: Entry, folder: Path) -> Entry:
    """Give an entry as a baseline in that folder writes it: with the path as seen from there."""
    try:
        file = os.path.relpath(entry.file, _place(os.path.realpath(folder)))
    except ValueError:  # on another drive
        file = entry.file
    return entry._replace(file=Path(file).as_posix())


@dataclass(frozen=True, slots=True)
class Compared:
    """A run held against a baseline."""

    report: Report
    """With what is new alone; the rest is accepted, and what is not found any more is counted."""
    unseen: Accepted
    """What is accepted and could neither be found nor missed: of files, rules and plans that were not looked at."""


class Findings:
    """What a run has found, as it is held against baselines."""

    def __init__(self, report: Report, told: Mapping[str, frozenset[str]]) -> None:
        """`told` gives the codes of the rules whose findings are told of each file of the report."""
        self._report = report
        self._files = {file.name: _place(os.path.realpath(file.path)) for file in report.files if file.path is not None}
        unsure = {crash.code for crash in report.crashes}
        self._told = {place: told[name] - unsure for name, place in self._files.items()}
        # What a file that cannot be read would have changed in the others, nobody knows.
        self._is_whole = not any(BY_CODE[one.finding.code].ends_reading for one in report.diagnostics)

    def compare(self, accepted: Accepted) -> Compared:
        """Hold what was found against what is accepted."""
        left = accepted.copy()
        found = [self._entry_of(diagnostic) for diagnostic in self._report.diagnostics]
        hidden = {index for index, entry in enumerate(found) if entry is not None and _taken(left, entry)}
        spare = _of_any_thing(left)
        for index, entry in enumerate(found):
            others = spare.get(entry[:2]) if entry is not None and index not in hidden else None
            if others and _taken(left, others[-1]):
                hidden.add(index)
                if not left[others[-1]]:
                    others.pop()
        unseen = Counter({entry: count for entry, count in left.items() if count and not self._looked_for(entry)})
        report = replace(
            self._report,
            diagnostics=tuple(one for index, one in enumerate(self._report.diagnostics) if index not in hidden),
            accepted=tuple(one for index, one in enumerate(self._report.diagnostics) if index in hidden),
            mended=left.total() - unseen.total(),
        )
        return Compared(report, unseen)

    def accepting(self, diagnostics: Iterable[Diagnostic]) -> Accepted:
        """Give what a baseline holds that accepts these findings, as far as they can be accepted."""
        entries = map(self._entry_of, diagnostics)
        return Counter(entry for entry in entries if entry is not None)

    def _entry_of(self, diagnostic: Diagnostic) -> Entry | None:
        """Give the kind of a finding; None for one that is never accepted, or has no file."""
        finding = diagnostic.finding
        if finding.file not in self._files or not BY_CODE[finding.code].can_be_silenced:
            return None
        id_ = None if finding.id is None else _comparable(finding.id)
        return Entry(self._files[finding.file], finding.code, id_)

    def _looked_for(self, entry: Entry) -> bool:
        """Tell whether the run would have found what the entry accepts, if it were still there."""
        if entry.file in self._told:
            return self._is_whole and entry.code in self._told[entry.file]
        return not _may_exist(entry.file)


def _taken(left: Accepted, entry: Entry) -> bool:
    """Take one finding from what is left to be accepted, if it is there."""
    if not left[entry]:
        return False
    left[entry] -= 1
    return True


def _of_any_thing(left: Accepted) -> dict[tuple[str, str], list[Entry]]:
    """Give by file and code what is left of the rules that tell one of several things, whichever comes first."""
    spare: dict[tuple[str, str], list[Entry]] = {}
    for entry, count in left.items():
        if count and entry.code in BY_CODE and BY_CODE[entry.code].depends_on_order:
            spare.setdefault(entry[:2], []).append(entry)
    return spare


def _may_exist(place: str) -> bool:
    forms = (unicodedata.normalize("NFC", place), unicodedata.normalize("NFD", place))
    return "*" in place or any(map(os.path.lexists, forms))  # a masked number could be any


def _place(path: str) -> str:
    return _comparable(Path(os.path.normpath(path)).as_posix())


def _comparable(text: str) -> str:
    """Give a name as it is written and compared: file systems compose letters differently, and numbers are masked."""
    return masked(unicodedata.normalize("NFC", text))
