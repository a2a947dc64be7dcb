"""The findings as workflow commands, read back as the runner of GitHub Actions reads them (readers.py)."""

import json
import sys
from pathlib import Path

import pytest
from readers import Command, read_commands
from support import call, validate, write

PLAN = """\
effektkedja: 1
organisation:
  id: upn
  name: Upplevelsenämnden
  typ: nämnd
mål:
  - id: M1
    titel: Fler unga har en aktiv fritid
    nivå: enhet
    leder_till: [M2, M2]
  - id: M2
    titel:
      fler: läser
    nivå: enhet
"""


def test_a_command_for_each_finding(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    answer = call("validate", "--format", "github", "--lang", "sv", "--select", "EK0,EK1", "plan.yaml")
    assert answer.status == 1
    assert answer.out == (
        "::notice file=plan.yaml,line=4,endLine=4,col=3,endColumn=7,title=EK010::"
        "Nyckeln name är på ett annat språk än de flesta andra i filen."
        "%0ASkriv namn, så att hela filen är på ett språk.\n"
        "::warning file=plan.yaml,line=10,endLine=10,col=22,endColumn=24,title=EK106::"
        "Mål M1 leder redan till M2."
        "%0ATa bort upprepningen, eller skriv det id som skulle stå där.\n"
        "::error file=plan.yaml,line=13,endLine=13,col=7,endColumn=18,title=EK006::"
        "Under titel ska det stå ett värde, inga nycklar."
        "%0ASkriv bara värdet, med citattecken runt det om det innehåller ett kolon.\n"
    )


def test_a_finding_of_several_lines_has_no_columns(folder: Path) -> None:
    """GitHub takes columns only where a finding begins and ends on the same line."""
    write(folder, {"plan.yaml": PLAN.replace("fler: läser", "fler: läser\n      mer: ännu")})
    answer = call("validate", "--format", "github", "--select", "EK006", "plan.yaml")
    [command] = read_commands(answer.out)
    assert command.properties == {"file": "plan.yaml", "line": "13", "endLine": "14", "title": "EK006"}


NAMES = [
    "plan.yaml",
    "Å ö/ähtäri 🎭.yaml",
    "50 %, a=b; c.yaml",
    "%0A%2C%25.yaml",
    "a:b,c.yaml",
    "::error::a.yaml",
    "a\nb\rc.yaml",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_comes_back_as_it_is(name: str, folder: Path) -> None:
    if sys.platform == "win32" and set(name) & set(":\n\r"):
        pytest.skip("a name that Windows does not take")
    write(folder, {name: PLAN})
    for command in read_commands(call("validate", "--format", "github", ".").out):
        assert command.properties["file"] == name


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("åäö 🎭", "åäö 🎭"),
        ("100 %, a: b", "100 %, a: b"),
        ("%0A%25", "%0A%25"),
        ("::error::x", "::error::x"),
        ("a\nb", "a\\u000ab"),
        ("a\u202eb", "a\\u202eb"),
        ("811228-9874", "811228-****"),
    ],
)
def test_the_text_of_a_plan_comes_back_as_it_is(key: str, told: str, folder: Path) -> None:
    """What a terminal would obey is shown as elsewhere; nothing in a plan begins a command of its own."""
    write(folder, {"plan.yaml": f"{PLAN}{json.dumps(key, ensure_ascii=False)}: 1\n"})
    words = ("--select", "EK005", "--lang", "en", "plan.yaml")
    [command] = read_commands(call("validate", "--format", "github", *words).out)
    [diagnostic] = validate(*words).diagnostics
    assert command == Command(
        "error",
        {"file": "plan.yaml", "line": "15", "endLine": "15", "col": "1", "endColumn": command.properties["endColumn"]}
        | {"title": "EK005"},
        f"The key {told} does not belong here.\n{diagnostic['help']}",
    )


def test_without_findings_there_is_no_command(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    answer = call("validate", "--format", "github", "--select", "EK2", "plan.yaml")
    assert (answer.status, answer.out, answer.err) == (0, "", "")
