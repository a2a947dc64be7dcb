"""What is remembered of earlier runs: never stale, never in the way, and nothing that may not be written down."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import REPOSITORY, TESTS, TODAY, Answer, call, write

from effektkedja.basics.fingerprint import fingerprint_of

PLAN = "effektkedja: 1\norganisation: {{id: {0}, namn: Enhet {0}, typ: enhet}}\n"
CLEAN = PLAN.format("a")
WRONG = PLAN.format("a") + "färg: grön\n"

Work = list[str]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    """What has been done: `call` for a call that was carried out, the names of the files for a group that was read."""
    from effektkedja import cli
    from effektkedja.running import work as working

    done: Work = []

    def carried_out(argv: Any, session: Any) -> int:
        done.append("call")
        return int(real_call(argv, session))

    def check_group(group: Any, question: Any) -> Any:
        done.append(" ".join(file.name for file in group.files))
        return real_check(group, question)

    real_call, real_check = cli._carried_out, working.check_group
    monkeypatch.setattr(cli, "_carried_out", carried_out)
    monkeypatch.setattr(working, "check_group", check_group)
    return done


def entries(cache: Path) -> list[Path]:
    return sorted(cache.iterdir()) if cache.exists() else []


# --- The same, with and without -------------------------------------------------------------------------------

WAYS = [
    (), ("--format", "concise"), ("--format", "json"), ("--statistics",), ("--quiet",), ("--color", "always"),
    ("--lang", "fi"), ("--fail-on", "info"), ("--select", "EK0"), ("--ignore", "EK2"), ("--as-of", "2027-01-01"),
    ("--review", "2026-T1"), ("--isolated",), ("--verbose",),
]  # fmt: skip


@pytest.mark.parametrize("words", WAYS, ids=" ".join)
def test_an_answer_is_the_same_whether_it_is_remembered_or_not(
    words: tuple[str, ...], work: Work, folder: Path
) -> None:
    write(folder, {"a.yaml": WRONG, "b.yaml": PLAN.format("b") + "importerar: c.yaml\n", "c.yaml": PLAN.format("c")})
    expected = call("validate", "--no-cache", *words, ".")
    assert [call("validate", *words, ".") for _ in range(3)] == [expected] * 3
    assert work == ["call", "a.yaml", "b.yaml c.yaml"] * 2, "the third and the fourth call are answered at once"


@pytest.mark.parametrize("place", [TESTS / "err", REPOSITORY / "examples"], ids=lambda path: path.name)
@pytest.mark.parametrize("form", ["text", "concise", "json"])
def test_every_finding_is_remembered_as_it_was(place: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answered at once, and from what is known of each chain."""
    monkeypatch.chdir(place)
    expected = call("validate", "--no-cache", "--format", form, ".")
    assert call("validate", "--format", "json", "--statistics", ".").status == 1
    assert call("validate", "--format", form, ".") == expected
    assert call("validate", "--format", form, ".") == expected


def test_another_way_of_telling_reads_no_plan_again(work: Work, folder: Path) -> None:
    write(folder, {"a.yaml": WRONG})
    call("validate", ".")
    work.clear()
    for words in [("--format", "json"), ("--format", "concise"), ("--lang", "en"), ("--statistics",), ("-q",)]:
        assert call("validate", *words, ".") == call("validate", "--no-cache", *words, ".")
    assert work.count("call") == 10
    assert work.count("a.yaml") == 5, "only those without the cache"


def test_only_the_chain_that_has_changed_is_read_again(work: Work, folder: Path) -> None:
    imports = "importerar: [gemensam.yaml]\n"
    write(folder, {
        "a.yaml": PLAN.format("a") + imports,
        "b.yaml": PLAN.format("b"),
        "c.yaml": PLAN.format("c"),
        "delar/gemensam.yaml": PLAN.format("g"),
        "gemensam.yaml": PLAN.format("g2"),
    })  # fmt: skip
    paths = ("a.yaml", "b.yaml", "c.yaml")
    call("validate", *paths)
    assert work == ["call", "a.yaml", "b.yaml", "c.yaml"]
    work.clear()
    write(folder, {"gemensam.yaml": PLAN.format("g2") + "färg: grön\n"})
    assert call("validate", *paths).status == 1
    assert work == ["call", "a.yaml"]


