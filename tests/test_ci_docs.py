"""docs/ci.md: what it tells people to copy is valid, and does what it says."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from junitparser import JUnitXml
from programs import program, surroundings
from support import REPOSITORY, call, write

PAGE = (REPOSITORY / "docs" / "ci.md").read_text(encoding="utf-8")

PLAN = """\
effektkedja: 1
organisation: {id: kn, namn: Kulturnämnden, typ: nämnd}
mål:
  - {id: M1, titel: Fler läser, nivå: nämnd}  # effektkedja: ignore[EK301] mäts från nästa år
aktiviteter:
  - {id: A1, titel: Läs högt på torget, ansvarig: Bibliotekschefen}
"""


def section(heading: str) -> str:
    """Give what stands below a heading of the page."""
    return next(part for part in re.split(r"^## ", PAGE, flags=re.MULTILINE) if part.startswith(f"{heading}\n"))


def block(heading: str, kind: str = "yaml") -> str:
    """Give the one block of a kind below a heading."""
    [text] = re.findall(rf"^```{kind}\n(.*?)^```$", section(heading), flags=re.MULTILINE | re.DOTALL)
    return str(text)


def loaded(text: str) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe").load(text)


def read(file: str) -> Any:
    return loaded((REPOSITORY / file).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("heading", "schema"),
    [("GitHub", "vendor.github-workflows"), ("GitLab", "vendor.gitlab-ci")],
)
def test_a_job_is_what_its_schema_asks_for(heading: str, schema: str, tmp_path: Path) -> None:
    write(tmp_path, {"job.yml": block(heading)})
    words = [program("check-jsonschema"), "--builtin-schema", schema, str(tmp_path / "job.yml")]
    subprocess.run(words, check=True, capture_output=True)


def test_pre_commit_accepts_the_configuration_and_has_the_hooks(tmp_path: Path) -> None:
    write(tmp_path, {"config.yaml": block("pre-commit")})
    words = [program("pre-commit"), "validate-config", str(tmp_path / "config.yaml")]
    subprocess.run(words, check=True, capture_output=True)
    [used] = loaded(block("pre-commit"))["repos"]
    hooks = {hook["id"]: hook for hook in read(".pre-commit-hooks.yaml")}
    assert [hook["id"] for hook in used["hooks"]] == list(hooks)
    assert all(f"`{id_}` looks at" in section("pre-commit") for id_ in hooks)


def test_what_the_hooks_are_told_is_understood(folder: Path) -> None:
    write(folder, {"planer/plan.yaml": PLAN})
    [used] = loaded(block("pre-commit"))["repos"]
    for hook in used["hooks"]:
        assert call("validate", *hook["args"]).status == 1


def test_the_workflow_gives_the_action_what_it_takes() -> None:
    action = read("action.yml")
    steps = loaded(block("GitHub"))["jobs"]["effektkedja"]["steps"]
    assert steps[-1]["with"].keys() <= action["inputs"].keys()
    rows = re.findall(r"^\| `([\w-]+)` \| (?:`(.*)`)? ?\| (.*) \|$", section("GitHub"), flags=re.MULTILINE)
    assert rows == [(name, one["default"], one["description"]) for name, one in action["inputs"].items()]


@pytest.mark.skipif(sys.platform == "win32", reason="what stands for the program here is a shell script")
def test_the_job_of_gitlab_fails_and_makes_its_reports(tmp_path: Path) -> None:
    job = loaded(block("GitLab"))["effektkedja"]
    project = tmp_path / "project"
    environment = surroundings(tmp_path)

    def run(part: str) -> subprocess.CompletedProcess[str]:
        words = [program("bash"), "-e", "-o", "pipefail", "-c", "\n".join(job[part])]
        return subprocess.run(words, cwd=project, env=environment, capture_output=True, check=False, encoding="utf-8")

    def quality() -> list[dict[str, Any]]:
        assert run("after_script").returncode == 0
        report = project / job["artifacts"]["reports"]["codequality"]
        found: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))
        return found

    write(project, {"code_quality.py": block("GitLab", "python"), "planer/nämnden.yaml": PLAN})
    done = run("script")
    assert done.returncode == 1
    assert "EK201" in done.stdout

    before = quality()
    assert [one["check_name"] for one in before] == ["EK209", "EK201"]
    assert {one["location"]["path"] for one in before} == {"planer/nämnden.yaml"}
    assert [one["severity"] for one in before] == ["minor", "major"]
    assert "A1 leder ingenstans. Skriv" in before[1]["description"]

    junit = JUnitXml.fromfile(str(project / job["artifacts"]["reports"]["junit"]))
    assert (junit.failures, junit.errors) == (1, 0)

    write(project, {"planer/nämnden.yaml": f"# En rad till\n{PLAN}"})
    after = quality()
    assert [one["fingerprint"] for one in after] == [one["fingerprint"] for one in before]
    assert [one["location"]["lines"]["begin"] for one in after] == [5, 7]
    assert len({one["fingerprint"] for one in after}) == 2
