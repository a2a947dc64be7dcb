"""The configuration, effektkedja.toml: what each setting does, where the file is found, and what is said of a bad one.

What is said of bad values is told whole in snapshots/configuration.txt; after a change of the sentences

    EFFEKTKEDJA_UPDATE=1 python -m pytest tests/test_configuration.py

writes it anew; then read what `git diff` shows.
"""

import os
import re
import sys
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from support import TESTS, UNREADABLE, Answer, call, expect, sentences, validate, write

from effektkedja.basics.language import LANGUAGES
from effektkedja.rules.registry import codes_of
from effektkedja.workspace.config import Configuration, Policy, RatingPolicy
from effektkedja.workspace.config_file import LARGEST_CONFIGURATION, load_configuration
from effektkedja.workspace.roots import find_configuration

HEAD = """\
effektkedja: 1
organisation:
  id: upn
  namn: Upplevelsenämnden
  typ: nämnd
"""
PLAN = HEAD + (
    "färg: grön\n"  # EK005, an error
    "mål:\n"
    "  - {id: M1, titel: Fler läser, nivå: nämnd}\n"
    "  - {id: M2, titel: Fler lånar, nivå: nämnd, leder_till: [M1, M1]}\n"  # EK106, a warning
    "långsiktiga_effekter:\n"
    "  - {id: E1, titel: Läsvana barn, leder_till: M1}\n"  # EK207, a warning
)
RISK = HEAD + "risker:\n  - {id: R1, titel: Bortfall, sannolikhet: PROBABILITY, konsekvens: 2}\n"
ONLY_THESE = ("--select", "EK005,EK106,EK207")


def configure(folder: Path, settings: str | bytes) -> None:
    write(folder, {"effektkedja.toml": settings})


# ---- Which rules, and how grave they are ----


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ("", {"EK005", "EK106", "EK207", "EK301", "EK308"}),
        ("select = []", {"EK005", "EK106", "EK207", "EK301", "EK308"}),
        ('select = ["EK106"]', {"EK106"}),
        ('select = ["EK1", "unknown-key"]', {"EK005", "EK106"}),
        ('select = ["ek2", "Repeated-Link"]', {"EK106", "EK207"}),
        ('ignore = ["EK106"]', {"EK005", "EK207", "EK301", "EK308"}),
        ('ignore = ["EK3", "unknown-key"]', {"EK106", "EK207"}),
        ('select = ["EK1", "EK2"]\nignore = ["EK2"]', {"EK106"}),
        ('ignore = ["EK"]', set()),
    ],
)
def test_select_and_ignore(settings: str, codes: set[str], folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    configure(folder, settings)
    assert set(validate("plan.yaml").codes) == codes


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ([], ["EK106"]),
        (["--ignore", "EK1"], []),
        (["--select", "EK2"], ["EK207"]),
        (["--select", "EK005,EK106,EK2", "--ignore", "EK2"], ["EK005", "EK106"]),
    ],
)
def test_the_call_goes_before_what_is_configured(words: list[str], codes: list[str], folder: Path) -> None:
    """--select takes the place of what is configured, --ignore adds to it."""
    write(folder, {"plan.yaml": PLAN})
    configure(folder, 'select = ["EK005", "EK106"]\nignore = ["EK005"]')
    assert validate(*words, "plan.yaml").codes == codes


@pytest.mark.parametrize(
    ("settings", "severities"),
    [
        ("", ["error", "warning", "warning"]),
        ('severity.EK106 = "error"', ["error", "error", "warning"]),
        ('severity.EK1 = "info"', ["error", "info", "warning"]),
        ('severity.EK = "info"', ["info", "info", "info"]),
        ('severity.repeated-link = "error"', ["error", "error", "warning"]),
        # The word that means fewer rules goes before, wherever it stands.
        ('[severity]\nEK106 = "error"\nEK1 = "info"\nEK = "warning"', ["warning", "error", "warning"]),
        ('[severity]\nEK = "warning"\nEK1 = "info"\nEK106 = "error"', ["warning", "error", "warning"]),
        ('[severity]\nunknown-key = "info"\nEK0 = "warning"', ["info", "warning", "warning"]),
    ],
)
def test_severity(settings: str, severities: list[str], folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    configure(folder, settings)
    answer = validate(*ONLY_THESE, "plan.yaml")
    assert [one["severity"] for one in answer.diagnostics] == severities
    assert answer.status == ("error" in severities)


def test_a_warning_made_an_error_is_told_of_imported_files_too(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD + "importerar: mal.yaml\n", "mal.yaml": PLAN.replace("id: upn", "id: kf")})
    assert validate(*ONLY_THESE, "plan.yaml").codes == ["EK005"]
    configure(folder, '[severity]\nEK106 = "error"\nEK005 = "warning"')
    assert validate(*ONLY_THESE, "plan.yaml").codes == ["EK106"]


