"""What a shell may complete, and that nothing a plan says can be more than text to it."""

import json
import re
import shlex
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import program, surroundings
from shells import Terminal
from support import call, write

from effektkedja.chain.build import Chain, build_chains
from effektkedja.cli import plan_ids
from effektkedja.cli.commands import COMMANDS
from effektkedja.cli.cursor import split_line
from effektkedja.workspace.workspace import Workspace

LAW = settings(max_examples=200, derandomize=True, deadline=None, database=None)

PLAN = """\
effektkedja: 1
organisation: {id: kn, namn: Kulturnämnden, typ: nämnd}
uppföljningar:
  - {id: våren, datum: 2026-04-30, titel: Före sommaren}
  - {id: hösten, datum: 2026-08-31}
mål:
  - {id: M-läslust, titel: Fler barn läser, nivå: nämnd}
uppdrag:
  - {id: U-skolan, titel: Skriv ett avtal med skolorna}
leveranser:
  - {id: L-bokbuss, titel: "Bokbussen: i alla byar", leder_till: M-läslust}
aktiviteter:
  - {id: A-bokbuss, titel: Köp en bokbuss, leder_till: L-bokbuss}
resultatdialoger:
  - {id: D-läsning, titel: Så läser fler pojkar, datum: 2026-05-12}
"""


def answer(line: str, shell: str = "bash") -> str:
    """Give what the program tells a shell about a line; bash gives the line, the others its words."""
    words = [line] if shell == "bash" else split_line(line)[1:]
    said = call("completion", shell, "--lang", "sv", "--", *words)
    assert (said.status, said.err) == (0, "")
    return said.out


def offered(line: str) -> list[str] | str:
    """Give the words that may stand at the end of a line, or "files"."""
    kind, *lines = answer(line).splitlines()
    return [one.partition("\t")[0] for one in lines] if kind == "words" else kind


@pytest.fixture
def plan(folder: Path) -> Path:
    write(folder, {"plan.yaml": PLAN})
    return folder / "plan.yaml"


# --- What may stand at the cursor -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("effektkedja sc", ["scorecard", "schema"]),
        ("effektkedja completion ", ["bash", "zsh", "fish"]),
        ("effektkedja validate --fail-on ", ["error", "warning", "info"]),
        ("effektkedja validate --fail-on=w", ["warning"]),
        ("effektkedja gaps -f j", ["json"]),
        ("effektkedja validate --format=s", ["sarif"]),
        ("effektkedja status --by perspective --format m", ["markdown"]),
        ("effektkedja --lang ", ["sv", "en", "fi"]),
        ("effektkedja --lang f", ["fi"]),
        ("effektkedja --lang fi expl", ["explain"]),
        ("effektkedja record L-bokbuss i", ["inställd"]),
        ("effektkedja validate --out", ["--output"]),
        ("effektkedja rules ", ["--lang", "--color", "--help"]),
        ("effektkedja rules --color never -", ["--lang", "--help"]),
        ("effektkedja explain ek60", ["EK601", "EK602", "EK603", "EK604"]),
        ("effektkedja explain broken", ["broken-thread"]),
        ("effektkedja validate --select EK203,ek1", ["EK203,EK10" + number for number in "1234567"]),
        ("effektkedja validate --ignore=EK101,ek10", ["EK101,EK10" + number for number in "234567"]),
        ("effektkedja validate --ignore duplicate-id,dup", ["duplicate-id,duplicate-key"]),
        ("effektkedja validate --select EK101 --select same", ["same-title"]),
        ("effektkedja validate --as-of ", []),
        ("effektkedja explain --nothing EK101 --co", ["--color"]),
        ("effektkedja rules -- -", []),
    ],
)
def test_words_that_need_no_plan(line: str, words: list[str], folder: Path) -> None:
    assert offered(line) == words


def test_the_commands_are_offered_in_the_order_of_help(folder: Path) -> None:
    assert offered("effektkedja ") == list(COMMANDS)


