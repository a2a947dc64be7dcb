"""The schemas in a real editor: yaml-language-server, which stands behind YAML in VS Code, Neovim, Eclipse and others.

It is a program of npm. It is looked for where EFFEKTKEDJA_YAML_LANGUAGE_SERVER points to, then in `.tools`, where
`npm install --no-save --no-package-lock --prefix .tools yaml-language-server` puts it, then among the programs.
"""

import itertools
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from support import REPOSITORY, TESTS

from editor.client import Editor
from effektkedja.basics.language import LANGUAGES, Language
from effektkedja.plan.load import load
from effektkedja.plan.model import Plan, Record
from effektkedja.plan.shapes import shapes
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.reading.compose import read
from effektkedja.reading.tree import Mapping, Sequence

VARIABLE = "EFFEKTKEDJA_YAML_LANGUAGE_SERVER"
INSTALLED = REPOSITORY / ".tools" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
CURSOR = "▮"
EVERY_FIELD = {"sv": "alla-falt.yaml", "en": "every-field.yaml", "fi": "kaikki-kentat.yaml"}
HEADS = {
    "sv": "effektkedja: 1\norganisation:\n  id: upn\n  namn: Upplevelsenämnden\n  typ: nämnd\n",
    "en": "effektkedja: 1\norganisation:\n  id: upn\n  name: Board of culture\n  kind: board\n",
    "fi": "effektkedja: 1\norganisaatio:\n  tunnus: upn\n  nimi: Vapaa-aikalautakunta\n  tyyppi: lautakunta\n",
}

_numbers = itertools.count(1)


def command() -> list[str]:
    """Give the command that starts the server, or skip the test and say why."""
    node, named = shutil.which("node"), os.environ.get(VARIABLE)
    if node is None:
        without("node is not installed")
    if named is not None:
        assert Path(named).is_file(), f"{VARIABLE} points to {named}, where there is nothing"
        return [node, named, "--stdio"]
    if INSTALLED.is_file():
        return [node, str(INSTALLED), "--stdio"]
    if (program := shutil.which("yaml-language-server")) is None:
        without("yaml-language-server is not installed")
    return [program, "--stdio"]


def without(reason: str) -> NoReturn:
    """Skip the test, or fail it where the programs have to be there, as in CI."""
    if os.environ.get("EFFEKTKEDJA_REQUIRE_PROGRAMS"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor with a folder open that holds the three schemas."""
    folder = tmp_path_factory.mktemp("plans")
    for language in LANGUAGES:
        shutil.copy(REPOSITORY / "schemas" / f"plan.{language}.schema.json", folder)
    by_setting = {(folder / "plan.sv.schema.json").as_uri(): "by-setting*.yaml"}
    settings = {"yaml": {"schemaStore": {"enable": False}, "schemas": by_setting}}
    with Editor(command(), folder, settings, os.environ) as editor:
        yield editor


def opened(editor: Editor, language: Language, text: str) -> tuple[str, int, int]:
    """Open a plan that says in its first line where its schema is, and give its address and the cursor's place."""
    text = f"# yaml-language-server: $schema=plan.{language}.schema.json\n{text}"
    before = text.partition(CURSOR)[0]
    uri = editor.open(f"plan{next(_numbers)}.yaml", text.replace(CURSOR, ""))
    return uri, before.count("\n"), len(before) - before.rfind("\n") - 1


def offered(editor: Editor, language: Language, text: str) -> list[str]:
    items = editor.complete(*opened(editor, language, HEADS[language] + text))
    return [item["label"].strip('"') for item in items]


def test_the_keys_of_an_activity_are_swedish(editor: Editor) -> None:
    found = editor.complete(*opened(editor, "sv", f"{HEADS['sv']}aktiviteter:\n  - {CURSOR}"))
    titel, leder_till = (next(item for item in found if item["label"] == key) for key in ("titel", "leder_till"))
    assert titel["documentation"] == "Vad som görs, till exempel Rekrytera två kvällsbibliotekarier."
    assert leder_till["documentation"].startswith("Id för leveransen som aktiviteten bidrar till")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["activities", "indicators", "assessments", "risks"])
def test_it_offers_every_key_once(editor: Editor, language: Language, name: str) -> None:
    record = shapes(Plan)[name].record
    assert record is not None
    found = offered(editor, language, f"{keys(Plan, language)[name]}:\n  - {CURSOR}")
    all_required = schema(language)["$defs"][record.__name__]["title"]
    assert sorted(found) == sorted([*keys(record, language).values(), all_required])


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("sv", "mål:\n  - nivå: ▮", "fullmäktige nämnd bolag förvaltning enhet medarbetare"),
        ("fi", "tavoitteet:\n  - taso: ▮", "valtuusto lautakunta yhtiö toimiala yksikkö työntekijä"),
        ("sv", "mål:\n  - effektmål: ▮", "ja nej"),
        ("en", "goals:\n  - effect_goal: ▮", "yes no"),
        ("sv", "mål:\n  - perspektiv: ▮", "invånare omvärld organisation ekonomi"),
        ("sv", "leveranser:\n  - status:\n      - klar: ▮", "ja nej inställd"),
        ("sv", "bedömningar:\n  - prognos: ▮", "uppfyllt delvis_uppfyllt ej_uppfyllt ej_bedömt"),
        ("sv", "indikatorer:\n  - typ: ▮", "kvantitativ kvalitativ"),
        ("sv", "mål:\n  - titel: ▮", ""),
        ("sv", "mål:\n  - leder_till: ▮", ""),
        ("sv", "mål:\n  - leder_till:\n      - ▮", ""),
        ("sv", "leveranser:\n  - klar_senast: ▮", ""),
        ("sv", "indikatorer:\n  - målvärden:\n      - värde: ▮", ""),
    ],
)
def test_it_offers_words_where_there_are_some_to_choose_from(
    editor: Editor, language: Language, text: str, words: str
) -> None:
    assert offered(editor, language, text) == words.split()


