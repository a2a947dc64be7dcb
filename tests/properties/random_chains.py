"""Random chains of one to three plan files, with faults planted in them.

A chain is first drawn tidy, from the vision down to the activities; then some faults of `FAULTS` are planted.
The YAML is written here too, so that the place of every id and link is known without reading it back.
"""

from __future__ import annotations

import posixpath
import unicodedata
from dataclasses import dataclass, field, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

from .oracle import Place, PlanFile, Reference, Thing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

# -------------------------------------------------------------------- names, copied from the format's tables

LANGUAGES = ("sv", "en", "fi")

KEYS = {
    "effektkedja": ("effektkedja", "effektkedja"),
    "organisation": ("organisation", "organisaatio"),
    "reviews": ("uppföljningar", "seurantapisteet"),
    "imports": ("importerar", "tuodut_tiedostot"),
    "vision": ("vision", "visio"),
    "focus_areas": ("målområden", "painopisteet"),
    "programmes": ("program", "ohjelmat"),
    "assignments": ("uppdrag", "toimeksiannot"),
    "goals": ("mål", "tavoitteet"),
    "long_term_effects": ("långsiktiga_effekter", "pitkän_aikavälin_vaikutukset"),
    "early_effects": ("tidiga_effekter", "lyhyen_aikavälin_vaikutukset"),
    "deliveries": ("leveranser", "tuotokset"),
    "activities": ("aktiviteter", "toimenpiteet"),
    "indicators": ("indikatorer", "mittarit"),
    "surveys": ("undersökningar", "tutkimukset"),
    "assessments": ("bedömningar", "arviot"),
    "dialogues": ("resultatdialoger", "tuloskeskustelut"),
    "risks": ("risker", "riskit"),
    "improvements": ("förbättringar", "kehittämisehdotukset"),
    "changes": ("förändringar", "muutokset"),
    "conflicts": ("målkonflikter", "tavoiteristiriidat"),
    "id": ("id", "tunnus"),
    "title": ("titel", "otsikko"),
    "name": ("namn", "nimi"),
    "kind": ("typ", "tyyppi"),
    "date": ("datum", "päivämäärä"),
    "part_of": ("del_av", "kuuluu"),
    "leads_to": ("leder_till", "edistää"),
    "programme": ("program", "ohjelma"),
    "assignment": ("uppdrag", "toimeksianto"),
    "recipient": ("mottagare", "vastaanottaja"),
    "target_group": ("målgrupp", "kohderyhmä"),
    "horizon": ("tidshorisont", "aikajänne"),
    "level": ("nivå", "taso"),
    "measures": ("mäter", "mittaa"),
    "of": ("avser", "koskee"),
    "about": ("avser", "koskee"),
    "review": ("uppföljning", "seurantapiste"),
    "rating": ("måluppfyllelse", "toteutuminen"),
    "threatens": ("hotar", "uhkaa"),
    "probability": ("sannolikhet", "todennäköisyys"),
    "consequence": ("konsekvens", "vakavuus"),
    "affects": ("påverkar", "vaikuttaa"),
    "between": ("mellan", "ristiriidassa"),
    "comment": ("kommentar", "kommentti"),
}
"""Canonical name: the Swedish and the Finnish one."""

VALUES = {
    "council": ("fullmäktige", "valtuusto"),
    "board": ("nämnd", "lautakunta"),
    "company": ("bolag", "yhtiö"),
    "administration": ("förvaltning", "toimiala"),
    "unit": ("enhet", "yksikkö"),
    "employee": ("medarbetare", "työntekijä"),
    "municipality": ("kommun", "kunta"),
    "partly": ("delvis", "osittain"),
}

LEVELS = ("council", "board", "company", "administration", "unit", "employee")

NODE_KINDS = (
    "vision",
    "focus_areas",
    "programmes",
    "assignments",
    "goals",
    "long_term_effects",
    "early_effects",
    "deliveries",
    "activities",
)

