"""`validate --watch`: whatever happens to the files, it goes on, and shows what holds now."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest
from support import Answer, call, write

PLAN = "effektkedja: 1\norganisation: {{id: {0}, namn: Enhet {0}, typ: enhet}}\n"
CLEAN = PLAN.format("a")
WRONG = CLEAN + "färg: grön\n"
IMPORTS = CLEAN + "importerar: [kommun.yaml]\n"

Script = Iterator[Collection[object]]
SAVED = ("somebody has saved something",)
NOTHING = ()


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Watch plans while a script changes them; it yields where the program is to look."""

    def watched(script: Script, *words: str, **how: Any) -> Answer:
        monkeypatch.setattr("effektkedja.cli.watching.changes_in", lambda _: script)
        return call("validate", "--watch", "--lang", "sv", *words, **how)

    return watched


def states(answer: Answer) -> list[str]:
    """Give what was shown, one time after the other, each in short: the codes, and how many files were looked at."""
    shown: list[str] = []
    codes: list[str] = []
    for line in answer.out.splitlines():
        codes += re.findall(r"^\w+\[(EK\d{3})\]", line)
        if files := re.search(r"Granskat: (\d+) fil", line):
            shown.append(" ".join([*codes, files[1]]))
            codes = []
    return shown


# --- What changes ---------------------------------------------------------------------------------------------


def test_what_is_saved_is_shown(watch: Callable[..., Answer], folder: Path) -> None:
    def script() -> Script:
        for text in (WRONG, CLEAN, WRONG):
            write(folder, {"plan.yaml": text})
            yield SAVED

    write(folder, {"plan.yaml": CLEAN})
    answer = watch(script(), "plan.yaml")
    assert states(answer) == ["1", "EK005 1", "1", "EK005 1"]
    assert answer.err == "effektkedja: Väntar på ändringar. Avsluta med Ctrl+C.\n" * 4


def test_what_says_nothing_new_shows_nothing(watch: Callable[..., Answer], folder: Path) -> None:
    def script() -> Script:
        yield NOTHING
        write(folder, {"anteckningar.txt": "annat\n"})
        yield SAVED
        write(folder, {"plan.yaml": WRONG})  # as it is already
        yield SAVED

    write(folder, {"plan.yaml": WRONG})
    assert states(watch(script(), "plan.yaml")) == ["EK005 1"]


def test_what_is_saved_is_shown_even_if_all_is_well_as_before(watch: Callable[..., Answer], folder: Path) -> None:
    def script() -> Script:
        write(folder, {"plan.yaml": CLEAN + "# bra\n"})
        yield SAVED

    write(folder, {"plan.yaml": CLEAN})
    assert states(watch(script(), "plan.yaml")) == ["1", "1"]


def test_what_nobody_tells_of_is_found_all_the_same(watch: Callable[..., Answer], folder: Path) -> None:
    """On a drive of the network, or between looking and beginning to watch."""

    def script() -> Script:
        write(folder, {"kommun.yaml": PLAN.format("k") + "färg: grön\n"})
        yield NOTHING
        write(folder, {"ny.yaml": PLAN.format("n")})
        yield NOTHING
        (folder / "ny.yaml").unlink()
        yield NOTHING
        write(folder, {"effektkedja.toml": 'ignore = ["EK005"]\n'})
        yield NOTHING
        yield NOTHING

    write(folder, {"plan.yaml": IMPORTS, "kommun.yaml": PLAN.format("k")})
    assert states(watch(script(), ".")) == ["2", "EK005 2", "EK005 3", "EK005 2", "2"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [((), ["1", "EK402 1"]), (("--as-of", "2026-04-29"), ["1"]), (("--as-of", "2026-04-30"), ["EK402 1"])],
)
def test_at_midnight_the_day_moves_on(
    words: tuple[str, ...], shown: list[str], watch: Callable[..., Answer], folder: Path
) -> None:
    days = [date(2026, 4, 29)]

    def script() -> Script:
        yield NOTHING
        days.append(date(2026, 4, 30))
        yield NOTHING
        yield NOTHING

    write(folder, {"plan.yaml": f"{CLEAN}leveranser: [{{id: L1, titel: Kvällsöppet, klar_senast: 2026-04-30}}]\n"})
    select = ("--select", "EK402", "plan.yaml", *words)
    assert states(watch(script(), *select, clock=lambda: days[-1])) == shown


