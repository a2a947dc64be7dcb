"""Whole answers, remembered: a call of which nothing has changed tells at once what it told before.

This is looked at before the words of the call are even taken apart, and next to nothing is loaded here: such a call is
over sooner than one that asks for the version.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from effektkedja.running.evidence import Evidence
from effektkedja.running.stamp import program_stamp
from effektkedja.running.store import Store, key_of
from effektkedja.workspace.roots import find_configuration

if TYPE_CHECKING:
    from effektkedja.cli.basis import Basis

_HEARD = ("NO_COLOR", "FORCE_COLOR", "TERM")
"""The variables of the environment that have a say in how an answer looks, beside those of language and width."""


class Answers:
    """The answer to one call: what it tells, and its exit status."""

    def __init__(self, store: Store, argv: Sequence[str], circumstances: Sequence[object]) -> None:
        """`circumstances`: the day, the reader's language, and whatever else has a say beside the words of the call."""
        self._store = store
        heard = [os.environ.get(name) for name in _HEARD]
        place = [str(Path.cwd()), sys.stdout.isatty()]
        self._key = key_of(["answer", program_stamp(), list(argv), list(circumstances), place, heard])

    def find(self) -> tuple[str, int] | None:
        """Give what the call told before, where it would tell the same now."""
        kept = self._store.get(self._key)
        if kept is None:
            return None
        try:
            text, status, where = str(kept["text"]), int(kept["status"]), kept["where"]
            evidence = Evidence.from_plain(kept["evidence"])
            is_same = (where is None or _configured_in(where["paths"]) == where["found"]) and evidence.still_holds()
        except (ValueError, TypeError, KeyError, AttributeError):
            self._store.forget(self._key)
            return None
        return (text, status) if is_same else None

    def keep(self, text: str, status: int, basis: Basis) -> None:
        """Remember what the call tells, unless that is not to be written down or cannot be looked at again."""
        from effektkedja.running.plain import HoldsIdentityNumberError, as_plain

        evidence = basis.evidence()
        if evidence is None:
            return
        where = {"paths": basis.paths, "found": _configured_in(basis.paths)} if basis.is_found else None
        answer = {"text": text, "status": status, "where": where, "evidence": evidence.as_plain()}
        with suppress(HoldsIdentityNumberError):
            self._store.put(self._key, as_plain(answer))


def _configured_in(paths: Sequence[str]) -> str | None:
    path = find_configuration(paths)
    return None if path is None else str(path)
