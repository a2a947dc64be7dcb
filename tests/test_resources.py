"""Money, risks, improvements and changes in `status`: small plans in, sentences out."""

import re
from pathlib import Path

import pytest
from support import call, write

HEAD = """\
effektkedja: 1
organisation: {id: upn, namn: Upplevelsenämnden, typ: nämnd}
period: 2026
mål:
  - {id: M1, titel: Fler unga har en aktiv fritid, nivå: nämnd}
  - {id: M2, titel: Fler rör på sig, nivå: nämnd}
  - {id: M3, titel: Medarbetarna trivs, nivå: enhet, leder_till: M2}
"""


def told(*words: str) -> str:
    """Show a status without findings and colours."""
    answer = call("status", "--quiet", "--color", "never", *words)
    assert answer.status == 0, answer.err
    return answer.out.replace("\N{NO-BREAK SPACE}", " ")


def section(heading: str, plan: str, *words: str, head: str = HEAD, folder: Path) -> list[str]:
    """Give the lines below a heading of the status of a plan."""
    write(folder, {"plan.yaml": head + plan})
    _, found, below = told("plan.yaml", *words).partition(f"\n{heading}\n")
    return [line.strip() for line in below.partition("\n\n")[0].splitlines()] if found else []


def activities(*fields: str) -> str:
    return "aktiviteter:\n" + "".join(f"  - {{id: A{n}, titel: A, {one}}}\n" for n, one in enumerate(fields, 1))


# ------------------------------------------------------------------------------------------------------- budget

T1, T2, T3 = (f"uppföljning: 2026-T{number}" for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("budget", "lines"),
    [
        (
            f"belopp: 6 200, valuta: tkr, budgetuppföljning: [{{{T1}, förbrukat: '2 100,5', prognos: 6 080}}]",
            [
                "✓ ryms i budgeten  Upplevelsenämnden",
                "███████░░░░░░░░░░░░░  2 100,5 av 6 200 tkr har gått åt (34 %)",
                "prognos för året 6 080 tkr, 120 tkr under budgeten",
            ],
        ),
        (
            f"belopp: 100, valuta: mnkr, budgetuppföljning: [{{{T1}, förbrukat: 112, prognos: '120,5'}}]",
            [
                "! över budgeten  Upplevelsenämnden",
                "████████████████████  112 av 100 mnkr har gått åt (112 %)",
                "prognos för året 120,5 mnkr, 20,5 mnkr över budgeten",
            ],
        ),
        (
            f"belopp: 5000, budgetuppföljning: [{{{T1}, prognos: 5000}}]",
            [
                "✓ ryms i budgeten  Upplevelsenämnden",
                "budget 5 000 kr, inget redovisat",
                "prognos för året 5 000 kr, lika mycket som budgeten",
            ],
        ),
        # What was reported for a later review, or for one that is not known, is passed over.
        (
            f"belopp: 50, valuta: EUR, budgetuppföljning: [{{{T2}, förbrukat: 40}}, {{uppföljning: X, förbrukat: 30}}]",
            ["○ ingen prognos  Upplevelsenämnden", "budget 50 euro, inget redovisat"],
        ),
        # Of two entries for one review the later in the file counts.
        (
            f"belopp: 50, valuta: tEUR, budgetuppföljning: [{{{T1}, förbrukat: 10}}, {{{T1}, förbrukat: 20}}]",
            ["○ ingen prognos  Upplevelsenämnden", "████████░░░░░░░░░░░░  20 av 50 tusen euro har gått åt (40 %)"],
        ),
        (
            f"valuta: MEUR, budgetuppföljning: [{{{T1}, förbrukat: 10, prognos: 12}}]",
            [
                "○ ingen prognos  Upplevelsenämnden",
                "10 miljoner euro har gått åt, ingen budget",
                "prognos för året 12 miljoner euro",
            ],
        ),
        ("belopp: 0, budgetuppföljning: []", ["○ ingen prognos  Upplevelsenämnden", "budget 0 kr, inget redovisat"]),
        # What is paid back may be more than what is spent.
        (
            f"belopp: 10, budgetuppföljning: [{{{T1}, förbrukat: -5}}]",
            ["○ ingen prognos  Upplevelsenämnden", "░░░░░░░░░░░░░░░░░░░░  −5 av 10 kr har gått åt"],
        ),
    ],
)  # fmt: skip
def test_the_budget_of_a_plan(budget: str, lines: list[str], folder: Path) -> None:
    assert section("Budget", f"budget: {{{budget}}}\n", folder=folder) == lines


