"""`status`: what a review needs to know of deliveries, assignments and indicators.

After a change of the layout or of the sentences EFFEKTKEDJA_UPDATE=1 python -m pytest tests/test_status.py writes
snapshots/status-*.txt anew; then read what `git diff` shows.
"""

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support import TESTS, Answer, call, expect, write

SNAPSHOTS = TESTS / "snapshots"

HEAD = """\
effektkedja: 1
organisation:
  id: upn
  namn: Upplevelsenämnden
  typ: nämnd
period: 2026
mål:
  - {id: M1, titel: Fler unga har en aktiv fritid, nivå: nämnd}
tidiga_effekter:
  - {id: E1, titel: Fler unga besöker biblioteket, leder_till: M1}
"""


def status(*words: str, today: date = date(2026, 5, 4)) -> Answer:
    """Show a status, with the answer as JSON unless the words say otherwise."""
    answer = call("status", "--quiet", "--format", "json", *words, today=today)
    assert not answer.err, answer.err
    return answer


def delivery(folder: Path, fields: str, *words: str, head: str = HEAD) -> dict[str, Any]:
    """Give what is told of a delivery that has these fields."""
    write(folder, {"plan.yaml": f"{head}leveranser:\n  - {{id: L1, titel: Kvällsöppet, leder_till: E1, {fields}}}\n"})
    [one] = status("plan.yaml", *words).json["deliveries"]
    told: dict[str, Any] = one
    return told


def answers(*entries: tuple[str, str] | tuple[str, str, str]) -> str:
    """Give a delivery's answers: for each the review, the answer and perhaps a comment."""
    written = [
        f"{{uppföljning: {review}, klar: {done}{f', kommentar: {comment[0]}' if comment else ''}}}"
        for review, done, *comment in entries
    ]
    return f"status: [{', '.join(written)}]"


@pytest.mark.parametrize(
    ("due", "said", "state", "comment"),
    [
        ("2026-04-30", answers(("2026-T1", "ja")), "done", None),
        ("2026-04-30", answers(("2026-T1", "nej", "Drog ut")), "late", "Drog ut"),
        ("2026-04-30", answers(("2026-T1", "nej")), "unexplained", None),
        ("2026-04-30", "mottagare: Unga", "unanswered", None),
        ("2026-05-01", "mottagare: Unga", "upcoming", None),
        ("2026-T1", "mottagare: Unga", "unanswered", None),
        ("2026-H1", "mottagare: Unga", "upcoming", None),
        (None, "mottagare: Unga", "upcoming", None),
        (None, answers(("2026-T1", "nej", "Väntar")), "upcoming", "Väntar"),
        (None, answers(("2026-T1", "ja")), "done", None),
        ("2026-12-31", answers(("2026-T1", "ja", "Före tiden")), "done", "Före tiden"),
        ("2026-04-30", answers(("2026-T1", "inställd", "Inga pengar")), "cancelled", "Inga pengar"),
        (None, answers(("2026-T1", "inställd")), "cancelled", None),
        # An answer at a review that is still ahead says nothing of this one.
        ("2026-04-30", answers(("2026-T2", "ja")), "unanswered", None),
        # Of two answers for one review the later in the file counts.
        ("2026-04-30", answers(("2026-T1", "ja"), ("2026-T1", "nej", "Ångrat")), "late", "Ångrat"),
        # Entries for unknown reviews are passed over.
        ("2026-04-30", answers(("2026-T1", "nej", "Drog ut"), ("2026-T9", "ja")), "late", "Drog ut"),
    ],
)
def test_the_state_of_a_delivery(due: str | None, said: str, state: str, comment: str | None, folder: Path) -> None:
    fields = f"klar_senast: {due}, {said}" if due else said
    told = delivery(folder, fields)
    assert (told["state"], told["comment"], told["due"]) == (state, comment, due)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (answers(("2026-T1", "ja")), "done"),
        (answers(("2026-T1", "ja"), ("2026-T2", "nej", "Stängt igen")), "late"),
        (answers(("2026-T1", "inställd", "Nej")), "cancelled"),
        (answers(("2026-T1", "nej", "Drog ut")), "unanswered"),
        (answers(("2026-T1", "nej", "Drog ut"), ("2026-T2", "nej")), "unexplained"),
        (answers(("2026-T2", "nej", "Åter"), ("2026-T1", "ja")), "late"),
    ],
)
def test_the_state_at_a_later_review(said: str, state: str, folder: Path) -> None:
    assert delivery(folder, f"klar_senast: 2026-04-30, {said}", "--review", "2026-T2")["state"] == state


