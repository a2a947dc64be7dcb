"""What stands around the program tells the truth: README and the papers and pictures beside it.

After a change of what the program prints, EFFEKTKEDJA_UPDATE=1 python -m pytest tests/test_readme.py writes the
README's outputs and the picture anew; then read what `git diff` shows.
"""

import re
import runpy
import shutil
import textwrap
from configparser import ConfigParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from documents import BLOCK, carry_out
from support import REPOSITORY, call, expect, write

from effektkedja import __version__
from effektkedja.basics.language import LANGUAGES
from effektkedja.chain.build import build_chains
from effektkedja.workspace.workspace import open_workspace

README = REPOSITORY / "README.md"
CONTRIBUTING = REPOSITORY / "CONTRIBUTING.md"
CHANGELOG = REPOSITORY / "CHANGELOG.md"
PUBLICCODE = REPOSITORY / "publiccode.yml"
PICTURES = sorted((REPOSITORY / "docs").glob("*.svg"))
READ = [README, CONTRIBUTING, CHANGELOG, *sorted((REPOSITORY / "docs").glob("*.md"))]
PAPERS = [*READ, PUBLICCODE, *PICTURES, REPOSITORY / ".ci" / "run", *(REPOSITORY / ".github").rglob("*.yml")]

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_SVG = "{http://www.w3.org/2000/svg}"


def name_of(paper: Path) -> str:
    return paper.relative_to(REPOSITORY).as_posix()


def text_of(paper: Path) -> str:
    return paper.read_text(encoding="utf-8")


def section(heading: str) -> str:
    """Give what stands below a heading of the README, up to the next of the same rank."""
    parts = re.split(r"^## ", text_of(README), flags=re.MULTILINE)
    return next(part for part in parts if part.startswith(f"{heading}\n"))


def test_the_quick_start_has_two_commands() -> None:
    validates, tests = (block for _, _, block in BLOCK.findall(section("Quick start")))
    for command in (validates, tests):
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
        assert command.count("\n") == 1
    assert validates.endswith("effektkedja validate --as-of 2019-09-15 examples/enkoping\n")
    assert tests.endswith("python -m pytest\n")


