"""What a new plan is to hold: what the call says, what a person at the terminal answers, or what is usual."""

import codecs
import contextlib
import locale
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from effektkedja.basics.language import Catalogue, Language
from effektkedja.cli.session import Session, WrongUse
from effektkedja.editing.begin import TEMPLATES, UnfitNameError, begin_plan, read_name, read_year
from effektkedja.plan.vocabulary import fold
from effektkedja.render.visible import visible

Answer = TypeVar("Answer")

_LANGUAGE_NAMES: dict[Language, str] = {"sv": "svenska", "en": "english", "fi": "suomi"}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the call says of the plan; None where it says nothing."""

    language: Language | None
    template: str | None
    name: str | None
    year: int | None


def at_terminal() -> bool:
    """Tell whether there is somebody to ask."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def usual_plan(session: Session, wishes: Wishes) -> str:
    """Give the plan that is wished for; what the call leaves open is as usual."""
    template = wishes.template or TEMPLATES[0]
    name = wishes.name or session.catalogue.text(f"init.{template}.name")
    return begin_plan(template, session.language, name, wishes.year or session.today.year, session.today)


def quiz(session: Session, wishes: Wishes) -> str:
    """Give the plan that a person wants, after asking for what the call leaves open.

    Raises EOFError where there is nobody any more.
    """
    if wishes.language is None:
        language = _ask(session, "Svenska (sv), English (en), suomi (fi)?", session.language, _read_language)
        session.language, session.catalogue = language, Catalogue(language)
    text = session.catalogue.text
    if None in {wishes.template, wishes.name, wishes.year}:
        _say(text("init.welcome"))
    template = wishes.template or _ask_template(session)
    name = wishes.name or _ask(session, text("init.ask-name"), text(f"init.{template}.name"), wished_name)
    year = wishes.year or _ask(session, text("init.ask-year"), str(session.today.year), wished_year)
    return begin_plan(template, session.language, name, year, session.today)


def wished_template(word: str, catalogue: Catalogue) -> str:
    """Give the template that a word means: its name, the reader's word for it, or its number in the quiz."""
    words = _words_for_templates(catalogue)
    for number, name in enumerate(TEMPLATES, start=1):
        if fold(word) in {name, fold(words[name]), str(number)}:
            return name
    raise WrongUse("init.no-template", found=word, allowed=tuple(words.values()))


def wished_name(text: str) -> str:
    """Give an organisation's name; else raise WrongUse."""
    try:
        return read_name(text)
    except UnfitNameError as error:
        raise WrongUse(f"init.{error}") from None


def wished_year(text: str) -> int:
    """Give a year; else raise WrongUse."""
    try:
        return read_year(text)
    except ValueError:
        raise WrongUse("init.no-year", found=text) from None


def _read_language(word: str) -> Language:
    for language, name in _LANGUAGE_NAMES.items():
        if word.casefold() in {language, name}:
            return language
    raise WrongUse("init.no-language", found=word, allowed=tuple(_LANGUAGE_NAMES))


def _ask_template(session: Session) -> str:
    text = session.catalogue.text
    words = _words_for_templates(session.catalogue)
    width = max(map(len, words.values()))
    _say(text("init.templates"))
    for number, name in enumerate(TEMPLATES, start=1):
        _say(f"  {number}  {words[name].ljust(width)}  {text(f'init.{name}.about')}")
    usual = words[TEMPLATES[0]]
    return _ask(session, text("init.ask-template"), usual, lambda word: wished_template(word, session.catalogue))


def _words_for_templates(catalogue: Catalogue) -> dict[str, str]:
    return {name: catalogue.text(f"init.{name}.word") for name in TEMPLATES}


def _ask(session: Session, question: str, default: str, read: Callable[[str], Answer]) -> Answer:
    """Ask until there is an answer that will do; Enter alone gives the default."""
    _let_lines_be_edited()
    while True:
        try:
            return read(input(f"{question} [{default}]: ").strip() or default)
        except UnicodeDecodeError:
            _say(session.catalogue.text("init.character"))
        except WrongUse as wrong:
            _say(session.catalogue.text(wrong.key, **wrong.args_))


def _let_lines_be_edited() -> None:
    """Let the arrow keys move in the line, where that is to be had."""
    # Outside UTF-8, readline would drop the å of an answer without a word.
    if codecs.lookup(locale.getencoding()).name == "utf-8":
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 (input() uses it from then on)


def _say(line: str) -> None:
    sys.stdout.write(visible(line) + "\n")