@pytest.mark.parametrize(
    "settings", ['ignore = ["EK"]', 'per-file-ignores = {"*" = ["EK"]}', 'severity = {EK = "info"}']
)
@pytest.mark.parametrize(("code", "content"), UNREADABLE)
def test_what_ends_the_reading_stays_an_error(code: str, content: bytes, settings: str, folder: Path) -> None:
    write(folder, {"plan.yaml": content})
    configure(folder, settings)
    answer = validate("plan.yaml")
    assert [(one["code"], one["severity"]) for one in answer.diagnostics] == [(code, "error")]


# ---- Which files ----


@pytest.mark.parametrize(
    ("pattern", "silent"),
    [
        ("a.yaml", ["a.yaml", "sub/a.yaml"]),
        ("/a.yaml", ["a.yaml"]),
        ("sub/", ["sub/a.yaml", "sub/b.yaml"]),
        ("sub/*", ["sub/a.yaml", "sub/b.yaml"]),
        ("**/b.yaml", ["sub/b.yaml", "å ö.yaml/b.yaml"]),
        ("[ab].yaml", ["a.yaml", "sub/a.yaml", "sub/b.yaml", "å ö.yaml/b.yaml"]),
        ("å*", ["å ö.yaml/b.yaml"]),
        ("*", ["a.yaml", "sub/a.yaml", "sub/b.yaml", "å ö.yaml/b.yaml"]),
        ("A.yaml", []),
    ],
)
def test_per_file_ignores(pattern: str, silent: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plans = ["a.yaml", "sub/a.yaml", "sub/b.yaml", "å ö.yaml/b.yaml"]
    write(folder, dict.fromkeys(plans, PLAN))
    configure(folder, f'[per-file-ignores]\n"{pattern}" = ["EK1", "unknown-key"]')
    told = {name: ["EK207"] if name in silent else ["EK005", "EK106", "EK207"] for name in plans}
    answer = validate(*ONLY_THESE)
    assert answer.found == [(file, line, code) for file, line, code in answer.found if code in told[file]]
    assert [(one.file, one.code) for one in answer.found] == [(name, code) for name in plans for code in told[name]]
    monkeypatch.chdir(folder / "sub")  # the patterns are seen from the folder of the configuration
    assert validate(*ONLY_THESE, "b.yaml").codes == told["sub/b.yaml"]


def test_per_file_ignores_add_up(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    configure(folder, '[per-file-ignores]\n"plan.*" = ["EK1"]\n"*.yaml" = ["EK005"]\n"x.yaml" = ["EK207"]')
    assert validate(*ONLY_THESE, "plan.yaml").codes == ["EK207"]
    assert validate(*ONLY_THESE, "-", stdin=PLAN.encode()).codes == ["EK005", "EK106", "EK207"]


def test_a_comment_for_a_rule_that_the_file_ignores_is_not_unused(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD + "mål: []  # effektkedja: ignore[EK106]\n"})
    assert validate("plan.yaml").codes == ["EK011"]
    configure(folder, 'per-file-ignores = {"plan.yaml" = ["EK106"]}')
    assert validate("plan.yaml").codes == []


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ("[]", ["a.yaml", "arkiv/2019/a.yaml", "arkiv/b.yaml", "sub/arkiv/c.yaml"]),
        ('["arkiv/"]', ["a.yaml"]),
        ('["arkiv"]', ["a.yaml"]),
        ('["/arkiv/"]', ["a.yaml", "sub/arkiv/c.yaml"]),
        ('["arkiv/2019/"]', ["a.yaml", "arkiv/b.yaml", "sub/arkiv/c.yaml"]),
        ('["a.yaml"]', ["arkiv/b.yaml", "sub/arkiv/c.yaml"]),
        ('["*.yaml", "!b.yaml"]', ["arkiv/b.yaml"]),
        ('["arkiv/", "!arkiv/b.yaml"]', ["a.yaml", "arkiv/b.yaml"]),
        ('["*"]', []),
    ],
)
def test_exclude(patterns: str, left: list[str], folder: Path) -> None:
    write(folder, dict.fromkeys(["a.yaml", "arkiv/2019/a.yaml", "arkiv/b.yaml", "sub/arkiv/c.yaml"], PLAN))
    configure(folder, f"exclude = {patterns}")
    answer = call("validate", "--format", "json", "--select", "EK005", ".")
    assert [one.file for one in answer.found] == left
    assert [one.file for one in validate("--select", "EK005", "arkiv/b.yaml").found] == ["arkiv/b.yaml"]