LEADING = ("activities", "deliveries", "early_effects", "long_term_effects", "goals")
"""The stages of the thread itself."""

REFERRING = {
    "indicators": "measures",
    "surveys": "measures",
    "assessments": "of",
    "dialogues": "about",
    "risks": "threatens",
    "improvements": "about",
    "changes": "affects",
    "conflicts": "between",
}
"""The lists beside the chain, and the field in which each names things of the chain."""

SINGLE = {"part_of", "programme", "assignment", "of"}
"""The references that are one id and never a list."""


def in_language(table: dict[str, tuple[str, str]], name: str, language: str) -> str:
    swedish, finnish = table.get(name, (name, name))
    return {"sv": swedish, "en": name, "fi": finnish}[language]


# ------------------------------------------------------------------------------------------ a chain as drawn


@dataclass(frozen=True)
class Style:
    """How one thing is written; nothing of it changes what the thing says."""

    flow: bool = False
    """`{id: A1, title: ...}` instead of a line for each key."""
    lists: str = "block"
    """`block`, `flow`, or `alone`: a single id without a list around it."""
    quote: str = ""
    order: str = "id first"
    decomposed: bool = False
    """å as a and a ring (Unicode NFD), also in ids."""
    nothing: str = "~"
    """What stands for a value that is not given."""


STYLES = tuple(
    Style(flow, lists, quote, order, decomposed, nothing)
    for nothing, decomposed, flow, order, quote, lists in product(
        ("~", "null", ""),
        (False, True),
        (False, True),
        ("id first", "id last", "reversed"),
        ("", '"', "'"),
        ("block", "flow", "alone"),
    )
)


@dataclass
class ThingDraft:
    kind: str
    id: str | None
    words: dict[str, str | None] = field(default_factory=dict)
    """Fields that are no references; None is a key with nothing after it, and an empty text is written `""`."""
    links: dict[str, list[str] | None] = field(default_factory=dict)
    style: Style = Style()

    def add_link(self, target: str) -> None:
        self.links["leads_to"] = [*(self.links.get("leads_to") or []), target]


@dataclass
class FileDraft:
    path: str
    language: str
    newline: str
    things: list[ThingDraft] = field(default_factory=list)
    imports: list[str] = field(default_factory=list)
    """Paths as seen from the working folder."""
    empty_lists: list[str] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)
    upside_down: bool = False
    """Activities first, vision last."""


class Draft:
    """Some files on disk; one chain, or several that have nothing to do with each other."""

    def __init__(self, files: list[FileDraft]) -> None:
        self.files = files

    def __repr__(self) -> str:
        """What hypothesis shows of a failing example: the files themselves."""
        return f"\n{self.written()}"

    def things(self, *kinds: str) -> list[ThingDraft]:
        return [thing for file in self.files for thing in file.things if not kinds or thing.kind in kinds]

    def written(self) -> WrittenFiles:
        return WrittenFiles([write_file(file) for file in self.files])

    def in_another_order(self) -> Draft:
        """The same plans with every list turned round."""
        return Draft([turned_round(file) for file in self.files])


@dataclass
class WrittenFiles:
    files: list[tuple[str, PlanFile]]
    """The text of each file, and what it says and where."""

    @property
    def plans(self) -> list[PlanFile]:
        return [plan for _, plan in self.files]

    @property
    def paths(self) -> list[str]:
        return [plan.path for plan in self.plans]

    def __str__(self) -> str:
        return "\n".join(f"--- {plan.path}\n{text}" for text, plan in self.files)


def turned_round(file: FileDraft) -> FileDraft:
    return replace(
        file,
        imports=file.imports[::-1],
        upside_down=not file.upside_down,
        things=[
            replace(
                thing,
                links={name: None if ids is None else ids[::-1] for name, ids in thing.links.items()},
            )
            for thing in reversed(file.things)
        ],
    )


# ------------------------------------------------------------------------------------------ writing the YAML


