"""The JSON Schema: it is kept up to date, takes what `validate` takes, and refuses what it finds badly formed."""

import itertools
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from support import REPOSITORY, TESTS, call, validate, write

import effektkedja.plan
from effektkedja.basics.language import LANGUAGES, Language
from effektkedja.plan.model import Plan, Record
from effektkedja.plan.shapes import Shape, shapes
from effektkedja.plan.values import parse_date, parse_id
from effektkedja.plan.vocabulary import vocabulary

EXAMPLES = REPOSITORY / "examples"
STRUCTURAL = ("EK005", "EK006", "EK007", "EK008", "EK009")
"""The rules on what a schema can see, too."""
EVERY_FIELD = {"sv": "alla-falt.yaml", "en": "every-field.yaml", "fi": "kaikki-kentat.yaml"}
TEMPLATES = ("board", "municipality", "minimal")

Json = Any
Put = Callable[[Json], Json]
Place = tuple[type[Record], Put]


def committed(language: Language) -> Path:
    return REPOSITORY / "schemas" / f"plan.{language}.schema.json"


@cache
def schema(language: Language) -> dict[str, Json]:
    read: dict[str, Json] = json.loads(call("schema", "--lang", language).out)
    return read


@cache
def checker(language: Language) -> Draft202012Validator:
    return Draft202012Validator(schema(language))


def as_yaml(text: str, version: tuple[int, int] = (1, 2)) -> Json:
    """Read YAML as other tools do, which take a text for what it looks like; dates alone stay texts, as in JSON."""
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import SafeConstructor

    class Constructor(SafeConstructor):
        pass

    Constructor.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)
    reader = YAML(typ="safe", pure=True)
    reader.version = version
    reader.Constructor = Constructor
    return reader.load(text)


# ---- The command and the committed files ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_committed_file_is_what_the_program_makes(language: Language) -> None:
    made = call("schema", "--lang", language).out
    name = f"schemas/plan.{language}.schema.json"
    assert committed(language).read_bytes() == made.encode(), f"effektkedja schema --lang {language} -o {name}"


def test_it_can_be_written_to_a_file(folder: Path) -> None:
    answer = call("schema", "--lang", "en", "--output", "plan.json")
    assert (answer.status, answer.out, answer.err) == (0, "", "")
    assert (folder / "plan.json").read_bytes() == committed("en").read_bytes()


