"""`init`: every template is a plan without findings, and nobody's file is written over.

The quiz is tried as a person meets it: the program runs at a terminal of its own, and the answers are typed.
"""

import codecs
import errno
import os
import re
import select
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any, Self

import pytest
from support import TODAY, Answer, call, sentences, validate, write

import effektkedja
from effektkedja.basics.language import LANGUAGES, Language
from effektkedja.plan.vocabulary import fold, vocabulary

TEMPLATES = ("board", "municipality", "minimal")
NODES = {"board": 11, "municipality": 6, "minimal": 5}

# Plans for years long past and far ahead, and around the turn of a year.
YEARS = (1900, 2024, 2025, 2026, 2027, 2028, 2999)
DAYS = (date(2026, 1, 1), date(2026, 5, 4), date(2026, 12, 30), date(2026, 12, 31))


def begin(*words: str | Path, today: date = TODAY) -> str:
    """Give the plan that `init` writes to standard output."""
    answer = call("init", "-", *words, today=today)
    assert (answer.status, answer.err) == (0, "")
    return answer.out


def check(text: str, today: date = TODAY) -> Answer:
    answer = call("validate", "--format", "json", "-", stdin=text.encode(), today=today)
    assert answer.err == ""
    return answer


def read(text: str) -> Any:
    """Give the tree of a plan, as a YAML reader that knows nothing of plans sees it."""
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).compose(text)


def entries(node: Any) -> Iterator[tuple[str, Any]]:
    """Give every key below a node, with what stands there."""
    if node.id == "mapping":
        for key, value in node.value:
            yield key.value, value
            yield from entries(value)
    elif node.id == "sequence":
        for item in node.value:
            yield from entries(item)


def organisation(text: str, language: Language = "en") -> Mapping[str, str]:
    """Give what a plan says of its organisation."""
    found = dict(entries(read(text)))[vocabulary().key("organisation", language)]
    return {key.value: value.value for key, value in found.value}


# ---- The templates -------------------------------------------------------------------------------


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_plan_has_no_findings(language: Language, template: str, folder: Path) -> None:
    for day in DAYS:
        for year in YEARS:
            text = begin("--lang", language, "--template", template, "--year", str(year), today=day)
            answer = check(text, today=day)
            assert answer.diagnostics == [], (year, day)
            assert answer.json["summary"]["nodes"] == NODES[template]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_plan_speaks_one_language(language: Language, template: str) -> None:
    words = vocabulary()
    known = {words.key(name, language) for name in words_of_the_format()}
    text = begin("--lang", language, "--template", template)
    assert {key for key, _ in entries(read(text))} <= known
    kind = words.key("kind", language)
    assert organisation(text, language)[kind] == words.value(
        "organisation_kind", "municipality" if template == "municipality" else "board", language
    )


def words_of_the_format() -> list[str]:
    """Give the canonical names of all keys."""
    import tomllib

    file = resources.files("effektkedja.plan") / "vocabulary.toml"
    return list(tomllib.loads(file.read_text(encoding="utf-8"))["keys"])


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_languages_tell_the_same_plan(template: str) -> None:
    """The three plans of one template are built alike: the same keys, in the same order, as deep."""

    def outline(node: Any, canonical: Mapping[str, str]) -> object:
        if node.id == "mapping":
            return [(canonical[key.value], outline(value, canonical)) for key, value in node.value]
        if node.id == "sequence":
            return [outline(item, canonical) for item in node.value]
        return None

    outlines = []
    for language in LANGUAGES:
        canonical = {vocabulary().key(name, language): name for name in reversed(words_of_the_format())}
        outlines.append(outline(read(begin("--lang", language, "--template", template)), canonical))
    swedish, *others = outlines
    assert others == [swedish, swedish]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_for_a_year_that_is_over_is_answered_for(language: Language) -> None:
    status = vocabulary().key("status", language)
    keys = {
        year: [key for key, _ in entries(read(begin("--lang", language, "--year", year)))] for year in ("2025", "2026")
    }
    assert (keys["2025"].count(status), keys["2026"].count(status)) == (2, 0)