class Pen:
    """Writes text and knows where it is."""

    def __init__(self, file: FileDraft) -> None:
        self.file = file
        self.text = ""
        self.line = 1
        self.column = 1

    def write(self, text: str) -> Place:
        """Writes, and says where the text begins."""
        begins = Place(self.file.path, self.line, self.column)
        self.text += text
        self.line += text.count("\n")
        self.column = len(text) - text.rfind("\n") if "\n" in text else self.column + len(text)
        return begins


def write_file(file: FileDraft) -> tuple[str, PlanFile]:
    pen = Pen(file)
    things: list[Thing] = []
    pen.write("effektkedja: 1\n")
    write_mapping_at_top(pen, "organisation", things)
    imports = write_imports(pen)
    if file.reviews:
        pen.write(f"{in_language(KEYS, 'reviews', file.language)}:\n")
        for review in file.reviews:
            pen.write(f"  - {in_language(KEYS, 'id', file.language)}: {review}\n")
            pen.write(f"    {in_language(KEYS, 'date', file.language)}: 2026-04-30\n")
    kinds = [*NODE_KINDS, *REFERRING]
    for kind in reversed(kinds) if file.upside_down else kinds:
        if kind == "vision":
            write_mapping_at_top(pen, kind, things)
            continue
        drafts = [thing for thing in file.things if thing.kind == kind]
        if drafts or kind in file.empty_lists:
            pen.write(f"{in_language(KEYS, kind, file.language)}:{'' if drafts else ' []'}\n")
        for number, draft in enumerate(drafts):
            if number:
                pen.write("\n  # nästa\n" if number % 2 else "\n")
            pen.write("  - ")
            things.append(write_thing(pen, draft, indent=4))
    return pen.text.replace("\n", file.newline), PlanFile(file.path, tuple(things), imports)


def write_mapping_at_top(pen: Pen, kind: str, things: list[Thing]) -> None:
    for draft in pen.file.things:
        if draft.kind == kind:
            pen.write(f"{in_language(KEYS, kind, pen.file.language)}:{' ' if draft.style.flow else chr(10) + '  '}")
            things.append(write_thing(pen, draft, indent=2))


def write_imports(pen: Pen) -> tuple[Reference, ...]:
    if not pen.file.imports:
        return ()
    pen.write(f"{in_language(KEYS, 'imports', pen.file.language)}:\n")
    folder = posixpath.dirname(pen.file.path)
    references = []
    for path in pen.file.imports:
        as_written = posixpath.relpath(path, folder or ".")
        pen.write("  - ")
        references.append(Reference("imports", as_written, pen.write(as_written)))
        pen.write("\n")
    return tuple(references)


def write_thing(pen: Pen, draft: ThingDraft, indent: int) -> Thing:
    style, language = draft.style, pen.file.language
    places: dict[str, Place] = {}
    references: list[Reference] = []
    first_key: Place | None = None
    for name, value in fields_in_order(draft):
        if style.flow:
            pen.write("{" if first_key is None else ", ")
        elif first_key is not None:
            pen.write(" " * indent)
        key = pen.write(in_language(KEYS, name, language))
        first_key = first_key or key
        pen.write(":")
        if name in draft.links:
            references += write_ids(pen, name, draft, indent, places)
        elif value is None:
            pen.write(f" {'~' if style.flow and not style.nothing else style.nothing}")
        else:
            pen.write(" ")
            text = in_language(VALUES, value, language) or '""'
            places[name] = pen.write(as_scalar(text, style) if name == "id" else text)
        if not style.flow:
            pen.write("\n")
    if style.flow:
        pen.write("}\n")
    assert first_key is not None
    return Thing(
        kind=draft.kind,
        id=draft.id and as_written(draft.id, style),
        place=places.get("id", first_key),
        texts={name: text for name, text in draft.words.items() if text},
        references=tuple(references),
        places=places,
    )


