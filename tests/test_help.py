"""`--help`: what each command says of itself, in the words of whoever reads it."""

import re

import pytest
from support import call


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
        review = helped(command, language).partition("--review ID ")[2].partition(" --")[0]
        assert words in review
