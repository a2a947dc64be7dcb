"""From the tree of a file to a plan: names understood in three languages, values given their type.

What is wrong is reported and left out; everything around it is read all the same.
"""

from dataclasses import dataclass, field
from typing import Any

from effektkedja.basics.diagnostic import Argument, Arguments, Finding, Related, arguments
from effektkedja.basics.language import Language
from effektkedja.basics.span import START
from effektkedja.plan.leaves import Leaf
from effektkedja.plan.limits import USUAL_LIMITS, Limits
from effektkedja.plan.model import Indicator, Plan, Record
from effektkedja.plan.names import KeyNames, UnknownKey, understand_names
from effektkedja.plan.nearest_word import NO_SUGGESTION, Suggestion, nearest_word
from effektkedja.plan.shapes import Shape, shapes
from effektkedja.plan.values import parse_number, parse_reference
from effektkedja.plan.vocabulary import Vocabulary, fold, vocabulary
from effektkedja.reading.compose import Document
from effektkedja.reading.tree import NOT_GIVEN, Mapping, Node, Scalar, Sequence, is_null, span_of

VERSION = 1
MOST_SUGGESTIONS = 50
"""Misspelt keys and values of one file that get a suggestion; looking for one takes its time."""


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """What a file became."""

    plan: Plan | None
    """None where the reading ended early: then there is exactly one finding."""
    root: Mapping | None
    """The tree of the plan, its mappings by canonical name, so that every value's place can be told."""
    language: Language
    """The language that knows most of the file's keys."""
    findings: tuple[Finding, ...]


def load(document: Document, file: str, limits: Limits = USUAL_LIMITS) -> LoadedPlan:
    """Make a plan of what was read of `file` (its name as shown to people)."""
    if finding := _what_ends_the_reading(document, file):
        return LoadedPlan(None, None, "sv", (finding,))
    assert isinstance(document.root, Mapping)  # noqa: S101 (a root of another kind holds no version)
    names = understand_names(document.root, Plan, vocabulary())
    loader = _Loader(file, document.text, names, limits)
    loader.report_names()
    plan = Plan.model_validate(loader.record(Plan, document.root, None))
    return LoadedPlan(plan, document.root, names.language, tuple(loader.findings))


def holds_version(document: Document) -> bool:
    """Tell whether the file, as far as it was read, has the key that makes it a plan."""
    return _version(document) is not None


def _what_ends_the_reading(document: Document, file: str) -> Finding | None:
    """Give the first thing, by position, that ends the reading: a fault, a version we do not know, or no version."""
    version = _version(document)
    if version is not None and _is_other_version(version):
        span = span_of(version)
        if document.fault is None or span < document.fault.span:
            found = "" if isinstance(version, (Mapping, Sequence)) else version.value.strip()
            args = arguments(found=found, expected=VERSION)
            return Finding("EK008", file, span, args=args, key="effektkedja")
    if document.fault is not None:
        return document.fault.as_finding(file)
    return Finding("EK009", file, START) if version is None else None


def _version(document: Document) -> Node | None:
    if isinstance(document.root, Mapping):
        for key, value in document.root.entries:
            if fold(key.value) == "effektkedja":
                return value
    return None


def _is_other_version(node: Node) -> bool:
    if isinstance(node, (Mapping, Sequence)):
        return False
    try:
        return parse_number(node.value.strip()) != VERSION
    except ValueError:
        return False