def test_what_the_readme_shows_is_what_happens(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Carry out what the README shows, from top to bottom, and compare what is printed."""
    shutil.copytree(REPOSITORY / "examples", folder / "examples")
    expect(carry_out(README, folder, monkeypatch), README)


def test_the_table_of_commands_is_whole() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .* \| (.*?) ?\|$", section("The commands"), flags=re.MULTILINE)
    listed = call("--help", "--lang", "en").out.partition(" Commands ")[2]
    assert [name for name, _ in rows] == re.findall(r"^\W (\w+) ", listed, flags=re.MULTILINE)
    for name, formats in rows:
        *most, last = re.findall(r"`(\w+)`", formats) or [""]
        assert ("--format" in call(name, "--help", "--lang", "en").out) == bool(last)
        if last:
            needed = ("old.yaml", "new.yaml") if name == "diff" else ()
            refused = call(name, *needed, "--format", "no", "--lang", "en").err
            assert refused.endswith(f" Choose from {', '.join(most)} and {last}.\n")


def test_the_plan_in_the_readme_is_the_example() -> None:
    example = text_of(REPOSITORY / "examples" / "enkoping" / "upplevelsenamnden.yaml").splitlines()
    [(_, _, shown)] = BLOCK.findall(section("What an effect chain is"))
    places = [example.index(line) for line in shown.splitlines()]
    assert places == sorted(places)


@pytest.mark.parametrize("paper", READ, ids=name_of)
def test_what_is_linked_to_is_there(paper: Path) -> None:
    for target in _LINK.findall(text_of(paper)):
        assert "://" in target or (paper.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_a_paper_names_no_machine_and_no_place_but_those_it_may(paper: Path) -> None:
    text = text_of(paper)
    hosts = set(re.findall(r"\w+://([\w.-]+)", text))
    assert hosts <= {"keepachangelog.com", "semver.org", "yml.publiccode.tools", "effektkedja.example", "www.w3.org"}
    assert set(re.findall(r"(?<![\w.:/}\"])/[a-z]+/[\w/.-]+", text)) <= {"/usr/bin/env", "/dev/null"}
    assert not re.search(r"\bTODO\b|\bFIXME\b", text)


def test_the_changelog_knows_this_version() -> None:
    versions = re.findall(r"^## \[(.*?)\]", text_of(CHANGELOG), flags=re.MULTILINE)
    assert versions[0] == "Unreleased"
    assert __version__ in versions


def test_contributing_shows_the_house_as_it_is_built() -> None:
    linter = ConfigParser()
    linter.read(REPOSITORY / ".importlinter", encoding="utf-8")
    layers = linter["importlinter:contract:layers"]["layers"].split()
    shown = re.findall(r"^\| `(\w+)` \|", text_of(CONTRIBUTING), flags=re.MULTILINE)
    assert shown == layers


def test_the_rule_in_contributing_finds_what_it_says(folder: Path) -> None:
    [code] = [textwrap.dedent(block) for kind, _, block in BLOCK.findall(text_of(CONTRIBUTING)) if kind == "python"]
    rule: dict[str, Any] = {}
    exec(compile(code, CONTRIBUTING.name, "exec"), rule)
    call("init", "--quiet", "--lang", "en", "plan.yaml")
    write(folder, {"plan.yaml": text_of(folder / "plan.yaml").replace("    owner: Head of leisure services\n", "")})
    [chain] = build_chains(open_workspace(["plan.yaml"], lambda _: b""))
    assert [(finding.code, finding.id, finding.key) for finding in rule["check"](chain)] == [("EK299", "D2", "owner")]


def test_publiccode_has_what_the_standard_requires() -> None:
    from ruamel.yaml import YAML

    about = YAML(typ="safe").load(text_of(PUBLICCODE))
    required = {"name", "url", "platforms", "developmentStatus", "softwareType", "description", "legal", "maintenance"}
    assert about.keys() >= required | {"publiccodeYmlVersion", "localisation", "categories"}
    assert about["publiccodeYmlVersion"] == "0.4"
    assert about["softwareVersion"] == __version__
    assert about["legal"]["license"] == "EUPL-1.2"
    assert set(about["localisation"]["availableLanguages"]) == set(LANGUAGES)
    assert set(about["description"]) == set(LANGUAGES)
    for text in about["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]


@pytest.mark.parametrize("picture", PICTURES, ids=name_of)
def test_a_picture_can_be_read_aloud_and_fetches_nothing(picture: Path) -> None:
    text = text_of(picture)
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    said = {part.get("id"): part.text for part in root if part.tag in {f"{_SVG}title", f"{_SVG}desc"}}
    assert list(said) == str(root.get("aria-labelledby")).split()
    assert all(said.values())
    assert set(re.findall(r"\w+://[^\s\"]*", text)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"@import|@font-face|<script|<image|href", text)


def test_the_chain_in_the_picture_is_a_thread_of_the_example() -> None:
    root = ElementTree.parse(REPOSITORY / "docs" / "effect-chain.svg").getroot()
    titles = [str(text.text) for text in root.iter(f"{_SVG}text") if text.get("class") == "example"]
    assert len(titles) == 6
    trace = call("trace", "A-utegym", REPOSITORY / "examples" / "enkoping", "--lang", "sv").out
    thread = [line for line in trace.splitlines() if any(f" {title}  " in line for title in titles)]
    assert [title for title in titles if title in trace] == titles
    assert len(thread) >= len(titles)


def test_the_picture_of_a_terminal_is_what_the_program_prints() -> None:
    drawn: str = runpy.run_path(str(REPOSITORY / "docs" / "pictures.py"))["picture"]()
    expect(drawn, REPOSITORY / "docs" / "validate.svg")
