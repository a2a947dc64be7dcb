"""One call of the program: who reads it, where words go, and what is let through."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from effektkedja.basics.language import Catalogue, Language

if TYPE_CHECKING:
    from effektkedja.basics.diagnostic import Argument
    from effektkedja.cli.answers import Answers
    from effektkedja.running.store import Store
    from effektkedja.workspace.config import Configuration

PROGRAM = "effektkedja"


class WrongUse(Exception):  # noqa: N818 (it is no error of ours: the call cannot be carried out)
    """The call cannot be carried out: the key of a sentence, and its arguments. Nothing has been done yet."""

    def __init__(self, key: str, **args: Argument) -> None:
        super().__init__(key)
        self.key = key
        self.args_ = args


@dataclass
class Session:
    """What all commands share."""

    language: Language
    clock: Callable[[], date]
    """What tells the day."""
    today: date = field(init=False)
    """The day of the call. It stays the same past midnight, so that one answer is of one day."""
    as_of: date | None = None
    """The day from which the plans are seen, where the call names one."""
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    closed: bool = field(default=False)
    """Whether nobody reads standard output any more."""
    read_files: set[Path] = field(default_factory=set)
    """What the call reads beside plans, and no output may be written over."""
    language_is_chosen: bool = False
    """Whether the reader has chosen the language; then no configuration changes it."""
    answers: Answers | None = None
    """Where the answer to this call is remembered; None for calls of which none is."""
    _remarks: list[tuple[str, dict[str, Argument]]] | None = field(default_factory=list)
    """What is to be told as soon as it is known whether quiet is wanted; None once it is."""

    def __post_init__(self) -> None:
        """Look at the clock."""
        self.begin_day()

    def begin_day(self) -> None:
        """Take the day that it is now for that of the call: one that goes on for long is of several days."""
        self.today = self.clock()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The sentences in the reader's language."""
        return Catalogue(self.language)

    @cached_property
    def store(self) -> Store | None:
        """The folder in which answers are remembered; None where there is no place for it."""
        from effektkedja.running.store import Store, cache_folder

        folder = cache_folder()
        return None if folder is None else Store(folder, self.remark)

    @cached_property
    def configuration(self) -> Configuration:
        """What is configured for the plans of this call; nothing, until it is read (configured.py)."""
        from effektkedja.workspace.config import UNCONFIGURED

        return UNCONFIGURED

    def configure(self, *, color: str = "auto", quiet: bool = False, verbose: bool = False) -> None:
        """Take over a command's options."""
        self.color = one_of(color, ("auto", "always", "never"), "--color")
        self.quiet = quiet
        self.verbose = verbose
        remarks, self._remarks = self._remarks, None
        for key, args in remarks or ():
            self.notice(key, **args)

    def speak(self, language: Language | None) -> None:
        """Take over the language that is configured, unless there is none or the reader has chosen one."""
        if language is not None and not self.language_is_chosen:
            self.language, self.catalogue = language, Catalogue(language)

    @property
    def seen_on(self) -> date:
        """The day from which the plans are seen: the one that the call names, else that of the call."""
        return self.as_of or self.today

    @property
    def width(self) -> int | None:
        """The terminal's width in cells; None where standard output is no terminal."""
        return shutil.get_terminal_size().columns if sys.stdout.isatty() else None

    def width_of(self, output: str | None) -> int | None:
        """Give how many cells there are to a line of a result; None where no terminal shows it."""
        return self.width if output is None else None

    def uses_color(self, output: str | None) -> bool:
        """Tell whether to colour: as asked for, else as NO_COLOR and FORCE_COLOR say, else at a terminal."""
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return output is None
        return output is None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"

    def show(self, text: str, output: str | None = None, not_over: Iterable[Path] = ()) -> None:
        """Write a result to standard output or to a file, which is then either old or new and never half.

        `not_over` are files that were read and may not be written over.
        """
        if output is not None:
            self.keep(text.encode("utf-8", "backslashreplace"), output, not_over)  # as standard output is written
        elif not self.closed:
            try:
                sys.stdout.write(text)
                sys.stdout.flush()
            except BrokenPipeError:
                self._close()
            except OSError as error:
                self._close()
                raise WrongUse("usage.standard-output", reason=error.strerror or "") from error

    def keep(self, content: bytes, output: str, not_over: Iterable[Path] = ()) -> None:
        """Write a result to a file, as `show` does; it need not be text."""
        from effektkedja.cli.files import replace_file

        self.refuse_to_write_over(output, not_over)
        try:
            replace_file(Path(output), content)
        except OSError as error:
            raise WrongUse("usage.output", path=output, reason=error.strerror or "") from error

    def refuse_to_write_over(self, output: str | None, plans: Iterable[Path] = ()) -> None:
        """Raise WrongUse where a result is to be written to a plan, the configuration or a baseline that was read."""
        if output is None:
            return
        target = os.path.realpath(output)
        if any(os.path.realpath(path) == target for path in plans):
            raise WrongUse("usage.output-is-plan", path=output)
        if any(os.path.realpath(path) == target for path in self.read_files):
            raise WrongUse("usage.output-is-read", path=output)

    def notice(self, key: str, **args: Argument) -> None:
        """Tell something that is no result, on standard error, unless quiet is wanted."""
        if not self.quiet:
            self.complain(key, **args)

    def read_input(self, most: int) -> bytes:
        """Give at most so many bytes of standard input."""
        return sys.stdin.buffer.read(most)

    def remark(self, key: str, **args: Argument) -> None:
        """Tell something that is no result; it waits until it is known whether quiet is wanted."""
        if self._remarks is None:
            self.notice(key, **args)
        else:
            self._remarks.append((key, args))

    def complain(self, key: str, **args: Argument) -> None:
        """Tell what went wrong, on standard error."""
        from effektkedja.render.visible import visible

        sys.stderr.write(visible(f"{PROGRAM}: {self.catalogue.text(key, **args)}") + "\n")
        sys.stderr.flush()

    def _close(self) -> None:
        """Send to nowhere what is still to be written: whoever read it has read enough."""
        self.closed = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def one_of(value: str, allowed: Sequence[str], option: str) -> str:
    """Give the value of an option if it is one of those allowed; else raise WrongUse."""
    if value not in allowed:
        raise WrongUse("usage.choice", option=option, found=value, allowed=tuple(allowed))
    return value


def whole_number(value: str | None, option: str) -> int | None:
    """Give the number that an option asks for. Raises WrongUse where it is not a whole number, 1 or more."""
    if value is None:
        return None
    if not value.isdecimal() or int(value) < 1:
        raise WrongUse("usage.whole-number", option=option)
    return int(value)


def day(value: str | None, otherwise: date) -> date:
    """Give the day that `--as-of` names, else the other one. Raises WrongUse where it is no date."""
    if value is None:
        return otherwise
    from effektkedja.plan.values import parse_date

    try:
        return parse_date(value)
    except ValueError:
        raise WrongUse("usage.date", option="--as-of", found=value) from None
