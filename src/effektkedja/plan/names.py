"""Which canonical name each key of a file means, and which language the file is written in."""

from dataclasses import dataclass, field

from effektkedja.basics.language import LANGUAGES, Language
from effektkedja.plan.model import Record
from effektkedja.plan.shapes import shapes
from effektkedja.plan.vocabulary import Vocabulary, fold
from effektkedja.reading.tree import Mapping, Node, Scalar, Sequence, is_null


@dataclass(frozen=True, slots=True)
class UnknownKey:
    """A key that no language knows where it stands."""

    key: Scalar
    record: type[Record]
    within: tuple[Mapping, ...]
    """The mappings it stands in, the innermost last."""
    after: tuple[Scalar, Scalar] | None
    """The key and text before it, where the key is the rest of a text torn at a comma: `{värde: 7,9}`."""


@dataclass(frozen=True, slots=True)
class RepeatedKey:
    """A key that its mapping already has, perhaps in another language or spelling."""

    key: Scalar
    first: Scalar
    name: str
    within: tuple[Mapping, ...]


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A key that the file's language does not know."""

    key: Scalar
    name: str


@dataclass(slots=True)
class KeyNames:
    """What was found out about the keys of a file."""

    vocabulary: Vocabulary
    unknown: list[UnknownKey] = field(default_factory=list)
    repeated: list[RepeatedKey] = field(default_factory=list)
    language: Language = "sv"
    foreign: ForeignKey | None = None

    def spellings(self, record: type[Record]) -> dict[str, str]:
        """Give folded spelling → spelling of the keys that a record knows, in the file's language."""
        written = [self.vocabulary.key(name, self.language) for name in shapes(record)]
        return {fold(key): key for key in written}


def understand_names(root: Mapping, record: type[Record], vocabulary: Vocabulary) -> KeyNames:
    """Fill in the `fields` of every mapping below `root`, which is a `record`."""
    reader = _NameReader(vocabulary)
    reader.read(root, record, ())
    names = reader.names
    names.language = reader.language()
    names.foreign = next((key for languages, key in reader.first.items() if names.language not in languages), None)
    return names


class _NameReader:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.names = KeyNames(vocabulary)
        self.first: dict[frozenset[Language], ForeignKey] = {}
        """The first key that exactly these languages know, in the order of the file."""
        self._count: dict[frozenset[Language], int] = {}
        self._known: dict[type[Record], dict[str, tuple[str | None, frozenset[Language]]]] = {}

    def read(self, mapping: Mapping, record: type[Record], above: tuple[Mapping, ...]) -> None:
        """Name the keys of a mapping and of all below it, in the order of the file."""
        known = self._known.setdefault(record, {})
        of_record = shapes(record)
        within = (*above, mapping)
        fields: dict[str, tuple[Scalar, Node]] = {}
        mapping.fields = fields
        for index, (key, value) in enumerate(mapping.entries):
            written = key.value
            if written not in known:
                known[written] = self._look_up(record, written)
            name, languages = known[written]
            if name is None:
                self.names.unknown.append(UnknownKey(key, record, within, _torn_from(mapping, index)))
            elif name in fields:
                self.names.repeated.append(RepeatedKey(key, fields[name][0], name, within))
            else:
                fields[name] = (key, value)
                if languages not in self._count:
                    self._count[languages] = 0
                    self.first[languages] = ForeignKey(key, name)
                self._count[languages] += 1
                if (inside := of_record[name].record) is not None:
                    self._descend(inside, value, within)

    def _descend(self, record: type[Record], node: Node, within: tuple[Mapping, ...]) -> None:
        for inner in node.items if isinstance(node, Sequence) else [node]:
            if isinstance(inner, Mapping):
                self.read(inner, record, within)

    def language(self) -> Language:
        """Give the language that knows most keys; of several, the one that knows the first key that parts them."""
        counts = dict.fromkeys(LANGUAGES, 0)
        for languages, count in self._count.items():
            for language in languages:
                counts[language] += count
        best = [language for language in LANGUAGES if counts[language] == max(counts.values())]
        for languages in self.first:
            if len(knowing := [language for language in best if language in languages]) > 0:
                best = knowing
        return best[0]

    def _look_up(self, record: type[Record], written: str) -> tuple[str | None, frozenset[Language]]:
        vocabulary = self.names.vocabulary
        name = vocabulary.canonical_keys(tuple(shapes(record))).get(fold(written))
        return name, frozenset() if name is None else vocabulary.languages_of(name, written)


def _torn_from(mapping: Mapping, index: int) -> tuple[Scalar, Scalar] | None:
    """Give the entry that an unknown key was torn from at a comma, as in `{värde: 7,9}`."""
    key, value = mapping.entries[index]
    if not mapping.flow or index == 0 or key.style or isinstance(value, (Mapping, Sequence)) or value.value:
        return None
    before, text = mapping.entries[index - 1]
    if isinstance(text, (Mapping, Sequence)) or text.style or not is_null(value):
        return None
    return before, text
