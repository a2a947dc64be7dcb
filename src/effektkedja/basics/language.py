"""Which language people read, and the sentences in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from effektkedja.basics.identity_numbers import masked, masked_part

if TYPE_CHECKING:
    from effektkedja.basics.diagnostic import Argument, Arguments, Finding, Related

Language = Literal["sv", "fi", "en"]
_MESSAGES = Path(__file__).parent / "messages"

LANGUAGES: tuple[Language, ...] = get_args(Language)

LONGEST_ARGUMENT = 80
"""Characters of a text from a plan that a sentence quotes; the rest becomes an ellipsis."""


def choose_language(wish: str | None, environment: Mapping[str, str]) -> Language:
    """Choose the reader's language.

    Takes the wish (of `--lang`), else EFFEKTKEDJA_LANG, else the locale of the environment, and Swedish where
    none of these is one of the three. Raises ValueError, with the word as its only argument, for a wish that is
    none of them.
    """
    if wish is not None:
        if wish not in LANGUAGES:
            raise ValueError(wish)
        return wish
    candidates = [environment.get("EFFEKTKEDJA_LANG", "")]
    candidates += [environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)][:1]
    for candidate in candidates:
        if (language := _language_of(candidate)) is not None:
            return language
    return "sv"


def speaks(locale: str) -> bool:
    """Tell whether a locale ("sv", "fi_FI.UTF-8") means one of the languages."""
    return _language_of(locale) is not None


def _language_of(locale: str) -> Language | None:
    language = locale[:2].casefold()
    return next((one for one in LANGUAGES if one == language and not locale[2:3].isalpha()), None)


def shorten(text: str, longest: int = LONGEST_ARGUMENT) -> str:
    """Cut a text to `longest` characters, the last of them an ellipsis where it was longer.

    Identity numbers are masked here already, while they are still whole.
    """
    return masked(text) if len(text) <= longest else masked_part(text, 0, longest - 1) + "…"


class Catalogue:
    """The sentences of one language.

    A sentence is found by dotted key ("EK201.message") and filled with arguments; what is filled in is data and
    never read as a pattern.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = _read_texts(language)

    def has(self, key: str) -> bool:
        """Tell whether there is a sentence of that key."""
        return key in self._texts

    def text(self, key: str, /, **args: Argument) -> str:
        """Give the sentence of `key`. A whole number `count` chooses `key.one` or `key.other` where these exist."""
        if key not in self._texts and "count" in args:
            key += ".one" if args["count"] == 1 else ".other"
        return self._texts[key].format_map({name: self._shown(value) for name, value in args.items()})

    def message(self, finding: Finding) -> str:
        """Give the finding's one-line message."""
        return self._of(finding, "message") or ""

    def help(self, finding: Finding) -> str | None:
        """Give the line that says what to write instead, or None."""
        return self._of(finding, "help")

    def label(self, finding: Finding, related: Related) -> str:
        """Give the words that stand at a related place."""
        return self.text(f"{finding.code}.{related.label}", **dict(related.args))

    def _of(self, finding: Finding, part: str) -> str | None:
        for key in (f"{finding.code}.{finding.variant}.{part}", f"{finding.code}.{part}"):
            if key in self._texts:
                return self.text(key, **_named(finding.args))
        return None

    def _shown(self, value: Argument) -> str:
        if isinstance(value, int):
            return str(value)
        if isinstance(value, str):
            return shorten(value)
        parts = [shorten(part) for part in value]
        return f" {self._texts['list.and']} ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _named(args: Arguments) -> dict[str, Argument]:
    return dict(args)


@cache
def _read_texts(language: Language) -> dict[str, str]:
    import tomllib

    source = _MESSAGES / f"{language}.toml"
    texts: dict[str, str] = {}
    pending: list[tuple[str, object]] = [("", tomllib.loads(source.read_text(encoding="utf-8")))]
    while pending:
        path, value = pending.pop()
        if isinstance(value, dict):
            pending += [(f"{path}.{key}" if path else key, inner) for key, inner in value.items()]
        else:
            texts[path] = str(value)
    return texts
