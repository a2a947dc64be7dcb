"""Reading does not depend on which YAML reader a machine has, and no plan is so odd in its build that it breaks."""

from collections.abc import Iterator

import pytest
from support import TESTS, TODAY, call

from effektkedja.basics.language import Catalogue
from effektkedja.check import check
from effektkedja.plan.model import Plan, Record
from effektkedja.plan.shapes import Shape, shapes
from effektkedja.reading.yaml_events import c_events, python_events
from effektkedja.rules.registry import select_rules
from effektkedja.workspace.workspace import open_workspace

KEPT = sorted(path.relative_to(TESTS).as_posix() for kept in ("ok", "err") for path in (TESTS / kept).glob("*.yaml"))

# Where the readers give up at another place, or for another reason. Both end the reading of the file.
DIFFERENT = {
    "err/ek002-kolon-utan-nyckel.yaml": "the reader in Python takes an empty key, which is refused in the next room",
    "err/ek002-kolon-utan-nyckel-inom-klamrar.yaml": "the same",
    "err/ek002-snedstreck.yaml": "the reader in Python stands one character further on",
    "err/ek002-stjarna.yaml": "the reader in Python takes any character into the name of an alias",
    "ok/tabbar.yaml": "the reader in Python takes no tab between a key and its value",
}


@pytest.mark.parametrize("name", KEPT)
def test_the_reader_in_python_finds_what_the_reader_in_c_finds(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir((TESTS / name).parent)
    found = []
    for events in (c_events, python_events):
        monkeypatch.setattr("effektkedja.reading.compose.events", events)
        found.append(call("validate", "--no-cache", "--format", "concise", (TESTS / name).name))
    if name not in DIFFERENT:
        assert found[1] == found[0]
    else:
        assert found[1] != found[0], "no longer different"
        assert found[1].status == 1
        assert found[1].out.count("\n") == 1


ODD = (
    "x", "''", "[]", "[x]", "[[x]]", "[[]]", "[{}]", "{}", "{a: b}", "[~]", "~", "{id: [x]}", "{id: {a: b}}",
    "[{id: [x]}]", "[{id: {a: b}}]", "[{id: ~}]", "[{id: ''}, {id: ''}]", "[x, {id: x}, [x]]", "2026", "[1, 1]",
)  # fmt: skip


def odd_plans() -> Iterator[str]:
    """Give plans that have, at each field of the format, each of the odd values."""
    head = ("effektkedja: 1", "organisation: {id: kn, name: K, kind: board}")
    seen: set[type[Record]] = set()
    for name, shape in shapes(Plan).items():
        others = [line for line in head if not line.startswith(f"{name}:")]
        for value in [*ODD, *odd_records(shape, seen)]:
            yield "\n".join([*others, f"{name}: {value}\n"])


def odd_records(outer: Shape, seen: set[type[Record]]) -> Iterator[str]:
    """Give what may stand at a field with one field of its own, for all fields, and those inside; each record once."""
    if outer.record is None or outer.record in seen:
        return
    seen.add(outer.record)
    for name, shape in shapes(outer.record).items():
        for value in [*ODD, *odd_records(shape, seen)]:
            yield f"[{{{name}: {value}}}]" if outer.many else f"{{{name}: {value}}}"


def test_no_value_is_too_odd_for_any_field() -> None:
    """The program has something to say of each, and says it in whole sentences."""
    swedish = Catalogue("sv")
    plans = list(odd_plans())
    assert len(plans) > 4000
    holes = []
    for plan in plans:
        workspace = open_workspace(["-"], lambda _: plan.encode())  # noqa: B023 (read at once)
        report = check(workspace, select_rules([], []), TODAY).report
        assert not report.crashes, plan
        messages = [swedish.message(diagnostic.finding) for diagnostic in report.diagnostics]
        holes += [(plan, message) for message in messages if "  " in message]
    assert holes == []
