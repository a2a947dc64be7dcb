"""Groups checked side by side in processes."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from effektkedja.running.group import Group, GroupResult, Progress, Question

_FORKED_BYTES = 256 * 1024
"""Bytes of plans that are worth a process which begins with all that this one has loaded."""
_SPAWNED_BYTES = 2 * 1024 * 1024
"""The same for a process that has to load it anew."""


def check_groups(
    groups: Sequence[Group], question: Question, jobs: int | None, progress: Progress
) -> Iterator[tuple[Group, GroupResult]]:
    """Check groups in `jobs` processes (as many as are worthwhile, where it is None); gives each result as it comes."""
    processes = min(len(groups), jobs or _worthwhile(groups))
    if processes > 1:
        yield from _side_by_side(groups, question, processes, progress)
    else:
        yield from _here(groups, question, progress)


def _here(groups: Iterable[Group], question: Question, progress: Progress) -> Iterator[tuple[Group, GroupResult]]:
    from effektkedja.running.work import check_group

    progress.begin()
    for group in groups:
        yield group, check_group(group, question)
        progress.tick(group.size)


def _side_by_side(
    groups: Sequence[Group], question: Question, processes: int, progress: Progress
) -> Iterator[tuple[Group, GroupResult]]:
    """Check groups in so many processes.

    What a process did not live to finish is checked in this one. When the caller is interrupted or takes no more
    results, no process is left behind.
    """
    waiting = sorted(groups, key=lambda group: group.size)  # the largest is taken first, so that all end together
    unfinished: list[Group] = []
    team = _Team(processes, question)
    progress.begin()
    try:
        while team.members and (waiting or team.busy):
            while waiting and team.idle:
                team.give(waiting.pop())
            for group, result in team.results():
                if result is None:
                    unfinished.append(group)
                else:
                    yield group, result
                    progress.tick(group.size)
    finally:
        team.dismiss()
    yield from _here([*unfinished, *waiting], question, progress)


class _Team:
    """Processes that check one group after the other, each at the other end of a pipe."""

    def __init__(self, processes: int, question: Question) -> None:
        self.members: dict[Connection, BaseProcess] = {}
        self.busy: dict[Connection, Group] = {}
        forks = _may_fork()
        if forks:
            import effektkedja.running.work  # noqa: F401 (loaded once for all)
        # What a configuration has worked out for its own use stays here.
        question = replace(question, configuration=replace(question.configuration))
        context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        with _interrupts_held_back():
            for _ in range(processes):
                ours, theirs = context.Pipe()
                not_theirs = (*self.members, ours) if forks else ()
                process = context.Process(target=_serve, args=(theirs, not_theirs, question), daemon=True)
                try:
                    process.start()
                except OSError:  # the machine allows no more
                    ours.close()
                    break
                finally:
                    theirs.close()
                self.members[ours] = process

    @property
    def idle(self) -> list[Connection]:
        """Those who have nothing to do."""
        return [one for one in self.members if one not in self.busy]

    def give(self, group: Group) -> None:
        """Give a group to one of those who have nothing to do."""
        one = self.idle[0]
        self.busy[one] = group
        with suppress(OSError):  # where the process has died, its end of the pipe tells so when a result is asked for
            one.send(group)

    def results(self) -> Iterator[tuple[Group, GroupResult | None]]:
        """Wait until something has been finished, and give it; None for what a process died of."""
        ready = wait(list(self.busy))
        for one in [one for one in self.busy if one in ready]:
            group = self.busy.pop(one)
            try:
                result: GroupResult | None = one.recv()
            except (EOFError, OSError):
                result = None
                self._bury(one)
            yield group, result

    def dismiss(self) -> None:
        """Let no process go on."""
        for one in list(self.members):
            self._bury(one)

    def _bury(self, one: Connection) -> None:
        process = self.members.pop(one)
        one.close()
        process.terminate()
        process.join()


def _serve(orders: Connection, not_ours: Sequence[Connection], question: Question) -> None:
    """Check what comes until nothing more can come. `not_ours` are ends of pipes that a fork has brought along."""
    for one in not_ours:
        one.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began this process ends it
    from effektkedja.running.work import check_group

    try:
        while True:
            orders.send(check_group(orders.recv(), question))
    except Exception:  # noqa: BLE001 (who began this process does the work again, and tells what is wrong with it)
        return


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let Ctrl-C wait while processes begin, and let them begin without hearing it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _worthwhile(groups: Sequence[Group]) -> int:
    """Give how many processes to check groups in: one for each core, and fewer where there is little to do."""
    each = _FORKED_BYTES if _may_fork() else _SPAWNED_BYTES
    return max(1, min(_cores(), sum(group.size for group in groups) // each))


def _may_fork() -> bool:
    """Tell whether a copy of this process would be sound: not on macOS, and nowhere with several threads."""
    threads = Path("/proc/self/task")
    return sys.platform == "linux" and threads.is_dir() and len(list(threads.iterdir())) == 1


def _cores() -> int:
    """Give how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
