"""The program against the oracle: on random chains both must find the same, in the same places."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import effektkedja
from effektkedja.cli import run

from . import oracle
from .oracle import Broken, Carried, Finding, Place
from .random_chains import NODE_KINDS, Draft, FileDraft, ThingDraft, WrittenFiles, drafts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PROPERTY = settings(max_examples=250, derandomize=True, deadline=None, database=None)

VALIDATE = ["validate", "--format", "json", "--select", "EK1,EK2"]


class Answer(NamedTuple):
    status: int
    output: bytes

    @property
    def json(self) -> dict[str, Any]:
        """As it came, but ids composed (Unicode NFC), as the oracle gives them."""
        answer: dict[str, Any] = json.loads(unicodedata.normalize("NFC", self.output.decode()))
        return answer

    @property
    def findings(self) -> list[Finding]:
        return sorted((finding(one) for one in self.json["diagnostics"]), key=by_place)


def finding(one: dict[str, Any]) -> Finding:
    related = [Place(other["file"], other["line"], other["column"]) for other in one["related"]]
    told = tuple(related) if one["code"] in ("EK101", "EK104", "EK202") else ()
    return Finding(one["code"], one["file"], one["line"], one["column"], one["id"], one["key"], told)


def validate(*paths: str) -> Answer:
    return answer_to(*VALIDATE, *paths)


def answer_to(*arguments: str) -> Answer:
    """Runs the program in this process, in the working folder."""
    output = io.BytesIO()
    with (
        io.TextIOWrapper(output, encoding="utf-8", write_through=True) as stream,
        contextlib.redirect_stdout(stream),
    ):
        status = run(list(arguments))
        return Answer(status, output.getvalue())


def expected(files: WrittenFiles, named: Iterable[str]) -> list[Finding]:
    return sorted(oracle.findings(files.plans, named), key=by_place)


def by_place(one: Finding) -> tuple[str, int, int, str, str]:
    return one.file, one.line, one.column, one.code, one.key or ""


@contextlib.contextmanager
def on_disk(files: WrittenFiles) -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        write(files, Path())
        yield


def write(files: WrittenFiles, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "effektkedja.toml").touch()  # no import may leave this folder, wherever it lies
    for text, plan in files.files:
        path = folder / plan.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def check(files: WrittenFiles, named: list[str]) -> None:
    with on_disk(files):
        answer = validate(*named)
    findings = expected(files, named)
    assert answer.findings == findings
    severities = [oracle.SEVERITY[one.code] for one in findings]
    assert sorted(one["severity"] for one in answer.json["diagnostics"]) == sorted(severities)
    assert answer.status == ("error" in severities)

    by_path = {plan.path: plan for plan in files.plans}
    read = oracle.reachable_files(by_path, named)
    nodes = [thing for path in read for thing in by_path[path].things if thing.kind in NODE_KINDS]
    assert answer.json["summary"] == {
        "files": len(read),
        "chains": len(oracle.chains(by_path, read)),
        "nodes": len(nodes),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "infos": 0,
        "suppressed": 0,
    }


@PROPERTY
@given(drafts())
def test_program_and_oracle_agree(draft: Draft) -> None:
    files = draft.written()
    check(files, files.paths)


def one_file(*things: ThingDraft) -> WrittenFiles:
    return Draft([FileDraft("plan.yaml", "sv", "\n", list(things))]).written()


def node(kind: str, name: str, *leads_to: str, **words: str) -> ThingDraft:
    return ThingDraft(kind, name, {"title": "Fler läser", **words}, {"leads_to": list(leads_to)} if leads_to else {})


def test_they_agree_about_a_circle_longer_than_what_is_shown() -> None:
    files = one_file(*(node("early_effects", f"T{n}", f"T{(n + 7) % 30}") for n in range(30)))
    assert [len(one.related) for one in expected(files, files.paths) if one.code == "EK104"] == [20]
    check(files, files.paths)


def test_they_agree_about_which_of_two_circles_is_shown() -> None:
    links = {"T1": ["T2"], "T2": ["T4", "T3"], "T3": ["T1"], "T4": ["T1"]}
    files = one_file(*(node("early_effects", name, *leads_to) for name, leads_to in links.items()))
    check(files, files.paths)


def test_they_agree_about_every_pair_of_horizons() -> None:
    years, halves = ["2025", "2026"], ["2026-H1", "2026-H2"]
    tertials, quarters = ["2026-T1", "2026-T2", "2026-T3"], ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    months = ["2026-03", "2026-04", "2026-05", "2026-08", "2026-12"]
    periods = [*years, *halves, *tertials, *quarters, *months]
    pairs = [
        effect
        for number, (cause, result) in enumerate(product(periods, periods))
        for effect in (
            node("long_term_effects", f"C{number}", f"R{number}", horizon=cause),
            node("long_term_effects", f"R{number}", horizon=result),
        )
    ]
    files = one_file(*pairs)
    check(files, files.paths)


@pytest.mark.parametrize("visions", [0, 1, 2])
def test_they_agree_about_where_a_focus_area_leads(visions: int) -> None:
    activity = node("activities", "A1")
    activity.links["programme"] = ["P1"]
    things = [activity, node("programmes", "P1", "O1"), node("focus_areas", "O1")]
    draft = Draft([FileDraft("plan.yaml", "sv", "\n", things)])
    for number in range(visions):
        draft.files[0].imports.append(f"{number}.yaml")
        draft.files.append(FileDraft(f"{number}.yaml", "fi", "\n", [node("vision", f"V{number}")]))
    files = draft.written()
    check(files, files.paths)


@PROPERTY
@given(drafts(), st.data())
def test_they_agree_when_some_files_are_only_imported(draft: Draft, data: st.DataObject) -> None:
    files = draft.written()
    check(files, data.draw(st.lists(st.sampled_from(files.paths), min_size=1, unique=True), label="named"))


@PROPERTY
@given(drafts())
def test_they_agree_about_gaps(draft: Draft) -> None:
    files = draft.written()
    assume(not any(one.code == "EK101" for one in expected(files, files.paths)))
    with on_disk(files), contextlib.redirect_stderr(io.StringIO()):
        answer = answer_to("gaps", "--format", "json", *files.paths).json
    carried, broken = oracle.gaps(files.plans)
    told = [Carried(*(goal[name] for name in Carried._fields)) for goal in answer["goals"]]
    assert sorted(told, key=str) == carried
    for goal in answer["goals"]:
        assert goal["missing"] == [name for name in Carried._fields if goal[name] == 0]
    cut_off = [Broken(one["activity"], tuple(sorted(one["ends_at"]))) for one in answer["broken"]]
    assert sorted(cut_off, key=str) == broken
    activities = [thing for plan in files.plans for thing in plan.things if thing.kind == "activities"]
    if activities:
        assert abs(answer["covered"] - (1 - len(broken) / len(activities))) <= 0.00005
    else:
        assert answer["covered"] is None


def test_an_indicator_that_names_a_goal_twice_is_one_indicator() -> None:
    indicator = node("indicators", "I1")
    indicator.links["measures"] = ["M1", "M1"]
    files = one_file(node("goals", "M1", level="board"), indicator)
    with on_disk(files), contextlib.redirect_stderr(io.StringIO()):
        assert answer_to("gaps", "--format", "json", *files.paths).json["goals"][0]["indicators"] == 1


@settings(PROPERTY, max_examples=50)
@given(drafts(), st.data())
def test_the_order_of_the_command_line_changes_nothing(draft: Draft, data: st.DataObject) -> None:
    files = draft.written()
    another_order = data.draw(st.permutations(files.paths), label="another order")
    with on_disk(files):
        answer = validate(*files.paths)
        assert validate(*another_order) == answer
        assert validate(*another_order, another_order[0]) == answer
        assert validate(".") == answer


@settings(PROPERTY, max_examples=50)
@given(drafts())
def test_the_order_within_a_file_changes_only_the_places(draft: Draft) -> None:
    """But of a duplicate the first one counts, and a circle is shown at its first link."""
    files = draft.written()
    assume(not any(one.code == "EK101" for one in expected(files, files.paths)))
    turned = draft.in_another_order().written()
    with on_disk(files):
        before = validate(*files.paths)
    with on_disk(turned):
        after = validate(*turned.paths)
    assert without_places(after) == without_places(before)


def without_places(answer: Answer) -> Counter[tuple[str, str | None, str | None]]:
    return Counter((one.code, None if one.code == "EK104" else one.id, one.key) for one in answer.findings)


def test_the_hash_seed_changes_nothing(tmp_path: Path) -> None:
    number = 0

    @settings(PROPERTY, max_examples=25)
    @given(drafts())
    def collect(draft: Draft) -> None:
        nonlocal number
        number += 1
        write(draft.written(), tmp_path / str(number))

    collect()
    outputs = {validate_with_seed(seed, tmp_path) for seed in "012"}
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())["diagnostics"]) > 25


def validate_with_seed(seed: str, folder: Path) -> bytes:
    source = str(Path(effektkedja.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-m", "effektkedja", *VALIDATE, "."],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": source},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr.decode()
    return done.stdout
