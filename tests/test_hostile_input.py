"""Bad input, given to the real program: it says what is wrong and where, and never breaks, hangs or swells.

What can be said of a file by itself stands in tables, and all files of the tables are checked in one run.
Every run is watched: the exit status is 0, 1 or 2, there is no traceback, and the memory stays below a limit.
"""

import codecs
import contextlib
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest
from support import TODAY

import effektkedja
from effektkedja import cli
from effektkedja.cli.validate import FORMATS

pytest.importorskip("resource", reason="FIFOs, devices and the measure of memory are of POSIX")

MEBIBYTE = 1024 * 1024
MEMORY_LIMIT = 200 * MEBIBYTE
SECONDS_UNTIL_IT_HANGS = 60
ADDRESS_SPACE = 4096 * MEBIBYTE
"""So that a program that reads without end fails, and does not take the machine with it."""

# A process of its own between the tests and the program: Linux counts the memory of whoever starts a program
# as that program's, and the tests may hold more than the program is allowed.
WATCHER = f"""
import json, os, resource, sys
if sys.platform == "linux":
    resource.setrlimit(resource.RLIMIT_AS, ({ADDRESS_SPACE}, resource.getrlimit(resource.RLIMIT_AS)[1]))
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
with open(sys.argv[1], "w") as result:
    json.dump({{"status": os.waitstatus_to_exitcode(status), "peak": peak}}, result)
"""


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    err: str
    peak: int = 0

    @property
    def diagnostics(self) -> list[dict[str, Any]]:
        diagnostics: list[dict[str, Any]] = json.loads(self.out)["diagnostics"]
        return diagnostics

    @property
    def places(self) -> list[tuple[str, str, int, int]]:
        return [(d["file"], d["code"], d["line"], d["column"]) for d in self.diagnostics]


