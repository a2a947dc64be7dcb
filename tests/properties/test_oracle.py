"""The oracle and the generator, tested by themselves: on chains small enough to be checked by hand."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pytest
from hypothesis import given, settings

from . import oracle
from .oracle import Place, PlanFile, Reference, Thing
from .random_chains import Draft, drafts

# ---------------------------------------------------------------------------------------- hand-checked chains


REFERENCES = ("programme", "assignment", "measures", "between", "about")


class Row(NamedTuple):
    kind: str
    id: str | None
    links: str | None = None
    """Ids parted by spaces; empty: `leads_to: []`; None: no `leads_to`."""
    more: dict[str, str] = {}  # noqa: RUF012  (a NamedTuple's default, never changed)


def plan(*rows: Row, path: str = "plan.yaml", imports: str = "") -> PlanFile:
    """A file with one thing on each line: the id in column 1, `[]` in 5, words in 7, links in 10, 20 ..."""
    things = []
    for line, row in enumerate(rows, start=1):
        words = {name: text for name, text in row.more.items() if name not in REFERENCES}
        written = [("leads_to", target) for target in (row.links or "").split()]
        written += [(name, one) for name, text in row.more.items() if name in REFERENCES for one in text.split()]
        places = {name: Place(path, line, 7) for name in words}
        if row.links == "":
            places["leads_to"] = Place(path, line, 5)
        references = tuple(
            Reference(name, target, Place(path, line, 10 * number))
            for number, (name, target) in enumerate(written, start=1)
        )
        things.append(Thing(row.kind, row.id, Place(path, line, 1), words, references, places))
    imported = tuple(
        Reference("imports", target, Place(path, 90, 10 * number))
        for number, target in enumerate(imports.split(), start=1)
    )
    return PlanFile(path, tuple(things), imported)


def found(*files: PlanFile, named: str | None = None) -> list[str]:
    paths = [file.path for file in files] if named is None else named.split()
    return sorted(
        f"{one.code} {one.file}:{one.line}:{one.column} {one.id} {one.key}".replace(" plan.yaml:", " ")
        for one in oracle.findings(files, paths)
    )


GOAL = Row("goals", "M1", None, {"level": "board"})
THREAD = (
    GOAL,
    Row("long_term_effects", "E1", "M1"),
    Row("early_effects", "T1", "E1", {"target_group": "Unga"}),
    Row("deliveries", "L1", "T1", {"recipient": "Unga"}),
    Row("activities", "A1", "L1"),
)


def test_a_whole_thread_is_silent() -> None:
    assert found(plan(*THREAD)) == []


def test_a_goal_of_an_administration_is_not_political() -> None:
    goal = Row("goals", "M1", None, {"level": "administration"})
    assert found(plan(goal, *THREAD[1:])) == ["EK202 5:1 A1 None"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [
                Row("deliveries", "L1", "T1", {"recipient": "Alla"}),
            ],
            ["EK101 6:1 L1 id", "EK203 6:1 L1 None"],
            id="the second thing of an id is a thing of its own, which nobody leads to",
        ),
        pytest.param(
            [
                Row("activities", "A2", "X9 X9"),
            ],
            ["EK102 6:10 A2 leads_to", "EK106 6:20 A2 leads_to"],
            id="an unknown id is not also a thread that leads nowhere",
        ),
        pytest.param(
            [
                Row("activities", "A2", "A2"),
                Row("activities", "A3", "A\u030a1"),
            ],
            ["EK102 7:10 A3 leads_to", "EK103 6:10 A2 leads_to"],
            id="an activity may not lead to itself; Å is no A",
        ),
        pytest.param(
            [
                Row("activities", "A2", "M1"),
                Row("activities", "A3", "T1 E1"),
            ],
            ["EK107 6:10 A2 leads_to", "EK107 7:10 A3 leads_to", "EK107 7:20 A3 leads_to"],
            id="links that skip a stage carry the thread",
        ),
        pytest.param(
            [
                Row("activities", "A2"),
                Row("activities", "A3", ""),
                Row("deliveries", "L2", ""),
            ],
            [
                "EK201 6:1 A2 leads_to",
                "EK201 7:5 A3 leads_to",
                "EK203 8:1 L2 None",
                "EK204 8:5 L2 leads_to",
                "EK212 8:1 L2 recipient",
            ],
            id="nothing to lead to, not written and written",
        ),
        pytest.param(
            [
                Row("early_effects", "T2"),
                Row("long_term_effects", "E2", ""),
            ],
            [
                "EK205 6:1 T2 None",
                "EK206 6:1 T2 leads_to",
                "EK207 7:1 E2 None",
                "EK208 7:5 E2 leads_to",
                "EK213 6:1 T2 target_group",
            ],
            id="effects with nothing on either side",
        ),
        pytest.param(
            [
                Row("long_term_effects", "E2", "E3"),
                Row("long_term_effects", "E3", "E4 E3"),
                Row("long_term_effects", "E4", "E2"),
            ],
            ["EK104 6:10 E2 leads_to"],
            id="a circle of three, with a smaller one in it, is one circle and a cause for each",
        ),
        pytest.param(
            [
                Row("long_term_effects", "E2", "E2"),
            ],
            ["EK104 6:10 E2 leads_to", "EK207 6:1 E2 None"],
            id="an effect is no cause of its own",
        ),
        pytest.param(
            [
                Row("goals", "M2", None, {"level": "council"}),
                Row("goals", "M3", "M4", {"level": "unit"}),
                Row("goals", "M4", "M2"),
                Row("goals", "M5", "M3", {"level": "company"}),
            ],
            [
                "EK103 9:10 M5 leads_to",
                "EK209 6:1 M2 None",
                "EK210 1:1 M1 None",
            ],
            id="levels: a council goal above, a goal without level between, a link downwards",
        ),
        pytest.param(
            [
                Row("vision", "V"),
                Row("goals", "M2", None, {"level": "council"}),
                Row("goals", "M3", "V", {"level": "council"}),
                Row("activities", "A2", "M2 M3"),
            ],
            [
                "EK107 9:10 A2 leads_to",
                "EK107 9:20 A2 leads_to",
                "EK210 1:1 M1 None",
                "EK211 7:1 M2 None",
            ],
            id="a council goal outside the vision",
        ),
        pytest.param(
            [
                Row("assignments", "U1"),
                Row("activities", "A2", None, {"assignment": "U1"}),
                Row("assignments", "U2"),
                Row("assignments", "U3", "U2"),
                Row("programmes", "P1", "M1"),
                Row("programmes", "P2", "M1"),
                Row("deliveries", "L2", None, {"programme": "P1", "recipient": "Alla"}),
            ],
            [
                "EK202 7:1 A2 None",
                "EK203 12:1 L2 None",
                "EK214 11:1 P2 None",
                "EK217 9:1 U3 None",
            ],
            id="programmes and assignments with and without work",
        ),
        pytest.param(
            [
                Row("conflicts", None, None, {"between": "M1 L1"}),
                Row("indicators", "I1", None, {"measures": "M1 I1 X9 X9"}),
                Row("risks", "R1", None, {"about": "I1"}),
            ],
            [
                "EK102 7:30 I1 measures",
                "EK102 7:40 I1 measures",
                "EK103 6:20 None between",
                "EK103 7:20 I1 measures",
                "EK215 6:1 None comment",
            ],
            id="references beside the thread",
        ),
        pytest.param(
            [
                Row("long_term_effects", "E2", "E3 E4", {"horizon": "2026-T2"}),
                Row("long_term_effects", "E3", "M1", {"horizon": "2026-H1"}),
                Row("long_term_effects", "E4", "M1", {"horizon": "2026-08"}),
                Row("long_term_effects", "E5", "E3", {"horizon": "2026"}),
            ],
            ["EK207 6:1 E2 None", "EK207 9:1 E5 None", "EK216 7:7 E3 horizon"],
            id="horizons, one finding for an effect",
        ),
    ],
)
def test_beside_a_whole_thread(rows: list[Row], expected: list[str]) -> None:
    assert found(plan(*THREAD, *rows)) == sorted(expected)


def test_without_activities_nobody_is_asked_for_them() -> None:
    assert found(plan(GOAL, Row("programmes", "P1", "M1"), Row("assignments", "U1", "M1"))) == []


def test_of_two_shortest_circles_the_first_is_shown() -> None:
    kind = "long_term_effects"
    rows = Row(kind, "E1", "E2"), Row(kind, "E2", "E4 E3"), Row(kind, "E3", "E1"), Row(kind, "E4", "E1")
    (circle,) = (one for one in oracle.findings([plan(*rows)], ["plan.yaml"]) if one.code == "EK104")
    assert [(place.line, place.column) for place in circle.related] == [(2, 10), (4, 10)]


def test_a_thread_ends_where_nothing_leads_further_or_round_and_round() -> None:
    kind = "long_term_effects"
    rows = (
        Row("activities", "A1", "E1"),
        Row(kind, "E1", "E2 E4"),
        Row(kind, "E2", "E3"),
        Row(kind, "E3", "E2"),
        Row(kind, "E4", "M9"),
        Row("activities", "A2", "M9"),
    )
    assert oracle.gaps([plan(*rows)]) == (
        [],
        [oracle.Broken("A1", ("E2", "E3", "E4")), oracle.Broken("A2", ("A2",))],
    )


def test_an_organisation_may_head_several_files_and_nothing_else_may() -> None:
    head = Row("organisation", "upn")
    second = plan(head, Row("goals", "upn"), path="b.yaml", imports="a.yaml")
    assert found(plan(head, path="a.yaml"), second) == ["EK101 b.yaml:2:1 upn id"]


def test_files_that_are_not_joined_know_nothing_of_each_other() -> None:
    goal, activity = plan(GOAL, path="a.yaml"), plan(Row("activities", "A1", "M1"), path="b.yaml")
    assert found(goal, activity) == ["EK102 b.yaml:1:10 A1 leads_to"]


def test_of_imported_files_errors_alone() -> None:
    work = plan(*THREAD[1:], path="a.yaml", imports="b.yaml")
    goals = plan(GOAL, Row("goals", "M2", "X9", {"level": "board"}), path="b.yaml")
    assert found(work, goals) == ["EK102 b.yaml:2:10 M2 leads_to", "EK209 b.yaml:2:1 M2 None"]
    assert found(work, goals, named="a.yaml") == ["EK102 b.yaml:2:10 M2 leads_to"]
    assert found(work, goals, named="b.yaml") == ["EK102 b.yaml:2:10 M2 leads_to"]


def test_imports_that_are_missing_or_go_in_circles() -> None:
    files = (
        plan(path="a.yaml", imports="c/c.yaml x.yaml"),
        plan(path="b.yaml", imports="a.yaml"),
        plan(path="c/c.yaml", imports="../a.yaml c.yaml"),
    )
    assert found(*files) == ["EK105 a.yaml:90:10 None imports", "EK105 a.yaml:90:20 None imports"]


# ---------------------------------------------------------------------------------------------- the generator

SAMPLE = settings(max_examples=600, derandomize=True, deadline=None, database=None)


def test_the_generator_plants_every_fault() -> None:
    seen: Counter[str] = Counter()

    @SAMPLE
    @given(drafts())
    def collect(draft: Draft) -> None:
        files = draft.written()
        codes = {one.code for one in oracle.findings(files.plans, files.paths)}
        seen.update(codes or {"nothing"})

    collect()
    assert sorted(code for code in [*oracle.SEVERITY, "nothing"] if seen[code] < 3) == []


@settings(SAMPLE, max_examples=50)
@given(drafts())
def test_everything_stands_where_the_generator_says(draft: Draft) -> None:
    """The texts, read by a YAML library, have these values at these places."""
    for text, file in draft.written().files:
        scalars = scalars_by_place(text)
        for thing in file.things:
            written = [(thing.place, thing.id)] if thing.id is not None else []
            written += [(reference.place, reference.to) for reference in thing.references]
            for place, value in written:
                assert scalars[place.line, place.column] == value
        for reference in file.imports:
            assert scalars[reference.place.line, reference.place.column] == reference.to


def scalars_by_place(text: str) -> dict[tuple[int, int], str]:
    from ruamel.yaml import YAML, ScalarEvent

    events = YAML(typ="safe", pure=True).parse(text)
    return {
        (event.start_mark.line + 1, event.start_mark.column + 1): event.value
        for event in events
        if isinstance(event, ScalarEvent)
    }
