"""`status --dialogue`: the sheet for a result dialogue on one goal.

After a change of the layout or of the sentences EFFEKTKEDJA_UPDATE=1 python -m pytest tests/test_dialogue.py writes
snapshots/dialogue-*.txt anew; then read what `git diff` shows.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from support import REPOSITORY, TESTS, call, expect, sentences, write

SNAPSHOTS = TESTS / "snapshots"
ENKOPING = (str(REPOSITORY / "examples" / "enkoping"), "--as-of", "2019-09-15")
T1, T2 = "uppföljning: 2026-T1", "uppföljning: 2026-T2"

HEAD = """\
effektkedja: 1
organisation: {id: upn, namn: Upplevelsenämnden, typ: nämnd}
period: 2026
mål:
  - {id: M1, titel: En aktiv fritid, nivå: nämnd}
  - {id: M2, titel: Ett annat mål, nivå: nämnd}
tidiga_effekter: [{id: E1, titel: Fler läser, leder_till: M1}, {id: E2, titel: Annat händer, leder_till: M2}]
"""
WORK = """\
leveranser: [{id: L1, titel: Kvällsöppet, leder_till: E1}]
aktiviteter: [{id: A1, titel: Rekrytera, leder_till: L1}]
"""
MEASURED = "undersökningar: [{id: S1, titel: Ung 2025, mäter: M1}]\n"
JUDGED = f"bedömningar: [{{avser: M1, {T1}, prognos: uppfyllt}}]\n"
QUIET = WORK + MEASURED + JUDGED
"""A goal that has what it needs, so that nothing is to be asked."""


def sheet(plan: str, *words: str, goal: str = "M1", head: str = HEAD, folder: Path) -> Any:
    """Give the sheet of a goal as JSON."""
    write(folder, {"plan.yaml": head + plan})
    words = ("--lang", "sv", "--quiet", "--format", "json", "plan.yaml", *words)
    answer = call("status", "--dialogue", goal, *words)
    assert answer.status == 0, answer.err
    return answer.json


def questions(plan: str, *words: str, folder: Path) -> list[tuple[str, str]]:
    """Give the questions with what they follow from."""
    asked = sheet(plan, *words, folder=folder)["questions"]
    return [(one["question"], one["because"].replace("\N{NO-BREAK SPACE}", " ")) for one in asked]


# ----------------------------------------------------------------------------------------------------- questions


def delivery(fields: str) -> str:
    return QUIET.replace("titel: Kvällsöppet", f"titel: Kvällsöppet, {fields}")


def indicator(fields: str) -> str:
    return f"{QUIET}indikatorer: [{{id: I1, titel: Lästa böcker, mäter: E1, riktning: öka, {fields}}}]\n"


def values(*years: tuple[int, int]) -> str:
    return f"utfall: [{', '.join(f'{{period: {year}, värde: {value}}}' for year, value in years)}]"


def risk(fields: str) -> str:
    return f"{QUIET}risker: [{{id: R1, titel: Ingen söker, hotar: L1, {fields}}}]\n"


def control(result: str) -> str:
    controls = f"[{{titel: Räkna sökande, resultat: [{result}]}}]"
    return risk(f"sannolikhet: 1, konsekvens: 1, kontrollmoment: {controls}")


def judged(forecast: str, review: str = "2026-T1") -> str:
    return (
        WORK + MEASURED + f"bedömningar: [{{avser: M1, uppföljning: {review}, prognos: {forecast}, text: Så är det}}]\n"
    )


STILL = (
    "Varför står I1 Lästa böcker still fast vi har levererat: "
    "ska vi vänta, göra något annat eller mäta på ett annat sätt?"
)
OUTDATED = (
    "Indikator I1 har inget utfall för en period som slutar 2024-10-30 eller senare, "
    "sett från uppföljningen 2026-T1. (EK307)"
)
ASKED = [
    # Deliveries
    (
        delivery("klar_senast: 2026-03, ansvarig: Bibliotekschefen"),
        "Hur går det med L1 Kvällsöppet, och varför saknas svar?",
        "Skulle vara klar 2026-03. Bibliotekschefen har inte svarat.",
    ),
    (
        delivery("klar_senast: 2026-03"),
        "Vem svarar för L1 Kvällsöppet, och varför saknas svar?",
        "Skulle vara klar 2026-03. Ingen är ansvarig och ingen har svarat.",
    ),
    (
        delivery(f"klar_senast: 2026-03, status: [{{{T1}, klar: nej}}]"),
        "Varför är L1 Kvällsöppet inte klar, och när blir den det?",
        "Skulle vara klar 2026-03. Svaret är nej, utan kommentar.",
    ),
    (
        delivery(f"klar_senast: 2026-03, status: [{{{T1}, klar: nej, kommentar: Drog ut}}]"),
        "Vad krävs för att L1 Kvällsöppet ska bli klar, och när är den det?",
        "Skulle vara klar 2026-03. Svaret är nej.",
    ),
    (
        delivery(f"klar_senast: 2026-03, status: [{{{T1}, klar: nej, kommentar: Drog ut}}]"),
        "Vad bygger vi bedömningen av målet på?",
        "M1 bedöms som uppfyllt fast något saknas, och det står inte varför. (EK410)",
    ),
    # What carries the goal
    (MEASURED + JUDGED, "Vem arbetar för målet, och med vad?", "Ingen aktivitet leder till målet."),
    (
        MEASURED + JUDGED + "aktiviteter: [{id: A1, titel: Rekrytera, leder_till: E1}]\n",
        "Vad ska arbetet för målet lämna ifrån sig, och till vem?",
        "Aktiviteter leder till målet, men ingen leverans.",
    ),
    (
        WORK + JUDGED,
        "Hur ska vi få veta om målet nås?",
        "Ingen indikator eller undersökning mäter målet.",
    ),
    # Money
    (
        f"{QUIET}budget: {{belopp: 6 200, valuta: tkr, budgetuppföljning: [{{{T1}, prognos: '6 320,5'}}]}}\n",
        "Hur ska Upplevelsenämnden hålla sin budget, och vad betyder det för målet?",
        "Prognosen för året är 6 320,5 tkr, 120,5 tkr över budgeten på 6 200 tkr.",
    ),
    (
        QUIET.replace("titel: Rekrytera", f"titel: Rekrytera, budget: {{belopp: 5}}, förbrukat: [{{{T1}, belopp: 7}}]"),
        "Varför kräver A1 Rekrytera mer än vi räknade med, och varifrån tas det?",
        "Aktivitet A1 har förbrukat 7, men budgeten är 5. (EK502)",
    ),
    # Risks
    (
        risk("sannolikhet: 3, konsekvens: 3"),
        "Vad gör vi för att minska risken R1 Ingen söker?",
        "Riskens värde är 9, och den har inget kontrollmoment.",
    ),
    (
        control(f"{{{T1}, utförd: nej}}"),
        "Varför är kontrollen ”Räkna sökande” inte utförd, och vad vet vi då om risken?",
        "Risken R1 Ingen söker: kontrollen är inte utförd vid uppföljningen.",
    ),
    (
        control(f"{{{T2}, utförd: ja}}"),
        "Vad visade kontrollen ”Räkna sökande”, och varför är den inte redovisad?",
        "Risken R1 Ingen söker: inget är redovisat vid uppföljningen.",
    ),
    (
        control(f"{{{T1}, utförd: ja, avvikelse: ja}}"),
        "Räcker det vi gör åt avvikelsen i kontrollen ”Räkna sökande”?",
        "Risken R1 Ingen söker: kontrollen visade en avvikelse.",
    ),
    # Measures
    (
        indicator(values((2024, 20), (2025, 10))),
        "Vad ligger bakom att I1 Lästa böcker går åt fel håll, och vad gör vi åt det?",
        "Senaste utfall är 10 (2025), sämre än värdet före.",
    ),
    (
        indicator(values((2024, 20), (2025, 20))).replace(
            "titel: Kvällsöppet", f"titel: Kvällsöppet, status: [{{{T1}, klar: ja}}]"
        ),
        STILL,
        "Senaste utfall är 20 (2025), oförändrat. Levererat: L1 Kvällsöppet.",
    ),
    (
        indicator(f"{values((2024, 20), (2025, 25))}, målvärden: [{{period: 2025, värde: 30}}]"),
        "Varför nåddes inte målvärdet för I1 Lästa böcker, och vad gör vi annorlunda nu?",
        "Målvärdet var 30 (2025), utfallet blev 25 (2025).",
    ),
    (
        indicator("utfall: [{period: 2025, värde: 7, kön: kvinnor}, {period: 2025, värde: '6,5', kön: män}]"),
        "Vad kan förklara skillnaden mellan kvinnor och män i I1 Lästa böcker?",
        "Kvinnor 7 (2025), män 6,5 (2025).",
    ),
    (
        indicator(values((2023, 20))),
        "När får vi ett nytt värde för I1 Lästa böcker?",
        OUTDATED,
    ),
    # What others say
    (
        QUIET + "förbättringar: [{id: F1, titel: Stängt, typ: klagomål, antal: 2, status: ny, avser: L1},"
        " {id: F2, titel: Mörkt, typ: synpunkt, antal: 3, avser: M1}]\n",
        "Vad säger synpunkterna och klagomålen oss, och när är det åtgärdat?",
        "5 är ännu inte åtgärdade, flest om F2 Mörkt (3).",
    ),
    # What was decided
    (
        QUIET + "resultatdialoger: [{id: D1, titel: I fjol, datum: 2025-10-01, avser: M1,"
        " beslut: [{text: Prova söndagar, klar_senast: 2026-04}]}]\n",
        "Vad blev det av beslutet ”Prova söndagar”?",
        "Beslutat i D1 I fjol, skulle vara klart 2026-04.",
    ),
    (
        QUIET + "förändringar: [{id: C1, titel: Mindre pengar, typ: budget, påverkar: A1}]\n",
        "Vem beslutar om C1 Mindre pengar, och vad betyder det för målet?",
        "Budget eller prioritering är ändrad utan något beslut.",
    ),
    (
        QUIET + "målkonflikter: [{mellan: [M2, E1]}]\n",
        "Hur väger vi M2 Ett annat mål och E1 Fler läser mot varandra?",
        "De drar åt olika håll, och ingen har skrivit hur de vägs.",
    ),
    # What people say themselves
    (judged("delvis"), "Vad skulle krävas för att nå hela målet?", "Prognosen för året: målet uppfylls delvis."),
    (
        judged("ej_uppfyllt"),
        "Vad skulle krävas för att närma oss målet, och är det möjligt i år?",
        "Prognosen för året: målet uppfylls inte.",
    ),
    (
        judged("uppfyllt", "2026-T2"),
        "Hur bedömer vi själva målet?",
        "Planen har ingen bedömning av målet vid uppföljningen.",
    ),
]


@pytest.mark.parametrize(("plan", "question", "because"), ASKED, ids=[question for _, question, _ in ASKED])
def test_a_question_follows_from_what_stands_in_the_plan(plan: str, question: str, because: str, folder: Path) -> None:
    assert (question, because) in questions(plan, folder=folder)


def test_every_question_is_tried_here(folder: Path) -> None:
    kinds = {one["kind"] for plan, _, _ in ASKED for one in sheet(plan, folder=folder)["questions"]}
    final = {"rating-partly", "rating-not-met"}
    assert kinds | final == {key.removeprefix("dialogue.ask.") for key in sentences("sv") if ".ask." in key}


@pytest.mark.parametrize(
    ("rating", "question"),
    [
        ("delvis", "Vad fattades för att nå hela målet, och vad tar vi med oss?"),
        ("ej_uppfyllt", "Varför nådde vi inte målet, och vad tar vi med oss?"),
    ],
)
def test_at_the_end_of_the_year_the_outcome_is_asked_about(rating: str, question: str, folder: Path) -> None:
    said = f"måluppfyllelse: {rating}, prognos: uppfyllt, text: Så blev det"
    plan = WORK + MEASURED + f"bedömningar: [{{avser: M1, uppföljning: 2026-T3, {said}}}]\n"
    asked = questions(plan, "--review", "2026-T3", "--as-of", "2027-01-15", folder=folder)
    assert [one for one, _ in asked] == [question]


@pytest.mark.parametrize(
    "plan",
    [
        QUIET,
        # What goes well, or lies ahead, or was known only later, asks for nothing.
        delivery("klar_senast: 2026-05"),
        delivery(f"klar_senast: 2026-03, status: [{{{T1}, klar: ja}}]"),
        control(f"{{{T1}, utförd: ja, avvikelse: nej}}"),
        risk("sannolikhet: 2, konsekvens: 4"),
        indicator(f"{values((2024, 20), (2025, 25))}, målvärden: [{{period: 2026, värde: 30}}]"),
        indicator(values((2024, 20), (2025, 20))),
        QUIET + "förbättringar: [{id: F1, titel: Mörkt, typ: klagomål, antal: 4, status: ny, avser: M1}]\n",
        QUIET + "förbättringar: [{id: F1, titel: Mörkt, typ: klagomål, antal: 40, status: klar, avser: M1}]\n",
        QUIET + "förbättringar: [{id: F1, titel: Ljust, typ: förslag, antal: 40, status: ny, avser: M1}]\n",
        QUIET + "förbättringar: [{id: F1, titel: Sen, typ: klagomål, antal: 9, datum: 2026-05-01, avser: M1}]\n",
        QUIET + "målkonflikter: [{mellan: [M1, M2], kommentar: M1 går före}]\n",
        QUIET + "resultatdialoger: [{id: D1, titel: I går, datum: 2026-04-01, avser: M1,"
        " beslut: [{text: Prova söndagar, klar_senast: 2026-05}]}]\n",
        # What concerns the other goal alone.
        QUIET + "målkonflikter: [{mellan: [M2, E2]}]\n"
        "risker: [{id: R1, titel: R, hotar: E2, sannolikhet: 4, konsekvens: 4}]\n"
        "förändringar: [{id: C1, titel: C, typ: budget, påverkar: M2}]\n"
        f"indikatorer: [{{id: I2, titel: I, mäter: E2, riktning: öka, {values((2024, 9), (2025, 3))}}}]\n",
    ],
)  # fmt: skip
def test_where_nothing_is_the_matter_nothing_is_asked(plan: str, folder: Path) -> None:
    assert questions(plan, folder=folder) == []


def test_the_most_pressing_come_first_and_there_is_room_for_all_sorts(folder: Path) -> None:
    late = "".join(
        f"  - {{id: L{n}, titel: L, leder_till: E1, klar_senast: 2026-0{1 + n % 3}}}\n" for n in range(10, 18)
    )
    risks = "".join(f"  - {{id: R{n}, titel: R, hotar: M1, sannolikhet: 4, konsekvens: {n}}}\n" for n in (1, 3, 2, 4))
    conflicts = "".join(f"  - {{mellan: [M1, {other}]}}\n" for other in ("M2", "E1", "E2", "M2"))
    falling = ", ".join(
        f"{{id: I{n}, titel: I, mäter: M1, riktning: öka, {values((2024, 9), (2025, 3))}}}" for n in range(5)
    )
    plan = f"leveranser:\n{late}risker:\n{risks}målkonflikter:\n{conflicts}indikatorer: [{falling}]\n"
    told = sheet(plan, folder=folder)
    assert [(one["kind"], one["about"][:1]) for one in told["questions"]] == [
        ("unanswered-unowned", ["L12"]), ("unanswered-unowned", ["L15"]), ("unanswered-unowned", ["L10"]),
        ("no-activity", ["M1"]), ("no-control", ["R4"]), ("no-control", ["R3"]),
        ("worsening", ["I0"]), ("worsening", ["I1"]), ("worsening", ["I2"]),
        ("conflict", ["M1"]), ("conflict", ["M1"]), ("conflict", ["M1"]),
    ]  # fmt: skip
    # Five more deliveries, two indicators, a conflict, and that nobody has judged the goal.
    assert told["left_out"] == 9


def test_nobody_is_told_what_caused_what() -> None:
    words = {"sv": "orsak|tack vare|berodde|bidrog", "en": "caus|thanks to|contribut", "fi": "aiheut|ansiosta|johtui"}
    for language, pattern in words.items():
        said = [text for key, text in sentences(language).items() if key.startswith("dialogue.")]
        assert not [text for text in said if re.search(pattern, text, flags=re.IGNORECASE)]


# ------------------------------------------------------------------------------------------------------ the sheet

WHOLE = f"""\
effektkedja: 1
organisation: {{id: upn, namn: Upplevelsenämnden, typ: nämnd}}
period: 2026
budget: {{belopp: 900, valuta: tkr, budgetuppföljning: [{{{T1}, förbrukat: 300, prognos: '880,5'}}]}}
mål:
  - {{id: M1, titel: En aktiv fritid, nivå: nämnd, perspektiv: invånare, effektmål: ja, ansvarig: Chefen, beskrivning: För alla}}
  - {{id: M2, titel: Ett annat mål, nivå: nämnd}}
  - {{id: M3, titel: Biblioteket når fler, nivå: enhet, leder_till: M1}}
