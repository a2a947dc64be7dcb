"""`record` writes one answer into a plan; every other byte of the file stays.

EFFEKTKEDJA_KILLS=200 python -m pytest tests/test_record.py -k killed kills two hundred calls instead of a few.
"""

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from difflib import unified_diff
from pathlib import Path
from unittest.mock import patch

import pytest
from support import REPOSITORY, TESTS, call, sentences, validate, write
from support import Answer as Call

import effektkedja.cli.files
from effektkedja.editing.record import ANSWERED, Answer, Recorded, earlier_answer, record_answer
from effektkedja.plan.load import LoadedPlan, load
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.reading.compose import Document, read
from effektkedja.reading.tree import Mapping

HEAD = """\
effektkedja: 1
organisation: {id: kn, namn: Kulturnämnden, typ: nämnd}
period: 2026
"""
NO = ("nej", "--comment", "Det drog ut: på tiden")

# Each plan as it was, and with the answer "nej" for L1 at 2026-T1, with that comment.
STYLES = {
    "no list": (
        """\
leveranser:
  - id: L1
    titel: Kvällsöppet   # med kommentar
    # om leveransen

  - id: L2
    titel: Y
""",
        """\
leveranser:
  - id: L1
    titel: Kvällsöppet   # med kommentar
    status:
      - uppföljning: 2026-T1
        klar: nej
        kommentar: "Det drog ut: på tiden"
    # om leveransen

  - id: L2
    titel: Y
""",
    ),
    "no list, lists without indentation": (
        """\
leveranser:
- id: L1
  titel: Y
  antaganden:
  -   Det finns personal
- id: L2
  titel: Y
""",
        """\
leveranser:
- id: L1
  titel: Y
  antaganden:
  -   Det finns personal
  status:
  -   uppföljning: 2026-T1
      klar: nej
      kommentar: "Det drog ut: på tiden"
- id: L2
  titel: Y
""",
    ),
    "no list after a long text": (
        """\
leveranser:
  - id: L1
    titel: Y
    beskrivning: |
      # inte en kommentar

      slut

# sist
""",
        """\
leveranser:
  - id: L1
    titel: Y
    beskrivning: |
      # inte en kommentar

      slut
    status:
      - uppföljning: 2026-T1
        klar: nej
        kommentar: "Det drog ut: på tiden"

# sist
""",
    ),
    "a list without content": (
        """\
leveranser:
  - id: L1
    status:      # ännu inget
    titel: X
""",
        """\
leveranser:
  - id: L1
    status:      # ännu inget
      - uppföljning: 2026-T1
        klar: nej
        kommentar: "Det drog ut: på tiden"
    titel: X
""",
    ),
    "no value": (
        """\
leveranser:
  - id: L1
    status: ~    # ännu inget
    titel: X
""",
        """\
leveranser:
  - id: L1
    status:    # ännu inget
      - uppföljning: 2026-T1
        klar: nej
        kommentar: "Det drog ut: på tiden"
    titel: X
""",
    ),
    "an empty list": (
        """\
leveranser:
  - id: L1
    titel: Y
    status: [ ]
""",
        """\
leveranser:
  - id: L1
    titel: Y
    status:
      - uppföljning: 2026-T1
        klar: nej
        kommentar: "Det drog ut: på tiden"
""",
    ),
    "an empty list with a comment": (
        """\
leveranser:
  - id: L1
    titel: Y
    status: [
      # ännu inget
    ]
""",
        """\
leveranser:
  - id: L1
    titel: Y
    status: [{uppföljning: 2026-T1, klar: nej, kommentar: "Det drog ut: på tiden"}
      # ännu inget
    ]
""",
    ),
    "a list in brackets": (
        """\
leveranser:
  - id: L1
    titel: Y
    status: [{uppföljning: 2026-T2, klar: ja},]
""",
        """\
leveranser:
  - id: L1
    titel: Y
    status: [{uppföljning: 2026-T2, klar: ja}, {uppföljning: 2026-T1, klar: nej, kommentar: "Det drog ut: på tiden"},]
""",
    ),
    "a list in brackets, a line each": (
        """\
leveranser:
  - id: L1
    titel: Y
    status: [
      {uppföljning: 2026-T3, klar: nej},
      {uppföljning: 2026-T2, klar: ja}   # äntligen, sa alla
    ]
""",
        """\
leveranser:
  - id: L1
    titel: Y
    status: [
      {uppföljning: 2026-T3, klar: nej},
      {uppföljning: 2026-T2, klar: ja},   # äntligen, sa alla
      {uppföljning: 2026-T1, klar: nej, kommentar: "Det drog ut: på tiden"}
    ]
""",
    ),
    "a list below": (
        """\
leveranser:
  - id: L1
    status:
    -   klar: ja   # sist
        uppföljning: 2026-T2  # då

    titel: X
""",
        """\
leveranser:
  - id: L1
    status:
    -   klar: ja   # sist
        uppföljning: 2026-T2  # då
    -   uppföljning: 2026-T1
        klar: nej
        kommentar: "Det drog ut: på tiden"

    titel: X
""",
    ),
    "a list below with braces": (
        """\
leveranser:
  - id: L1
    titel: Y
    status:
      - {uppföljning: 2026-T2, klar: ja}
""",
        """\
leveranser:
  - id: L1
    titel: Y
    status:
      - {uppföljning: 2026-T2, klar: ja}
      - {uppföljning: 2026-T1, klar: nej, kommentar: "Det drog ut: på tiden"}
""",
    ),
    "all in braces": (
        "leveranser: [{id: L1, titel: X}, {id: L2, titel: Y}]\n",
        (
            "leveranser: [{id: L1, titel: X, status: [{uppföljning: 2026-T1, klar: nej, "
            'kommentar: "Det drog ut: på tiden"}]}, {id: L2, titel: Y}]\n'
        ),
    ),
    "braces over two lines": (
        """\
leveranser:
  - {id: L1, titel: X, klar_senast: 2026-04-30, uppdrag: ,
     status: [{uppföljning: 2026-T2, klar: nej}]}
""",
        """\
leveranser:
  - {id: L1, titel: X, klar_senast: 2026-04-30, uppdrag: ,
     status: [{uppföljning: 2026-T2, klar: nej}, {uppföljning: 2026-T1, klar: nej, kommentar: "Det drog ut: på tiden"}]}
""",
    ),
    "braces without a value": (
        "leveranser:\n  - {id: L1, status, titel: X}\n",
        (
            "leveranser:\n  - {id: L1, status: [{uppföljning: 2026-T1, klar: nej, "
            'kommentar: "Det drog ut: på tiden"}], titel: X}\n'
        ),
    ),
    "braces with an empty value": (
        "leveranser:\n  - {id: L1, titel: X, status: null}\n",
        (
            "leveranser:\n  - {id: L1, titel: X, status: [{uppföljning: 2026-T1, klar: nej, "
            'kommentar: "Det drog ut: på tiden"}]}\n'
        ),
    ),
    "braces with a last key without a value": (
        "leveranser:\n  - {id: L1, titel: X, uppdrag: }\n",
        (
            "leveranser:\n  - {id: L1, titel: X, uppdrag: , status: [{uppföljning: 2026-T1, klar: nej, "
            'kommentar: "Det drog ut: på tiden"}] }\n'
        ),
    ),
    "JSON": (
        '"leveranser": [{"id": "L1", "titel": "X"}]\n',
        (
            '"leveranser": [{"id": "L1", "titel": "X", "status": [{"uppföljning": "2026-T1", "klar": "nej", '
            '"kommentar": "Det drog ut: på tiden"}]}]\n'
        ),
    ),
    "keys with a question mark": (
        "leveranser:\n  - ? id\n    : L1\n    ? status\n    : []\n    ? titel\n    : X\n",
        (
            "leveranser:\n  - ? id\n    : L1\n    ? status\n    : [{uppföljning: 2026-T1, klar: nej, "
            'kommentar: "Det drog ut: på tiden"}]\n    ? titel\n    : X\n'
        ),
    ),
    "an assignment": (
        "uppdrag:\n  - id: L1\n    titel: X\n",
        (
            "uppdrag:\n  - id: L1\n    titel: X\n    status:\n      - uppföljning: 2026-T1\n        klar: nej\n"
            '        kommentar: "Det drog ut: på tiden"\n'
        ),
    ),
}

