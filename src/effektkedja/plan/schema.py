"""The JSON Schema of a plan, in one language, so that an editor can complete, explain and check while one writes.

It is made from the model (shapes.py), the vocabulary and descriptions.toml. A YAML tool makes a number of `0180`, and
a boolean of `true` or even `no`; wherever a text may stand, these may, too.

It takes every plan of its language that `validate` takes, but for four oddities: a key or a word that is spelled
otherwise than in the vocabulary (`Malomraden`, `focus_areas`), an empty text where a list or a mapping belongs, a
period before the year 1000 without quotes, and an id of nearly 64 letters of which some are two characters each.

It refuses what `validate` refuses for its form (EK005 to EK009), but for what it can't know:

- how a number was written (`05`, `1e3`, `0x1F`, or `180` for `0180`), and that `Null` was meant to be a text;
- that a key stands twice, and whatever else makes the file a bad one;
- that the rarer symbols are no letters and may not stand in an id;
- whether the plan's scale of risks ends at 4 or 5, which its configuration tells.

Nor does it know anything of the chain: which ids there are, and where they lead.

Three habits of editors have shaped it. They offer every type that they find at a value (`null`, `true`, `false`), so
what shall only be let through is told by what it is not. They offer every key that they find under `properties`, so a
second word on a key stands under `patternProperties`. And where the alternatives of a value look alike to them (by
title, description and properties), they show these instead of what is said of the field; so what is let through has
`properties`, and a second word a title.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from effektkedja.basics.language import Language
from effektkedja.plan import values
from effektkedja.plan.model import Indicator, Plan, Record
from effektkedja.plan.shapes import Shape, shapes
from effektkedja.plan.vocabulary import vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_YEAR = "(?!0000)[0-9]{4}"
_LEAP_YEAR = "(?!0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DAY = (
    f"{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    f"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29"
)
_PERIOD = f"{_YEAR}(?:-(?:H[12]|T[1-3]|Q[1-4]|0[1-9]|1[0-2]))?"
_DIGITS = rf"(?!(?:[^0-9]*[0-9]){{{values.MOST_DIGITS + 1}}})(?:[0-9]{{1,3}}(?:[ \u00a0\u202f][0-9]{{3}})+|[0-9]+)"
# JavaScript and Python have no common way to say "a letter", but both can say what is none.
_NO_LETTERS = (
    r"\s!-,/:-@\[-\^`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    r"\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff"
)
_ANY_TEXT = r"\S[\s\S]*"

_LARGEST = 10**values.MOST_DIGITS  # JavaScript cannot tell it from the number before
_TEXT: Schema = {"type": ["string", "number"]}
_NUMBER: Schema = {"type": ["string", "number"], "minimum": -_LARGEST, "maximum": _LARGEST}
_YEAR_OR_TEXT: Schema = {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999}

_WRITTEN: Mapping[str, tuple[Schema, str]] = {
    "text": (_TEXT, _ANY_TEXT),
    "path": (_TEXT, _ANY_TEXT),
    "reference": (_TEXT, _ANY_TEXT),
    "title": (_TEXT, rf"\S(?:[\s\S]{{0,{values.LONGEST_TITLE - 2}}}\S)?"),
    "id": (_TEXT, f"[^{_NO_LETTERS}]{{1,{values.LONGEST_ID}}}"),
    "number": (_NUMBER, f"[-−]?{_DIGITS}(?:[.,][0-9]+)?"),
    "measure": (
        _NUMBER | {"type": ["string", "number", "null"]},
        f"[-−]?{_DIGITS}(?:[.,][0-9]+)?",
    ),
    "amount": (
        {"type": ["string", "number"], "minimum": 0, "maximum": _LARGEST},
        f"{_DIGITS}(?:[.,][0-9]+)?",
    ),
    "count": (
        {"type": ["string", "integer"], "minimum": 0, "maximum": _LARGEST},
        f"{_DIGITS}(?:[.,]0+)?",
    ),
    "grade": (
        {"type": ["string", "integer"], "minimum": 1, "maximum": values.HIGHEST_GRADE},
        f"0*[1-{values.HIGHEST_GRADE}](?:[.,]0+)?",
    ),
    "version": ({"type": ["string", "integer"], "minimum": 1, "maximum": 1, "default": 1}, "0*1(?:[.,]0+)?"),
    "date": ({"type": "string"}, _DAY),
    "period": (_YEAR_OR_TEXT, _PERIOD),
    "day-or-period": (_YEAR_OR_TEXT, f"{_DAY}|{_PERIOD}"),
    "municipality-code": ({"type": ["string", "integer"], "minimum": 0, "maximum": 9999}, "[0-9]{3,4}"),
}
"""How each kind of value is written: what a tool may make of it, and the pattern of its text."""

_TYPES = ("string", "number", "boolean", "null", "array", "object")


def plan_schema(language: Language) -> Schema:
    """Give the JSON Schema of a plan whose keys and words are of that language."""
    writer = _Writer(language)
    plan = writer.record(Plan)
    return {"$schema": DIALECT, **plan, "$defs": {**writer.records, **dict(sorted(writer.values.items()))}}


class _Writer:
    """Writes the schema of one language."""

    def __init__(self, language: Language) -> None:
        self.records: dict[str, Schema] = {}
        """The records by name, in the order in which the plan comes upon them."""
        self.values: dict[str, Schema] = {}
        """The kinds of single values by name."""
        self._language: Language = language
        self._texts = _descriptions()

    def record(self, record: type[Record], *, optional: bool = False) -> Schema:
        """Tell what stands in a mapping. `optional`: there may be nothing after its key."""
        schema: Schema = {
            "type": ["object", "null"] if optional else "object",
            "properties": {self._key(name): self._field(record, name) for name in shapes(record)},
            "additionalProperties": False,
        }
        if not optional:  # else it stands at one key, which says what it is
            title, description = self._texts["records"][record.__name__][self._language]
            schema = {"title": title, "description": description, **schema}
        if record.required:
            schema["required"] = [self._key(name) for name in record.required]
        if record.one_of:
            schema["anyOf"] = [self._given(record, name) for name in record.one_of]
        if record is Indicator:
            word = vocabulary().value("indicator_kind", "qualitative", self._language)
            schema["if"] = {**self._besides({"kind": {"const": word}}), "required": [self._key("kind")]}
            schema["else"] = self._numbers(record)
        return schema

    def _field(self, record: type[Record], name: str) -> Schema:
        key, texts = self._key(name), self._texts["fields"]
        description = texts.get(f"{record.__name__}.{name}") or texts[name]
        schema = {"title": _as_title(key), "description": description[self._language]}
        if record is Plan and name == "effektkedja":
            return schema | self._written("version", optional=False)
        return schema | self._value(shapes(record)[name])

    def _value(self, shape: Shape) -> Schema:
        optional = not shape.required
        if shape.record is None:
            # What an indicator measures may be words; `_numbers` tells where it may not.
            kind = "text" if (kind := _kind(shape)) == "measure" else kind
            return self._single(kind, optional=optional, many=shape.many)
        if shape.many:
            return {"type": ["array", "null"], "items": self._mapping(shape.record), "errorMessage": self._say("list")}
        mapping = self._mapping(shape.record, optional=optional)
        return {"anyOf": [self._written(_kind(shape), optional=optional), mapping]} if shape.leaf else mapping

    def _mapping(self, record: type[Record], *, optional: bool = False) -> Schema:
        """Refer to a record, which is written at the first mention."""
        name = record.__name__
        if name not in self.records:
            self.records[name] = {}  # its place, before those that it refers to
            self.records[name] = self.record(record, optional=optional)
        return {"$ref": f"#/$defs/{name}"}

    def _single(self, kind: str, *, optional: bool, many: bool = False) -> Schema:
        """Refer to a kind of single value, alone or where it may be a list, which is written at the first mention."""
        name = f"{'optional-' if optional else ''}{kind.replace('_', '-')}{'-list' if many else ''}"
        if name not in self.values:
            if kind not in _WRITTEN:
                self.values[name] = self._choice(kind, optional=optional)
            else:
                written = self._written(kind, optional=optional)
                if many:
                    written["type"] = ["array", *written["type"]]
                    written["items"] = self._single(kind, optional=False)
                    written["errorMessage"] += f" {self._say('several')}"
                may_be_boolean = _WRITTEN[kind][0] == _TEXT
                self.values[name] = _letting_through(written, boolean=may_be_boolean, nothing=optional)
        return {"$ref": f"#/$defs/{name}"}

    def _written(self, kind: str, *, optional: bool) -> Schema:
        """Tell how a kind of value is written; its text may be empty where it is optional."""
        types, pattern = _WRITTEN[kind]
        schema = types | {"errorMessage": self._say(kind)}
        if not (optional and pattern == _ANY_TEXT):
            schema["pattern"] = rf"^\s*(?:{pattern}){'?' if optional else ''}\s*$"
        return schema

    def _choice(self, group: str, *, optional: bool) -> Schema:
        names = vocabulary().values(group)
        spellings = [vocabulary().spellings_of_value(group, name, self._language) for name in names]
        written = {"enum": [preferred for preferred, *_ in spellings], "errorMessage": self._choose(group)}
        others = [spelling for _, *rest in spellings for spelling in rest]
        return _letting_through(written, boolean="yes" in names, nothing=optional, texts=others)

    def _numbers(self, record: type[Record]) -> Schema:
        """Tell of all measures in and below a record that they are numbers."""
        found: dict[str, Schema] = {}
        for name, shape in shapes(record).items():
            if shape.record is not None:
                if below := self._numbers(shape.record):
                    found[name] = {"items": below} if shape.many else below
            elif _kind(shape) == "measure":
                found[name] = {"$ref": "#/$defs/measure"}
                self.values["measure"] = self._written("measure", optional=True)
        return self._besides(found) if found else {}

    def _given(self, record: type[Record], name: str) -> Schema:
        """Tell that a key is there, and a word after it."""
        word = {"type": "string", "pattern": r"\S", "errorMessage": self._choose(_kind(shapes(record)[name]))}
        return {**self._besides({name: word}), "required": [self._key(name)]}

    def _besides(self, fields: Mapping[str, Schema]) -> Schema:
        """Say more of fields that stand elsewhere."""
        keys = {name: self._key(name) for name in fields}
        said = {f"^{key}$": {"title": _as_title(key), **fields[name]} for name, key in keys.items()}
        return {"patternProperties": said}

    def _key(self, name: str) -> str:
        return vocabulary().key(name, self._language)

    def _choose(self, group: str) -> str:
        words = [vocabulary().value(group, name, self._language) for name in vocabulary().values(group)]
        return self._say("choice").format(words=", ".join(words))

    def _say(self, kind: str) -> str:
        return str(self._texts["values"][kind][self._language])


def _letting_through(written: Schema, *, boolean: bool, nothing: bool, texts: Sequence[str] = ()) -> Schema:
    """Take besides what one writes a boolean, nothing at all, or one of some texts, without an editor offering it."""
    may_be_text = bool(texts) or (nothing and "enum" in written)
    passes = {"string": may_be_text, "boolean": boolean, "null": nothing}
    if not any(passes.values()):
        return written
    others: Schema = {"properties": {}}
    if may_be_text:
        others["pattern"] = rf"^\s*(?:{'|'.join(texts)}){'?' if nothing else ''}\s*$"
    others["not"] = {"type": [name for name in _TYPES if not passes.get(name)], "properties": {}}
    return {"anyOf": [written, others]}


def _kind(shape: Shape) -> str:
    assert shape.leaf is not None  # noqa: S101 (asked for single values only)
    return shape.leaf.group or shape.leaf.name


def _as_title(key: str) -> str:
    return key[0].upper() + key[1:].replace("_", " ")


@cache
def _descriptions() -> dict[str, Any]:
    source = resources.files("effektkedja.plan") / "descriptions.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