uppdrag:
  - {{id: U1, titel: Mer öppet, klar_senast: 2026-02, leder_till: M1}}
  - {{id: U2, titel: Något annat, leder_till: M2}}
långsiktiga_effekter: [{{id: LE1, titel: Unga mår bättre, målgrupp: Unga, tidshorisont: 2030, leder_till: M3}}]
tidiga_effekter: [{{id: E1, titel: Fler läser, målgrupp: Barn, leder_till: LE1}}, {{id: E2, titel: Annat, leder_till: M2}}]
leveranser:
  - {{id: L1, titel: Kvällsöppet, klar_senast: 2026-04, leder_till: E1, status: [{{{T1}, klar: ja, kommentar: I tid}}]}}
  - {{id: L2, titel: Sagostund, klar_senast: 2026-03, uppdrag: U1}}
  - {{id: L3, titel: Annat, leder_till: E2}}
aktiviteter:
  - {{id: A1, titel: A, leder_till: L1, budget: {{belopp: 100, timmar: 5}}, förbrukat: [{{{T1}, belopp: '40,5'}}, {{{T2}, belopp: 9}}]}}
  - {{id: A2, titel: A, leder_till: [L2, L3], budget: {{belopp: '0,5'}}}}
  - {{id: A3, titel: A, leder_till: L3, budget: {{belopp: 7}}}}
