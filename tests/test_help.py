"""`--help`: what each command says of itself, in the words of whoever reads it."""

import re

import pytest
from support import call

from effektkedja.basics.language import LANGUAGES
from effektkedja.cli.commands import COMMANDS


def helped(command: str, language: str) -> str:
    """Give the help of a command as running text, without frames."""
    answer = call(command, "--help", "--lang", language)
    assert (answer.status, answer.err) == (0, "")
    return " ".join(re.sub("[│╭╮╰╯─]", " ", answer.out).split())


@pytest.mark.parametrize(
    ("command", "sv", "en", "fi"),
    [
        ("status", "som läget visas vid", "at which the state is shown", "jonka tilanne näytetään"),
        ("scorecard", "vars bedömningar styrkortet visar", "whose ratings the scorecard shows", "jonka arviot"),
        ("graph", "leveranser som är klara eller sena", "deliveries are done or late", "valmiita tai myöhässä"),
        ("report", "som rapporten handlar om", "that the report is about", "josta raportti kertoo"),
    ],
)  # fmt: skip
def test_each_command_tells_what_the_review_means_to_it(command: str, sv: str, en: str, fi: str) -> None:
    for language, words in {"sv": sv, "en": en, "fi": fi}.items():
        review = helped(command, language).partition(" --review ")[2].partition(" --")[0]
        assert words in review


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_in_the_words_of_the_reader(command: str) -> None:
    """Also what stands for a value, and what a call has to have, which typer would tell in English."""
    english = {"PATH", "FILE", "DATE", "RULES", "CODE", "NAME", "YEAR", "OLD", "NEW", "WORD", "yes", "required"}
    for language in ("sv", "fi"):
        assert english.isdisjoint(re.findall(r"\w+", helped(command, language)))


@pytest.mark.parametrize(
    ("command", "sv", "fi"),
    [
        ("record", "record [FLAGGOR] ID {ja|nej|inställd} [SÖKVÄG]...", "TUNNUS {kyllä|ei|peruttu} [POLKU]..."),
        ("diff", "diff [FLAGGOR] ÄLDRE NYARE", "diff [VALITSIMET] VANHEMPI UUDEMPI"),
        ("trace", "trace [FLAGGOR] ID [SÖKVÄG]...", "trace [VALITSIMET] TUNNUS [POLKU]..."),
        ("explain", "explain [FLAGGOR] KOD", "explain [VALITSIMET] KOODI"),
    ],
)
def test_how_a_command_is_called(command: str, sv: str, fi: str) -> None:
    assert sv in helped(command, "sv")
    assert fi in helped(command, "fi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_is_not_promised(language: str) -> None:
    """An answer is written into a file, which standard input is not."""
    assert " - " in helped("validate", language)
    assert " - " not in helped("record", language)