def fields_in_order(draft: ThingDraft) -> list[tuple[str, str | None]]:
    identity: list[tuple[str, str | None]] = [] if draft.id is None else [("id", draft.id)]
    rest = [*draft.words.items(), *((name, None) for name in draft.links)]
    if draft.style.order == "id first":
        return identity + rest
    if draft.style.order == "id last":
        return rest + identity
    return (identity + rest)[::-1]


def write_ids(pen: Pen, name: str, draft: ThingDraft, indent: int, places: dict[str, Place]) -> list[Reference]:
    """The value of a field of ids, in the form that the style asks for."""
    ids, style = draft.links[name], draft.style
    if ids is None:
        pen.write(f" {'~' if style.flow and not style.nothing else style.nothing}")
        return []
    if not ids:
        pen.write(" ")
        places[name] = pen.write("[]")
        return []
    if name in SINGLE or (style.lists == "alone" and len(ids) == 1):
        before, between, after = " ", "", ""
        ids = ids[:1]
    elif style.flow or style.lists == "flow":
        before, between, after = " [", ", ", "]"
    else:
        before = between = f"\n{' ' * indent}  - "
        after = ""
    references = []
    for number, target in enumerate(ids):
        pen.write(between if number else before)
        references.append(Reference(name, as_written(target, style), pen.write(as_scalar(target, style))))
    pen.write(after)
    return references


def as_scalar(text: str, style: Style) -> str:
    return f"{style.quote}{as_written(text, style)}{style.quote}"


def as_written(text: str, style: Style) -> str:
    return unicodedata.normalize("NFD" if style.decomposed else "NFC", text)


# --------------------------------------------------------------------------------------- drawing tidy chains


class Dice:
    """The choices of hypothesis, by short names."""

    def __init__(self, draw: Callable[[st.SearchStrategy[T]], T]) -> None:
        self._draw = draw

    def number(self, least: int, most: int) -> int:
        return self._draw(st.integers(least, most))  # type: ignore[arg-type, return-value]  # draws what it is asked for

    def pick(self, among: Sequence[T]) -> T:
        return among[self.number(0, len(among) - 1)]

    def chance(self, one_in: int) -> bool:
        return self.number(1, one_in) == one_in

    def some(self, among: Sequence[T], least: int, most: int) -> list[T]:
        """A few different ones, in any order."""
        left = list(among)
        how_many = min(self.number(least, most), len(left))
        return [left.pop(self.number(0, len(left) - 1)) for _ in range(how_many)]


LAYOUTS = (
    ("kommun.yaml", "namnd.yaml", "bolag.yml"),
    ("plan.yaml", "nämnd/plan.yaml", "nämnd/bolag/plan.yaml"),
    ("b.yaml", "b/x.yaml", "b-c.yaml"),  # in order of characters, not of folders: b-c.yaml, b.yaml, b/x.yaml
    ("10.yaml", "9.yaml", "A.yaml"),
)

TITLES = ("Fler läser", "Bibliotek 🙂 i Ängsö", "読書 lisääntyy", "nej", "007")

# some end in the same month, some a month apart
PERIODS = ("2026", "2026-H1", "2026-T2", "2026-Q2", "2026-Q3", "2026-07", "2026-08")

PREFIXES = {
    "vision": "V",
    "focus_areas": "O",
    "programmes": "P",
    "assignments": "U",
    "goals": "M",
    "long_term_effects": "E",
    "early_effects": "T",
    "deliveries": "L",
    "activities": "A",
}

NEXT_STAGE = {
    "vision": (),
    "focus_areas": ("vision",),
    "programmes": ("goals",),
    "assignments": ("goals",),
    "goals": ("focus_areas", "vision"),
    "long_term_effects": ("goals",),
    "early_effects": ("long_term_effects",),
    "deliveries": ("early_effects",),
    "activities": ("deliveries",),
}