@pytest.mark.parametrize(
    "line",
    ["validate ", "validate plan", "validate --output ", "validate --output=re", "trace A1 ", "init ", "gaps -- -"],
)
def test_where_a_file_may_stand_the_shell_lists_files(line: str, folder: Path) -> None:
    assert offered(f"effektkedja {line}") == "files"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("trace ", ["kn", "M-läslust", "U-skolan", "L-bokbuss", "A-bokbuss", "D-läsning"]),
        ("trace a", ["A-bokbuss"]),
        ("trace m-LÄS", ["M-läslust"]),
        ("record ", ["U-skolan", "L-bokbuss"]),
        ("status --dialogue ", ["M-läslust"]),
        ("graph --goal ", ["M-läslust"]),
        ("graph --focus-area ", []),
        ("graph --from a", ["A-bokbuss"]),
        ("status --review ", ["våren", "hösten"]),
        ("validate --review=h", ["hösten"]),
        ("validate --review v plan.yaml --review ", ["våren", "hösten"]),
    ],
)
def test_ids_come_from_the_plans_in_the_working_folder(line: str, words: list[str], plan: Path) -> None:
    assert offered(f"effektkedja {line}") == words


def test_a_plan_without_reviews_offers_the_tertials_of_its_year(folder: Path) -> None:
    write(folder, {"plan.yaml": "effektkedja: 1\norganisation: {id: kn, namn: Kulturnämnden, typ: nämnd}\n"})
    assert offered("effektkedja status --review ") == ["2026-T1", "2026-T2", "2026-T3"]


def test_ids_come_from_the_plans_that_the_call_names(plan: Path, folder: Path) -> None:
    other = PLAN.replace("A-bokbuss", "A-författare").replace("Köp en bokbuss", "Bjud in författare")
    write(folder, {"nästa år/plan.yaml": other})
    line = "effektkedja status nästa\\ år/plan.yaml --review "
    assert offered(line) == ["våren", "hösten"]
    assert offered("effektkedja status saknas.yaml --review ") == []
    assert offered("effektkedja status - --review ") == []


def test_an_id_of_two_chains_is_offered_once(plan: Path, folder: Path) -> None:
    write(folder, {"annan.yaml": PLAN})
    assert offered("effektkedja trace A") == ["A-bokbuss"]


def test_every_word_is_told_about_in_the_language_of_the_reader(plan: Path) -> None:
    assert "trace\tVisa tråden genom ett id" in answer("effektkedja tr")
    assert "EK201\tAktiviteten leder ingenstans." in answer("effektkedja explain EK201")
    assert "--select\tBara dessa regler" in answer("effektkedja validate --sel")
    assert "L-bokbuss\tBokbussen: i alla byar\n" in answer("effektkedja trace L")
    assert "våren\t2026-04-30 Före sommaren\n" in answer("effektkedja status --review v")


def test_a_plan_that_cannot_be_read_offers_nothing_and_says_nothing(folder: Path) -> None:
    write(folder, {"plan.yaml": "effektkedja: 1\nmål: [\n", "annan.yaml": b"effektkedja: 1\n\xff"})
    assert answer("effektkedja trace ") == "words\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_all_shells_are_told_the_same(shell: str, plan: Path) -> None:
    line = "effektkedja trace --color=never "
    assert answer(line, shell) == answer(line)


def test_a_shell_that_is_not_known_is_wrong_use() -> None:
    said = call("completion", "tcsh", "--lang", "en")
    assert (said.status, said.out) == (2, "")
    assert "bash, zsh and fish" in said.err


# --- What it costs --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["effektkedja ", "effektkedja validate --select EK1", "effektkedja explain "])
def test_what_needs_no_plan_loads_nothing_for_plans(line: str, folder: Path) -> None:
    code = "import sys\nfrom effektkedja.cli import run\nrun(sys.argv[1:])\nprint(*sys.modules, file=sys.stderr)"
    words = [sys.executable, "-c", code, "completion", "bash", "--", line]
    run = subprocess.run(words, env=surroundings(folder), capture_output=True, check=True, text=True, encoding="utf-8")
    assert run.stdout.startswith("words\n")
    assert {"pydantic", "networkx", "ruamel.yaml", "rich"}.isdisjoint(run.stderr.split())