def test_an_excluded_file_is_still_imported(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD + "importerar: arkiv/mal.yaml\n", "arkiv/mal.yaml": HEAD + "färg: grön\n"})
    configure(folder, 'exclude = ["arkiv/"]')
    assert validate(".").found == [("arkiv/mal.yaml", 6, "EK005")]


def test_nobody_looks_into_an_excluded_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, dict.fromkeys(["a.yaml", "arkiv/b.yaml", "arkiv/2019/c.yaml", "sub/arkiv/d.yaml"], PLAN))
    configure(folder, 'exclude = ["arkiv/"]')
    looked_into = []
    scandir = os.scandir

    def watched(path: str) -> Any:
        looked_into.append(Path(path).as_posix())
        return scandir(path)

    monkeypatch.setattr(os, "scandir", watched)
    assert {one.file for one in validate("--no-cache", ".").found} == {"a.yaml"}
    assert [path for path in looked_into if not Path(path).is_absolute()] == [".", "sub"]


def test_where_all_is_excluded_that_is_told(folder: Path) -> None:
    write(folder, {"arkiv/a.yaml": PLAN})
    configure(folder, 'exclude = ["arkiv/", "utkast-*"]')
    answer = call("validate", "arkiv", "--lang", "sv")
    assert (answer.status, answer.out) == (0, "")
    assert (
        answer.err == "effektkedja: Ingen plan hittades (arkiv). Inställningen exclude går förbi arkiv/ och utkast-*.\n"
    )


# ---- Language, limits, ratings ----


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        ([], {}, "fi"),
        ([], {"LANG": "en_US.UTF-8"}, "fi"),
        ([], {"LC_ALL": "sv_SE.UTF-8"}, "fi"),
        ([], {"EFFEKTKEDJA_LANG": "en"}, "en"),
        ([], {"EFFEKTKEDJA_LANG": "de"}, "fi"),
        (["--lang", "sv"], {"EFFEKTKEDJA_LANG": "en"}, "sv"),
        (["--lang=en"], {}, "en"),
        (["--isolated"], {"LANG": "en"}, "en"),
    ],
)
def test_language(
    words: list[str], environment: dict[str, str], language: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"plan.yaml": HEAD})
    configure(folder, 'language = "fi"')
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert call("validate", *words, "plan.yaml").out.startswith(sentences(language)["summary.clean"])


TELLING = {
    ("explain", "EK201"): {"sv": "Räknas som fel.", "en": "Counts as: error.", "fi": "Vakavuus: virhe."},
    ("rules",): {"sv": "EK001  fel", "en": "EK001  error", "fi": "EK001  virhe"},
    ("schema",): {"sv": '"målområden"', "en": '"focus_areas"', "fi": '"painopisteet"'},
    ("schema", "configuration"): {"sv": "Språk", "en": "Language", "fi": "Kieli"},
    ("init", "-"): {"sv": "\nmål:\n", "en": "\ngoals:\n", "fi": "\ntavoitteet:\n"},
}
"""What shows in which language the commands answer that look at no plans."""


@pytest.mark.parametrize("words", TELLING, ids=" ".join)
@pytest.mark.parametrize(
    ("settings", "environment", "language"),
    [
        ('language = "fi"', {}, "fi"),
        ('language = "fi"', {"LANG": "en_US.UTF-8"}, "fi"),
        ('language = "fi"', {"EFFEKTKEDJA_LANG": "en"}, "en"),
        ("", {"LANG": "en_US.UTF-8"}, "en"),
        # A file with something wrong keeps nobody from an answer; what is right in it holds.
        ('language = "fi"\nselekt = []', {}, "fi"),
        ('language = "fr"', {"LANG": "en_US.UTF-8"}, "en"),
        ('language = "fi', {"LANG": "en_US.UTF-8"}, "en"),
        ("\0", {}, "sv"),
    ],
)
def test_the_language_of_what_needs_no_plan(
    words: tuple[str, ...],
    settings: str,
    environment: dict[str, str],
    language: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    configure(folder, settings)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    answer = call(*words)
    assert (answer.status, answer.err) == (0, "")
    assert TELLING[words][language] in answer.out
    assert TELLING[words]["sv"] in call(*words, "--lang", "sv").out


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there that not everybody has")
def test_a_configuration_that_is_gone_keeps_nobody_from_an_answer(folder: Path) -> None:
    (folder / "effektkedja.toml").unlink()
    (folder / "effektkedja.toml").symlink_to("nowhere.toml")
    assert call("explain", "EK201").status == 0


def test_a_new_plan_is_in_the_language_of_the_folder_that_it_is_for(folder: Path) -> None:
    write(folder, {"kunta/effektkedja.toml": 'language = "fi"'})
    assert "kunta/plan.yaml" in call("init", "kunta").err
    assert "tavoitteet:" in (folder / "kunta" / "plan.yaml").read_text(encoding="utf-8")


def test_the_largest_file(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD + "# " + "x" * 1024 * 1024})
    assert validate("plan.yaml").codes == []
    configure(folder, "limits.file-size = 1")
    [found] = validate("--lang", "sv", "plan.yaml").diagnostics
    assert (found["code"], found["message"]) == ("EK004", "Filen är större än 1 MiB.")
    assert validate("--lang", "sv", "-", stdin=(folder / "plan.yaml").read_bytes()).codes == ["EK004"]


