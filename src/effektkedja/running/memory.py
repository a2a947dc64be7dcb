"""Where results of groups are remembered: in this process, or in a folder for the next one."""

from datetime import date
from pathlib import Path
from typing import Any, Protocol

from effektkedja.basics.report import ChainReport
from effektkedja.running.evidence import Evidence
from effektkedja.running.group import Group, GroupResult, Question
from effektkedja.running.plain import HoldsIdentityNumberError, as_plain, from_plain
from effektkedja.running.stamp import program_stamp
from effektkedja.running.store import Store, key_of

_Day: Any = date | None


class Memory(Protocol):
    """Remembers the results of groups."""

    def find(self, group: Group, question: Question) -> GroupResult | None:
        """Give the result of a group if it is known and nothing that it rests on has changed."""

    def keep(self, group: Group, question: Question, result: GroupResult) -> None:
        """Remember the result of a group."""


class Forgetful:
    """Remembers nothing."""

    def find(self, group: Group, question: Question) -> GroupResult | None:
        """Give nothing."""

    def keep(self, group: Group, question: Question, result: GroupResult) -> None:
        """Do nothing."""


class Recent:
    """Remembers the latest results in this process, and what it has learned since it was last asked for that."""

    def __init__(self, behind: Memory) -> None:
        self._behind = behind
        self._results: dict[Group, GroupResult] = {}
        self._question: Question | None = None
        self._has_learned = False

    def find(self, group: Group, question: Question) -> GroupResult | None:
        """Give the result of a group if it is known and nothing that it rests on has changed."""
        if question != self._question:
            self._results, self._question = {}, question
        known = self._results.get(group)
        if known is not None and known.evidence is not None and known.evidence.still_holds():
            return known
        found = self._behind.find(group, question)
        if found is not None:
            self._learn(group, found)
        return found

    def keep(self, group: Group, question: Question, result: GroupResult) -> None:
        """Remember the result of a group."""
        self._learn(group, result)
        self._behind.keep(group, question, result)

    def has_learned(self) -> bool:
        """Tell whether anything is new since this was last asked."""
        learned, self._has_learned = self._has_learned, False
        return learned

    def _learn(self, group: Group, result: GroupResult) -> None:
        # Of what cannot be looked at again, only what was found tells whether it is new.
        if result.evidence is not None or result != self._results.get(group):
            self._has_learned = True
        self._results[group] = result


class Folder:
    """Remembers in a folder, by the words for what was asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stamp = program_stamp()
        self._working_folder = str(Path.cwd())

    def find(self, group: Group, question: Question) -> GroupResult | None:
        """Give the result of a group if it is known and nothing that it rests on has changed."""
        key = self._key(group, question)
        kept = self._store.get(key)
        if kept is None:
            return None
        try:
            result, evidence = _from_plain(kept)
        except (ValueError, TypeError, KeyError, AttributeError):
            self._store.forget(key)
            return None
        return result if evidence.still_holds() else None

    def keep(self, group: Group, question: Question, result: GroupResult) -> None:
        """Remember a result, unless it holds what is not to be written down or cannot be looked at again."""
        if result.evidence is None or any(chain.crashes for chain in result.chains):
            return
        try:
            plain = _as_plain(result, result.evidence)
        except HoldsIdentityNumberError:
            return
        self._store.put(self._key(group, question), plain)

    def _key(self, group: Group, question: Question) -> str:
        configuration = question.configuration
        words = [
            "group", self._stamp, self._working_folder, [str(configuration.folder), configuration.fingerprint],
            sorted(question.selected), question.as_of.isoformat(), question.review, str(group.review_day),
            [[file.name, str(file.path), file.from_folder] for file in group.files],
        ]  # fmt: skip
        return key_of(words)


def _as_plain(result: GroupResult, evidence: Evidence) -> dict[str, Any]:
    """Give a result as JSON can hold it. Raises HoldsIdentityNumberError."""
    days = {"own_day": as_plain(result.own_day), "judged_by": as_plain(result.judged_by)}
    rests_on = as_plain(evidence.as_plain())
    return {"chains": as_plain(result.chains), **days, "evidence": rests_on}


def _from_plain(plain: Any) -> tuple[GroupResult, Evidence]:
    """Give the result that was written so. Raises what `from_plain` raises where none was."""
    evidence = Evidence.from_plain(plain["evidence"])
    chains = from_plain(tuple[ChainReport, ...], plain["chains"])
    own_day, judged_by = (from_plain(_Day, plain[name]) for name in ("own_day", "judged_by"))
    return GroupResult(chains, evidence.touched, own_day, judged_by, evidence), evidence