# Answers at 2026-T1 as they were, and after `--force` with the words of the call.
REPLACED = {
    "the word alone": (
        ("ja",),
        "      - uppföljning: 2026-T1   # då\n        klar: nej # nu\n",
        "      - uppföljning: 2026-T1   # då\n        klar: ja # nu\n",
    ),
    "quotes stay": (
        ("ja",),
        "      - {'uppföljning': '2026-T1', klar: 'nej'}\n",
        "      - {'uppföljning': '2026-T1', klar: 'ja'}\n",
    ),
    "the comment goes": (
        ("ja",),
        "      - uppföljning: 2026-T1\n        klar: nej\n        kommentar: |\n          Inte\n\n          än\n",
        "      - uppföljning: 2026-T1\n        klar: ja\n",
    ),
    "the comment goes, what is said of it stays": (
        ("ja",),
        "      - kommentar: Nej\n        uppföljning: 2026-T1\n        datum: 2026-04-02 # då\n        klar: nej\n",
        "      - kommentar: ~\n        uppföljning: 2026-T1\n        datum: ~ # då\n        klar: ja\n",
    ),
    "the comment goes from braces": (
        ("ja", "--date", "2026-04-29"),
        "      - {uppföljning: 2026-T1, klar: nej, kommentar: Inte än}\n",
        "      - {uppföljning: 2026-T1, klar: ja, datum: 2026-04-29}\n",
    ),
    "the comment changes": (
        NO,
        "      - uppföljning: 2026-T1\n        kommentar: >-\n          Inte\n          än # ännu\n        klar: nej\n",
        '      - uppföljning: 2026-T1\n        kommentar: "Det drog ut: på tiden"\n        klar: nej\n',
    ),
    "a date and a comment come": (
        ("inställd", "--comment", "Nämnden valde bort den", "--date", "2026-04-29"),
        "      - uppföljning: 2026-T1\n        klar: ja  # slut\n",
        (
            "      - uppföljning: 2026-T1\n        klar: inställd  # slut\n        datum: 2026-04-29\n"
            "        kommentar: Nämnden valde bort den\n"
        ),
    ),
    "of two the later": (
        ("ja",),
        "      - {uppföljning: 2026-T1, klar: nej}\n      - {uppföljning: 2026-T1, klar: nej}\n",
        "      - {uppföljning: 2026-T1, klar: nej}\n      - {uppföljning: 2026-T1, klar: ja}\n",
    ),
}

