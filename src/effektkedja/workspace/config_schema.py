r"""The JSON Schema of the configuration, so that an editor can complete, explain and check while one writes.

It takes what the program takes, but for words that mean rules in other letters than those of `effektkedja rules`. It
refuses what the program refuses, but for:

- a rating's limit for partly that is higher than the one for met;
- a pattern of paths that breaks off (`plan[`, `plan\`);
- whatever makes the file a bad one: too large, not UTF-8, a character that it may not hold.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from effektkedja.basics.language import Language
from effektkedja.workspace.config_file import SETTINGS
from effektkedja.workspace.settings import Names, Schema

DIALECT = "http://json-schema.org/draft-04/schema#"
"""The one that taplo understands as a whole, and with it the usual extension of editors for TOML."""


class NamedRule(NamedTuple):
    """What people know a rule by."""

    name: str
    sentence: str


def configuration_schema(language: Language, rules: Mapping[str, NamedRule]) -> Schema:
    """Give the JSON Schema of the configuration, explained in that language. `rules`: those there are, by code."""
    words = _Words(language, _rule_words(language, rules))
    return {
        "$schema": DIALECT,
        **words.said_of(()),
        **SETTINGS.schema((), words),
        "definitions": {"rule": words.definition()},
    }


@dataclass(frozen=True)
class _Words:
    language: Language
    rules: Mapping[str, str]

    def said_of(self, names: Names) -> Schema:
        """Give what a setting is called and does; one below a free key is as one above it, unless it has its own."""
        told = _texts()["settings"]
        said = told.get(".".join(names)) or told[".".join(name for name in names if name != "*")]
        title, description = said[self.language]
        return {"title": title, "description": description}

    def definition(self) -> Schema:
        """Give every word that means a rule or several; with x-taplo editors tell what each of them means."""
        words = {"enum": list(self.rules), "x-taplo": {"docs": {"enumValues": list(self.rules.values())}}}
        return {"anyOf": [words]}  # else a wrong word is answered with the whole list


def _rule_words(language: Language, rules: Mapping[str, NamedRule]) -> dict[str, str]:
    """Give every word that means a rule or several, and what it means: codes, names, beginnings of codes."""
    texts = _texts()["rules"]
    beginnings = sorted({code[:length] for code in rules for length in range(1, len(code))})
    return {
        **{code: f"{rule.name}: {rule.sentence}" for code, rule in rules.items()},
        **{rule.name: f"{code}: {rule.sentence}" for code, rule in rules.items()},
        **{
            beginning: texts["beginning"][language].format(beginning=beginning)
            if beginning.startswith("EK") and len(beginning) > len("EK")
            else texts["all"][language]
            for beginning in beginnings
        },
    }


@cache
def _texts() -> dict[str, Any]:
    source = resources.files("effektkedja.workspace") / "settings.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
