"""The chain as a picture: which part of it is shown, what every format says, and how it looks.

The formats are read by the readers of drawings.py. One small plan and one with every kind of fault serve most tests.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from drawings import READERS, SVG, Svg, box_of, place, read_json, read_mermaid, said_in
from support import REPOSITORY, TESTS, Answer, call, expect, write

from effektkedja.basics.language import LANGUAGES
from effektkedja.cli.graph import DIRECTIONS, FORMATS

SNAPSHOTS = TESTS / "snapshots"
ENKOPING = REPOSITORY / "examples" / "enkoping"
HELSINGBORG = REPOSITORY / "examples" / "helsingborg"
AUTUMN = ("--as-of", "2019-09-15")

SMALL = """\
effektkedja: 1
organisation: {id: upn, namn: Upplevelsenämnden, typ: nämnd}
period: 2026
vision: {id: V, titel: En kommun för alla}
mål:
  - {id: M1, titel: Fler unga har en aktiv fritid, nivå: nämnd, leder_till: V}
tidiga_effekter:
  - {id: T1, titel: Fler unga besöker biblioteket, målgrupp: Unga 13–19 år, leder_till: M1}
leveranser:
  - {id: L1, titel: Kvällsöppet bibliotek, mottagare: Unga, ansvarig: Bibliotekschefen, klar_senast: 2026-04-30,
     leder_till: T1, status: [{uppföljning: 2026-T1, klar: nej, kommentar: Rekryteringen drog ut på tiden}]}
  - {id: L2, titel: Läsecirklar, mottagare: Unga, klar_senast: 2026-12-31, leder_till: T1}
aktiviteter:
  - {id: A1, titel: Rekrytera två kvällsbibliotekarier, ansvarig: Bibliotekschefen, leder_till: [L1, L2]}
  - {id: A2, titel: Måla om fasaden, ansvarig: Fastighetschefen}
indikatorer:
  - {id: I1, titel: Besök, mäter: M1}
"""

FAULTY = """\
effektkedja: 1
organisation: {id: upn, namn: Upplevelsenämnden, typ: nämnd}
period: 2026
vision: {id: V, titel: En kommun för alla}
målområden: [{id: O1, titel: Fritid}]
program: [{id: P1, titel: Program för unga, leder_till: M1}]
uppdrag: [{id: U1, titel: Uppdrag från nämnden, klar_senast: 2026-04-30, leder_till: [M1, V]}]
mål:
  - {id: M1, titel: Fler unga har en aktiv fritid, nivå: nämnd, leder_till: O1}
  - {id: M2, titel: Enhetens eget mål, nivå: enhet}
långsiktiga_effekter:
  - {id: E1, titel: Leder till sig själv, leder_till: [M1, E1]}
  - {id: E2, titel: I cirkel ett, leder_till: E3}
  - {id: E3, titel: I cirkel två, leder_till: E2}
tidiga_effekter:
  - {id: T1, titel: Fler unga besöker biblioteket, målgrupp: Unga, leder_till: E1}
leveranser:
  - {id: L1, titel: Sen, mottagare: Alla, klar_senast: 2026-04-30, leder_till: T1,
     status: [{uppföljning: 2026-T1, klar: nej, kommentar: Sjukdom}]}
  - {id: L2, titel: Obesvarad, mottagare: Alla, klar_senast: 2026-04-30}
  - {id: L3, titel: Oförklarad, mottagare: Alla, klar_senast: 2026-03-30, leder_till: T1,
     status: [{uppföljning: 2026-T1, klar: nej}]}
  - {id: L4, titel: Kommande, mottagare: Alla, klar_senast: 2026-12-30, leder_till: E2, program: P1}
  - {id: L5, titel: Inställd, mottagare: Alla, klar_senast: 2026-12-30, leder_till: T1,
     status: [{uppföljning: 2026-T1, klar: inställd, kommentar: Pengarna tog slut}]}
  - {id: L6, titel: Levererad, mottagare: Alla, klar_senast: 2026-02-28, leder_till: T1, uppdrag: U1,
     status: [{uppföljning: 2026-T1, klar: ja}]}
aktiviteter:
  - {id: A1, titel: Når målet, leder_till: [L1, L3, L5, L6]}
  - {id: A2, titel: Leder ingenstans}
  - {id: A3, titel: Når en blindtarm, leder_till: L2}
  - {id: A4, titel: Når enhetens mål, leder_till: M2}
  - {id: A5, titel: Når en cirkel, leder_till: E2}
