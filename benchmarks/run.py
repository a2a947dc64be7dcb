"""Measures the program against things that cost as much on any machine, and prints ratios.

    python benchmarks/run.py            about five minutes
    python benchmarks/run.py --quick    a few rounds, for a first look
    python benchmarks/run.py --large    plans of 100,000 nodes as well
    python benchmarks/run.py --check    exit 1 when a limit is exceeded

What each ratio means, and why it is one, is told in the README beside this file.
"""

from __future__ import annotations

import argparse
import compileall
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generate import plan_text, write_plan

import effektkedja

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

VERSION_LIMIT = 1.35
VALIDATE_LIMIT = 1.35
READING_LIMIT = 8.0
GROWTH_LIMIT = 13.0
"""Ten is linear; sorting and the processor's caches may have the rest."""

KNOWN_LIMIT = 1.2
MANY_LIMIT = 20.0
MANY_GROWTH_LIMIT = 10.5
MEMORY_LIMIT = 400.0
WATCH_LIMIT = 200.0
REPORT_LIMIT = 10.0
SITE_LIMIT = 1024.0

NODES_TO_VALIDATE = 300
NODES_TO_READ = 2000
GROWTH = (300, 3_000, 30_000)
LARGEST = 100_000
KNOWN = (2000, 30_000)
FEW, MANY = 4, 40
"""Plans of as many nodes as are read, each with a chain of its own."""
CORES = 2

DAY = "2026-05-04"
"""The generated plans have no warnings on this day: it is the checking that is measured, not the printing."""


@dataclass(frozen=True, slots=True)
class Ratio:
    name: str
    value: float
    limit: float

    @property
    def exceeded(self) -> bool:
        return self.value > self.limit


@dataclass(frozen=True, slots=True)
class Rounds:
    """How often each thing is measured."""

    commands: int
    reading: int
    growth: int
    many: int
    saves: int


THOROUGH = Rounds(commands=35, reading=35, growth=9, many=7, saves=25)
QUICK = Rounds(commands=7, reading=9, growth=1, many=2, saves=7)

TIMES_IF_SMALL = 5
"""In each round, so that the small differences between the small plans are known as well as the large ones."""


