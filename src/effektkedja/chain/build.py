"""From the files of a chain to its things and the links between them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache, cached_property

from effektkedja.basics.language import Language
from effektkedja.basics.span import Span
from effektkedja.chain.circles import circles
from effektkedja.chain.stages import LEVEL_RANK, MAY_LEAD_TO, MAY_REFER_TO, NODE_STAGES, POLITICAL_LEVELS, Stage
from effektkedja.plan.limits import Limits
from effektkedja.plan.model import Goal, Record
from effektkedja.reading.tree import Mapping, span_of
from effektkedja.workspace.workspace import Import, SourceFile, Workspace

_REFERRING_KEYS = ("leads_to", "assignment", "programme", "part_of", "measures", "about", "affects", "threatens")
_THREAD_KEYS = frozenset({"leads_to", "assignment", "programme"})
_CONCERNING_KEYS = frozenset({"measures", "about", "affects", "threatens", "between"})


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A mapping of a plan, with its record and its place in the file."""

    file: SourceFile
    record: Record
    mapping: Mapping

    def span(self, key: str | None = None, index: int | None = None) -> Span:
        """Give the place of a field's value, or of one item of it; of the `id`, where the field is not given.

        What has neither stands at its first key.
        """
        if index is not None and key is not None:
            return span_of(self.mapping.items(key)[index])
        for name in (key, "id"):
            if name is not None and name in self.mapping.fields:
                return span_of(self.mapping.fields[name][1])
        return span_of(self.mapping.entries[0][0] if self.mapping.entries else self.mapping)

    def given(self, key: str) -> bool:
        """Tell whether a field was given, rightly or wrongly; an empty list is not."""
        return key in self.mapping.faulty or bool(getattr(self.record, key))

    @property
    def language(self) -> Language:
        """The language that the plan is written in."""
        return self.file.language


@dataclass(frozen=True, slots=True, eq=False)
class Thing(Place):
    """Something of the plan that has an id of its own (if only by intention)."""

    stage: Stage
    id: str
    """Empty where the plan does not say it."""

    @property
    def title(self) -> str:
        """What the plan calls it."""
        return str(getattr(self.record, "title", "") or getattr(self.record, "name", ""))

    @property
    def organisation(self) -> str | None:
        """Id of the organisation whose plan it stands in."""
        return self.file.organisation

    @property
    def level(self) -> str | None:
        """The level of a goal that has a valid one."""
        return self.record.level if isinstance(self.record, Goal) else None

    @property
    def is_political_goal(self) -> bool:
        """Whether this is a goal of the council or of a board."""
        return self.stage is Stage.GOAL and self.level in POLITICAL_LEVELS


class Verdict(Enum):
    """What became of a reference."""

    VALID = auto()
    UNKNOWN = auto()
    WRONG_STAGE = auto()
    LOWER_LEVEL = auto()
    """A goal that leads to a goal of a lower level."""
    REPEATED = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """An id written at a field of a thing, or of a record without an id."""

    source: Place
    key: str
    index: int | None
    """Which of the field's ids it is, from 0; None where the field takes one."""
    id: str
    target: Thing | None
    verdict: Verdict

    @property
    def span(self) -> Span:
        """Where the id is written."""
        return self.source.span(self.key, self.index)

    @property
    def is_link(self) -> bool:
        """Whether the thread runs through it."""
        return self.verdict is Verdict.VALID and self.key in _THREAD_KEYS


