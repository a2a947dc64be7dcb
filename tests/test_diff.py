"""`diff`: what changed between two versions of a plan, told in the plan's own terms.

After a change of the layout or of the sentences EFFEKTKEDJA_UPDATE=1 python -m pytest tests/test_diff.py writes
snapshots/diff-*.txt anew; then read what `git diff` shows.
"""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from support import REPOSITORY, TESTS, Answer, call, expect, write

SNAPSHOTS = TESTS / "snapshots"
EXAMPLE = REPOSITORY / "examples" / "enkoping"
NOTHING = "Ingenting har ändrats i planen.\n"

PLAN = """\
effektkedja: 1
organisation:
  id: upn
  namn: Upplevelsenämnden
  typ: nämnd
period: 2026
uppföljningar:
  - {id: T1, datum: 2026-04-30, typ: delår}
  - {id: T2, datum: 2026-08-31, typ: delår}
budget:
  belopp: 1 250
  valuta: tkr
  budgetuppföljning:
    - {uppföljning: T1, förbrukat: 300, prognos: 1 250}
mål:
  - {id: M1, titel: Fler unga har en aktiv fritid, nivå: nämnd, perspektiv: invånare}
  - {id: M2, titel: Fler läser, nivå: nämnd}
målkonflikter:
  - mellan: [M1, M2]
    kommentar: Läsningen går före.
långsiktiga_effekter:
  - {id: E2, titel: Unga mår bättre, tidshorisont: 2030, leder_till: M1}
tidiga_effekter:
  - {id: E1, titel: Fler unga besöker biblioteket, målgrupp: Unga 13–19 år, leder_till: [E2, M2]}
leveranser:
  - id: L1
    titel: Kvällsöppet bibliotek
    ansvarig: Bibliotekschefen
    mottagare: Unga i Centrum
    klar_senast: 2026-04-30
    leder_till: E1
    antaganden:
      - Unga är lediga på kvällen.
      - Bussen går till nio.
    status:
      - {uppföljning: T1, klar: nej, kommentar: Rekryteringen drog ut på tiden}
  - {id: L2, titel: Sommarläsning, leder_till: E1}
aktiviteter:
  - id: A1
    titel: Rekrytera två kvällsbibliotekarier
    ansvarig: Bibliotekschefen
    start: 2026-01
    slut: 2026-04-15
    status: pågår
    budget:
      belopp: 60
      timmar: 40
    förbrukat:
      - {uppföljning: T1, belopp: 45}
    leder_till: L1
indikatorer:
  - id: I1
    titel: Unga som är nöjda med sin fritid
    enhet: procent
    riktning: öka
    mäter: M1
    utgångsvärde: {period: 2022, värde: 70}
    målvärden:
      - {period: 2026, värde: 75}
    utfall:
      - {period: 2024, värde: "71,5"}
    gränser: {uppfyllt: 75, delvis: 60}
undersökningar:
  - id: U1
    titel: Enkät om fritiden
    antal_svarande: 612
    resultat:
      - {fråga: "Är du nöjd?", värde: 71}
bedömningar:
  - avser: M1
    uppföljning: T1
    prognos: delvis_uppfyllt
    text: Rekryteringen drog ut på tiden.
    utmaningar: [Få sökande]
resultatdialoger:
  - id: D1
    titel: Vårens samtal
    datum: 2026-05-12
    beslut:
      - {text: Annonsera igen, ansvarig: Bibliotekschefen, klar_senast: 2026-06}
risker:
  - id: R1
    titel: Ingen söker tjänsterna
    hotar: L1
    sannolikhet: 2
    konsekvens: 3
    kontrollmoment:
      - titel: Räkna ansökningar
        frekvens: Varje vecka
        resultat:
          - {uppföljning: T1, utförd: ja}
förbättringar:
  - {id: F1, titel: Öppna också på söndagar, status: ny}
förändringar:
  - {id: B1, titel: Bussen dras in, typ: omvärld, påverkar: L1}
"""


def diff(*words: str | Path, terminal: bool = False) -> Answer:
    answer = call("diff", *words, terminal=terminal)
    assert answer.status == 0, answer.err
    assert not answer.err, answer.err
    return answer


def edited(plan: str, *edits: tuple[str, str]) -> str:
    """Give a plan with each text replaced by another; each must be there, and once only."""
    for before, after in edits:
        assert plan.count(before) == 1, f"{plan.count(before)} times: {before}"
        plan = plan.replace(before, after)
    return plan


def told(folder: Path, old: str, new: str) -> str:
    """Give what is told below the summary, with plain spaces."""
    write(folder, {"gammal.yaml": old, "ny.yaml": new})
    summary, _, rest = diff("gammal.yaml", "ny.yaml").out.partition("\n\n")
    assert summary.startswith(("Från gammal.yaml till ny.yaml har planen ", NOTHING.strip()))
    return rest.replace("\N{NO-BREAK SPACE}", " ")


def changes(folder: Path, old: str, new: str) -> list[dict[str, Any]]:
    write(folder, {"gammal.yaml": old, "ny.yaml": new})
    found: list[dict[str, Any]] = diff("gammal.yaml", "ny.yaml", "--format", "json").json["changes"]
    return found