indikatorer:
  - id: I1
    titel: Lästa böcker
    enhet: antal
    riktning: öka
    mäter: [E1, E2]
    utgångsvärde: {{period: 2023, värde: 20}}
    målvärden: [{{period: 2026, värde: 30}}]
    utfall: [{{period: 2024, värde: 21}}, {{period: 2025, värde: '22,50'}}, {{period: 2025, värde: 24, kön: kvinnor}}]
    jämförelser: [{{namn: Håbo, period: 2025, värde: 25}}]
  - {{id: I2, titel: Nöjda, mäter: M1}}
  - {{id: I3, titel: Annat, mäter: E2}}
undersökningar:
  - id: S1
    titel: Ung 2025
    typ: enkät
    period: 2025
    målgrupp: Åk 8
    antal_inbjudna: 1 200
    antal_svarande: 400
    resultat: [{{fråga: Läser du, värde: 61, enhet: procent ja, kommentar: Fler än förr}}]
    mäter: L1
  - {{id: S2, titel: Ung 2026, period: 2026, antal_inbjudna: 9, antal_svarande: 3, resultat: [{{värde: 1}}], mäter: M1}}
  - {{id: S3, titel: Annat, mäter: M2}}
bedömningar:
  - {{avser: M1, {T1}, måluppfyllelse: ej_bedömt, prognos: delvis, text: Det går framåt, framgångar: [Fler kommer],
     utmaningar: [Sena bussar], konsekvenser: [Vi provar söndagar]}}
  - {{avser: M1, {T2}, prognos: uppfyllt}}
