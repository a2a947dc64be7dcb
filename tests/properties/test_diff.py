"""The laws of `diff`, over the plan that has every field there is.

How a plan is written, in which order, language and files, is no difference; every value that is changed is one; and
what is told one way round is told the other way round the other way.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support import TESTS, call, write

from effektkedja.basics.language import LANGUAGES, Language
from effektkedja.plan.model import Plan, Record
from effektkedja.plan.shapes import Shape, shapes
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.workspace.workspace import open_workspace

SOURCE = TESTS / "ok" / "alla-falt.yaml"
ORDERED = {"scale"}
HEAD_ONLY = ("effektkedja", "organisation")
MIRROR = {
    "removed": "added",
    "added": "removed",
    "broken": "healed",
    "healed": "broken",
    "abandoned": "taken_up",
    "taken_up": "abandoned",
}
RANDOM = st.integers(0, 2**32).map(Random)

Data = dict[str, Any]
Leaf = tuple[tuple[Any, ...], Shape]


@cache
def every_field() -> str:
    """Give the plan that has every field, as JSON in canonical names."""
    [file] = [file for file in open_workspace([str(SOURCE)], lambda _: b"").files if file.named]
    assert file.plan is not None
    return json.dumps(plain(file.plan) | {"imports": []})


def plain(value: Any) -> Any:
    """Give a value of the model as it would be written in canonical names."""
    if isinstance(value, Record):
        fields = {name: plain(getattr(value, name)) for name in type(value).model_fields}
        return {name: inner for name, inner in fields.items() if inner not in (None, [])}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


# ------------------------------------------------------------------------------------------------- writing a plan


@dataclass
class Pen:
    """Writes a plan in one of the ways in which it can be written."""

    random: Random
    language: Language

    def plan(self, data: Data) -> str:
        """Write a plan with a line for each key at the top."""
        lines = [f"{self.key(name)}: {self.node(data[name], shape, name)}\n" for name, shape in self.fields(Plan, data)]
        return "# skriven om\n" * self.random.randint(0, 3) + "".join(lines)

    def fields(self, record: type[Record], data: Data) -> list[tuple[str, Shape]]:
        present = [(name, shape) for name, shape in shapes(record).items() if name in data]
        return self.random.sample(present, len(present))

    def node(self, value: Any, shape: Shape, name: str) -> str:
        """Write a value in flow style, so that it fits on a line."""
        if isinstance(value, list):
            items = value if name in ORDERED else self.random.sample(value, len(value))
            if len(items) == 1 and shape.record is None and self.random.random() < 0.5:
                return self.node(items[0], shape, name)
            return f"[{', '.join(self.node(one, shape, name) for one in items)}]"
        if isinstance(value, dict):
            assert shape.record is not None
            inner = [
                f"{self.key(key)}: {self.node(value[key], of, key)}" for key, of in self.fields(shape.record, value)
            ]
            return f"{{{', '.join(inner)}}}"
        return self.scalar(value, shape)

    def scalar(self, value: str, shape: Shape) -> str:
        leaf = shape.leaf
        assert leaf is not None
        if leaf.group:
            value = vocabulary().value(leaf.group, value, self.language)
            value = self.random.choice((value, value.upper(), value.replace("_", " ")))
        elif leaf.name in {"number", "amount"} and "." in value:
            value = self.random.choice((value, value.replace(".", ","), f"{value}0"))
        elif leaf.name in {"text", "title"} and " " in value:
            value = self.random.choice((value, value.replace(" ", "  "), f" {value} "))
        return json.dumps(value) if self.random.random() < 0.5 else "'" + value.replace("'", "''") + "'"

    def key(self, name: str) -> str:
        key = vocabulary().key(name, self.language)
        return self.random.choice((key, key.upper(), key.replace("_", "-"), f'"{key}"'))


def files(random: Random, data: Data) -> dict[str, str]:
    """Write a plan, perhaps parted into several files that its organisation heads."""
    parts: list[Data] = [{name: data[name] for name in HEAD_ONLY} for _ in range(random.randint(1, 3))]
    for name, value in data.items():
        for item in value if isinstance(value, list) else [value]:
            part = random.choice(parts)
            if name not in HEAD_ONLY:
                part.setdefault(name, []).append(item) if isinstance(value, list) else part.update({name: item})
    names = [f"del{number}.yaml" for number in range(len(parts))]
    parts[0]["imports"] = names[1:]
    pens = [Pen(random, random.choice(LANGUAGES)) for _ in parts]
    return {name: pen.plan(part) for name, pen, part in zip(names, pens, parts, strict=True)}


def diff(old: dict[str, str], new: dict[str, str]) -> Any:
    with tempfile.TemporaryDirectory() as name, chdir(name):
        for side, of_side in (("old", old), ("new", new)):
            write(Path(side), of_side)
            (Path(side) / "effektkedja.toml").touch()
        answer = call("diff", "old/del0.yaml", "new/del0.yaml", "--format", "json")
        assert answer.status == 0
        return answer.json


# --------------------------------------------------------------------------------------------------- changing a plan


def leaves(
    value: Any, shape: Shape | None = None, path: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], Shape]]:
    """Give the path to every single value, with its shape."""
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield from leaves(one, shape, (*path, index))
    elif isinstance(value, dict):
        record = Plan if shape is None else shape.record
        assert record is not None
        for name, inner in value.items():
            yield from leaves(inner, shapes(record)[name], (*path, name))
    elif shape is not None:
        yield path, shape


def other(value: str, shape: Shape, random: Random) -> str:
    """Give another value of the same kind."""
    assert shape.leaf is not None
    match shape.leaf.name:
        case "choice":
            return random.choice([one for one in vocabulary().values(shape.leaf.group) if one != value])
        case "number" | "amount" | "measure" if value.replace(".", "").isdecimal():
            return str(Decimal(value) + 1)
        case "count":
            return str(int(value) + 1)
        case "grade":
            return str(int(value) % 4 + 1)
        case "date":
            return "2031-12-24"
        case "period" | "day-or-period":
            return "2031-T2"
        case "municipality-code":
            return value[::-1]
        case _:
            return f"{value}X"


def changed(data: Data, path: tuple[Any, ...], value: str) -> Data:
    copy: Data = json.loads(json.dumps(data))
    inner: Any = copy
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return copy


def mutated(random: Random, data: Data) -> Data:
    """Change some values, and take some things out."""
    for _ in range(random.randint(1, 6)):
        path, shape = random.choice([leaf for leaf in leaves(data) if leaf[0][0] not in {*HEAD_ONLY, "imports"}])
        value: Any = data
        for step in path:
            value = value[step]
        data = changed(data, path, other(value, shape, random))
    for name in random.sample([name for name, value in data.items() if isinstance(value, list) and value], 3):
        del data[name][random.randrange(len(data[name]))]
    return data


# ------------------------------------------------------------------------------------------------------- the laws


@settings(max_examples=40, deadline=None)
@given(RANDOM)
def test_how_a_plan_is_written_is_no_difference(random: Random) -> None:
    data = json.loads(every_field())
    answer = diff(files(random, data), files(random, data))
    assert (answer["changes"], answer["threads"]) == ([], [])


def test_every_value_that_is_changed_is_a_difference() -> None:
    random, data = Random(0), json.loads(every_field())
    old = files(random, data)
    for path, shape in leaves(data):
        if path[0] not in {"effektkedja", "imports"}:
            value: Any = data
            for step in path:
                value = value[step]
            answer = diff(old, files(random, changed(data, path, other(value, shape, random))))
            assert answer["changes"], path


@settings(max_examples=60, deadline=None)
@given(RANDOM)
def test_the_other_way_round_everything_is_told_the_other_way_round(random: Random) -> None:
    data = json.loads(every_field())
    old, new = files(random, mutated(random, data)), files(random, mutated(random, data))
    there, back = diff(old, new), diff(new, old)
    for name, short in (("changes", _change), ("threads", _thread)):
        assert Counter(map(short, there[name])) == Counter(short(_turned(one)) for one in back[name])
    for answer in (there, back):
        kinds = Counter(one["kind"] for one in (*answer["changes"], *answer["threads"]))
        counted = {name: count for name, count in answer["summary"].items() if count}
        assert counted.pop("changes", 0) == len(answer["changes"])
        assert counted.pop("threads", 0) == len(answer["threads"])
        assert counted == kinds


def _change(change: Data) -> str:
    told = {name: change[name] for name in ("kind", "stage", "field", "at", "old", "new")}
    told["at"] = {name: value for name, value in told["at"].items() if name != "between"}
    return json.dumps({name: in_any_order(value) for name, value in told.items()}, sort_keys=True)


def _thread(change: Data) -> str:
    told = {name: change[name] for name in ("kind", "stage", "old", "new", "ends_at")}
    return json.dumps({name: in_any_order(value) for name, value in told.items()}, sort_keys=True)


def in_any_order(value: Any) -> Any:
    """Give a value with its lists in one order, and its texts without the space that does not count."""
    if isinstance(value, list):
        return sorted(map(in_any_order, value), key=json.dumps)
    if isinstance(value, dict):
        return {name: in_any_order(inner) for name, inner in value.items()}
    return " ".join(value.split()) if isinstance(value, str) else value


def _turned(one: Data) -> Data:
    return {**one, "kind": MIRROR.get(one["kind"], one["kind"]), "old": one["new"], "new": one["old"]}