CASES = [
    (
        "namn",
        [("Upplevelsenämnden", "Kulturnämnden")],
        ["Planen", "~ upn Kulturnämnden  ny.yaml:3", "    ~ namn: Upplevelsenämnden → Kulturnämnden"],
    ),
    (
        "period",
        [("period: 2026\nupp", "period: {start: 2026, slut: 2027}\nupp")],
        ["Planen", "~ upn Upplevelsenämnden  ny.yaml:3", "    ~ period: 2026 → 2026–2027"],
    ),
    (
        "planens budget",
        [("belopp: 1 250\n", "belopp: 1 500\n")],
        ["Planen", "~ upn Upplevelsenämnden  ny.yaml:3", "    ~ budget: 1 250 tkr → 1 500 tkr"],
    ),
    (
        "budgetuppföljning",
        [("förbrukat: 300", "förbrukat: 350")],
        [
            "Planen",
            "~ upn Upplevelsenämnden  ny.yaml:3",
            "    ~ budget, budgetuppföljning T1, förbrukat: 300 tkr → 350 tkr",
        ],
    ),
    (
        "uppföljningens dag",
        [("datum: 2026-08-31", "datum: 2026-09-15")],
        ["Uppföljningar", "~ T2  ny.yaml:9", "    ~ datum: 2026-08-31 → 2026-09-15"],
    ),
    (
        "en ny uppföljning",
        [
            (
                "2026-08-31, typ: delår}\n",
                "2026-08-31, typ: delår}\n  - {id: ÅR, datum: 2026-12-31, typ: årsredovisning}\n",
            )
        ],
        ["Uppföljningar", "+ ÅR  ny.yaml:10", "    datum: 2026-12-31"],
    ),
    (
        "titel",
        [("titel: Fler läser", "titel: Fler läser böcker")],
        ["Mål", "~ M2 Fler läser böcker  ny.yaml:17", "    ~ titel: Fler läser → Fler läser böcker"],
    ),
    (
        "nivå",
        [("Fler läser, nivå: nämnd", "Fler läser, nivå: fullmäktige")],
        ["Mål", "~ M2 Fler läser  ny.yaml:17", "    ~ nivå: nämnd → fullmäktige"],
    ),
    (
        "perspektiv",
        [(", perspektiv: invånare", "")],
        ["Mål", "~ M1 Fler unga har en aktiv fritid  ny.yaml:16", "    - perspektiv: invånare"],
    ),
    (
        "målkonflikt",
        [("Läsningen går före.", "Fritiden går före.")],
        [
            "Målkonflikter",
            "~ M1 Fler unga har en aktiv fritid ↔ M2 Fler läser  ny.yaml:19",
            "    ~ kommentar: Läsningen går före. → Fritiden går före.",
        ],
    ),
    (
        "leder någon annanstans",
        [("2030, leder_till: M1", "2030, leder_till: M2")],
        [
            "Trådar",
            "- M1 Fler unga har en aktiv fritid  ny.yaml:16",
            "    Ingen arbetar längre för målet. Det gjorde A1 Rekrytera två kvällsbibliotekarier.",
            "",
            "Långsiktiga effekter",
            "~ E2 Unga mår bättre  ny.yaml:22",
            "    ~ leder till: M1 Fler unga har en aktiv fritid → M2 Fler läser",
        ],
    ),
    (
        "leder också till",
        [("klar_senast: 2026-04-30\n    leder_till: E1", "klar_senast: 2026-04-30\n    leder_till: [E1, E2]")],
        ["Leveranser", "~ L1 Kvällsöppet bibliotek  ny.yaml:26", "    + leder till: E2 Unga mår bättre"],
    ),
    (
        "leder inte längre till",
        [("leder_till: [E2, M2]", "leder_till: E2")],
        [
            "Trådar",
            "- M2 Fler läser  ny.yaml:17",
            "    Ingen arbetar längre för målet. Det gjorde A1 Rekrytera två kvällsbibliotekarier.",
            "",
            "Tidiga effekter",
            "~ E1 Fler unga besöker biblioteket  ny.yaml:24",
            "    - leder till: M2 Fler läser",
        ],
    ),
    (
        "tidshorisont",
        [("tidshorisont: 2030", "tidshorisont: 2032")],
        ["Långsiktiga effekter", "~ E2 Unga mår bättre  ny.yaml:22", "    ~ tidshorisont: 2030 → 2032"],
    ),
    (
        "målgrupp",
        [("Unga 13–19 år", "Unga 13–25 år")],
        [
            "Tidiga effekter",
            "~ E1 Fler unga besöker biblioteket  ny.yaml:24",
            "    ~ målgrupp: Unga 13–19 år → Unga 13–25 år",
        ],
    ),
    (
        "klar senast",
        [("klar_senast: 2026-04-30\n", "klar_senast: 2026-06-30\n")],
        ["Leveranser", "~ L1 Kvällsöppet bibliotek  ny.yaml:26", "    ~ klar senast: 2026-04-30 → 2026-06-30"],
    ),
    (
        "start och slut",
        [("start: 2026-01\n", "start: 2026-02\n"), ("    slut: 2026-04-15\n", "")],
        [
            "Aktiviteter",
            "~ A1 Rekrytera två kvällsbibliotekarier  ny.yaml:39",
            "    ~ start: 2026-01 → 2026-02",
            "    - slut: 2026-04-15",
        ],
    ),
    (
        "aktivitetens budget",
        [("belopp: 60\n", "belopp: 90,5\n")],
        ["Aktiviteter", "~ A1 Rekrytera två kvällsbibliotekarier  ny.yaml:39", "    ~ budget: 60 tkr → 90,5 tkr"],
    ),
    (
        "timmar",
        [("      timmar: 40\n", "      timmar: 80\n")],
        ["Aktiviteter", "~ A1 Rekrytera två kvällsbibliotekarier  ny.yaml:39", "    ~ budget, timmar: 40 → 80"],
    ),
    (
        "budgeten borta",
        [("    budget:\n      belopp: 60\n      timmar: 40\n", "")],
        ["Aktiviteter", "~ A1 Rekrytera två kvällsbibliotekarier  ny.yaml:39", "    - budget: 60 tkr, timmar: 40"],
    ),
    (
        "förbrukat",
        [("T1, belopp: 45}", "T1, belopp: 45}\n      - {uppföljning: T2, belopp: 58}")],
        ["Aktiviteter", "~ A1 Rekrytera två kvällsbibliotekarier  ny.yaml:39", "    + förbrukat T2: 58 tkr"],
    ),
    (
        "ansvarig",
        [("kvällsbibliotekarier\n    ansvarig: Bibliotekschefen", "kvällsbibliotekarier\n    ansvarig: Kulturchefen")],
        [
            "Aktiviteter",
            "~ A1 Rekrytera två kvällsbibliotekarier  ny.yaml:39",
            "    ~ ansvarig: Bibliotekschefen → Kulturchefen",
        ],
    ),
    (
        "mottagare saknades",
        [("Sommarläsning,", "Sommarläsning, mottagare: Barn 7–12 år,")],
        ["Leveranser", "~ L2 Sommarläsning  ny.yaml:37", "    + mottagare: Barn 7–12 år"],
    ),
    (
        "antaganden",
        [("Bussen går till nio.", "Bussen går till tio.")],
        [
            "Leveranser",
            "~ L1 Kvällsöppet bibliotek  ny.yaml:26",
            "    ~ antaganden: Bussen går till nio. → Bussen går till tio.",
        ],
    ),
    (
        "ett antagande till",
        [("      - Bussen går till nio.\n", "      - Bussen går till nio.\n      - Det är varmt.\n")],
        ["Leveranser", "~ L1 Kvällsöppet bibliotek  ny.yaml:26", "    + antaganden: Det är varmt."],
    ),
    (
        "aktivitetens läge",
        [("status: pågår", "status: klar")],
        ["Aktiviteter", "~ A1 Rekrytera två kvällsbibliotekarier  ny.yaml:39", "    ~ status: pågår → klar"],
    ),
    (
        "svaret",
        [("klar: nej, kommentar: Rekryteringen drog ut på tiden}", "klar: ja}")],
        [
            "Leveranser",
            "~ L1 Kvällsöppet bibliotek  ny.yaml:26",
            "    ~ status T1: nej → ja",
            "    - status T1, kommentar: Rekryteringen drog ut på tiden",
        ],
    ),
    (
        "ett nytt svar",
        [
            (
                "kommentar: Rekryteringen drog ut på tiden}",
                "kommentar: Rekryteringen drog ut på tiden}\n      - {uppföljning: T2, klar: ja, datum: 2026-06-01}",
            )
        ],
        ["Leveranser", "~ L1 Kvällsöppet bibliotek  ny.yaml:26", "    + status T2: ja, datum: 2026-06-01"],
    ),
    (
        "svaret borttaget",
        [("    status:\n      - {uppföljning: T1, klar: nej, kommentar: Rekryteringen drog ut på tiden}\n", "")],
        [
            "Leveranser",
            "~ L1 Kvällsöppet bibliotek  ny.yaml:26",
            "    - status T1: nej, kommentar: Rekryteringen drog ut på tiden",
        ],
    ),
    (
        "målvärde",
        [("2026, värde: 75}", "2026, värde: 72}")],
        ["Indikatorer", "~ I1 Unga som är nöjda med sin fritid (procent)  ny.yaml:52", "    ~ målvärden 2026: 75 → 72"],
    ),
    (
        "målvärde för kvinnor",
        [("2026, värde: 75}", "2026, värde: 75}\n      - {period: 2026, värde: 78, kön: kvinnor}")],
        [
            "Indikatorer",
            "~ I1 Unga som är nöjda med sin fritid (procent)  ny.yaml:52",
            "    + målvärden 2026 kvinnor: 78",
        ],
    ),
    (
        "utgångsvärde",
        [("2022, värde: 70}", "2023, värde: 70}")],
        [
            "Indikatorer",
            "~ I1 Unga som är nöjda med sin fritid (procent)  ny.yaml:52",
            "    ~ utgångsvärde, period: 2022 → 2023",
        ],
    ),
    (
        "gränser",
        [("delvis: 60", "delvis: 65")],
        [
            "Indikatorer",
            "~ I1 Unga som är nöjda med sin fritid (procent)  ny.yaml:52",
            "    ~ gränser, delvis: 60 → 65",
        ],
    ),
    (
        "utfall",
        [('värde: "71,5"}', 'värde: "71,5"}\n      - {period: 2025, värde: 73}')],
        ["Indikatorer", "~ I1 Unga som är nöjda med sin fritid (procent)  ny.yaml:52", "    + utfall 2025: 73"],
    ),
    (
        "utfallet noll",
        [('värde: "71,5"}', 'värde: "71,5"}\n      - {period: 2025, värde: 0, kommentar: Ingen svarade}')],
        [
            "Indikatorer",
            "~ I1 Unga som är nöjda med sin fritid (procent)  ny.yaml:52",
            "    + utfall 2025: 0, kommentar: Ingen svarade",
        ],
    ),
    (
        "en kontroll som inte gjordes",
        [("utförd: ja}", "utförd: ja}\n          - {uppföljning: T2, utförd: nej}")],
        [
            "Risker",
            "~ R1 Ingen söker tjänsterna  ny.yaml:82",
            "    + kontrollmoment Räkna ansökningar, resultat T2: nej",
        ],
    ),
    (
        "undersökning",
        [("värde: 71}", "värde: 74}"), ("612", "640")],
        [
            "Undersökningar",
            "~ U1 Enkät om fritiden  ny.yaml:64",
            "    ~ antal svarande: 612 → 640",
            "    ~ resultat Är du nöjd?: 71 → 74",
        ],
    ),
    (
        "bedömning",
        [
            ("prognos: delvis_uppfyllt", "prognos: uppfyllt\n    måluppfyllelse: ej_bedömt"),
            ("[Få sökande]", "[Dyra lokaler]"),
        ],
        [
            "Bedömningar",
            "~ M1 Fler unga har en aktiv fritid, T1  ny.yaml:70",
            "    + måluppfyllelse: ej bedömt",
            "    ~ prognos: delvis uppfyllt → uppfyllt",
            "    ~ utmaningar: Få sökande → Dyra lokaler",
        ],
    ),
    (
        "bedömningen borttagen",
        [("  - avser: M1\n    uppföljning: T1\n", "  - avser: M1\n    uppföljning: T2\n")],
        [
            "Bedömningar",
            "- M1 Fler unga har en aktiv fritid, T1  gammal.yaml:70",
            "    prognos: delvis uppfyllt",
            "+ M1 Fler unga har en aktiv fritid, T2  ny.yaml:70",
            "    prognos: delvis uppfyllt",
        ],
    ),
    (
        "beslut",
        [("klar_senast: 2026-06}", "klar_senast: 2026-09}")],
        [
            "Resultatdialoger",
            "~ D1 Vårens samtal  ny.yaml:76",
            "    ~ beslut Annonsera igen, klar senast: 2026-06 → 2026-09",
        ],
    ),
    (
        "risk",
        [("sannolikhet: 2", "sannolikhet: 3")],
        ["Risker", "~ R1 Ingen söker tjänsterna  ny.yaml:82", "    ~ sannolikhet: 2 → 3"],
    ),
    (
        "kontrollmoment",
        [("utförd: ja}", "utförd: nej, kommentar: Semester}"), ("frekvens: Varje vecka", "frekvens: Varje månad")],
        [
            "Risker",
            "~ R1 Ingen söker tjänsterna  ny.yaml:82",
            "    ~ kontrollmoment Räkna ansökningar, frekvens: Varje vecka → Varje månad",
            "    ~ kontrollmoment Räkna ansökningar, resultat T1: ja → nej",
            "    + kontrollmoment Räkna ansökningar, resultat T1, kommentar: Semester",
        ],
    ),
    (
        "förbättring",
        [("status: ny", "status: klar, svar: Öppet från september")],
        [
            "Förbättringar",
            "~ F1 Öppna också på söndagar  ny.yaml:93",
            "    + svar: Öppet från september",
            "    ~ status: ny → klar",
        ],
    ),
    (
        "förändring",
        [("påverkar: L1", "påverkar: [L1, L2]")],
        ["Förändringar", "~ B1 Bussen dras in  ny.yaml:95", "    + påverkar: L2 Sommarläsning"],
    ),
]


