"""The file of the configuration, `effektkedja.toml`: how it is read, and what is wrong with it."""

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from effektkedja.basics.diagnostic import Argument, Finding, Severity, arguments
from effektkedja.basics.fingerprint import fingerprint_of
from effektkedja.basics.language import LANGUAGES
from effektkedja.basics.span import START, Span
from effektkedja.plan.limits import USUAL_LIMITS, Limits
from effektkedja.reading.faults import Fault
from effektkedja.reading.toml import Path, Toml, read_toml
from effektkedja.workspace.config import UNCONFIGURED, USUAL_POLICY, Configuration, Policy, RatingPolicy
from effektkedja.workspace.discover import shown_name
from effektkedja.workspace.settings import Choice, Files, ListOf, Rules, Table, TableOf, Text, Whole

LARGEST_CONFIGURATION = 64 * 1024
"""Bytes of a configuration."""
RATINGS = ("met", "partly", "not_met", "not_assessed")

_LABELS = {rating: Text() for rating in RATINGS}
_MEBIBYTE = 1024 * 1024

SETTINGS = Table(
    {
        "language": Choice(LANGUAGES),
        "select": ListOf(Rules()),
        "ignore": ListOf(Rules()),
        "baseline": Text(),
        "exclude": ListOf(Files(may_exclude=True)),
        "severity": TableOf(Choice(tuple(Severity)), keys=Rules()),
        "per-file-ignores": TableOf(ListOf(Rules()), keys=Files(may_exclude=False)),
        "limits": Table(
            {
                "file-size": Whole(1, 1024, USUAL_LIMITS.file_size // _MEBIBYTE),
                "risk-scale": Whole(4, 5, USUAL_LIMITS.risk_scale),
                "risk-value": Whole(1, 25, USUAL_LIMITS.risk_value),
            }
        ),
        "rating": Table(
            {
                "policy": Choice(tuple(Policy), USUAL_POLICY.policy),
                "met": Whole(1, 100, USUAL_POLICY.met),
                "partly": Whole(1, 100, USUAL_POLICY.partly),
            }
        ),
        "labels": Table(_LABELS, others=Table(_LABELS)),
    }
)
"""All that may stand in the file."""


@dataclass(frozen=True, slots=True)
class LoadedConfiguration:
    """A configuration as read, and what was found in its file."""

    name: str
    """As shown to people."""
    configuration: Configuration
    findings: tuple[Finding, ...]
    """Where there are any, the configuration is not to be used."""
    lines: Sequence[str]


def load_configuration(path: FilePath, codes_of: Callable[[str], frozenset[str]]) -> LoadedConfiguration:
    """Read a configuration.

    `codes_of` gives the codes of a word that names rules, none where it names none. Raises FileNotFoundError where
    there is no such file.
    """
    name = shown_name(path)
    data = _bytes_of(path)
    document = Toml([], fault=data) if isinstance(data, Fault) else read_toml(data)
    if document.fault is not None:
        return LoadedConfiguration(name, UNCONFIGURED, (document.fault.as_finding(name),), document.lines)
    reader = _Reader(name, document, codes_of)
    settings = SETTINGS.read(dict(document.values), (), reader)
    configuration = _configuration(settings, FilePath(os.path.realpath(path.parent), path.name), reader)
    configuration = replace(configuration, fingerprint="" if isinstance(data, Fault) else fingerprint_of(data))
    findings = tuple(sorted(reader.findings, key=Finding.sort_key))
    return LoadedConfiguration(name, configuration, findings, document.lines)


def _bytes_of(path: FilePath) -> bytes | Fault:
    """Give the bytes of the file, or what keeps it from being read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Fault("EK001", "not-file")
        with path.open("rb") as file:
            data = file.read(LARGEST_CONFIGURATION + 1)
    except FileNotFoundError:
        raise
    except PermissionError:
        return Fault("EK001", "permission")
    except (OSError, ValueError):
        return Fault("EK001", "unreadable")
    if len(data) > LARGEST_CONFIGURATION:
        return Fault("EK004", "setting-too-large", args=arguments(kibibytes=LARGEST_CONFIGURATION // 1024))
    return data


class _Reader:
    """Gathers what is wrong with one file."""

    def __init__(self, name: str, document: Toml, codes_of: Callable[[str], frozenset[str]]) -> None:
        self.codes_of = codes_of
        self.findings: list[Finding] = []
        self._name = name
        self._document = document
        self._of_keys = False

    def of_keys(self) -> "_Reader":
        """Give a reader that tells of keys what is wrong with them."""
        reader = copy(self)
        reader._of_keys = True  # noqa: SLF001 (of the same class)
        return reader

    def wrong_value(self, path: Path, value: Any, variant: str, **args: Argument) -> None:
        """Tell that the value there is not what it should be."""
        span = (self._document.keys if self._of_keys else self._document.places).get(path, START)
        found = value if isinstance(value, str) else self._written(span)
        allowed = args.get("allowed", ())
        if variant not in {"setting-list", "setting-table"}:
            if isinstance(value, (list, dict)):
                variant = "setting-no-list" if isinstance(value, list) else "setting-no-table"
            elif not found.strip():
                variant = "empty"
            elif variant == "choice" and isinstance(allowed, tuple) and (near := _nearest(found, allowed)):
                variant, args["near"] = "choice-near", near
        self._tell("EK006", path[:-1] if self._of_keys else path, span, variant, {"found": found, **args})

    def unknown_key(self, path: Path, known: Sequence[str]) -> None:
        """Tell that the key there is none of those known."""
        key = str(path[-1])
        near, section = _nearest(key, known), _HOMES.get(key)
        variant = "near" if near else ""
        if section is not None and not near:
            variant = "setting-section" if section else "setting-top"
        span = self._document.keys.get(path, START)
        self._tell("EK005", path, span, variant, {"known": tuple(known), "near": near, "section": section or ""})

    def _written(self, span: Span) -> str:
        """Give what the file has there, as far as it stands on one line."""
        if span.line != span.end_line:
            return ""
        return self._document.lines[span.line - 1][span.column - 1 : span.end_column - 1]

    def _tell(self, code: str, path: Path, span: Span, variant: str, args: dict[str, Argument]) -> None:
        key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
        self.findings.append(Finding(code, self._name, span, variant, arguments(key=key, **args), key=key))


_HOMES = dict.fromkeys(SETTINGS.settings, "") | {
    key: section
    for section, table in SETTINGS.settings.items()
    if isinstance(table, Table) and table.others is None
    for key in table.settings
}
"""In which section each setting stands; empty for those at the top."""


def _nearest(word: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    return "".join(get_close_matches(word[:64].lower().replace("_", "-"), known, n=1, cutoff=0.6))


def _configuration(settings: dict[str, Any], path: FilePath, reader: _Reader) -> Configuration:
    """Put together what was read; SETTINGS has seen to it that each value is of its type."""
    ignores, baseline = settings.get("per-file-ignores", {}), settings.get("baseline")
    return Configuration(
        path,
        settings.get("language"),
        frozenset().union(*settings.get("select", ())),
        frozenset().union(*settings.get("ignore", ())),
        None if baseline is None else path.parent / baseline,
        tuple(settings.get("exclude", ())),
        _severities(settings.get("severity", {}), reader),
        {pattern: frozenset().union(*codes) for pattern, codes in ignores.items()},
        _limits(settings.get("limits", {})),
        _rating(settings.get("rating", {}), reader),
        _labels(settings.get("labels", {})),
    )


def _severities(by_word: Mapping[str, str], reader: _Reader) -> dict[str, Severity]:
    """Give the severity of each code that a word means; the word that means fewer rules goes before."""
    found: dict[str, Severity] = {}
    for word in sorted(by_word, key=lambda word: -len(reader.codes_of(word))):
        found |= dict.fromkeys(reader.codes_of(word), Severity(by_word[word]))
    return found


def _limits(limits: Mapping[str, int]) -> Limits:
    usual = USUAL_LIMITS
    return Limits(
        limits.get("file-size", usual.file_size // _MEBIBYTE) * _MEBIBYTE,
        limits.get("risk-scale", usual.risk_scale),
        limits.get("risk-value", usual.risk_value),
    )


def _rating(rating: Mapping[str, Any], reader: _Reader) -> RatingPolicy:
    usual = USUAL_POLICY
    policy = RatingPolicy(
        Policy(rating.get("policy", usual.policy)), rating.get("met", usual.met), rating.get("partly", usual.partly)
    )
    if policy.partly > policy.met:
        path = ("rating", "partly" if "partly" in rating else "met")
        reader.wrong_value(path, None, "setting-bands", met=policy.met, partly=policy.partly)
    return policy


def _labels(labels: Mapping[str, Any]) -> dict[str | None, Mapping[str, str]]:
    """Give the labels by organisation, whose ids are compared as those of plans are; None for all others."""
    from effektkedja.plan.values import parse_reference

    own = {key: value for key, value in labels.items() if isinstance(value, dict)}
    of_all = {key: value for key, value in labels.items() if key not in own}
    return {None: of_all, **{parse_reference(key): value for key, value in own.items()}}