def test_plans_that_take_too_long_are_not_waited_for(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released, ended = Event(), Event()

    def slow(workspace: Workspace) -> list[Chain]:
        released.wait(60)
        ended.set()
        return build_chains(workspace)

    monkeypatch.setattr(plan_ids, "build_chains", slow)
    monkeypatch.setattr(plan_ids, "LONGEST_WAIT", 0.01)
    try:
        assert answer("effektkedja trace ") == "words\n"
    finally:
        released.set()
    assert ended.wait(60)


# --- The line as the shell has it -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("effektkedja ", ["effektkedja", ""]),
        ("effektkedja tr", ["effektkedja", "tr"]),
        ("effektkedja trace 'A-", ["effektkedja", "trace", "A-"]),
        ('effektkedja trace "A- b', ["effektkedja", "trace", "A- b"]),
        ("effektkedja trace A\\", ["effektkedja", "trace", "A"]),
        ("effektkedja trace A\\ ", ["effektkedja", "trace", "A "]),
        ("effektkedja trace $(touch x) `y`", ["effektkedja", "trace", "$(touch", "x)", "`y`"]),
    ],
)
def test_a_line_is_split_where_the_shell_would(line: str, words: list[str]) -> None:
    assert split_line(line) == words


@given(st.lists(st.text(), min_size=1))
@LAW
def test_a_line_of_quoted_words_is_those_words(words: list[str]) -> None:
    assert split_line(shlex.join(words)) == words


@given(st.text())
@LAW
def test_every_line_has_a_last_word(line: str) -> None:
    assert split_line(line)


# --- What a plan says is never more than text -----------------------------------------------------------------

HOSTILE = [
    "$(touch elak)`touch elak`;touch elak|touch elak&",
    "'; touch elak; '",
    '"; touch elak; "',
    "\\$(touch elak) \\`touch elak\\`",
    "rad\n$(touch elak)\nrad",
    "tabb\tA-falsk\tfalsk",
    "kolon: här :och\\: där",
    "%F{red} %(!.a.b) %{ %n",
    "\u202eträv",
    "* ? [a-z] ~ {a,b} !! # <(touch elak)",
    "--help",
    "19640823-3234",
]


def hostile_plan(texts: list[str]) -> str:
    """Give a plan with these texts as titles, and then as ids."""
    lines = ["effektkedja: 1", "organisation: {id: kn, namn: Kulturnämnden, typ: nämnd}", "mål:"]
    written = [json.dumps(text) for text in texts]
    lines += [f"  - {{id: M-{number}, nivå: nämnd, titel: {text}}}" for number, text in enumerate(written)]
    lines += [f"  - {{id: {text}, nivå: nämnd, titel: Elakt id}}" for text in written]
    return "\n".join([*lines, ""])


SAFE_LINE = re.compile(r"[^\W_][\w.-]*\t[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*")


def test_hostile_titles_are_one_line_of_text_and_hostile_ids_are_not_offered(folder: Path) -> None:
    write(folder, {"plan.yaml": hostile_plan(HOSTILE)})
    kind, *lines = answer("effektkedja trace ").splitlines()
    assert kind == "words"
    assert [line.partition("\t")[0] for line in lines] == ["kn", *(f"M-{number}" for number in range(len(HOSTILE)))]
    assert all(SAFE_LINE.fullmatch(line) for line in lines)
    assert "3234" not in "".join(lines)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20), min_size=1, max_size=3))
