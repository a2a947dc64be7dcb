"""Plans are checked in groups, and the groups side by side; what is told is the same, byte for byte."""

import itertools
import multiprocessing
import os
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from properties.random_chains import Draft, drafts
from support import REPOSITORY, TESTS, TODAY, Answer, call, validate, write

from effektkedja.basics.language import Catalogue
from effektkedja.check import check
from effektkedja.render.json import render_json
from effektkedja.rules.registry import select_rules
from effektkedja.running import processes
from effektkedja.running.grouping import find_groups
from effektkedja.workspace.config import UNCONFIGURED
from effektkedja.workspace.workspace import open_workspace

PLAN = "effektkedja: 1\norganisation: {{id: {0}, namn: Enhet {0}, typ: enhet}}\n"
GOAL = PLAN + "mål: [{{id: M1, titel: T, nivå: nämnd}}]\nfärg: grön\n"
ALL_RULES = select_rules((), ())


@pytest.fixture(autouse=True)
def _no_answer_of_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every call do its work: what is told without it is tested in test_cache.py."""
    monkeypatch.setattr("effektkedja.cli.session.Session.store", None)


def checked_at_once(*paths: str, review: str | None = None) -> str:
    """Give the JSON of what is found when all plans are read together and checked as one whole."""
    workspace = open_workspace(paths, lambda _: b"")
    return render_json(check(workspace, ALL_RULES, TODAY, review).report, Catalogue("sv"))


# --- The same for every number of processes -------------------------------------------------------------------


@pytest.mark.parametrize("place", [TESTS / "err", TESTS / "ok", REPOSITORY / "examples"], ids=lambda path: path.name)
@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_any_number_of_processes_finds_what_one_finds(place: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    assert call("validate", "--jobs", str(jobs), "--format", "json", ".").out == checked_at_once(".")


@pytest.mark.parametrize("may_fork", [True, False])
def test_a_process_that_begins_anew_finds_what_a_copy_finds(
    may_fork: bool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a configuration that has already been used, and must reach the process all the same."""
    if may_fork and not processes._may_fork():
        pytest.skip("no sound copy of this process can be made")
    configuration = 'exclude = ["d.yaml"]\n[per-file-ignores]\n"b.yaml" = ["EK005"]\n[severity]\nEK301 = "error"\n'
    write(folder, {"effektkedja.toml": configuration, **{f"{name}.yaml": GOAL.format(name) for name in "abcd"}})
    one = call("validate", "--jobs", "1", ".")
    monkeypatch.setattr("effektkedja.running.processes._may_fork", lambda: may_fork)
    assert call("validate", "--jobs", "2", ".") == one
    assert one.out.count("[EK301]") == 3
    assert one.out.count("[EK005]") == 2


@pytest.mark.parametrize("form", ["text", "concise", "json"])
def test_every_format_is_the_same_from_several_processes(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TESTS / "err")
    one, two = (call("validate", "--jobs", jobs, "--format", form, ".") for jobs in ("1", "2"))
    assert one == two
    assert one.status == 1


@pytest.mark.parametrize("name", sorted(path.name for path in (TESTS / "projects").iterdir()))
def test_a_project_is_the_same_in_groups_as_at_once(name: str, folder: Path) -> None:
    project = TESTS / "projects" / name
    shutil.copytree(project, folder, dirs_exist_ok=True)
    for command in (project / "commands").read_text(encoding="utf-8").splitlines():
        assert call("validate", "--format", "json", *command.split()).out == checked_at_once(*command.split())