def test_what_falls_due_between_the_day_and_the_review_is_upcoming(folder: Path) -> None:
    fields = "klar_senast: 2026-06-30"
    assert delivery(folder, fields, "--review", "2026-T2", "--as-of", "2026-06-29")["state"] == "upcoming"
    assert delivery(folder, fields, "--review", "2026-T2", "--as-of", "2026-06-30")["state"] == "unanswered"


@pytest.mark.parametrize(
    ("as_of", "review", "day"),
    [
        ("2026-05-04", "2026-T1", "2026-04-30"),
        ("2026-04-20", "2026-T1", "2026-04-20"),
        ("2026-06-30", "2026-T1", "2026-04-30"),  # 61 days after the one, 62 before the other
        ("2026-07-01", "2026-T2", "2026-07-01"),
        ("2025-01-01", "2026-T1", "2025-01-01"),
        ("2030-01-01", "2026-T3", "2026-12-31"),
    ],
)
def test_the_review_that_lies_nearest_is_taken(as_of: str, review: str, day: str, folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD})
    told = status("plan.yaml", "--as-of", as_of).json
    assert (told["review"], told["as_of"]) == (review, day)


def test_of_two_reviews_as_near_the_later_is_taken(folder: Path) -> None:
    reviews = "uppföljningar:\n  - {id: R1, datum: 2026-03-01}\n  - {id: R2, datum: 2026-03-11}\n"
    write(folder, {"plan.yaml": HEAD + reviews})
    assert status("plan.yaml", "--as-of", "2026-03-06").json["review"] == "R2"


def test_an_answer_at_the_review_counts_before_one_at_another_review_of_the_day(folder: Path) -> None:
    reviews = "uppföljningar:\n  - {id: R1, datum: 2026-04-30}\n  - {id: R2, datum: 2026-04-30}\n"
    said = f"klar_senast: 2026-04-30, {answers(('R1', 'nej', 'Ett'), ('R2', 'nej', 'Två'))}"
    for review, comment in (("R1", "Ett"), ("R2", "Två")):
        told = delivery(folder, said, "--review", review, head=HEAD + reviews)
        assert (told["state"], told["comment"]) == ("late", comment)


def test_a_plan_is_judged_by_its_own_reviews(folder: Path) -> None:
    """By the one of the run's id, else by its latest that is not after the run's; before the first nobody is asked."""
    head = "effektkedja: 1\norganisation: {{id: o{0}, namn: O, typ: enhet}}\nperiod: 2026\nuppföljningar:\n"
    head += "  - {{id: {1}, datum: {2}}}\nleveranser:\n  - {{id: L{0}, titel: L, klar_senast: 2026-01-31, {3}}}\n"
    write(
        folder,
        {
            "a.yaml": head.format("a", "VÅR", "2026-05-15", answers(("VÅR", "nej", "Väntar"))),
            "b.yaml": head.format("b", "VINTER", "2026-02-28", answers(("VINTER", "nej"))),
            "c.yaml": head.format("c", "HÖST", "2026-10-31", "mottagare: Unga"),
        },
    )
    told = status("--review", "VÅR", "--as-of", "2026-06-01").json["deliveries"]
    assert [(one["id"], one["state"]) for one in told] == [("La", "late"), ("Lb", "unexplained"), ("Lc", "upcoming")]