def test_no_value_is_measured_before_its_year_is_over() -> None:
    def measured(year: str, day: date) -> set[str]:
        text = begin("--lang", "en", "--year", year, today=day)
        lists = [value for key, value in entries(read(text)) if key == "values"]
        return {value.value for node in lists for key, value in entries(node) if key == "period"}

    assert measured("2026", date(2026, 5, 4)) == {"2025"}
    assert measured("2027", date(2026, 11, 4)) == {"2025"}
    assert measured("2024", date(2026, 5, 4)) == {"2023"}


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_plan_is_easy_to_edit(language: Language, template: str) -> None:
    """Block style, no tabs, short lines, and comments on what each part is for."""
    text = begin("--lang", language, "--template", template)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not re.search(r"\t|[ \t]$", text, re.MULTILINE)
    assert max(map(len, text.splitlines())) <= 115
    assert not any(node.flow_style for _, node in entries(read(text)) if node.id != "scalar")
    for list_ in (line for line in text.splitlines() if re.fullmatch(r"\w+:", line)):
        above = text.partition(f"\n{list_}\n")[0].rpartition("\n\n")[2]
        assert above.startswith("#") or fold(list_[:-1]) in {"vision", "visio", "organisation", "organisaatio"}, list_
    assert "effektkedja validate" in text
    assert "effektkedja explain EK" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commented_lines_of_a_new_plan_hold(language: Language, folder: Path) -> None:
    """Whoever takes away the # in front of what the comments show gets a plan that is still right."""
    written = {template: begin("--lang", language, "--template", template) for template in TEMPLATES}
    keys = "|".join(vocabulary().key(name, language) for name in ("status", "reviews", "municipality_code"))
    for template, text in written.items():
        shown = re.sub(rf"^( *)# ({keys}):((?: .*)?\n(?:\1#  .*\n)*)", _without_marks, text, flags=re.MULTILINE)
        assert shown != text, template
        # Only on the last day of the year is an answer for its last review not one for the future.
        assert check(shown, today=date(2026, 12, 31)).diagnostics == [], template


