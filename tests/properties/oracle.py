"""The rules about the graph once more, as naively as the contract can be read.

This module knows nothing of the program: it takes plans as plain data, in canonical names and with the place
of every value, and says what `validate` must find under EK105 (imports), EK101–EK107 and EK201–EK217.
It is written to be compared with the contract line by line, not to be fast.

Where the contract is silent, this is what the oracle takes it to mean:

- a reference to an id that stands twice means the first thing that bears it, by file, line and column;
  the later one is still checked as a thing of its own;
- a node that leads to an effect without an activity or delivery in between gives just what the words say:
  EK205 asks for a delivery or another early effect, so an activity straight to the effect is no cause;
- an empty `leads_to: []` of a focus area is no `leads_to`, so that it leads to the only vision;
- of two shortest circles the one shown is that whose links stand first;
- a circle of imports is one finding for all files that import each other, as a circle of links is.
"""

from __future__ import annotations

import posixpath
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# ------------------------------------------------------------------------------------------------- the plans


class Place(NamedTuple):
    file: str
    line: int
    column: int


@dataclass(frozen=True)
class Reference:
    """One id written somewhere, and the field (`leads_to`, `programme`, `measures` ...) it is written in."""

    field: str
    to: str
    place: Place


@dataclass(frozen=True, eq=False)  # two things are the same only if they are one and the same object
class Thing:
    """Anything that bears an id or names one: a node, the organisation, an indicator, a conflict ..."""

    kind: str
    """The canonical name of its list, or `organisation` or `vision`."""
    id: str | None
    place: Place
    """Where its id stands; of a thing without an id, where its first key stands."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The fields it gives that are no references, enumerated values by their canonical names."""
    references: tuple[Reference, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where the value of each field stands, also that of a written, empty `[]`."""


@dataclass(frozen=True)
class PlanFile:
    path: str
    """Relative to the working folder."""
    things: tuple[Thing, ...]
    imports: tuple[Reference, ...] = ()
    """As written: relative to this file."""


class Finding(NamedTuple):
    code: str
    file: str
    line: int
    column: int
    id: str | None
    key: str | None
    related: tuple[Place, ...] = ()
    """The other places that belong to it, where the contract says which: EK101, EK104, EK202."""


class Carried(NamedTuple):
    """What `gaps` says of a political goal."""

    id: str | None
    activities: int
    deliveries: int
    early_effects: int
    long_term_effects: int
    indicators: int


class Broken(NamedTuple):
    """What `gaps` says of an activity that reaches no political goal."""

    activity: str | None
    ends_at: tuple[str, ...]


# ------------------------------------------------------------------------------------ tables of the contract

SEVERITY = {
    "EK101": "error",
    "EK102": "error",
    "EK103": "error",
    "EK104": "error",
    "EK105": "error",
    "EK106": "warning",
    "EK107": "warning",
    "EK201": "error",
    "EK202": "error",
    "EK203": "warning",
    "EK204": "error",
    "EK205": "warning",
    "EK206": "error",
    "EK207": "warning",
    "EK208": "error",
    "EK209": "warning",
    "EK210": "warning",
    "EK211": "warning",
    "EK212": "warning",
    "EK213": "warning",
    "EK214": "warning",
    "EK215": "warning",
    "EK216": "warning",
    "EK217": "warning",
}

ALLOWED = {
    "activities": {"deliveries"},
    "deliveries": {"early_effects"},
    "early_effects": {"early_effects", "long_term_effects"},
    "long_term_effects": {"long_term_effects", "goals"},
    "goals": {"goals", "focus_areas", "vision"},
    "programmes": {"goals", "focus_areas", "vision"},
    "assignments": {"assignments", "goals", "focus_areas", "vision"},
    "focus_areas": {"vision"},
    "vision": set(),
}

SKIPPING = {
    "activities": {"early_effects", "long_term_effects", "goals"},
    "deliveries": {"long_term_effects", "goals"},
    "early_effects": {"goals"},
}

NODES = set(ALLOWED)

GOALS_AND_EFFECTS = {"goals", "early_effects", "long_term_effects"}

MAY_NAME = {
    "programme": {"programmes"},
    "assignment": {"assignments"},
    "part_of": {"organisation"},
    "measures": GOALS_AND_EFFECTS | {"deliveries", "programmes", "focus_areas"},
    "of": GOALS_AND_EFFECTS | {"focus_areas"},
    "between": GOALS_AND_EFFECTS,
}
"""What a reference other than `leads_to` may name; `about`, `affects` and `threatens` may name anything."""

RANK = {"council": 0, "board": 1, "company": 1, "administration": 2, "unit": 3, "employee": 4}

LEADS_NOWHERE = {
    "activities": "EK201",
    "deliveries": "EK204",
    "early_effects": "EK206",
    "long_term_effects": "EK208",
}

WITHOUT_CAUSE = {
    "deliveries": ("EK203", "activities"),
    "early_effects": ("EK205", "deliveries", "early_effects"),
    "long_term_effects": ("EK207", "early_effects", "long_term_effects"),
}
"""The code for each stage, and the stages of which one at least must lead straight to it."""

# ------------------------------------------------------------------------------ from files to their findings


def findings(files: Iterable[PlanFile], named: Iterable[str]) -> list[Finding]:
    """All that `validate` must say of these files when the paths `named` are given on its command line."""
    by_path = {file.path: file for file in files}
    on_command_line = set(named)
    read = reachable_files(by_path, on_command_line)
    found = bad_imports(by_path, read)
    for chain in chains(by_path, read):
        found += Chain(thing for path in chain for thing in by_path[path].things).findings()
    return sorted(one for one in found if one.file in on_command_line or SEVERITY[one.code] == "error")


def gaps(files: Iterable[PlanFile]) -> tuple[list[Carried], list[Broken]]:
    """What `gaps` must say when all these files are named."""
    by_path = {file.path: file for file in files}
    carried, broken = [], []
    for chain in chains(by_path, by_path):
        of_chain = Chain(thing for path in chain for thing in by_path[path].things).gaps()
        carried += of_chain[0]
        broken += of_chain[1]
    return sorted(carried, key=str), sorted(broken, key=str)


def imported(file: PlanFile, by_path: Mapping[str, PlanFile]) -> list[tuple[Reference, str | None]]:
    """Each import of a file, with the path of the file it means, or None if there is no such file."""
    meant = []
    for reference in file.imports:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), reference.to))
        meant.append((reference, path if path in by_path else None))
    return meant


def reachable_files(by_path: Mapping[str, PlanFile], named: Iterable[str]) -> set[str]:
    read = set(named)
    while True:
        more = {path for known in read for _, path in imported(by_path[known], by_path) if path is not None}
        if more <= read:
            return read
        read |= more


def chains(by_path: Mapping[str, PlanFile], read: Iterable[str]) -> list[set[str]]:
    """The files that were read, put together by imports, in whichever direction these go."""
    groups = [{path} for path in read]
    for path in read:
        for _, other in imported(by_path[path], by_path):
            if other is not None:
                joined = [group for group in groups if path in group or other in group]
                groups = [group for group in groups if group not in joined] + [set().union(*joined)]
    return groups


def bad_imports(by_path: Mapping[str, PlanFile], read: Iterable[str]) -> list[Finding]:
    found = []
    links: list[tuple[Reference, str, str]] = []
    for path in read:
        for reference, target in imported(by_path[path], by_path):
            if target is None:
                found.append(Finding("EK105", *reference.place, None, "imports"))
            else:
                links.append((reference, path, target))
    for circle in circles(closure({(path, target) for _, path, target in links})):
        inside = [reference for reference, path, target in links if path in circle and target in circle]
        first = min(inside, key=lambda reference: reference.place)
        found.append(Finding("EK105", *first.place, None, "imports"))
    return found


T = TypeVar("T")


def closure(pairs: set[tuple[T, T]]) -> set[tuple[T, T]]:
    """All (a, b) where b can be reached from a in one step or more."""
    reached = set(pairs)
    while True:
        further = {(a, d) for a, b in reached for c, d in pairs if b == c} - reached
        if not further:
            return reached
        reached |= further


def circles(reached: set[tuple[T, T]]) -> set[frozenset[T]]:
    """The groups whose members all reach each other and themselves."""
    return {
        frozenset(b for a, b in reached if a == member and (b, a) in reached)
        for member, end in reached
        if member == end
    }


# ------------------------------------------------------------------------------------------------- one chain


class Link(NamedTuple):
    """A reference that counts: it resolves, and to something that the contract allows there."""

    source: Thing
    target: Thing
    reference: Reference


class Chain:
    """All things of the files that imports join, and what is to be said of them."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self.things = sorted(things, key=lambda thing: thing.place)
        self.links = [
            Link(thing, target, reference)
            for thing in self.things
            for reference in self.first_mentions(thing)
            if (target := self.resolve(reference)) is not None and is_allowed(thing, reference, target)
        ]
        self.edges = [link for link in self.links if link.reference.field in ("leads_to", "programme", "assignment")]
        self.steps = {(edge.source, edge.target) for edge in self.edges} | self.implied_edges()
        self.reached = closure(self.steps)

    def implied_edges(self) -> set[tuple[Thing, Thing]]:
        """A focus area without `leads_to` leads to the vision, if there is just one."""
        visions = self.of_kind("vision")
        return {
            (focus_area, vision)
            for focus_area in self.of_kind("focus_areas")
            for vision in visions
            if len(visions) == 1 and not focus_area.references
        }

    def findings(self) -> list[Finding]:
        return [*self.about_references(), *self.about_circles(), *self.about_the_thread()]

    # -- ids and references

    def resolve(self, reference: Reference) -> Thing | None:
        for thing in self.things:
            if thing.id is not None and same_id(thing.id, reference.to):
                return thing
        return None

    def first_mentions(self, thing: Thing) -> list[Reference]:
        """The references of a thing without what `leads_to` says a second time."""
        return [reference for reference in thing.references if not is_repeated(thing, reference)]

    def about_references(self) -> list[Finding]:
        found = []
        for number, thing in enumerate(self.things):
            if thing.id is not None:
                same = [other for other in self.things[:number] if other.id is not None and same_id(other.id, thing.id)]
                # one organisation may head several files; whatever else comes a second time is a duplicate
                if same and not (same[0].kind == thing.kind == "organisation"):
                    found.append(about(thing, "EK101", thing.place, "id", same[:1]))
            for reference in thing.references:
                code = self.fault_of(thing, reference)
                if code is not None:
                    found.append(about(thing, code, reference.place, reference.field))
        return found

    def fault_of(self, thing: Thing, reference: Reference) -> str | None:
        target = self.resolve(reference)
        if is_repeated(thing, reference):
            return "EK106"
        if target is None:
            return "EK102"
        if not is_allowed(thing, reference, target):
            return "EK103"
        if reference.field == "leads_to" and target.kind in SKIPPING.get(thing.kind, ()):
            return "EK107"
        return None

    def about_circles(self) -> list[Finding]:
        found = []
        for circle in circles(self.reached):
            inside = [edge for edge in self.edges if edge.source in circle and edge.target in circle]
            first = min(inside, key=lambda edge: edge.reference.place)
            way_back = self.shortest_way(first.target, first.source)
            related = tuple(edge.reference.place for edge in way_back[:20])
            found.append(Finding("EK104", *first.reference.place, composed(first.source.id), "leads_to", related))
        return found

    def shortest_way(self, start: Thing, end: Thing) -> list[Link]:
        """Of all shortest ways between two things the one whose links stand first."""
        ways: list[list[Link]] = [[]]
        while True:
            complete = [way for way in ways if (way[-1].target if way else start) is end]
            if complete:
                return min(complete, key=lambda way: [edge.reference.place for edge in way])
            ways = [
                [*way, edge]
                for way in ways
                for edge in self.edges
                if edge.source is (way[-1].target if way else start) and (edge.target, end) in self.reached
            ]

    # -- the thread

    def of_kind(self, *kinds: str) -> list[Thing]:
        return [thing for thing in self.things if thing.kind in kinds]

    def reaches(self, source: Thing, targets: Iterable[Thing]) -> bool:
        return any((source, target) in self.reached for target in targets)

    def has_a_link(self, thing: Thing) -> bool:
        return any(edge.source is thing for edge in self.edges)

    def has_only_bad_links(self, thing: Thing) -> bool:
        written = [one for one in thing.references if one.field in ("leads_to", "programme", "assignment")]
        return bool(written) and not self.has_a_link(thing)

    def sources(self, target: Thing, *kinds: str) -> list[Thing]:
        """The things of these kinds, other than itself, that lead straight to the target."""
        return [
            edge.source
            for edge in self.edges
            if edge.target is target and edge.source is not target and edge.source.kind in kinds
        ]

    def about_the_thread(self) -> list[Finding]:
        found: list[Finding] = []
        for rule in (
            self.nodes_that_lead_nowhere,
            self.broken_threads,
            self.nodes_without_cause,
            self.goals,
            self.missing_words,
            self.programmes_and_assignments,
            self.horizons,
        ):
            found += rule()
        return found

    def nodes_that_lead_nowhere(self) -> list[Finding]:
        """EK201, EK204, EK206, EK208."""
        return [
            about(thing, LEADS_NOWHERE[thing.kind], thing.places.get("leads_to", thing.place), "leads_to")
            for thing in self.of_kind(*LEADS_NOWHERE)
            if not any(one.field in ("leads_to", "programme", "assignment") for one in thing.references)
        ]

    def broken_threads(self) -> list[Finding]:
        """EK202."""
        political = [goal for goal in self.of_kind("goals") if is_political(goal)]
        return [
            about(activity, "EK202", related=self.ends(activity))
            for activity in self.of_kind("activities")
            if self.has_a_link(activity) and not self.reaches(activity, political)
        ]

    def ends(self, activity: Thing) -> list[Thing]:
        """Where its thread ends: at the nodes that lead no further, or go round in a circle without exit."""
        on_the_way = [thing for thing in self.things if (activity, thing) in self.reached] or [activity]
        return [
            thing
            for thing in on_the_way
            if all((further, thing) in self.reached for start, further in self.reached if start is thing)
        ]

    def nodes_without_cause(self) -> list[Finding]:
        """EK203, EK205, EK207."""
        return [
            about(thing, code)
            for kind, (code, *causes) in WITHOUT_CAUSE.items()
            for thing in self.of_kind(kind)
            if not self.sources(thing, *causes)
        ]

    def goals(self) -> list[Finding]:
        """EK209, EK210, EK211."""
        found = []
        activities = self.of_kind("activities")
        above = self.of_kind("focus_areas", "vision")
        levelled = [goal for goal in self.of_kind("goals") if rank(goal) is not None]
        top_goals = [goal for goal in levelled if not any(is_above(other, goal) for other in levelled)]
        for goal in levelled:
            carried = any(self.reaches(activity, [goal]) for activity in activities)
            if is_political(goal) and activities and not carried:
                found.append(about(goal, "EK209"))
            if self.has_only_bad_links(goal):
                continue
            if goal not in top_goals and not self.reaches(goal, top_goals):
                found.append(about(goal, "EK210"))
            if goal.texts["level"] == "council" and above and not self.reaches(goal, above):
                found.append(about(goal, "EK211"))
        return found

    def missing_words(self) -> list[Finding]:
        """EK212, EK213, EK215."""
        wanted = [
            ("deliveries", "recipient", "EK212"),
            ("early_effects", "target_group", "EK213"),
            ("conflicts", "comment", "EK215"),
        ]
        return [
            about(thing, code, thing.place, key)
            for kind, key, code in wanted
            for thing in self.of_kind(kind)
            if key not in thing.texts
        ]

    def programmes_and_assignments(self) -> list[Finding]:
        """EK214, EK217."""
        if not self.of_kind("activities"):
            return []
        # only activities and deliveries may name a programme, and only they and assignments an assignment
        return [
            about(thing, code)
            for kind, code in (("programmes", "EK214"), ("assignments", "EK217"))
            for thing in self.of_kind(kind)
            if not any(edge.target is thing for edge in self.edges)
        ]

    def horizons(self) -> list[Finding]:
        """EK216."""
        found = []
        for effect in self.of_kind("long_term_effects"):
            causes = self.sources(effect, "long_term_effects")
            if "horizon" in effect.texts and any(
                last_day(effect.texts["horizon"]) < last_day(cause.texts["horizon"])
                for cause in causes
                if "horizon" in cause.texts
            ):
                found.append(about(effect, "EK216", effect.places["horizon"], "horizon"))
        return found

    # -- gaps

    def gaps(self) -> tuple[list[Carried], list[Broken]]:
        """What `gaps` says of the chain's political goals and of its broken threads."""
        political = [goal for goal in self.of_kind("goals") if is_political(goal)]

        def reaching(kind: str, goal: Thing) -> int:
            return len([thing for thing in self.of_kind(kind) if self.reaches(thing, [goal])])

        carried = [
            Carried(
                composed(goal.id),
                reaching("activities", goal),
                reaching("deliveries", goal),
                reaching("early_effects", goal),
                reaching("long_term_effects", goal),
                len({link.source for link in self.links if link.reference.field == "measures" and link.target is goal}),
            )
            for goal in political
        ]
        broken = [
            Broken(composed(activity.id), tuple(sorted(composed(end.id) or "" for end in self.ends(activity))))
            for activity in self.of_kind("activities")
            if not self.reaches(activity, political)
        ]
        return carried, broken


def about(
    thing: Thing,
    code: str,
    place: Place | None = None,
    key: str | None = None,
    related: Iterable[Thing] = (),
) -> Finding:
    others = tuple(other.place for other in related)
    return Finding(code, *(place or thing.place), composed(thing.id), key, others)


def composed(text: str | None) -> str | None:
    """An id is compared, and shown here, after Unicode NFC."""
    return None if text is None else unicodedata.normalize("NFC", text)


def same_id(one: str, other: str) -> bool:
    return composed(one) == composed(other)


def is_repeated(thing: Thing, reference: Reference) -> bool:
    return reference.field == "leads_to" and any(
        earlier.field == "leads_to" and earlier.place < reference.place and same_id(earlier.to, reference.to)
        for earlier in thing.references
    )


def is_allowed(source: Thing, reference: Reference, target: Thing) -> bool:
    """Whether a reference names a thing that the contract lets it name."""
    if reference.field != "leads_to":
        return reference.field not in MAY_NAME or target.kind in MAY_NAME[reference.field]
    if source.kind == target.kind == "goals":
        return not is_above(source, target)
    return target.kind in ALLOWED[source.kind] | SKIPPING.get(source.kind, set())


def rank(goal: Thing) -> int | None:
    """0 is the highest level; None when the goal has no valid level."""
    return RANK.get(goal.texts.get("level", ""))


def is_above(goal: Thing, other: Thing) -> bool:
    """Whether a goal's level is higher; without a level a goal takes no part in the levels."""
    own, its = rank(goal), rank(other)
    return own is not None and its is not None and own < its


def is_political(goal: Thing) -> bool:
    return goal.texts.get("level") in ("council", "board")


def last_day(period: str) -> tuple[int, int]:
    """The month and year in which a period ends; no two periods end in one month on different days."""
    year, _, part = period.partition("-")
    if not part:
        return int(year), 12
    if part[0] in "HTQ":
        return int(year), int(part[1:]) * {"H": 6, "T": 4, "Q": 3}[part[0]]
    return int(year), int(part)