LINE_ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}


def whole(body: str) -> str:
    """Give a plan of which the interesting part is given."""
    if not body.startswith('"'):
        return HEAD + body
    head = '{"effektkedja": 1, "organisation": {"id": "kn", "namn": "Kulturnämnden", "typ": "nämnd"}, "period": 2026,\n'
    return head + body.rstrip("\n") + "}\n"


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["no BOM", "BOM"])
@pytest.mark.parametrize("line_end", LINE_ENDS)
@pytest.mark.parametrize("style", STYLES)
def test_an_answer_is_written_in_the_style_of_the_file(folder: Path, style: str, line_end: str, bom: bytes) -> None:
    before, after = (bom + whole(body).replace("\n", LINE_ENDS[line_end]).encode() for body in STYLES[style])
    write(folder, {"plan.yaml": before})
    answer = call("record", "L1", NO[0], "plan.yaml", *NO[1:], "--lang", "sv")
    assert (answer.status, answer.out) == (0, ""), answer.err
    assert (folder / "plan.yaml").read_bytes() == after
    assert re.fullmatch(r"effektkedja: \w+ L1: svaret nej vid 2026-T1 står nu i plan\.yaml:\d+\.\n", answer.err)
    line = int(answer.err.rpartition(":")[2].rstrip(".\n"))
    assert "2026-T1" in after.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")[line - 1]


@pytest.mark.parametrize("name", REPLACED)
def test_a_second_answer_replaces_the_first(folder: Path, name: str) -> None:
    words, *answers = REPLACED[name]
    plans = [HEAD + "leveranser:\n  - id: L1\n    titel: X\n    status:\n" + one for one in answers]
    write(folder, {"plan.yaml": plans[0]})
    assert call("record", "L1", *words).status == 2
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == plans[0]
    answer = call("record", "L1", *words, "--force", "--lang", "en")
    assert (answer.status, answer.out) == (0, ""), answer.err
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == plans[1]
    assert "already had an answer at 2026-T1 (plan.yaml:" in answer.err


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n...\n"])
def test_the_end_of_the_file_stays(folder: Path, end: str) -> None:
    write(folder, {"plan.yaml": HEAD + "leveranser:\n  - id: L1\n    titel: X" + end})
    assert call("record", "L1", "ja").status == 0
    entry = "\n    status:\n      - uppföljning: 2026-T1\n        klar: ja"
    assert (folder / "plan.yaml").read_text(
        encoding="utf-8"
    ) == HEAD + "leveranser:\n  - id: L1\n    titel: X" + entry + end