# the last is no valid id, but a thing still answers to it
ID_FORMS = (
    "{prefix}{number}",
    "{prefix}.{number}",
    "Å-{prefix}{number}",
    "0{number}",
    "ä{prefix}_{number}",
    "{prefix} {number}",
)


class Builder:
    """Adds things to the files of one draft."""

    def __init__(self, dice: Dice, draft: Draft, groups: list[list[FileDraft]]) -> None:
        self.dice = dice
        self.draft = draft
        self.groups = groups
        """The files that imports join."""
        self.files = groups[0]
        """Those that are being filled now."""
        self.number = 0

    def add(self, kind: str, *leads_to: str, **words: str | None) -> ThingDraft:
        self.number += 1
        thing = ThingDraft(kind, None, words, style=self.dice.pick(STYLES))
        if kind not in ("assessments", "conflicts"):
            prefix = PREFIXES.get(kind, "X")
            thing.id = self.dice.pick(ID_FORMS).format(prefix=prefix, number=self.number)
            thing.words = {"title": self.dice.pick(TITLES), **words}
        if leads_to:
            thing.links["leads_to"] = list(leads_to)
        self.dice.pick(self.files).things.append(thing)
        return thing

    def add_organisation(self, file: FileDraft) -> None:
        self.number += 1
        words: dict[str, str | None] = {"name": "Nämnden", "kind": "municipality"}
        file.things.append(ThingDraft("organisation", f"org{self.number}", words, style=self.dice.pick(STYLES)))

    def things(self, *kinds: str) -> list[ThingDraft]:
        return Draft(self.files).things(*kinds)

    def ids(self, *kinds: str) -> list[str]:
        return [thing.id for thing in self.things(*kinds) if thing.id is not None]

    def any(self, *kinds: str) -> ThingDraft:
        """Some thing of these kinds; a new one if there is none."""
        found = self.things(*kinds)
        if found:
            return self.dice.pick(found)
        return self.add_node(self.dice.pick(kinds))

    def any_node(self) -> ThingDraft:
        return self.any(*(kind for kind in NODE_KINDS if kind != "vision"))

    def add_node(self, kind: str) -> ThingDraft:
        """A node with all its words, and with proper links where there is something to link to."""
        words: dict[str, str | None] = {}
        above: list[str] = []
        if kind == "goals":
            above = [
                goal.id for goal in self.things("goals") if goal.id is not None and goal.words.get("level") == "council"
            ]
            words["level"] = self.dice.pick(LEVELS[1:] if above else ("council", "board"))
        elif kind == "early_effects":
            words["target_group"] = "Unga"
        elif kind == "deliveries":
            words["recipient"] = "Skolan"
        targets = self.dice.some(above or self.ids(*NEXT_STAGE[kind]), 1, 2)
        return self.add(kind, *targets, **words)

    def fill(self) -> None:
        """A tidy chain, top down."""
        for file in self.files:
            self.add_organisation(file)
        if self.dice.chance(2):
            self.add("vision")
        for kind in NODE_KINDS[1:]:
            most = 1 if kind in ("focus_areas", "programmes", "assignments") else 3
            for _ in range(self.dice.number(0 if kind == "activities" or most == 1 else 1, most)):
                self.add_node(kind)
        for kind, name in (("programmes", "programme"), ("assignments", "assignment")):
            for node in self.things(kind):
                assert node.id is not None
                self.any("activities", "deliveries").links[name] = [node.id]
        for kind in self.dice.some(tuple(REFERRING), 0, 2):
            add_evidence(self, kind)


def add_evidence(builder: Builder, kind: str) -> ThingDraft:
    """An indicator, a risk, a conflict ... that names things of the chain."""
    words = {
        "assessments": {"review": "2026-T1", "rating": "partly"},
        "risks": {"probability": "2", "consequence": "3"},
        "conflicts": {"comment": "Vägs i budgeten"},
    }.get(kind, {})
    thing = builder.add(kind, **words)
    targets = builder.ids("goals", "long_term_effects", "early_effects", "focus_areas")
    name = REFERRING[kind]
    if targets or name in ("of", "between"):
        thing.links[name] = builder.dice.some(targets, 1, 1 if name in SINGLE else 2) or ["M0"]
    return thing


