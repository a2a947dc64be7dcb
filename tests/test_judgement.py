"""The overall judgement in `status` and `scorecard`: the proposal, how it was reached, and people's own beside it."""

from pathlib import Path

import pytest
from support import call, write

PLAN = """\
effektkedja: 1
organisation: {id: upn, namn: Upplevelsenämnden, typ: nämnd}
period: 2026
mål:
  - id: M1
    titel: Fler unga har en aktiv fritid
    nivå: nämnd
leveranser:
  - id: L1
    titel: Kvällsöppet bibliotek
    klar_senast: 2026-03-31
    leder_till: M1
    status:
      - uppföljning: 2026-T1
        klar: ja
  - id: L2
    titel: Musikverkstad
    klar_senast: 2026-03-31
    leder_till: M1
    status:
      - uppföljning: 2026-T1
        klar: nej
        kommentar: Lokalen byggs om
  - id: L3
    titel: Lovläger
    klar_senast: 2026-08-15
    leder_till: M1
indikatorer:
  - id: I1
    titel: Unga som är nöjda
    riktning: öka
    mäter: M1
    gränser:
      uppfyllt: 75
      delvis: 60
    målvärden:
      - period: 2026
        värde: 75
    utfall:
      - period: 2026-Q1
        värde: 66
  - id: I2
    titel: Besök
    mäter: M1
"""

JUDGED = """\
bedömningar:
  - avser: M1
    uppföljning: 2026-T1
    måluppfyllelse: ej_bedömt
    prognos: delvis
    text: Verkstaden öppnar först i höst.
    framgångar:
      - Biblioteket är fullt varje kväll.
    utmaningar:
      - Lokalen blir klar sent.
    konsekvenser:
      - Lägret ersätter en del av verkstaden.
"""


def told(*words: str) -> str:
    """What `status` tells of fulfilment at the first tertial."""
    answer = call("status", "--review", "2026-T1", "--lang", "sv", *words)
    assert answer.status == 0, answer.err
    return answer.out.partition("\nMåluppfyllelse\n")[2]


@pytest.mark.parametrize(
    ("rating", "proposal"),
    [
        ("", "○ ej uppfyllt"),
        ('policy = "all"', "○ ej uppfyllt"),
        ('policy = "worst"', "○ ej uppfyllt"),
        ('policy = "bands"', "○ ej uppfyllt"),
        ('policy = "bands"\npartly = 50', "◐ delvis uppfyllt"),
        ('policy = "bands"\nmet = 50\npartly = 25', "● uppfyllt"),
    ],
)
def test_the_policy_decides_what_is_proposed(rating: str, proposal: str, folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN, "effektkedja.toml": f"[rating]\n{rating}\n"})
    assert f"  Förslag hittills: {proposal}\n" in told()


def test_the_proposal_says_how_it_was_reached(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN, "effektkedja.toml": '[rating]\npolicy = "bands"\n'})
    assert told() == (
        "Förslaget är uträknat: uppfyllt när minst 75 % håller, delvis när minst 60 % gör det. "
        "Det ersätter ingen bedömning.\n"
        "M1 Fler unga har en aktiv fritid\n"
        "  Ingen har bedömt målet vid uppföljningen\n"
        "  Förslag hittills: ○ ej uppfyllt\n"
        "  Levererat: 1 av 2. Indikatorer som når dit de ska: 0 av 1, och 1 delvis.\n"
        "  Håller: 1,5 av 3 (50 %), delvis räknat som en halv.\n"
        "  Håller inte fullt ut: L2 och I1.\n"
        "  Saknar utfall eller målvärde och räknas inte: I2.\n"
    )


def test_peoples_own_judgement_stands_beside_it(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN + JUDGED})
    assert told() == (
        "Förslaget är uträknat: ett mål är uppfyllt bara om allt håller. Det ersätter ingen bedömning.\n"
        "M1 Fler unga har en aktiv fritid\n"
        "  Bedömning: – ej bedömt; Prognos för helåret: ◐ delvis uppfyllt\n"
        "  Förslag hittills: ○ ej uppfyllt\n"
        "  Levererat: 1 av 2. Indikatorer som når dit de ska: 0 av 1.\n"
        "  Håller inte fullt ut: L2 och I1.\n"
        "  Saknar utfall eller målvärde och räknas inte: I2.\n"
        "  – Verkstaden öppnar först i höst.\n"
        "  Framgångar\n"
        "    Biblioteket är fullt varje kväll.\n"
        "  Utmaningar\n"
        "    Lokalen blir klar sent.\n"
        "  Konsekvenser\n"
        "    Lägret ersätter en del av verkstaden.\n"
    )