def test_figures_of_an_earlier_review_are_said_to_be_so(folder: Path) -> None:
    plan = f"budget: {{belopp: 10, budgetuppföljning: [{{{T1}, förbrukat: 4}}]}}\n"
    shown = section("Budget", plan, "--review", "2026-T2", "--as-of", "2026-09-10", folder=folder)
    assert shown[1:] == ["████████░░░░░░░░░░░░  4 av 10 kr har gått åt (40 %)", "siffrorna är från 2026-T1"]


def test_of_reviews_of_one_day_that_in_question_counts(folder: Path) -> None:
    plan = (
        "uppföljningar: [{id: R1, datum: 2026-04-30}, {id: R2, datum: 2026-04-30}]\n"
        "budget: {belopp: 10, budgetuppföljning: [{uppföljning: R1, förbrukat: 4}, {uppföljning: R2, förbrukat: 5}]}\n"
    )
    for review, spent in (("R1", 4), ("R2", 5)):
        assert f"{spent} av 10 kr" in section("Budget", plan, "--review", review, folder=folder)[1]


def test_what_the_activities_have_together(folder: Path) -> None:
    plan = "budget: {belopp: 10, valuta: tkr}\n" + activities(
        "leder_till: M1, budget: {belopp: '1,75'}",
        "leder_till: M1, budget: {belopp: '3,75', timmar: 7}",
        "leder_till: M1",
    )
    assert section("Budget", plan, folder=folder)[-1] == "aktiviteternas budgetar är tillsammans 5,5 tkr"


def test_a_finnish_plan_counts_in_euros(folder: Path) -> None:
    head = HEAD.replace("typ: nämnd}", "typ: nämnd, kommunkod: 049}")
    shown = section("Budget", "budget: {belopp: 1 000}\n", head=head, folder=folder)
    assert shown[1] == "budget 1 000 euro, inget redovisat"


def test_every_plan_of_a_chain_is_told_by_its_own_review(folder: Path) -> None:
    """The municipality has no review on the board's days: its own latest before counts."""
    board = HEAD + "importerar: kommun.yaml\nuppföljningar: [{id: VÅR, datum: 2026-03-31}]\nbudget: {belopp: 10}\n"
    municipality = (
        "effektkedja: 1\norganisation: {id: k, namn: Kommunen, typ: kommun}\n"
        "uppföljningar: [{id: JAN, datum: 2026-01-31}, {id: MAJ, datum: 2026-05-31}]\n"
        "budget:\n  belopp: 40\n"
        "  budgetuppföljning: [{uppföljning: JAN, förbrukat: 10}, {uppföljning: MAJ, förbrukat: 30}]\n"
    )
    write(folder, {"kommun.yaml": municipality, "nämnd.yaml": board})
    shown = told("nämnd.yaml", "--review", "VÅR")
    assert "10 av 40 kr har gått åt (25 %)" in shown
    assert "siffrorna" not in shown
    assert shown.index("Kommunen") < shown.index("ingen prognos  Upplevelsenämnden")


# -------------------------------------------------------------------------------------------- money for each goal


def by_goal(plan: str, *words: str, head: str = HEAD, folder: Path) -> dict[str, str]:
    """Give what goes into each goal."""
    lines = section("Pengar och timmar per politiskt mål", plan, *words, head=head, folder=folder)
    if not lines:
        return {}
    assert lines[-1] == "En aktivitet räknas helt hos varje mål som den når. Målen kan därför inte läggas ihop."
    names = [number for number, line in enumerate(lines) if re.match(r"M\d ", line)]
    return {lines[number][:2]: re.sub("[█░ ]+  ", "", lines[number + 1]) for number in names}