# ---- What is refused ----

PLAN = (
    HEAD
    + """\
importerar: mal.yaml
leveranser:
  - id: L-kväll
    titel: Kvällsöppet
    klar_senast: 2026-03-31
  - id: L-dag
    titel: Dagöppet
    klar_senast: 2026-12-31
aktiviteter:
  - id: A1
    titel: Rekrytera
    leder_till: L-kväll
"""
)
GOALS = """\
effektkedja: 1
organisation: {id: kommunen, namn: Kommunen, typ: kommun}
uppdrag:
  - id: U1
    titel: Öppet även på kvällen
"""

REFUSED: dict[str, tuple[tuple[str, ...], str, dict[str, str]]] = {
    "unknown review": (
        ("L-kväll", "ja", "--review", "2025-T3"),
        "record.review",
        {"file": "plan.yaml", "found": "2025-T3", "allowed": "2026-T1, 2026-T2 and 2026-T3"},
    ),
    "unknown id": (("L-kvall", "ja"), "usage.id-near", {"found": "L-kvall", "near": "L-kväll"}),
    "quite unknown id": (("X", "ja"), "usage.id", {"found": "X"}),
    "no delivery": (("A1", "ja"), "record.not-answered", {"thing": "Aktivitet A1"}),
    "not the next review": (
        ("L-kväll", "ja", "--review", "2026-T3"),
        "record.future",
        {"review": "2026-T3", "day": "2026-12-31", "earlier": "2026-T2"},
    ),
    "no answer": (("L-kväll", "kanske"), "record.answer", {"found": "kanske", "allowed": "yes, no and cancelled"}),
    "no date": (("L-kväll", "ja", "--date", "i går"), "usage.date", {"option": "--date", "found": "i går"}),
    "no character": (("L-kväll", "ja", "--comment", "\x1b[1m"), "record.character", {}),
    "no without a reason": (
        ("L-kväll", "no", "--comment", " "),
        "record.no-without-comment",
        {"thing": "Leverans L-kväll", "due": "2026-03-31", "review": "2026-T1"},
    ),
    "cancelled without a reason": (
        ("L-dag", "peruttu"),
        "record.cancelled-without-comment",
        {"thing": "Leverans L-dag"},
    ),
    "standard input": (("L-kväll", "ja", "-"), "record.standard-input", {}),
}


def said(key: str, **args: str) -> str:
    """Give the sentence of a key as it stands on standard error."""
    return f"effektkedja: {sentences('en')[key].format(**args)}\n"


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_recorded_is_told_in_one_sentence(folder: Path, case: str) -> None:
    words, key, args = REFUSED[case]
    write(folder, {"plan.yaml": PLAN, "mal.yaml": GOALS})
    refused(folder, call("record", *words, "--lang", "en", stdin=PLAN.encode()), said(key, **args))


def refused(folder: Path, answer: Call, sentence: str) -> None:
    """Nothing was written, and one sentence says why."""
    assert (answer.status, answer.out, answer.err) == (2, "", sentence)
    assert (folder / "plan.yaml").read_bytes() == PLAN.encode()
    assert sorted(path.name for path in folder.iterdir()) == ["effektkedja.toml", "mal.yaml", "plan.yaml"]


def test_a_read_only_file_is_refused(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN, "mal.yaml": GOALS})
    (folder / "plan.yaml").chmod(0o444)
    answer = call("record", "L-kväll", "ja", "--lang", "en")
    refused(folder, answer, said("record.read-only", file="plan.yaml", thing="leverans L-kväll"))


def test_a_plan_with_errors_is_refused(folder: Path) -> None:
    wrong = PLAN + "    slut: i maj\n"
    write(folder, {"plan.yaml": wrong, "mal.yaml": GOALS})
    answer = call("record", "L-kväll", "ja", "--lang", "en")
    assert (answer.status, answer.err) == (2, said("record.faulty", file="plan.yaml", place="plan.yaml:16"))
    assert (folder / "plan.yaml").read_bytes() == wrong.encode()


