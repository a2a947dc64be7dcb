"""A call that is still being written: which of its parameters the cursor stands at."""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

_HERE = "x"
"""A letter put at the cursor, so that the last word is there even where nothing of it is written yet."""


@dataclass(slots=True)
class Cursor:
    """What stands at the cursor, and what was given before it."""

    written: str
    """As much as there is of the word, without the `--option=` before it."""
    param: Any = None
    """The parameter whose value the word is to be; None where it is an option's name or a command."""
    options_may_come: bool = True
    given: dict[str, list[str]] = field(default_factory=dict)
    """The values before the cursor, by the parameter's name; flags have none."""


def split_line(line: str) -> list[str]:
    """Give the words of a command line up to the cursor, without their quotes; the last may be empty."""
    for closing in ("", "'", '"'):
        try:
            words = shlex.split(f"{line}{_HERE}{closing}")
        except ValueError:  # a quote is still open
            continue
        return [*words[:-1], words[-1].removesuffix(_HERE)]
    return [line]


def cursor_at(params: Iterable[Any], words: Sequence[str]) -> Cursor:
    """Tell which of a command's parameters the last of the words stands for."""
    *before, written = words
    reading = _Reading(list(params))
    for word in before:
        reading.take(word)
    return reading.cursor(written)


class _Reading:
    """Takes the words of a call one after the other."""

    def __init__(self, params: list[Any]) -> None:
        self._options = {name: one for one in params if one.param_type_name == "option" for name in one.opts}
        self._arguments = [one for one in params if one.param_type_name == "argument"]
        self._given: dict[str, list[str]] = {}
        self._waiting: Any = None
        """The option whose value comes next."""
        self._options_may_come = True

    def take(self, word: str) -> None:
        if self._waiting is not None:
            self._give(self._waiting, word)
            self._waiting = None
        elif not self._is_option(word) or word == "-":  # which stands for standard input
            if self._arguments:
                self._give(self._next_argument(), word)
        elif word == "--":
            self._options_may_come = False
        else:
            self._take_option(word)

    def cursor(self, written: str) -> Cursor:
        param = self._waiting
        if param is None and not self._is_option(written):
            param = self._arguments[0] if self._arguments else None
        elif param is None and "=" in written:
            name, _, written = written.partition("=")
            param = self._options.get(name)
        return Cursor(written, param, self._options_may_come, self._given)

    def _is_option(self, word: str) -> bool:
        return self._options_may_come and word.startswith("-")

    def _take_option(self, word: str) -> None:
        name, equals, value = word.partition("=")
        if name not in self._options:  # perhaps -fjson, the value right behind a single letter
            name, equals, value = word[:2], word[2:], word[2:]
        option = self._options.get(name)
        if option is None:
            return
        self._given.setdefault(option.name, [])
        if option.is_flag:
            return
        if equals:
            self._give(option, value)
        else:
            self._waiting = option

    def _next_argument(self) -> Any:
        several = self._arguments[0].nargs == -1
        return self._arguments[0] if several else self._arguments.pop(0)

    def _give(self, param: Any, value: str) -> None:
        self._given.setdefault(param.name, []).append(value)
