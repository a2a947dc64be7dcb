"""action.yml: its shell steps are run as GitHub's runner runs them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from programs import program, surroundings
from support import REPOSITORY, write

ACTION = REPOSITORY / "action.yml"

PLAN = """\
effektkedja: 1
organisation: {id: kn, namn: Kulturnämnden, typ: nämnd}
uppföljningar: [{id: våren, datum: 2026-04-30}]
mål: [{id: M1, titel: Fler läser, nivå: nämnd}]
aktiviteter: [{id: A1, titel: Läs högt på torget, ansvarig: Bibliotekschefen}]
"""
WARNED = PLAN.replace("ansvarig: Bibliotekschefen", "leder_till: M1")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="what stands for the program here is a shell script")


@pytest.fixture(scope="module")
def action() -> dict[str, Any]:
    from ruamel.yaml import YAML

    action: dict[str, Any] = YAML(typ="safe").load(ACTION.read_text(encoding="utf-8"))
    return action


class Runner:
    """As much of GitHub's runner as the steps of the action see."""

    def __init__(self, action: dict[str, Any], folder: Path) -> None:
        self.workspace = folder / "workspace"
        self.temporary = folder / "temporary"
        self._action = action
        self._environment = surroundings(folder)
        self.workspace.mkdir()
        bin_ = self.temporary / "effektkedja" / "bin"
        bin_.mkdir(parents=True)
        (bin_ / "effektkedja").symlink_to(folder / "bin" / "effektkedja")
        self._files = {name: folder / name for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
        for file in self._files.values():
            file.touch()

    @property
    def summary(self) -> str:
        return self._files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")

    @property
    def outputs(self) -> dict[str, str]:
        lines = self._files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)

    def run(self, name: str, /, inputs: dict[str, str], **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a step by its name, with these inputs of the action and the others as they are without."""
        [step] = [step for step in self._action["runs"]["steps"] if step.get("name") == name]
        assert step["shell"] == "bash"
        script = self.temporary / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        values = {key: one["default"] for key, one in self._action["inputs"].items()} | inputs
        given = {key: _evaluated(value, values) for key, value in step["env"].items()}
        files = {key: str(file) for key, file in self._files.items()}
        more = {"RUNNER_TEMP": str(self.temporary), "GITHUB_ACTION_PATH": str(REPOSITORY)}
        return subprocess.run(
            [program("bash"), "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace,
            env=self._environment | files | more | given | environment,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )

    def check(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run the step that checks the plans."""
        return self.run("Check the plans", {name.replace("_", "-"): value for name, value in inputs.items()})


def _evaluated(expression: str, inputs: dict[str, str]) -> str:
    name = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", expression)
    return inputs[name[1]] if name else ""


@pytest.fixture
def runner(action: dict[str, Any], tmp_path: Path) -> Runner:
    return Runner(action, tmp_path)


# --- What it is -----------------------------------------------------------------------------------------------


def test_the_action_follows_the_schema_for_actions() -> None:
    words = [program("check-jsonschema"), "--builtin-schema", "vendor.github-actions", str(ACTION)]
    subprocess.run(words, check=True, capture_output=True)


def test_nothing_that_is_asked_for_becomes_a_part_of_a_script(action: dict[str, Any]) -> None:
    steps = action["runs"]["steps"]
    assert all("${{" not in step.get("run", "") for step in steps)
    asked = {name for step in steps for name in re.findall(r"inputs\.([\w-]+)", json.dumps(step))}
    assert asked == action["inputs"].keys()


def test_other_actions_are_pinned_to_a_major_version(action: dict[str, Any]) -> None:
    used = [step["uses"] for step in action["runs"]["steps"] if "uses" in step]
    assert used
    assert all(re.fullmatch(r"(actions|github)/[\w/-]+@v\d+", one) for one in used)


# --- What it does ---------------------------------------------------------------------------------------------


def test_a_finding_is_an_annotation_and_the_status_is_in_the_summary(runner: Runner) -> None:
    write(runner.workspace, {"plan.yaml": PLAN})
    done = runner.check(lang="sv", review="våren")
    assert done.returncode == 1
    assert re.search(r"^::error .*file=plan\.yaml,.*line=5.*::.*A1 leder ingenstans", done.stdout, re.MULTILINE)
    assert done.stderr == ""
    assert runner.summary == call_in(runner.workspace, "status", "--format=markdown", "--lang=sv", "--review=våren")
    assert runner.outputs == {}


@pytest.mark.parametrize(
    ("inputs", "status"),
    [
        ({}, 0),
        ({"fail_on": "warning"}, 1),
        ({"fail_on": "warning", "ignore": "EK107,EK3,EK5"}, 0),
        ({"fail_on": "warning", "select": "skipped-stage"}, 1),
        ({"fail_on": "warning", "select": "EK2"}, 0),
        ({"review": "våren"}, 0),
        ({"review": "hösten"}, 2),
        ({"fail_on": "never"}, 2),
        ({"paths": "missing.yaml"}, 2),
    ],
)
def test_the_exit_status_is_that_of_validate(inputs: dict[str, str], status: int, runner: Runner) -> None:
    write(runner.workspace, {"plan.yaml": WARNED})
    assert runner.check(**inputs).returncode == status
    assert bool(runner.summary) == (status < 2)


def test_paths_are_told_from_the_root_of_the_repository(runner: Runner) -> None:
    write(runner.workspace, {"planer/kn/plan.yaml": PLAN, "planer/två ord.yaml": PLAN, "annat/plan.yaml": PLAN})
    done = runner.check(working_directory="planer", paths="kn\n\ntvå ord.yaml\n", sarif="true")
    assert done.returncode == 1
    assert set(re.findall(r"file=([^,:]*)", done.stdout)) == {"planer/kn/plan.yaml", "planer/två ord.yaml"}
    found = json.loads(Path(runner.outputs["sarif-file"]).read_text(encoding="utf-8"))["runs"][0]["results"]
    places = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in found}
    assert places == {"planer/kn/plan.yaml", "planer/tv%C3%A5%20ord.yaml"}