WHOLE = """\
effektkedja: 1
organisation:
  id: upn
  namn: Upplevelsenämnden
  typ: nämnd
period: 2026
uppföljningar:
  - id: 2026-T1
    titel: Tertialuppföljning 1
    datum: 2026-04-30
vision:
  id: V
  titel: En kommun att växa i
målområden:
  - {id: FRITID, titel: En rik fritid}
  - {id: MILJÖ, titel: Ren luft}
program:
  - {id: P1, titel: Hela kommunen i rörelse, leder_till: M2}
uppdrag:
  - {id: KF1, titel: Mer öppet, uppdragsgivare: Kommunfullmäktige, klar_senast: 2026, leder_till: FRITID,
     status: [{uppföljning: 2026-T1, klar: nej, kommentar: Halvvägs}]}
  - {id: U1, titel: Biblioteken öppnar mer, ansvarig: Bibliotekschefen, klar_senast: 2026-03, leder_till: KF1}
mål:
  - {id: M1, titel: Fler unga har en aktiv fritid, nivå: nämnd, perspektiv: invånare, leder_till: FRITID}
  - {id: M2, titel: Fler rör på sig, nivå: fullmäktige, perspektiv: omvärld, leder_till: FRITID}
  - {id: M3, titel: Renare luft, nivå: fullmäktige, leder_till: MILJÖ}
  - {id: M4, titel: Medarbetarna trivs, nivå: enhet, perspektiv: organisation, leder_till: M1}
tidiga_effekter:
  - {id: E1, titel: Fler unga besöker biblioteket, leder_till: M1}
leveranser:
  - id: L1
    titel: Kvällsöppet bibliotek
    ansvarig: Bibliotekschefen
    klar_senast: 2026-04-30
    leder_till: [E1, M2]
    uppdrag: U1
    status:
      - uppföljning: 2026-T1
        klar: nej
        kommentar: >-
          Rekryteringen drog ut på tiden. Två tjänster är tillsatta, den tredje annonseras om i maj,
          och till dess är det öppet två kvällar i veckan.
  - {id: L2, titel: Ungdomsråd, ansvarig: Ödman, klar_senast: 2026-03, leder_till: E1}
  - {id: L3, titel: Utegym, ansvarig: Ängsvakten, klar_senast: 2026-02-28, program: P1,
     status: [{uppföljning: 2026-T1, klar: nej}]}
  - {id: L4, titel: Skatepark, ansvarig: Bibliotekschefen, klar_senast: 2026-04-01, leder_till: E1,
     status: [{uppföljning: 2026-T1, klar: ja}]}
  - {id: L5, titel: Läsfest, klar_senast: 2026-T2, leder_till: M4}
  - {id: L6, titel: Sagostund, klar_senast: 2026-02, leder_till: E1,
     status: [{uppföljning: 2026-T1, klar: inställd, kommentar: Slås ihop med läsfesten}]}
  - {id: L7, titel: Broschyr}
aktiviteter:
  - {id: A2, titel: Annonsera, leder_till: [L2, L1]}
  - {id: A1, titel: Rekrytera två kvällsbibliotekarier, leder_till: L1}
indikatorer:
  - id: I1
    titel: Unga som är nöjda med sin fritid
    enhet: procent
    riktning: öka
    mäter: [M1, M2]
    utgångsvärde: {period: 2022, värde: 70}
    målvärden: [{period: 2026, värde: 75}]
    utfall:
      - {period: 2023, värde: 69}
      - {period: 2024, värde: 71}
      - {period: 2025, värde: "72,50"}
      - {period: 2026, värde: 90}
      - {period: 2025, värde: 76, kön: kvinnor}
      - {period: 2025, värde: 69, kön: män}
    jämförelser:
      - {namn: Örebro, period: 2024, värde: 73}
      - {namn: Håbo, period: 2024, värde: 70}
      - {namn: Håbo, period: 2025, värde: "70,5"}
      - {namn: Håbo, period: 2026, värde: 80}
  - id: I2
    titel: Utsläpp från kommunens bilar
    enhet: ton
    riktning: minska
    mäter: M3
    utgångsvärde: {period: 2023, värde: 1 250}
    målvärden: [{period: 2025, värde: 1 300.0}]
    utfall: [{period: 2025, värde: 1 280}]
  - id: I3
    titel: Hur det är att vara ung här
    typ: kvalitativ
    skala: [dåligt, godtagbart, bra]
    riktning: öka
    mäter: E1
    målvärden: [{period: 2026, värde: bra}]
    utfall: [{period: 2024, värde: bra}, {period: 2025, värde: bra}]
  - {id: I4, titel: Något som ingen har mätt, mäter: M4}
"""


@pytest.fixture
def whole(folder: Path) -> Path:
    write(folder, {"plan.yaml": WHOLE})
    return folder