"""

STATES = {"L1": "late", "L2": "unanswered", "L3": "unexplained", "L4": "upcoming", "L5": "cancelled", "L6": "done"}


def graph(*words: str | Path) -> Answer:
    answer = call("graph", "--quiet", *words)
    assert answer.status == 0, answer.err
    return answer


def shown(*words: str | Path) -> str:
    """Give the ids in a picture, with spaces between, as their plans have them."""
    return " ".join(node["id"] for node in graph("--format", "json", *words).json["nodes"])


def svg(*words: str | Path) -> Svg:
    return Svg(graph("--format", "svg", *words).out)


@pytest.fixture
def plan(folder: Path) -> Path:
    write(folder, {"plan.yaml": SMALL})
    return folder / "plan.yaml"


@pytest.fixture
def faulty(folder: Path) -> Path:
    write(folder, {"plan.yaml": FAULTY})
    return folder / "plan.yaml"


# ------------------------------------------------------------------------------------------ which part is shown


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "V M1 T1 L1 L2 A1 A2"),
        (("--from", "A1"), "V M1 T1 L1 L2 A1"),
        (("--from", "L1"), "V M1 T1 L1"),
        (("--from", "L1", "--from", "L2"), "V M1 T1 L1 L2"),
        (("--from", "V"), "V"),
        (("--to", "T1"), "T1 L1 L2 A1"),
        (("--to", "A2"), "A2"),
        (("--to", "L1", "--to", "A2"), "L1 A1 A2"),
        (("--from", "A1", "--to", "M1"), "M1 T1 L1 L2 A1"),
        (("--from", "L1", "--to", "T1"), "T1 L1"),
        (("--from", "T1", "--to", "A1"), ""),
        (("--from", "A2", "--to", "M1"), ""),
        (("--goal", "M1"), "V M1 T1 L1 L2 A1"),
        (("--goal", "M1", "--from", "L2"), "V M1 T1 L2"),
        (("--owner", "Bibliotekschefen"), "V M1 T1 L1 L2 A1"),
        (("--owner", "fastighetschefen "), "A2"),
        (("--owner", "Bibliotekschefen", "--owner", "Fastighetschefen"), "V M1 T1 L1 L2 A1 A2"),
        (("--owner", "Bibliotekschefen", "--to", "L1"), "L1 A1"),
    ],
)
def test_a_part_is_shown(words: tuple[str, ...], expected: str, plan: Path) -> None:
    assert shown(*words, plan) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--focus-area", "O1"), "V O1 P1 U1 M1 E1 T1 L1 L3 L4 L5 L6 A1"),
        (("--focus-area", "O1", "--from", "P1"), "V O1 P1 M1"),
        (("--from", "U1", "--to", "V"), "V O1 U1 M1"),
        (("--goal", "M2"), "M2 A4"),
        (("--goal", "M2", "--goal", "M1", "--to", "M2"), "M2 A4"),
        (("--from", "E2"), "E2 E3"),
        (("--from", "E1", "--to", "E1"), "E1"),
    ],
)
def test_parts_run_through_programmes_assignments_and_circles(
    words: tuple[str, ...], expected: str, faulty: Path
) -> None:
    assert shown(*words, faulty) == expected


def test_the_links_between_what_is_shown_are_shown(plan: Path) -> None:
    links = graph("--format", "json", "--from", "L1", plan).json["links"]
    assert [(link["from"], link["to"]) for link in links] == [("M1", "V"), ("T1", "M1"), ("L1", "T1")]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--from", "X9"), "There is no id X9 in the plans."),
        (("--to", "Kultur"), "There is no id Kultur in the plans."),
        (("--goal", "m1"), "There is no id m1 in the plans. Did you mean M1?"),
        (("--goal", "L1"), "L1 is not a goal. Write the id of a goal after --goal."),
        (("--focus-area", "M1"), "M1 is not a focus area. Write the id of a focus area after --focus-area."),
        (("--from", "I1"), "I1 is not part of any thread, so it does not fit --from."),
        (("--owner", "Bibliotekchefen"), "No activity or delivery has the owner Bibliotekchefen. Did you mean Bibl"),
        (("--owner", "Zorro"), "No activity or delivery has the owner Zorro.\n"),
        (("--direction", "up"), "--direction cannot be up. Choose from right, left, top and bottom."),
        (("--format", "png"), "--format cannot be png. Choose from mermaid, dot, svg, graphml and json."),
        (("--review", "2027-T1"), "None of the plans has the review 2027-T1."),
    ],
)
def test_what_cannot_be_shown_is_told_in_a_sentence(words: tuple[str, ...], sentence: str, plan: Path) -> None:
    answer = call("graph", *words, plan, "--lang", "en", "--quiet")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(f"effektkedja: {sentence}")
    assert answer.err.count("\n") == 1


def test_a_part_without_anything_is_an_empty_picture(plan: Path) -> None:
    for form in FORMATS:
        answer = call("graph", "--from", "T1", "--to", "A1", "--format", form, "--lang", "en", plan)
        assert answer.status == 0
        assert answer.err.endswith("Nothing in the plans meets all that was asked for, so the picture is empty.\n")
        if form in READERS:
            assert READERS[form](answer.out).boxes == {}
        if form in {"svg", "mermaid", "dot"}:
            assert "There is nothing to draw here." in answer.out.replace("#46;", ".")


def test_without_plans_there_is_an_empty_picture(folder: Path) -> None:
    for form in FORMATS:
        answer = call("graph", "--format", form, "--lang", "en")
        assert answer.status == 0
        assert answer.err.count("\n") == 1
        assert answer.err.startswith("effektkedja: No plan was found")


# -------------------------------------------------------------------------------------------- what formats say


def test_json_says_what_the_contract_says(plan: Path) -> None:
    expected: dict[str, Any] = {
        "version": 1,
        "review": "2026-T1",
        "as_of": "2026-04-30",
        "nodes": [
            node("n1", "T1", "Fler unga besöker biblioteket", "early_effects", 8),
            node("n2", "L1", "Kvällsöppet bibliotek", "deliveries", 10, owner="Bibliotekschefen", state="late"),
            node("n3", "L2", "Läsecirklar", "deliveries", 12, state="upcoming"),
            node("n4", "A1", "Rekrytera två kvällsbibliotekarier", "activities", 14, owner="Bibliotekschefen"),
        ],
        "links": [
            {"from": "L1", "to": "T1", "from_node": "n2", "to_node": "n1", "key": "leads_to"},
            {"from": "L2", "to": "T1", "from_node": "n3", "to_node": "n1", "key": "leads_to"},
            {"from": "A1", "to": "L1", "from_node": "n4", "to_node": "n2", "key": "leads_to"},
            {"from": "A1", "to": "L2", "from_node": "n4", "to_node": "n3", "key": "leads_to"},
        ],
        "layers": [
            {"stages": ["activities"], "nodes": ["n4"]},
            {"stages": ["deliveries"], "nodes": ["n2", "n3"]},
            {"stages": ["early_effects"], "nodes": ["n1"]},
        ],
    }
    assert graph("--format", "json", "--to", "T1", "plan.yaml").json == expected


def node(name: str, id_: str, title: str, stage: str, line: int, **more: str) -> dict[str, Any]:
    about = {"organisation": "upn", "owner": None, "state": None, "broken": False, "file": "plan.yaml", "line": line}
    return {"node": name, "id": id_, "title": title, "stage": stage, **about, **more}


def test_json_tells_the_field_of_a_link(faulty: Path) -> None:
    answer = graph("--format", "json", faulty).json
    keys = {(link["from"], link["to"]): link["key"] for link in answer["links"]}
    assert (keys["L4", "P1"], keys["L6", "U1"], keys["L6", "T1"]) == ("programme", "assignment", "leads_to")
    assert keys["O1", "V"] is None  # a focus area leads to the only vision by itself


def test_json_tells_states_and_where_threads_break(faulty: Path) -> None:
    nodes = {one["id"]: one for one in graph("--format", "json", faulty).json["nodes"]}
    assert {id_: nodes[id_]["state"] for id_ in STATES} == STATES
    assert nodes["U1"]["state"] == "unanswered"
    assert [id_ for id_, one in nodes.items() if one["broken"]] == ["M2", "E2", "E3", "L2", "A2", "A3", "A4", "A5"]
    at_new_year = graph("--format", "json", "--review", "2026-T3", "--as-of", "2027-02-01", faulty).json
    assert {one["id"]: one["state"] for one in at_new_year["nodes"]}["L4"] == "unanswered"


@pytest.mark.parametrize("path", [ENKOPING, HELSINGBORG, "plan.yaml"], ids=["enkoping", "helsingborg", "faulty"])
def test_every_format_shows_the_same(path: str | Path, faulty: Path) -> None:
    drawn = {form: read(graph("--format", form, *AUTUMN, path).out) for form, read in READERS.items()}
    assert drawn["graphml"].texts == drawn["json"].texts
    for form in READERS:
        assert drawn[form].arrows == drawn["json"].arrows
        for name, text in drawn["json"].boxes.items():
            assert text in " ".join(drawn[form].boxes[name].split())
    picture = svg(*AUTUMN, path)
    ids = {one["node"]: one["id"] for one in graph("--format", "json", *AUTUMN, path).json["nodes"]}
    arrows = drawn["json"].arrows
    assert Counter(picture.links) == Counter(f"{ids[a]} → {ids[b]}" for a, b in arrows.elements())
    titles = [box.findtext(f"{SVG}title") or "" for box in picture.boxes]
    assert sorted(title.rpartition(" (")[0] for title in titles) == sorted(drawn["json"].texts.elements())


def test_graphml_declares_its_attributes(faulty: Path) -> None:
    import networkx

    read: Any = networkx.parse_graphml(graph("--format", "graphml", faulty).out)
    found = {data["id"]: data for _, data in read.nodes(data=True)}
    assert read.is_directed()
    assert found["L2"] == {
        "label": "L2 Obesvarad",
        "id": "L2",
        "title": "Obesvarad",
        "stage": "deliveries",
        "organisation": "upn",
        "state": "unanswered",
        "broken": True,
        "file": "plan.yaml",
        "line": 20,
    }
    assert {data.get("key") for *_, data in read.edges(data=True)} == {"leads_to", "programme", "assignment", None}


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_each_layer_is_a_rank_in_dot_and_a_frame_in_mermaid(direction: str, faulty: Path) -> None:
    layers = [layer["nodes"] for layer in graph("--format", "json", faulty).json["layers"]]
    dot = graph("--format", "dot", "--direction", direction, faulty).out
    turned = {"right": "LR", "left": "RL", "top": "BT", "bottom": "TB"}[direction]
    assert f'rankdir="{turned}"' in dot
    ranks = re.findall(r"subgraph layer\d+ \{\n    rank=same;\n(.*?)\n  \}", dot, re.DOTALL)
    assert [re.findall(r"^ +(n\d+) \[", rank, re.MULTILINE) for rank in ranks] == layers
    mermaid = graph("--format", "mermaid", "--direction", direction, faulty).out
    assert mermaid.startswith(f"flowchart {turned}\n")
    frames = re.findall(r"subgraph stage\d.*?\n(.*?)\n  end", mermaid, re.DOTALL)
    assert [name for frame in frames for name in re.findall(r"^ +(n\d+)", frame, re.MULTILINE)] == [
        name for layer in layers for name in layer
    ]


def test_broken_threads_are_dashed_and_told_in_mermaid_and_dot(faulty: Path) -> None:
    mermaid = graph("--format", "mermaid", "--lang", "en", faulty).out
    for id_, words in (("A2", "the thread ends here"), ("A3", "reaches no political goal")):
        [line] = [line for line in mermaid.splitlines() if f'["{id_} ' in line]
        assert line.endswith(f'<br/>#9888; {words}"]:::doBroken')
    assert "classDef doBroken" in mermaid
    assert "stroke-dasharray" in mermaid
    names = {text.split()[0]: name for name, text in read_json(graph("-f", "json", faulty).out).boxes.items()}
    assert f"  {names['A3']} -.-> {names['L2']}\n" in mermaid
    assert f"  {names['A1']} --> {names['L1']}\n" in mermaid
    dot = graph("--format", "dot", "--lang", "en", faulty).out
    assert re.search(rf'{names["A3"]} \[label="A3 [^"]*⚠ reaches no political goal"[^]]*style="filled,dashed"', dot)
    assert re.search(rf'{names["A3"]} -> {names["L2"]} \[style="dashed"', dot)
    assert f"{names['A1']} -> {names['L1']};" in dot


@pytest.mark.parametrize("form", ["svg", "mermaid", "dot"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_states_stages_and_legend_are_told_in_words(form: str, language: str, faulty: Path) -> None:
    out = graph("--format", form, "--lang", language, faulty).out
    text = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), out)
    words = {
        "sv": "levererad försenad oförklarad obesvarad kommande inställd Aktiviteter det_vi_gör",
        "en": "delivered late unexplained unanswered upcoming cancelled Activities what_we_do",
        "fi": "valmis myöhässä selittämättä vastaamatta tulossa peruttu Toimenpiteet mitä_teemme lanka_päättyy_tähän",
    }[language]
    for word in words.replace("", "").split():
        assert word.replace("_", " ") in text


@pytest.mark.parametrize(
    ("name", "form"),
    [("kedja.svg", "svg"), ("kedja.MMD", "mermaid"), ("k.dot", "dot"), ("k.gv", "dot"), ("k.graphml", "graphml"),
     ("k.json", "json"), ("k.txt", "mermaid"), ("k", "mermaid")],
)  # fmt: skip
def test_the_name_of_the_file_tells_the_format(name: str, form: str, plan: Path, folder: Path) -> None:
    assert graph(plan, "--output", name).out == ""
    assert (folder / name).read_text(encoding="utf-8") == graph(plan, "--format", form).out
    graph(plan, "--output", name, "--format", "json")
    assert json.loads((folder / name).read_text(encoding="utf-8"))["version"] == 1


def test_a_plan_is_not_written_over_and_one_that_cannot_be_read_is_told(plan: Path, folder: Path) -> None:
    assert call("graph", plan, "--output", plan).status == 2
    assert plan.read_text(encoding="utf-8") == SMALL
    write(folder, {"broken.yaml": "effektkedja: 1\nmål: &a []\n"})
    answer = call("graph", "--format", "json", ".")
    assert answer.status == 1
    assert "broken.yaml:2:6" in answer.err
    assert len(answer.json["nodes"]) == 7
    assert call("graph", "borta.yaml").status == 2


@pytest.mark.parametrize(("name", "form"), [("graph-svg.svg", "svg"), ("graph-mermaid.txt", "mermaid")])
def test_snapshot(name: str, form: str, plan: Path) -> None:
    expect(graph("--format", form, "plan.yaml").out, SNAPSHOTS / name)


def test_only_the_svg_needs_igraph(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "igraph", None)
    for form in FORMATS:
        answer = call("graph", "--format", form, "--lang", "en", "--quiet", plan)
        assert answer.status == (2 if form == "svg" else 0)
    answer = call("graph", "--output", "kedja.svg", "--lang", "en", plan)
    assert answer.err == (
        'effektkedja: The format svg needs an addition. Install it with: pip install "effektkedja[svg]"\n'
    )


# ---------------------------------------------------------------------------------------------- how it looks


def test_a_picture_can_be_read_aloud(faulty: Path) -> None:
    drawn = svg("--lang", "en", faulty)
    root = drawn.root.attrib
    assert root["role"] == "img"
    assert root["lang"] == root["{http://www.w3.org/XML/1998/namespace}lang"] == "en"
    named = [part.get("id") for part in drawn.root if part.tag in {f"{SVG}title", f"{SVG}desc"}]
    assert [root["aria-labelledby"], root["aria-describedby"]] == named
    assert drawn.title == "Effect chain: Upplevelsenämnden"
    for sentence in (
        "The picture has 21 boxes and 24 arrows.",
        "As it stands at 2026-T1, seen on 2026-04-30.",
        "A3 Når en blindtarm (activity, reaches no political goal) leads to L2.",
        "L2 Obesvarad (delivery, unanswered, the thread ends here).",
        "L4 Kommande (delivery, upcoming) leads to E2, P1.",
    ):
        assert sentence in drawn.description
    sentences = drawn.description.splitlines()[1:]
    assert len(sentences) == len(drawn.boxes)
    told = sum(
        len(sentence.partition(" leads to ")[2].split(", ")) for sentence in sentences if " leads to " in sentence
    )
    assert told == len(drawn.links)


def test_what_the_plan_writes_is_said_in_its_language(plan: Path) -> None:
    languages = {box.get("lang") for box in svg("--lang", "fi", plan).boxes}
    assert languages == {"sv"}
    assert {box.get("lang") for box in svg("--lang", "sv", plan).boxes} == {None}


def test_a_picture_runs_nothing_and_fetches_nothing() -> None:
    text = graph("--format", "svg", *AUTUMN, ENKOPING).out
    assert set(re.findall(r"\w+://[^\s\"<]*", text)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"@import|@font-face|url\(|<script|<image|<use|<foreignObject|href|\bon\w+=", text)
    ids = re.findall(r'\bid="([^"]*)"', text)
    assert len(ids) == len(set(ids)) == 2


@pytest.mark.parametrize("id_", STATES)
def test_a_state_is_told_by_form_sign_and_word(id_: str, faulty: Path) -> None:
    drawn = svg("--lang", "en", faulty)
    [mark] = [group for group in box_of(drawn, id_).iter(f"{SVG}g") if "mark" in group.get("class", "").split()]
    state = STATES[id_]
    assert state in mark.attrib["class"].split()
    sign, word = said_in(mark).split()
    assert (
        sign
        == {"done": "✓", "late": "!", "unexplained": "?", "unanswered": "○", "upcoming": "·", "cancelled": "×"}[state]
    )
    assert word == {"done": "delivered"}.get(state, state)
    assert (mark.find(f"{SVG}rect") is None) == (state == "upcoming")
    assert bool(box_of(drawn, id_).findall(".//*[@class='struck']")) == (state == "cancelled")


def test_a_broken_thread_is_told_by_form_and_word(faulty: Path) -> None:
    drawn = svg("--lang", "en", faulty)
    for id_, words in (
        ("A1", None),
        ("A2", "⚠ the thread ends here"),
        ("A3", "⚠ reaches no political goal"),
        ("L2", "⚠ the thread ends here"),
        ("M2", "⚠ the thread ends here"),
        ("E2", "⚠ the thread ends here"),
    ):
        box = box_of(drawn, id_)
        dashed = any("broken" in part.get("class", "").split() for part in box)
        assert dashed == bool(words)
        assert ("⚠" in said_in(box)) == bool(words)
        assert (words or "") in said_in(box)
    assert "stroke-dasharray" in drawn.style.partition(".ek .broken")[2].partition("}")[0]
    loose = [link for link in drawn.root.iter(f"{SVG}path") if link.get("class") == "link loose"]
    whole = [link for link in drawn.root.iter(f"{SVG}path") if link.get("class") == "link whole"]
    assert (len(loose), len(whole)) == (7 + 1, 17 + 1)  # and one of each in the legend


def test_only_what_is_there_is_explained(plan: Path) -> None:
    explained = svg("--lang", "en", "--from", "T1", plan).words
    assert "what changes" in explained
    assert "what we do" not in explained
    assert "measured by an indicator or a survey" in explained
    assert "reaches no political goal" not in explained
    assert not [line for line in explained if "the answer is" in line]


def test_a_thing_of_another_organisation_says_so() -> None:
    drawn = svg(*AUTUMN, "--goal", "M-DIALOG", ENKOPING)
    assert "Det som inte säger annat hör till Upplevelsenämnden." in " ".join(drawn.words)
    assert "Enköpings kommun" in said_in(box_of(drawn, "KF3"))
    assert "Upplevelsenämnden" not in said_in(box_of(drawn, "M-DIALOG"))
    assert "kommun.yaml:" in (box_of(drawn, "KF3").findtext(f"{SVG}title") or "")


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("part", [(), ("--goal", "KF5"), ("--goal", "M-DIALOG")], ids=" ".join)
def test_boxes_neither_overlap_nor_leave_the_picture(direction: str, part: tuple[str, ...]) -> None:
    drawn = svg(*AUTUMN, *part, "--direction", direction, ENKOPING)
    for one in drawn.places:
        assert one.x >= 0
        assert one.y >= 0
        assert one.x + one.width <= drawn.width
        assert one.y + one.height <= drawn.height
    assert not [pair for pair in combinations(drawn.places, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_thread_runs_in_the_direction_that_is_wanted(direction: str) -> None:
    drawn = svg(*AUTUMN, "--direction", direction, ENKOPING)
    places = {(box.findtext(f"{SVG}title") or "").split()[0]: place(box) for box in drawn.boxes}
    for link in drawn.links:
        source, target = (places[end] for end in link.split(" → "))
        if direction in {"left", "top"}:
            source, target = target, source
        if direction in {"left", "right"}:
            assert source.x + source.width < target.x
        else:
            assert source.y + source.height < target.y


def slices(path: Path) -> list[tuple[str, str]]:
    """Give every part of an example that has one goal, focus area or owner."""
    nodes = graph("--format", "json", path).json["nodes"]
    aims = {"goals": "--goal", "focus_areas": "--focus-area"}
    found = [(aims[one["stage"]], one["id"]) for one in nodes if one["stage"] in aims]
    owners = dict.fromkeys(one["owner"] for one in nodes if one["stage"] in {"activities", "deliveries"})
    return [*found, *(("--owner", owner) for owner in owners if owner)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [ENKOPING, HELSINGBORG], ids=["enkoping", "helsingborg"])
def test_every_slice_of_the_examples_can_be_read_on_a4(path: Path, language: str) -> None:
    found = {part: svg(*AUTUMN, *part, "--lang", language, path).points for part in slices(path)}
    assert len(found) >= 10
    assert {part: points for part, points in found.items() if points < 7} == {}


def test_text_is_as_wide_as_its_box_at_most() -> None:
    """Measured with widths of Arial that stand here once more, for the letters that the example has most of."""
    narrow = {**dict.fromkeys("fijlrt Iı.,-–", 0.3), **dict.fromkeys("mw", 0.84), **dict.fromkeys("MW", 0.95)}
    for box in svg(*AUTUMN, ENKOPING).boxes:
        at = place(box)
        text = box.findall(f"{SVG}text")[-1]
        lines: dict[str, str] = {}
        for run in text.iter(f"{SVG}tspan"):
            y = run.get("y") or next(reversed(lines))
            lines[y] = lines.get(y, "") + (run.text or "")
        for line in lines.values():
            assert (
                sum(narrow.get(letter, 0.56 if letter.islower() else 0.72) for letter in line.strip()) * 10 < at.width
            )


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def colours(rules: str) -> dict[tuple[str, str], str]:
    """Give the colours of a style sheet by selector and property."""
    found = {}
    for selectors, body in re.findall(r"([^{}\n]+) \{([^{}]*)\}", rules):
        for name, value in re.findall(r"([\w-]+): (#\w{6})", body):
            for selector in selectors.split(", "):
                found[selector.strip(), name] = value
    return found


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_keep_the_contrast_that_is_asked_for(mode: str, faulty: Path) -> None:
    light, _, rest = svg(faulty).style.partition("@media screen and (prefers-color-scheme: dark) {")
    of = colours(light if mode == "light" else rest.partition("\n}")[0])
    families = ("do", "change", "want")
    grounds = [of[".ek .paper", "fill"], of[".ek .band", "fill"], *(of[f".ek .{one}", "fill"] for one in families)]
    for text in (".ek text", ".ek .id", ".ek .elsewhere", ".ek .lead", ".ek .stage"):
        assert min(contrast(of[text, "fill"], ground) for ground in grounds) >= 4.5
    for state in ("done", "late", "unexplained"):
        assert contrast(of[f".ek .{state} text", "fill"], of[f".ek .{state} rect", "fill"]) >= 4.5
    for state in ("unanswered", "upcoming", "cancelled"):
        assert min(contrast(of[f".ek .{state} text", "fill"], ground) for ground in grounds) >= 4.5
    lines = [of[f".ek .{one}", "stroke"] for one in families]
    lines += [of[".ek .broken", "stroke"], of[".ek .link.whole", "stroke"], of[".ek .link.loose", "stroke"]]
    for line in lines:
        assert min(contrast(line, ground) for ground in grounds[:2]) >= 3


def test_links_of_mermaid_are_seen_on_white_and_on_black(faulty: Path) -> None:
    for line in re.findall(r"linkStyle [\d,]+ stroke:(#\w{6})", graph("--format", "mermaid", faulty).out):
        assert min(contrast(line, "#ffffff"), contrast(line, "#0d1117")) >= 3


# -------------------------------------------------------------------------------------- what is too large to read


def line_of(length: int) -> str:
    """Give a plan in which early effects lead to each other, and a delivery to each of them."""
    effects = [
        f"- {{id: T{n}, titel: T, målgrupp: U, leder_till: {f'T{n + 1}' if n + 1 < length else 'M1'}}}"
        for n in range(length)
    ]
    deliveries = [f"- {{id: L{n}, titel: L, mottagare: U, leder_till: T{n}}}" for n in range(length)]
    head = "effektkedja: 1\norganisation: {id: o, namn: O, typ: nämnd}\nmål: [{id: M1, titel: M, nivå: nämnd}]\n"
    return "\n".join([f"{head}tidiga_effekter:", *effects, "leveranser:", *deliveries, ""])


def test_a_picture_that_is_too_large_names_a_part_that_is_not() -> None:
    for form in ("mermaid", "dot"):
        answer = call("graph", "--format", form, *AUTUMN, ENKOPING, "--lang", "en")
        told = re.search(r"has 76 boxes .* for example with (--[a-z-]+) (\S+) \((\d+) boxes\)\.\n$", answer.err)
        assert told is not None
        assert len(shown(told[1], told[2], ENKOPING).split()) == int(told[3]) < 60
    assert call("graph", "--format", "json", *AUTUMN, ENKOPING).err == ""
    assert call("graph", "--format", "svg", *AUTUMN, ENKOPING).err == ""  # which is fitted to a page


def test_an_owner_is_named_where_no_goal_is_small_enough(folder: Path) -> None:
    activities = "".join(f"- {{id: A{n}, titel: A, ansvarig: Chef {n // 30}, leder_till: M1}}\n" for n in range(90))
    head = "effektkedja: 1\norganisation: {id: o, namn: O, typ: nämnd}\nmål: [{id: M1, titel: M, nivå: nämnd}]\n"
    write(folder, {"plan.yaml": f"{head}aktiviteter:\n{activities}"})
    assert 'till exempel med --owner "Chef 0" (31 rutor)' in call("graph", "plan.yaml").err


def test_a_long_line_is_drawn_and_said_to_be_too_large(folder: Path) -> None:
    write(folder, {"plan.yaml": line_of(300)})
    answer = call("graph", "--format", "svg", "plan.yaml", "--lang", "en")
    assert answer.status == 0
    assert "has 601 boxes and will be hard to read on A4. Draw a part at a time with --goal, --focus-area" in answer.err
    drawn = Svg(answer.out)
    assert (len(drawn.boxes), len(drawn.links)) == (601, 600)
    assert "svg:root { width" not in drawn.style  # as large as it is, to be scrolled through


def test_rows_that_are_too_wide_are_told_to_lie_down() -> None:
    answer = call("graph", "--format", "svg", "--direction", "top", *AUTUMN, "--goal", "KF5", ENKOPING, "--lang", "en")
    assert answer.err == (
        "effektkedja: With --direction top the text becomes too small on A4. With --direction right it can be read.\n"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_a_circle_without_end_is_drawn(form: str, folder: Path) -> None:
    effects = "".join(f"- {{id: T{n}, titel: T, målgrupp: U, leder_till: T{(n + 1) % 120}}}\n" for n in range(120))
    plan = f"effektkedja: 1\norganisation: {{id: o, namn: O, typ: nämnd}}\ntidiga_effekter:\n{effects}"
    write(folder, {"plan.yaml": plan})
    out = graph("--format", form, "plan.yaml").out
    if form == "svg":
        assert len(Svg(out).links) == 120
    else:
        assert sum(READERS[form](out).arrows.values()) == 120


def test_what_has_no_id_or_that_of_another_is_drawn_too(folder: Path) -> None:
    goals = (
        "- {titel: Utan id, nivå: nämnd}\n- {id: M1, titel: Ett, nivå: nämnd}\n- {id: M1, titel: Två, nivå: nämnd}\n"
    )
    activity = "aktiviteter: [{id: A1, titel: A, leder_till: M1}]\n"
    write(
        folder, {"plan.yaml": f"effektkedja: 1\norganisation: {{id: o, namn: O, typ: nämnd}}\nmål:\n{goals}{activity}"}
    )
    for form, read in READERS.items():
        drawn = read(graph("--format", form, "plan.yaml").out)
        assert len(drawn.boxes) == 4
        [(source, target)] = drawn.links
        assert (source.split()[:2], target.split()[-1]) == (["A1", "A"], "Ett") or "Ett" in target
    assert len(svg("plan.yaml").boxes) == 4


# ------------------------------------------------------------------------------------------------- hostile text

HOSTILE = [
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "{{ 7 * 7 }} {% raw %}",
    "\"double\" 'single' `tick`",
    'a"] --> n1["b',
    "end",
    '%%{init: {"theme": "dark"}}%%',
    'click n1 "https://x.example"',
    "n1@{ shape: cyl }",
    "#quot; #35; &lt;b&gt; &amp; &#60;",
    "1. list",
    "- list",
    "**bold** _italic_ ~~gone~~ $$x^2$$",
    "fa:fa-car www.example.org http://x.example a@b.example",
    "back\\slash \\N \\l \\n \\",
    "=cmd|'/c calc'!A1",
    "ﬂ°°60¶ßscript",
    "subgraph x; drop",
    "]]> <!-- x --> <![CDATA[ y",
    '\\"]}; evil -> n1; {["',
    "<b>html</b><br/>",
    "読書 🙂 e\u0301",
]


@pytest.mark.parametrize("form", [*READERS, "svg"])
def test_hostile_text_comes_out_as_text(form: str, folder: Path) -> None:
    activities = [
        {"id": f"A{number}", "title": text, "owner": text, "leads_to": "M1"} for number, text in enumerate(HOSTILE)
    ]
    plan = {
        "effektkedja": 1,
        "organisation": {"id": "o", "name": HOSTILE[0], "kind": "board"},
        "goals": [{"id": "M1", "title": HOSTILE[1], "level": "board"}],
        "activities": activities,
    }
    write(folder, {"plan.yaml": json.dumps(plan, ensure_ascii=False)})
    out = graph("--format", form, "--owner", HOSTILE[4], "--from", "A4", "plan.yaml").out
    out_of_all = graph("--format", form, "plan.yaml").out
    wanted = [f"A{number} {text}" for number, text in enumerate(HOSTILE)] + [f"M1 {HOSTILE[1]}"]
    if form == "svg":
        assert len(Svg(out).boxes) == 2
        drawn = Svg(out_of_all)
        assert len(list(drawn.root.iter())) == len(re.findall(r"<\w", out_of_all))
        told = [(box.findtext(f"{SVG}title") or "").rpartition(" (")[0] for box in drawn.boxes]
        seen = " ".join(drawn.words)
        for text in HOSTILE:
            assert " ".join(text.split()) in seen
    else:
        assert len(READERS[form](out).boxes) == 2
        told = [" ".join(text.split()) for text in READERS[form](out_of_all).boxes.values()]
    assert sorted(told) == sorted(" ".join(text.split()) for text in wanted)


@pytest.mark.parametrize("form", [*READERS, "svg"])
def test_line_ends_and_marks_that_turn_text_about_are_harmless(form: str, folder: Path) -> None:
    title = "ett\ntvå\r\ttre\u202efyra\u2066fem\u200fsex"
    plan = {"effektkedja": 1, "organisation": {"id": "o", "name": "O", "kind": "board"},
            "goals": [{"id": "M1", "title": title, "level": "board"}]}  # fmt: skip
    write(folder, {"plan.yaml": json.dumps(plan)})
    out = graph("--format", form, "plan.yaml").out
    assert not re.search("[\u202e\u2066\u200f\t\r]", out)
    if form == "svg":
        assert "ett två tre\\u202efyra\\u2066fem\\u200fsex M1" in Svg(out).words
    else:
        [text] = READERS[form](out).boxes.values()
        turned = title if form == "json" else title.encode("ascii", "backslashreplace").decode().replace("\\xe5", "å")
        assert " ".join(text.split()) == " ".join(f"M1 {turned}".split())


@pytest.mark.parametrize("form", [*READERS, "svg"])
def test_a_word_without_end_stays_in_its_box(form: str, folder: Path) -> None:
    long = "x" * 10_000
    plan = {"effektkedja": 1, "organisation": {"id": "o", "name": long, "kind": "board"},
            "goals": [{"id": "M1", "title": long, "level": "board"}],
            "activities": [{"id": "A1", "title": "A", "owner": long, "leads_to": "M1"}]}  # fmt: skip
    write(folder, {"plan.yaml": json.dumps(plan)})
    out = graph("--format", form, "--owner", long, "plan.yaml").out
    if form == "svg":
        drawn = Svg(out)
        assert drawn.points == 10
        assert max(map(len, drawn.words)) < 300
    else:
        assert set(READERS[form](out).links.values()) == {1}


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_shows_an_identity_number(form: str, folder: Path) -> None:
    number = "811228-9874"  # an example that Skatteverket publishes
    plan = {"effektkedja": 1, "organisation": {"id": "o", "name": f"Nämnden {number}", "kind": "board"},
            "goals": [{"id": "M1", "title": f"Målet {number}", "level": "board"}],
            "activities": [{"id": "A1", "title": f"{'x' * 200} {number}", "owner": number, "leads_to": "M1"}],
            }  # fmt: skip
    write(folder, {"plan.yaml": json.dumps(plan)})
    for words in ((), ("--owner", number), ("--goal", "M1")):
        out = graph("--format", form, *words, "plan.yaml").out
        assert "9874" not in "".join(out.split())
        assert "****" in out.replace("#42;", "*")


def test_a_file_whose_name_no_text_can_hold_is_named(folder: Path) -> None:
    name = os.fsdecode(b"plan\xff\x07.yaml")
    try:
        (folder / name).write_text(SMALL, encoding="utf-8")
    except OSError:
        pytest.skip("the file system refuses such names")
    for form in FORMATS:
        graph("--format", form, ".", "--output", "out")
        out = (folder / "out").read_text(encoding="utf-8")
        assert len(READERS[form](out).boxes if form in READERS else Svg(out).boxes) == 7
    graph(".", "--output", "out.svg")
    drawn = Svg((folder / "out.svg").read_text(encoding="utf-8"))
    assert "plan\\udcff\\u0007.yaml:6" in (box_of(drawn, "M1").findtext(f"{SVG}title") or "")


# ----------------------------------------------------------------------------------------- the same every time


def test_the_order_of_the_files_changes_nothing() -> None:
    files = sorted(ENKOPING.glob("*.yaml"))
    for form in FORMATS:
        assert len({graph("--format", form, *AUTUMN, *order).out for order in (files, files[::-1])}) == 1


def test_the_hash_seed_changes_nothing_and_only_the_svg_loads_igraph() -> None:
    program = (
        "import sys; from effektkedja.cli import run; status = run(sys.argv[1:]); sys.stdout.flush();"
        "sys.exit(status or ('igraph' in sys.modules) != ('svg' in sys.argv))"
    )
    for form in ("svg", "json"):
        outputs = set()
        for seed in "01":
            words = ("graph", "--quiet", "--format", form, *AUTUMN, "--goal", "KF5", str(ENKOPING))
            done = subprocess.run(
                [sys.executable, "-c", program, *words],
                env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
                capture_output=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr.decode()
            outputs.add(done.stdout)
        assert len(outputs) == 1


def test_a_label_of_mermaid_is_what_its_reader_says() -> None:
    """The reader of the tests itself: a label that Mermaid would make something of is refused."""
    for label in ('a"b', "a[b", "a%%b", "a{b", "a`b", "<b>", "a:b", "#quot;"):
        with pytest.raises(AssertionError):
            read_mermaid(f'    n1["{label}"]:::do\n')