def test_without_a_path_the_whole_folder_is_checked(runner: Runner) -> None:
    write(runner.workspace, {"planer/plan.yaml": PLAN, "annat/plan.yaml": PLAN})
    assert set(re.findall(r"file=([^,:]*)", runner.check().stdout)) == {"planer/plan.yaml", "annat/plan.yaml"}
    assert set(re.findall(r"file=([^,:]*)", runner.check(paths="", working_directory="annat").stdout)) == {
        "annat/plan.yaml"
    }


@pytest.mark.parametrize("name", ["paths", "working_directory", "fail_on", "select", "ignore", "review", "lang"])
def test_what_is_asked_for_is_never_carried_out(name: str, runner: Runner) -> None:
    write(runner.workspace, {"plan.yaml": PLAN})
    done = runner.check(**{name: "$(touch evil); `touch evil` \"; touch evil; ' --output=evil"})
    assert done.returncode == 2
    assert done.stderr.startswith("effektkedja: ")
    assert [path.name for path in runner.workspace.iterdir()] == ["plan.yaml"]


def test_the_program_is_installed_where_the_job_does_not_see_it(runner: Runner, tmp_path: Path) -> None:
    """A Python that only tells what it was asked for shows that nothing of the checked repository has a say in it."""
    told = tmp_path / "told"
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$@" >>"{told}"\nmkdir -p "{runner.temporary}/effektkedja/bin"\n')
    python.chmod(0o755)
    (runner.temporary / "effektkedja" / "bin" / "python").symlink_to(python)
    done = runner.run("Install effektkedja", {}, PYTHON=str(python))
    assert (done.returncode, done.stderr) == (0, "")
    assert told.read_text().splitlines() == [
        f"-I -m venv {runner.temporary}/effektkedja",
        f"-I -m pip install --quiet --disable-pip-version-check {REPOSITORY}",
    ]


def call_in(folder: Path, *words: str) -> str:
    """Give what the program prints in a folder, on the day on which the test runs."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}
    words_ = [sys.executable, "-P", "-m", "effektkedja", *words]
    return subprocess.run(words_, cwd=folder, env=environment, check=True, capture_output=True, encoding="utf-8").stdout