@pytest.mark.parametrize("id_", ["L-kväll", "X"])
def test_a_chain_that_cannot_be_read_is_refused(folder: Path, id_: str) -> None:
    """Which reviews the plan has, and whether the id is there, the unread file might say."""
    write(folder, {"plan.yaml": PLAN, "mal.yaml": "effektkedja: 1\norganisation: {\n"})
    answer = call("record", id_, "ja", "--lang", "en")
    assert (answer.status, answer.err) == (2, said("record.faulty", file="mal.yaml", place="mal.yaml:3"))


def test_an_id_of_two_things_is_refused(folder: Path) -> None:
    files = {f"{name}.yaml": HEAD + "leveranser: [{id: L1, titel: X}]\n" for name in "ab"}
    write(folder, files)
    answer = call("record", "L1", "ja", "--lang", "en")
    assert (answer.status, answer.err) == (2, said("record.ambiguous", id="L1", places="a.yaml:4 and b.yaml:4"))
    assert call("record", "L1", "ja", "b.yaml").status == 0
    assert (folder / "a.yaml").read_text(encoding="utf-8") == files["a.yaml"]


def test_a_file_changed_by_someone_else_is_refused(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN, "mal.yaml": GOALS})
    replace_file = effektkedja.cli.files.replace_file

    def late(path: Path, content: bytes, instead_of: bytes | None = None) -> None:
        path.write_bytes(PLAN.encode() + b"# och en rad till\n")
        replace_file(path, content, instead_of)

    with patch.object(effektkedja.cli.files, "replace_file", late):
        answer = call("record", "L-kväll", "ja", "--lang", "en")
    assert (answer.status, answer.err) == (2, said("record.changed", file="plan.yaml"))
    assert (folder / "plan.yaml").read_bytes() == PLAN.encode() + b"# och en rad till\n"
    assert len(list(folder.iterdir())) == 3


# ---- What is written where ----


def test_the_answer_goes_into_the_file_of_the_chain_that_it_belongs_to(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN, "mal.yaml": GOALS})
    answer = call("record", "U1", "kyllä", "plan.yaml", "--lang", "fi")
    assert answer.status == 0
    assert (
        answer.err
        == "effektkedja: Uppdrag U1: vastaus kyllä seurantapisteessä 2026-T1 on nyt tiedostossa mal.yaml:7.\n"
    )
    entry = "    status:\n      - uppföljning: 2026-T1\n        klar: ja\n"
    assert (folder / "mal.yaml").read_text(encoding="utf-8") == GOALS + entry
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == PLAN


@pytest.mark.parametrize("language", ["sv", "en", "fi"])
def test_the_answer_is_written_in_the_language_of_the_file(folder: Path, language: str) -> None:
    call("init", "--lang", language, "--template", "minimal", "--year", "2026", "--quiet")
    before = (folder / "plan.yaml").read_text(encoding="utf-8")
    [id_] = [row["id"] for row in call("status", "--format", "json").json["deliveries"]]
    assert call("record", id_, "peruttu", "--comment", "true", "--date", "2026-05-02").status == 0
    words = {
        "sv": "- uppföljning: 2026-T1|  klar: inställd|  datum: 2026-05-02|  kommentar: ",
        "en": "- review: 2026-T1|  done: cancelled|  date: 2026-05-02|  comment: ",
        "fi": "- seurantapiste: 2026-T1|  valmis: peruttu|  päivämäärä: 2026-05-02|  kommentti: ",
    }[language]
    written = (folder / "plan.yaml").read_text(encoding="utf-8")
    [entry] = re.findall(r"^ *- \S+: 2026-T1\n(?: +\S+: .*\n){3}", written, flags=re.MULTILINE)
    assert "".join(re.sub(r"(?m)^      ", "", entry)) == words.replace("|", "\n") + '"true"\n'
    changes = list(unified_diff(before.splitlines(), written.splitlines(), n=0, lineterm=""))[2:]
    assert not [line for line in changes if line.startswith("-")]
    assert not validate("plan.yaml", "--select", "EK0,EK403").diagnostics


@pytest.mark.parametrize(
    ("as_of", "review"), [("2026-01-01", "2026-T1"), ("2026-08-30", "2026-T1"), ("2026-08-31", "2026-T2")]
)
def test_without_a_review_it_is_the_latest_that_has_come_else_the_first(folder: Path, as_of: str, review: str) -> None:
    write(folder, {"plan.yaml": PLAN, "mal.yaml": GOALS})
    assert call("record", "L-dag", "ja", "--as-of", as_of).status == 0
    assert f"uppföljning: {review}\n" in (folder / "plan.yaml").read_text(encoding="utf-8")