@pytest.mark.parametrize(
    ("settings", "probability", "codes"),
    [
        ("", 4, []),
        ("", 5, ["EK006"]),
        ("risk-scale = 4", 5, ["EK006"]),
        ("risk-scale = 5", 5, ["EK503"]),
        ("risk-scale = 5", 6, ["EK006"]),
        ("risk-value = 8", 4, ["EK503"]),
        ("risk-value = 9", 4, []),
        ("risk-scale = 5\nrisk-value = 11", 5, []),
        ("risk-scale = 5\nrisk-value = 10", 5, ["EK503"]),
    ],
)
def test_risks(settings: str, probability: int, codes: list[str], folder: Path) -> None:
    write(folder, {"plan.yaml": RISK.replace("PROBABILITY", str(probability))})
    configure(folder, f"[limits]\n{settings}")
    answer = validate("--select", "EK006,EK503", "plan.yaml")
    assert answer.codes == codes


def test_the_help_tells_where_the_scale_ends(folder: Path) -> None:
    write(folder, {"plan.yaml": RISK.replace("PROBABILITY", "6")})
    for settings, highest in ("", 4), ("limits.risk-scale = 5", 5):
        configure(folder, settings)
        [found] = validate("--lang", "sv", "--select", "EK006", "plan.yaml").diagnostics
        assert found["help"] == f"Skriv ett heltal från 1 till {highest}, där {highest} är högst."


def read(settings: str, folder: Path) -> Configuration:
    configure(folder, settings)
    loaded = load_configuration(folder / "effektkedja.toml", codes_of)
    assert loaded.findings == ()
    return loaded.configuration


@pytest.mark.parametrize(
    ("settings", "policy"),
    [
        ("", RatingPolicy(Policy.ALL, 75, 60)),
        ('policy = "bands"', RatingPolicy(Policy.BANDS, 75, 60)),
        ('policy = "bands"\nmet = 100\npartly = 1', RatingPolicy(Policy.BANDS, 100, 1)),
        ("met = 60", RatingPolicy(Policy.ALL, 60, 60)),
        ('policy = "worst"', RatingPolicy(Policy.WORST)),
        ('policy = "manual"', RatingPolicy(Policy.MANUAL)),
    ],
)
def test_rating(settings: str, policy: RatingPolicy, folder: Path) -> None:
    assert read(f"[rating]\n{settings}", folder).rating == policy


def test_labels(folder: Path) -> None:
    """An organisation's own label goes before that of all; an id is the same however its letters are composed."""
    settings = (
        '[labels]\nmet = " Nått "\npartly = "På väg"\n[labels.upn]\nmet = "Grönt"\n[labels."a\u030asa"]\nmet = "Ja"'
    )
    configuration = read(settings, folder)
    told = [configuration.label("met", organisation) for organisation in ("upn", "kfn", "\u00e5sa", None)]
    assert told == ["Grönt", "Nått", "Ja", "Nått"]
    assert configuration.label("partly", "upn") == "På väg"
    assert configuration.label("not_met", "upn") is None


# ---- What other commands take from it ----

CHAIN = HEAD + (
    "period: 2026\n"
    "mål:\n  - {id: M1, titel: Fler läser, nivå: nämnd}\n"
    "långsiktiga_effekter:\n  - {id: E1, titel: Läsvana barn, leder_till: M1}\n"
    "tidiga_effekter:\n  - {id: T1, titel: Barn lånar, leder_till: E1}\n"
    "leveranser:\n  - {id: L1, titel: Bokbussen rullar, leder_till: T1, klar_senast: 2026-04-30}\n"
    "aktiviteter:\n  - {id: A1, titel: Köp en buss, leder_till: L1}\n"
)
SHOWING = (["status"], ["gaps"], ["trace", "L1"], ["scorecard"])