# --------------------------------------------------------------------------------------- planting the faults


def unknown_link(builder: Builder) -> None:
    builder.any_node().add_link(f"{builder.dice.pick('XAM')}99")


def misspelt_link(builder: Builder) -> None:
    target = builder.any_node().id
    assert target is not None
    misspelt = builder.dice.pick((target.swapcase(), target[:-1] + "_", f"{target}x"))
    builder.any_node().add_link(misspelt if misspelt != target else f"{target}x")


def link_to_another_chain(builder: Builder) -> None:
    everything = [thing.id for thing in builder.draft.things() if thing.id is not None]
    builder.any_node().add_link(builder.dice.pick(everything))


def wrong_stage(builder: Builder) -> None:
    builder.any(*NODE_KINDS).add_link(builder.dice.pick(builder.ids()))


def downward_goal(builder: Builder) -> None:
    low = builder.add("goals", level=builder.dice.pick(LEVELS))
    high = builder.add("goals", level=builder.dice.pick(LEVELS))
    assert low.id is not None
    high.add_link(low.id)


def wrong_or_unknown_reference(builder: Builder) -> None:
    target = "Q1" if builder.dice.chance(3) else builder.dice.pick(builder.ids())
    match builder.dice.number(0, 3):
        case 0:
            builder.any("activities", "deliveries").links[builder.dice.pick(("programme", "assignment"))] = [target]
        case 1:
            builder.any("organisation").links["part_of"] = [target]
        case _:
            kind = builder.dice.pick(tuple(REFERRING))
            thing = builder.dice.pick(builder.things(kind) or [add_evidence(builder, kind)])
            ids = thing.links.get(REFERRING[kind]) or []
            thing.links[REFERRING[kind]] = [target] if kind == "assessments" else [*ids, target, target]


def reference_said_twice(builder: Builder) -> None:
    """Nothing is wrong with that, but it counts once."""
    kind = builder.dice.pick(tuple(kind for kind, name in REFERRING.items() if name not in SINGLE))
    thing = builder.dice.pick(builder.things(kind) or [add_evidence(builder, kind)])
    thing.links[REFERRING[kind]] = (thing.links.get(REFERRING[kind]) or []) * 2


def self_link(builder: Builder) -> None:
    node = builder.any_node()
    assert node.id is not None
    node.add_link(node.id)


def effect_that_leads_to_itself_alone(builder: Builder) -> None:
    effect = builder.add_node(builder.dice.pick(("early_effects", "long_term_effects")))
    assert effect.id is not None
    effect.add_link(effect.id)


def circle(builder: Builder) -> None:
    """Of two or more nodes, some of them perhaps new, in whichever files they are."""
    kind = builder.dice.pick(("early_effects", "long_term_effects", "goals", "assignments"))
    nodes = builder.dice.some(builder.things(kind), 0, 2)
    while len(nodes) < 2 or (len(nodes) < 5 and builder.dice.chance(2)):
        nodes.append(builder.add_node(kind))
    for node, following in pairwise([*nodes, nodes[0]]):
        assert following.id is not None
        node.add_link(following.id)
        if kind == "goals" and builder.dice.chance(2):
            node.words["level"] = "board"


def tangle(builder: Builder) -> None:
    """Several nodes of one stage, linked in any way; often circles within circles, and no way out."""
    kind = builder.dice.pick(("early_effects", "long_term_effects", "goals", "assignments"))
    nodes = [builder.add(kind) for _ in range(builder.dice.number(3, 5))]
    ids = [node.id for node in nodes if node.id is not None]
    for node in nodes:
        node.links["leads_to"] = builder.dice.some(ids, 1, 3)
    if kind != "assignments":
        builder.add("activities", builder.dice.pick(ids))


