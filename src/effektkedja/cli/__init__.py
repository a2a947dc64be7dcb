"""The command line: one module a command; each parses its call, calls the room that does the work, and renders."""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import date

from effektkedja.basics.language import choose_language, speaks
from effektkedja.cli.commands import called_command
from effektkedja.cli.session import PROGRAM, Session, WrongUse


def main() -> None:
    """Run the program with the words of the process's command line, and end the process with its exit status."""
    import gc

    # A call lives for a moment and throws little away; looking for garbage would only cost time.
    gc.disable()
    # No plug-in of another package has a say in how a plan is read; looking for some costs a tenth of a call.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    status = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)


def run(argv: Sequence[str], clock: Callable[[], date] = date.today) -> int:
    """Carry out one call and give its exit status.

    0: all well; 1: the work ran and found problems; 2: wrong use or an internal error; 130: interrupted. `clock`
    tells the day on which one looks where the call names none.
    """
    wish, problem = _wished_language(argv)
    environment = _environment()
    session = Session(choose_language(wish, environment), clock)
    session.language_is_chosen = wish is not None or speaks(environment.get("EFFEKTKEDJA_LANG", ""))
    if problem is not None:
        session.complain(problem.key, **problem.args_)
        return 2
    try:
        return _remembered(argv, session) if _may_be_remembered(argv) else _carried_out(argv, session)
    except WrongUse as error:
        session.complain(error.key, **error.args_)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 (the last line of defence: a sentence, not a traceback)
        session.complain("internal.error", kind=type(error).__name__)
        session.complain("internal.report")
        if "--verbose" in argv or "-v" in argv:
            from effektkedja.basics.identity_numbers import masked

            sys.stderr.write(masked(traceback.format_exc()))
    return 2


def _may_be_remembered(argv: Sequence[str]) -> bool:
    """Tell whether the answer to a call may be one that was given before."""
    return called_command(argv) == "validate" and "--no-cache" not in argv


def _remembered(argv: Sequence[str], session: Session) -> int:
    """Tell what the call told before where nothing has changed since; else carry it out."""
    if session.store is None:
        return _carried_out(argv, session)
    from effektkedja.cli.answers import Answers

    circumstances = (str(session.today), session.language, session.language_is_chosen, session.width)
    session.answers = Answers(session.store, argv, circumstances)
    if (known := session.answers.find()) is None:
        return _carried_out(argv, session)
    text, status = known
    session.show(text)
    return status


def _carried_out(argv: Sequence[str], session: Session) -> int:
    """Carry out a call. Raises WrongUse."""
    # Loaded only now: whatever takes the words of a call apart takes its time.
    from effektkedja.cli.app import command
    from effektkedja.cli.help import USAGE_ERROR, wrong_use_of

    try:
        status = command(argv).main(args=list(argv), prog_name=PROGRAM, standalone_mode=False, obj=session)
    except USAGE_ERROR as error:
        raise wrong_use_of(error) from None
    return int(status or 0)


def _environment() -> dict[str, str]:
    """Give the process's environment, on Windows with the language of the desktop, which stands elsewhere there."""
    environment = dict(os.environ)
    if sys.platform == "win32" and "LANG" not in environment:
        import ctypes
        import locale

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        environment["LANG"] = locale.windows_locale.get(number, "")
    return environment


def _wished_language(argv: Sequence[str]) -> tuple[str | None, WrongUse | None]:
    """Give the language that `--lang` asks for, wherever it stands: errors of the call are told in it, too."""
    words = list(argv)
    for index, word in enumerate(words):
        if word == "--":
            break
        value = words[index + 1] if word == "--lang" and index + 1 < len(words) else None
        value = word.partition("=")[2] if word.startswith("--lang=") else value
        if value is not None:
            try:
                return choose_language(value, {}), None
            except ValueError:
                return None, WrongUse("usage.choice", option="--lang", found=value, allowed=("sv", "en", "fi"))
    return None, None
