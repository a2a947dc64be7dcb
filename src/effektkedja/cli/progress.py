"""How far a long run has come, on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

from effektkedja.cli.session import Session

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds that a run may last before anything is shown."""


class Bar:
    """A bar that shows itself at a terminal when a run lasts longer than a moment."""

    def __init__(self, session: Session, words: str = "notice.checking") -> None:
        self.total: int | None = None
        """Bytes that there are to go through; None where nobody can tell how much of it has been done."""
        self._session = session
        self._words = words
        self._done = 0
        self._shown: tuple[Progress, TaskID] | None = None
        self._timer: Timer | None = None
        self._lock = Lock()

    def begin(self) -> None:
        """Take note that the work begins. Only now: a process with a clock running in it makes no good copies."""
        if self._timer is None and not self._session.quiet and sys.stderr.isatty():
            self._timer = Timer(PATIENCE, self._show)
            self._timer.daemon = True
            self._timer.start()

    def tick(self, more: int) -> None:
        """Take note that so many more bytes have been gone through."""
        with self._lock:
            self._done += more
            if self._shown is not None:
                progress, task = self._shown
                progress.update(task, completed=self._done)

    def close(self) -> None:
        """Take the bar away."""
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            if self._shown is not None:
                self._shown[0].stop()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

        console = Console(stderr=True, no_color=self._session.color == "never" or None)
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
        progress = Progress(*columns, console=console, transient=True)
        with self._lock:
            task = progress.add_task(self._session.catalogue.text(self._words), total=self.total)
            progress.update(task, completed=self._done)
            progress.start()
            self._shown = progress, task


@contextmanager
def progress_bar(session: Session, words: str = "notice.checking") -> Iterator[Bar]:
    """Give a bar, and take it away in the end. It shows nothing where nobody would see it or quiet is wanted.

    `words` is the key of what it says is being done.
    """
    bar = Bar(session, words)
    try:
        yield bar
    finally:
        bar.close()