def test_the_json_of_totals_and_deliveries(whole: Path) -> None:
    told = status("plan.yaml").json
    assert list(told) == ["version", "review", "as_of", "totals", "deliveries", "groups", "indicators"]
    assert told["version"] == 1
    assert told["groups"] == []
    assert told["totals"] == {
        "deliveries": 7, "done": 1, "late": 1, "unexplained": 1, "unanswered": 1, "upcoming": 2, "cancelled": 1,
        "due": 4, "share_done": 0.25,
    }  # fmt: skip
    first = told["deliveries"][0]
    assert first == {
        "id": "L1", "title": "Kvällsöppet bibliotek", "organisation": "upn", "owner": "Bibliotekschefen",
        "due": "2026-04-30", "state": "late", "comment": first["comment"], "goals": ["M1", "M2"],
        "activities": ["A2", "A1"], "file": "plan.yaml", "line": 31,
    }  # fmt: skip
    assert [(one["id"], one["goals"]) for one in told["deliveries"][1:]] == [
        ("L2", ["M1"]), ("L3", ["M2"]), ("L4", ["M1"]), ("L5", ["M1"]), ("L6", ["M1"]), ("L7", []),
    ]  # fmt: skip


def test_the_json_of_indicators(whole: Path) -> None:
    """Numbers are texts, as written; what had not ended on the day is not told."""
    assert status("plan.yaml").json["indicators"] == [
        {"id": "I1", "title": "Unga som är nöjda med sin fritid", "period": "2025", "value": "72.50", "target": "75",
         "baseline": "70", "direction": "increase", "achieved": False, "trend": "better", "measures": ["M1", "M2"]},
        {"id": "I2", "title": "Utsläpp från kommunens bilar", "period": "2025", "value": "1280", "target": "1300.0",
         "baseline": "1250", "direction": "decrease", "achieved": True, "trend": "worse", "measures": ["M3"]},
        {"id": "I3", "title": "Hur det är att vara ung här", "period": "2025", "value": "bra", "target": "bra",
         "baseline": None, "direction": "increase", "achieved": True, "trend": "same", "measures": ["E1"]},
        {"id": "I4", "title": "Något som ingen har mätt", "period": None, "value": None, "target": None,
         "baseline": None, "direction": None, "achieved": None, "trend": None, "measures": ["M4"]},
    ]  # fmt: skip


def test_a_small_number_is_told_as_it_is_written(folder: Path) -> None:
    write(folder, {"plan.yaml": f"{HEAD}indikatorer: [{{id: I1, titel: I, utgångsvärde: {{värde: '0,0000001'}}}}]\n"})
    assert status("plan.yaml").json["indicators"][0]["baseline"] == "0.0000001"


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("goal", [("M1", 5), ("M2", 2), ("M3", 0), (None, 1)]),
        ("owner", [("Bibliotekschefen", 2), ("Ängsvakten", 1), ("Ödman", 1), (None, 3)]),
        ("organisation", [("upn", 7)]),
        ("focus-area", [("FRITID", 6), ("MILJÖ", 0), (None, 1)]),
        ("perspective", [("inhabitants", 5), ("world", 2), ("organisation", 1), (None, 1)]),
        ("programme", [("P1", 1), (None, 6)]),
        ("assignment", [("KF1", 1), ("U1", 1), (None, 6)]),
    ],
)
def test_groups(by: str, groups: list[tuple[str | None, int]], whole: Path) -> None:
    told = status("plan.yaml", "--by", by).json["groups"]
    assert [(one["id"], one["deliveries"]) for one in told] == groups
    states = ("done", "late", "unexplained", "unanswered", "upcoming", "cancelled")
    assert all(one["by"] == by and one["deliveries"] == sum(one[state] for state in states) for one in told)
    assert all((one["title"] is None) == (one["id"] is None) for one in told)


def test_a_group_tells_its_states_and_its_title(whole: Path) -> None:
    goal, *_ = status("plan.yaml", "--by", "goal").json["groups"]
    assert goal == {
        "by": "goal", "id": "M1", "title": "Fler unga har en aktiv fritid", "deliveries": 5, "done": 1, "late": 1,
        "unexplained": 0, "unanswered": 1, "upcoming": 1, "cancelled": 1,
    }  # fmt: skip
    assert status("plan.yaml", "--by", "organisation").json["groups"][0]["title"] == "Upplevelsenämnden"
    owner, *_ = status("plan.yaml", "--by", "owner").json["groups"]
    assert owner["title"] == owner["id"]