@dataclass(eq=False)
class Chain:
    """All files joined by imports, as things and links."""

    files: tuple[SourceFile, ...]
    imports: tuple[Import, ...]
    things: tuple[Thing, ...]
    """In the order of the files' names and of the lines."""
    by_id: dict[str, Thing]
    """The first thing of each id."""
    references: tuple[Reference, ...]
    """Every id written at another field than `id`, in the order of the things."""
    conflicts: tuple[Place, ...]
    limits: Limits
    links: dict[Thing, list[Thing]] = field(default_factory=dict)
    """Where each node leads, in the order of the plan: every reference that is valid and part of the thread."""

    def of(self, *stages: Stage) -> Iterator[Thing]:
        """Give the things of these stages."""
        if len(stages) == 1:
            return iter(self._by_stage.get(stages[0], ()))
        return (thing for thing in self.things if thing.stage in stages)

    def referred_to(self, thing: Thing) -> list[Thing]:
        """Give the things that a thing refers to, whether or not the thread runs there."""
        return [
            reference.target
            for reference in self.references
            if reference.source is thing and reference.verdict is Verdict.VALID and reference.target is not None
        ]

    @cached_property
    def _by_stage(self) -> dict[Stage, list[Thing]]:
        found: dict[Stage, list[Thing]] = {}
        for thing in self.things:
            found.setdefault(thing.stage, []).append(thing)
        return found

    @cached_property
    def nodes(self) -> tuple[Thing, ...]:
        """The nodes of the chain."""
        return tuple(self.of(*NODE_STAGES))

    @cached_property
    def causes(self) -> dict[Thing, list[Thing]]:
        """What leads to each node."""
        found: dict[Thing, list[Thing]] = {}
        for source, targets in self.links.items():
            for target in targets:
                found.setdefault(target, []).append(source)
        return found

    @cached_property
    def circles(self) -> list[frozenset[Thing]]:
        """The sets of nodes that all reach each other."""
        return circles(self.links)

    @cached_property
    def measured(self) -> dict[Thing, list[Thing]]:
        """What is measured, and by which indicators and surveys, each once."""
        found: dict[Thing, list[Thing]] = {}
        for reference in self.references:
            source, target = reference.source, reference.target
            if reference.key != "measures" or reference.verdict is not Verdict.VALID:
                continue
            if isinstance(source, Thing) and target is not None and source not in found.setdefault(target, []):
                found[target].append(source)
        return found

    @cached_property
    def concerned(self) -> dict[Place, list[Thing]]:
        """What each record that is no part of the thread is about: what a risk threatens, a change affects."""
        found: dict[Place, list[Thing]] = {}
        for reference in self.references:
            if reference.key in _CONCERNING_KEYS and reference.verdict is Verdict.VALID and reference.target:
                things = found.setdefault(reference.source, [])
                if reference.target not in things:
                    things.append(reference.target)
        return found

    @cached_property
    def has_activities(self) -> bool:
        """Whether anybody does anything in this chain."""
        return any(True for _ in self.of(Stage.ACTIVITY))


def build_chains(workspace: Workspace) -> list[Chain]:
    """Give the chains of a workspace, in the order of their first files."""
    return [
        build_chain(
            files,
            tuple(one for one in workspace.imports if one.source in files),
            workspace.configuration.limits,
        )
        for files in workspace.chains
    ]


def build_chain(files: tuple[SourceFile, ...], imports: tuple[Import, ...], limits: Limits) -> Chain:
    """Join the plans of these files to a chain."""
    things = tuple(thing for file in files for thing in _things_of(file))
    by_id: dict[str, Thing] = {}
    for thing in things:
        if thing.id:
            by_id.setdefault(thing.id, thing)
    conflicts = tuple(place for file in files for place in records_at(file, "conflicts"))
    assessments = tuple(place for file in files for place in records_at(file, "assessments"))
    references: list[Reference] = []
    for thing in things:
        references += _references_of(thing, _referring_keys(type(thing.record)), by_id)
    for place in assessments:
        references += _references_of(place, ("of",), by_id)
    for place in conflicts:
        references += _references_of(place, ("between",), by_id)
    chain = Chain(files, imports, things, by_id, tuple(references), conflicts, limits)
    _link(chain)
    return chain