def test_an_activity_counts_in_full_at_every_goal_that_it_reaches(folder: Path) -> None:
    plan = "budget: {valuta: tkr}\n" + activities(
        f"leder_till: [M1, M2], budget: {{belopp: 100, timmar: 10}}, förbrukat: [{{{T1}, belopp: 40, timmar: 1}}]",
        f"leder_till: [M3, M2], budget: {{belopp: 50}}, förbrukat: [{{{T1}, belopp: '0,5'}}]",
        "leder_till: M3",
    )
    assert by_goal(plan, folder=folder) == {
        "M1": "40 av 100 tkr har gått åt (40 %) · 1 av 10 timmar har gått åt (10 %)",
        "M2": "40,5 av 150 tkr har gått åt (27 %) · 1 av 10 timmar har gått åt (10 %)",
    }


@pytest.mark.parametrize(
    ("review", "told_of_it"),
    [
        ("2026-T1", "10 av 100 kr har gått åt (10 %)"),
        ("2026-T2", "30 av 100 kr har gått åt (30 %)"),
        ("2026-T3", "90 av 100 kr har gått åt (90 %)"),
    ],
)
def test_what_an_activity_spent_is_added_up_to_the_review(review: str, told_of_it: str, folder: Path) -> None:
    """Reviews that the plan does not know count nowhere, and of two entries for one review the later counts."""
    entries = ((T2, 20), (T1, 99), (T1, 10), (T3, 60), ("uppföljning: X", 7))
    spent = ", ".join(f"{{{of_review}, belopp: {amount}}}" for of_review, amount in entries)
    plan = activities(f"leder_till: M1, budget: {{belopp: 100}}, förbrukat: [{spent}]")
    assert by_goal(plan, "--review", review, "--as-of", "2027-01-10", folder=folder) == {"M1": told_of_it}


@pytest.mark.parametrize(
    ("fields", "told_of_it"),
    [
        ("budget: {belopp: 7}", "budget 7 kr, inget redovisat"),
        (f"förbrukat: [{{{T1}, belopp: 7}}]", "7 kr har gått åt, ingen budget"),
        (f"förbrukat: [{{{T1}, timmar: 1}}]", "1 timme har gått åt, ingen budget"),
        (f"budget: {{timmar: 0}}, förbrukat: [{{{T1}, timmar: 2}}]", "2 av 0 timmar har gått åt"),
    ],
)
def test_what_is_not_said_is_not_taken_for_nothing(fields: str, told_of_it: str, folder: Path) -> None:
    assert by_goal(activities(f"leder_till: M1, {fields}"), folder=folder) == {"M1": told_of_it}


def test_currencies_are_never_added_up(folder: Path) -> None:
    other = (
        "effektkedja: 1\norganisation: {id: b, namn: Bolaget, typ: bolag}\nperiod: 2026\nimporterar: plan.yaml\n"
        "budget: {valuta: EUR}\naktiviteter: [{id: B1, titel: B, leder_till: M1, budget: {belopp: 5, timmar: 2}}]\n"
    )
    plan = "budget: {valuta: mnkr}\n" + activities("leder_till: M1, budget: {belopp: 3, timmar: 4}")
    write(folder, {"bolag.yaml": other})
    assert by_goal(plan, "bolag.yaml", folder=folder) == {
        "M1": "budget 3 mnkr, inget redovisat · budget 5 euro, inget redovisat · budget 6 timmar, inget redovisat"
    }


# --------------------------------------------------------------------------------------------------------- risks