@pytest.mark.parametrize("words", SHOWING, ids=lambda words: words[0])
def test_every_command_that_reads_plans_takes_what_is_configured(words: list[str], folder: Path) -> None:
    write(folder, {"plan.yaml": CHAIN, "arkiv/gammal.yaml": CHAIN})
    configure(folder, 'language = "fi"\nexclude = ["arkiv/"]\nignore = ["EK"]')
    answer = call(*words)
    assert (answer.status, answer.err) == (0, "")
    assert "arkiv" not in answer.out
    assert answer.out == call(*words, "plan.yaml", "--lang", "fi", "--isolated").out
    configure(folder, 'select = ["EK4"]\nseverity.EK402 = "error"')
    assert call(*words, "plan.yaml", "--lang", "sv").err == (
        "effektkedja: Planerna har 1 fel. Visa dem med: effektkedja validate\n"
    )


def test_record_takes_what_is_configured(folder: Path) -> None:
    write(folder, {"plan.yaml": CHAIN, "arkiv/gammal.yaml": CHAIN})
    assert "arkiv/gammal.yaml" in call("record", "L1", "ja").err, "the id stands in two files"
    configure(folder, 'language = "fi"\nexclude = ["arkiv/"]')
    answer = call("record", "L1", "ja")
    assert answer.status == 0
    assert answer.err.startswith("effektkedja: Leverans L1: vastaus kyllä")
    assert "klar: ja" in (folder / "plan.yaml").read_text(encoding="utf-8")


def test_no_answer_is_recorded_in_a_plan_with_faults_whatever_is_configured(folder: Path) -> None:
    """What cannot be read for certain cannot be written for certain."""
    write(folder, {"plan.yaml": CHAIN + "färg: grön\n"})
    configure(folder, 'ignore = ["EK005"]\nseverity.EK0 = "info"')
    assert call("record", "L1", "ja").status == 2


@pytest.mark.parametrize("words", [["validate"], *SHOWING, ["record", "L1", "ja"]], ids=lambda words: words[0])
def test_nothing_is_done_under_a_configuration_that_cannot_be_used(words: list[str], folder: Path) -> None:
    write(folder, {"plan.yaml": CHAIN})
    configure(folder, "select = 1")
    answer = call(*words)
    assert (answer.status, answer.out) == (2, "")
    assert "effektkedja.toml:1:10" in answer.err
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == CHAIN
    assert call(*words, "--isolated").status in {0, 1}


@pytest.mark.parametrize("words", [["validate"], *SHOWING], ids=lambda words: words[0])
def test_the_configuration_is_never_written_over(words: list[str], folder: Path) -> None:
    write(folder, {"plan.yaml": CHAIN})
    configure(folder, 'ignore = ["EK"]')
    for output in ("effektkedja.toml", "./sub/../effektkedja.toml"):
        (folder / "sub").mkdir(exist_ok=True)
        answer = call(*words, "--output", output)
        assert (answer.status, answer.out) == (2, "")
        assert output in answer.err
    assert (folder / "effektkedja.toml").read_text(encoding="utf-8") == 'ignore = ["EK"]'