def test_standard_input_is_read_every_time(work: Work, folder: Path) -> None:
    assert call("validate", "-", stdin=CLEAN.encode()).status == 0
    assert call("validate", "-", stdin=WRONG.encode()).status == 1
    assert work == ["call", "-"] * 2


def test_a_file_to_write_to_is_written_every_time(folder: Path) -> None:
    write(folder, {"a.yaml": WRONG})
    for _ in range(2):
        assert call("validate", "a.yaml", "--output", "svar.txt").status == 1
        assert (folder / "svar.txt").read_text(encoding="utf-8") != ""
        (folder / "svar.txt").unlink()


# --- Never stale ----------------------------------------------------------------------------------------------


def same_size_and_time(folder: Path) -> None:
    """Change a letter, and set the clock of the file back."""
    path = folder / "plan.yaml"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"id: a", b"id: '"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def changed(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: write(folder, {name: text})


def taken_away(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def moved(old: str, new: str) -> Callable[[Path], None]:
    def move(folder: Path) -> None:
        (folder / old).rename(folder / new)

    return move


def other_target(folder: Path) -> None:
    (folder / "lank.yaml").unlink()
    (folder / "lank.yaml").symlink_to("fel.txt")


def a_folder_instead(folder: Path) -> None:
    (folder / "kommun.yaml").unlink()
    (folder / "kommun.yaml").mkdir()


IMPORTS = CLEAN + "importerar: [kommun.yaml]\n"
TWO = {"plan.yaml": IMPORTS, "kommun.yaml": PLAN.format("k")}

# What there is at first, the words of the call, and what changes. Afterwards the answer must be another one.
CHANGES: dict[str, tuple[dict[str, str], tuple[str, ...], Callable[[Path], None]]] = {
    "the plan": ({"plan.yaml": CLEAN}, ("plan.yaml",), changed("plan.yaml", WRONG)),
    "the plan, in size and time as before": ({"plan.yaml": CLEAN}, ("plan.yaml",), same_size_and_time),
    "the plan has gone": ({"plan.yaml": CLEAN}, ("plan.yaml",), taken_away("plan.yaml")),
    "the plan is no plan any more": ({"plan.yaml": CLEAN}, ("plan.yaml",), changed("plan.yaml", "a: b\n")),
    "what is imported": (TWO, ("plan.yaml",), changed("kommun.yaml", WRONG)),
    "what is imported has gone": (TWO, ("plan.yaml",), taken_away("kommun.yaml")),
    "what is imported has come": ({"plan.yaml": IMPORTS}, ("plan.yaml",), changed("kommun.yaml", CLEAN)),
    "what is imported is a folder now": (TWO, ("plan.yaml",), a_folder_instead),
    "a root nearer than what is imported": (
        {"under/plan.yaml": CLEAN + "importerar: [../kommun.yaml]\n", "kommun.yaml": PLAN.format("k")},
        ("under/plan.yaml",),
        changed("under/.git/HEAD", ""),
    ),
    "a root above what is imported": (
        {"under/.git/HEAD": "", "under/plan.yaml": CLEAN + "importerar: [../kommun.yaml]\n", "kommun.yaml": CLEAN},
        ("under/plan.yaml",),
        moved("under/.git", "under/annat"),
    ),
    "a link leads elsewhere": ({"fel.txt": WRONG, "plan.yaml": CLEAN}, ("lank.yaml",), other_target),
    "a new plan in a folder": ({"plan.yaml": CLEAN}, (".",), changed("under/ny.yaml", WRONG)),
    "a plan less in a folder": ({"plan.yaml": CLEAN, "ny.yaml": PLAN.format("n")}, (".",), taken_away("ny.yaml")),
    "a plan with a new name": ({"plan.yaml": CLEAN, "ny.yaml": WRONG}, (".",), moved("ny.yaml", "ny.yml")),
    "notes that become a plan": ({"plan.yaml": CLEAN, "ny.yaml": "a: b\n"}, (".",), changed("ny.yaml", WRONG)),
    "a file that comes out of hiding": ({"plan.yaml": CLEAN, ".ny.yaml": WRONG}, (".",), moved(".ny.yaml", "ny.yaml")),
    "the configuration": ({"plan.yaml": WRONG}, (".",), changed("effektkedja.toml", 'ignore = ["EK005"]\n')),
    "the configuration's exceptions": (
        {"plan.yaml": WRONG}, (".",), changed("effektkedja.toml", '[per-file-ignores]\n"plan.yaml" = ["EK005"]\n'),
    ),
    "what is left out": (
        {"plan.yaml": CLEAN, "ny.yaml": WRONG}, (".",), changed("effektkedja.toml", 'exclude = ["ny.yaml"]\n'),
    ),
    "a configuration nearer to the plan": (
        {"under/plan.yaml": WRONG}, ("under",), changed("under/effektkedja.toml", 'ignore = ["EK005"]\n'),
    ),
    "a configuration that is named": (
        {"plan.yaml": WRONG, "annan.toml": ""}, ("--config", "annan.toml", "."),
        changed("annan.toml", 'ignore = ["EK005"]\n'),
    ),
    "a configuration that is broken": ({"plan.yaml": CLEAN}, (".",), changed("effektkedja.toml", "ignore = [\n")),
    "the language of the configuration": (
        {"plan.yaml": WRONG}, (".",), changed("effektkedja.toml", 'language = "fi"\n'),
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("change", CHANGES)
def test_an_answer_is_never_older_than_what_it_speaks_of(change: str, form: str, folder: Path) -> None:
    """Neither the whole answer, nor (in another format than before) what is known of each chain."""
    files, words, make = CHANGES[change]
    write(folder, files)
    if "lank.yaml" in words:
        (folder / "lank.yaml").symlink_to("plan.yaml")
    before = call("validate", "--format", "text", *words)
    assert call("validate", "--format", "text", *words) == before
    make(folder)
    expected = call("validate", "--no-cache", "--format", form, *words)
    assert call("validate", "--format", form, *words) == expected
    assert call("validate", "--no-cache", "--format", "text", *words) != before, "nothing that matters has changed"


LATE = (
    PLAN.format("a")
    + """\
period: 2026
leveranser:
  - {id: L1, titel: T, klar_senast: 2026-04-15}
"""
)


@pytest.mark.parametrize("form", ["text", "json"])
def test_another_day_is_another_answer(form: str, folder: Path) -> None:
    write(folder, {"plan.yaml": LATE})
    words = ("validate", "--select", "EK402", "plan.yaml")
    before = call(*words, today=date(2026, 4, 29))
    assert call(*words, "--format", form, today=TODAY).out != before.out
    assert call(*words, "--format", form, today=TODAY).status == 0
    assert call(*words, "--as-of", "2026-04-29").out == before.out


def test_another_review_is_another_answer(folder: Path) -> None:
    reviews = "uppföljningar: [{id: vår, datum: 2026-03-01, typ: delår}, {id: vår2, datum: 2026-04-20, typ: delår}]\n"
    write(folder, {"plan.yaml": LATE + reviews})
    words = ("validate", "--select", "EK402", "--format", "concise", "plan.yaml", "--review")
    assert (call(*words, "vår").out == "") is (call(*words, "vår2").out != "")
    assert call(*words, "höst").status == 2


def test_a_review_that_another_chain_moves_is_another_answer(folder: Path) -> None:
    """What is known of a chain was found by the day that the review had in the whole run."""
    own = "uppföljningar: [{{id: {0}, datum: {1}, typ: delår}}]\n"
    late = LATE + own.format("annan", "2026-04-20")
    write(folder, {"a.yaml": PLAN.format("x") + own.format("vår", "2026-03-01"), "b.yaml": late})
    words = ("validate", "--select", "EK402", "--review", "vår", ".")
    before = call(*words)
    write(folder, {"a.yaml": PLAN.format("x") + own.format("vår", "2026-04-20")})
    after = call(*words)
    assert after == call(*words, "--no-cache")
    assert after != before


@pytest.mark.parametrize("name", ["LANG", "EFFEKTKEDJA_LANG", "FORCE_COLOR", "COLUMNS"])
def test_another_reader_or_screen_is_another_answer(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"plan.yaml": WRONG})
    for terminal in (True, False):
        call("validate", "plan.yaml", terminal=terminal)
    monkeypatch.setenv(name, {"FORCE_COLOR": "1", "COLUMNS": "40"}.get(name, "fi"))
    assert call("validate", "plan.yaml", terminal=True) == call("validate", "--no-cache", "plan.yaml", terminal=True)
    assert call("validate", "plan.yaml") == call("validate", "--no-cache", "plan.yaml")
    monkeypatch.setenv("NO_COLOR", "1")
    assert call("validate", "plan.yaml", terminal=True) == call("validate", "--no-cache", "plan.yaml", terminal=True)


def test_names_are_those_of_the_folder_one_stands_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"under/plan.yaml": WRONG})
    path = folder / "under" / "plan.yaml"
    assert "under/plan.yaml:3" in call("validate", path).out
    monkeypatch.chdir(folder / "under")
    assert " plan.yaml:3" in call("validate", path).out
    assert call("validate", "--format", "concise", path).out.startswith("plan.yaml:3")


@pytest.mark.parametrize("changed_", ["version", "source", "library", "python"])
def test_another_program_knows_nothing_of_this_one(
    changed_: str, work: Work, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Also one that somebody is working on, and one whose libraries are others."""
    from effektkedja.running.stamp import program_stamp

    installed = tmp_path / "site-packages"
    package = tmp_path / "source" / "effektkedja"
    write(tmp_path, {"site-packages/pydantic/__init__.py": "", "source/effektkedja/check/rule.py": "a = 1\n"})
    monkeypatch.setattr("effektkedja.__file__", str(package / "__init__.py"))
    monkeypatch.syspath_prepend(str(installed))
    write(folder, {"plan.yaml": CLEAN})

    def done() -> Work:
        program_stamp.cache_clear()
        work.clear()
        call("validate", "plan.yaml")
        return list(work)

    assert done() == ["call", "plan.yaml"]
    assert done() == []
    if changed_ == "version":
        monkeypatch.setattr("effektkedja.__version__", "99.0")
    elif changed_ == "source":
        write(package, {"check/rule.py": "a = 23\n"})
    elif changed_ == "python":
        monkeypatch.setattr("sys.version", "4.0")
    else:
        (installed / "pydantic-99.dist-info").mkdir()
        later = installed.stat().st_mtime_ns + 10**9
        os.utime(installed, ns=(later, later))
    assert done() == ["call", "plan.yaml"]
    program_stamp.cache_clear()


def test_a_rule_that_failed_is_not_remembered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> Any:
        raise RuntimeError

    write(folder, {"plan.yaml": WRONG})
    with monkeypatch.context() as patched:
        patched.setattr("effektkedja.rules.ek101_duplicate_id.check", fails)
        assert call("validate", "plan.yaml").status == 2
        assert call("validate", "plan.yaml").status == 2
    assert call("validate", "plan.yaml") == call("validate", "--no-cache", "plan.yaml")


def test_no_cache_neither_looks_nor_keeps(work: Work, cache: Path, folder: Path) -> None:
    write(folder, {"plan.yaml": CLEAN})
    for _ in range(2):
        call("validate", "--no-cache", "plan.yaml")
    assert work == ["call", "plan.yaml"] * 2
    assert not cache.exists()
    call("validate", "plan.yaml")
    call("validate", "plan.yaml", "--no-cache")
    assert work == ["call", "plan.yaml"] * 4


# --- What lies in the folder ----------------------------------------------------------------------------------


def test_no_personal_identity_number_is_written_down(cache: Path, folder: Path) -> None:
    """Neither one that a message quotes, nor one in a title, an id or the name of a file."""
    number = "811228-9874"
    write(folder, {
        "titel.yaml": PLAN.format("a") + f"mål: [{{id: M1, titel: Möte med {number}, nivå: nämnd}}]\nfärg: {number}\n",
        "varde.yaml": PLAN.format("b") + f"period: {number}\nmål: [{{id: {number}, titel: T}}]\n",
        f"{number}.yaml": PLAN.format("c"),
        "importerar.yaml": PLAN.format("d") + f"importerar: [{number}.yaml]\n",
    })  # fmt: skip
    for words in [("titel.yaml",), ("varde.yaml",), (f"{number}.yaml",), ("importerar.yaml",), (".",)]:
        for form in ("text", "json"):
            expected = call("validate", "--no-cache", "--format", form, *words)
            assert [call("validate", "--format", form, *words) for _ in range(2)] == [expected] * 2
    assert entries(cache), "what was shown of the first two, masked, is remembered"
    for entry in entries(cache):
        assert number.encode() not in entry.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps others out of a person's folders by other means")
def test_nobody_else_may_read_it(cache: Path, folder: Path) -> None:
    write(folder, {"plan.yaml": WRONG})
    call("validate", "plan.yaml")
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert {stat.S_IMODE(entry.stat().st_mode) for entry in entries(cache)} == {0o600}


def test_it_does_not_grow_for_ever(cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("effektkedja.running.store.MOST_ENTRIES", 6)
    for index in range(10):
        write(folder, {f"{index}.yaml": PLAN.format(index)})
        call("validate", f"{index}.yaml")
        call("validate", "0.yaml")
        assert len(entries(cache)) <= 7, "a run may go a little beyond"
    monkeypatch.setattr("effektkedja.running.store.MOST_BYTES", 1000)
    write(folder, {"10.yaml": PLAN.format(10)})
    call("validate", "10.yaml")
    sizes = [entry.stat().st_size for entry in entries(cache)]
    assert sum(sizes) <= 1000 + max(sizes)


def test_what_is_used_stays_longest(work: Work, cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"a.yaml": CLEAN, "b.yaml": PLAN.format("b"), "c.yaml": PLAN.format("c")})
    call("validate", "a.yaml")
    call("validate", "b.yaml")
    for entry in entries(cache):
        os.utime(entry, (1, 1))
    call("validate", "a.yaml")
    monkeypatch.setattr("effektkedja.running.store.MOST_ENTRIES", 3)
    call("validate", "c.yaml")
    work.clear()
    call("validate", "a.yaml")
    assert work == []


def test_too_large_an_answer_is_not_kept(cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("effektkedja.running.store.LARGEST_ENTRY", 10)
    write(folder, {"plan.yaml": WRONG})
    assert call("validate", "plan.yaml") == call("validate", "plan.yaml")
    assert entries(cache) == []


def test_it_can_be_deleted_at_any_time(work: Work, cache: Path, folder: Path) -> None:
    write(folder, {"plan.yaml": WRONG})
    before = call("validate", "plan.yaml")
    shutil.rmtree(cache)
    assert call("validate", "plan.yaml") == before
    assert work == ["call", "plan.yaml"] * 2


def test_runs_at_the_same_time_do_each_other_no_harm(cache: Path, folder: Path) -> None:
    write(folder, {f"{index}.yaml": PLAN.format(index) + "färg: grön\n" for index in range(20)})
    expected = call("validate", "--no-cache", "--lang", "sv", ".")
    command = [sys.executable, "-m", "effektkedja", "validate", "--lang", "sv", "."]
    for _ in range(2):
        runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
        for one in runs:
            out, err = one.communicate(timeout=60)
            assert Answer(one.returncode, out.decode(), err.decode()) == expected
    assert not [entry for entry in entries(cache) if entry.name.startswith(".")], "nothing half-written is left"


# --- When something is wrong with it --------------------------------------------------------------------------


def cut_short(content: bytes) -> bytes:
    return content[: len(content) // 2]


def one_letter_changed(content: bytes) -> bytes:
    return content.replace(b"files", b"filer", 1)


def sealed(value: str) -> bytes:
    """Give an entry that says of itself that it is sound."""
    return fingerprint_of(value.encode()).encode() + b"\n" + value.encode()


EVIDENCE = '"evidence":{"files":{},"imports":[],"folders":{}}'
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut short": cut_short,
    "empty": lambda _: b"",
    "a letter changed": one_letter_changed,
    "no JSON": lambda _: sealed("hello"),
    "half of a JSON": lambda _: sealed("[1,"),
    "no UTF-8": lambda _: b"\xff\xfe" * 100,
    "a list": lambda _: sealed("[]"),
    "a text": lambda _: sealed('"x"'),
    "a number": lambda _: sealed("1"),
    "nothing in it": lambda _: sealed("{}"),
    "nested deeply": lambda _: sealed("[" * 100_000 + "]" * 100_000),
    "a number that nobody can read": lambda _: sealed('{"text":"","status":' + "9" * 10_000 + "}"),
    "files that are a list": lambda _: sealed('{"text":"","status":0,"where":null,"evidence":{"files":[1]}}'),
    "a file without fingerprint": lambda _: sealed('{"evidence":{"files":{"a":["b"]}},"text":"","status":0,"where":1}'),
    "chains that are none": lambda _: sealed(
        '{"chains":[[1,2,3,4,5]],"own_day":null,"judged_by":null,' + EVIDENCE + "}"
    ),
    "days that are none": lambda _: sealed('{"chains":[],"own_day":"i dag","judged_by":7,' + EVIDENCE + "}"),
    "paths that are none": lambda _: sealed(
        '{"text":"x","status":0,"where":{"paths":3,"found":null},"chains":[],"own_day":null,"judged_by":null,'
        '"evidence":{"files":{"\\u0000":["","1",""]},"imports":[[1,2]],"folders":{"\\u0000":[[],[]]}}}'
    ),
}


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_told_and_written_anew(damage: str, form: str, cache: Path, folder: Path) -> None:
    write(folder, {"plan.yaml": WRONG})
    expected = call("validate", "--no-cache", "--format", form, "plan.yaml")
    call("validate", "--format", "text", "plan.yaml")
    for entry in entries(cache):
        entry.write_bytes(DAMAGES[damage](entry.read_bytes()))
    answer = call("validate", "--lang", "sv", "--format", form, "plan.yaml")
    assert (answer.status, answer.out) == (expected.status, expected.out)
    damaged = f"Något av det som är sparat i {cache} är skadat. Det kastas, och planerna granskas på nytt."
    assert answer.err == f"effektkedja: {damaged}\n"
    assert call("validate", "--lang", "sv", "--format", form, "plan.yaml") == expected


@settings(max_examples=100, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(place=st.integers(0), byte=st.integers(0, 255))
def test_no_byte_of_an_entry_changes_an_answer(place: int, byte: int, cache: Path, folder: Path) -> None:
    write(folder, {"plan.yaml": WRONG})
    expected = call("validate", "--no-cache", "plan.yaml")
    call("validate", "plan.yaml")
    for entry in entries(cache):
        content = bytearray(entry.read_bytes())
        content[place % len(content)] = byte
        entry.write_bytes(content)
    answer = call("validate", "plan.yaml")
    assert (answer.status, answer.out) == (expected.status, expected.out)


def test_a_device_in_place_of_a_plan_is_not_read(cache: Path, folder: Path) -> None:
    """An entry that speaks of a file without an end."""
    if not Path("/dev/zero").exists():
        pytest.skip("no such device here")
    write(folder, {"plan.yaml": WRONG})
    expected = call("validate", "plan.yaml")
    for entry in entries(cache):
        value = json.loads(entry.read_bytes().partition(b"\n")[2])
        value["evidence"]["files"] = {"/dev/zero": ["/dev/zero", 0, fingerprint_of(b"")]}
        entry.write_bytes(sealed(json.dumps(value)))
    assert call("validate", "plan.yaml") == expected


def test_a_folder_that_cannot_be_written_is_told_once(cache: Path, folder: Path) -> None:
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_text("a file in the way", encoding="utf-8")
    write(folder, {"plan.yaml": WRONG, "b.yaml": PLAN.format("b")})
    expected = call("validate", "--no-cache", ".")
    assert expected.err == ""
    answer = call("validate", "--lang", "sv", ".")
    assert (answer.status, answer.out) == (expected.status, expected.out)
    assert answer.err.count("\n") == 1
    assert "--no-cache" in answer.err
    assert call("validate", "--quiet", ".").err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps others out of a person's folders by other means")
def test_a_folder_that_others_may_write_to_is_not_trusted(work: Work, cache: Path, folder: Path) -> None:
    write(folder, {"plan.yaml": WRONG})
    expected = call("validate", "plan.yaml")
    cache.chmod(0o777)
    work.clear()
    answer = call("validate", "--lang", "sv", "plan.yaml")
    assert (answer.status, answer.out) == (expected.status, expected.out)
    assert work == ["call", "plan.yaml"]
    assert answer.err.count("\n") == 1
    assert str(cache) in answer.err


def test_without_a_home_nothing_is_remembered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA")
    monkeypatch.setattr(Path, "home", nobody)
    write(folder, {"plan.yaml": CLEAN})
    assert call("validate", "plan.yaml") == call("validate", "--no-cache", "plan.yaml")


# --- What it costs --------------------------------------------------------------------------------------------


def test_an_answer_that_is_known_loads_next_to_nothing(folder: Path) -> None:
    write(folder, {"plan.yaml": WRONG + "importerar: [kommun.yaml]\n", "kommun.yaml": PLAN.format("k")})
    code = "import sys\nfrom effektkedja.cli import run\nrun(['validate', '.'])\nprint(*sys.modules, file=sys.stderr)"
    loaded = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split()
        for _ in range(2)
    ]
    heavy = {"pydantic", "networkx", "ruamel.yaml", "rich", "typer", "pathspec", "multiprocessing", "tomllib"}
    assert not heavy & set(loaded[1])
    assert {"pydantic", "typer"} < set(loaded[0])
