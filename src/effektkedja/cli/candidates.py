"""What may stand at the cursor of a call that is still being written.

Nothing here is declared twice: which values a parameter takes is what its metavar says in help.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from effektkedja.cli.cursor import Cursor, cursor_at
from effektkedja.cli.metavar import in_words
from effektkedja.cli.session import Session

LONGEST_ABOUT = 70
"""Characters of what is told about a word."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may stand at the cursor, and what it means. Neither can be more than text to a shell."""

    value: str
    about: str = ""


def candidates(session: Session, words: Sequence[str]) -> list[Candidate] | None:
    """Give what the last of the words after the program's name may become; None: a file, which the shell finds."""
    from effektkedja.cli.app import command
    from effektkedja.cli.commands import called_command

    program = command(words[:-1])
    name = called_command(words[:-1])
    called = program if name is None else program.commands[name]
    cursor = cursor_at(called.params, words if name is None else words[words.index(name) + 1 :])
    if cursor.param is not None:
        return _of_parameter(session, name, cursor)
    if name is None and not cursor.written.startswith("-"):
        commands = [Candidate(one, _words(session, program.commands[one].help)) for one in program.commands]
        return _beginning(commands, cursor.written)
    return _options(session, called, cursor)


def _options(session: Session, command: Any, cursor: Cursor) -> list[Candidate]:
    """Give the options that have not been given yet, by their long names."""
    if not cursor.options_may_come:
        return []
    left = [
        Candidate(max(param.opts, key=len), _words(session, param.help))
        for param in command.params
        if param.param_type_name == "option" and (param.multiple or param.name not in cursor.given)
    ]
    return _beginning([*left, Candidate("--help", _words(session, "option.help"))], cursor.written)


def _of_parameter(session: Session, command: str | None, cursor: Cursor) -> list[Candidate] | None:
    """Give the values that a parameter may have."""
    kind = str(cursor.param.metavar or "")
    if "|" in kind:
        choices = in_words(kind, session.catalogue).split("|")
        return _beginning((Candidate(word.strip()) for word in choices), cursor.written)
    match kind:
        case "CODE":
            return _rules(session, cursor.written, "")
        case "RULES":
            before, comma, last = cursor.written.rpartition(",")
            return _rules(session, last, before + comma)
        case "ID":
            # One that begins with - would be taken for an option.
            ids = [one for one in _ids(session, command, cursor) if not one[0].startswith("-")]
            return _beginning([Candidate(id_, _readable(about)) for id_, about in ids], cursor.written)
    is_file = kind == "FILE" or cursor.param.param_type_name == "argument"
    return None if is_file else []


_NAMED = {"dialogue": ("goals",), "goal": ("goals",), "focus_area": ("focus_areas",)}
"""What a parameter names, where it is not just anything of the plan."""


def _ids(session: Session, command: str | None, cursor: Cursor) -> list[tuple[str, str]]:
    """Give the ids that a parameter may name, in the plans that the call names or else in the working folder's."""
    from effektkedja.cli.plan_ids import review_ids, thing_ids

    named = cursor.given.get("paths")
    paths = ["."] if named is None else [path for path in map(os.path.expanduser, named) if Path(path).exists()]
    if cursor.param.name == "review":
        return review_ids(paths, session.today)
    if cursor.param.name in _NAMED:
        return thing_ids(paths, _NAMED[cursor.param.name])
    if command == "record":
        from effektkedja.editing.record import ANSWERED

        return thing_ids(paths, ANSWERED)
    return thing_ids(paths)


def _rules(session: Session, written: str, before: str) -> list[Candidate]:
    """Give the rules whose code, or once something is written whose name, begins so; none that stands before."""
    from effektkedja.rules.registry import RULES, short_title

    taken = {word.strip().upper() for word in before.split(",")}
    found = []
    for rule in RULES:
        about = _readable(short_title(rule.code, session.language))
        names = [rule.code, rule.name] if written else [rule.code]
        if taken.isdisjoint(name.upper() for name in (rule.code, rule.name)):
            found += [Candidate(before + one.value, about) for one in _beginning(map(Candidate, names), written)]
    return found


def _beginning(found: Iterable[Candidate], written: str) -> list[Candidate]:
    """Give those that begin as written; capitals make no difference, since the shell puts the whole word in."""
    beginning = written.casefold()
    return [one for one in found if one.value.casefold().startswith(beginning)]


def _words(session: Session, key: str) -> str:
    return _readable(session.catalogue.text(key)) if session.catalogue.has(key) else ""


def _readable(text: str) -> str:
    """Give a text in one short line that no shell or terminal takes for more than text."""
    from effektkedja.basics.language import shorten
    from effektkedja.render.visible import visible

    return visible(shorten(" ".join(text.split()), LONGEST_ABOUT))
