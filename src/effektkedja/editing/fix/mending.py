"""Mending plans: round after round, until a whole round finds nothing more that can be mended.

So a second run changes nothing: it would begin with the round that came to nothing here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from typing import Literal

from effektkedja.basics.diagnostic import Finding
from effektkedja.basics.report import Report
from effektkedja.check import Checked
from effektkedja.editing.fix.mend import Mend
from effektkedja.editing.fix.plan_text import PlanText
from effektkedja.editing.fix.proof import NOTHING_SPEAKS_AGAINST, Objection, objection, says
from effektkedja.editing.fix.registry import FIXES, Fix, fix_of
from effektkedja.editing.text_edits import UnsafeEditError, edited
from effektkedja.workspace.workspace import SourceFile

CheckTexts = Callable[[Mapping[str, bytes]], Checked]
"""Checks the plans against all rules as if the files of these identities held these bytes."""

_HIDING = frozenset({"EK001", "EK002", "EK003", "EK004", "EK005", "EK008", "EK009", "EK105"})
"""Findings about what was not read; ids may stand there."""
_WRONG_SHAPE = frozenset({"list", "mapping", "not-list", "not-mapping"})


@dataclass(frozen=True, slots=True)
class Change:
    """A file that is mended."""

    file: SourceFile
    """As it was."""
    text: str
    findings: tuple[Finding, ...]
    """What is mended."""


@dataclass(frozen=True, slots=True)
class Left:
    """A finding that has a fix and is not mended all the same."""

    finding: Finding
    """As it stands in the mended file."""
    reason: Literal["new", "harm", "unread"]
    """A new finding would come, something else would change, or its id may stand in what could not be read."""
    codes: tuple[str, ...] = ()
    """The codes of the findings that would come."""


@dataclass(frozen=True, slots=True)
class Mending:
    """What can be mended."""

    report: Report
    """What was found at first, by all rules."""
    changes: tuple[Change, ...]
    """In the order of the files' names."""
    left: tuple[Left, ...]
    more: int
    """How many findings more would be mended if fixes that are guesses were wanted."""

    @property
    def count(self) -> int:
        """How many findings are mended."""
        return sum(len(change.findings) for change in self.changes)


def mend_plans(check: CheckTexts, selected: frozenset[str], *, unsafe: bool) -> Mending:
    """Find out how what the rules with these codes find can be mended; with `unsafe`, also by fixes that are guesses.

    Only files that were named, or found in a named folder, are changed. Nothing is written.
    """
    start = _State(check, check({}), {}, ())
    safe = [fix for fix in FIXES if fix.safe]
    mended, left = _mended(start, [fix for fix in safe if fix.code in selected])
    wider, wider_left = _mended(mended, [fix for fix in FIXES if fix.code in selected])
    more = len(wider.findings) - len(mended.findings)
    if unsafe:
        mended, left, more = wider, wider_left, 0
    changes = tuple(
        Change(file, mended.texts[file.identity], tuple(one for one in mended.findings if one.file == file.name))
        for file in start.checked.files
        if file.identity in mended.texts
    )
    return Mending(start.checked.report, changes, tuple(left), more)


@dataclass(frozen=True)
class _State:
    """The plans with some findings mended."""

    check: CheckTexts
    checked: Checked
    texts: Mapping[str, str]
    """Of the files that are changed, by identity."""
    findings: tuple[Finding, ...]
    """What is mended so far."""

    @cached_property
    def files(self) -> Mapping[str, SourceFile]:
        return {file.name: file for file in self.checked.files}

    def with_fix(self, fix: Fix) -> Iterator[Finding]:
        """Give the findings that the fix is for, in files that may be changed."""
        for diagnostic in self.checked.report.diagnostics:
            file = self.files[diagnostic.finding.file]
            if file.named and file.plan is not None and fix_of(diagnostic.finding) is fix:
                yield diagnostic.finding