@pytest.mark.parametrize(("edits", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_change_is_told(edits: list[tuple[str, str]], expected: list[str], folder: Path) -> None:
    assert told(folder, PLAN, edited(PLAN, *edits)).splitlines() == expected


def test_what_is_new_and_what_is_gone_say_where_they_belong(folder: Path) -> None:
    new = edited(
        PLAN,
        ("  - {id: L2, titel: Sommarläsning, leder_till: E1}\n", ""),
        (
            "\nindikatorer:",
            "\n  - {id: A2, titel: Annonsera, slut: 2026, budget: {belopp: 5}, leder_till: L1}\nindikatorer:",
        ),
        ("  - {id: F1, titel: Öppna också på söndagar, status: ny}\n", "  - {id: F2, titel: Fler böcker, antal: 4}\n"),
    )  # fmt: skip
    assert told(folder, PLAN, new).splitlines() == [
        "Leveranser",
        "- L2 Sommarläsning  gammal.yaml:37",
        "    leder till: E1 Fler unga besöker biblioteket",
        "",
        "Aktiviteter",
        "+ A2 Annonsera  ny.yaml:50",
        "    leder till: L1 Kvällsöppet bibliotek · slut: 2026 · budget: 5 tkr",
        "",
        "Förbättringar",
        "- F1 Öppna också på söndagar  gammal.yaml:93",
        "    status: ny",
        "+ F2 Fler böcker  ny.yaml:93",
    ]


def test_the_summary_counts_plan_follow_up_and_threads(folder: Path) -> None:
    new = edited(
        PLAN,
        ("  - {id: L2, titel: Sommarläsning, leder_till: E1}\n", ""),
        ("klar_senast: 2026-04-30\n    leder_till: E1", "klar_senast: 2026-05-31"),
        ("start: 2026-01\n", "start: 2026-02\n"),
        ("belopp: 60\n", "belopp: 90\n"),
        ("klar: nej, kommentar: Rekryteringen drog ut på tiden}", "klar: ja}"),
    )
    write(folder, {"gammal.yaml": PLAN, "ny.yaml": new})
    assert diff("gammal.yaml", "ny.yaml").out.split("\n\n")[0].replace("\n", " ") == (
        "Från gammal.yaml till ny.yaml har planen 6 ändringar. 1 sak är borttagen. Ändrat i planen: 1 koppling, "
        "2 datum och 1 budget. Ändrat i uppföljningen: 1 svar. 1 tråd har brustit och för 2 politiska mål arbetar "
        "ingen längre."
    )


# ------------------------------------------------------------------------------------------------ what is the same


@pytest.mark.parametrize(
    "edits",
    [
        [("# En kommentar\n", "")],
        [("{id: M1, titel: Fler unga har en aktiv fritid,", "{titel: Fler unga har en aktiv fritid, id: M1,")],
        [("belopp: 1 250\n", "belopp: 1250,00\n")],
        [("T1, förbrukat: 300", 'T1, förbrukat: "300.0"')],
        [("    kommentar: Läsningen går före.", "    kommentar: >-\n      Läsningen\n      går   före.")],
        [("leder_till: [E2, M2]", "leder_till: [M2, E2]")],
        [("leder_till: [E2, M2]", "leder_till: [M2, E2, M2]")],
        [("hotar: L1\n", "hotar: [L1]\n")],
        [("2026, värde: 75}", "2026, värde: 75, kön: totalt}")],
        [("    enhet: procent\n", "    enhet: procent\n    typ: kvantitativ\n")],
        [("- Unga är lediga på kvällen.\n      ", ""), ("nio.\n", "nio.\n      - Unga är lediga på kvällen.\n")],
        [("titel: Fler läser", "titel: Fler la\N{COMBINING DIAERESIS}ser")],
        [("nivå: nämnd}", "niva: NÄMND}")],
    ],
)  # fmt: skip
def test_how_a_plan_is_written_is_no_change(edits: list[tuple[str, str]], folder: Path) -> None:
    plan = f"# En kommentar\n{PLAN}"
    write(folder, {"gammal.yaml": plan, "ny.yaml": edited(plan, *edits)})
    assert diff("gammal.yaml", "ny.yaml").out == NOTHING


HEAD = "effektkedja: 1\norganisation: {{id: {0}, namn: {1}, typ: {2}}}\n"
MUNICIPALITY = HEAD.format("kn", "Kommunen", "kommun")
BOARD = HEAD.format("upn", "Upplevelsenämnden", "nämnd")
GOALS = "mål:\n  - {id: M1, titel: Fler läser, nivå: nämnd}\n"
DELIVERIES = "leveranser:\n  - {id: L1, titel: Sommarläsning, leder_till: M1}\n"
ACTIVITIES = "aktiviteter:\n  - {id: A1, titel: Annonsera, leder_till: L1}\n"


def test_a_plan_in_another_language_is_no_change(folder: Path) -> None:
    write(
        folder,
        {
            "sv.yaml": BOARD
            + "mål:\n  - {id: M1, titel: Fler läser, nivå: nämnd, effektmål: ja, perspektiv: invånare}\n",
            "fi.yaml": "effektkedja: 1\norganisaatio: {tunnus: upn, nimi: Upplevelsenämnden, tyyppi: lautakunta}\n"
            "tavoitteet:\n  - otsikko: Fler läser\n    tunnus: M1\n    taso: lautakunta\n"
            "    vaikuttavuustavoite: kyllä\n    näkökulma: asukkaat\n",
        },
    )
    assert diff("sv.yaml", "fi.yaml").out == NOTHING
    assert diff("fi.yaml", "sv.yaml").out == NOTHING


def test_a_plan_parted_into_files_is_no_change(folder: Path) -> None:
    """As long as the same organisation heads them: what moves to another's plan is somebody else's now."""
    write(
        folder,
        {
            "gammal/plan.yaml": BOARD + "period: 2026\n" + GOALS + DELIVERIES + ACTIVITIES,
            "ny/plan.yaml": BOARD + "importerar: mål/mål.yaml\n" + ACTIVITIES,
            "ny/mål/mål.yaml": BOARD + "period: 2026\n" + GOALS + "importerar: ../leveranser.yaml\n",
            "ny/leveranser.yaml": BOARD + "period: 2026\n" + DELIVERIES,
        },
    )
    for words in (("gammal", "ny"), ("ny", "gammal"), ("gammal/plan.yaml", "ny/plan.yaml")):
        assert diff(*words).out == NOTHING


def test_what_moves_to_the_plan_of_another_organisation_is_told_as_that(folder: Path) -> None:
    write(
        folder,
        {
            "gammal/kommun.yaml": MUNICIPALITY + GOALS + DELIVERIES,
            "gammal/nämnd.yaml": BOARD + "importerar: kommun.yaml\n" + ACTIVITIES,
            "ny/kommun.yaml": MUNICIPALITY + GOALS,
            "ny/nämnd.yaml": BOARD + "importerar: kommun.yaml\n" + DELIVERIES + ACTIVITIES,
        },
    )
    summary, _, rest = diff("gammal", "ny").out.partition("\n\n")
    assert summary == "Från gammal till ny har planen 1 ändring. Ändrat i planen: 1 koppling."
    assert rest.splitlines() == [
        "Leveranser",
        "~ L1 Sommarläsning  ny/nämnd.yaml:5",
        "    ~ organisation: kn Kommunen → upn Upplevelsenämnden",
    ]


def test_a_new_id_is_told_once_and_with_caution(folder: Path) -> None:
    """What led to the old id and leads to the new one leads where it did."""
    old = BOARD + GOALS + DELIVERIES + "bedömningar:\n  - {avser: M1, uppföljning: 2026-T1, prognos: uppfyllt}\n"
    assert told(folder, old, old.replace("M1", "LÄSNING")).splitlines() == [
        "Mål",
        "~ LÄSNING Fler läser  ny.yaml:4",
        "    ~ id: M1 → LÄSNING (samma titel, så troligen samma sak)",
    ]


def test_two_things_of_the_same_title_are_not_taken_for_each_other(folder: Path) -> None:
    goal = "  - {{id: {0}, titel: Fler läser, nivå: nämnd}}\n"
    found = changes(
        folder, BOARD + "mål:\n" + goal.format("M1"), BOARD + "mål:\n" + goal.format("M2") + goal.format("M3")
    )
    assert [(one["kind"], one["id"]) for one in found] == [("removed", "M1"), ("added", "M2"), ("added", "M3")]


def test_what_becomes_another_sort_of_thing_is_still_the_same(folder: Path) -> None:
    effect = "  - {id: E1, titel: Fler läser hemma, leder_till: M1}\n"
    old = BOARD + GOALS + "tidiga_effekter:\n" + effect
    assert told(folder, old, old.replace("tidiga", "långsiktiga")).splitlines() == [
        "Långsiktiga effekter",
        "~ E1 Fler läser hemma  ny.yaml:6",
        "    ~ slag: tidig effekt → långsiktig effekt",
    ]


def test_chains_that_use_the_same_ids_are_kept_apart(folder: Path) -> None:
    for year in ("2025", "2026"):
        plan = BOARD + f"period: {year}\n" + GOALS.replace("Fler läser", f"Fler läser {year}")
        write(folder, {f"gammal/{year}.yaml": plan, f"ny/{year}.yaml": plan.replace("läser 2026", "läser böcker")})
    [change] = diff("gammal", "ny", "--format", "json").json["changes"]
    assert (change["old"], change["new"], change["file"]) == ("Fler läser 2026", "Fler läser böcker", "ny/2026.yaml")


def test_files_that_have_other_names_are_known_by_what_they_hold(folder: Path) -> None:
    for name, title in (("a", "Fler läser"), ("b", "Fler simmar")):
        write(folder, {f"gammal/{name}.yaml": BOARD.replace("upn", name) + GOALS.replace("Fler läser", title)})
        write(folder, {f"ny/{name}{name}.yaml": BOARD.replace("upn", name) + GOALS.replace("Fler läser", title)})
    assert diff("gammal", "ny").out == NOTHING


# ---------------------------------------------------------------------------------------------------- the threads


WHOLE = BOARD + GOALS + DELIVERIES + ACTIVITIES
BROKEN = WHOLE.replace("Sommarläsning, leder_till: M1", "Sommarläsning")
LOWER = WHOLE.replace("Fler läser, nivå: nämnd", "Fler läser, nivå: enhet")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            WHOLE,
            BROKEN,
            [
                "- A1 Annonsera  ny.yaml:8",
                "    Nådde förut M1 Fler läser, men når inte längre något politiskt mål. Tråden slutar vid L1.",
                "- M1 Fler läser  ny.yaml:4",
                "    Ingen arbetar längre för målet. Det gjorde A1 Annonsera.",
            ],
        ),
        (
            BROKEN,
            WHOLE,
            [
                "+ A1 Annonsera  ny.yaml:8",
                "    Når nu M1 Fler läser. Förut nådde den inget politiskt mål.",
                "+ M1 Fler läser  ny.yaml:4",
                "    För målet arbetar nu A1 Annonsera. Förut gjorde ingen det.",
            ],
        ),
        (
            WHOLE,
            LOWER,
            [
                "- A1 Annonsera  ny.yaml:8",
                "    Nådde förut M1 Fler läser, men når inte längre något politiskt mål. Tråden slutar vid M1.",
            ],
        ),
        (WHOLE, WHOLE.replace(", leder_till: L1", ""), [
            "- A1 Annonsera  ny.yaml:8",
            "    Nådde förut M1 Fler läser, men når inte längre något politiskt mål.",
            "- M1 Fler läser  ny.yaml:4",
            "    Ingen arbetar längre för målet. Det gjorde A1 Annonsera.",
        ]),
    ],
    ids=["broken", "healed", "lower goal", "leads nowhere"],
)  # fmt: skip
def test_a_thread_breaks_or_heals(old: str, new: str, expected: list[str], folder: Path) -> None:
    threads, _, _ = told(folder, old, new).partition("\n\n")
    assert threads.splitlines() == ["Trådar", *expected]