def test_it_explains_in_swedish(editor: Editor) -> None:
    text = f"{HEADS['sv']}aktiviteter:\n  - id: A1\n    led{CURSOR}er_till: L1\n"
    said = editor.hover(*opened(editor, "sv", text))
    assert said.startswith("#### Leder till\n\nId för leveransen som aktiviteten bidrar till, till exempel L1.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_explains_every_key_of_a_plan(editor: Editor, language: Language) -> None:
    text = (TESTS / "ok" / EVERY_FIELD[language]).read_text(encoding="utf-8")
    plan = load(read(text.encode()), "plan.yaml")
    assert plan.root is not None
    uri, _, _ = opened(editor, language, text)
    places = list(explained(Plan, plan.root, schema(language), language))
    assert len(places) > 250
    for line, column, field in places:
        said = re.sub(r"\\(.)", r"\1", editor.hover(uri, line + 1, column + 1))
        assert said.startswith(f"#### {field['title']}\n\n{field['description']}\n"), f"line {line + 1}"


def explained(
    record: type[Record], mapping: Mapping, written: dict[str, Any], language: Language
) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Give the place of every key in and below a mapping, with what the schema says of it."""
    for name, (key, value) in mapping.fields.items():
        field = written["properties"][vocabulary().key(name, language)]
        yield key.start_mark.line, key.start_mark.column, field
        inner = shapes(record)[name].record
        if inner is not None:
            for item in value.items if isinstance(value, Sequence) else [value]:
                if isinstance(item, Mapping):
                    yield from explained(inner, item, schema(language)["$defs"][inner.__name__], language)


@pytest.mark.parametrize(
    "plan",
    [
        *(TESTS / "ok" / f"{name}.yaml" for name in ("alla-falt", "ensamma-id", "granser", "id-tecken", "json")),
        *(TESTS / "ok" / f"{name}.yaml" for name in ("skrivsatt", "tal", "texter-som-liknar-annat", "tider")),
        *sorted((REPOSITORY / "examples" / "enkoping").glob("*.yaml")),
    ],
    ids=lambda plan: plan.stem,
)
def test_it_finds_nothing_wrong_with_a_good_plan(editor: Editor, plan: Path) -> None:
    # Other tools take Null, too, for nothing, where only null is.
    text = plan.read_text(encoding="utf-8").replace("titel: Null", "titel: 'Null'")
    uri, _, _ = opened(editor, "sv", text)
    assert [problem["message"] for problem in editor.problems(uri)] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("mål:\n  - id: M1\n    titel: Mål\n    nivå: ▮nämd\n", "Välj mellan fullmäktige, nämnd, bolag, "),
        ("mål:\n  - id: ▮M 1\n    titel: Mål\n    nivå: nämnd\n", "Ett id har 1–64 bokstäver, siffror, "),
        ("mål: ▮M1\n", "Skriv varje post på en egen rad som börjar med - och mellanslag."),
        ("period: ▮vår\n", "Skriv ett år eller en del av det: 2026, "),
        ("målkonflikter:\n  - mellan: ▮{id: M1}\n", "Skriv ett id, till exempel L1. Flera skrivs på egna rader "),
        ("uppföljningar:\n  - id: T1\n    datum: ▮2026-02-29\n", "Skriv år-månad-dag för en dag som finns, "),
    ],
)
def test_it_says_in_swedish_what_to_write_instead(editor: Editor, text: str, message: str) -> None:
    uri, line, character = opened(editor, "sv", HEADS["sv"] + text)
    [problem] = editor.problems(uri)
    assert problem["message"].startswith(message)
    assert problem["range"]["start"] == {"line": line, "character": character}


def test_a_setting_may_name_the_schema_instead_of_the_file(editor: Editor) -> None:
    uri = editor.open("by-setting1.yaml", f"{HEADS['sv']}mål:\n  - nivå: \n")
    assert "nämnd" in [item["label"] for item in editor.complete(uri, 6, 10)]


def keys(record: type[Record], language: Language) -> dict[str, str]:
    return {name: vocabulary().key(name, language) for name in shapes(record)}


def schema(language: Language) -> dict[str, Any]:
    text = (REPOSITORY / "schemas" / f"plan.{language}.schema.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read
