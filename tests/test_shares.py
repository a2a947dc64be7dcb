"""Shares in whole per cent: all is said of all alone, and none of none, whatever rounding would make of it."""

from pathlib import Path

import pytest
from support import call, write

HEAD = """\
effektkedja: 1
organisation: {id: upn, namn: Upplevelsenämnden, typ: nämnd}
period: 2026
mål:
  - {id: M1, titel: Fler unga har en aktiv fritid, nivå: nämnd}
"""
ROUNDED = [(0, "0 %"), (1, "1 %"), (2, "1 %"), (200, "50 %"), (398, "99 %"), (399, "99 %"), (400, "100 %")]
"""How many of 400, and the share that is shown. In whole per cent 1 is 0, and 399 is 100."""

REPORT = ("--format", "markdown", "--kind", "annual")


def told(*words: str) -> str:
    return call(*words, "plan.yaml", "--quiet", "--color", "never").out


@pytest.mark.parametrize(("done", "share"), ROUNDED)
@pytest.mark.parametrize("words", [("status",), ("status", "--format", "markdown"), ("report", *REPORT)], ids=" ".join)
def test_the_deliveries_that_are_done(words: tuple[str, ...], done: int, share: str, folder: Path) -> None:
    answers = ("ja" if number < done else "nej" for number in range(400))
    deliveries = "".join(
        f"  - {{id: L{number}, titel: L, klar_senast: 2026-01, status: [{{uppföljning: 2026-T1, klar: {answer}}}]}}\n"
        for number, answer in enumerate(answers)
    )
    write(folder, {"plan.yaml": f"{HEAD}leveranser:\n{deliveries}"})
    assert f"({share})" in told(*words, "--review", "2026-T1")


@pytest.mark.parametrize(("reaching", "share"), ROUNDED)
def test_the_activities_that_reach_a_goal(reaching: int, share: str, folder: Path) -> None:
    leads = ((", leder_till: M1" if number < reaching else "") for number in range(400))
    activities = "".join(f"  - {{id: A{number}, titel: A{goal}}}\n" for number, goal in enumerate(leads))
    write(folder, {"plan.yaml": f"{HEAD}aktiviteter:\n{activities}"})
    assert f"({share})" in told("gaps")


@pytest.mark.parametrize(("spent", "share"), [*ROUNDED, (401, "101 %"), (-1, None)])
def test_the_money_that_is_spent(spent: int, share: str | None, folder: Path) -> None:
    used = f"{{uppföljning: 2026-T1, förbrukat: {spent}}}"
    write(folder, {"plan.yaml": f"{HEAD}budget: {{belopp: 400, budgetuppföljning: [{used}]}}\n"})
    shown = told("status", "--review", "2026-T1")
    assert f"({share})" in shown if share else "%" not in shown