@LAW
def test_no_text_of_a_plan_breaks_out_of_its_line(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    file = tmp_path_factory.mktemp("plan") / "plan.yaml"
    write(file.parent, {file.name: hostile_plan(texts)})
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(file.parent)
        kind, *lines = answer("effektkedja trace ").split("\n")[:-1]
    assert kind == "words"
    for line in lines:
        id_, _, about = line.partition("\t")
        assert id_ in {"kn", "M-0", "M-1", "M-2", *(unicodedata.normalize("NFC", text.strip()) for text in texts)}
        assert not set(id_) & set(" \t'\"$`\\;&|<>(){}*?!~#%:,=")
        assert about.isprintable()


# --- In the shells themselves ---------------------------------------------------------------------------------


@pytest.fixture
def surrounded(plan: Path, folder: Path) -> dict[str, str]:
    """Give the environment of a shell that stands in a folder with the plan, with a hostile one beside it."""
    write(folder.parent, {"elak/plan.yaml": hostile_plan(HOSTILE)})
    return surroundings(folder.parent, HOME=str(folder.parent), HISTFILE="")


def at_a_terminal(shell: str) -> list[str]:
    """Give the call of a shell that reads no settings, or skip the test."""
    if sys.platform == "win32":
        pytest.skip("Windows has no pseudo-terminals of this kind")
    if shell == "bash":
        return [program("bash"), "--norc", "--noprofile", "-i"]
    return [program("zsh"), "-f", "-i"]


COMPINIT = "autoload -Uz compinit; compinit -D -u"
LOADING = {
    "bash": 'eval "$(effektkedja completion bash)"',
    "zsh": f'{COMPINIT}; eval "$(effektkedja completion zsh)"',
    "zsh, from a file": f"effektkedja completion zsh >../bin/_effektkedja; fpath+=../bin; {COMPINIT}",
}
# Once the completion is loaded, a call shows its words instead of being carried out.
SHOWING = 'effektkedja() { if [ "$1" = completion ]; then command effektkedja "$@"; else printf "<%s>" "$@"; fi; }'


@pytest.fixture(params=LOADING)
def terminal(request: pytest.FixtureRequest, folder: Path, surrounded: dict[str, str]) -> Iterator[Terminal]:
    """Give a shell at a terminal, ready to complete."""
    with Terminal(at_a_terminal(request.param.partition(",")[0]), folder, surrounded) as terminal:
        terminal.type(f"{LOADING[request.param]}; {SHOWING}; echo re''ady\n")
        terminal.wait_for("ready\r\n")
        yield terminal


def test_a_shell_completes_a_call(terminal: Terminal) -> None:
    for typed, called in [
        ("val\t", "<validate>"),
        ("trace a-b\t", "<trace><A-bokbuss>"),
        ("trace 'L-b\t", "<trace><L-bokbuss>"),
        ("record L-bokbuss inst\t", "<record><L-bokbuss><inställd>"),
        ("status --review=h\t", "<status><--review=hösten>"),
        ("status ../elak/plan.yaml --review 2026-\t2\t", "<status><../elak/plan.yaml><--review><2026-T2>"),
        ("validate --select EK201,ek101\t", "<validate><--select><EK201,EK101>"),
        ("explain broken-\t", "<explain><broken-thread>"),
        ("validate pl\t", "<validate><plan.yaml>"),
        ("validate --output=pl\t", "<validate><--output=plan.yaml>"),
        ("trace nothing\t", "<trace><nothing>"),
    ]:
        terminal.type(f"effektkedja {typed}\n")
        terminal.wait_for(called)


def test_what_a_hostile_plan_says_is_shown_and_not_carried_out(terminal: Terminal, folder: Path) -> None:
    terminal.type("cd ../elak\neffektkedja trace M-\t\t")
    terminal.wait_for("M-9")
    terminal.type("\x15effektkedja trace k\t\n")  # Ctrl-U takes the line away
    terminal.wait_for("<trace><kn>")
    assert [path.name for path in (folder.parent / "elak").iterdir()] == ["plan.yaml"]


def in_fish(line: str, folder: Path, environment: dict[str, str]) -> list[tuple[str, str]]:
    """Give what fish offers at the end of a line, with what it tells about it."""
    fish = program("fish")
    words = [fish, "--no-config", "-c", "effektkedja completion fish | source; complete -C $argv[1]", line]
    run = subprocess.run(words, cwd=folder, env=environment, capture_output=True, check=True, encoding="utf-8")
    assert run.stderr == ""
    found = [one.partition("\t") for one in run.stdout.split("\n")[:-1]]
    return [(word, about) for word, _, about in found]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("val", ["validate"]),
        ("trace a-b", ["A-bokbuss"]),
        ("trace 'L-b", ["L-bokbuss"]),
        ("status --review=", ["--review=hösten", "--review=våren"]),
        ("status ../elak/plan.yaml --review ", ["2026-T1", "2026-T2", "2026-T3"]),
        ("validate --select EK201,ek101", ["EK201,EK101"]),
        ("explain broken-", ["broken-thread"]),
        ("validate pl", ["plan.yaml"]),
        ("validate --output=pl", ["--output=plan.yaml"]),
        ("trace nothing", []),
    ],
)
def test_fish_completes_a_call(line: str, words: list[str], folder: Path, surrounded: dict[str, str]) -> None:
    assert [word for word, _ in in_fish(f"effektkedja {line}", folder, surrounded)] == words


def test_fish_shows_what_a_hostile_plan_says_and_carries_nothing_out(folder: Path, surrounded: dict[str, str]) -> None:
    found = dict(in_fish("effektkedja trace M-", folder.parent / "elak", surrounded))
    assert found.keys() == {f"M-{number}" for number in range(len(HOSTILE))}
    assert found["M-0"] == HOSTILE[0]
    assert [path.name for path in (folder.parent / "elak").iterdir()] == ["plan.yaml"]