def run(
    folder: Path,
    *arguments: str | Path,
    form: str = "json",
    stdin: int | IO[bytes] | bytes | None = None,
    stdout: int | IO[bytes] = subprocess.PIPE,
    launcher: Iterable[str] = (),
) -> Run:
    """Run `effektkedja validate` in a folder, and hold it to what is promised of every run."""
    watched = folder.parent / f"{folder.name}.watched"
    command = [sys.executable, "-c", WATCHER, str(watched), *launcher, sys.executable, "-m", "effektkedja"]
    command += ["validate", "--format", form, "--as-of", TODAY.isoformat(), *map(str, arguments)]
    given = subprocess.PIPE if isinstance(stdin, bytes) else subprocess.DEVNULL if stdin is None else stdin
    process = subprocess.Popen(
        command, cwd=folder, env=environment(), stdin=given, stdout=stdout, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    try:
        out, err = process.communicate(stdin if isinstance(stdin, bytes) else None, timeout=SECONDS_UNTIL_IT_HANGS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        pytest.fail(f"still running after {SECONDS_UNTIL_IT_HANGS} seconds: {arguments}")
    result = json.loads(watched.read_text())
    done = Run(result["status"], (out or b"").decode(), err.decode(), result["peak"])
    assert done.status in {0, 1, 2}, done
    assert "Traceback" not in done.out + done.err, done.err
    assert done.peak <= MEMORY_LIMIT, f"{done.peak / MEBIBYTE:.0f} MiB"
    return done


def environment() -> dict[str, str]:
    """The environment of the tests, with the language fixed and the package that they import themselves."""
    package = str(Path(effektkedja.__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))
    kept = {key: value for key, value in os.environ.items() if key not in {"FORCE_COLOR", "NO_COLOR"}}
    return {**kept, "PYTHONPATH": path, "PYTHONUTF8": "1", "EFFEKTKEDJA_LANG": "sv"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that is the root of its plans."""
    return root(tmp_path / "plan")


def root(folder: Path) -> Path:
    (folder / ".git").mkdir(parents=True)
    return folder


HEAD = """\
effektkedja: 1
organisation:
  id: upn
  namn: Upplevelsenämnden
  typ: nämnd
"""
VISION = HEAD + "vision:\n  id: V\n  titel: "
"""Continued by a title, at line 8, column 10."""


# --- Files by themselves ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """A file, and the one thing that is to be found in it (or nothing at all)."""

    name: str
    data: str | bytes
    code: str | None = None
    line: int = 1
    column: int | None = 1
    """None where the place within the line is the YAML reader's."""

    @property
    def content(self) -> bytes:
        return self.data.encode() if isinstance(self.data, str) else self.data


def titled(name: str, title: bytes, code: str = "EK001", column: int = 11) -> Case:
    return Case(name, VISION.encode() + title + b"\n", code, 8, column)


NOT_UTF8 = [
    titled("latin-1", b"B\xe4ttre"),
    titled("a sequence cut short", b"B\xc3 ttre"),
    Case("a sequence cut short by the end", VISION.encode() + b"B\xe2\x82", "EK001", 8, 11),
    titled("a continuation without a beginning", b"B\x84ttre"),
    titled("a slash written too long", b"B\xc0\xafx"),
    titled("a slash written much too long", b"B\xe0\x80\xafx"),
    titled("beyond the last character", b"B\xf4\x90\x80\x80x"),
    titled("five bytes for a character", b"B\xf8\x88\x80\x80\x80x"),
    titled("half a surrogate pair", b"B\xed\xa0\x80x"),
    titled("a surrogate pair (CESU-8)", b"B\xed\xa0\xbd\xed\xb8\x80x"),
    titled("behind wide characters", "Å😀é".encode() + b"\xff", column=13),
    Case("UTF-16, little end first", codecs.BOM_UTF16_LE + HEAD.encode("utf-16-le"), "EK001"),
    Case("UTF-16, big end first", codecs.BOM_UTF16_BE + HEAD.encode("utf-16-be"), "EK001"),
    Case("UTF-32", codecs.BOM_UTF32_LE + HEAD.encode("utf-32-le"), "EK001"),
    Case("UTF-16 that does not say so", HEAD.encode("utf-16-le"), "EK004", 1, 2),
    Case("a bad byte before a NUL", HEAD.encode() + b"# \xff\n# \0\n", "EK001", 6, 3),
    Case("a NUL before a bad byte", HEAD.encode() + b"# \0\n# \xff\n", "EK004", 6, 3),
    Case("a bad byte after old Mac line ends", b"effektkedja: 1\r# a\r# \xff\r", "EK001", 3, 3),
    Case("a bad byte after Windows line ends", b"effektkedja: 1\r\n# a\r\n# \xff\r\n", "EK001", 3, 3),
]

FORBIDDEN_CHARACTERS = [
    *(code for code in range(0x20) if chr(code) not in "\t\n\r"),
    *range(0x7F, 0xA0),
    *(0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF),
]
SHORT_ESCAPES = "0abvfeNLP"
"""Behind a backslash these stand for NUL, BEL, BS, VT, FF, ESC, NEL, U+2028 and U+2029."""


def escape(code: int) -> str:
    return f"\\x{code:02X}" if code <= 0xFF else f"\\u{code:04X}"


CHARACTERS = [
    *(titled(f"U+{code:04X}", f"B{chr(code)}x".encode(), "EK004") for code in FORBIDDEN_CHARACTERS),
    *(titled(f"U+{c:04X} escaped", f'"B{escape(c)}x"'.encode(), "EK004", 12) for c in FORBIDDEN_CHARACTERS),
    *(titled(f"the escape {letter}", f'"B\\{letter}x"'.encode(), "EK004", 12) for letter in SHORT_ESCAPES),
    titled("ESC escaped in eight digits", b'"B\\U0000001Bx"', "EK004", 12),
    Case("half a surrogate pair, escaped", VISION + '"B\\uD83Dx"\n', "EK004", 8, None),
    Case("a surrogate pair, escaped", VISION + '"B\\uD83D\\uDE00x"\n', "EK004", 8, None),
    Case("ESC in a comment", HEAD + "# \x1b[31m\n", "EK004", 6, 3),
    Case("ESC in a key", HEAD + "vi\x1bsion:\n", "EK004", 6, 3),
    Case("ESC in a text of several lines", VISION + "|\n    B\n    \x1b\n", "EK004", 10, 5),
    Case("U+2028 is no line end", HEAD + "# \u2028\n# \0\n", "EK004", 6, 3),
    Case("a BOM in front, and another one", "\ufeff" + HEAD + "# \ufeff\n", "EK004", 6, 3),
    Case("a BOM in front", "\ufeff" + HEAD),
    Case("an escape sequence written out, behind a backslash", VISION + '"\\\\x1b"\n'),
    Case("an escape sequence in single quotes", VISION + "'\\x1b'\n"),
    Case("tabs in a text", VISION + '"a\tb\\tc"\n'),
]

BOMB = HEAD + "a: &a [ha, ha]\n"
for this, before in ("ba", "cb", "dc", "ed", "fe", "gf", "hg", "ih"):
    BOMB += f"{this}: &{this} [{', '.join([f'*{before}'] * 9)}]\n"

YAML = [
    Case("an anchor", HEAD + "vision: &v\n  id: V\n  titel: T\n", "EK004", 6, 9),
    Case("an anchor on a key", HEAD + "&v vision:\n  id: V\n  titel: T\n", "EK004", 6, 1),
    Case("an anchor on a text", VISION + "&t T\n", "EK004", 8, 10),
    Case("an alias", HEAD + "vision: *v\n", "EK004", 6, 9),
    Case("an alias as key", HEAD + "*v : T\n", "EK004", 6, 1),
    Case("nine levels of anchors and aliases", BOMB, "EK004", 6, 4),
    Case("a tag", HEAD + "vision: !!map\n  id: V\n", "EK004", 6, 9),
    Case("a tag on a text", VISION + "!!str T\n", "EK004", 8, 10),
    Case("a tag of one's own", VISION + "!titel T\n", "EK004", 8, 10),
    Case("a tag in full", VISION + "!<tag:yaml.org,2002:str> T\n", "EK004", 8, 10),
    Case("a tag that runs Python", VISION + "!!python/object/apply:os.system [ls]\n", "EK004", 8, 10),
    Case("a tag without a name", VISION + "! T\n", "EK004", 8, 10),
    Case("a merge key", HEAD + "<<: {vision: T}\n", "EK004", 6, 1),
    Case("a second document", HEAD + "---\n" + HEAD, "EK004", 6, 1),
    Case("a second document after an end", HEAD + "...\n---\n" + HEAD, "EK004", 7, 1),
    Case("a list as key", HEAD + "? [a]\n: b\n", "EK004", 6, 3),
    Case("a list as key, on one line", HEAD + "[a]: b\n", "EK004", 6, 1),
    Case("a mapping as key", HEAD + "{a: b}: c\n", "EK004", 6, 1),
    Case("~ as key", HEAD + "~: T\n", "EK004", 6, 1),
    Case("null as key", HEAD + "null: T\n", "EK004", 6, 1),
    Case("nothing as key", HEAD + "?\n: T\n", "EK004", 6, None),
    Case("a colon without a key", HEAD + ": T\n", "EK002", 6, None),
    Case("~ in quotes as key", HEAD + "'~': T\n", "EK005", 6, 1),
    Case("<< in quotes as key", HEAD + "'<<': T\n", "EK005", 6, 1),
    Case("nothing in quotes as key", HEAD + "'': T\n", "EK005", 6, 1),
    # Sixty-four levels are allowed, and the top mapping is the first.
    Case("60 levels", HEAD + f"x: {'[' * 59}{']' * 59}\n", "EK005", 6, 1),
    Case("64 levels", HEAD + f"x: {'[' * 63}{']' * 63}\n", "EK005", 6, 1),
    Case("65 levels", HEAD + f"x: {'[' * 64}{']' * 64}\n", "EK004", 6, 67),
    Case("20,000 dashes", "- " * 20_000, "EK004", 1, 129),
    Case("20,000 dashes in a plan", HEAD + "mål:\n  " + "- " * 20_000, "EK004", 7, 129),
    Case("20,000 brackets", "[" * 20_000, "EK004", 1, 65),
    Case("20,000 brackets in a plan", HEAD + "mål: " + "[" * 20_000, "EK004", 6, 69),
    Case("20,000 brackets, closed", HEAD + "mål: " + "[" * 20_000 + "]" * 20_000, "EK004", 6, 69),
    Case("20,000 braces", "{a: " * 20_000, "EK004", 1, 257),
    Case("20,000 braces in a plan", HEAD + "mål: " + "{a: " * 20_000, "EK004", 6, 258),
    Case("20,000 brackets and braces in a plan", HEAD + "mål: " + "[{a: " * 10_000, "EK004", 6, 162),
    Case("20,000 question marks", "? " * 20_000, "EK004", 1, 3),
    Case("an open bracket", HEAD + "mål: [\n", "EK002", 7, None),
    Case("an open brace", HEAD + "vision: {id: V\n", "EK002", 7, None),
    Case("an open quote", VISION + '"Bättre\n', "EK002", 9, None),
    Case("a tab as indentation", HEAD + "vision:\n\tid: V\n", "EK002", 7, None),
    Case("a reserved character", VISION + "@T\n", "EK002", 8, None),
    Case("a colon too many", VISION + "a: b\n", "EK002", 8, None),
    Case("an escape that is none", VISION + '"\\q"\n', "EK002", 8, None),
    Case("an escape cut short", VISION + '"\\u12"\n', "EK002", 8, None),
    Case("an alias without a name", VISION + "*\n", "EK002", 8, None),
    Case("a directive of another YAML", "%YAML 9.9\n---\n" + HEAD, "EK002", 1, None),
]

NO_PLAN = [
    Case("an empty file", "", "EK009"),
    Case("a BOM alone", "\ufeff", "EK009"),
    Case("blank lines", "\n  \n\n", "EK009"),
    Case("comments", "# effektkedja: 1\n# och inget mer\n", "EK009"),
    Case("a document's beginning", "---\n", "EK009"),
    Case("a document's beginning and end", "---\n...\n", "EK009"),
    Case("a list", "- effektkedja: 1\n- organisation\n", "EK009"),
    Case("a word", "effektkedja\n", "EK009"),
    Case("an empty list", "[]\n", "EK009"),
    Case("an empty mapping", "{}\n", "EK009"),
    Case("another thing", "organisation: upn\n", "EK009"),
]

BAD_PERIODS = [
    "0000", "99999", "2026-13", "2026-00", "2026-T4", "2026-H3", "2026-Q5", "2026-02-30", "-2026", "1e3",
    "٢٠٢٦", "２０２６", "2026-²", "9" * 5000,
]  # fmt: skip
BAD_AMOUNTS = [
    "1e5", ".nan", "NaN", ".inf", "Infinity", "-1", "--1", "0x10", "1_000", "1,000,000", "1 00", "²", "٣",
    "1234567890123456789", "9" * 100_000, "1" + " 000" * 20_000,
]  # fmt: skip

WRONG_VALUES = [
    Case("version two", "effektkedja: 2\n", "EK008", 1, 14),
    Case("a version of 5,000 digits", HEAD.replace("1", "1" * 5000, 1), "EK006", 1, 14),
    Case("a version in superscript", HEAD.replace("1", "²", 1), "EK006", 1, 14),
    Case("a version in Arabic digits", HEAD.replace("1", "١", 1), "EK006", 1, 14),
    Case("a version that is a list", HEAD.replace("1", "[1]", 1), "EK006", 1, 14),
    Case("no version", HEAD.replace("1", "", 1), "EK007", 1, 1),
    *(Case(f"the period {p[:20]}", HEAD + f"period: {p}\n", "EK006", 6, 9) for p in BAD_PERIODS),
    *(Case(f"the amount {a[:20]}", HEAD + f"budget:\n  belopp: {a}\n", "EK006", 7, 11) for a in BAD_AMOUNTS),
    Case("a municipality code in Arabic digits", HEAD + "  kommunkod: ٠١٨٠\n", "EK006", 6, 14),
    Case("an id of 10,000 characters", HEAD + f"vision:\n  id: {'å' * 10_000}\n  titel: T\n", "EK006", 7, 7),
    Case("an id that turns the text round", HEAD + "vision:\n  id: V\u202e1\n  titel: T\n", "EK006", 7, 7),
    Case("the last year there is", HEAD + "period: 9999\n"),
    Case("a title of a million characters", VISION + "å" * 1_000_000 + "\n", "EK006", 8, 10),
    Case("a comment of a million characters", HEAD + "# " + "å" * 1_000_000 + "\n"),
    Case("a key of a million characters", HEAD + "å" * 1_000_000 + ": T\n", "EK002", 6, None),
    Case("an open quote and a million characters", VISION + '"' + "å" * 1_000_000, "EK002", 8, None),
    Case("a million blanks", VISION + " " * 1_000_000 + "T\n"),
    Case("a hundred thousand blank lines", HEAD + "\n" * 100_000 + "x: T\n", "EK005", 100_006, 1),
]

CASES = [*NOT_UTF8, *CHARACTERS, *YAML, *NO_PLAN, *WRONG_VALUES]


def file_of(case: Case) -> str:
    return f"{CASES.index(case):03}.yaml"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """What is found in the files of all the tables, in one run."""
    folder = root(tmp_path_factory.mktemp("tables") / "plan")
    for case in CASES:
        (folder / file_of(case)).write_bytes(case.content)
    checked = run(folder, *map(file_of, CASES))
    assert checked.status == 1, checked.err
    assert checked.err == ""
    by_file: dict[str, list[dict[str, Any]]] = {file_of(case): [] for case in CASES}
    for diagnostic in checked.diagnostics:
        by_file[diagnostic["file"]].append(diagnostic)
    return by_file


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_a_bad_file_gets_its_one_finding(case: Case, found: dict[str, list[dict[str, Any]]]) -> None:
    places = [(d["code"], d["line"], d["column"]) for d in found[file_of(case)]]
    if case.code is None:
        assert places == []
    elif case.column is None:
        assert [(code, line) for code, line, _ in places] == [(case.code, case.line)]
    else:
        assert places == [(case.code, case.line, case.column)]


def test_a_byte_that_is_not_utf8_is_named_by_its_offset(found: dict[str, list[dict[str, Any]]]) -> None:
    latin1 = NOT_UTF8[0]
    (diagnostic,) = found[file_of(latin1)]
    assert str(latin1.content.index(b"\xe4")) in diagnostic["message"]


def test_no_screen_is_flooded_by_a_long_line(folder: Path) -> None:
    """A plan written on a single line, as programs do: a thousand findings on a million characters."""
    activities = ", ".join(f'{{id: A{i}, titel: "{"Bättre " * 140}"}}' for i in range(1000))
    (folder / "plan.yaml").write_text(HEAD + f"aktiviteter: [{activities}]\n", encoding="utf-8")
    for form in ("text", "concise"):
        shown = run(folder, "plan.yaml", form=form)
        assert shown.out.count("EK201") >= 1000
        assert max(map(len, shown.out.splitlines())) < 1000


# --- Too large ----------------------------------------------------------------------------------------------


def large_file(path: Path, mebibytes: int, content: str = HEAD) -> Path:
    """A file that takes no room: after its content there are only zeros, which are not on the disk."""
    with path.open("wb") as file:
        file.write(content.encode())
        file.truncate(mebibytes * MEBIBYTE)
    return path


@pytest.mark.parametrize("path", ["plan.yaml", "."], ids=["named", "in a folder"])
def test_a_file_of_40_mebibytes_is_refused(folder: Path, path: str) -> None:
    large_file(folder / "plan.yaml", 40)
    assert run(folder, path).places == [("plan.yaml", "EK004", 1, 1)]


def test_standard_input_of_40_mebibytes_is_refused(folder: Path) -> None:
    with large_file(folder / "plan.yaml", 40).open("rb") as stdin:
        assert run(folder, "-", stdin=stdin).places == [("-", "EK004", 1, 1)]


def test_a_file_just_below_the_limit_stays_within_the_memory(folder: Path) -> None:
    large_file(folder / "plan.yaml", 31)
    assert run(folder, "plan.yaml").places == [("plan.yaml", "EK004", 6, 1)]


def test_a_pipe_that_is_too_long_is_refused(folder: Path) -> None:
    assert run(folder, "-", stdin=HEAD.encode() + b"# ...\n" * 7_000_000).places == [("-", "EK004", 1, 1)]


# --- Things that are no files -------------------------------------------------------------------------------


def device(name: str) -> str:
    path = Path("/dev", name)
    if not path.is_char_device():
        pytest.skip(f"no {path} here")
    return str(path)


def test_what_is_no_regular_file_is_never_opened(folder: Path) -> None:
    os.mkfifo(folder / "fifo.yaml")
    os.mkfifo(folder / "another")
    (folder / "link.yaml").symlink_to("another")
    # A socket's name may be no longer than a hundred bytes, so it is given from within the folder.
    with socket.socket(socket.AF_UNIX) as unix_socket, contextlib.chdir(folder):
        unix_socket.bind("socket.yaml")
    checked = run(folder, "fifo.yaml", "link.yaml", "socket.yaml")
    assert checked.status == 1
    assert checked.places == [(name, "EK001", 1, 1) for name in ("fifo.yaml", "link.yaml", "socket.yaml")]


@pytest.mark.parametrize("name", ["zero", "full", "null"])
def test_a_device_is_never_opened(folder: Path, name: str) -> None:
    path = device(name)
    (folder / "link.yaml").symlink_to(path)
    for given in (path, "link.yaml"):
        checked = run(folder, given)
        assert checked.status == 1
        assert [place[1:] for place in checked.places] == [("EK001", 1, 1)]


def test_a_device_as_standard_input_does_not_fill_the_memory(folder: Path) -> None:
    with Path(device("zero")).open("rb") as zeros:
        assert run(folder, "-", stdin=zeros).places == [("-", "EK004", 1, 1)]


def test_an_unreadable_file_is_a_finding_and_the_others_are_checked(folder: Path) -> None:
    (folder / "plan.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "shut.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "shut.yaml").chmod(0)
    if os.access(folder / "shut.yaml", os.R_OK):
        pytest.skip("whoever runs these tests may read everything (root)")
    checked = run(folder, "plan.yaml", "shut.yaml")
    assert checked.status == 1
    assert checked.places == [("shut.yaml", "EK001", 1, 1)]


def test_a_folder_is_searched_past_all_that_is_no_plan(folder: Path) -> None:
    (folder / "plan.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "notes.yaml").write_text("hemlighet: [\n", encoding="utf-8")
    (folder / "notes-latin1.yml").write_bytes(b"anteckning: \xe4\n")
    (folder / "folder.yaml").mkdir()
    (folder / "folder.yaml" / "plan.yml").write_text(HEAD, encoding="utf-8")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "plan.yaml").write_text("effektkedja: 2\n", encoding="utf-8")
    (folder / "circle").symlink_to(folder, target_is_directory=True)
    (folder / "link.yaml").symlink_to("plan.yaml")
    (folder / "dangling.yaml").symlink_to("nowhere.yaml")
    os.mkfifo(folder / "fifo.yaml")
    large_file(folder / "zeros.yaml", 40, "")
    checked = run(folder, ".")
    assert (checked.status, checked.places) == (0, [])
    assert json.loads(checked.out)["summary"]["files"] == 2


def test_a_folder_named_like_a_plan_is_a_folder(folder: Path) -> None:
    (folder / "x.yaml").mkdir()
    (folder / "x.yaml" / "plan.yaml").write_text("effektkedja: 2\n", encoding="utf-8")
    assert run(folder, "x.yaml").places == [("x.yaml/plan.yaml", "EK008", 1, 14)]


# --- Wrong use ----------------------------------------------------------------------------------------------


def says_one_sentence(done: Run, about: str) -> None:
    assert done.status == 2
    assert done.out == ""
    assert len(done.err.strip().splitlines()) == 1, done.err
    assert about in done.err


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("nowhere.yaml", id="missing file"),
        pytest.param("nowhere/", id="missing folder"),
        pytest.param("plan.yaml/x.yaml", id="below a file"),
        pytest.param("n" * 300, id="long name"),
        pytest.param(f"{'n/' * 3000}n", id="long path"),
    ],
)
def test_a_path_that_does_not_exist_is_wrong_use(folder: Path, path: str) -> None:
    (folder / "plan.yaml").write_text("effektkedja: 2\n", encoding="utf-8")
    says_one_sentence(run(folder, "plan.yaml", path), about=path[:20].rstrip("/"))


@pytest.mark.parametrize("target", ["nowhere.yaml", "link.yaml"], ids=["nothing", "itself"])
def test_a_link_that_leads_nowhere(folder: Path, target: str) -> None:
    """One may say that the link exists, or that the file does not."""
    (folder / "link.yaml").symlink_to(target)
    done = run(folder, "link.yaml")
    if done.status == 2:
        says_one_sentence(done, about="link.yaml")
    else:
        assert done.places == [("link.yaml", "EK001", 1, 1)]


def test_a_configuration_that_is_no_file_is_never_opened(folder: Path) -> None:
    (folder / "plan.yaml").write_text(HEAD, encoding="utf-8")
    os.mkfifo(folder / "effektkedja.toml")
    assert run(folder, "plan.yaml").status in {0, 2}


# --- Standard input and output ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "place"),
    [
        pytest.param(b"", ("EK009", 1, 1), id="empty"),
        pytest.param(b"\0", ("EK004", 1, 1), id="NUL"),
        pytest.param(VISION.encode() + b"B\xe4ttre", ("EK001", 8, 11), id="latin-1"),
        pytest.param(HEAD.encode() + b"importerar: /etc/passwd\n", ("EK105", 6, 13), id="import"),
    ],
)
def test_standard_input_is_held_to_the_same(folder: Path, data: bytes, place: tuple[str, int, int]) -> None:
    assert run(folder, "-", stdin=data).places == [("-", *place)]


def test_standard_input_that_is_closed(folder: Path) -> None:
    done = run(folder, "-", launcher=["/bin/sh", "-c", 'exec "$@" <&-', "sh"])
    assert done.status in {1, 2}
    if done.status == 1:
        assert [code for _, code, _, _ in done.places] in (["EK001"], ["EK009"])


@pytest.mark.parametrize("output", ["/dev/full", "nowhere/findings.json", "."])
def test_an_output_that_cannot_be_written_is_wrong_use(folder: Path, output: str) -> None:
    if output == "/dev/full":
        device("full")
    (folder / "plan.yaml").write_text("effektkedja: 2\n", encoding="utf-8")
    says_one_sentence(run(folder, "plan.yaml", "--output", output), about=output)


def test_a_full_disk_behind_standard_output(folder: Path) -> None:
    (folder / "plan.yaml").write_text("effektkedja: 2\n", encoding="utf-8")
    with Path(device("full")).open("wb") as full:
        says_one_sentence(run(folder, "plan.yaml", stdout=full), about="")


# --- Imports ------------------------------------------------------------------------------------------------

SECRET = "hemlighet"

REFUSED_IMPORTS = {
    "the list of users": "/etc/passwd",
    "the list of users, from here": "../../../../../../../../etc/passwd",
    "a device": "/dev/zero",
    "an address": "https://example.org/plan.yaml",
    "a file as an address": "file:///etc/passwd",
    "a network drive": "\\\\server\\share\\plan.yaml",
    "another drive": "C:\\plan.yaml",
    "the home folder": "~/plan.yaml",
    "a missing file": "nowhere.yaml",
    "a pattern": "'*.yaml'",
    "a hidden file": ".hidden.yaml",
    "a file in a hidden folder": ".hidden/plan.yaml",
    "a hidden file by a detour": "folder/../.hidden.yaml",
    "a folder": "folder",
    "a folder named like a plan": "folder.yaml",
    "a FIFO": "fifo.yaml",
    "a link to a device": "zero.yaml",
    "a link to nothing": "dangling.yaml",
    "a link to itself": "circle.yaml",
    "a link out of the root": "out.yaml",
    "a file below a file": "good.yaml/x.yaml",
    "a file with another ending": "plan.txt",
    "a file that is no plan": "secret.yaml",
    "a long name": f"{'n' * 300}.yaml",
    "a long path": f"{'n/' * 3000}n.yaml",
    "itself": "{itself}",
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """All of `REFUSED_IMPORTS`, each from a plan of its own, in one run."""
    folder = root(tmp_path_factory.mktemp("imports") / "plan")
    (folder.parent / "out.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "out.yaml").symlink_to("../out.yaml")
    (folder / "good.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "plan.txt").write_text(HEAD, encoding="utf-8")
    (folder / ".hidden.yaml").write_text(HEAD, encoding="utf-8")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "plan.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "folder").mkdir()
    (folder / "folder.yaml").mkdir()
    os.mkfifo(folder / "fifo.yaml")
    (folder / "zero.yaml").symlink_to("/dev/zero")
    (folder / "dangling.yaml").symlink_to("nowhere.yaml")
    (folder / "circle.yaml").symlink_to("circle.yaml")
    (folder / "secret.yaml").write_text(f"lösenord: {SECRET}\n{SECRET}: ja\n", encoding="utf-8")
    plans = [f"{number:02}.yaml" for number in range(len(REFUSED_IMPORTS))]
    for plan, path in zip(plans, REFUSED_IMPORTS.values(), strict=True):
        text = f"{HEAD}importerar: {path.replace('{itself}', plan)}\n"
        (folder / plan).write_text(text, encoding="utf-8")
    return run(folder, *plans)


@pytest.mark.parametrize("name", REFUSED_IMPORTS)
def test_an_import_is_refused_at_its_place(name: str, refused: Run) -> None:
    plan = f"{list(REFUSED_IMPORTS).index(name):02}.yaml"
    assert [place for place in refused.places if place[0] == plan] == [(plan, "EK105", 6, 13)]


def test_nothing_is_found_in_a_file_that_was_refused(refused: Run) -> None:
    assert len(refused.diagnostics) == len(REFUSED_IMPORTS)
    assert refused.status == 1


NO_PLANS = [
    f"{SECRET}: ja\nlösenord: {SECRET}\n".encode(),
    f"{SECRET}: {SECRET}\n{SECRET}: {SECRET}\n".encode(),
    f"{SECRET}: &{SECRET} {SECRET}\n".encode(),
    f"{SECRET}: !{SECRET} {SECRET}\n".encode(),
    f"{SECRET}: [{SECRET}\n".encode(),
    f"{SECRET}: {SECRET}: {SECRET}\n".encode(),
    f"- {SECRET}\n".encode(),
    f"{SECRET}\n".encode(),
    f"{SECRET}: \xe4 {SECRET}\n".encode("latin-1"),
    f"{SECRET}: \0 {SECRET}\n".encode(),
]


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_no_plan_is_never_shown(folder: Path, form: str) -> None:
    """Not even where its own faults are told of."""
    for number, content in enumerate(NO_PLANS):
        (folder / f"plan{number}.yaml").write_text(HEAD + f"importerar: {number}.yaml\n", encoding="utf-8")
        (folder / f"{number}.yaml").write_bytes(content)
    done = run(folder, *(f"plan{number}.yaml" for number in range(len(NO_PLANS))), form=form)
    assert done.status == 1
    assert SECRET not in done.out + done.err


@pytest.mark.parametrize("path", ["../outside/plan.yaml", "link.yaml", "folder/plan.yaml"])
def test_nobody_learns_what_lies_outside_the_root(tmp_path: Path, path: str) -> None:
    """The answer is the same, to the letter, whether or not there is a plan to be had."""
    answers = []
    for name in ("with", "without"):
        plans = root(tmp_path / name / "inside")
        (plans / "plan.yaml").write_text(HEAD + f"importerar: {path}\n", encoding="utf-8")
        (plans / "link.yaml").symlink_to("../outside/plan.yaml")
        (plans / "folder").symlink_to("../outside")
        if name == "with":
            (tmp_path / name / "outside").mkdir()
            (tmp_path / name / "outside" / "plan.yaml").write_text(HEAD, encoding="utf-8")
        done = run(plans, "plan.yaml")
        answers.append((done.status, done.out, done.err))
        assert done.places == [("plan.yaml", "EK105", 6, 13)]
    assert answers[0] == answers[1]


def test_a_circle_of_imports_is_one_finding(folder: Path) -> None:
    for this, other in (("a", "b"), ("b", "c"), ("c", "a")):
        text = HEAD.replace("upn", f"org-{this}") + f"importerar: {other}.yaml\n"
        (folder / f"{this}.yaml").write_text(text, encoding="utf-8")
    assert run(folder, "c.yaml").places == [("a.yaml", "EK105", 6, 13)]


def test_a_chain_ends_at_a_thousand_files(folder: Path) -> None:
    for number in range(1, 1101):
        text = HEAD.replace("upn", f"org-{number}") + f"importerar: {number + 1}.yaml\n"
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    checked = run(folder, "1.yaml")
    assert checked.places == [("1000.yaml", "EK105", 6, 13)]
    assert json.loads(checked.out)["summary"]["files"] == 1000


def test_files_that_are_imported_on_many_ways_are_read_once(folder: Path) -> None:
    """Forty layers of two files that both import both of the next layer: a million million ways."""
    for layer in range(40):
        for side in "ab":
            text = HEAD.replace("upn", f"org-{layer}-{side}")
            if layer < 39:
                text += f"importerar: [a{layer + 1}.yaml, b{layer + 1}.yaml]\n"
            (folder / f"{side}{layer}.yaml").write_text(text, encoding="utf-8")
    checked = run(folder, "a0.yaml")
    assert (checked.status, checked.places) == (0, [])
    assert json.loads(checked.out)["summary"]["files"] == 79


# --- What reaches the screen --------------------------------------------------------------------------------

BIDIRECTIONAL = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
NEVER_ON_A_SCREEN = frozenset(map(chr, [*FORBIDDEN_CHARACTERS, *BIDIRECTIONAL]))

TO_THE_TERMINAL = [
    "{id: A1, titel: Fler\u202e unga \u2066nu}",
    "{id: A1, titel: Fler\x1b[31m unga}",
    "{id: A1, titel: Fler\x9b31m unga}",
    "{id: A1\u202e, titel: Fler unga}",
    "{id: A1, titel: Fler unga, leder_till: L\u202e1}",
    "{id: A1, titel: Fler unga, ti\u202etel: x}",
    '{id: A1, titel: Fler unga, "a\\nb\u2067": x}',
    "{id: A1, titel: Fler unga, status: \u202epågår}",
    "{id: A1, titel: Fler unga, start: \u202e2026}",
    "{id: A1, titel: Fler unga} # effektkedja: ignore[EK\u202e1]",
]


def shows_nothing_but_text(done: Run) -> None:
    assert NEVER_ON_A_SCREEN.isdisjoint((done.out + done.err).replace("\n", ""))


PLACE = {
    "text": "{}:7:",
    "concise": "{}:7:",
    "json": '"file": "{}"',
    "sarif": '"uri": "{}"',
    "github": "file={},line=7,",
    "junit": "{}:7:",
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_plan_cannot_speak_to_the_terminal(folder: Path, form: str) -> None:
    plans = [f"{number}.yaml" for number in range(len(TO_THE_TERMINAL))]
    for plan, activity in zip(plans, TO_THE_TERMINAL, strict=True):
        (folder / plan).write_text(f"{HEAD}aktiviteter:\n  - {activity}\n", encoding="utf-8")
    done = run(folder, *plans, form=form)
    assert done.status == 1
    assert [plan for plan in plans if PLACE[form].format(plan) not in done.out] == []
    shows_nothing_but_text(done)


ODD_NAMES = [
    b"\x1b[31mr\xc3\xb6d.yaml",
    b"\xe2\x80\xaelmay.yaml",
    b"ny\nrad.yaml",
    b"latin1-\xe5.yaml",
    b"-.yaml",
    b"a:1:1.yaml",
    b"[red]r.yaml",
]


@pytest.mark.parametrize("form", FORMATS)
def test_neither_can_the_name_of_a_file(folder: Path, form: str) -> None:
    names = [os.fsdecode(name) for name in ODD_NAMES]
    try:
        for name in names:
            (folder / name).write_text("effektkedja: 2\n", encoding="utf-8")
    except OSError as error:
        pytest.skip(f"this file system has no such name: {error}")
    done = run(folder, ".", form=form)
    assert done.status == 1
    assert done.out.count("EK008") >= len(names)
    assert run(folder, *(f"./{name}" for name in names), form=form).out == done.out
    if form == "json":
        assert len({file for file, *_ in done.places}) == len(names)
    else:
        shows_nothing_but_text(done)
        assert "\nrad" not in done.out


@pytest.mark.parametrize("name", ODD_NAMES[:4], ids=["escape", "turned round", "line end", "latin-1"])
def test_nor_the_name_of_a_file_that_does_not_exist(folder: Path, name: bytes) -> None:
    done = run(folder, os.fsdecode(name), form="text")
    shows_nothing_but_text(done)
    says_one_sentence(done, about=".yaml")


def test_the_text_of_a_plan_is_no_markup(folder: Path) -> None:
    title = "[bold red]Fler[/] unga [/fel] :warning: [link=https://example.org]här[/link] \\[x]"
    plan = f"{HEAD}aktiviteter:\n  - {{id: A1, titel: '{title}'}}\n"
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    assert title in run(folder, "plan.yaml", form="text").out


# --- Anything at all ----------------------------------------------------------------------------------------

FULL = """\
effektkedja: 1
organisation:
  id: upn
  namn: Upplevelsenämnden
  typ: nämnd
  kommunkod: 0381
period:
  start: 2026-01-01
  slut: 2026-12-31
mandatperiod:
  start: 2023
  slut: 2026
uppföljningar:
  - id: vår
    titel: Första uppföljningen
    datum: 2026-04-30
    typ: delår
    lagstadgad: nej
  - id: höst
    datum: 2026-08-31
    typ: delår
    lagstadgad: ja
vision:
  id: V
  titel: En kommun där alla hör hemma
målområden:
  - id: MO1
    titel: Trygghet
    leder_till: V
program:
  - id: P1
    titel: Ungdomsprogrammet
    deltagare:
      - Kulturskolan
      - Biblioteken
    leder_till: MO1
uppdrag:
  - id: U1
    titel: Utred kvällsöppna bibliotek
    uppdragsgivare: Kommunfullmäktige
    datum: 2026-01-15
    klar_senast: 2026-T2
    leder_till: MO1
    status:
      - uppföljning: vår
        klar: nej
        kommentar: Pågår
mål:
  - id: M1
    titel: Fler unga har en aktiv fritid
    nivå: nämnd
    perspektiv: invånare
    effektmål: ja
    leder_till:
      - MO1
långsiktiga_effekter:
  - id: E2
    titel: Unga mår bättre
    målgrupp: Unga 13–19 år
    tidshorisont: 2030
    antaganden:
      - Fritiden betyder något för hälsan
    leder_till: M1
tidiga_effekter:
  - id: E1
    titel: Fler unga besöker biblioteket
    målgrupp: Unga 13–19 år
    leder_till: E2
leveranser:
  - id: L1
    titel: Kvällsöppet bibliotek
    mottagare: Unga i Centrum
    klar_senast: 2026-04-30
    program: P1
    uppdrag: U1
    leder_till: E1
    status:
      - uppföljning: vår
        klar: ja
        datum: 2026-04-20
aktiviteter:
  - id: A1
    titel: Rekrytera två bibliotekarier
    beskrivning: Till kvällarna
    ansvarig: Bibliotekschefen
    start: 2026-01
    slut: 2026-03
    status: klar
    budget:
      belopp: 1 250 000,50
      timmar: 800
    förbrukat:
      - uppföljning: vår
        belopp: 300000
        timmar: 200
    leder_till: L1
indikatorer:
  - id: I1
    titel: Andel unga som är nöjda
    enhet: procent
    riktning: öka
    frekvens: årsvis
    mäter: M1
    utgångsvärde:
      period: 2024
      värde: 61,5
    målvärden:
      - period: 2026
        värde: 70
        min: 65
    utfall:
      - period: 2025
        värde: 64,2
        nedre_gräns: 62
        övre_gräns: 66
        kön: totalt
    gränser:
      uppfyllt: 70
      delvis: 65
    kolada:
      nyckeltal: N09999
      kommun: 0381
    jämförelser:
      - namn: Grannkommunen
        kommunkod: 0380
        period: 2025
        värde: 66
undersökningar:
  - id: S1
    titel: Besöksenkät
    typ: enkät
    period: 2026-Q1
    målgrupp: Besökare
    antal_inbjudna: 400
    antal_svarande: 180
    frågor: Vad saknar du?
    resultat:
      - fråga: Hur nöjd är du?
        värde: 4,2
    mäter: M1
bedömningar:
  - avser: M1
    uppföljning: vår
    prognos: uppfyllt
    text: Vi är på väg
    framgångar:
      - Kvällsöppet
    utmaningar: Personal
resultatdialoger:
  - id: D1
    titel: Vårens dialog
    datum: 2026-05-20
    uppföljning: vår
    avser: M1
    deltagare: Nämndens ordförande
    slutsatser: Fortsätt
    beslut:
      - text: Utöka öppettiderna
        ansvarig: Bibliotekschefen
        klar_senast: 2026-H2
risker:
  - id: R1
    titel: Brist på personal
    hotar: L1
    sannolikhet: 2
    konsekvens: 3
    kontrollmoment:
      - titel: Uppföljning av bemanning
        ansvarig: Enhetschefen
        frekvens: Varje månad
        resultat:
          - uppföljning: vår
            utförd: ja
            avvikelse: nej
förbättringar:
  - id: F1
    titel: Längre öppettider
    typ: synpunkt
    datum: 2026-02-01
    antal: 12
    avser: L1
    svar: Vi prövar
    status: pågår
förändringar:
  - id: C1
    titel: Mindre statsbidrag
    typ: budget
    datum: 2026-03-01
    påverkar: A1
    beslut: Ryms inom ram
målkonflikter:
  - mellan:
      - M1
      - E2
    kommentar: Vägs mot varandra i budgeten
budget:
  belopp: 12,5
  valuta: mnkr
  budgetuppföljning:
    - uppföljning: vår
      förbrukat: 4
      prognos: 12
"""

ODD_VALUES = {
    "nothing": "",
    "a list of nothing": "[~, '', []]",
    "an empty mapping": "{}",
    "a list of mappings": "[{}, {id: A1}, {id: {}}]",
    "a mapping": "{a: {b: [c]}}",
    "a word": "L1",
    "a number": "-0,50",
    "a list of lists": "[[[L1]]]",
}


def inside(folder: Path, files: list[str], capsys: pytest.CaptureFixture[str]) -> Run:
    """Check files within this process, which is faster; no crash may hide behind another file's findings."""
    status = cli.run(["validate", "--format", "json", *(str(folder / file) for file in files)], clock=lambda: TODAY)
    out, err = capsys.readouterr()
    if status not in {0, 1} and len(files) > 1:
        for file in files:
            inside(folder, [file], capsys)
    assert status in {0, 1}, f"{files}: {err}"
    return Run(status, out, err)


def check_anything(folder: Path, texts: Iterator[bytes], capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is in the files: each finding has a code, and a place that the file has."""
    contents = {f"{number:03}.yaml": text for number, text in enumerate(texts)}
    for file, content in contents.items():
        (folder / file).write_bytes(content)
    for diagnostic in inside(folder, list(contents), capsys).diagnostics:
        lines = re.split("\r\n|\r|\n", contents[Path(diagnostic["file"]).name].decode("utf-8", "replace"))
        assert re.fullmatch(r"EK[0-6]\d\d", diagnostic["code"]), diagnostic
        assert 1 <= diagnostic["line"] <= len(lines) + 1, diagnostic
        length = len(lines[diagnostic["line"] - 1]) if diagnostic["line"] <= len(lines) else 0
        assert 1 <= diagnostic["column"] <= length + 1, diagnostic
        end = (diagnostic["end_line"], diagnostic["end_column"])
        assert (diagnostic["line"], diagnostic["column"]) <= end, diagnostic
        assert diagnostic["message"], diagnostic


def test_the_plan_that_is_bent_below_is_good_itself(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "plan.yaml").write_text(FULL, encoding="utf-8")
    done = inside(folder, ["plan.yaml"], capsys)
    assert [d for d in done.diagnostics if d["severity"] == "error"] == []


@pytest.mark.parametrize("odd", ODD_VALUES.values(), ids=ODD_VALUES)
def test_an_odd_value_in_any_field(folder: Path, odd: str, capsys: pytest.CaptureFixture[str]) -> None:
    check_anything(folder, bent_plans(odd), capsys)


def bent_plans(odd: str) -> Iterator[bytes]:
    """The full plan, with the value of each of its keys in turn, and all that is part of it, replaced."""
    lines = FULL.splitlines()
    for number, line in enumerate(lines):
        if not (key := re.match(r"( *)((?:- )?)[^:]+:", line)):
            continue
        depth = len(key[1]) + len(key[2])
        after = number + 1
        while after < len(lines) and depth_of(lines[after]) > depth:
            after += 1
        yield "\n".join([*lines[:number], f"{key[0]} {odd}", *lines[after:]]).encode()


def depth_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def test_bytes_at_random(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dice = random.Random(1)
    check_anything(folder, (dice.randbytes(dice.randrange(400)) for _ in range(60)), capsys)


def test_scraps_of_yaml_at_random(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scraps = [
        "\n", "\n", "\n  ", "\n    ", "\r\n", "\r", "- ", ": ", ":", "? ", "[", "]", "{", "}", ", ", "#",
        " # ", "|\n", ">-\n", "'", '"', "&a ", "*a ", "! ", "!!str ", "%", "---\n", "...\n", "~", "<<", "\t",
        "\\x", "id", "mål", "aktiviteter", "leder_till", "A1", "å😀", "\u2028", "\x00", "\ufeff",
        "ignore[EK201]", "effektkedja: ",
    ]  # fmt: skip
    dice = random.Random(2)
    texts = ("".join(dice.choices(scraps, k=dice.randrange(1, 60))) for _ in range(200))
    check_anything(folder, ((dice.choice(("", HEAD)) + text).encode() for text in texts), capsys)


def test_a_good_plan_damaged_at_random(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dice = random.Random(3)
    check_anything(folder, (damaged(FULL.encode(), dice) for _ in range(120)), capsys)


def damaged(plan: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randrange(1, 6)):
        start = dice.randrange(len(plan))
        end = min(len(plan), start + dice.choice((1, 1, 3, 30, 300)))
        match dice.randrange(5):
            case 0:
                plan = plan[:start] + plan[end:]
            case 1:
                plan = plan[:start] + dice.randbytes(end - start) + plan[end:]
            case 2:
                plan = plan[:end] + plan[start:end] + plan[end:]
            case 3:
                plan = plan[:start]
            case _:
                target = dice.randrange(len(plan))
                plan = plan[:target] + plan[start:end] + plan[target:]
        if not plan:
            return plan
    return plan