def test_only_the_chain_that_was_touched_is_checked_again(
    watch: Callable[..., Answer], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from effektkedja.running import work as working

    def check_group(group: Any, question: Any) -> Any:
        checked.append(" ".join(file.name for file in group.files))
        return real(group, question)

    def script() -> Script:
        checked.clear()
        write(folder, {"kommun.yaml": PLAN.format("k") + "färg: grön\n"})
        yield SAVED

    checked: list[str] = []
    real = working.check_group
    monkeypatch.setattr(working, "check_group", check_group)
    write(folder, {"kommun.yaml": PLAN.format("k"), "namnd.yaml": IMPORTS})
    write(folder, {f"{index}.yaml": PLAN.format(index) for index in range(5)})
    for words in ((), ("--no-cache",)):
        write(folder, {"kommun.yaml": PLAN.format("k")})
        assert states(watch(script(), *words, ".")) == ["7", "EK005 7"]
        assert checked == ["kommun.yaml namnd.yaml"]


def test_new_files_and_folders_are_picked_up(watch: Callable[..., Answer], folder: Path) -> None:
    def script() -> Script:
        write(folder, {"ny.yaml": PLAN.format("n")})
        yield SAVED
        write(folder, {"under/djupt/ny.yaml": PLAN.format("u") + "färg: grön\n"})
        yield SAVED
        shutil.rmtree(folder / "under")
        yield SAVED

    write(folder, {"plan.yaml": CLEAN})
    assert states(watch(script(), ".")) == ["1", "2", "EK005 3", "2"]


def test_a_file_that_disappears_is_told_and_waited_for(watch: Callable[..., Answer], folder: Path) -> None:
    def script() -> Script:
        (folder / "plan.yaml").unlink()
        yield SAVED
        (folder / "annan.yaml").unlink()
        yield SAVED
        write(folder, {"plan.yaml": WRONG})
        yield NOTHING
        write(folder, {"annan.yaml": PLAN.format("b")})
        yield SAVED

    write(folder, {"plan.yaml": CLEAN, "annan.yaml": PLAN.format("b")})
    answer = watch(script(), "plan.yaml", "annan.yaml")
    assert states(answer) == ["2", "1", "EK005 1", "EK005 2"]
    gone = "effektkedja: {} finns inte just nu. Så snart den är tillbaka granskas den igen.\n"
    waits = "effektkedja: Väntar på ändringar. Avsluta med Ctrl+C.\n"
    plan, other = gone.format("plan.yaml"), gone.format("annan.yaml")
    assert answer.err == waits + plan + waits + plan + other + waits + other + waits + waits


def test_what_is_imported_may_disappear_too(watch: Callable[..., Answer], folder: Path) -> None:
    def script() -> Script:
        (folder / "kommun.yaml").unlink()
        yield SAVED
        write(folder, {"kommun.yaml": PLAN.format("k")})
        yield NOTHING

    write(folder, {"plan.yaml": IMPORTS, "kommun.yaml": PLAN.format("k")})
    assert states(watch(script(), "plan.yaml")) == ["2", "EK105 1", "2"]


def test_a_half_written_file_is_a_finding_until_it_is_whole(watch: Callable[..., Answer], folder: Path) -> None:
    def script() -> Script:
        (folder / "plan.yaml").write_bytes(CLEAN.encode()[:40])
        yield SAVED
        (folder / "plan.yaml").write_bytes(b"")
        yield SAVED
        replaced = folder / ".plan.yaml.tmp"
        replaced.write_bytes(CLEAN.encode())
        replaced.replace(folder / "plan.yaml")
        yield SAVED

    write(folder, {"plan.yaml": CLEAN})
    assert states(watch(script(), "plan.yaml")) == ["1", "EK002 1", "EK009 1", "1"]


def test_a_file_that_cannot_be_read_is_a_finding_and_looked_at_again(
    watch: Callable[..., Answer], folder: Path
) -> None:
    def script() -> Script:
        (folder / "plan.yaml").unlink()
        (folder / "plan.yaml").symlink_to("plan.yaml")
        yield SAVED
        yield SAVED
        (folder / "plan.yaml").unlink()
        write(folder, {"plan.yaml": CLEAN})
        yield SAVED

    write(folder, {"plan.yaml": CLEAN})
    assert states(watch(script(), "plan.yaml")) == ["1", "EK001 1", "1"]


def test_a_change_of_the_configuration_counts(watch: Callable[..., Answer], folder: Path) -> None:
    def script() -> Script:
        write(folder, {"effektkedja.toml": 'ignore = ["EK005"]\n'})
        yield SAVED
        write(folder, {"effektkedja.toml": 'exclude = ["annan.yaml"]\n'})
        yield SAVED

    write(folder, {"plan.yaml": WRONG, "annan.yaml": PLAN.format("b")})
    assert states(watch(script(), ".")) == ["EK005 2", "2", "EK005 1"]


def test_a_broken_configuration_is_told_and_the_watch_goes_on(watch: Callable[..., Answer], folder: Path) -> None:
    def script() -> Script:
        write(folder, {"effektkedja.toml": "ignore = [\n"})
        yield SAVED
        write(folder, {"plan.yaml": CLEAN})
        yield NOTHING
        write(folder, {"effektkedja.toml": ""})
        yield SAVED

    write(folder, {"plan.yaml": WRONG})
    answer = watch(script(), ".")
    assert states(answer) == ["EK005 1", "1"]
    assert answer.err.count("effektkedja.toml går inte att använda") == 1
    assert "[EK002]" in answer.err


def test_a_review_that_goes_away_is_told_and_the_watch_goes_on(watch: Callable[..., Answer], folder: Path) -> None:
    review = CLEAN + "uppföljningar: [{id: vår, datum: 2026-04-10, typ: delår}]\n"

    def script() -> Script:
        write(folder, {"plan.yaml": CLEAN})
        yield SAVED
        write(folder, {"plan.yaml": review})
        yield SAVED

    write(folder, {"plan.yaml": review})
    answer = watch(script(), "--review", "vår", "plan.yaml")
    assert states(answer) == ["1", "1"]
    assert answer.err.count("Ingen av planerna har uppföljningen vår.") == 1


# --- How it is shown ------------------------------------------------------------------------------------------


def test_at_a_terminal_each_state_begins_on_a_clear_screen(watch: Callable[..., Answer], folder: Path) -> None:
    def script() -> Script:
        write(folder, {"plan.yaml": WRONG})
        yield SAVED

    write(folder, {"plan.yaml": CLEAN})
    assert watch(script(), "--color", "never", "plan.yaml", terminal=True).out.count("\x1b[2J\x1b[H") == 2
    write(folder, {"plan.yaml": CLEAN})
    assert "\x1b" not in watch(script(), "plan.yaml").out


def test_what_is_shown_is_what_a_single_call_shows(watch: Callable[..., Answer], folder: Path) -> None:
    def script() -> Script:
        write(folder, {"plan.yaml": WRONG})
        yield SAVED

    for words in ((), ("--format", "concise"), ("--statistics",), ("--quiet",), ("--lang", "fi")):
        write(folder, {"plan.yaml": CLEAN})
        first = call("validate", "--lang", "sv", *words, "plan.yaml").out
        shown = watch(script(), *words, "plan.yaml").out
        assert shown == first + call("validate", "--lang", "sv", *words, "plan.yaml").out


def test_quiet_says_nothing_of_waiting(watch: Callable[..., Answer], folder: Path) -> None:
    def script() -> Script:
        (folder / "plan.yaml").unlink()
        yield SAVED

    write(folder, {"plan.yaml": CLEAN})
    assert watch(script(), "--quiet", "plan.yaml") == Answer(0, "", "")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-",), "-"),
        (("--output", "svar.txt", "plan.yaml"), "--output"),
        (("--format", "json", "plan.yaml"), "--format json"),
    ],
)
def test_what_is_read_once_cannot_be_watched(words: tuple[str, ...], told: str, folder: Path) -> None:
    write(folder, {"plan.yaml": CLEAN})
    answer = call("validate", "--watch", "--lang", "sv", *words)
    assert answer == Answer(2, "", f"effektkedja: --watch går inte att använda ihop med {told}.\n")