def _mended(state: _State, fixes: list[Fix]) -> tuple[_State, list[Left]]:
    """Mend with these fixes what they can. Gives the state afterwards, and what they leave."""
    while True:
        before, left = state, []
        for fix in fixes:
            state, left_by_fix = _round(state, fix)
            left += left_by_fix
        if state is before:
            return state, left


def _round(start: _State, fix: Fix) -> tuple[_State, list[Left]]:
    make = import_module(f"effektkedja.editing.fix.{fix.made_in}").mend
    plans: dict[str, PlanText] = {}
    mends: list[Mend] = []
    left: list[Left] = []
    hidden = _files_with_ids_hidden(start.checked) if fix.code == "EK102" else frozenset()
    for finding in start.with_fix(fix):
        if finding.file in hidden:
            left.append(Left(finding, "unread"))
            continue
        if finding.file not in plans:
            plans[finding.file] = PlanText(start.files[finding.file].document.text)
        if mend := make(plans[finding.file], finding):
            mends.append(mend)
        else:
            left.append(Left(finding, "harm"))
    trial = _Trial(start, fix)
    trial.take(mends)
    return trial.state, left + trial.left


class _Trial:
    """Makes as many mends of one round as can be made together."""

    def __init__(self, start: _State, fix: Fix) -> None:
        self.state = start
        self.left: list[Left] = []
        self._start = start
        self._fix = fix
        self._taken: list[Mend] = []

    def take(self, mends: list[Mend]) -> None:
        """Take these mends; where they cannot all be taken, as many of each half as can."""
        if not mends:
            return
        together = [*self._taken, *mends]
        try:
            against = self._try(together)
        except UnsafeEditError:
            against = ()
        if against is NOTHING_SPEAKS_AGAINST:
            self._taken = together
        elif len(mends) == 1:
            self.left.append(Left(mends[0].finding, "new" if against else "harm", against))
        else:
            self.take(mends[: len(mends) // 2])
            self.take(mends[len(mends) // 2 :])

    def _try(self, mends: list[Mend]) -> Objection:
        """Move on to the state after these mends, unless something speaks against them.

        Raises UnsafeEditError where they get in each other's way or change something else.
        """
        start = self._start
        texts = dict(start.texts)
        for name in dict.fromkeys(mend.finding.file for mend in mends):
            in_file = [mend for mend in mends if mend.finding.file == name]
            file = start.files[name]
            texts[file.identity] = _mended_text(file.document.text, in_file)
        checked = start.check({identity: text.encode("utf-8") for identity, text in texts.items()})
        findings = tuple(mend.finding for mend in mends)
        state = replace(start, checked=checked, texts=texts, findings=(*start.findings, *findings))
        if self._fix.keeps_values:
            _refuse_other_values(start, state, findings)
        against = objection(self._fix, findings, start.checked.report, checked.report)
        if against is NOTHING_SPEAKS_AGAINST:
            self.state = state
        return against


def _mended_text(before: str, mends: Iterable[Mend]) -> str:
    after = edited(before, (edit for mend in mends for edit in mend.edits))
    changes = {place: word for mend in mends for place, word in mend.says.items()}
    if says(after, {}) != says(before, changes):
        raise UnsafeEditError
    return after


def _refuse_other_values(before: _State, after: _State, findings: Iterable[Finding]) -> None:
    for name in {finding.file for finding in findings}:
        old, new = before.files[name].plan, after.files[name].plan
        if old is None or new is None or old.model_dump() != new.model_dump():
            raise UnsafeEditError


def _files_with_ids_hidden(checked: Checked) -> frozenset[str]:
    """Give the names of the files whose chain has ids, perhaps, in something that could not be read."""
    return frozenset(
        file.name
        for chain in checked.chains
        if any(_hides_ids(finding) for file in chain.files for finding in file.findings)
        for file in chain.files
    )


def _hides_ids(finding: Finding) -> bool:
    if finding.code == "EK006":
        return finding.variant in _WRONG_SHAPE
    return finding.code in _HIDING or (finding.code == "EK007" and finding.key == "id")