def test_risks_the_highest_first_with_their_controls(folder: Path) -> None:
    plan = f"""\
risker:
  - {{id: R1, titel: Regnig sommar, sannolikhet: 2, konsekvens: 1}}
  - {{id: R2, titel: Ingen söker tjänsten, hotar: [M1, M1], sannolikhet: 3, konsekvens: 3, ansvarig: Chefen}}
  - {{id: R4, titel: Utan tal}}
  - id: R3
    titel: Fel i bidragen
    sannolikhet: 4
    konsekvens: 4
    kontrollmoment:
      - {{titel: Räkna, ansvarig: Ekonomen, frekvens: Varje vår, resultat: [{{{T1}, utförd: ja, avvikelse: nej}}]}}
      - {{titel: Granska, resultat: [{{{T1}, utförd: ja}}, {{{T1}, utförd: ja, avvikelse: ja, kommentar: Två fel}}]}}
      - {{titel: Fråga, resultat: [{{{T1}, utförd: nej, kommentar: Sjukdom}}]}}
      - {{titel: Läsa, resultat: [{{{T2}, utförd: ja}}]}}
"""
    assert section("Risker", plan, folder=folder) == [
        "16  R3 Fel i bidragen",
        "sannolikhet 4 × konsekvens 4",
        "✓ utförd        Räkna (Ekonomen, Varje vår)",
        "! avvikelse     Granska",
        "– Två fel",
        "× ej utförd     Fråga",
        "– Sjukdom",
        "○ ej redovisad  Läsa",
        "9   R2 Ingen söker tjänsten",
        "hotar M1 · sannolikhet 3 × konsekvens 3 · Chefen",
        "! inget kontrollmoment, fast risken är stor",
        "2   R1 Regnig sommar",
        "sannolikhet 2 × konsekvens 1",
        "inget kontrollmoment",
        "–   R4 Utan tal",
        "inget kontrollmoment",
        "Talet framför är sannolikhet gånger konsekvens. Från 9 räknas risken som stor.",
    ]


# --------------------------------------------------------------------------------------------------- improvements


def test_improvements_are_counted_and_the_open_ones_named(folder: Path) -> None:
    plan = """\
förbättringar:
  - {id: F1, titel: Mörkt i hallen, typ: klagomål, antal: 14, status: pågår, avser: [M1], svar: Ny belysning i höst}
  - {id: F2, titel: Kallt i hallen, typ: klagomål, antal: 3, status: klar}
  - {id: F3, titel: Öppet längre, typ: förslag, status: ny, datum: 2026-04-30}
  - {id: F4, titel: Efter uppföljningen, typ: förslag, status: ny, datum: 2026-05-01}
  - {id: F5, titel: Avvisat, typ: klagomål, antal: 2, status: ej_åtgärdad}
  - {id: F6, titel: Osorterat}
"""
    assert section("Förbättringar", plan, folder=folder) == [
        "förslag: 1 (1 ny)",
        "klagomål: 19 (14 pågår, 3 klar, 2 ej åtgärdad)",
        "utan typ: 1 (1 utan status)",
        "◐ pågår        F1 Mörkt i hallen",
        "klagomål · 14 st · gäller M1",
        "– Ny belysning i höst",
        "○ ny           F3 Öppet längre",
        "förslag · 1 st",
        "? utan status  F6 Osorterat",
        "1 st",
    ]


# -------------------------------------------------------------------------------------------------------- changes


def test_changes_without_a_decision_come_first(folder: Path) -> None:
    plan = """\
förändringar:
  - {id: C1, titel: Mer pengar, typ: budget, datum: 2026-02-01, påverkar: M1, beslut: Nämnden den 1 februari}
  - {id: C2, titel: Mindre pengar, typ: budget, datum: 2025-11-01, påverkar: [M1, M2]}
  - {id: C3, titel: Annat först, typ: prioritering, påverkar: M2}
  - {id: C4, titel: I fjol, typ: budget, datum: 2025-12-31, påverkar: M1, beslut: Nämnden}
  - {id: C5, titel: Sedan, typ: budget, datum: 2026-05-01, påverkar: M1}
  - {id: C6, titel: Krig, typ: omvärld, datum: 2026-03-01, påverkar: M1}
  - {id: C7, titel: Påverkar inget, typ: budget, datum: 2026-03-01}
  - {id: C8, titel: Utan dag, typ: prioritering, beslut: Nämnden i mars}
"""
    assert section("Ändrad budget och prioritering", plan, folder=folder) == [
        "? utan beslut  C2 Mindre pengar",
        "budget · 2025-11-01 · påverkar M1, M2",
        "? utan beslut  C3 Annat först",
        "prioritering · påverkar M2",
        "✓ beslutad     C1 Mer pengar",
        "budget · 2026-02-01 · påverkar M1",
        "– Nämnden den 1 februari",
        "✓ beslutad     C8 Utan dag",
        "prioritering",
        "– Nämnden i mars",
    ]


