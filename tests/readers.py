"""Readers of what `effektkedja validate` writes, which share nothing with what writes it.

SARIF is read by sarif-tools, JUnit by junitparser, and workflow commands as the runner of GitHub Actions reads them.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from junitparser import Failure, JUnitXml, TestCase, TestSuite
from sarif.loader import load_sarif_file


class Place(NamedTuple):
    """A finding as every format tells it."""

    code: str
    file: str
    line: int
    column: int


_LINE = re.compile(r"^(\S.*?):(\d+):(\d+): \w+\[(EK\d{3})\] ", re.MULTILINE)
_HEAD = re.compile(r"^\w+\[(EK\d{3})\]: .*\n  --> (.*):(\d+):(\d+)$", re.MULTILINE)


def read_text(text: str) -> list[Place]:
    return [Place(code, file, int(line), int(column)) for code, file, line, column in _HEAD.findall(text)]


def read_concise(text: str) -> list[Place]:
    return [Place(code, file, int(line), int(column)) for file, line, column, code in _LINE.findall(text)]


def read_json(text: str) -> list[Place]:
    return [Place(one["code"], one["file"], one["line"], one["column"]) for one in json.loads(text)["diagnostics"]]


# --- SARIF ----------------------------------------------------------------------------------------------------


class Sarif:
    """A SARIF document, as sarif-tools reads it."""

    def __init__(self, text: str, folder: Path) -> None:
        """Write the document into the folder, from where sarif-tools takes it."""
        path = folder / "findings.sarif"
        path.write_text(text, encoding="utf-8")
        file = load_sarif_file(str(path))
        path.unlink()
        [self.run] = json.loads(text)["runs"]
        self.tools: list[str] = file.get_distinct_tool_names()
        self.results: list[dict[str, Any]] = file.get_results()
        self.records: list[dict[str, Any]] = file.get_records()
        self.file = file

    @property
    def shown(self) -> list[dict[str, Any]]:
        return [result for result in self.results if "suppressions" not in result]

    @property
    def suppressed(self) -> list[dict[str, Any]]:
        return [result for result in self.results if "suppressions" in result]


def sarif_place(result: dict[str, Any]) -> Place:
    [location] = result["locations"]
    physical = location["physicalLocation"]
    region = physical["region"]
    file = unquote(physical["artifactLocation"]["uri"])
    return Place(result["ruleId"], file, region["startLine"], region["startColumn"])


# --- Workflow commands of GitHub Actions ----------------------------------------------------------------------


class Command(NamedTuple):
    """A workflow command."""

    name: str
    properties: dict[str, str]
    message: str


def read_commands(text: str) -> list[Command]:
    """Read commands as the runner does: a line each, properties between commas, then escapes taken back."""
    return [_command(line) for line in text.split("\n") if line]


def _command(line: str) -> Command:
    assert line.startswith("::")
    head, separator, message = line[2:].partition("::")
    assert separator
    name, _, written = head.partition(" ")
    pairs = [pair.split("=", 1) for pair in written.split(",")]
    properties = {key: unescaped(value, "%0D", "%0A", "%3A", "%2C") for key, value in pairs}
    assert len(properties) == len(pairs)
    return Command(name, properties, unescaped(message, "%0D", "%0A"))


def unescaped(text: str, *escapes: str) -> str:
    for escape in escapes:
        text = text.replace(escape, chr(int(escape[1:], 16)))
    return text.replace("%25", "%")


def read_github(text: str) -> list[Place]:
    return [
        Place(command.properties["title"], command.properties["file"], int(command.properties["line"]), column)
        for command in read_commands(text)
        for column in [int(command.properties.get("col", 0))]
    ]


# --- JUnit ----------------------------------------------------------------------------------------------------


def read_suites(text: str) -> list[TestSuite]:
    document = JUnitXml.fromstring(text.encode())
    assert isinstance(document, JUnitXml)
    return list(document)


def read_cases(text: str) -> Iterator[TestCase]:
    for suite in read_suites(text):
        yield from suite


def told_in(case: TestCase) -> str:
    """Give what a case says: where it failed, and what it lets pass."""
    failures = [result.text for result in case.result if isinstance(result, Failure)]
    return "\n".join(filter(None, [*failures, case.system_out]))


def read_junit(text: str) -> list[Place]:
    places = []
    for case in read_cases(text):
        told = read_concise(told_in(case))
        assert all(case.name is not None and case.name.startswith(place.code) for place in told)
        assert all(place.file == case.classname for place in told)
        places += told
    return places


READERS: dict[str, Callable[[str], list[Place]]] = {
    "text": read_text,
    "concise": read_concise,
    "json": read_json,
    "github": read_github,
    "junit": read_junit,
}