def _without_marks(match: re.Match[str]) -> str:
    return re.sub(r"^( *)# ", r"\1", match[0], flags=re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_board_joins_a_new_municipality(language: Language, folder: Path) -> None:
    """As the comments say: remove the vision and the council's goal, and import the municipality's file."""
    words = vocabulary()
    board = begin("--lang", language, "--template", "board")
    (file,) = re.findall(rf"^# {words.key('imports', language)}: (.*)$", board, re.MULTILINE)
    board = board.replace(f"# {words.key('imports', language)}: ", f"{words.key('imports', language)}: ")
    vision = words.key("vision", language)
    board = re.sub(rf"^{vision}:\n(?:  .*\n)+", "", board, flags=re.MULTILINE)
    council = words.value("level", "council", language)
    level, id_ = words.key("level", language), words.key("id", language)
    board, removed = re.subn(
        rf"^  - {id_}: .*\n    .*\n    {level}: {council}\n    .*\n\n", "", board, flags=re.MULTILINE
    )
    assert removed == 1
    write(folder, {"board.yaml": board, file: begin("--lang", language, "--template", "municipality")})
    assert validate("board.yaml").diagnostics == []
    # Both named, the goals that no board works for yet are told, and nothing else.
    assert set(validate(".").codes) == {"EK209"}


# ---- What people fill in -------------------------------------------------------------------------

NAMES = [
    "Kultur- och fritidsnämnden",
    "Kultur: för alla",
    "Kultur, idrott # och fritid",
    'Nämnden "Hej"',
    "Nämnden 'Hej'",
    "back\\slash \\n \\u0041",
    "- ett streck",
    "? fråga",
    "{flöde: 1}",
    "[lista]",
    "&ankare *alias !tagg",
    "| block",
    "> block",
    "% direktiv",
    "@ `",
    "---",
    "...",
    "<<",
    "~",
    "null",
    "Nej",
    "true",
    "1984",
    "1e3",
    "0x1F",
    "12:30:45",
    "2026-05-04",
    "=",
    "$year ${name} $$ {path} %s",
    "# effektkedja: ignore[EK301]",
    "Nämnd # effektkedja: ignore[EK301] skäl",
    "V1",
    "BG1",
    "🎉",
    "👩‍🏫 Skolnämnden 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "!!!",
    "文化委員会",
    "لجنة الثقافة",
    "a\u202egnp.yaml",
    "a\u00a0b\u200bc",
    "A\u030angstro\u0308m",
    "\U0001fffe\U0010ffff",
    "x" * 300,
    "ß" * 300,
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_kept_as_it_is(name: str) -> None:
    import unicodedata

    text = begin("--lang", "en", "--name", name)
    answer = check(text)
    assert answer.diagnostics == []
    assert answer.json["summary"]["suppressed"] == 0
    assert organisation(text)["name"] == unicodedata.normalize("NFC", name)
    assert all(character.isprintable() for character in text.replace("\n", ""))


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Kultur- och fritidsnämnden", "kultur-och-fritidsnamnden"),
        ("  Åbo stad  ", "abo-stad"),
        ("Hyvinvointi- ja kulttuurilautakunta", "hyvinvointi-ja-kulttuurilautakunta"),
        ("Œuvres Ærø Łódź Straße Île", "oeuvres-aero-lodz-strasse-ile"),
        ("1984", "1984"),
        ("Null", "null"),
        ("!!!", "org"),
        ("x" * 300, "x" * 64),
        ("a" * 63 + " b", "a" * 63),
    ],
)
def test_the_id_is_made_from_the_name(name: str, id_: str) -> None:
    assert organisation(begin("--lang", "en", "--name", name))["id"] == id_


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "no-name"),
        ("  ", "no-name"),
        ("\u00a0", "no-name"),
        ("x" * 301, "long-name"),
        *((f"a{chr(code)}b", "character") for code in (0, 7, 9, 10, 13, 0x1B, 0x7F, 0x85, 0x9B, 0x2028, 0x2029)),
        *((f"a{chr(code)}b", "character") for code in (0xD800, 0xDCFF, 0xFEFF, 0xFFFE, 0xFFFF)),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_no_plan_may_hold_is_refused(language: Language, name: str, sentence: str, folder: Path) -> None:
    answer = call("init", "--lang", language, "--name", name)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == f"effektkedja: {sentences(language)[f'init.{sentence}']}\n"
    assert not (folder / "plan.yaml").exists()


@pytest.mark.parametrize("year", ["", "26", "20266", "1899", "3000", "i år", "2026-T1", "-2026", "٢٠٢٦", "2026.0"])
def test_a_year_that_is_none_is_refused(year: str, folder: Path) -> None:
    answer = call("init", f"--year={year}")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == f"effektkedja: {year} är inget år för en plan. Skriv fyra siffror, till exempel 2026.\n"
    assert list(folder.glob("*.yaml")) == []


def test_a_template_that_is_none_is_refused(folder: Path) -> None:
    answer = call("init", "--template", "skola")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == "effektkedja: Det finns ingen mall skola. Välj mellan nämnd, kommun och minimal.\n"
    assert list(folder.glob("*.yaml")) == []


@pytest.mark.parametrize("word", ["municipality", "kommun", "KOMMUN", "2"])
def test_a_template_may_be_named_in_the_readers_language(word: str) -> None:
    assert begin("--template", word) == begin("--template", "municipality")


def test_what_is_not_said_is_as_usual() -> None:
    usual = begin("--lang", "sv", "--template", "board", "--name", "Kultur- och fritidsnämnden", "--year", "2026")
    assert begin() == usual
    assert begin(today=date(2031, 1, 1)) == begin("--year", "2031", today=date(2031, 1, 1))


def test_the_environment_says_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EFFEKTKEDJA_LANG", "fi")
    assert begin() == begin("--lang", "fi")
    assert call("--lang", "en", "init", "-").out == begin("--lang", "en")