def test_a_dry_run_shows_the_diff_and_writes_nothing(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN, "mal.yaml": GOALS})
    answer = call("record", "L-kväll", "nej", "--comment", "Väntar på 19670919-9530", "--dry-run")
    assert (answer.status, answer.err) == (0, "")
    shown = answer.out.splitlines()
    assert shown[:3] == ["--- plan.yaml", "+++ plan.yaml", "@@ -6,6 +6,10 @@"]
    assert shown[6:9] == ["+    status:", "+      - uppföljning: 2026-T1", "+        klar: nej"]
    assert shown[9].startswith("+        kommentar: Väntar på ")
    assert "9530" not in answer.out
    assert (folder / "plan.yaml").read_bytes() == PLAN.encode()


def test_the_same_answer_once_more_changes_nothing(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN, "mal.yaml": GOALS})
    assert call("record", "L-dag", "nej").status == 0
    once = (folder / "plan.yaml").read_bytes()
    answer = call("record", "L-dag", "nej", "--lang", "en")
    args = {"thing": "Leverans L-dag", "review": "2026-T1", "place": "plan.yaml:13", "answer": "no"}
    assert (answer.status, answer.err) == (0, said("record.same", **args))
    assert (folder / "plan.yaml").read_bytes() == once


def test_the_same_answer_without_a_comment_leaves_the_comment_that_is_there(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN, "mal.yaml": GOALS})
    call("record", "L-dag", "nej", "--comment", "Vi väntar")
    once = (folder / "plan.yaml").read_bytes()
    assert call("record", "L-dag", "nej", "--force").status == 0
    assert (folder / "plan.yaml").read_bytes() == once


@pytest.mark.parametrize(("typed", "written"), [("ja", "ja"), ("Y", "ja"), ("no", "nej"), ("", "nej")])
def test_at_a_terminal_it_asks_before_it_replaces(folder: Path, typed: str, written: str) -> None:
    write(folder, {"plan.yaml": PLAN, "mal.yaml": GOALS})
    call("record", "L-dag", "nej", "--comment", "Vi väntar")
    with patch("effektkedja.cli.quiz.at_terminal", lambda: True), patch("builtins.input", lambda _: typed):
        answer = call("record", "L-dag", "ja", "--lang", "en")
    assert answer.status == 0
    args = {"thing": "Leverans L-dag", "review": "2026-T1", "place": "plan.yaml:13", "answer": "no, Vi väntar"}
    assert answer.err.startswith(said("record.was", **args))
    assert f"        klar: {written}\n" in (folder / "plan.yaml").read_text(encoding="utf-8")


# ---- A thousand edits ----

REVIEWS = ("2026-T1", "2026-T2", "U1", "år.1", "no", "1e3", "-x")
COMMENTS = (
    None,
    "Väntar",
    "Klart: nästan # inte",
    "- 'ja' \"nej\" \\ {x: y}, [z]",
    "rad ett\nrad två",
    "null",
    "ä\u202eb\u00a0c",
    "100 %",
    "@ & * ! | > %",
    "x" * 300,
)
VARIANTS = ("", "CRLF", "CR", "BOM", "no end")


def sources() -> Iterator[bytes]:
    """Give all plans without errors, of the examples and of these tests, in which something is answered for."""
    files = [*(REPOSITORY / "examples").rglob("*.yaml"), *(TESTS / "ok").rglob("*.yaml")]
    plans = [file.read_bytes() for file in sorted(files)]
    plans += [whole(before).encode() for before, _ in STYLES.values()]
    plans += [
        (HEAD + "leveranser:\n  - id: L1\n    titel: X\n    status:\n" + one).encode()
        for _, one, _ in REPLACED.values()
    ]
    for data in plans:
        loaded = load(read(data), "")
        if loaded.plan is not None and not loaded.findings and things(loaded):
            yield data


def things(loaded: LoadedPlan) -> list[tuple[str, int]]:
    """Give the places of what is answered for."""
    return [(key, index) for key in ANSWERED for index in range(len(getattr(loaded.plan, key)))]


def varied(data: bytes, variant: str) -> bytes:
    match variant:
        case "BOM":
            return b"\xef\xbb\xbf" + data
        case "no end":
            return data.rstrip(b"\n")
        case _:
            return data.replace(b"\n", LINE_ENDS.get(variant, "\n").encode())


