"""The configuration of a run: what it says of the plans that are looked at."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from effektkedja.basics.diagnostic import Severity
from effektkedja.basics.language import Language
from effektkedja.plan.limits import USUAL_LIMITS, Limits

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Policy(StrEnum):
    """How a rating of a goal is proposed from what is known of it."""

    ALL = "all"
    BANDS = "bands"
    WORST = "worst"
    MANUAL = "manual"


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

    path: Path | None = None
    """The file. All paths in it are relative to its folder."""
    language: Language | None = None
    select: frozenset[str] = frozenset()
    """Codes; none means all."""
    ignore: frozenset[str] = frozenset()
    baseline: Path | None = None
    """The file that holds which findings are accepted."""
    exclude: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """By code."""
    per_file_ignores: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Codes by pattern of paths."""
    limits: Limits = USUAL_LIMITS
    rating: RatingPolicy = USUAL_POLICY
    labels: Mapping[str | None, Mapping[str, str]] = field(default_factory=dict)
    """What ratings are called: by organisation, None for all others, then by rating."""
    fingerprint: str = ""
    """Of the bytes of the file: two configurations are the same where it and the folder are."""

    @property
    def folder(self) -> Path | None:
        """The folder of the file."""
        return None if self.path is None else self.path.parent

    def leaves_out(self, path: Path, *, folder: bool = False) -> bool:
        """Tell whether a file, or a folder with all that is in it, is passed over where it is found in a folder."""
        if folder and any(pattern.startswith("!") for pattern in self.exclude):
            return False  # something in it may be taken back
        return bool(self.exclude) and self._matches(self.exclude, path, folder=folder)

    def ignored_in(self, path: Path | None) -> frozenset[str]:
        """Give the codes of the rules that do not hold for a file; standard input has no path."""
        if path is None:
            return frozenset()
        fitting = (codes for pattern, codes in self.per_file_ignores.items() if self._matches((pattern,), path))
        return frozenset().union(*fitting)

    def label(self, rating: str, organisation: str | None) -> str | None:
        """Give what an organisation calls a rating; None where it has no word of its own."""
        return self.labels.get(organisation, {}).get(rating) or self.labels.get(None, {}).get(rating)

    def _matches(self, patterns: tuple[str, ...], path: Path, *, folder: bool = False) -> bool:
        """Tell whether a path matches patterns, which are as in a .gitignore beside the configuration."""
        if self.folder is None:
            return False
        try:
            relative = Path(os.path.relpath(os.path.realpath(path), self.folder)).as_posix()
        except ValueError:  # on another drive
            return False
        if relative.startswith("../"):
            return False
        return _spec(patterns).match_file(f"{relative}/" if folder else relative)


@cache
def _spec(patterns: tuple[str, ...]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


UNCONFIGURED = Configuration()
"""What holds where there is no file."""