resultatdialoger:
  - {{id: D1, titel: Våren, {T1}, datum: 2026-05-02, avser: L1, beslut: [{{text: Tala med bussbolaget, ansvarig: Chefen, klar_senast: 2026-09}}]}}
  - {{id: D2, titel: Hösten, {T2}, avser: M1, beslut: [{{text: Ännu inte}}]}}
  - {{id: D3, titel: Annat, datum: 2026-01-01, avser: M2, beslut: [{{text: Annat}}]}}
  - {{id: D4, titel: Efter, datum: 2026-05-01, avser: M1, beslut: [{{text: Efter uppföljningen}}]}}
risker:
  - {{id: R1, titel: Ingen söker, hotar: [I2, E1], sannolikhet: 2, konsekvens: 4, ansvarig: Chefen,
     kontrollmoment: [{{titel: Räkna, ansvarig: Ekonomen, frekvens: Varje vår, resultat: [{{{T1}, utförd: ja, avvikelse: ja, kommentar: Två}}]}}]}}
  - {{id: R2, titel: Annat, hotar: M2, sannolikhet: 4, konsekvens: 4}}
förbättringar:
  - {{id: F1, titel: Stängt, typ: klagomål, antal: 3, status: pågår, datum: 2026-03-01, avser: [L1, M2], svar: Vi öppnar mer}}
  - {{id: F2, titel: Annat, avser: M2}}