class _Loader:
    """Reads the values of one file."""

    def __init__(self, file: str, source: str, names: KeyNames, limits: Limits) -> None:
        self.findings: list[Finding] = []
        self._file = file
        self._source = source
        self._names = names
        self._limits = limits
        self._vocabulary: Vocabulary = vocabulary()
        self._suggested = 0

    def report_names(self) -> None:
        """Report the keys that are repeated, unknown, or of another language than the file's."""
        for repeated in self._names.repeated:
            first = Related(self._file, span_of(repeated.first), "first")
            owner, args = _owner(repeated.within), arguments(key=repeated.key.value)
            self._report("EK003", repeated.key, repeated.name, owner, related=(first,), args=args)
        for unknown in self._names.unknown:
            variant, args = self._about_unknown(unknown)
            self._report("EK005", unknown.key, None, _owner(unknown.within), variant, args=args)
        if (foreign := self._names.foreign) is not None:
            instead = self._vocabulary.key(foreign.name, self._names.language)
            args = arguments(key=foreign.key.value, instead=instead)
            self._report("EK010", foreign.key, foreign.name, None, args=args)

    def _about_unknown(self, unknown: UnknownKey) -> tuple[str, Arguments]:
        """Give the variant of EK005 and its arguments."""
        if unknown.after is not None:
            key, text = unknown.after
            torn = self._source[text.start_mark.index : unknown.key.end_mark.index]
            return "comma", arguments(key=key.value, text=torn)
        known = self._names.spellings(unknown.record)
        near = self._suggest(fold(unknown.key.value), known)
        words = tuple(sorted(known.values()))
        args = arguments(key=unknown.key.value, near=near.word, only=near.only, known=words)
        return "near" if near.word else "", args

    def record(
        self, record: type[Record], mapping: Mapping, owner: str | None, *, qualitative: bool = False
    ) -> dict[str, Any]:
        """Read a mapping into the fields of a record."""
        owner = _own_id(mapping) or owner
        if record is Indicator:
            qualitative = self._is_qualitative(mapping)
        data: dict[str, Any] = {}
        for name, shape in shapes(record).items():
            entry = mapping.fields.get(name)
            if entry is None:
                continue
            node = entry[1]
            if shape.simple is not None and not shape.many and (value := _simple(shape.simple, node)) is not None:
                data[name] = value
                continue
            if is_null(node) or (shape.leaf is not None and not shape.required and _is_blank(node)):
                del mapping.fields[name]
                continue
            field_ = _Field(name, entry[0], shape, mapping, owner, qualitative)
            value = self._many(field_, node) if shape.many else self._one(field_, node)
            if value is not None:
                data[name] = value
        self._report_missing(record, mapping, owner)
        return data

    def _report_missing(self, record: type[Record], mapping: Mapping, owner: str | None) -> None:
        missing = [name for name in record.required if name not in mapping.fields]
        if record.one_of and not any(name in mapping.fields for name in record.one_of):
            missing.append(record.one_of[0])
        at = mapping.entries[0][0] if mapping.entries else mapping
        for name in missing:
            self._report("EK007", at, name, owner, args=arguments(key=self._key(name)))

    def _many(self, field_: "_Field", node: Node) -> list[Any] | None:
        if not isinstance(node, Sequence):
            if field_.shape.leaf is None or isinstance(node, Mapping):
                self._wrong(field_, node, "list")
                return None
            value = self._one(field_, node)
            return None if value is None else [value]
        values, kept = [], []
        simple = field_.shape.simple
        for item in node.items:
            value = None if simple is None else _simple(simple, item)
            if value is None and is_null(item):
                self._wrong(field_, item, "empty-item")
                continue
            if value is None:
                value = self._one(field_, item)
            if value is not None:
                values.append(value)
                kept.append(item)
        # What could not be read leaves the tree too, so that the nth value stands at the nth item.
        node.items[:] = kept
        return values

    def _one(self, field_: "_Field", node: Node) -> Any:
        shape = field_.shape
        if isinstance(node, Mapping):
            if shape.record is None:
                return self._wrong(field_, node, "not-mapping")
            return self.record(shape.record, node, field_.owner, qualitative=field_.qualitative)
        if isinstance(node, Sequence):
            return self._wrong(field_, node, "not-list")
        if shape.leaf is None:
            return self._wrong(field_, node, "mapping")
        return self._leaf(field_, shape.leaf, node)

    def _leaf(self, field_: "_Field", leaf: Leaf, node: Scalar) -> Any:
        text = node.value.strip()
        if not text:
            return self._wrong(field_, node, "empty")
        if leaf.group:
            return self._choice(field_, leaf.group, node)
        if leaf.name == "measure" and field_.qualitative:
            return text
        if leaf.name == "grade":
            return self._grade(field_, leaf, node)
        try:
            return leaf.read(text)
        except ValueError:
            self._wrong(field_, node, leaf.name)
        # A node whose id is not as ids should be still answers to it.
        return parse_reference(text) if leaf.name == "id" else None

    def _grade(self, field_: "_Field", leaf: Leaf, node: Scalar) -> int | None:
        highest = self._limits.risk_scale
        try:
            grade: int = leaf.read(node.value.strip())
        except ValueError:
            grade = 0
        if 1 <= grade <= highest:
            return grade
        self._wrong(field_, node, leaf.name, highest=highest)
        return None

    def _choice(self, field_: "_Field", group: str, node: Scalar) -> str | bool | None:
        value = self._vocabulary.canonical_value(group, node.value)
        if value is not None:
            return value == "yes" if group == "yes_no" else value
        language = self._names.language
        allowed = tuple(self._vocabulary.value(group, name, language) for name in self._vocabulary.values(group))
        near = self._suggest(fold(node.value), {fold(word): word for word in allowed})
        variant = "choice-near" if near.word else "choice"
        self._wrong(field_, node, variant, near=near.word, only=near.only, allowed=allowed)
        return None

    def _is_qualitative(self, mapping: Mapping) -> bool:
        entry = mapping.fields.get("kind")
        if entry is None or isinstance(entry[1], (Mapping, Sequence)):
            return False
        return self._vocabulary.canonical_value("indicator_kind", entry[1].value) == "qualitative"

    def _wrong(self, field_: "_Field", node: Node, variant: str, **args: Argument) -> None:
        field_.mapping.faulty |= {field_.name}
        found = "" if isinstance(node, (Mapping, Sequence)) else node.value.strip()
        all_args = arguments(key=field_.key.value, found=found, **args)
        self._report("EK006", node, field_.name, field_.owner, variant, args=all_args)

    def _report(
        self,
        code: str,
        at: Node,
        name: str | None,
        owner: str | None,
        variant: str = "",
        related: tuple[Related, ...] = (),
        *,
        args: Arguments,
    ) -> None:
        self.findings.append(Finding(code, self._file, span_of(at), variant, args, owner, name, related))

    def _key(self, name: str) -> str:
        return self._vocabulary.key(name, self._names.language)

    def _suggest(self, folded: str, known: dict[str, str]) -> Suggestion:
        """Give the known word that comes nearest to one that is not known, or nothing."""
        if self._suggested >= MOST_SUGGESTIONS:
            return NO_SUGGESTION
        self._suggested += 1
        return nearest_word(folded, known)


@dataclass(slots=True)
class _Field:
    """A field while it is read."""

    name: str
    key: Scalar
    shape: Shape
    mapping: Mapping
    owner: str | None
    qualitative: bool = field(default=False)


def _own_id(mapping: Mapping) -> str | None:
    entry = mapping.fields.get("id")
    if entry is None or isinstance(entry[1], (Mapping, Sequence)) or is_null(entry[1]):
        return None
    return parse_reference(entry[1].value.strip()) or None


def _owner(within: tuple[Mapping, ...]) -> str | None:
    """Give the id of the innermost of these mappings that has one."""
    return next((own for mapping in reversed(within) if (own := _own_id(mapping))), None)


def _simple(leaf: Leaf, node: Node) -> Any:
    """Give a value that is as it should be, as most are, without further ado; None for any other."""
    if isinstance(node, (Mapping, Sequence)) or (node.value in NOT_GIVEN and not node.style):
        return None
    try:
        text = node.value.strip()
        return leaf.read(text) if text else None
    except ValueError:
        return None


def _is_blank(node: Node) -> bool:
    return not isinstance(node, (Mapping, Sequence)) and not node.value.strip()
