"""The JSON Schema of the configuration, and its page: they say of every setting what the program does."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from support import REPOSITORY, call, write

import effektkedja.workspace
from effektkedja.basics.language import LANGUAGES, Language
from effektkedja.rules.registry import RULES, codes_of, page
from effektkedja.workspace.config_file import SETTINGS, load_configuration
from effektkedja.workspace.settings import Table

PAGE = REPOSITORY / "docs" / "configuration.md"

GOOD = (
    "",
    'language = "fi"',
    "select = []",
    'select = ["EK", "E", "EK3", "EK30", "EK301", "circle", "goal-without-indicator"]',
    'ignore = ["EK001"]',
    'exclude = ["arkiv/", "!arkiv/a.yaml", "*", " x", "/a b/**/c[0-9].yaml", "\\\\#x", ".."]',
    'severity = {EK301 = "error", EK3 = "info", circle = "warning"}',
    '[per-file-ignores]\n"utkast-*.yaml" = ["EK3"]\nplan = []',
    "limits = {file-size = 1, risk-scale = 5, risk-value = 25}",
    'rating = {policy = "worst", met = 100, partly = 1}',
    'labels = {met = "Ja", partly = " x ", not_met = "Nej", not_assessed = "?"}',
    '[labels.upn]\nmet = "Ja"\n[labels."åäö"]',
)
BAD = (
    "x = 1",
    'language = "SV"',
    'language = ""',
    "language = ['sv']",
    "select = 'EK3'",
    'select = ["EK9"]',
    'select = ["goal"]',
    'select = [""]',
    "select = [3]",
    "ignore = {}",
    'exclude = [""]',
    'exclude = [" "]',
    'exclude = ["#x"]',
    'exclude = ["!"]',
    'exclude = ["/"]',
    'exclude = ["./x"]',
    'exclude = ["!../x"]',
    "exclude = [1]",
    'severity = {EK9 = "error"}',
    'severity = {EK301 = "fel"}',
    "severity = []",
    '[per-file-ignores]\n"!a" = ["EK3"]',
    '[per-file-ignores]\n"" = ["EK3"]',
    '[per-file-ignores]\na = "EK3"',
    '[per-file-ignores]\na.yaml = ["EK3"]',
    "limits = {file-size = 0}",
    "limits = {file-size = 1025}",
    "limits = {risk-scale = 3}",
    "limits = {risk-scale = 4.0}",
    "limits = {risk-value = true}",
    "limits = {x = 1}",
    "limits = 1",
    'rating = {policy = "bandz"}',
    "rating = {met = 0}",
    "rating = {partly = 101}",
    'labels = {met = ""}',
    "labels = {met = 1}",
    'labels = {upn = "x"}',
    '[labels.upn]\nx = "y"',
    "[labels.upn]\nmet = []",
)


def committed(language: Language) -> Path:
    return REPOSITORY / "schemas" / f"configuration.{language}.schema.json"


@cache
def schema(language: Language) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(call("schema", "configuration", "--lang", language).out)
    return read


@cache
def checker(language: Language) -> Draft4Validator:
    return Draft4Validator(schema(language))


def findings(settings: str, folder: Path) -> list[str]:
    """Give the codes of what the program finds."""
    write(folder, {"effektkedja.toml": settings})
    return [finding.code for finding in load_configuration(folder / "effektkedja.toml", codes_of).findings]


# ---- The schema ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_committed_file_is_what_the_program_makes(language: Language) -> None:
    made = call("schema", "configuration", "--lang", language).out
    name = f"schemas/configuration.{language}.schema.json"
    hint = f"effektkedja schema configuration --lang {language} -o {name}"
    assert committed(language).read_bytes() == made.encode(), hint
    Draft4Validator.check_schema(schema(language))


def test_there_is_no_schema_of_anything_else() -> None:
    answer = call("schema", "report", "--lang", "en")
    assert (answer.status, answer.out) == (2, "")
    assert "plan and configuration" in answer.err
    assert call("schema", "plan", "--lang", "en").out == call("schema", "--lang", "en").out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("settings", GOOD)
def test_it_takes_what_the_program_takes(settings: str, language: Language, folder: Path) -> None:
    assert findings(settings, folder) == []
    checker(language).validate(tomllib.loads(settings))


@pytest.mark.parametrize("settings", BAD)
def test_it_refuses_what_the_program_refuses(settings: str, folder: Path) -> None:
    assert findings(settings, folder)
    assert not checker("sv").is_valid(tomllib.loads(settings))


@pytest.mark.parametrize(
    ("settings", "takes"),
    [
        ('select = ["ek301"]', True),
        ('select = ["Circle"]', True),
        ("rating = {met = 10}", False),
        ('exclude = ["plan["]', False),
        ("exclude = ['plan\\']", False),
    ],
)
def test_what_it_cannot_know(settings: str, takes: bool, folder: Path) -> None:
    """The module names these; there the program `takes` what the schema does not, or the other way about."""
    assert (findings(settings, folder) == []) == takes
    assert checker("sv").is_valid(tomllib.loads(settings)) != takes


def test_another_tool_understands_it(folder: Path) -> None:
    """check-jsonschema reads TOML and the schema by itself."""
    write(folder, {"good.toml": GOOD[3], "bad.toml": BAD[0]})
    for name, status in ("good.toml", 0), ("bad.toml", 1):
        command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(committed("sv")), name]
        process = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        assert process.returncode == status, process.stdout + process.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_for_rules_is_explained(language: Language) -> None:
    [words] = schema(language)["definitions"]["rule"]["anyOf"]
    said = dict(zip(words["enum"], words["x-taplo"]["docs"]["enumValues"], strict=True))
    for rule in RULES:
        sentence = page(rule.code, language).split("\n")[2]
        assert said[rule.code] == f"{rule.name}: {sentence}"
        assert said[rule.name] == f"{rule.code}: {sentence}"
    beginnings = said.keys() - {rule.code for rule in RULES} - {rule.name for rule in RULES}
    assert beginnings >= {"EK", "EK3", "EK30"}
    assert all(codes_of(word) for word in beginnings)
    assert list(schema(language)["properties"]["severity"]["properties"]) == list(said)


# ---- What it says of the settings ----


def settings_of(table: Table, above: tuple[str, ...] = ()) -> Iterator[str]:
    """Give every setting by its keys with dots between."""
    for key, setting in table.settings.items():
        yield ".".join((*above, key))
        if isinstance(setting, Table):
            yield from settings_of(setting, (*above, key))


def described(part: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, str, str]]:
    for key, inner in part.get("properties", {}).items():
        if "title" in inner:
            yield ".".join((*above, key)), inner["title"], inner["description"]
            yield from described(inner, (*above, key))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_is_explained(language: Language) -> None:
    said = {name: (title, description) for name, title, description in described(schema(language))}
    assert list(said) == list(settings_of(SETTINGS))
    for title, description in said.values():
        assert re.fullmatch(r"\S.*[^.\s]", title)
        assert re.fullmatch(r"\S.*\.", description)
        assert "  " not in description


def test_the_explanations_are_in_three_languages_and_none_is_left_over() -> None:
    file = resources.files(effektkedja.workspace) / "settings.toml"
    texts = tomllib.loads(file.read_text(encoding="utf-8"))["settings"]
    assert set(texts) == {"", "labels.*", *settings_of(SETTINGS)}
    for entry in texts.values():
        assert list(entry) == ["sv", "en", "fi"]
        assert len({description for _, description in entry.values()}) == len(LANGUAGES)


def test_what_is_usual_is_told() -> None:
    properties = schema("en")["properties"]
    usual = {
        name: one["default"] for part in ("limits", "rating") for name, one in properties[part]["properties"].items()
    }
    assert usual == {
        "file-size": 32, "risk-scale": 4, "risk-value": 9, "policy": "all", "met": 75, "partly": 60,
    }  # fmt: skip


# ---- The page ----


def blocks() -> list[str]:
    return re.findall(r"^```toml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", blocks())
def test_an_example_of_the_page_has_nothing_wrong(block: str, folder: Path) -> None:
    assert findings(block, folder) == []
    checker("en").validate(tomllib.loads(block))


def test_the_page_shows_every_setting() -> None:
    shown: set[str] = set()
    for block in blocks():
        for key, value in tomllib.loads(block).items():
            shown |= {key, *(f"{key}.{inner}" for inner in value if isinstance(value, dict))}
    assert shown >= set(settings_of(SETTINGS))


def test_the_limits_of_the_page_are_the_usual_ones() -> None:
    limits = next(read["limits"] for block in blocks() if "limits" in (read := tomllib.loads(block)))
    properties = schema("en")["properties"]["limits"]["properties"]
    assert limits == {name: one["default"] for name, one in properties.items()}


def test_the_page_tells_of_every_policy() -> None:
    told = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert told == schema("en")["properties"]["rating"]["properties"]["policy"]["enum"]


def test_the_command_of_the_page_writes_the_schema(folder: Path) -> None:
    [command] = re.findall(r"^effektkedja (.*)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert call(*command.split()).status == 0
    assert (folder / "configuration.schema.json").read_bytes() == committed("sv").read_bytes()
    assert "#:schema ./configuration.schema.json\n" in blocks()