förändringar:
  - {{id: C1, titel: Mer pengar, typ: budget, datum: 2026-02-01, påverkar: A1, beslut: Nämnden i februari}}
  - {{id: C2, titel: Kallt väder, typ: omvärld, datum: 2026-01-15, påverkar: L2}}
  - {{id: C3, titel: Annat, typ: omvärld, påverkar: M2}}
målkonflikter:
  - {{mellan: [LE1, M2], kommentar: Unga går före}}
  - {{mellan: [M2, E2]}}
"""  # noqa: E501 (a thing of a plan on a line)


def test_the_json_of_a_sheet(folder: Path) -> None:
    told = sheet(WHOLE, head="", folder=folder)
    assert list(told) == [
        "version", "review", "as_of", "goal", "promised", "done", "measured", "spent", "risks", "improvements",
        "changes", "conflicts", "decisions", "assessment", "proposal", "missing", "questions", "left_out",
    ]  # fmt: skip
    assert (told["version"], told["review"], told["as_of"]) == (1, "2026-T1", "2026-04-30")
    assert told["goal"] == {
        "id": "M1", "title": "En aktiv fritid", "description": "För alla", "level": "board",
        "perspective": "inhabitants", "effect_goal": True, "organisation": "upn", "owner": "Chefen",
        "file": "plan.yaml", "line": 6,
    }  # fmt: skip
    assert told["promised"] == {
        "goals": [{"id": "M3", "title": "Biblioteket når fler", "level": "unit"}],
        "long_term_effects": [{"id": "LE1", "title": "Unga mår bättre", "target_group": "Unga", "horizon": "2030"}],
        "early_effects": [{"id": "E1", "title": "Fler läser", "target_group": "Barn"}],
        "deliveries": ["L2", "L1"],
        "activities": ["A2", "A1"],
    }
    done = told["done"]
    assert done["totals"]["share_done"] == 0.5
    assert [(one["id"], one["state"], one["comment"]) for one in done["deliveries"]] == [
        ("L1", "done", "I tid"),
        ("L2", "unanswered", None),
    ]
    assert done["assignments"] == [
        {"id": "U1", "title": "Mer öppet", "owner": None, "due": "2026-02", "state": "unanswered", "comment": None}
    ]
    assert told["risks"] == [
        {"id": "R1", "title": "Ingen söker", "probability": 2, "consequence": 4, "value": 8, "owner": "Chefen",
         "threatens": ["I2", "E1"], "controls": [
             {"title": "Räkna", "owner": "Ekonomen", "frequency": "Varje vår", "carried_out": True, "deviation": True,
              "comment": "Två"}]},
    ]  # fmt: skip
    assert told["improvements"] == [
        {"id": "F1", "title": "Stängt", "kind": "complaint", "state": "in_progress", "count": 3, "date": "2026-03-01",
         "about": ["L1", "M2"], "response": "Vi öppnar mer"},
    ]  # fmt: skip
    assert [(one["id"], one["decision"]) for one in told["changes"]] == [("C1", "Nämnden i februari"), ("C2", None)]
    assert told["conflicts"] == [{"between": ["LE1", "M2"], "comment": "Unga går före"}]
    assert told["decisions"] == [
        {"text": "Tala med bussbolaget", "owner": "Chefen", "due": "2026-09", "is_due": False, "dialogue": "D1"}
    ]
    assert told["assessment"] == {
        "rating": "not_assessed", "forecast": "partly", "text": "Det går framåt", "successes": ["Fler kommer"],
        "challenges": ["Sena bussar"], "consequences": ["Vi provar söndagar"],
    }  # fmt: skip


def test_what_was_measured(folder: Path) -> None:
    """The indicators on the goal come first, then those on what leads to it; what is not over has no result."""
    measured = sheet(WHOLE, head="", folder=folder)["measured"]
    assert [one["id"] for one in measured["indicators"]] == ["I2", "I1"]
    assert measured["indicators"][1] == {
        "id": "I1", "title": "Lästa böcker", "period": "2025", "value": "22.50", "target": "30", "baseline": "20",
        "direction": "increase", "achieved": False, "trend": "better", "measures": ["E1", "E2"], "unit": "antal",
        "women": {"period": "2025", "value": "24"}, "men": None,
        "comparisons": [{"name": "Håbo", "period": "2025", "value": "25"}],
    }  # fmt: skip
    assert measured["surveys"] == [
        {"id": "S1", "title": "Ung 2025", "kind": "survey", "period": "2025", "audience": "Åk 8", "invited": 1200,
         "respondents": 400, "response_rate": 0.3333,
         "results": [{"question": "Läser du", "value": "61", "unit": "procent ja", "comment": "Fler än förr"}],
         "measures": ["L1"]},
        {"id": "S2", "title": "Ung 2026", "kind": None, "period": "2026", "audience": None, "invited": 9,
         "respondents": None, "response_rate": None, "results": [], "measures": ["M1"]},
    ]  # fmt: skip


def test_what_was_spent(folder: Path) -> None:
    assert sheet(WHOLE, head="", folder=folder)["spent"] == {
        "money": [{"currency": "tkr", "budget": "100.5", "spent": "40.5"}],
        "hours": {"budget": "5", "spent": None},
        "plans": [
            {"organisation": "upn", "file": "plan.yaml", "currency": "tkr", "budget": "900", "review": "2026-T1",
             "spent": "300", "forecast": "880.5", "deviation": "-19.5", "activities": "107.5"},
        ],
    }  # fmt: skip


def test_what_is_missing_is_what_the_rules_found_about_the_goal_and_what_belongs_to_it(folder: Path) -> None:
    missing = sheet(WHOLE, head="", folder=folder)["missing"]
    assert missing["carriers"] == []
    found = {(one["code"], one["id"]) for one in missing["findings"]}
    assert {("EK402", "L2"), ("EK212", "L1"), ("EK302", "I2"), ("EK501", "A1")} <= found
    belonging = {"M1", "M3", "U1", "LE1", "E1", "L1", "L2", "A1", "A2", "I1", "I2", "S1", "S2"}
    assert {id_ for _, id_ in found} <= belonging | {None}  # what is said of the goal's assessment has no id
    bare = sheet("", goal="M2", folder=folder)["missing"]
    assert bare["carriers"] == ["activities", "deliveries", "long_term_effects", "indicators"]


def test_a_goal_of_any_level_has_a_sheet(folder: Path) -> None:
    told = sheet(WHOLE, goal="M3", head="", folder=folder)
    assert (told["goal"]["level"], told["promised"]["deliveries"]) == ("unit", ["L1"])
    assert told["spent"]["money"] == [{"currency": "tkr", "budget": "100", "spent": "40.5"}]


def test_the_review_decides_what_is_known(folder: Path) -> None:
    told = sheet(WHOLE, "--review", "2026-T2", "--as-of", "2026-09-10", head="", folder=folder)
    assert told["spent"]["money"] == [{"currency": "tkr", "budget": "100.5", "spent": "49.5"}]
    assert [one["text"] for one in told["decisions"]] == ["Tala med bussbolaget", "Ännu inte", "Efter uppföljningen"]
    assert told["assessment"]["forecast"] == "met"


def test_a_plan_that_is_joined_to_others_counts_what_stands_in_them(folder: Path) -> None:
    """A council's goal is carried by a board's work, which is told by the board's own review and budget."""
    council = (
        "effektkedja: 1\norganisation: {id: k, namn: Kommunen, typ: kommun}\n"
        "mål: [{id: KF1, titel: Fler trivs, nivå: fullmäktige}]\n"
    )
    board = (
        "effektkedja: 1\norganisation: {id: n, namn: Nämnden, typ: nämnd}\nimporterar: kommun.yaml\nperiod: 2026\n"
        "uppföljningar: [{id: VÅR, datum: 2026-03-31}]\nbudget: {belopp: 10, valuta: mnkr}\n"
        "leveranser: [{id: L1, titel: L, klar_senast: 2026-02, leder_till: KF1}]\n"
        "aktiviteter:\n"
        "  - {id: A1, titel: A, leder_till: L1, budget: {belopp: 3}, förbrukat: [{uppföljning: VÅR, belopp: 1}]}\n"
    )
    write(folder, {"kommun.yaml": council, "nämnd.yaml": board})
    told = call("status", "-q", "-f", "json", "--dialogue", "KF1", "--review", "2026-T1", "nämnd.yaml").json
    assert [one["state"] for one in told["done"]["deliveries"]] == ["unanswered"]
    assert told["spent"]["money"] == [{"currency": "mnkr", "budget": "3", "spent": "1"}]
    assert [one["organisation"] for one in told["spent"]["plans"]] == ["n"]