@pytest.mark.parametrize(("done", "due", "share"), [(1, 3, 0.3333), (2, 3, 0.6667), (1, 16, 0.0625), (1, 32, 0.0313)])
def test_halves_are_rounded_up(done: int, due: int, share: float, folder: Path) -> None:
    said = [answers(("2026-T1", "ja" if index < done else "nej")) for index in range(due)]
    fields = [f"{{id: L{index}, titel: L, klar_senast: 2026-01, {one}}}" for index, one in enumerate(said)]
    deliveries = "".join(f"  - {one}\n" for one in fields)
    write(folder, {"plan.yaml": f"{HEAD}leveranser:\n{deliveries}"})
    assert status("plan.yaml").json["totals"]["share_done"] == share


def test_without_anything_due_there_is_no_share(folder: Path) -> None:
    write(folder, {"plan.yaml": f"{HEAD}leveranser: [{{id: L1, titel: L}}]\n"})
    totals = status("plan.yaml").json["totals"]
    assert (totals["deliveries"], totals["due"], totals["share_done"]) == (1, 0, None)


@pytest.mark.parametrize(
    ("said", "exit_status"),
    [
        (answers(("2026-T1", "ja")), 0),
        (answers(("2026-T1", "nej", "Drog ut")), 0),
        (answers(("2026-T1", "nej")), 1),
        ("mottagare: Unga", 1),
    ],
)
def test_check(said: str, exit_status: int, folder: Path) -> None:
    write(folder, {"plan.yaml": f"{HEAD}leveranser: [{{id: L1, titel: L, klar_senast: 2026-01, {said}}}]\n"})
    assert status("plan.yaml").status == 0
    assert status("plan.yaml", "--check").status == exit_status
    assert status("plan.yaml", "--check", "--format", "csv").status == exit_status


def test_what_cannot_be_done(whole: Path) -> None:
    for words, told in (
        (("--review", "2026-T9"), "None of the plans has the review 2026-T9."),
        (("--by", "colour"), "--by cannot be colour. Choose from goal, owner"),
        (("--format", "yaml"), "--format cannot be yaml."),
        (("--as-of", "idag"), "--as-of idag is no date."),
        (("--output", "plan.yaml"), "plan.yaml is one of the plans being checked"),
    ):
        answer = call("status", "plan.yaml", "--quiet", "--lang", "en", *words)
        assert (answer.status, answer.out) == (2, "")
        assert told in answer.err
    assert (whole / "plan.yaml").read_text(encoding="utf-8") == WHOLE


def test_other_findings_are_one_line_and_a_file_that_cannot_be_read_is_told(whole: Path) -> None:
    answer = call("status", "plan.yaml", "--lang", "en")
    assert answer.status == 0
    assert re.fullmatch(r"effektkedja: The plans have .* Show them with: effektkedja validate\n", answer.err)
    write(whole, {"fel.yaml": "effektkedja: 1\nmål: [\n"})
    answer = call("status", "plan.yaml", "fel.yaml", "--quiet", "--format", "json")
    assert answer.status == 1
    assert "fel.yaml" in answer.err
    assert answer.json["totals"]["deliveries"] == 7


def test_without_plans(folder: Path) -> None:
    assert status().json["review"] is None
    assert "inga leveranser" in call("status", "--lang", "sv").out


@pytest.mark.parametrize(
    ("name", "words", "width"),
    [
        ("status", (), None),
        ("status-goal-en", ("--by", "goal", "--lang", "en"), None),
        ("status-perspective-fi-60", ("--by", "perspective", "--lang", "fi"), 60),
        ("status-owner-40", ("--by", "owner"), 40),
        ("status-markdown", ("--by", "focus-area", "--format", "markdown"), None),
        ("status-csv", ("--format", "csv"), None),
        ("status-csv-goal", ("--by", "goal", "--format", "csv"), None),
    ],
)
def test_snapshot(
    name: str, words: tuple[str, ...], width: int | None, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if width is not None:
        monkeypatch.setenv("COLUMNS", str(width))
    answer = call("status", "--quiet", "--color", "never", "plan.yaml", *words, terminal=width is not None)
    assert answer.status == 0
    assert not re.search(r" $", answer.out, flags=re.MULTILINE)
    if width is not None:
        assert max(map(len, answer.out.splitlines())) <= width
    expect(answer.out, SNAPSHOTS / f"{name}.txt")


def test_a_state_is_told_by_more_than_its_colour(whole: Path) -> None:
    shown = call("status", "--quiet", "--color", "always", "plan.yaml", "--by", "goal").out
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown).split() == call("status", "-q", "plan.yaml", "--by", "goal").out.split()


