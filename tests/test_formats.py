"""The six formats against each other: each tells every finding, and none twice.

What is said of one format alone stands in test_text_output.py, test_json_output.py, test_sarif_output.py,
test_github_output.py and test_junit_output.py.
"""

from collections import Counter
from pathlib import Path

import pytest
from readers import READERS, Place, Sarif, sarif_place
from support import REPOSITORY, TESTS, Answer, call, write

from effektkedja.cli.validate import FORMATS

PROJECTS = sorted((TESTS / "projects").iterdir())
# Where one stands, and what one gives to `validate`.
CALLS = [
    (TESTS / "err", "*.yaml"),
    (TESTS / "ok", "."),
    (REPOSITORY / "examples", "broken"),
    (REPOSITORY / "examples", "enkoping helsingborg --as-of 2021-01-01"),
    *[(project, words) for project in PROJECTS for words in (project / "commands").read_text("utf-8").splitlines()],
]


def validated(form: str, words: str) -> Answer:
    """Call the program with these words; a pattern stands for the files that it means, as in a shell."""
    files = [
        name for word in words.split() for name in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
    ]
    answer = call("validate", "--format", form, *files)
    assert answer.err == ""
    return answer


@pytest.mark.parametrize(("folder", "words"), [pytest.param(*one, id=f"{one[0].name} {one[1]}") for one in CALLS])
def test_every_format_tells_the_same_findings(
    folder: Path, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    answers = {form: validated(form, words) for form in FORMATS}
    told = {form: Counter(read(answers[form].out)) for form, read in READERS.items()}
    sarif = Sarif(answers["sarif"].out, tmp_path)
    told["sarif"] = Counter(map(sarif_place, sarif.shown))
    in_json = answers["json"].diagnostics
    on_one_line = {place_of(one) for one in in_json if one["line"] == one["end_line"]}

    assert set(told) == set(FORMATS)
    expected = Counter(map(place_of, in_json))
    github = Counter(place if place in on_one_line else place._replace(column=0) for place in expected.elements())
    for form in FORMATS:
        assert told[form] == (github if form == "github" else expected), form
    assert len(sarif.suppressed) == answers["json"].json["summary"]["suppressed"]
    assert {answer.status for answer in answers.values()} == {answers["text"].status}


def place_of(diagnostic: dict[str, str]) -> Place:
    return Place(diagnostic["code"], diagnostic["file"], int(diagnostic["line"]), int(diagnostic["column"]))


PLAN = """\
effektkedja: 1
organisation: {id: kn, namn: Kulturnämnden, typ: nämnd}
mål:
  - id: M1
    titel: Fler läser
    nivå: enhet
    leder_till: [M1, M2]   # effektkedja: ignore[EK102]
"""


@pytest.mark.parametrize("form", FORMATS)
def test_standard_input(form: str, tmp_path: Path) -> None:
    answer = call("validate", "--format", form, "-", stdin=PLAN.encode())
    told = list(map(sarif_place, Sarif(answer.out, tmp_path).shown)) if form == "sarif" else READERS[form](answer.out)
    assert told == [Place("EK104", "-", 7, 18)]


MACHINE = ["json", "sarif", "github", "junit"]
"""The formats that programs read."""


@pytest.mark.parametrize("form", MACHINE)
@pytest.mark.parametrize("plan", [PLAN, PLAN.replace("M1, M2", "")])
def test_quiet_and_statistics_change_nothing_for_programs(form: str, plan: str, folder: Path) -> None:
    """A program asked for a document and gets the whole of it, also when all is well."""
    write(folder, {"plan.yaml": plan})
    answer = call("validate", "--format", form, "plan.yaml")
    for option in ("--quiet", "--statistics", "--color=always"):
        assert call("validate", "--format", form, "plan.yaml", option) == answer


@pytest.mark.parametrize("form", MACHINE)
def test_a_folder_without_plans_gives_an_empty_document(form: str, folder: Path, tmp_path: Path) -> None:
    answer = call("validate", "--format", form, ".", "--lang", "sv")
    assert answer.status == 0
    assert answer.err.startswith("effektkedja: Ingen plan hittades")
    assert (Sarif(answer.out, tmp_path).results if form == "sarif" else READERS[form](answer.out)) == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_name_that_is_no_text(form: str, folder: Path) -> None:
    """A name of other bytes than UTF-8 can be told, and the result written to a file as well as to the screen."""
    name = b"sm\xf6r.yaml".decode("utf-8", "surrogateescape")
    try:
        write(folder, {name: PLAN})
    except OSError:
        pytest.skip("this file system takes no such name")
    answer = call("validate", "--format", form, ".", "--output", "report")
    assert (answer.status, answer.out, answer.err) == (1, "", "")
    assert "sm" in (folder / "report").read_text(encoding="utf-8")
