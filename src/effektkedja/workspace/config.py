"""The configuration of a run: `effektkedja.toml`, where it is found and what it says."""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from effektkedja.basics.diagnostic import Argument, Finding, Severity, arguments
from effektkedja.basics.language import LANGUAGES, Language
from effektkedja.basics.span import START, Span
from effektkedja.plan.limits import USUAL_LIMITS, Limits
from effektkedja.reading.toml import Path, Toml, read_toml
from effektkedja.workspace.discover import shown_name
from effektkedja.workspace.imports import CONFIGURATION, marked_folder
from effektkedja.workspace.settings import Choice, ListOf, Rules, Table, TableOf, Text, Whole

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

LARGEST_CONFIGURATION = 1024 * 1024
"""Bytes of a configuration."""
RATINGS = ("met", "partly", "not_met", "not_assessed")

_LABELS = {rating: Text() for rating in RATINGS}


class Policy(StrEnum):
    """How a rating of a goal is proposed from what is known of it."""

    ALL = "all"
    BANDS = "bands"
    WORST = "worst"
    MANUAL = "manual"


SETTINGS = Table(
    {
        "language": Choice(LANGUAGES),
        "select": ListOf(Rules()),
        "ignore": ListOf(Rules()),
        "exclude": ListOf(Text()),
        "severity": TableOf(Choice(tuple(Severity)), by_rule=True),
        "per-file-ignores": TableOf(ListOf(Rules())),
        "limits": Table({"file-size": Whole(1, 1024), "risk-scale": Whole(4, 5), "risk-value": Whole(1, 25)}),
        "rating": Table({"policy": Choice(tuple(Policy)), "met": Whole(1, 100), "partly": Whole(1, 100)}),
        "labels": Table(_LABELS, others=Table(_LABELS)),
    }
)
"""All that may stand in the file."""


@dataclass(frozen=True, slots=True)
class RatingPolicy:
    """How ratings are proposed."""

    policy: Policy = Policy.ALL
    met: int = 75
    """Per cent of what is known that must hold for a goal to be met, where the policy is bands.

    This and the next are the bands of Enköping's effect goals of 2019.
    """
    partly: int = 60
    """Per cent for a goal to be partly met."""


USUAL_POLICY = RatingPolicy()