def test_it_needs_no_graph_and_no_yaml() -> None:
    code = """
import sys
from effektkedja.cli import run
assert run(["schema"]) == 0
print(sorted({"networkx", "ruamel", "rich"} & {name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert process.stderr == "[]\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_schema(language: Language) -> None:
    Draft202012Validator.check_schema(schema(language))
    assert schema(language)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "$id" not in schema(language)


# ---- It takes what `validate` takes ----


def plans_in(language: Language) -> list[Path]:
    plans = [TESTS / "ok" / EVERY_FIELD[language]]
    if language == "sv":
        plans += [*sorted((EXAMPLES / "enkoping").glob("*.yaml")), EXAMPLES / "broken" / "utan-fel.yaml"]
        plans += [TESTS / "ok" / f"{name}.yaml" for name in ("ensamma-id", "granser", "id-tecken", "json", "skrivsatt")]
        plans += [TESTS / "ok" / f"{name}.yaml" for name in ("tal", "tider")]
    return plans


@pytest.mark.parametrize("version", [(1, 2), (1, 1)], ids=["YAML 1.2", "YAML 1.1"])
@pytest.mark.parametrize(
    ("language", "plan"),
    [pytest.param(language, plan, id=plan.name) for language in LANGUAGES for plan in plans_in(language)],
)
def test_it_takes_good_plans(language: Language, plan: Path, version: tuple[int, int]) -> None:
    checker(language).validate(as_yaml(plan.read_text(encoding="utf-8"), version))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_it_takes_what_init_writes(language: Language, template: str) -> None:
    plan = call("init", "--lang", language, "--template", template, "-").out
    checker(language).validate(as_yaml(plan))


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_tool_takes_good_plans(language: Language) -> None:
    plans = map(str, plans_in(language))
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(committed(language)), *plans]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout + process.stderr


@pytest.mark.parametrize("version", [(1, 2), (1, 1)], ids=["YAML 1.2", "YAML 1.1"])
@pytest.mark.parametrize(
    "plan",
    [
        "kommunkod: 0180",
        "kommunkod: 0712",
        "kommunkod: 091",
        "namn: 1984",
        "namn: nej",
        "namn: no",
        "namn: true",
        "namn: 2026-04-30",
        "namn: 12:30",
        "id: 007",
        "id: 1.0",
        "id: 2026-04-30",
        "id: off",
        "del_av: 12",
        "del_av: no",
        "del_av: ~",
        "del_av:",
        "kommunkod:",
    ],
)
def test_it_takes_a_text_whatever_it_looks_like(plan: str, version: tuple[int, int], folder: Path) -> None:
    key, _, value = plan.partition(":")
    entries = {"id": "upn", "namn": "Upplevelsenämnden", "typ": "nämnd", key: value.strip()}
    text = "effektkedja: 1\norganisation:\n" + "".join(f"  {key}: {value}\n" for key, value in entries.items())
    write(folder, {"plan.yaml": text})
    assert validate("--select", ",".join(STRUCTURAL), "plan.yaml").diagnostics == []
    checker("sv").validate(as_yaml(text, version))


# ---- It refuses what `validate` refuses for its form ----


@pytest.mark.parametrize("plan", sorted((EXAMPLES / "broken").glob("*.yaml")), ids=lambda plan: plan.stem)
def test_of_the_broken_examples_it_refuses_those_whose_form_is_wrong(plan: Path) -> None:
    code = plan.name[:5].upper()
    if code in {"EK002", "EK003", "EK004"}:
        return  # what a tool makes of a file that is no YAML, or more than a plan may be, is its own affair
    # The schema knows one language only, so that it refuses a plan in two.
    assert checker("sv").is_valid(as_yaml(plan.read_text(encoding="utf-8"))) == (code not in {*STRUCTURAL, "EK010"})


SAMPLES = {
    "text": "En text", "title": "En titel", "path": "a.yaml", "id": "X1", "reference": "X1", "number": "1 250,5",
    "measure": "7,5", "amount": "450", "count": "3", "grade": "2", "date": "2026-04-30", "period": "2026-T1",
    "day-or-period": "2026-H1", "municipality-code": "0381",
}  # fmt: skip
"""A good value of each kind."""

ODD_VALUES: tuple[Json, ...] = (
    "", " ", "hej", "två ord", "M1", "2026", "2026-T1", "2026-T4", "2026-13", "2026-04-31", "2026-04-30",
    "-1", "-1,5", "5,5", "1e3", "0381", "02026", "x" * 65, "x" * 301, "kanske",
    0, 1, 3, 5.5, -1, 26, 2026, 99999, 10**19, True, False, None,
    [], {}, [""], [None], [[]], [{}], ["X1", "X2"], ["två ord"], [1, True], [["X1"]], {"id": "X1"}, {"okänd": 1},
)  # fmt: skip
"""Values of which each is right for some fields and wrong for others."""

VALUES_BY_KIND: dict[str, tuple[Json, ...]] = {
    "number": (
        "1", "-1", "−1", "+1", "1 250", "1\u00a0250", "1\u202f250,5", "1  250", "12 50", "1 25", "1250 000", "1,250",
        "1.250,5", "1,", ",5", "0x1F", "½", "٣", "9" * 18, "9" * 19, "9" * 17 + ",99", "9" * 16 + ",99", " 7 ",
        "\n7\n", "7 %", "1_000",
    ),
    "period": (
        "2026-H2", "2026-H3", "2026-t1", "2026-Q4", "2026-Q5", "2026-1", "2026-00", "2026-12", "0000", "9999",
        " 2026\n",
    ),
    "id": (
        "å", "Ä-ö_9.", "名前", "٣", "ß", "e\u0301", "-", ".", "_", "a b", "a/b", "a:b", "a,b", "(a)", "a\u00a0b",
        "a\u2013b", "€", "→", "½", " L1 ", "\n", "x" * 64, "L1\n",
    ),
    "title": ("x" * 300, f" {'x' * 300}\n", "\U0001f600" * 300, "\n\n", "a\nb"),
    "municipality-code": ("91", "091", "0381", "03810", "38 1", "abc", 381, 9999, -1),
}  # fmt: skip
"""Further values for a field of that kind."""


@dataclass(frozen=True)
class Writer:
    """Writes small plans in one language."""

    language: Language

    def minimal(self, record: type[Record]) -> dict[str, Json]:
        """Give a mapping with what the record must have and nothing else."""
        return {self.key(name): self.sample(record, name) for name in record.required + record.one_of[:1]}

    def sample(self, record: type[Record], name: str) -> Json:
        shape = shapes(record)[name]
        if record is Plan and name == "effektkedja":
            return "1"
        if shape.record is not None:
            return self.minimal(shape.record)
        assert shape.leaf is not None
        if group := shape.leaf.group:
            return vocabulary().value(group, vocabulary().values(group)[0], self.language)
        return SAMPLES[shape.leaf.name]

    def key(self, name: str) -> str:
        return vocabulary().key(name, self.language)

    def places(self, record: type[Record] = Plan, above: tuple[type[Record], ...] = ()) -> Iterator[Place]:
        """Give every record with a function that puts a mapping into a plan, where that record stands."""
        yield record, lambda mapping: mapping
        for name, shape in shapes(record).items():
            if shape.record is not None and shape.record not in above:
                for below, put in self.places(shape.record, (*above, record)):
                    yield below, self._putting(record, name, put)

    def _putting(self, record: type[Record], name: str, put: Put) -> Put:
        key, many = self.key(name), shapes(record)[name].many
        return lambda mapping: {**self.minimal(record), key: [put(mapping)] if many else put(mapping)}

    def odd_plans(self, share: int) -> Iterator[tuple[str, Json]]:
        """Give plans that are minimal but for one thing, each with a name that tells which.

        Of the odd values each field gets one in `share`, the next field others.
        """
        for number, (record, put) in enumerate(self.places()):
            where, good = f"{number}-{record.__name__}", self.minimal(record)
            yield where, put(good)
            yield f"{where}-unknown", put({**good, "okänd": "1"})
            for missing in good:
                yield f"{where}-{missing}-missing", put({key: good[key] for key in good if key != missing})
            for turn, (name, shape) in enumerate(shapes(record).items(), start=number):
                for index, value in enumerate((*ODD_VALUES[turn % share :: share], *self.further_values(shape))):
                    yield f"{where}-{name}-{index}", put({**good, self.key(name): value})

    def further_values(self, shape: Shape) -> list[Json]:
        """Give values for a field of that kind; of words all, since `validate` knows those of other languages, too."""
        if shape.leaf is None:
            return []
        if group := shape.leaf.group:
            names = vocabulary().values(group)
            return [word for name in names for word in vocabulary().spellings_of_value(group, name, self.language)]
        return list(VALUES_BY_KIND.get(shape.leaf.name, ()))


def holds_blank_list_or_mapping(language: Language, record: type[Record], mapping: Json) -> bool:
    """Tell whether an empty text stands where a list or a mapping belongs, which `validate` alone lets pass."""
    for name, shape in shapes(record).items():
        value = mapping.get(vocabulary().key(name, language)) if isinstance(mapping, dict) else None
        if shape.record is None or value is None:
            continue
        if isinstance(value, str) and not value.strip() and shape.leaf is None:
            return True
        inner = value if isinstance(value, list) else [value]
        if any(holds_blank_list_or_mapping(language, shape.record, one) for one in inner):
            return True
    return False


@pytest.mark.parametrize(("language", "share"), [("sv", 3), ("en", 9), ("fi", 7)])
def test_it_refuses_exactly_what_validate_finds_badly_formed(language: Language, share: int, folder: Path) -> None:
    """Every field of every record, with values of every kind, right and wrong."""
    plans = {f"{name}.yaml": plan for name, plan in Writer(language).odd_plans(share)}
    write(folder, {name: json.dumps(plan, ensure_ascii=False) for name, plan in plans.items()})
    found = {one["file"] for one in validate("--select", ",".join(STRUCTURAL), *plans).diagnostics}
    refused = {name for name, plan in plans.items() if not checker(language).is_valid(plan)}
    stricter = {name for name in refused - found if holds_blank_list_or_mapping(language, Plan, plans[name])}
    # Who is handed a number can't tell which zeros stood before it.
    blinder = {name for name in found - refused if "municipality_code" in name}
    assert (sorted(refused - found - stricter), sorted(found - refused - blinder)) == ([], [])
    assert len(plans) > len(found) > len(plans) / 10


def test_measures_are_numbers_but_for_a_qualitative_indicator(folder: Path) -> None:
    values = {"baseline": "utgångsvärde", "targets": "målvärden", "values": "utfall", "comparisons": "jämförelser"}
    for word, kind in itertools.product(("7,5", "god"), (None, "kvantitativ", "kvalitativ")):
        for name, key in values.items():
            entry = {"period": "2026", "värde": word} | ({"namn": "Riket"} if name == "comparisons" else {})
            indicator = {"id": "I1", "titel": "Hälsa", "typ": kind, key: entry if name == "baseline" else [entry]}
            plan = Writer("sv").minimal(Plan) | {"indikatorer": [indicator]}
            write(folder, {"plan.yaml": json.dumps(plan)})
            found = validate("--select", "EK006", "plan.yaml").codes
            assert checker("sv").is_valid(plan) == (not found) == (word == "7,5" or kind == "kvalitativ")


def test_days_are_those_of_the_calendar() -> None:
    days = Draft202012Validator({"$ref": "#/$defs/date", "$defs": schema("sv")["$defs"]})
    for year in ("0000", "0001", "1900", "2000", "2023", "2024", "2100", "2400", "9999"):
        for month in range(14):
            for day in range(33):
                text = f"{year}-{month:02}-{day:02}"
                assert days.is_valid(text) == exists(text), text


def exists(day: str) -> bool:
    try:
        parse_date(day)
    except ValueError:
        return False
    return True


def test_an_id_may_hold_any_letter() -> None:
    """The pattern names what is no letter; it must not name one, and it must name all that a keyboard has."""
    ids = Draft202012Validator({"$ref": "#/$defs/id", "$defs": schema("sv")["$defs"]})
    for code in range(0x20, 0x3100):
        character = chr(code)
        if fits_id(character) or code < 0x100:
            assert ids.is_valid(character) == fits_id(character), f"U+{code:04X}"


def fits_id(character: str) -> bool:
    try:
        parse_id(character)
    except ValueError:
        return False
    return True


# ---- It explains ----


def records(record: type[Record] = Plan) -> dict[str, type[Record]]:
    found = {record.__name__: record}
    for shape in shapes(record).values():
        if shape.record is not None and shape.record.__name__ not in found:
            found |= records(shape.record)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_is_explained(language: Language) -> None:
    written = {"Plan": schema(language), **schema(language)["$defs"]}
    for name, record in records().items():
        keys = {vocabulary().key(field, language) for field in shapes(record)}
        assert set(written[name]["properties"]) == keys
        assert len(keys) == len(shapes(record)), "two fields of a record share a key"
        for key, field in written[name]["properties"].items():
            assert field["title"].casefold() == key.replace("_", " ").casefold()
            assert re.fullmatch(r"\S.*\S", field["description"]), (name, key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_a_list_has_a_name(language: Language) -> None:
    for definition in (schema(language), *schema(language)["$defs"].values()):
        for field in definition.get("properties", {}).values():
            if field.get("type") == ["array", "null"]:
                entry = schema(language)["$defs"][field["items"]["$ref"].removeprefix("#/$defs/")]
                assert entry["title"]
                assert entry["description"]


@cache
def descriptions() -> dict[str, dict[str, dict[str, Any]]]:
    file = resources.files(effektkedja.plan) / "descriptions.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def test_no_description_is_left_over() -> None:
    needed = set()
    for name, record in records().items():
        for field in shapes(record):
            own = f"{name}.{field}"
            needed.add(own if own in descriptions()["fields"] else field)
    assert set(descriptions()["fields"]) == needed
    named = {"Plan"} | {name for name, definition in schema("sv")["$defs"].items() if "title" in definition}
    assert set(descriptions()["records"]) == named


def test_every_description_is_a_sentence_in_three_languages() -> None:
    for table in descriptions().values():
        for name, entry in table.items():
            assert list(entry) == ["sv", "en", "fi"], name
            texts = [text[-1] if isinstance(text, list) else text for text in entry.values()]
            assert len(set(texts)) == len(texts), f"{name} is not translated"
            for text in texts:
                assert re.search(r"[.?]$", text), text
                assert "  " not in text, text