@settings(max_examples=100, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(draft=drafts())
@pytest.mark.parametrize("sight", ["sharp", "blind"])
def test_random_chains_are_the_same_in_groups_as_at_once(
    sight: str, draft: Draft, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is named of the files, and also when a glance at them sees no import at all."""
    if sight == "blind":
        monkeypatch.setattr("effektkedja.running.grouping._seeming_imports", lambda _: ())
    shutil.rmtree(folder / "run", ignore_errors=True)
    (folder / "run").mkdir()
    monkeypatch.chdir(folder / "run")
    files = draft.written().files
    write(folder / "run", {plan.path: text for text, plan in files})
    paths = [plan.path for _, plan in files]
    for named in itertools.chain(itertools.combinations(paths, 1), itertools.combinations(paths, 2), [paths]):
        assert call("validate", "--format", "json", *named).out == checked_at_once(*named)


# --- Groups that turn out to belong together ------------------------------------------------------------------

# Imports that a reader of YAML understands and a glance does not.
ODD_IMPORTS = {
    "an escape": 'importerar: ["kom\\x6dun.yaml"]\n',
    "broken over two lines": 'importerar:\n  - "kom\\\n     mun.yaml"\n',
    "a blank and a dash in the name": "importerar: [en - kommun.yaml]\n",
}


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("written", ODD_IMPORTS.values(), ids=ODD_IMPORTS)
def test_an_import_that_a_glance_misses_still_joins(written: str, jobs: str, folder: Path) -> None:
    """Of a file that was only imported, errors alone are told; of one that was named, warnings too."""
    municipality = "en - kommun.yaml" if "en - kommun" in written else "kommun.yaml"
    goal = "mål: [{id: M1, titel: T, nivå: nämnd}]\naktiviteter: [{id: A1, titel: T, leder_till: M1}]\n"
    write(folder, {"namnd.yaml": PLAN.format("n") + written, municipality: PLAN.format("k") + goal})
    assert len(find_groups(["."], lambda _: b"", UNCONFIGURED)) == 2
    answer = validate("--jobs", jobs, ".")
    assert answer.out == checked_at_once(".")
    assert answer.json["summary"]["chains"] == 1
    assert "EK301" in answer.codes
    assert "EK301" not in validate("--jobs", jobs, "namnd.yaml").codes


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_two_named_files_that_import_a_third_are_one_chain(jobs: str, folder: Path) -> None:
    shared = 'importerar: ["del\\x61d.yaml"]\n'
    files = {"a.yaml": PLAN.format("a") + shared, "b.yaml": PLAN.format("b") + shared, "delad.yaml": PLAN.format("c")}
    write(folder, files)
    answer = validate("--jobs", jobs, "a.yaml", "b.yaml")
    assert (answer.json["summary"]["files"], answer.json["summary"]["chains"]) == (3, 1)
    assert answer.out == checked_at_once("a.yaml", "b.yaml")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_standard_input_and_files_are_checked_together(jobs: str, folder: Path) -> None:
    write(folder, {"a.yaml": PLAN.format("a"), "b.yaml": PLAN.format("b")})
    standard_input = (PLAN.format("x") + 'importerar: ["\\x61.yaml", saknas.yaml]\n').encode()
    answer = validate("--jobs", jobs, "-", "a.yaml", "b.yaml", stdin=standard_input)
    assert answer.found == [("-", 3, "EK105")]
    assert (answer.json["summary"]["files"], answer.json["summary"]["chains"]) == (3, 2)
    assert "saknas.yaml" in call("validate", "--jobs", jobs, "-", "a.yaml", "b.yaml", stdin=standard_input).out


# --- What counts for the run as a whole -----------------------------------------------------------------------


def unknown_ids(organisation: str, number: int) -> str:
    """Give a plan with that many misspelt links to one effect."""
    head = PLAN.format(organisation) + "tidiga_effekter: [{id: TIDIG-EFFEKT, titel: T}]\nleveranser:\n"
    return head + "".join(
        f"  - {{id: L{index}, titel: T{index}, leder_till: TIDIG-EFFEK}}\n" for index in range(number)
    )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_first_fifty_unknown_ids_of_the_run_get_a_suggestion(jobs: str, folder: Path) -> None:
    write(folder, {f"{name}.yaml": unknown_ids(name, 30) for name in "abc"})
    answer = validate("--jobs", jobs, "--select", "EK102", "--lang", "sv", ".")
    suggested = ["Menas" in one["message"] or "Menar" in one["message"] for one in answer.diagnostics]
    assert len(suggested) == 90
    assert suggested == [True] * 50 + [False] * 40


WITH_REVIEW = (
    PLAN
    + "uppföljningar: [{{id: delår, datum: {1}, typ: delår}}]\n"
    + """\
leveranser:
  - {{id: L{0}, titel: T, klar_senast: 2026-03-31}}
"""
)
WITHOUT_REVIEW = (
    PLAN
    + """\
uppföljningar: [{{id: vår, datum: 2026-04-10, typ: delår}}]
leveranser:
  - {{id: L{0}, titel: T, klar_senast: 2026-03-31}}
"""
)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_review_has_the_same_day_in_all_chains(jobs: str, folder: Path) -> None:
    """The day is the latest that any plan gives it, also for a plan that has no such review of its own."""
    write(folder, {
        "a.yaml": WITH_REVIEW.format("a", "2026-03-01"),
        "b.yaml": WITH_REVIEW.format("b", "2026-04-20"),
        "c.yaml": WITHOUT_REVIEW.format("c"),
    })  # fmt: skip
    answer = validate("--jobs", jobs, "--review", "delår", "--select", "EK402", "a.yaml", "b.yaml", "c.yaml")
    assert answer.out == checked_selected("EK402", "delår", "a.yaml", "b.yaml", "c.yaml")
    assert [found.file for found in answer.found] == ["b.yaml", "c.yaml"]


def checked_selected(select: str, review: str, *paths: str) -> str:
    checked = check(open_workspace(paths, lambda _: b""), select_rules([select], ()), TODAY, review)
    return render_json(checked.report, Catalogue("sv"))


def test_a_review_that_no_plan_has_is_wrong_use_in_groups_too(folder: Path) -> None:
    write(folder, {"a.yaml": WITH_REVIEW.format("a", "2026-03-01"), "b.yaml": PLAN.format("b")})
    answer = call("validate", "--jobs", "2", "--review", "höst", ".")
    assert (answer.status, answer.out) == (2, "")


def test_a_rule_that_fails_in_two_chains_is_told_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> Any:
        raise RuntimeError

    write(folder, {f"{name}.yaml": PLAN.format(name) for name in "abc"})
    monkeypatch.setattr("effektkedja.rules.ek101_duplicate_id.check", fails)
    answer = call("validate", "--lang", "sv", ".")
    assert answer.status == 2
    assert answer.err.count("EK101") == 1


# --- What can happen to processes -----------------------------------------------------------------------------


def dies(orders: Any, others: Any, question: Any) -> None:
    """Stand for a process that is killed while it works."""
    orders.recv()
    os._exit(9)


def dies_at_once(orders: Any, others: Any, question: Any) -> None:
    """Stand for a process that is killed before it has been given anything."""
    os._exit(9)


@pytest.mark.parametrize("fate", [dies, dies_at_once])
def test_the_work_of_a_process_that_dies_is_done_all_the_same(
    fate: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {f"{name}.yaml": PLAN.format(name) + "färg: grön\n" for name in "abcd"})
    monkeypatch.setattr("effektkedja.running.processes._serve", fate)
    answer = call("validate", "--jobs", "2", "--format", "json", ".")
    assert (answer.status, answer.err) == (1, "")
    assert answer.out == checked_at_once(".")
    assert multiprocessing.active_children() == []


def test_a_machine_that_allows_no_process_more_does_the_work_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> None:
        raise BlockingIOError

    write(folder, {f"{name}.yaml": PLAN.format(name) for name in "abc"})
    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refused)
    assert call("validate", "--jobs", "2", "--format", "json", ".") == Answer(0, checked_at_once("."), "")


def test_an_interruption_leaves_no_process_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        assert multiprocessing.active_children() != []
        raise KeyboardInterrupt

    write(folder, {f"{name}.yaml": PLAN.format(name) for name in "abc"})
    monkeypatch.setattr("effektkedja.cli.progress.Bar.tick", interrupted)
    assert call("validate", "--jobs", "2", ".") == Answer(130, "", "")
    assert multiprocessing.active_children() == []


# --- The bar --------------------------------------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the time that a bar waits be over at once."""

    class NoTime(threading.Timer):
        def start(self) -> None:
            self.function()

    monkeypatch.setattr("effektkedja.cli.progress.Timer", NoTime)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("words", [(), ("--format", "json"), ("--color", "never")])
def test_a_long_run_shows_how_far_it_has_come(words: tuple[str, ...], jobs: str, folder: Path) -> None:
    write(folder, {f"{name}.yaml": PLAN.format(name) for name in "abc"})
    words = ("validate", "--jobs", jobs, "--lang", "sv", *words, ".")
    shown = call(*words, terminal=True, error_terminal=True)
    assert "Granskar planer" in shown.err
    assert "100%" in shown.err
    assert shown.out == call(*words, terminal=True).out


@pytest.mark.usefixtures("impatient")
def test_a_long_run_over_one_chain_shows_that_it_works(folder: Path) -> None:
    write(folder, {"a.yaml": PLAN.format("a")})
    shown = call("validate", "--lang", "sv", ".", error_terminal=True).err
    assert "Granskar planer" in shown
    assert "100%" not in shown


@pytest.mark.usefixtures("impatient")
def test_nobody_who_would_not_see_it_gets_a_bar(folder: Path) -> None:
    write(folder, {"a.yaml": PLAN.format("a")})
    assert call("validate", ".").err == ""
    assert call("validate", "--quiet", ".", error_terminal=True).err == ""


def test_a_short_run_shows_no_bar(folder: Path) -> None:
    write(folder, {"a.yaml": PLAN.format("a")})
    assert call("validate", ".", error_terminal=True).err == ""