def test_a_circle_under_the_goal_does_not_stop_it(folder: Path) -> None:
    head = HEAD.replace("leder_till: M1}", "leder_till: [M1, E3]}, {id: E3, titel: E, leder_till: E1}")
    assert sheet(QUIET, head=head, folder=folder)["promised"]["deliveries"] == ["L1"]


# ---------------------------------------------------------------------------------------------------- wrong use


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("M9",), "There is no id M9 in the plans."),
        (("m1",), "There is no id m1 in the plans. Did you mean M1?"),
        (("L1",), "Leverans L1 is no goal. The sheet for a result dialogue is about a goal: give the goal's id."),
        (("M1", "-f", "csv"), "The sheet for a result dialogue is written as text, markdown and json, not as csv."),
        (("M1", "--by", "goal"), "--by cannot be used together with --dialogue."),
        (("M1", "--review", "2026-T9"), "None of the plans has the review 2026-T9."),
    ],
)  # fmt: skip
def test_wrong_use_is_one_clear_sentence(words: tuple[str, ...], told: str, folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD + QUIET})
    answer = call("status", "plan.yaml", "--quiet", "--lang", "en", "--output", "ny.txt", "--dialogue", *words)
    assert (answer.status, answer.out, answer.err) == (2, "", f"effektkedja: {told}\n")
    assert not (folder / "ny.txt").exists()