# ------------------------------------------------------------------------------------------------- all of it

ALL = f"""\
budget: {{belopp: 9, budgetuppföljning: [{{{T1}, förbrukat: 3, prognos: 8}}]}}
aktiviteter: [{{id: A1, titel: A, leder_till: M1, budget: {{belopp: 3}}}}]
risker: [{{id: R1, titel: "| <b>R</b> [red]x[/red] \\u202e", sannolikhet: 2, konsekvens: 1, ansvarig: "- x",
  kontrollmoment: [{{titel: "1. *fet*", ansvarig: "- [a](http://a.example)",
  resultat: [{{{T1}, utförd: ja, kommentar: "# ny"}}]}}]}}]
förbättringar: [{{id: F1, titel: "`kod`", typ: klagomål, status: ny, svar: "+ a\\n= b"}}]
förändringar: [{{id: C1, titel: "![a](b)", typ: budget, påverkar: M1, beslut: "1) a"}}]
"""


def test_what_a_plan_does_not_have_is_not_spoken_of(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD})
    headings = ["Budget", "Pengar och timmar per politiskt mål", "Risker", "Förbättringar"]
    assert not {*told("plan.yaml").splitlines()} & {*headings}
    markdown = told("plan.yaml", "--format", "markdown")
    assert re.findall("^## (.*)$", markdown, flags=re.MULTILINE) == ["Måluppfyllelse"]


@pytest.mark.parametrize("form", ["json", "csv"])
def test_what_programs_read_does_not_change(form: str, folder: Path) -> None:
    """Version 1 of the JSON and the CSV tells of deliveries and indicators alone."""
    write(folder, {"med.yaml": HEAD + ALL, "utan.yaml": HEAD})
    assert told("med.yaml", "--format", form) == told("utan.yaml", "--format", form)


def test_the_text_of_a_plan_is_data(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD + ALL})
    shown = told("plan.yaml")
    assert "[red]x[/red] \\u202e" in shown
    assert "\u202e" not in shown
    markdown = told("plan.yaml", "--format", "markdown")
    assert "\u202e" not in markdown
    assert not re.search(r"(?<!\\)[<>\[\]`]", markdown)
    assert not re.search(r"^ *- ([-+=#]|\d+[.)]) ", markdown, flags=re.MULTILINE)
    assert [line for line in markdown.splitlines() if line.startswith("## ")] == [
        "## Måluppfyllelse",
        "## Budget",
        "## Pengar och timmar per politiskt mål",
        "## Risker",
        "## Förbättringar",
        "## Ändrad budget och prioritering",
    ]


def test_markdown_has_a_list_item_for_everything(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD + ALL})
    markdown = told("plan.yaml", "--format", "markdown")
    assert "- ✓ ryms i budgeten **Upplevelsenämnden**\n  - 3 av 9 kr har gått åt (33 %)\n" in markdown
    assert "  - ✓ utförd **1. \\*fet\\* (- \\[a\\](http\\://a.example))**\n    - \\# ny\n" in markdown


def test_nothing_is_told_by_colour_alone(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD + ALL})
    shown = call("status", "--quiet", "--color", "always", "plan.yaml").out
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown).split() == call("status", "--quiet", "plan.yaml").out.split()


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("language", ["sv", "en", "fi"])
def test_a_narrow_terminal_is_enough(width: int, language: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    write(folder, {"plan.yaml": HEAD + ALL})
    shown = call("status", "--quiet", "--color", "never", "--lang", language, "plan.yaml", terminal=True).out
    assert max(map(len, shown.splitlines())) <= width