# ---- Where the plan is written -------------------------------------------------------------------


def test_the_usual_place(folder: Path) -> None:
    answer = call("init")
    assert (answer.status, answer.out) == (0, "")
    assert answer.err.splitlines() == [
        "effektkedja: Planen finns nu i plan.yaml. Byt ut exemplen mot ert eget och granska den med:",
        "    effektkedja validate plan.yaml",
    ]
    assert (folder / "plan.yaml").read_bytes() == begin().encode()
    assert sorted(path.name for path in folder.iterdir()) == ["effektkedja.toml", "plan.yaml"]
    assert validate("plan.yaml").diagnostics == []


@pytest.mark.parametrize("path", ["nämnd.yaml", "sub/plan.yml", "två ord/det's.yaml"])
def test_the_next_step_can_be_copied(path: str, folder: Path) -> None:
    import shlex

    (folder / path).parent.mkdir(exist_ok=True)
    answer = call("init", path)
    program, *words = shlex.split(answer.err.splitlines()[-1])
    assert program == "effektkedja"
    assert words == ["validate", path]
    assert call(*words).status == 0


def test_a_long_path_is_not_cut_in_the_next_step(folder: Path) -> None:
    path = f"{'mapp' * 20}/{'namn' * 20}.yaml"
    (folder / path).parent.mkdir()
    assert call("init", path).err.splitlines()[-1] == f"    effektkedja validate {path}"


def test_a_folder_gets_a_file_inside(folder: Path) -> None:
    (folder / "nämnd").mkdir()
    assert call("init", "nämnd").err.splitlines()[-1] == "    effektkedja validate nämnd/plan.yaml"
    assert call("init", "nämnd").status == 2
    assert validate("nämnd").json["summary"]["files"] == 1


def test_a_quiet_call_says_nothing(folder: Path) -> None:
    answer = call("init", "--quiet")
    assert answer == Answer(0, "", "")
    assert validate("plan.yaml").diagnostics == []


def test_no_file_is_written_over(folder: Path) -> None:
    for content in (b"mine", b""):
        (folder / "plan.yaml").write_bytes(content)
        answer = call("init")
        assert (answer.status, answer.out) == (2, "")
        assert answer.err == "effektkedja: plan.yaml finns redan och skrivs inte över. Välj ett annat filnamn.\n"
        assert (folder / "plan.yaml").read_bytes() == content


def test_a_link_to_nothing_is_not_written_through(folder: Path) -> None:
    try:
        (folder / "plan.yaml").symlink_to("elsewhere.yaml")
    except OSError:
        pytest.skip("this system lets nobody make links")
    assert call("init").status == 2
    assert not (folder / "elsewhere.yaml").exists()


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("finns/inte/plan.yaml", "Mappen finns/inte finns inte. Skapa den först."),
        ("effektkedja.toml/plan.yaml", "Mappen effektkedja.toml finns inte. Skapa den först."),
        ("inte", "inte är varken en mapp som finns eller ett filnamn som slutar på .yaml eller .yml."),
        ("plan.txt", "plan.txt är varken en mapp som finns eller ett filnamn som slutar på .yaml eller .yml."),
        (".yaml", ".yaml är varken en mapp som finns eller ett filnamn som slutar på .yaml eller .yml."),
    ],
)
def test_a_place_where_no_plan_can_be_is_refused(path: str, sentence: str, folder: Path) -> None:
    answer = call("init", path)
    assert answer == Answer(2, "", f"effektkedja: {sentence}\n")
    assert [path.name for path in folder.iterdir()] == ["effektkedja.toml"]