def test_a_goal_of_two_plans_that_are_not_joined_has_to_be_chosen(folder: Path) -> None:
    write(folder, {"a.yaml": HEAD, "b.yaml": HEAD.replace("id: upn", "id: kfn")})
    answer = call("status", "--quiet", "--lang", "en", "--dialogue", "M1")
    assert answer.status == 2
    assert "The goal M1 stands in several plans that are not joined: a.yaml:5 and b.yaml:5." in answer.err
    assert call("status", "--quiet", "--dialogue", "M1", "a.yaml").status == 0


def test_check_looks_at_what_is_under_the_goal(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD + "leveranser: [{id: L1, titel: L, klar_senast: 2026-01, leder_till: E1}]\n"})
    assert call("status", "--quiet", "--check", "--dialogue", "M1").status == 1
    assert call("status", "--quiet", "--check", "--dialogue", "M2").status == 0
    assert call("status", "--quiet", "--dialogue", "M1").status == 0


# ------------------------------------------------------------------------------------------------- what is shown


@pytest.mark.parametrize(
    ("name", "words", "width"),
    [
        ("dialogue", (), None),
        ("dialogue-en", ("--lang", "en"), None),
        ("dialogue-fi-80", ("--lang", "fi"), 80),
        ("dialogue-markdown", ("--format", "markdown"), None),
        ("dialogue-markdown-fi", ("--format", "markdown", "--lang", "fi"), None),
    ],
)
def test_the_sheet_of_a_goal_of_enkoping(
    name: str, words: tuple[str, ...], width: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if width is not None:
        monkeypatch.setenv("COLUMNS", str(width))
    options = ("--quiet", "--color", "never", "--dialogue", "M-LOKALER", *words)
    answer = call("status", *ENKOPING, *options, terminal=width is not None)
    assert answer.status == 0
    assert not re.search(r" $", answer.out, flags=re.MULTILINE)
    expect(answer.out, SNAPSHOTS / f"{name}.txt")


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("language", ["sv", "en", "fi"])
def test_a_narrow_terminal_is_enough(width: int, language: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    write(folder, {"plan.yaml": WHOLE})
    for goal in ("M1", "M2"):
        words = ("--quiet", "--color", "never", "--lang", language, "--dialogue", goal, "plan.yaml")
        assert max(map(len, call("status", *words, terminal=True).out.splitlines())) <= width


def test_what_there_is_too_much_of_is_counted(folder: Path) -> None:
    many = "".join(f"  - {{id: L{n}, titel: L, leder_till: E1}}\n" for n in range(20))
    write(folder, {"plan.yaml": f"{HEAD}leveranser:\n{many}"})
    shown = call("status", "--quiet", "--dialogue", "M1").out
    assert shown.count("· kommande") == 12
    assert "Dessutom 8 till." in shown
    assert "EK212  Leverans L0 har ingen mottagare.\n       och 19 till av samma slag" in shown


def test_nothing_is_told_by_colour_alone(folder: Path) -> None:
    write(folder, {"plan.yaml": WHOLE})
    shown = call("status", "--quiet", "--color", "always", "--dialogue", "M1").out
    assert "\x1b[" in shown
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown).split() == call("status", "--quiet", "--dialogue", "M1").out.split()


def test_the_text_of_a_plan_is_data(folder: Path) -> None:
    nasty = "| <b>x</b> [red]y[/red] *z* `k` \\u202e ![a](http://a.example)"
    plan = (
        'effektkedja: 1\norganisation: {id: o, namn: "# N", typ: nämnd}\nperiod: 2026\n'
        f'mål: [{{id: M1, titel: "{nasty}", nivå: nämnd, beskrivning: "1. {nasty}", ansvarig: "- {nasty}"}}]\n'
        f'leveranser: [{{id: L1, titel: "{nasty}", leder_till: M1, klar_senast: 2026-01, ansvarig: "+ {nasty}",'
        f' status: [{{{T1}, klar: nej, kommentar: "- {nasty}\\n# rubrik"}}]}}]\n'
        f'bedömningar: [{{avser: M1, {T1}, prognos: delvis, text: "= {nasty}", framgångar: ["2) {nasty}"]}}]\n'
        f'målkonflikter: [{{mellan: [M1, M1], kommentar: "- {nasty}"}}]\n'
        f'resultatdialoger: [{{id: "", titel: "{nasty}", avser: M1, beslut: [{{text: "- {nasty}"}}]}}]\n'
    )
    write(folder, {"plan.yaml": plan})
    text = call("status", "--quiet", "--dialogue", "M1").out
    markdown = call("status", "--quiet", "--dialogue", "M1", "--format", "markdown").out
    assert "[red]y[/red]" in text
    assert "\u202e" not in text + markdown
    assert not re.search(r"(?<!\\)[<>\[\]`|]", markdown)
    assert not re.search(r"^ *(- |\d+\. )([-+=#]|\d+[.)]) ", markdown, flags=re.MULTILINE)
    assert "http\\://" in markdown
    assert "  - \\- \\| \\<b\\>" in markdown
    assert "\n1\\. \\| " in markdown
    assert "\n\n\n" not in markdown
    assert not markdown.endswith("\n\n")


def test_identity_numbers_are_masked(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD.replace("En aktiv fritid", "För 811218-9876")})
    for form in ("text", "markdown", "json"):
        shown = call("status", "--quiet", "--dialogue", "M1", "--format", form)
        assert "811218" in shown.out
        assert "9876" not in shown.out