def test_a_goal_that_loses_its_only_activity_is_abandoned(folder: Path) -> None:
    write(folder, {"gammal.yaml": WHOLE, "ny.yaml": WHOLE.replace(ACTIVITIES, "")})
    [thread] = diff("gammal.yaml", "ny.yaml", "--format", "json").json["threads"]
    assert thread == {
        "kind": "abandoned",
        "stage": "goals",
        "id": "M1",
        "title": "Fler läser",
        "old": ["A1"],
        "new": [],
        "ends_at": [],
        "file": "ny.yaml",
        "line": 4,
    }


def test_of_many_that_worked_for_a_goal_three_are_named(folder: Path) -> None:
    plan = BOARD + GOALS + "aktiviteter:\n"
    work = "".join(f"  - {{id: A{number}, titel: Åtgärd, leder_till: M1}}\n" for number in range(1, 7))
    assert "A1 Åtgärd, A2 Åtgärd, A3 Åtgärd och 3 till." in told(folder, plan + work, plan)


# ------------------------------------------------------------------------------------- what could not be read


def test_what_could_not_be_read_is_told_and_is_not_taken_for_removed(folder: Path) -> None:
    board = BOARD + "importerar: kommun.yaml\n" + DELIVERIES + ACTIVITIES
    write(
        folder,
        {
            "gammal/kommun.yaml": MUNICIPALITY + GOALS,
            "gammal/nämnd.yaml": board,
            "ny/kommun.yaml": MUNICIPALITY + GOALS.replace("Fler läser", "Alla läser"),
            "ny/nämnd.yaml": board + "x: [\n",
        },
    )
    for words, title in ((("ny", "gammal"), "Fler läser"), (("gammal", "ny"), "Alla läser")):
        answer = call("diff", *words, "--format", "json")
        assert answer.status == 1
        assert answer.err.startswith("effektkedja: ny/nämnd.yaml:9:1: EK002 ")
        assert answer.err.count("\n") == 1
        assert [(one["id"], one["new"]) for one in answer.json["changes"]] == [("M1", title)]
        assert answer.json["threads"] == []
        assert answer.json["complete"] is False
    (folder / "ny/nämnd.yaml").rename(folder / "ny/fritid.yaml")
    assert call("diff", "gammal", "ny", "--format", "json").json["changes"] == answer.json["changes"]
    answer = call("diff", "gammal/nämnd.yaml", "ny/fritid.yaml")
    assert (answer.status, answer.out) == (1, "Ingenting har ändrats i det som kunde läsas.\n")