def test_a_thousand_edits_change_what_they_should_and_nothing_else() -> None:
    chance = random.Random(2026)
    plans = list(sources())
    assert len(plans) > 40
    for round_ in range(250):
        document = read(varied(plans[round_ % len(plans)], chance.choice(VARIANTS)))
        for _ in range(4):
            loaded = load(document, "")
            key, index = chance.choice(things(loaded))
            word = chance.choice(("yes", "no", "cancelled"))
            day = chance.choice((None, date(2026, 4, chance.randint(1, 30))))
            answer = Answer(chance.choice(REVIEWS), word, day, chance.choice(COMMENTS))  # type: ignore[arg-type]  # one of the three
            recorded = record_answer(document, loaded, key, index, answer)
            document = judged(document, loaded, (key, index), answer, recorded)


def judged(
    document: Document, loaded: LoadedPlan, place: tuple[str, int], answer: Answer, recorded: Recorded
) -> Document:
    """Compare a plan before and after an answer. Gives what was read of it after."""
    key, index = place
    again = read(recorded.text.encode())
    after = load(again, "")
    assert loaded.plan is not None
    assert loaded.root is not None
    assert after.plan is not None
    expected = loaded.plan.model_dump()
    statuses = getattr(loaded.plan, key)[index].status
    position = earlier_answer(statuses, answer.review)
    entry = {"review": answer.review, "done": answer.done, "date": answer.date, "comment": answer.comment}
    if position is None:
        expected[key][index]["status"].append(entry)
    else:
        expected[key][index]["status"][position] = entry
    assert after.plan.model_dump() == expected
    assert not after.findings
    assert after.language == loaded.language

    old, new = document.text, recorded.text
    first = alike(old, new)
    last = alike(old[::-1], new[::-1])
    if position is None:
        # Nothing is gone but a word for "none"; a comment in its line may stand between the edits, and stays.
        gone = old[first : max(first, len(old) - last)]
        assert re.fullmatch(r"[^\S\r\n]*(?:~|null|\[[^\S\r\n]*\])?[^\S\r\n]*(?:#[^\r\n]*)?", gone), gone
        assert gone.partition("#")[2] in new
    else:
        thing = loaded.root.items(key)[index]
        assert isinstance(thing, Mapping)
        node = thing.items("status")[position]
        assert isinstance(node, Mapping)
        assert first >= node.start.index
        end = node.end.index if node.flow else max(end_of(value) for _, value in node.entries)
        assert len(old) - last <= end + len(re.split(r"\r|\n", old[end:])[0])
    line = re.split(r"\r\n|\r|\n", new)[recorded.line - 1]
    words = vocabulary()
    assert any(word in line for word in (answer.review, *(words.key(name, after.language) for name in entry)))
    return again


def alike(one: str, other: str) -> int:
    """Give how many characters two texts have in common at their beginning."""
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))


def end_of(value: object) -> int:
    end: int = value.end_mark.index  # type: ignore[attr-defined]  # of a node of ruamel.yaml
    return end


# ---- Kills ----

KILLS = int(os.environ.get("EFFEKTKEDJA_KILLS", "12"))


def test_a_call_that_is_killed_leaves_the_old_file_or_the_new(folder: Path) -> None:
    chance = random.Random(2026)
    before = PLAN.encode() + b"# lang rad\n" * 20_000
    write(folder, {"mal.yaml": GOALS, "plan.yaml": before})
    words = [sys.executable, "-m", "effektkedja", "record", "L-dag", "ja", "plan.yaml", "--as-of", "2026-05-04"]
    environment = {**os.environ, "PYTHONPATH": str(Path(effektkedja.__file__).parent.parent)}
    began = time.monotonic()
    subprocess.run(words, check=True, capture_output=True, env=environment)
    took = time.monotonic() - began
    after = (folder / "plan.yaml").read_bytes()
    assert after != before
    for _ in range(KILLS):
        (folder / "plan.yaml").write_bytes(before)
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        try:
            process.wait(chance.uniform(took / 2, took))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert (folder / "plan.yaml").read_bytes() in {before, after}
    left = {path.name for path in folder.iterdir()} - {"effektkedja.toml", "mal.yaml", "plan.yaml"}
    assert all(name.startswith(".plan.yaml.") for name in left)
    (folder / "plan.yaml").write_bytes(before)
    assert subprocess.run(words, check=False, capture_output=True, env=environment).returncode == 0
    assert (folder / "plan.yaml").read_bytes() == after