def repeated_link(builder: Builder) -> None:
    node = builder.any_node()
    links = node.links.get("leads_to") or builder.ids("goals") or ["X9"]
    again = builder.dice.pick(links)
    node.links["leads_to"] = [*links, *[again] * builder.dice.number(1, 2)]


def skipped_stage(builder: Builder) -> None:
    node = builder.any("activities", "deliveries", "early_effects")
    target = builder.any("long_term_effects", "goals").id
    assert target is not None
    if builder.dice.chance(2):
        node.add_link(target)
    else:
        node.links["leads_to"] = [target]


def no_links(builder: Builder) -> None:
    node = builder.any(builder.dice.pick(LEADING))
    match builder.dice.number(0, 2):
        case 0:
            node.links.pop("leads_to", None)
        case 1:
            node.links["leads_to"] = []
        case _:
            node.links["leads_to"] = None
    if not builder.dice.chance(3):
        node.links.pop("programme", None)
        node.links.pop("assignment", None)


def lonely_node(builder: Builder) -> None:
    builder.add_node(builder.dice.pick(NODE_KINDS[1:]))


def node_that_leads_nowhere(builder: Builder) -> None:
    kind = builder.dice.pick(LEADING)
    node = builder.add_node(kind)
    node.links.pop("leads_to", None)
    if kind != "activities" and builder.dice.chance(2):
        assert node.id is not None
        builder.add("activities", node.id)


def duplicate_id(builder: Builder) -> None:
    bearers = [thing for thing in builder.things() if thing.id is not None]
    builder.dice.pick(bearers).id = builder.dice.pick(bearers).id


def no_recipient(builder: Builder) -> None:
    take_away(builder, builder.any("deliveries"), "recipient")


def no_target_group(builder: Builder) -> None:
    take_away(builder, builder.any("early_effects"), "target_group")


def no_comment(builder: Builder) -> None:
    conflicts = builder.things("conflicts") or [add_evidence(builder, "conflicts")]
    take_away(builder, builder.dice.pick(conflicts), "comment")


def no_valid_level(builder: Builder) -> None:
    goal = builder.any("goals")
    take_away(builder, goal, "level")
    if builder.dice.chance(3):
        goal.words["level"] = "hög"


def take_away(builder: Builder, thing: ThingDraft, name: str) -> None:
    """The key too, or only what stands after it."""
    match builder.dice.number(0, 2):
        case 0:
            thing.words.pop(name, None)
        case 1:
            thing.words[name] = None
        case _:
            thing.words[name] = ""


def horizons(builder: Builder) -> None:
    """A row of long-term effects that lead to each other, in any order of time."""
    effects = builder.dice.some(builder.things("long_term_effects"), 0, 2)
    while len(effects) < 3:
        effects.append(builder.add_node("long_term_effects"))
    for effect, following in pairwise([*effects, effects[0]] if builder.dice.chance(5) else effects):
        assert following.id is not None
        effect.add_link(following.id)
    for effect in effects:
        effect.words.pop("horizon", None)
        if not builder.dice.chance(5):
            effect.words["horizon"] = builder.dice.pick(PERIODS)


def levels(builder: Builder) -> None:
    """Of two or three levels, also without the highest."""
    some = builder.dice.some(LEVELS, 2, 3)
    builder.add("goals", level=some[0])
    for goal in builder.things("goals"):
        goal.words["level"] = builder.dice.pick(some)


def lonely_programme_or_assignment(builder: Builder) -> None:
    node = builder.add_node(builder.dice.pick(("programmes", "assignments")))
    if node.kind == "assignments" and builder.dice.chance(2):
        assert node.id is not None
        builder.add("assignments", node.id)


def work_for_an_assignment_alone(builder: Builder) -> None:
    """An activity whose only link is its assignment or programme."""
    activity = builder.add("activities")
    kind, name = builder.dice.pick((("assignments", "assignment"), ("programmes", "programme")))
    target = builder.any(kind).id
    assert target is not None
    activity.links[name] = [target]