HOSTILE = """\
effektkedja: 1
organisation: {id: o, namn: "=HYPERLINK(1)", typ: nämnd}
period: 2026
mål:
  - {id: M1, titel: "| <b>x</b> [a](http://a.example) `c`", nivå: nämnd}
leveranser:
  - id: L1
    titel: "| <script>alert(1)</script> [red]x[/red] \\u202e *fet* ![a](b)"
    ansvarig: "@SUM(A1)"
    klar_senast: 2026-01
    leder_till: M1
    status: [{uppföljning: 2026-T1, klar: nej, kommentar: "=1+1\\n# rubrik | ny"}]
  - {id: -L2, titel: "  +1", ansvarig: "＝1", klar_senast: 2026-01}
indikatorer:
  - {id: I1, titel: "| <i>", enhet: "[b]", utfall: [{period: 2025, värde: 1}],
     jämförelser: [{namn: "|<a>", period: 2025, värde: 1}]}
"""


def test_the_text_of_a_plan_is_data_in_markdown(folder: Path) -> None:
    write(folder, {"plan.yaml": HOSTILE})
    shown = call("status", "--quiet", "plan.yaml", "--by", "goal", "--format", "markdown").out
    assert "\u202e" not in shown
    assert not re.search(r"(?<!\\)[<>\[\]`*]", re.sub(r"^ *- \*\*(.*)\*\*$", r"\1", shown, flags=re.MULTILINE))
    assert "http\\://" in shown
    assert shown.count("\n# ") == 0
    tables: dict[int, set[int]] = {}
    for number, line in enumerate(shown.splitlines()):
        if line.startswith("|"):
            table = next(above for above in range(number, -1, -1) if not shown.splitlines()[above].startswith("|"))
            tables.setdefault(table, set()).add(len(re.findall(r"(?<!\\)\|", line)))
    assert all(len(bars) == 1 for bars in tables.values())


def test_the_text_of_a_plan_is_no_formula_in_csv(folder: Path) -> None:
    write(folder, {"plan.yaml": HOSTILE})
    rows = list(csv.DictReader(io.StringIO(call("status", "-q", "plan.yaml", "--format", "csv").out)))
    assert [row["owner"] for row in rows] == ["'@SUM(A1)", "'＝1"]
    assert rows[0]["comment"] == "'=1+1 # rubrik | ny"
    assert (rows[1]["id"], rows[1]["title"]) == ("'-L2", "'+1")
    groups = call("status", "-q", "plan.yaml", "--format", "csv", "--by", "organisation").out
    assert list(csv.reader(io.StringIO(groups)))[1][2] == "'=HYPERLINK(1)"


def test_the_text_of_a_plan_is_data_at_a_terminal(folder: Path) -> None:
    write(folder, {"plan.yaml": HOSTILE})
    shown = call("status", "--quiet", "plan.yaml", "--by", "owner").out
    assert "\u202e" not in shown
    assert "[red]x[/red] \\u202e" in shown
    assert "=1+1 # rubrik | ny" in shown


def test_output(whole: Path) -> None:
    answer = call("status", "-q", "plan.yaml", "--output", "status.md", "--format", "markdown")
    assert (answer.status, answer.out) == (0, "")
    assert (whole / "status.md").read_text(encoding="utf-8").startswith("# Läget vid 2026-T1")


def test_circles_do_not_stop_it(folder: Path) -> None:
    plan = HEAD.replace("leder_till: M1", "leder_till: [E2, M1]") + "  - {id: E2, titel: E, leder_till: [E1, E2]}\n"
    write(folder, {"plan.yaml": f"{plan}leveranser: [{{id: L1, titel: L, leder_till: E2}}]\n"})
    assert status("plan.yaml", "--by", "goal").json["deliveries"][0]["goals"] == ["M1"]
