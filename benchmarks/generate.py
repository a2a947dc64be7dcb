"""Makes plans of any size: the same bytes for the same arguments, written as a stream.

    python benchmarks/generate.py 2000 > plan.yaml
    python benchmarks/generate.py 30000 --language fi --files 8 --output kunta.yaml

Of the nodes 40 % are activities, 30 % deliveries, 15 % early effects, 10 % long-term effects and 5 % goals,
with the focus areas and the vision above them. Each leads to one or two things above it and has something
below it. The plans validate without errors, and between the first two reviews of 2026 without warnings too.
"""

from __future__ import annotations

import argparse
import random
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LANGUAGES = ("sv", "en", "fi")

FEWEST_NODES = 20
"""With fewer, some stage would be empty."""

SHARE_WITH_A_SECOND_LINK = 0.3
SHARE_DESCRIBED = 0.5
SHARE_LATE = 0.3

LAST_MONTH_ANSWERED = 4
"""A delivery that is due by April has its answer for the first review of the year."""


@dataclass(frozen=True, slots=True)
class Words:
    """The keys, values and texts of one language, a table of `words.toml`."""

    municipality: str
    board: str
    council: str
    yes: str
    no: str
    increase: str
    yearly: str
    part: str
    unit: str
    source: str
    vision: str
    organisations: list[str]
    places: list[str]
    owners: list[str]
    groups: list[str]
    comments: list[str]
    ids: dict[str, str]
    titles: dict[str, list[str]]
    descriptions: dict[str, list[str]]
    keys: dict[str, str]

    @classmethod
    def of(cls, language: str) -> Words:
        text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
        return cls(**tomllib.loads(text)[language])


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many things a chain has of each kind. The first goals are the council's, the others the boards'."""

    focus_areas: int
    council_goals: int
    goals: int
    long_term_effects: int
    early_effects: int
    deliveries: int
    activities: int

    @classmethod
    def of(cls, nodes: int) -> Sizes:
        if nodes < FEWEST_NODES:
            raise ValueError(f"a plan needs at least {FEWEST_NODES} nodes, not {nodes}")
        top, long_term, early, deliveries = (nodes * share // 100 for share in (5, 10, 15, 30))
        activities = nodes - top - long_term - early - deliveries
        focus_areas = min(4, top // 5)
        goals = top - focus_areas - (1 if focus_areas else 0)
        council_goals = max(1, focus_areas, goals // 4)
        return cls(focus_areas, council_goals, goals, long_term, early, deliveries, activities)


class PlanFile:
    """One file of a chain, written a node at a time: an even share of each stage.

    The vision and the focus areas stand in the first file, which imports the others.
    """

    def __init__(self, words: Words, sizes: Sizes, number: int, files: int, seed: int) -> None:
        self._words = words
        self._keys = words.keys
        self._sizes = sizes
        self._number = number
        self._files = files
        # random() is the one method whose sequence Python promises to keep from version to version.
        self._random = random.Random(f"{seed}/{number}").random

    def write(self, imports: list[str]) -> Iterator[str]:
        sizes = self._sizes
        yield self._head(imports)
        if sizes.focus_areas and self._number == 0:
            yield from self._top()
        yield from self._stage("goals", sizes.goals, self._goal)
        yield from self._stage("long_term_effects", sizes.long_term_effects, self._long_term_effect)
        yield from self._stage("early_effects", sizes.early_effects, self._early_effect)
        yield from self._stage("deliveries", sizes.deliveries, self._delivery)
        yield from self._stage("activities", sizes.activities, self._activity)
        yield from self._stage("indicators", sizes.goals, self._indicator)

    def _head(self, imports: list[str]) -> str:
        keys, words, number = self._keys, self._words, self._number
        lines = [
            f"{keys['effektkedja']}: 1",
            f"{keys['organisation']}:",
            f"  {keys['id']}: org-{number + 1}",
            f"  {keys['name']}: {words.organisations[number % len(words.organisations)]}",
            f"  {keys['kind']}: {words.board if number else words.municipality}",
        ]
        if number:
            lines.append(f"  {keys['part_of']}: org-1")
        lines.append(f"{keys['period']}: 2026")
        if imports:
            lines += [f"{keys['imports']}:", *(f"  - {path}" for path in imports)]
        return "\n".join(lines) + "\n"

    def _top(self) -> Iterator[str]:
        keys = self._keys
        yield f"{keys['vision']}:\n  {keys['id']}: V\n  {keys['title']}: {self._words.vision}\n"
        yield f"{keys['focus_areas']}:\n"
        for index in range(self._sizes.focus_areas):
            yield self._name("focus_areas", index) + self._line("leads_to", "V")

    def _stage(self, stage: str, count: int, write_node: Callable[[int], str]) -> Iterator[str]:
        first, end = count * self._number // self._files, count * (self._number + 1) // self._files
        if first < end:
            yield f"{self._keys[stage]}:\n"
            yield from map(write_node, range(first, end))

    def _goal(self, index: int) -> str:
        sizes, words = self._sizes, self._words
        text = self._name("goals", index) + self._description("goals")
        if index < sizes.council_goals:
            text += self._line("level", words.council)
            links = self._links(index, sizes.council_goals, sizes.focus_areas) if sizes.focus_areas else []
            return text + self._leads_to("focus_areas", links)
        below = sizes.goals - sizes.council_goals
        links = self._links(index - sizes.council_goals, below, sizes.council_goals)
        return text + self._line("level", words.board) + self._leads_to("goals", links)

    def _long_term_effect(self, index: int) -> str:
        links = self._links(index, self._sizes.long_term_effects, self._sizes.goals)
        return (
            self._name("long_term_effects", index)
            + self._description("long_term_effects")
            + self._line("target_group", self._pick(self._words.groups))
            + self._line("horizon", str(2028 + index % 4))
            + self._leads_to("goals", links)
        )

    def _early_effect(self, index: int) -> str:
        links = self._links(index, self._sizes.early_effects, self._sizes.long_term_effects)
        return (
            self._name("early_effects", index)
            + self._description("early_effects")
            + self._line("target_group", self._pick(self._words.groups))
            + self._leads_to("long_term_effects", links)
        )

    def _delivery(self, index: int) -> str:
        month = due_month(index)
        links = self._links(index, self._sizes.deliveries, self._sizes.early_effects)
        text = (
            self._name("deliveries", index)
            + self._description("deliveries")
            + self._line("recipient", self._pick(self._words.groups))
            + self._line("due", f"2026-{month:02}" if index % 3 == 0 else f"2026-{month:02}-28")
            + self._leads_to("early_effects", links)
        )
        return text + self._answer(month) if month <= LAST_MONTH_ANSWERED else text

    def _answer(self, month: int) -> str:
        keys, words = self._keys, self._words
        text = f"    {keys['status']}:\n      - {keys['review']}: 2026-T1\n        {keys['done']}: "
        if self._random() < SHARE_LATE:
            return f"{text}{words.no}\n        {keys['comment']}: {self._pick(words.comments)}\n"
        return f"{text}{words.yes}\n        {keys['date']}: 2026-{month:02}-21\n"

    def _activity(self, index: int) -> str:
        deliveries = self._links(index, self._sizes.activities, self._sizes.deliveries)
        last_month = min(map(due_month, deliveries))
        return (
            self._name("activities", index)
            + self._description("activities")
            + self._line("owner", self._pick(self._words.owners))
            + self._line("start", f"2026-{1 + index % (last_month - 1):02}-12")
            + self._line("end", f"2026-{last_month:02}-20")
            + self._leads_to("deliveries", deliveries)
        )

    def _indicator(self, index: int) -> str:
        """Measures a goal and the long-term effects beside it, so that none of either is left unmeasured."""
        keys, words = self._keys, self._words
        effects, goals = self._sizes.long_term_effects, self._sizes.goals
        beside = range(effects * index // goals, effects * (index + 1) // goals)
        measured = [self._id("goals", index), *(self._id("long_term_effects", effect) for effect in beside)]
        start = 40 + int(self._random() * 30)
        period, value = keys["period"], keys["value"]
        return (
            self._name("indicators", index)
            + self._line("unit", words.unit)
            + self._line("direction", words.increase)
            + self._line("frequency", words.yearly)
            + self._lines("measures", measured)
            + f"    {keys['baseline']}:\n      {period}: 2024\n      {value}: {start},5\n"
            + f"    {keys['targets']}:\n      - {period}: 2026\n        {value}: {start + 6}\n"
            + f"    {keys['values']}:\n      - {period}: 2025\n        {value}: {start + 3},2\n"
            + self._line("source", words.source)
        )

    def _name(self, stage: str, index: int) -> str:
        """The id and a title that comes once: for the whole municipality, for each place, then numbered."""
        titles, places = self._words.titles[stage], self._words.places
        number, once = divmod(index, len(titles) * (len(places) + 1))
        place, title = divmod(once, len(titles))
        text = f"{titles[title]} {places[place - 1]}" if place else titles[title]
        if number:
            text += f", {self._words.part} {number + 1}"
        return f"  - {self._keys['id']}: {self._id(stage, index)}\n{self._line('title', text)}"

    def _description(self, stage: str) -> str:
        if self._random() >= SHARE_DESCRIBED:
            return ""
        return self._line("description", self._pick(self._words.descriptions[stage]))

    def _links(self, index: int, count: int, above: int) -> list[int]:
        """What this thing leads to. The first links of a stage cover all above it, a second goes anywhere."""
        first = index * above // count
        if self._random() >= SHARE_WITH_A_SECOND_LINK:
            return [first]
        second = int(self._random() * above)
        return [first] if second == first else [first, second]

    def _leads_to(self, stage: str, links: list[int]) -> str:
        return self._lines("leads_to", [self._id(stage, link) for link in links])

    def _lines(self, key: str, texts: list[str]) -> str:
        match texts:
            case []:
                return ""
            case [text]:
                return self._line(key, text)
        return f"    {self._keys[key]}:\n" + "".join(f"      - {text}\n" for text in texts)

    def _line(self, key: str, text: str) -> str:
        return f"    {self._keys[key]}: {text}\n"

    def _id(self, stage: str, index: int) -> str:
        return f"{self._words.ids[stage]}{index + 1}"

    def _pick(self, texts: list[str]) -> str:
        return texts[int(self._random() * len(texts))]


def due_month(delivery: int) -> int:
    """Known from its number alone, so that an activity can end before its delivery is due."""
    return 2 + delivery * 7 % 11


def plan_text(nodes: int, *, seed: int = 1, language: str = "sv") -> Iterator[str]:
    """A plan of one file, in pieces of a node each."""
    return PlanFile(Words.of(language), Sizes.of(nodes), 0, 1, seed).write([])


def write_plan(path: Path, nodes: int, *, seed: int = 1, language: str = "sv", files: int = 1) -> list[Path]:
    """Write a plan to `path`, and what it imports beside it: `plan.yaml`, `plan-2.yaml`, `plan-3.yaml` ..."""
    words, sizes = Words.of(language), Sizes.of(nodes)
    paths = [path, *(path.with_stem(f"{path.stem}-{number + 1}") for number in range(1, files))]
    for number, each in enumerate(paths):
        imports = [imported.name for imported in paths[1:]] if number == 0 else []
        with each.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(PlanFile(words, sizes, number, files, seed).write(imports))
    return paths


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a plan of a given size, always the same.")
    parser.add_argument("nodes", type=int, help=f"how many nodes, {FEWEST_NODES} or more")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another plan (default: 1)")
    parser.add_argument("--language", choices=LANGUAGES, default="sv", help="of keys and texts (default: sv)")
    parser.add_argument("--files", type=int, default=1, help="spread over this many files; needs --output")
    parser.add_argument("--output", type=Path, help="the file to write; without it, standard output")
    given = parser.parse_args()
    if given.nodes < FEWEST_NODES:
        parser.error(f"a plan needs at least {FEWEST_NODES} nodes")
    if given.files < 1 or (given.files > 1 and not given.output):
        parser.error("--files is 1 or more, and more than one file needs --output")
    if given.output:
        write_plan(given.output, given.nodes, seed=given.seed, language=given.language, files=given.files)
        return
    for piece in plan_text(given.nodes, seed=given.seed, language=given.language):
        sys.stdout.buffer.write(piece.encode())


if __name__ == "__main__":
    main()