def another_vision(builder: Builder) -> None:
    for file in builder.files:
        if not any(thing.kind == "vision" for thing in file.things):
            file.things.append(ThingDraft("vision", f"V-{file.path[0]}", {"title": "Vår vision"}))
            return


def no_vision(builder: Builder) -> None:
    for file in builder.files:
        file.things = [thing for thing in file.things if thing.kind != "vision"]


def focus_area_alone(builder: Builder) -> None:
    focus_area = builder.any("focus_areas")
    focus_area.links.pop("leads_to", None)
    if builder.dice.chance(2):
        focus_area.links["leads_to"] = []


def no_activities(builder: Builder) -> None:
    for file in builder.files:
        file.things = [thing for thing in file.things if thing.kind != "activities"]


def one_organisation(builder: Builder) -> None:
    heads = builder.things("organisation")
    for head in heads[1:]:
        head.id = heads[0].id


def empty_list(builder: Builder) -> None:
    file = builder.dice.pick(builder.files)
    file.empty_lists += builder.dice.some((*NODE_KINDS[1:], *REFERRING), 1, 2)


def review_with_the_id_of_a_node(builder: Builder) -> None:
    builder.dice.pick(builder.files).reviews.append(builder.dice.pick(builder.ids()))


def missing_import(builder: Builder) -> None:
    builder.dice.pick(builder.files).imports.append("saknas.yaml")


def another_import(builder: Builder) -> None:
    """Often a circle of imports, also of a file with itself."""
    file, other = builder.dice.pick(builder.files), builder.dice.pick(builder.files)
    file.imports.append(other.path)


FAULTS: tuple[Callable[[Builder], None], ...] = (
    unknown_link,
    misspelt_link,
    link_to_another_chain,
    wrong_stage,
    downward_goal,
    wrong_or_unknown_reference,
    reference_said_twice,
    self_link,
    effect_that_leads_to_itself_alone,
    circle,
    tangle,
    repeated_link,
    skipped_stage,
    no_links,
    lonely_node,
    node_that_leads_nowhere,
    duplicate_id,
    no_recipient,
    no_target_group,
    no_comment,
    no_valid_level,
    horizons,
    levels,
    lonely_programme_or_assignment,
    work_for_an_assignment_alone,
    another_vision,
    no_vision,
    focus_area_alone,
    no_activities,
    one_organisation,
    empty_list,
    review_with_the_id_of_a_node,
    missing_import,
    another_import,
)


# ---------------------------------------------------------------------------------------------- the strategy


@st.composite
def drafts(draw: Callable[[st.SearchStrategy[T]], T]) -> Draft:
    dice = Dice(draw)
    layout = dice.pick(LAYOUTS)
    files = [
        FileDraft(
            path,
            dice.pick(LANGUAGES),
            newline=dice.pick(("\n", "\r\n")),
            upside_down=dice.chance(2),
        )
        for path in layout[: dice.number(1, 3)]
    ]
    groups = joined_by_imports(dice, files)
    builder = Builder(dice, Draft(files), groups)
    for group in groups:
        # ids may be the same in chains that are not joined
        builder.files, builder.number = group, 0
        builder.fill()
    for _ in range(dice.number(0, 12)):
        builder.files = dice.pick(groups)
        builder.number += 50
        dice.pick(FAULTS)(builder)
    return builder.draft


def joined_by_imports(dice: Dice, files: list[FileDraft]) -> list[list[FileDraft]]:
    groups = [[files[0]]]
    for file in files[1:]:
        group = dice.pick(groups)
        other = dice.pick(group)
        match dice.number(0, 3):
            case 0:
                groups.append([file])
                continue
            case 1:
                other.imports.append(file.path)
            case _:
                file.imports.append(other.path)
        group.append(file)
    return groups