@pytest.mark.parametrize("words", [("saknas.yaml",), ("--review", "höst", "plan.yaml"), ("--select", "EK9", ".")])
def test_what_cannot_begin_ends_at_once(words: tuple[str, ...], watch: Callable[..., Answer], folder: Path) -> None:
    write(folder, {"plan.yaml": CLEAN})
    answer = watch(iter([SAVED]), *words)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.count("\n") == 1


def test_an_interruption_ends_it_quietly(watch: Callable[..., Answer], folder: Path) -> None:
    def script() -> Script:
        yield NOTHING
        raise KeyboardInterrupt

    write(folder, {"plan.yaml": CLEAN})
    answer = watch(script(), "--quiet", "plan.yaml")
    assert answer == Answer(130, "", "")


# --- With real changes ----------------------------------------------------------------------------------------


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so; a minute is long enough for the slowest machine."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def test_changes_are_told_of_as_they_come(folder: Path) -> None:
    """Also in a folder that is watched only from then on, and when one of the folders goes away."""
    from effektkedja.cli.watching import changes_in

    (folder / "a").mkdir()
    watched = {folder / "a"}
    changes = changes_in(lambda: set(watched))
    told: Queue[Collection[object]] = Queue()
    Thread(target=lambda: deque(map(told.put, changes)), daemon=True).start()

    def is_told_of(name: str) -> bool:
        write(folder, {name: str(time.monotonic_ns())})
        try:
            return any(name in str(one) for one in told.get(timeout=1))
        except Empty:
            return False

    until(lambda: is_told_of("a/plan.yaml"))
    (folder / "b").mkdir()
    watched.add(folder / "b")
    until(lambda: is_told_of("b/plan.yaml"))
    watched.remove(folder / "a")
    shutil.rmtree(folder / "a")
    until(lambda: is_told_of("b/plan.yaml"))


@pytest.mark.skipif(sys.platform == "win32", reason="there a test cannot press Ctrl+C for one program alone")
def test_a_program_that_watches_shows_what_is_saved_and_ends_with_ctrl_c(folder: Path) -> None:
    write(folder, {"plan.yaml": CLEAN})
    command = [sys.executable, "-m", "effektkedja", "validate", "--watch", "--lang", "sv", "plan.yaml"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as program:
        shown: Queue[str] = Queue()
        assert program.stdout is not None
        lines = map(bytes.decode, iter(program.stdout.readline, b""))
        Thread(target=lambda: deque(map(shown.put, lines)), daemon=True).start()
        try:
            assert shown.get(timeout=60).startswith("Inget att anmärka på.")
            write(folder, {"plan.yaml": WRONG})
            assert shown.get(timeout=60) == "fel[EK005]: Nyckeln färg hör inte hemma här.\n"
            program.send_signal(signal.SIGINT)
            assert program.wait(timeout=60) == 130
        finally:
            program.kill()
        assert program.stderr is not None
        assert b"Traceback" not in program.stderr.read()