def test_people_alone_decide_where_the_policy_is_manual(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN, "effektkedja.toml": '[rating]\npolicy = "manual"\n'})
    assert told().startswith(
        "Måluppfyllelsen bedöms av människor. Här står vad de har att gå på.\n"
        "M1 Fler unga har en aktiv fritid\n"
        "  Ingen har bedömt målet vid uppföljningen\n"
        "  Inget förslag räknas ut\n"
        "  Levererat: 1 av 2."
    )


def test_at_the_end_of_the_year_it_is_no_longer_so_far(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    answer = call("status", "--review", "2026-T3", "--as-of", "2026-12-31", "--lang", "sv")
    assert "  Förslag: ○ ej uppfyllt\n" in answer.out


def test_nothing_to_go_by_is_not_assessed(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN.partition("leveranser:")[0]})
    assert told().endswith(
        "  Förslag hittills: – ej bedömt\n"
        "  Ingen leverans under målet skulle vara klar, och ingen indikator går att jämföra med ett målvärde.\n"
    )


@pytest.mark.parametrize("command", ["status", "scorecard"])
def test_an_organisation_may_call_ratings_what_it_likes(command: str, folder: Path) -> None:
    labels = '[labels]\nnot_met = "inte nått"\npartly = "på väg"\n[labels.upn]\npartly = "på rätt väg"\n'
    write(folder, {"plan.yaml": PLAN + JUDGED, "effektkedja.toml": labels})
    answer = call(command, "--review", "2026-T1", "--lang", "sv")
    assert "◐ på rätt väg" in answer.out, "the organisation's own word goes before that of all"
    assert "○ inte nått" in answer.out
    assert "– ej bedömt" in answer.out, "what has no word of its own keeps the usual one"


def test_words_from_the_configuration_are_only_words(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN, "effektkedja.toml": '[labels]\nnot_met = "[red]*a*\\u001b[0m|b"\n'})
    assert "\x1b" not in call("status", "--review", "2026-T1", "--lang", "sv").out
    assert "[red]*a*" in call("scorecard", "--review", "2026-T1", "--lang", "sv").out
    markdown = call("status", "--format", "markdown", "--review", "2026-T1", "--lang", "sv").out
    assert r"\[red\]\*a\*" in markdown


def test_the_sheet_for_a_dialogue_tells_it_too(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN + JUDGED})
    answer = call("status", "--dialogue", "M1", "--review", "2026-T1", "--lang", "sv")
    assert "\nBedömning: – ej bedömt; Prognos för helåret: ◐ delvis uppfyllt\n" in answer.out
    assert "\nFörslag hittills: ○ ej uppfyllt\n" in answer.out


def test_markdown(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN + JUDGED})
    answer = call("status", "--format", "markdown", "--review", "2026-T1", "--lang", "sv")
    assert answer.out.partition("## Måluppfyllelse\n")[2] == (
        "\nFörslaget är uträknat: ett mål är uppfyllt bara om allt håller. Det ersätter ingen bedömning.\n\n"
        "- **M1 Fler unga har en aktiv fritid**\n"
        "  - Bedömning: – ej bedömt; Prognos för helåret: ◐ delvis uppfyllt\n"
        "  - Förslag hittills: ○ ej uppfyllt\n"
        "  - Levererat: 1 av 2. Indikatorer som når dit de ska: 0 av 1.\n"
        "  - Håller inte fullt ut: L2 och I1.\n"
        "  - Saknar utfall eller målvärde och räknas inte: I2.\n"
        "  - Verkstaden öppnar först i höst.\n"
        "  - **Framgångar**\n"
        "    - Biblioteket är fullt varje kväll.\n"
        "  - **Utmaningar**\n"
        "    - Lokalen blir klar sent.\n"
        "  - **Konsekvenser**\n"
        "    - Lägret ersätter en del av verkstaden.\n"
    )


def test_midway_through_a_council_term_the_forecast_is_for_the_term(folder: Path) -> None:
    reviews = "uppföljningar:\n  - id: 2026-T1\n    datum: 2026-04-30\n    typ: mandatperiodens_mitt\n"
    write(folder, {"plan.yaml": PLAN + JUDGED + reviews})
    assert "  Bedömning: – ej bedömt; Prognos för mandatperioden: ◐ delvis uppfyllt\n" in told()