# ---- Where it is found ----


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a home folder in which nothing is configured yet, and a plan deep in it."""
    home = tmp_path / "home"
    write(home, {"kommun/planer/upn/plan.yaml": PLAN})
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(home)
    return home


def select(code: str) -> str:
    return f'select = ["{code}"]'


DEEP = "kommun/planer/upn/plan.yaml"


@pytest.mark.parametrize(
    ("files", "path", "codes"),
    [
        pytest.param({"kommun/effektkedja.toml": "EK1"}, DEEP, ["EK106"], id="above the file"),
        pytest.param({"kommun/effektkedja.toml": "EK1"}, "kommun/planer", ["EK106"], id="above the folder"),
        pytest.param({"kommun/effektkedja.toml": "EK1"}, "kommun", ["EK106"], id="in the folder"),
        pytest.param(
            {"kommun/effektkedja.toml": "EK1", "kommun/planer/effektkedja.toml": "EK2"}, DEEP, ["EK207"],
            id="the nearest",
        ),
        pytest.param(
            {"kommun/effektkedja.toml": "EK1", "kommun/planer/effektkedja.toml": "EK2"}, "kommun", ["EK106"],
            id="that of the folder that was named",
        ),
        pytest.param({"kommun/effektkedja.toml": "EK1", "kommun/.git/HEAD": "EK3"}, DEEP, ["EK106"], id="beside .git"),
        pytest.param(
            {"kommun/effektkedja.toml": "EK1", "kommun/planer/.git/HEAD": "EK3"}, DEEP, None, id="not beyond .git"
        ),
        pytest.param({"effektkedja.toml": "EK1"}, DEEP, None, id="not in the home folder"),
        pytest.param({"../effektkedja.toml": "EK1"}, DEEP, None, id="nor above it"),
    ],
)  # fmt: skip
def test_it_is_found_upward_as_far_as_the_root_may_lie(
    files: dict[str, str], path: str, codes: list[str] | None, tree: Path
) -> None:
    write(tree, {name: select(code) for name, code in files.items()})
    unconfigured = validate(path, "--isolated").codes
    assert len(unconfigured) > 1
    assert validate(path).codes == (unconfigured if codes is None else codes)


def test_the_first_path_decides(tree: Path) -> None:
    write(tree, {"a/effektkedja.toml": select("EK1"), "b/effektkedja.toml": select("EK2")})
    write(tree, {"a/plan.yaml": PLAN, "b/plan.yaml": PLAN})
    assert validate("a/plan.yaml", "b/plan.yaml").codes == ["EK106", "EK106"]
    assert validate("b", "a").codes == ["EK207", "EK207"]


def test_without_a_path_it_is_that_of_the_working_folder(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tree, {"kommun/effektkedja.toml": select("EK1")})
    monkeypatch.chdir(tree / "kommun/planer/upn")
    assert validate().codes == ["EK106"]
    assert validate("-", stdin=PLAN.encode()).codes == ["EK106"]


def test_it_is_never_that_of_the_top_folder(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = Path(tree.anchor) / "effektkedja.toml"
    monkeypatch.setenv("HOME", str(tree / "elsewhere"))
    monkeypatch.setenv("USERPROFILE", str(tree / "elsewhere"))
    monkeypatch.setattr(os.path, "lexists", lambda path: Path(path) == top)
    assert find_configuration([DEEP]) is None


def test_a_link_leads_to_where_the_plan_really_lies(tree: Path) -> None:
    write(tree, {"kommun/effektkedja.toml": select("EK1")})
    (tree / "lank.yaml").symlink_to(DEEP)
    assert validate("lank.yaml").codes == ["EK106"]


def test_a_linked_configuration_holds_where_the_link_lies(tree: Path) -> None:
    write(tree, {"delat/gemensam.toml": '[per-file-ignores]\n"/planer/" = ["EK"]'})
    (tree / "kommun/effektkedja.toml").symlink_to("../delat/gemensam.toml")
    assert validate(DEEP).codes == []


def test_config_names_another_file(tree: Path) -> None:
    write(tree, {"kommun/effektkedja.toml": select("EK1"), "annan.toml": select("EK2")})
    assert validate(DEEP, "--config", "annan.toml").codes == ["EK207"]
    assert validate(DEEP, "--config", "kommun/effektkedja.toml").codes == ["EK106"]


def test_isolated_passes_it_by(tree: Path) -> None:
    write(tree, {"kommun/effektkedja.toml": "det här är ingen TOML"})
    assert len(validate(DEEP, "--isolated").codes) > 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--config", "nowhere.toml"], "nowhere.toml"),
        (["--config", "kommun/effektkedja.toml", "--isolated"], "--isolated"),
        (["--config", "kommun"], "kommun"),
    ],
)
def test_wrong_use(words: list[str], told: str, tree: Path) -> None:
    write(tree, {"kommun/effektkedja.toml": ""})
    answer = call("validate", DEEP, *words)
    assert (answer.status, answer.out) == (2, "")
    assert told in answer.err


# ---- What is said of a bad one ----

WRONG = {
    "en okänd nyckel": 'langauge = "sv"',
    "en okänd nyckel utan liknande": "colour = 1",
    "en nyckel som hör hemma överst": '[limits]\nselect = ["EK3"]',
    "en nyckel som hör hemma i en avdelning": "risk-scale = 5",
    "en okänd avdelning": "[gate]\nfile-size = 1",
    "ett språk som inte finns": 'language = "SV"',
    "ett tal i stället för ett språk": "language = 0x2A",
    "ett datum i stället för ett språk": "language = 2026-04-30 12:00:00",
    "en lista i stället för ett språk": 'language = ["sv", "fi"]',
    "en avdelning i stället för ett språk": '[language]\nsv = "ja"',
    "en tom text": 'language = " "',
    "regler som inte finns": 'select = ["EK3", "EK9", "goal-without", 301, "", ["EK3"], "EK301, EK302"]',
    "en text i stället för en lista": 'ignore = "EK301"',
    "mönster som inga filer passar in på": "exclude = ['', '#utkast', '!', '[', './arkiv', '/', 'x\\', '!arkiv/', 5]",
    "allvarlighet som inte finns": 'severity = {EK301 = "eror", EK9 = "error", EK3 = true}',
    "en lista i stället för en avdelning": "severity = []",
    "filer med regler": '[per-file-ignores]\n"!a.yaml" = ["EK1"]\n"" = ["EK1"]\n"b.yaml" = "EK1"',
    "tal utanför gränserna": "[limits]\nfile-size = 0\nrisk-scale = 6\nrisk-value = 26",
    "annat än hela tal": '[limits]\nfile-size = 1.5\nrisk-scale = "5"\nrisk-value = true',
    "ett tal med tusentals siffror": f"[limits]\nfile-size = 0x{'f' * 9000}",
    "bedömning": '[rating]\npolicy = "band"\nmet = 101\npartly = -1',
    "gränser i fel ordning": "[rating]\nmet = 50",
    "gränser i fel ordning, båda skrivna": "[rating]\nmet = 50\npartly = 51",
    "benämningar": '[labels]\nmet = ""\nnot-met = "Nej"\nupn = 3\n[labels.kfn]\npartly = 1\nuppfyllt = "Ja"',
    "samma nyckel två gånger": 'language = "sv"\n  language = "fi"',
    "samma avdelning två gånger": "[limits]\nfile-size = 1\n[limits]\nrisk-scale = 4",
    "samma nyckel två gånger inom klamrar": "limits = {file-size = 1, file-size = 2}",
    "en nyckel med å, ä eller ö": "[labels.kåf]\nmet = 'Ja'",
    "ett mönster utan citattecken": "[per-file-ignores]\nutkast.yaml = ['EK1']",
    "ingen TOML": "language: sv",
    "ett citattecken som saknas": 'select = ["EK3]\n',
    "en lista utan slut": 'select = ["EK3",\n\n',
    "ett tal som ingen dator läser": f"x = {'9' * 5000}",
    "för många punkter": f"{'a.' * 5000}a = 1",
    "för många parenteser": f"x = {'[' * 5000}{']' * 5000}",
    "tecken som terminalen lyder": 'language = "\\u001b[31m\\u202e\\u0007"\n"\\u009b\\u2066" = 1',
    "personnummer": 'language = "19121212-1212"\n19121212-1212 = "x"\nexclude = ["#811218-9876"]',
    "text som är för lång att visa": f'language = "{"lång " * 100}"',
}


def told(settings: str | bytes, folder: Path, language: str = "sv") -> str:
    """Give what is said of a configuration. It is the only thing that happens."""
    configure(folder, settings)
    answer = call("validate", "plan.yaml", "--lang", language)
    assert (answer.status, answer.out) == (2, "")
    assert call("validate", "plan.yaml", "--lang", language, "--format", "json") == answer
    return answer.err


def test_what_is_said_of_bad_values(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    pages = [f"==== {name} ====\n\n{told(settings, folder)}\n" for name, settings in WRONG.items()]
    expect("".join(pages), TESTS / "snapshots" / "configuration.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_about_settings_is_shown(language: str, folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    shown = "".join(
        told(settings, folder, language) for settings in [*WRONG.values(), "#" * (LARGEST_CONFIGURATION + 1), "\0"]
    )
    about = {
        key: text for key, text in sentences(language).items() if re.match(r"EK\d{3}\.(setting-|rule\.|toml)", key)
    }
    assert len(about) > 20
    for key, text in about.items():
        assert re.search(pattern(text), shown), key


def pattern(sentence: str) -> str:
    """Give the expression that a sentence fits, whatever it is filled with."""
    return "".join(re.escape(text) + ("" if name is None else ".*") for text, name, _, _ in Formatter().parse(sentence))


def test_everything_is_told_at_once_in_the_order_of_the_file(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    err = told('a = 1\n[limits]\nfile-size = 0\nb = 1\n[severity]\nEK9 = "error"\n', folder)
    assert re.findall(r"effektkedja\.toml:(\d+):(\d+)\n", err) == [("1", "1"), ("3", "13"), ("4", "1"), ("6", "1")]
    assert err.splitlines()[-1].startswith("effektkedja: effektkedja.toml går inte att använda")


@pytest.mark.parametrize(
    ("settings", "place", "message"),
    [
        pytest.param(b'language = "\xe4"', "1:13", "EK001]: Filen är inte sparad i UTF-8: tecknet vid byte 12 (0xE4)",
                     id="Latin-1"),
        pytest.param(b'\xef\xbb\xbf# x\nlanguage = "\xe4"', "2:13", "byte 19 (0xE4)", id="Latin-1 after a BOM"),
        pytest.param('language = "sv"'.encode("utf-16"), "1:1", "byte 0 (0xFF)", id="UTF-16"),
        pytest.param(b"# x\nselect = \0", "2:10", "EK004]: Tecknet U+0000 får inte stå här.", id="NUL"),
        pytest.param("# \u2028", "1:3", "Tecknet U+2028", id="another line end"),
        pytest.param("x = 1\r", "1:6", "EK002]: Filen går inte att tolka som TOML", id="CR"),
        pytest.param("select = 1\r\nx = 1\r\n", "1:10", "EK006]: Under select", id="CRLF, the first line"),
        pytest.param("# å\r\n\r\nx = 1\r\n", "3:1", "EK005]: Nyckeln x", id="CRLF, the third line"),
        pytest.param("\ufeffx = 1", "1:1", "EK005]: Nyckeln x", id="BOM"),
        pytest.param('x = {"(at line 9, column 9)" = 1, "(at line 9, column 9)" = 2}', "1:1", "EK002",
                     id="a place in a key"),
    ],
)  # fmt: skip
def test_the_place_in_a_file_of_odd_bytes(settings: str | bytes, place: str, message: str, folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    err = told(settings, folder)
    assert message in err
    assert f"--> effektkedja.toml:{place}\n" in err


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param(b'\xef\xbb\xbfselect = ["EK1"]', id="BOM"),
        pytest.param(b'\r\nselect = [\r\n  "EK1",  # one\r\n]\r\n', id="CRLF"),
        pytest.param('select = ["""EK1"""]', id="text on several lines"),
        pytest.param('"select" = ["\\u0045K1"]', id="escapes"),
    ],
)
def test_other_ways_to_write_the_same(settings: str | bytes, folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    configure(folder, settings)
    assert validate("plan.yaml").codes == ["EK106"]


def test_a_large_configuration_is_refused(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    configure(folder, "#" * LARGEST_CONFIGURATION)
    assert len(validate("plan.yaml").codes) > 2
    assert "EK004]: Filen är större än 64 KiB." in told("#" * (LARGEST_CONFIGURATION + 1), folder)


def refused(folder: Path) -> Answer:
    answer = call("validate", "plan.yaml", "--lang", "sv")
    assert (answer.status, answer.out) == (2, "")
    return answer


@pytest.fixture
def unconfigured(folder: Path) -> Path:
    (folder / "effektkedja.toml").unlink()
    write(folder, {"plan.yaml": PLAN})
    return folder


def test_a_folder_of_its_name(unconfigured: Path) -> None:
    (unconfigured / "effektkedja.toml").mkdir()
    assert "fel[EK001]: Det här är ingen vanlig fil" in refused(unconfigured).err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="FIFOs are of POSIX")
def test_a_pipe_is_never_opened(unconfigured: Path) -> None:
    os.mkfifo(unconfigured / "effektkedja.toml")
    assert "fel[EK001]: Det här är ingen vanlig fil" in refused(unconfigured).err


@pytest.mark.parametrize("target", ["nowhere.toml", "effektkedja.toml"], ids=["nothing", "itself"])
def test_a_link_that_leads_nowhere_is_not_passed_by(target: str, unconfigured: Path) -> None:
    """Else the plans would be checked by other rules than those that were meant."""
    (unconfigured / "effektkedja.toml").symlink_to(target)
    assert "effektkedja.toml" in refused(unconfigured).err


def test_a_file_without_permission(unconfigured: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The superuser may read every file, so the refusal is played."""
    (unconfigured / "effektkedja.toml").touch()
    opened = Path.open

    def may_not(path: Path, *args: Any, **options: Any) -> Any:
        if path.name == "effektkedja.toml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **options)

    monkeypatch.setattr(Path, "open", may_not)
    assert "fel[EK001]: Du har inte rätt att läsa filen." in refused(unconfigured).err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may look everywhere")
@pytest.mark.parametrize("path", ["shut", "shut/plan.yaml"])
def test_a_folder_without_permission_breaks_no_search(path: str, folder: Path) -> None:
    write(folder, {"shut/plan.yaml": PLAN, "shut/effektkedja.toml": ""})
    (folder / "shut").chmod(0)
    try:
        assert validate(path).codes == ["EK001"]
    finally:
        (folder / "shut").chmod(0o755)