def _link(chain: Chain) -> None:
    for thing in chain.nodes:
        chain.links[thing] = []
    for reference in chain.references:
        if reference.is_link and isinstance(reference.source, Thing) and reference.target is not None:
            chain.links[reference.source].append(reference.target)
    visions = list(chain.of(Stage.VISION))
    if len(visions) == 1:
        for area in chain.of(Stage.FOCUS_AREA):
            if not area.given("leads_to"):
                chain.links[area].append(visions[0])


def _things_of(file: SourceFile) -> list[Thing]:
    """Give the things of a file in the order of its lines."""
    things = [
        Thing(place.file, place.record, place.mapping, stage, getattr(place.record, "id", ""))
        for stage in Stage
        for place in records_at(file, stage.value)
    ]
    return sorted(things, key=lambda thing: (thing.mapping.start.line, thing.mapping.start.column))


def records_at(file: SourceFile, key: str) -> Iterator[Place]:
    """Give the records at a field of the plan, which holds one of them or a list."""
    if file.plan is None or file.root is None:
        return
    value = getattr(file.plan, key)
    if isinstance(value, list):
        pairs = list(zip(value, file.root.items(key), strict=True))
    else:
        pairs = [] if value is None else [(value, file.root.fields[key][1])]
    for record, node in pairs:
        if isinstance(node, Mapping):
            yield Place(file, record, node)


@cache
def _referring_keys(record: type[Record]) -> tuple[str, ...]:
    """Give the fields of a record that refer to other things."""
    return tuple(key for key in _REFERRING_KEYS if key in record.model_fields)


def inner_records(place: Place, key: str) -> list[Place]:
    """Give the records of a list (or the one record) inside a record, each with its place."""
    value = getattr(place.record, key)
    if key not in place.mapping.fields or value is None:
        return []
    if not isinstance(value, list):
        node = place.mapping.fields[key][1]
        return [Place(place.file, value, node)] if isinstance(node, Mapping) else []
    nodes = place.mapping.items(key)
    return [
        Place(place.file, record, node) for record, node in zip(value, nodes, strict=True) if isinstance(node, Mapping)
    ]


def plan_place(file: SourceFile) -> Place | None:
    """Give the whole plan of a file, with its place; None where it could not be read."""
    return None if file.plan is None or file.root is None else Place(file, file.plan, file.root)


def _references_of(source: Place, keys: tuple[str, ...], by_id: dict[str, Thing]) -> Iterator[Reference]:
    for key in keys:
        value = getattr(source.record, key)
        if isinstance(value, str) and value:
            yield _reference(source, key, None, value, by_id)
        elif value:
            seen: set[str] = set()
            for index, id_ in enumerate(value):
                repeated = key == "leads_to" and id_ in seen
                seen.add(id_)
                yield _reference(source, key, index, id_, by_id, repeated=repeated)


def _reference(
    source: Place, key: str, index: int | None, id_: str, by_id: dict[str, Thing], *, repeated: bool = False
) -> Reference:
    target = by_id.get(id_)
    if repeated:
        verdict = Verdict.REPEATED
    elif target is None:
        verdict = Verdict.UNKNOWN
    else:
        verdict = _judge(source, key, target)
    return Reference(source, key, index, id_, target, verdict)


def _judge(source: Place, key: str, target: Thing) -> Verdict:
    allowed = allowed_targets(source, key)
    if allowed is not None and target.stage not in allowed:
        return Verdict.WRONG_STAGE
    if isinstance(source, Thing) and source.level and target.level and key == "leads_to":
        lower = LEVEL_RANK[target.level] > LEVEL_RANK[source.level]
        return Verdict.LOWER_LEVEL if lower else Verdict.VALID
    return Verdict.VALID


def allowed_targets(source: Place, key: str) -> tuple[Stage, ...] | None:
    """Give the stages that a reference at this field may name, or None where any thing will do."""
    if key == "leads_to" and isinstance(source, Thing):
        return MAY_LEAD_TO[source.stage]
    return MAY_REFER_TO[key]
