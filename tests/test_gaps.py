"""`gaps`: what it answers to `--check`, and that it works no more than it has to."""

from pathlib import Path
from unittest.mock import patch

import pytest
from support import call, write

from effektkedja.chain import gaps as of_chains
from effektkedja.chain.thread import ThreadEnds

WHOLE = """\
effektkedja: 1
organisation: {id: upn, namn: Upplevelsenämnden, typ: nämnd}
mål: [{id: M1, titel: Fler unga har en aktiv fritid, nivå: nämnd}]
indikatorer: [{id: I1, titel: Besök, mäter: M1}]
långsiktiga_effekter: [{id: X1, titel: Unga mår bättre, leder_till: M1}]
tidiga_effekter: [{id: E1, titel: Fler unga besöker biblioteket, leder_till: X1}]
leveranser: [{id: L1, titel: Kvällsöppet, leder_till: E1}]
aktiviteter:
  - {id: A1, titel: Anställ personal, leder_till: L1}
"""
BROKEN = f"{WHOLE}  - {{id: A2, titel: Måla om, leder_till: []}}\n"
LACKING = WHOLE.replace("mäter: M1", "mäter: X1")


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    ("plan", "status"), [(WHOLE, 0), (BROKEN, 1), (LACKING, 1)], ids=["whole", "broken", "lacking"]
)
def test_the_check_fails_while_there_is_a_gap(plan: str, status: int, form: str, folder: Path) -> None:
    write(folder, {"plan.yaml": plan})
    shown = call("gaps", "--quiet", "--format", form, "plan.yaml")
    checked = call("gaps", "--quiet", "--format", form, "--check", "plan.yaml")
    assert (shown.status, checked.status, checked.out) == (0, status, shown.out)


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_threads_of_a_chain_are_followed_to_their_ends_once(form: str, folder: Path) -> None:
    """In a chain of thousands of broken threads that is most of the work."""
    write(folder, {"plan.yaml": BROKEN})
    with patch.object(of_chains, "ThreadEnds", wraps=ThreadEnds) as followed:
        call("gaps", "--format", form, "--check", "plan.yaml")
    assert followed.call_count == 1
