"""Plans that look odd and are right: all rules keep silent about each of them (ok/*.yaml)."""

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import TESTS, validate, write

from effektkedja.plan.model import Plan, Record
from effektkedja.plan.shapes import shapes
from effektkedja.reading.tree import Mapping, Sequence
from effektkedja.workspace.workspace import open_workspace

OK = TESTS / "ok"
PLANS = sorted(path.name for path in OK.glob("*.yaml"))
EVERY_FIELD = {"sv": "alla-falt.yaml", "en": "every-field.yaml", "fi": "kaikki-kentat.yaml"}


def as_stored(name: str) -> bytes:
    content = (OK / name).read_bytes()
    assert b"\r" not in content, "the files are kept with LF; the tests make the other line ends"
    return content


@pytest.mark.parametrize("name", PLANS)
def test_it_is_silent(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(OK)
    assert validate(name).diagnostics == []


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(lambda content: codecs.BOM_UTF8 + content, id="with a byte order mark"),
        pytest.param(lambda content: content.replace(b"\n", b"\r\n"), id="with CRLF"),
        pytest.param(lambda content: content.replace(b"\n", b"\r"), id="with CR"),
        pytest.param(lambda content: codecs.BOM_UTF8 + content.replace(b"\n", b"\r\n"), id="as Notepad saves it"),
        pytest.param(lambda content: content.rstrip(b"\n"), id="without a last line end"),
        pytest.param(lambda content: b"\n\n" + content + b"\n\n\n", id="with empty lines around"),
    ],
)
def test_it_is_silent_however_it_is_saved(name: str, changed: Callable[[bytes], bytes], folder: Path) -> None:
    write(folder, {name: changed(as_stored(name)), "delat/kommun.yaml": changed(as_stored("delat/kommun.yaml"))})
    assert validate(name).diagnostics == []


@pytest.mark.parametrize("name", EVERY_FIELD.values())
def test_every_list_and_field_is_there(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(OK)
    [plan] = [file for file in open_workspace([name], lambda _: b"").files if file.name == name]
    assert plan.root is not None
    seen = set(fields(Plan, plan.root))
    assert all_fields(Plan) - seen == set()
    assert plan.language == next(language for language, of_it in EVERY_FIELD.items() if of_it == name)


def fields(record: type[Record], mapping: Mapping) -> Iterator[tuple[str, str]]:
    """Give what a file holds: each record's name with each of its fields."""
    for name, (_, value) in mapping.fields.items():
        yield record.__name__, name
        inner = shapes(record)[name].record
        for item in value.items if isinstance(value, Sequence) else [value]:
            if inner is not None and isinstance(item, Mapping):
                yield from fields(inner, item)


def all_fields(record: type[Record]) -> set[tuple[str, str]]:
    """Give what a file may hold, in the same form."""
    found = {(record.__name__, name) for name in shapes(record)}
    return found.union(*(all_fields(shape.record) for shape in shapes(record).values() if shape.record))


SMALLEST = """\
effektkedja: 1
organisation: {id: upn, namn: Upplevelsenämnden, typ: nämnd}
period: 2026
mål:
  - {id: M1, titel: Fler unga har en aktiv fritid, nivå: nämnd}
långsiktiga_effekter:
  - {id: E2, titel: Unga mår bättre, leder_till: M1}
tidiga_effekter:
  - {id: E1, titel: Fler unga besöker biblioteket, målgrupp: Unga 13–19 år, leder_till: E2}
leveranser:
  - {id: L1, titel: Kvällsöppet bibliotek, mottagare: Unga i Centrum, klar_senast: 2026-04-30, leder_till: E1,
     status: [{uppföljning: 2026-T1, klar: nej, kommentar: Rekryteringen drog ut på tiden}]}
aktiviteter:
  - {id: A1, titel: Rekrytera två kvällsbibliotekarier, ansvarig: Bibliotekschefen, leder_till: L1}
"""


def test_the_smallest_useful_plan_of_the_format_holds_together(folder: Path) -> None:
    """It has no indicator yet; everything else is as it should be."""
    write(folder, {"plan.yaml": SMALLEST})
    answer = validate("--select", "EK0,EK1,EK2", "plan.yaml")
    assert answer.diagnostics == []
    assert answer.json["summary"] == {
        "files": 1, "chains": 1, "nodes": 5, "errors": 0, "warnings": 0, "infos": 0, "suppressed": 0,
    }  # fmt: skip
