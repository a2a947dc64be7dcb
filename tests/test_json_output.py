"""The findings as JSON, version 1: a contract with the programs that read it."""

from pathlib import Path

import pytest
from support import call, validate, write

PLAN = """\
effektkedja: 1
organisation:
  id: upn
  namn: Upplevelsenämnden
  typ: nämnd
mål:
  - id: M1
    titel: Fler unga har en aktiv fritid
    nivå: nämnd
  - id: M1
    titel: Fler äldre har en aktiv fritid
    nivå: nämnd
aktiviteter:
  - id: A1
    titel: Rekrytera
    ansvarig: Chefen
"""


def test_the_whole_document(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    answer = call("validate", "--format", "json", "--lang", "en", "--select", "EK101,EK201", "plan.yaml")
    assert answer.status == 1
    assert answer.json == {
        "version": 1,
        "summary": {
            "files": 1, "chains": 1, "nodes": 3, "errors": 2, "warnings": 0, "infos": 0, "suppressed": 0,
        },
        "diagnostics": [
            {
                "code": "EK101", "name": "duplicate-id", "severity": "error",
                "message": "The id M1 is already used in the chain.",
                "help": "Give one of them an id of its own, and change the links that mean it.",
                "file": "plan.yaml", "line": 10, "column": 9, "end_line": 10, "end_column": 11,
                "id": "M1", "key": "id",
                "related": [{"file": "plan.yaml", "line": 7, "column": 9, "message": "used here first"}],
            },
            {
                "code": "EK201", "name": "activity-leads-nowhere", "severity": "error",
                "message": "Aktivitet A1 leads nowhere.",
                "help": "Write under leder_till the id of the delivery that the activity contributes to.",
                "file": "plan.yaml", "line": 14, "column": 9, "end_line": 14, "end_column": 11,
                "id": "A1", "key": "leads_to", "related": [],
            },
        ],
    }  # fmt: skip
    assert answer.out.endswith("}\n")


def test_without_findings(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    assert validate("--select", "EK107", "plan.yaml").diagnostics == []
    nothing = call("validate", "--format", "json", "--quiet", ".", "--select", "EK107").json
    assert nothing["summary"]["files"] == 1


ODD = """\
effektkedja: 1
organisation: {id: upn, namn: Nämnden, typ: nämd}
budget:
  belopp: mycket
mål:
  - titel: Fler läser
    färg: grön
    nivå: enhet
indikatorer:
  - id: I1
    titel: Läsning
    mäter: M9
    utfall:
      - period: 2025
        värde: hög
        färg: röd
      - värde: 3
risker:
  - id: R1
    titel: Regn
    sannolikhet: 1
    konsekvens: 1
    kontrollmoment:
      - {ansvarig: Chefen}
"""


def test_a_finding_tells_the_nearest_id_and_the_key_by_its_canonical_name(folder: Path) -> None:
    """For keys and values it is the id of the innermost mapping that has one; a key that nobody knows has no name."""
    write(folder, {"plan.yaml": ODD})
    told = [(one["code"], one["line"], one["id"], one["key"]) for one in validate("plan.yaml").diagnostics]
    assert [one for one in told if one[0] < "EK2"] == [
        ("EK006", 2, "upn", "kind"),
        ("EK006", 4, None, "amount"),
        ("EK007", 6, None, "id"),
        ("EK005", 7, None, None),
        ("EK102", 12, "I1", "measures"),
        ("EK006", 15, "I1", "value"),
        ("EK005", 16, "I1", None),
        ("EK007", 17, "I1", "period"),
        ("EK007", 24, "R1", "title"),
    ]


@pytest.mark.parametrize(
    ("value", "end"),
    [
        ("nix", (3, 17)),
        ("nix   # en kommentar", (3, 17)),
        ('"nix, nix"', (3, 24)),
        ("'🎭å'", (3, 18)),
        ("[a, b]", (3, 20)),
        ("[a,\n    b]", (4, 7)),
        ("{a: b}", (3, 20)),
        ("\n    - a\n    - bb   # en kommentar\n\n# en till", (5, 9)),
        ("\n    a: b\n    cc: dd\n\n", (5, 11)),
        ("ett\n    två", (4, 8)),
        ("|\n    ett\n    två\n\n", (5, 8)),
    ],
)
def test_a_value_ends_after_its_last_character(value: str, end: tuple[int, int], folder: Path) -> None:
    """Comments and empty lines that follow do not belong to it."""
    plan = f"effektkedja: 1\norganisation:\n  kommunkod: {value}\n  id: a\n  namn: A\n  typ: enhet\n"
    write(folder, {"plan.yaml": plan})
    [one] = validate("plan.yaml").diagnostics
    assert (one["code"], one["end_line"], one["end_column"]) == ("EK006", *end)


def test_the_text_of_a_plan_stays_data(folder: Path) -> None:
    """What a terminal would obey is escaped, so that the document can be shown; who reads it gets it back."""
    write(folder, {"plan.yaml": f'{PLAN}"fä\\nrg\u202e": grön\n'})
    answer = call("validate", "--format", "json", "--select", "EK005", "plan.yaml")
    assert "\u202e" not in answer.out
    assert "\\u202e" in answer.out
    assert "fä\nrg\u202e" in answer.diagnostics[0]["message"]