@dataclass(frozen=True)
class Configuration:
    """What holds for a run. Without a file everything is as here."""

    folder: FilePath | None = None
    """The folder to which the patterns of paths are relative."""
    language: Language | None = None
    select: frozenset[str] = frozenset()
    """Codes; none means all."""
    ignore: frozenset[str] = frozenset()
    exclude: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """By code."""
    per_file_ignores: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Codes by pattern of paths."""
    limits: Limits = USUAL_LIMITS
    rating: RatingPolicy = USUAL_POLICY
    labels: Mapping[str | None, Mapping[str, str]] = field(default_factory=dict)
    """What ratings are called: by organisation, None for all others, then by rating."""

    def leaves_out(self, path: FilePath) -> bool:
        """Tell whether a file found in a folder is passed over."""
        return bool(self.exclude) and self._matches(self.exclude, path)

    def ignored_in(self, path: FilePath | None) -> frozenset[str]:
        """Give the codes of the rules that do not hold for a file; standard input has no path."""
        if path is None:
            return frozenset()
        fitting = (codes for pattern, codes in self.per_file_ignores.items() if self._matches((pattern,), path))
        return frozenset().union(*fitting)

    def label(self, rating: str, organisation: str | None) -> str | None:
        """Give what an organisation calls a rating; None where it has no word of its own."""
        return self.labels.get(organisation, {}).get(rating) or self.labels.get(None, {}).get(rating)

    def _matches(self, patterns: tuple[str, ...], path: FilePath) -> bool:
        """Tell whether a path matches patterns, which are as in a .gitignore beside the configuration."""
        try:
            relative = FilePath(os.path.relpath(os.path.realpath(path), self.folder)).as_posix()
        except ValueError:  # on another drive
            return False
        return not relative.startswith("../") and self._spec(patterns).match_file(relative)

    @cached_property
    def _spec(self) -> "Callable[[tuple[str, ...]], GitIgnoreSpec]":
        from pathspec import GitIgnoreSpec

        return cache(GitIgnoreSpec.from_lines)


UNCONFIGURED = Configuration()
"""What holds where there is no file."""


@dataclass(frozen=True, slots=True)
class LoadedConfiguration:
    """A configuration as read, and what was found in its file."""

    name: str
    """As shown to people."""
    configuration: Configuration
    findings: tuple[Finding, ...]
    """Where there are any, the configuration is not to be used."""
    lines: Sequence[str]


def find_configuration(paths: Iterable[str]) -> FilePath | None:
    """Give the configuration of a run: upward from its first path, as far as the root of its imports may lie."""
    first = FilePath(next(iter(paths), "."))
    try:
        real = FilePath(os.path.realpath(first)) if str(first) != "-" else FilePath.cwd()
    except ValueError:  # no path at all, which is told when it is opened
        return None
    marked = marked_folder(real if real.is_dir() else real.parent)
    path = marked / CONFIGURATION if marked is not None else None
    return path if path is not None and path.exists() else None


def load_configuration(path: FilePath, codes_of: Callable[[str], frozenset[str]]) -> LoadedConfiguration:
    """Read a configuration.

    `codes_of` gives the codes of a word that names rules, none where it names none. Raises FileNotFoundError where
    there is no such file.
    """
    name = shown_name(path)
    data = _bytes_of(path)
    if isinstance(data, Finding):
        return LoadedConfiguration(name, UNCONFIGURED, (data,), ())
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        args = arguments(offset=error.start, byte=f"{data[error.start]:02X}")
        return LoadedConfiguration(name, UNCONFIGURED, (Finding("EK001", name, START, "encoding", args),), ())
    document = read_toml(text)
    if document.broken_at is not None:
        finding = Finding("EK002", name, document.broken_at, "toml")
        return LoadedConfiguration(name, UNCONFIGURED, (finding,), document.lines)
    reader = _Reader(name, document, codes_of)
    settings = SETTINGS.read(dict(document.values), (), reader)
    configuration = _configuration(settings, FilePath(os.path.realpath(path)).parent, reader)
    return LoadedConfiguration(
        name, configuration, tuple(sorted(reader.findings, key=Finding.sort_key)), document.lines
    )


def _bytes_of(path: FilePath) -> bytes | Finding:
    """Give the bytes of the file, or what keeps it from being read."""
    name = shown_name(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Finding("EK001", name, START, "not-file")
        if status.st_size > LARGEST_CONFIGURATION:
            return Finding("EK004", name, START, "too-large", arguments(mebibytes=1))
        return path.read_bytes()
    except PermissionError:
        return Finding("EK001", name, START, "permission")
    except OSError as error:
        if error.errno == errno.ENOENT:
            raise
        return Finding("EK001", name, START, "unreadable")


class _Reader:
    """Gathers what is wrong with one file."""

    def __init__(self, name: str, document: Toml, codes_of: Callable[[str], frozenset[str]]) -> None:
        self.codes_of = codes_of
        self.findings: list[Finding] = []
        self._name = name
        self._document = document

    def wrong_value(self, path: Path, variant: str, **args: Argument) -> None:
        """Tell that the value there is not what it should be."""
        allowed = args.get("allowed")
        if variant == "choice" and isinstance(allowed, tuple) and (near := _nearest(str(args["found"]), allowed)):
            variant, args["near"] = "choice-near", near
        span = self._document.places.get(path, START)
        self._tell("EK006", path, span, variant, args)

    def unknown_key(self, path: Path, known: Sequence[str]) -> None:
        """Tell that the key there is none of those known."""
        near = _nearest(str(path[-1]), known)
        span = self._document.keys.get(path, START)
        self._tell("EK005", path, span, "near" if near else "", {"known": tuple(known), "near": near})

    def _tell(self, code: str, path: Path, span: Span, variant: str, args: dict[str, Argument]) -> None:
        key = next(str(part) for part in reversed(path) if isinstance(part, str))
        self.findings.append(Finding(code, self._name, span, variant, arguments(key=key, **args), key=key))


def _nearest(word: str, known: Sequence[str]) -> str:
    return "".join(get_close_matches(word[:64].lower().replace("_", "-"), known, n=1, cutoff=0.6))


def _configuration(settings: dict[str, Any], folder: FilePath, reader: _Reader) -> Configuration:
    """Put together what was read; SETTINGS has seen to it that each value is of its type."""
    limits, usual = settings.get("limits", {}), USUAL_LIMITS
    labels = settings.get("labels", {})
    of_organisations = {key: value for key, value in labels.items() if isinstance(value, dict)}
    of_all = {key: value for key, value in labels.items() if key not in of_organisations}
    ignores = settings.get("per-file-ignores", {})
    return Configuration(
        folder,
        settings.get("language"),
        frozenset().union(*settings.get("select", ())),
        frozenset().union(*settings.get("ignore", ())),
        tuple(settings.get("exclude", ())),
        _severities(settings.get("severity", {}), reader),
        {pattern: frozenset().union(*codes) for pattern, codes in ignores.items()},
        Limits(
            limits.get("file-size", usual.file_size >> 20) << 20,
            limits.get("risk-scale", usual.risk_scale),
            limits.get("risk-value", usual.risk_value),
        ),
        _rating(settings.get("rating", {}), reader),
        {None: of_all, **of_organisations},
    )


def _severities(by_word: Mapping[str, str], reader: _Reader) -> dict[str, Severity]:
    """Give the severity of each code that a word means; the word that means fewer rules goes before."""
    found: dict[str, Severity] = {}
    for word in sorted(by_word, key=lambda word: -len(reader.codes_of(word))):
        found |= dict.fromkeys(reader.codes_of(word), Severity(by_word[word]))
    return found


def _rating(rating: Mapping[str, Any], reader: _Reader) -> RatingPolicy:
    usual = USUAL_POLICY
    policy = RatingPolicy(
        Policy(rating.get("policy", usual.policy)), rating.get("met", usual.met), rating.get("partly", usual.partly)
    )
    if policy.partly > policy.met:
        path = ("rating", "partly" if "partly" in rating else "met")
        reader.wrong_value(path, "setting-bands", met=policy.met, partly=policy.partly)
    return policy