@dataclass(frozen=True, slots=True)
class Cost:
    seconds: float
    """Of the processor, in the program and in the system on its behalf."""
    memory: float
    """The most that the process held at once, in the system's own unit."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Print what the program costs, as ratios.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: faster, and less certain")
    parser.add_argument("--large", action="store_true", help=f"growth to {LARGEST:,} nodes as well")
    parser.add_argument("--check", action="store_true", help="exit 1 when a limit is exceeded")
    given = parser.parse_args()
    rounds = QUICK if given.quick else THOROUGH
    sizes = (*GROWTH, LARGEST) if given.large else GROWTH
    exceeded = False
    # As an installer does; else a checkout that may not write its bytecode pays for compiling it at every start.
    compileall.compile_dir(Path(effektkedja.__file__).parent, quiet=1)
    print(f"{'':44}{'ratio':>8}{'limit':>8}")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        for ratio in ratios(Path(folder), rounds, sizes):
            exceeded |= ratio.exceeded
            verdict = "over" if ratio.exceeded else "ok"
            print(f"{ratio.name:44}{ratio.value:8.2f}{ratio.limit:8.2f}  {verdict}", flush=True)
    return 1 if given.check and exceeded else 0


def ratios(folder: Path, rounds: Rounds, sizes: Sequence[int]) -> Iterator[Ratio]:
    # Reading comes late: it happens in this process, and Linux counts the memory of a process that starts
    # another one as that other one's peak until it has loaded its own program.
    yield start_up(rounds.commands)
    yield first_answer(folder, rounds.commands)
    yield from known_answer(folder, rounds.commands, [*KNOWN, *sizes[len(GROWTH) :]])
    yield from growth(folder, rounds.growth, sizes)
    yield from watching(folder, rounds.saves)
    yield reading(rounds.reading)
    yield from many(folder, rounds.many)
    yield from reports(folder, rounds.many)
    yield from site(folder)


# Start-up


def start_up(rounds: int) -> Ratio:
    """What it costs to ask for the version, against the least that a program with typer can cost."""
    version = [*program(), "--version"]
    ours, theirs = interleaved([version, python("import typer")], rounds)
    return Ratio("--version / importing typer", ours.seconds / theirs.seconds, VERSION_LIMIT)


def first_answer(folder: Path, rounds: int) -> Ratio:
    """What it costs to check a plan of ordinary size, against importing the libraries that do it."""
    imports = python("import typer, pydantic, rich, networkx, ruamel.yaml")
    ours, theirs = interleaved([validate(folder, NODES_TO_VALIDATE, *ALONE), imports], rounds)
    name = f"validate, {NODES_TO_VALIDATE} nodes / importing libraries"
    return Ratio(name, ours.seconds / theirs.seconds, VALIDATE_LIMIT)


def known_answer(folder: Path, rounds: int, sizes: Sequence[int]) -> Iterator[Ratio]:
    """What it costs to check a plan that has not changed since it was checked, against asking for the version."""
    commands = [[*program(), "--version"], *(validate(folder, nodes, "--jobs", "1") for nodes in sizes)]
    for command in commands:
        cost_of(command)  # from now on the answers are known
    version, *known = interleaved(commands, rounds)
    for nodes, cost in zip(sizes, known, strict=True):
        yield Ratio(f"known answer, {nodes:,} nodes / --version", cost.seconds / version.seconds, KNOWN_LIMIT)


# Growth


def growth(folder: Path, rounds: int, sizes: Sequence[int]) -> Iterator[Ratio]:
    """What a node costs in a large plan against a smaller one, times ten: what a tenfold step multiplies.

    Only differences between sizes count, so that what every start costs falls out.
    """
    commands = [validate(folder, nodes, *ALONE) for nodes in sizes]
    costs = interleaved(commands, rounds, [TIMES_IF_SMALL if nodes < GROWTH[-1] else 1 for nodes in sizes])
    for index in range(2, len(sizes)):
        small, middle, large = sizes[index - 2 : index + 1]
        a, b, c = costs[index - 2 : index + 1]
        before, after = middle - small, (large - middle) / 10
        seconds = (c.seconds - b.seconds) / after / ((b.seconds - a.seconds) / before)
        memory = (c.memory - b.memory) / after / ((b.memory - a.memory) / before)
        yield Ratio(f"tenfold growth, time, to {large:,} nodes", seconds, GROWTH_LIMIT)
        yield Ratio(f"tenfold growth, memory, to {large:,} nodes", memory, GROWTH_LIMIT)


# Watching


def watching(folder: Path, saves: int) -> Iterator[Ratio]:
    """How long after a save the new state is shown. A person waits for it, so this one is told in milliseconds."""
    plan = folder / "watched.yaml"
    write_plan(plan, NODES_TO_READ)
    data = plan.read_bytes()
    command = [*program(), "validate", "--watch", "--no-cache", "--as-of", DAY, str(plan)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdout is not None
        child.stdout.readline()
        taken = []
        for number in range(saves):
            time.sleep(2 * WATCH_LIMIT / 1000)
            start = time.perf_counter()
            plan.write_bytes(data + f"# {number}\n".encode())
            child.stdout.readline()
            taken.append((time.perf_counter() - start) * 1000)
        child.kill()
    yield Ratio(f"shown after a save, {NODES_TO_READ:,} nodes (ms)", statistics.median(taken), WATCH_LIMIT)


# Many plans


def many(folder: Path, rounds: int) -> Iterator[Ratio]:
    """What many plans cost side by side, by the clock, against libyaml alone reading the same bytes on one core.

    What other programs do at the same time makes both slower, so the best round counts and not the median.
    """
    from _ruamel_yaml import CParser

    plans = folder / "many"
    plans.mkdir()
    for number in range(MANY):
        write_plan(plans / f"{number:02}.yaml", NODES_TO_READ)
    paths = [str(path) for path in sorted(plans.iterdir())]
    data = [Path(path).read_bytes() for path in paths]
    command = [*program(), "validate", "--no-cache", "--jobs", str(CORES), "--as-of", DAY]
    few, all_, libyaml, held = [], [], [], []
    for _ in range(rounds):
        few.append(clock_of([*command, *paths[:FEW]])[0])
        seconds, memory = clock_of([*command, *paths])
        all_.append(seconds)
        held.append(memory)
        start = time.perf_counter()
        for one in data:
            CParser(one).raw_parse()
        libyaml.append(time.perf_counter() - start)
    yield Ratio(f"{MANY} plans on {CORES} cores / libyaml in C on one", min(all_) / min(libyaml), MANY_LIMIT)
    yield Ratio(f"{FEW} to {MANY} plans on {CORES} cores, time", min(all_) / min(few), MANY_GROWTH_LIMIT)
    if any(held):
        yield Ratio(f"{MANY} plans, memory of all processes (MiB)", max(held), MEMORY_LIMIT)


# Reports


def reports(folder: Path, rounds: int) -> Iterator[Ratio]:
    """What it costs to write the report on a plan in each format, against checking it."""
    plan = folder / f"plan-{NODES_TO_READ}.yaml"
    checking = validate(folder, NODES_TO_READ, *ALONE)
    files = [folder / f"report.{ending}" for ending in ("html", "md", "docx", "pdf")]
    writing = [[*program(), "report", str(plan), "--quiet", "--as-of", DAY, "--output", str(file)] for file in files]
    *ours, theirs = interleaved([*writing, checking], rounds)
    for file, cost in zip(files, ours, strict=True):
        name = f"report{file.suffix} / validate, {NODES_TO_READ:,} nodes"
        yield Ratio(name, cost.seconds / theirs.seconds, REPORT_LIMIT)


def site(folder: Path) -> Iterator[Ratio]:
    """What the processes hold at once that make a site of many plans. Once: what is held is much the same each time."""
    command = [*program(), "report", str(folder / "many"), "--quiet", "--as-of", DAY, "--output", str(folder / "site")]
    _, held = clock_of(command)
    if held:
        yield Ratio(f"site of {MANY} plans, memory of all (MiB)", held, SITE_LIMIT)


# Clock and memory


def clock_of(command: list[str]) -> tuple[float, float]:
    """Run a command; gives its seconds by the clock, and the most MiB that its processes held (0 if nobody tells)."""
    held = 0
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as child:
        while child.poll() is None:
            held = max(held, held_by(child.pid))
            time.sleep(0.01)
    if child.returncode:
        sys.exit(f"exit status {child.returncode}: {' '.join(command)}")
    return time.perf_counter() - start, held / 2**20


def held_by(process: int) -> int:
    """Give the bytes of memory of a process and its children, each with all that it shares with others."""
    pages = 0
    with suppress(OSError):
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
        for one in (process, *children):
            pages += int(Path(f"/proc/{one}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


# Reading


def reading(rounds: int) -> Ratio:
    """What it costs to read a plan with the place of every text, against libyaml reading the same bytes in C.

    `raw_parse` runs libyaml through all its events and makes no Python object of any of them.
    """
    # Imported here, since this process is to stay small until the last of its children has been measured.
    from _ruamel_yaml import CParser

    from effektkedja.reading.compose import read

    data = "".join(plan_text(NODES_TO_READ)).encode()
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        ours.append(seconds_of(lambda: read(data)))
        theirs.append(seconds_of(lambda: CParser(data).raw_parse()))
    value = statistics.median(ours) / statistics.median(theirs)
    return Ratio(f"reading {NODES_TO_READ:,} nodes / libyaml in C", value, READING_LIMIT)


def seconds_of(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    made = work()
    taken = time.process_time() - start
    del made  # to throw the document away is no part of reading it
    return taken


# Processes


def program() -> list[str]:
    """The command as it is installed beside this Python, or else as a module."""
    script = Path(sys.executable).with_name("effektkedja")
    return [str(script)] if script.is_file() else [sys.executable, "-m", "effektkedja"]


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


ALONE = ("--no-cache", "--jobs", "1")


def validate(folder: Path, nodes: int, *words: str) -> list[str]:
    plan = folder / f"plan-{nodes}.yaml"
    if not plan.exists():
        write_plan(plan, nodes)
    return [*program(), "validate", str(plan), "--as-of", DAY, *words]


def interleaved(commands: list[list[str]], rounds: int, times: Sequence[int] | None = None) -> list[Cost]:
    """Run the commands in turn, A B A B, so that what slows the machine slows them all. Gives the medians.

    `times` is how often each command is run in a round: once, where it is not given.
    """
    costs: list[list[Cost]] = [[] for _ in commands]
    times = times or [1] * len(commands)
    for _ in range(rounds):
        for turn in range(max(times)):
            for command, so_far, often in zip(commands, costs, times, strict=True):
                if turn < often:
                    so_far.append(cost_of(command))
    return [median(each) for each in costs]


def median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(c.seconds for c in costs), statistics.median(c.memory for c in costs))


def cost_of(command: list[str]) -> Cost:
    no_output = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=no_output)
    _, status, usage = os.wait4(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        sys.exit(f"exit status {code}: {' '.join(command)}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


if __name__ == "__main__":
    sys.exit(main())