def test_a_value_that_could_not_be_read_is_no_change(folder: Path) -> None:
    wrong = edited(
        PLAN,
        ("klar_senast: 2026-04-30\n", "klar_senast: i vår\n"),
        ("klar: nej, kom", "klar: nja, kom"),
        ("belopp: 60\n", "belopp: sextio\n"),
    )
    write(folder, {"gammal.yaml": PLAN, "ny.yaml": wrong})
    for words in (("gammal.yaml", "ny.yaml"), ("ny.yaml", "gammal.yaml")):
        answer = call("diff", *words)
        assert (answer.status, answer.out) == (0, NOTHING)
        assert answer.err == "effektkedja: ny.yaml har 3 fel, så en del av den kan inte jämföras.\n"
        assert not call("diff", *words, "--quiet").err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "ÄLDRE NYARE saknas. Se effektkedja --help."),
        (("plan.yaml",), "NYARE saknas. Se effektkedja --help."),
        (("plan.yaml", "plan.yaml", "x"), "Anropet har ett ord för mycket: x. Se effektkedja --help."),
        (("plan.yaml", "ny.yaml"), "Sökvägen ny.yaml finns inte."),
        (("C:\\planer\\plan.yaml", "plan.yaml"), "Sökvägen C:\\planer\\plan.yaml finns inte."),
        (("d:/plan.yaml", "plan.yaml"), "Sökvägen d:/plan.yaml finns inte."),
        ((":plan.yaml", "plan.yaml"), "Sökvägen :plan.yaml finns inte."),
        (
            ("plan.yaml", "plan.yaml", "--format", "xml"),
            "--format kan inte vara xml. Välj mellan text, json och markdown.",
        ),
        (
            ("plan.yaml", "plan.yaml", "--output", "plan.yaml"),
            "plan.yaml är en av planerna som granskas och skrivs inte över. Välj ett annat filnamn för --output.",
        ),
    ],
)
def test_wrong_use(words: tuple[str, ...], sentence: str, folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    answer = call("diff", *words)
    assert (answer.status, answer.out, answer.err) == (2, "", f"effektkedja: {sentence}\n")
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == PLAN


def test_a_folder_without_plans_is_a_version_without_plans(folder: Path) -> None:
    (folder / "tom").mkdir()
    write(folder, {"ny/plan.yaml": BOARD + GOALS})
    answer = call("diff", "tom", "ny", "--format", "json")
    assert answer.status == 0
    assert "tom" in answer.err
    assert [(one["kind"], one["id"]) for one in answer.json["changes"]] == [("added", "upn"), ("added", "M1")]


def test_a_file_whose_name_looks_like_a_revision_comes_first(folder: Path) -> None:
    name = "HEAD:plan.yaml"
    try:
        write(folder, {name: BOARD + GOALS, "plan.yaml": BOARD + GOALS})
    except OSError:
        pytest.skip("this system has no file names with a colon")
    assert diff(name, "plan.yaml").out == NOTHING


def test_standard_input_may_be_one_version(folder: Path) -> None:
    write(folder, {"plan.yaml": BOARD + GOALS})
    answer = call("diff", "-", "plan.yaml", stdin=(BOARD + GOALS.replace("läser", "simmar")).encode())
    assert answer.out.startswith("Från - till plan.yaml har planen 1 ändring. ")


# ------------------------------------------------------------------------------------------------ how it is shown

# The example as the board might have revised it in the autumn: the bus tours are taken out with all that led to them,
# a safety walk is added, and the goal of a rich range of things to do no longer leads to the council's fourth.
BOARD_FILE, MUNICIPALITY_FILE = "upplevelsenamnden.yaml", "kommun.yaml"
AUTUMN = [
    (MUNICIPALITY_FILE, "    datum: 2019-08-31\n", "    datum: 2019-09-15\n"),
    (BOARD_FILE, "  belopp: 6 200\n  valuta", "  belopp: 6 450\n  valuta"),
    (BOARD_FILE, "    titel: Attraktivt utbud av aktiviteter\n", "    titel: Ett utbud som lockar alla\n"),
    (BOARD_FILE, "      - KF1\n      - KF4\n      - KF5\n", "      - KF1\n      - KF5\n"),
    (BOARD_FILE, "Under 2019 går det som rör\n      trygghet", "Till och med 2020 går det som rör\n      trygghet"),
    (BOARD_FILE, "    leder_till: E-inflytande\n\n  - id: T-märkt", "\n  - id: T-märkt"),
    (BOARD_FILE, "    klar_senast: 2019-09-30\n", "    klar_senast: 2019-11-15\n"),
    (BOARD_FILE, "    leder_till: T-cykelgäst\n", "    leder_till:\n      - T-cykla\n      - T-cykelgäst\n"),
    (BOARD_FILE, "  - id: L-fritidsbank\n", "  - id: L-fritidsbanken\n"),
    (BOARD_FILE, "    leder_till: L-fritidsbank\n", "    leder_till: L-fritidsbanken\n"),
    (BOARD_FILE, "    avser: L-fritidsbank\n", "    avser: L-fritidsbanken\n"),
    (
        BOARD_FILE,
        """\
        klar: nej
        kommentar: Löparbanorna är klara. Hoppgroparna väntar på torrt väder och blir klara i september.
""",
        """\
        klar: ja
        datum: 2019-09-20
""",
    ),
    (
        BOARD_FILE,
        "    klar_senast: 2019-11-30\n    leder_till: T-energi\n",
        """\
    klar_senast: 2019-11-30
    leder_till: T-energi
    status:
      - uppföljning: 2019-T2
        klar: nej
        kommentar: Två tak är klara.

  - id: L-vandring
    titel: En trygghetsvandring i varje hall
    mottagare: Besökare i bad och hallar
    klar_senast: 2019-11-15
    leder_till: T-trygg
""",
    ),
    (
        BOARD_FILE,
        "aktiviteter:\n",
        """\
aktiviteter:
  - id: A-vandring
    titel: Bjuda in besökare och gå vandringarna
    ansvarig: Anläggningschefen
    slut: 2019-11
    budget:
      belopp: 25
    leder_till: L-vandring

""",
    ),
    (BOARD_FILE, "      belopp: 900   # varav", "      belopp: 980   # varav"),
    (
        BOARD_FILE,
        "    titel: Rekrytera och utbilda simlärare\n    ansvarig: Badchefen\n",
        "    titel: Rekrytera och utbilda simlärare\n    ansvarig: Enhetschefen för simskolan\n",
    ),
    (
        BOARD_FILE,
        """\
    målvärden:
      - period: 2019
        värde: 75
    utfall:
      - period: 2018
        värde: 72,5
""",
        """\
    målvärden:
      - period: 2019
        värde: 74
    utfall:
      - period: 2019-H1
        värde: 73,5
      - period: 2018
        värde: 72,5
""",
    ),
    (
        BOARD_FILE,
        """\
    prognos: delvis_uppfyllt
    text: >-
      Vårens mätning visar en förbättring, från 68,5 till 70,5 procent, men det är långt kvar till 75. Enavallen
      är försenad, badet öppnar i december och hinner knappt påverka årets resultat.
""",
        """\
    prognos: ej_uppfyllt
    text: >-
      Vårens mätning visar en förbättring, från 68,5 till 70,5 procent, men det är långt kvar till 75. Badet öppnar
      i december och hinner inte påverka årets resultat.
""",
    ),
    (BOARD_FILE, "    sannolikhet: 3\n    konsekvens: 3\n", "    sannolikhet: 4\n    konsekvens: 3\n"),
    (
        BOARD_FILE,
        "kommentar: Två av fem tjänster",
        "kommentar: Tre av fem tjänster",
    ),
    (BOARD_FILE, "sätts upp i oktober.\n    status: pågår\n", "sätts upp i oktober.\n    status: klar\n"),
]
TAKEN_OUT = ("T-bussgäst", "L-buss", "A-buss", "B-buss")


def revised_example(folder: Path) -> None:
    """Write the example below `beslutad`, and as it is after the revision below `reviderad`."""
    shutil.copytree(EXAMPLE, folder / "beslutad")
    for name in (BOARD_FILE, MUNICIPALITY_FILE):
        text = (EXAMPLE / name).read_text(encoding="utf-8")
        text = edited(text, *((before, after) for file, before, after in AUTUMN if file == name))
        for id_ in TAKEN_OUT if name == BOARD_FILE else ():
            text, found = re.subn(rf"  - id: {id_}\n(?:(?:    .*)?\n)*", "", text)
            assert found == 1
        write(folder, {f"reviderad/{name}": text})


@pytest.mark.parametrize(
    ("name", "words", "columns"),
    [
        ("diff", (), None),
        ("diff-80", (), 80),
        ("diff-50", (), 50),
        ("diff-en", ("--lang", "en"), None),
        ("diff-fi-80", ("--lang", "fi"), 80),
        ("diff-markdown", ("--format", "markdown"), None),
        ("diff-markdown-fi", ("--format", "markdown", "--lang", "fi"), None),
        ("diff-json", ("--format", "json"), None),
    ],
)
def test_snapshot(
    name: str, words: tuple[str, ...], columns: int | None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if columns:
        monkeypatch.setenv("COLUMNS", str(columns))
    revised_example(folder)
    shown = diff("beslutad", "reviderad", *words, "--color", "never", terminal=columns is not None).out
    expect(shown, SNAPSHOTS / f"{name}.txt")
    if columns:
        assert max(map(len, shown.splitlines())) <= columns


def test_colours_tell_nothing_that_signs_do_not(folder: Path) -> None:
    revised_example(folder)
    coloured = diff("beslutad", "reviderad", "--color", "always").out
    plain = diff("beslutad", "reviderad", "--color", "never").out
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines() == plain.splitlines()
    for sign, style in (("+", "32"), ("-", "1;31"), ("~", "1;33")):
        assert f"\x1b[{style}m{sign}\x1b[0m " in coloured
        assert re.search(rf"^ *{re.escape(sign)} ", plain, flags=re.MULTILINE)


def test_json_is_one_flat_list_that_agrees_with_its_counts(folder: Path) -> None:
    revised_example(folder)
    answer = diff("beslutad", "reviderad", "--format", "json").json
    kinds = [one["kind"] for one in (*answer["changes"], *answer["threads"])]
    counted = {name: count for name, count in answer["summary"].items() if name not in {"changes", "threads"}}
    assert counted == {name: kinds.count(name) for name in counted}
    assert (answer["summary"]["changes"], answer["summary"]["threads"]) == (
        len(answer["changes"]),
        len(answer["threads"]),
    )
    for change in answer["changes"]:
        text = (folder / change["file"]).read_text(encoding="utf-8").splitlines()
        assert 1 <= change["line"] <= len(text)
        assert change["file"].startswith("beslutad/" if change["kind"] == "removed" else "reviderad/")


def test_json_of_each_sort_of_change(folder: Path) -> None:
    new = edited(
        PLAN,
        ("klar_senast: 2026-04-30\n", "klar_senast: 2026-06-30\n"),
        ("leder_till: [E2, M2]", "leder_till: E2"),
        ("ut på tiden}", "ut på tiden}\n      - {uppföljning: T2, klar: ja}"),
        ("2026, värde: 75}", "2026, värde: 75}\n      - {period: 2026, värde: 78, kön: kvinnor}"),
        ("utförd: ja}", "utförd: nej}"),
        ("prognos: delvis_uppfyllt", "prognos: uppfyllt"),
        ("söndagar, status: ny}", "söndagar, status: klar}"),
        ("B1, titel: Bussen dras in, typ: omvärld", "B2, titel: Fler bussar"),
    )  # fmt: skip
    short = ("kind", "stage", "id", "field", "at", "old", "new")
    status = {"review": "T2", "done": "yes"}
    target = {"period": "2026", "value": "78", "gender": "women"}
    text = {"of": "M1", "review": "T1", "text": "Rekryteringen drog ut på tiden.", "challenges": ["Få sökande"]}
    partly, met = {**text, "forecast": "partly"}, {**text, "forecast": "met"}
    bus, buses = (
        {"organisation": "upn", "title": title, **more, "affects": ["L1"]}
        for title, more in (("Bussen dras in", {"kind": "world"}), ("Fler bussar", {}))
    )
    assert [tuple(one[name] for name in short) for one in changes(folder, PLAN, new)] == [
        ("moved", "early_effects", "E1", "leads_to", {}, ["E2", "M2"], ["E2"]),
        ("redated", "deliveries", "L1", "due", {}, "2026-04-30", "2026-06-30"),
        ("answered", "deliveries", "L1", "status", {"review": "T2"}, None, status),
        ("retargeted", "indicators", "I1", "targets", {"period": "2026", "gender": "women"}, None, target),
        ("judged", "assessments", "M1", None, {"review": "T1"}, partly, met),
        ("changed", "risks", "R1", "controls.results", {"title": "Räkna ansökningar", "review": "T1"},
         {"review": "T1", "carried_out": True}, {"review": "T1", "carried_out": False}),
        ("changed", "improvements", "F1", "state", {}, "new", "done"),
        ("removed", "changes", "B1", None, {}, bus, None),
        ("added", "changes", "B2", None, {}, None, buses),
    ]  # fmt: skip


def test_markdown_says_what_is_said_in_text(folder: Path) -> None:
    revised_example(folder)
    markdown = diff("beslutad", "reviderad", "--format", "markdown").out
    for line in diff("beslutad", "reviderad").out.splitlines():
        if re.match(r"[-+~] ", line):
            assert f"- `{line[0]}` **{line[2:].split('  ')[0]}**" in markdown


def test_text_from_a_plan_is_only_ever_text(folder: Path) -> None:
    nasty = '"<b>x</b> [red]x[/red] **x** \\u202e 19121212-1212 | [x](y)"'
    new = edited(PLAN, ("titel: Fler läser", f"titel: {nasty}"), ("Unga i Centrum", nasty))
    write(folder, {"gammal.yaml": PLAN, "ny.yaml": new})
    text = diff("gammal.yaml", "ny.yaml", "--color", "never").out
    assert "<b>x</b> [red]x[/red] **x** \\u202e 19121212-**** | [x](y)" in text
    markdown = diff("gammal.yaml", "ny.yaml", "--format", "markdown").out
    assert r"\<b\>x\</b\> \[red\]x\[/red\] \*\*x\*\* \\u202e 19121212-\*\*\*\* \| \[x\](y)" in markdown
    for words in ((), ("--format", "markdown"), ("--format", "json"), ("--color", "always")):
        out = diff("gammal.yaml", "ny.yaml", *words).out
        assert "1212-1212" not in out
        assert "\u202e" not in out


def test_output_goes_to_a_file(folder: Path) -> None:
    write(folder, {"gammal.yaml": PLAN, "ny.yaml": PLAN})
    assert diff("gammal.yaml", "ny.yaml", "--output", "svar.txt").out == ""
    assert (folder / "svar.txt").read_text(encoding="utf-8") == NOTHING


def test_reviews_that_nobody_wrote_down_are_the_tertials(folder: Path) -> None:
    """So a plan that writes them down as they are anyway has changed nothing, and another day is another day."""
    reviews = "uppföljningar:\n  - {id: 2026-T1, datum: 2026-04-30, typ: delår}\n"
    write(folder, {"utan.yaml": BOARD + GOALS, "med.yaml": BOARD + reviews + GOALS})
    assert diff("utan.yaml", "med.yaml", "--as-of", "2026-05-04").out == NOTHING
    assert diff("med.yaml", "utan.yaml", "--as-of", "2026-05-04").out == NOTHING
    assert "+ 2026-T1 " in diff("utan.yaml", "med.yaml", "--as-of", "2027-05-04").out
    write(folder, {"med.yaml": BOARD + reviews.replace("04-30", "05-15") + GOALS})
    assert "~ datum: 2026-04-30 → 2026-05-15" in diff("utan.yaml", "med.yaml").out