def test_a_name_that_is_too_long_for_the_disk(folder: Path) -> None:
    answer = call("init", "x" * 1000 + ".yaml")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("effektkedja: Det går inte att skriva till xxx")
    assert len(answer.err.splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_to(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir()
    closed.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        answer = call("init", "closed")
        assert (answer.status, answer.out) == (2, "")
        assert answer.err.startswith("effektkedja: Det går inte att skriva till closed/plan.yaml: ")
        assert list(closed.iterdir()) == []
    finally:
        closed.chmod(stat.S_IRWXU)


def test_a_full_disk_leaves_no_half_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    answer = call("init")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("effektkedja: Det går inte att skriva till plan.yaml: ")
    assert [path.name for path in folder.iterdir()] == ["effektkedja.toml"]


# ---- The quiz ------------------------------------------------------------------------------------

TERMINAL = """
import sys
from datetime import date
try:
    import fcntl, termios
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
except ImportError:
    pass
from effektkedja.cli import run
sys.exit(run(sys.argv[1:], clock=lambda: date(2026, 5, 4)))
"""
SECONDS_UNTIL_IT_HANGS = 60
CTRL_C, CTRL_D = "\x03", "\x04"


class Terminal:
    """The program at a terminal of its own."""

    def __init__(self, folder: Path, *words: str) -> None:
        pty = pytest.importorskip("pty", reason="there are pseudo-terminals on POSIX alone")
        self._screen, inner = pty.openpty()
        self._shown = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        source = Path(effektkedja.__file__).parent.parent
        environment = {
            **os.environ,
            "PYTHONPATH": str(source),
            "PYTHONUTF8": "1",
            "TERM": "dumb",
            "INPUTRC": os.devnull,
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", TERMINAL, "init", *words],
            cwd=folder,
            env=environment,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
        )
        os.close(inner)
        self._deadline = time.monotonic() + SECONDS_UNTIL_IT_HANGS

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._screen)

    def answer(self, question: str, text: str) -> None:
        """Wait for a question, then type."""
        while question not in self._shown:
            assert self._read(), f"no {question!r} in {self._shown!r}"
        self._shown = self._shown.partition(question)[2]
        os.write(self._screen, text.encode())

    def finish(self) -> tuple[int, str]:
        """Give the exit status, and what was shown after the last question."""
        while self._read():
            pass
        return self._process.wait(), self._shown

    def stop(self, question: str, key: str) -> tuple[int, str]:
        """Wait for a question, then press a key until the program goes on, as a person would."""
        self.answer(question, key)
        while not self._shown.endswith("\n"):
            # A key that comes just before the program begins to wait is seen only with the next one.
            if not self._is_ready(within=1):
                os.write(self._screen, key.encode())
            elif not self._read():
                break
        return self.finish()

    def _is_ready(self, within: float) -> bool:
        assert time.monotonic() < self._deadline, f"the program hangs after {self._shown!r}"
        return bool(select.select([self._screen], [], [], within)[0])

    def _read(self) -> bool:
        assert self._is_ready(SECONDS_UNTIL_IT_HANGS), f"the program hangs after {self._shown!r}"
        data = b""
        with suppress(OSError):  # Linux says so that the other end has been closed
            data = os.read(self._screen, 65536)
        self._shown += self._decoder.decode(data).replace("\r", "")
        return bool(data)


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_the_quiz(locale: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    with Terminal(folder, "min.yaml") as terminal:
        terminal.answer("Svenska (sv), English (en), suomi (fi)? [sv]: ", "\n")
        terminal.answer("Nummer eller ord [nämnd]: ", "2\n")
        terminal.answer("Organisationens namn [Vår kommun]: ", 'Åby: "Nya" kommun\n')
        terminal.answer("År som planen gäller [2026]: ", "2027\n")
        status, shown = terminal.finish()
    assert status == 0
    assert shown.endswith("    effektkedja validate min.yaml\n")
    expected = begin("--template", "municipality", "--name", 'Åby: "Nya" kommun', "--year", "2027")
    assert (folder / "min.yaml").read_text(encoding="utf-8") == expected
    assert validate("min.yaml").diagnostics == []


def test_enter_all_the_way(folder: Path) -> None:
    with Terminal(folder) as terminal:
        for question in ("[sv]: ", "[nämnd]: ", "[Kultur- och fritidsnämnden]: ", "[2026]: "):
            terminal.answer(question, "\n")
        assert terminal.finish()[0] == 0
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == begin()


@pytest.mark.parametrize("word", ["fi", "Suomi"])
def test_the_quiz_goes_on_in_the_language_that_is_chosen(word: str, folder: Path) -> None:
    with Terminal(folder) as terminal:
        terminal.answer("[sv]: ", f"{word}\n")
        terminal.answer("Numero tai sana [lautakunta]: ", "suppea\n")
        terminal.answer("Organisaation nimi [Kulttuuri- ja vapaa-aikalautakunta]: ", "\n")
        terminal.answer("Suunnitelman vuosi [2026]: ", "\n")
        status, shown = terminal.finish()
    assert status == 0
    assert "Suunnitelma on nyt tiedostossa plan.yaml." in shown
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == begin("--lang", "fi", "--template", "minimal")


def test_a_wrong_answer_is_asked_again(folder: Path) -> None:
    with Terminal(folder) as terminal:
        terminal.answer("[sv]: ", "de\n")
        terminal.answer("de är inget av språken. Välj mellan sv, en och fi.", "")
        terminal.answer("[sv]: ", "en\n")
        terminal.answer("[board]: ", "4\n")
        terminal.answer("There is no template 4. Choose from board, municipality and minimal.", "")
        terminal.answer("[board]: ", "3\n")
        terminal.answer("[Culture and Leisure Board]: ", "x" * 301 + "\n")
        terminal.answer("The name is longer than 300 characters.", "")
        terminal.answer("[Culture and Leisure Board]: ", "a\u2028b\n")
        terminal.answer("There is a character here that no plan may hold.", "")
        terminal.answer("[Culture and Leisure Board]: ", "Parks\n")
        terminal.answer("[2026]: ", "next year\n")
        terminal.answer("next year is no year for a plan.", "")
        terminal.answer("[2026]: ", "2027\n")
        assert terminal.finish()[0] == 0
    expected = begin("--lang", "en", "--template", "minimal", "--name", "Parks", "--year", "2027")
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == expected


def test_what_the_call_says_is_not_asked(folder: Path) -> None:
    with Terminal(folder, "--lang", "en", "--template", "board", "--year", "2027") as terminal:
        terminal.answer("Name of the organisation [Culture and Leisure Board]: ", "Parks\n")
        status, shown = terminal.finish()
    assert (status, "[2026]" in shown) == (0, False)
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == begin(
        "--lang", "en", "--name", "Parks", "--year", "2027"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("--quiet",),
        ("--lang", "sv", "--template", "board", "--name", "Kultur- och fritidsnämnden", "--year", "2026"),
    ],
)
def test_nothing_is_asked_without_need(words: tuple[str, ...], folder: Path) -> None:
    with Terminal(folder, *words) as terminal:
        status, shown = terminal.finish()
    assert (status, "[" in shown) == (0, False)
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == begin()


def test_a_plan_for_standard_output_is_not_asked_for(folder: Path) -> None:
    with Terminal(folder, "-") as terminal:
        assert terminal.finish() == (0, begin())


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
@pytest.mark.parametrize("answers", [0, 1, 3])
def test_whoever_stops_leaves_nothing_behind(answers: int, key: str, folder: Path) -> None:
    questions = ("[sv]: ", "[nämnd]: ", "[Kultur- och fritidsnämnden]: ", "[2026]: ")
    with Terminal(folder) as terminal:
        for question in questions[:answers]:
            terminal.answer(question, "\n")
        status, shown = terminal.stop(questions[answers], key)
    assert status == 130
    assert "Traceback" not in shown
    assert "effektkedja:" not in shown
    assert [path.name for path in folder.iterdir()] == ["effektkedja.toml"]


def test_a_place_that_will_not_do_is_told_before_any_question(folder: Path) -> None:
    (folder / "plan.yaml").write_bytes(b"mine")
    with Terminal(folder) as terminal:
        status, shown = terminal.finish()
    assert status == 2
    assert shown == "effektkedja: plan.yaml finns redan och skrivs inte över. Välj ett annat filnamn.\n"
