"""`validate --watch`: the plans are checked again whenever somebody has changed something."""

import gc
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from effektkedja.cli.checking import Found, Wish, find_out, tell_what_is_missing
from effektkedja.cli.plans import tell_crashes
from effektkedja.cli.session import Session, WrongUse
from effektkedja.running.evidence import Evidence
from effektkedja.running.memory import Memory, Recent
from effektkedja.workspace.roots import find_configuration

_CLEAR = "\x1b[2J\x1b[H"
_LOOK_UP = 1.0
"""Seconds after which one looks whether anything has changed that nobody has told of, as on a drive of the network."""
_SETTLE = 10
"""Milliseconds without a further change after which a change is looked at."""
_MOST_SETTLING = 100
"""Milliseconds after which it is looked at all the same."""


def watch_plans(session: Session, wish: Wish, memory: Memory, rendered: Callable[[Found], str]) -> int:
    """Show what is found, again and again, until somebody interrupts it. Raises WrongUse where it cannot begin."""
    watch = Watch(session, wish, memory, rendered)
    return watch.follow(changes_in(watch.folders))


class Watch:
    """What was shown last, and what it rests on."""

    def __init__(self, session: Session, wish: Wish, memory: Memory, rendered: Callable[[Found], str]) -> None:
        self._session = session
        self._wish = wish
        self._memory = Recent(memory)
        self._rendered = rendered
        self._text: str | None = None
        self._evidence: Evidence | None = None
        self._surroundings: tuple[object, ...] = ()
        self._folders: set[Path] = set()

    def follow(self, changes: Iterable[Collection[object]]) -> int:
        """Look at the plans, and again at each of the changes; an empty one says that nobody knows of any.

        Ends with the changes, or when nobody reads what is shown any more. Raises WrongUse where it cannot begin.
        """
        self._look()
        self._wish = replace(self._wish, waits=True)
        for changed in changes:
            if self._session.closed:
                break
            if changed or self._has_changed():
                self._look_again()
        return 0

    def folders(self) -> Collection[Path]:
        """Give the folders in which a change would be one of what is shown."""
        return {folder for folder in self._folders if folder.is_dir()}

    def _has_changed(self) -> bool:
        """Tell whether anything has changed, of which nobody has told."""
        if self._evidence is not None and not self._evidence.still_holds():
            return True
        return self._surroundings != _surroundings(self._wish, self._session.clock())

    def _look_again(self) -> None:
        """Look at the plans; what cannot be at the moment is told, and waited for."""
        try:
            self._look()
        except WrongUse as error:
            self._text = self._evidence = None
            self._session.complain(error.key, **error.args_)

    def _look(self) -> None:
        self._session.begin_day()
        found = find_out(self._session, self._wish, self._memory)
        text = self._rendered(found)
        self._evidence = found.basis.evidence()
        self._surroundings = _surroundings(self._wish, self._session.today)
        self._folders = _folders_of(found, self._wish.paths)
        if self._memory.has_learned() or text != self._text:
            self._text = text
            self._show(found)
        gc.collect()  # a process that goes on for long is not to grow

    def _show(self, found: Found) -> None:
        is_terminal = self._session.width is not None
        self._session.show((_CLEAR if is_terminal else "") + (self._text or ""))
        tell_what_is_missing(self._session, found)
        if found.report.crashes:
            tell_crashes(self._session, found.report.crashes)
        self._session.notice("notice.watching")


def changes_in(folders: Callable[[], Collection[Path]]) -> Iterator[Collection[object]]:
    """Give the changes in folders as they come, and now and then none. Which folders these are is asked every time."""
    from watchfiles import watch

    while True:
        watched = folders()
        try:
            for changed in watch(
                *watched,
                watch_filter=None,
                debounce=_MOST_SETTLING,
                step=_SETTLE,
                rust_timeout=int(_LOOK_UP * 1000),
                yield_on_timeout=True,
                recursive=False,
            ):
                yield changed
                if folders() != watched:
                    break
        except OSError:  # the system can watch no more folders, or one of them has just gone
            time.sleep(_LOOK_UP)
            yield ()


def _surroundings(wish: Wish, today: date) -> tuple[object, ...]:
    """Give what else than the content of files decides what is shown.

    It is which paths are there, which file is the configuration, and the day, unless the call names one.
    """
    there = [path for path in wish.paths if Path(path).exists()]
    return there, find_configuration(wish.paths), today if wish.as_of is None else None


def _folders_of(found: Found, paths: Iterable[str]) -> set[Path]:
    """Give the folders of all files that had a say, and those that were named with all that lie in them."""
    folders = {path.parent for path in found.report.paths}
    if (configured_in := found.basis.configuration.folder) is not None:
        folders.add(configured_in)
    for path in map(Path, paths):
        if not path.is_dir():
            folders.add(path.parent)
        for folder, below, _ in os.walk(path):
            below[:] = [name for name in below if not name.startswith(".")]
            folders.add(Path(folder))
    return {Path(os.path.realpath(folder)) for folder in folders}
