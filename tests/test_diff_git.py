"""`diff` with git: versions that lie in a revision, and the program as git's own diff driver for plans."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import Answer, call, write

HEAD = "effektkedja: 1\norganisation: {{id: {0}, namn: {1}, typ: {2}}}\n"
MUNICIPALITY = HEAD.format("kn", "Kommunen", "kommun") + "mål:\n  - {id: KF1, titel: Alla läser, nivå: fullmäktige}\n"
BOARD = HEAD.format("upn", "Upplevelsenämnden", "nämnd") + (
    "importerar: kommun.yaml\n"
    "leveranser:\n  - {id: L1, titel: Sommarläsning, klar_senast: 2026-06-30, leder_till: KF1}\n"
    "aktiviteter:\n  - {id: A1, titel: Annonsera, leder_till: L1}\n"
)
NOTHING = "Ingenting har ändrats i planen.\n"

Git = Callable[..., str]


@pytest.fixture
def git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Make the working folder a repository with two plans in it, and give what calls git there."""
    if shutil.which("git") is None:
        if os.environ.get("EFFEKTKEDJA_REQUIRE_PROGRAMS"):
            pytest.fail("git is not installed")
        pytest.skip("git is not installed")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = folder.parent / "home"
    home.mkdir()
    for name, value in {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
        **{
            f"GIT_{who}_{what}": "nobody@example.invalid"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
    }.items():
        monkeypatch.setenv(name, value)

    def ask(*words: str, stdin: bytes = b"") -> str:
        answer = subprocess.run(["git", *words], input=stdin, capture_output=True, check=False)
        assert answer.returncode == 0, answer.stderr.decode()
        return answer.stdout.decode()

    ask("init", "--quiet", "--initial-branch", "main")
    write(folder, {"planer/kommun.yaml": MUNICIPALITY, "planer/nämnd.yaml": BOARD})
    ask("add", "planer")
    ask("commit", "--quiet", "--message", "Beslutad")
    return ask


def diff(*words: str) -> Answer:
    answer = call("diff", *words)
    assert answer.status == 0, answer.err
    return answer


def put(git: Git, mode: str, path: str, content: bytes) -> None:
    """Put a file into the index, under any name and of any kind, whatever this system can hold."""
    name = git("hash-object", "-w", "--stdin", stdin=content).strip()
    git("update-index", "-z", "--index-info", stdin=f"{mode} {name}\t{path}\0".encode())


# ------------------------------------------------------------------------------------------------------ revisions


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("HEAD:planer", "planer", "HEAD:planer/kommun.yaml:4"),
        ("HEAD:planer/", "planer", "HEAD:planer/kommun.yaml:4"),
        ("HEAD:", ".", "HEAD:planer/kommun.yaml:4"),
        ("HEAD:./planer", "planer", "HEAD:planer/kommun.yaml:4"),
        ("main:planer/nämnd.yaml", "planer/nämnd.yaml", "main:planer/kommun.yaml:4"),
        ("HEAD^{/Besl}:planer", "planer", "HEAD^{/Besl}:planer/kommun.yaml:4"),
    ],
)
def test_a_version_may_lie_in_a_revision(old: str, new: str, place: str, git: Git, folder: Path) -> None:
    """With what it imports there; people see the names that git has for it."""
    assert diff(old, new).out == NOTHING
    write(folder, {"planer/kommun.yaml": MUNICIPALITY.replace("KF1", "KF2").replace("Alla läser", "Alla kan läsa")})
    answer = diff(old, new)
    assert answer.out.splitlines()[0].startswith(f"Från {old} till {new} har planen 2 ändringar. ")
    assert f"- KF1 Alla läser  {place}\n" in answer.out
    assert "+ KF2 Alla kan läsa  planer/kommun.yaml:4\n" in answer.out
    assert "- A1 Annonsera  planer/nämnd.yaml:7\n" in answer.out
    assert "(EK" not in answer.err


def test_both_versions_may_lie_in_revisions(git: Git, folder: Path) -> None:
    git("tag", "beslut")
    write(folder, {"planer/nämnd.yaml": BOARD.replace("2026-06-30", "2026-08-31")})
    git("commit", "--quiet", "--all", "--message", "Senare")
    (folder / "planer" / "nämnd.yaml").unlink()
    told = diff("beslut:planer", "HEAD:planer", "--format", "json").json["changes"]
    assert [(one["kind"], one["old"], one["new"], one["file"]) for one in told] == [
        ("redated", "2026-06-30", "2026-08-31", "HEAD:planer/nämnd.yaml")
    ]


def test_a_path_in_a_revision_is_seen_from_the_top_unless_it_begins_with_a_dot(
    git: Git, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "planer")
    assert diff("HEAD:./nämnd.yaml", "nämnd.yaml").out == NOTHING
    assert diff("HEAD:../planer", ".").out == NOTHING
    assert diff("HEAD:planer", ".").out == NOTHING
    answer = call("diff", "HEAD:nämnd.yaml", "nämnd.yaml")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith(" Menar du HEAD:planer/nämnd.yaml?\n")


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("nyår:planer", "nyår:planer: förrådet har ingen version nyår. "),
        ("HEAD~9:planer", "HEAD~9:planer: förrådet har ingen version HEAD~9. "),
        ("HEAD..main:planer", "HEAD..main:planer: förrådet har ingen version HEAD..main. "),
        ("^HEAD:planer", "^HEAD:planer: förrådet har ingen version ^HEAD. "),
        ("-x:planer", "-x:planer: förrådet har ingen version -x. "),
        ("--all:planer", "--all:planer: förrådet har ingen version --all. "),
        ("--output=spår:planer", "--output=spår:planer: förrådet har ingen version --output=spår. "),
        ("HEAD\nHEAD:planer", "HEAD\\u000aHEAD:planer: förrådet har ingen version HEAD\\u000aHEAD. "),
        ("HEAD\0:planer", "HEAD\\u0000:planer: förrådet har ingen version HEAD\\u0000. "),
        ("HEAD:plan.yaml", "HEAD:plan.yaml: i versionen HEAD finns varken fil eller mapp med det namnet."),
        ("HEAD:..", "HEAD:..: i versionen HEAD finns varken fil eller mapp med det namnet."),
        ("HEAD:../../etc/passwd", "HEAD:../../etc/passwd: i versionen HEAD finns varken fil eller mapp"),
        ("HEAD:/etc/passwd", "HEAD:/etc/passwd: i versionen HEAD finns varken fil eller mapp"),
        ("HEAD:planer\n", "HEAD:planer\\u000a: i versionen HEAD finns varken fil eller mapp"),
        ("HEAD:--help", "HEAD:--help: i versionen HEAD finns varken fil eller mapp med det namnet."),
        ("HEAD:planer/kommun.yaml/x", "HEAD:planer/kommun.yaml/x: i versionen HEAD finns varken fil eller mapp"),
        ("HEAD:länk.yaml", "HEAD:länk.yaml är en länk, och länkar följs inte i en version. "),
        ("HEAD:länk/plan.yaml", "HEAD:länk/plan.yaml är en länk, och länkar följs inte i en version. "),
        ("HEAD:modul", "HEAD:modul är ett annat förråd (en submodule). "),
        ("HEAD:modul/plan.yaml", "HEAD:modul/plan.yaml är ett annat förråd (en submodule). "),
    ],
)
def test_what_a_revision_does_not_have(written: str, sentence: str, git: Git, folder: Path) -> None:
    put(git, "120000", "länk.yaml", b"planer/kommun.yaml")
    put(git, "120000", "länk", b"planer")
    commit = git("rev-parse", "HEAD").strip()
    git("update-index", "--add", "--cacheinfo", f"160000,{commit},modul")
    git("commit", "--quiet", "--message", "Länkar")
    for words in ((written, "planer"), ("planer", written)):
        answer = call("diff", "--", *words)
        assert (answer.status, answer.out) == (2, "")
        assert answer.err.startswith(f"effektkedja: {sentence}")
        assert answer.err.count("\n") == 1
    assert sorted(path.name for path in folder.iterdir()) == [".git", "effektkedja.toml", "planer"]


def test_links_submodules_and_hidden_files_in_a_folder_are_passed_over(git: Git) -> None:
    put(git, "120000", "planer/länk.yaml", b"kommun.yaml")
    put(git, "100644", "planer/.dold.yaml", b"effektkedja: 1\n")
    put(git, "100644", "planer/.dold/plan.yaml", b"effektkedja: 1\n")
    put(git, "100644", "planer/annat.yaml", b"on: push\n")
    put(git, "100644", "planer/plan.txt", b"effektkedja: 1\n")
    git("update-index", "--add", "--cacheinfo", f"160000,{git('rev-parse', 'HEAD').strip()},planer/modul")
    git("commit", "--quiet", "--message", "Annat")
    answer = diff("HEAD:planer", "planer")
    assert (answer.out, answer.err) == (NOTHING, "")


@pytest.mark.parametrize(
    "name", ["plan å.yaml", "-plan.yaml", "a:b.yaml", '"x".yaml', "rad\n2.yaml", "aux.yaml", "ÅR/x.yaml"]
)
def test_any_name_that_git_can_hold_is_read(name: str, git: Git, folder: Path) -> None:
    put(git, "100644", f"namn/{name}", MUNICIPALITY.encode())
    git("commit", "--quiet", "--message", "Namn")
    write(folder, {"namn.yaml": MUNICIPALITY.replace("Alla", "Inga")})
    for old in (f"HEAD:namn/{name}", "HEAD:namn"):
        assert "Alla läser → Inga läser" in diff(old, "namn.yaml").out


@pytest.mark.parametrize(
    ("imported", "variant"),
    [
        ("../../utanför.yaml", "outside"),
        ("/utanför.yaml", "outside"),
        ("../rot.yaml", "outside"),
        ("länk.yaml", "not-file"),
        ("../planer/länk.yaml", "not-file"),
        ("saknas.yaml", "missing"),
        (".dold.yaml", "hidden"),
        ("kommun.txt", "suffix"),
        ("annat.yaml", "no-plan"),
    ],
)
def test_an_import_in_a_revision_leads_no_further_than_one_on_disk(imported: str, variant: str, git: Git) -> None:
    for path in ("rot.yaml", "planer/kommun.txt", "planer/.dold.yaml", "planer/effektkedja.toml"):
        put(git, "100644", path, b"" if path.endswith("toml") else MUNICIPALITY.encode())
    put(git, "100644", "planer/annat.yaml", b"on: push\n")
    put(git, "120000", "planer/länk.yaml", b"kommun.yaml")
    put(git, "100644", "planer/plan.yaml", BOARD.replace("kommun.yaml", imported).encode())
    git("commit", "--quiet", "--message", "Import")
    from effektkedja.workspace.config import UNCONFIGURED
    from effektkedja.workspace.revisions import InRevision, open_revision

    files = open_revision(InRevision("HEAD", "planer/plan.yaml"), UNCONFIGURED).workspace.files
    assert [file.name for file in files] == ["HEAD:planer/plan.yaml"]
    assert [(finding.code, finding.variant) for finding in files[0].findings] == [("EK105", variant)]


def test_a_file_too_large_to_be_a_plan_is_told_and_the_others_are_read(git: Git, folder: Path) -> None:
    put(git, "100644", "planer/jätte.yaml", b"effektkedja: 1\n" + b"#\n" * 17 * 1024 * 1024)
    git("commit", "--quiet", "--message", "Stor")
    write(folder, {"planer/kommun.yaml": MUNICIPALITY.replace("Alla", "Inga")})
    answer = call("diff", "HEAD:planer", "planer")
    assert answer.status == 1
    assert answer.err.startswith("effektkedja: HEAD:planer/jätte.yaml:1:1: EK004 ")
    assert "Alla läser → Inga läser" in answer.out


def test_a_file_that_the_repository_has_lost_is_told(git: Git, folder: Path) -> None:
    name = git("rev-parse", "HEAD:planer/kommun.yaml").strip()
    lost = folder / ".git" / "objects" / name[:2] / name[2:]
    lost.chmod(0o644)
    lost.unlink()
    answer = call("diff", "HEAD:planer", "planer")
    assert (answer.status, answer.out) == (1, "Ingenting har ändrats i det som kunde läsas.\n")
    assert answer.err == "effektkedja: HEAD:planer/kommun.yaml:1:1: EK001 Filen går inte att läsa.\n"


def test_a_folder_that_the_repository_has_lost_is_told(git: Git, folder: Path) -> None:
    name = git("rev-parse", "HEAD:planer").strip()
    lost = folder / ".git" / "objects" / name[:2] / name[2:]
    lost.chmod(0o644)
    lost.unlink()
    answer = call("diff", "HEAD:planer", "planer")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("effektkedja: HEAD:planer går inte att läsa: git svarar inte som det ska. ")


def test_a_folder_that_belongs_to_no_repository(git: Git, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = folder.parent / "utanför"
    outside.mkdir()
    monkeypatch.chdir(outside)
    answer = call("diff", "HEAD:planer", "HEAD:planer")
    assert (answer.status, answer.out) == (2, "")
    sentence = "HEAD:planer läses ur ett git-förråd, men mappen du står i hör inte till något."
    assert answer.err == f"effektkedja: {sentence}\n"


def test_a_repository_of_somebody_else(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # git's own way to try this out
    if subprocess.run(["git", "rev-parse"], capture_output=True, check=False).returncode == 0:
        pytest.skip("this git does not look at who owns a repository")
    answer = call("diff", "HEAD:planer", "planer")
    assert (answer.status, answer.out) == (2, "")
    assert "git-förrådet tillhör en annan användare" in answer.err


def test_a_computer_without_git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    answer = call("diff", "HEAD:planer", "HEAD:planer")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("effektkedja: HEAD:planer läses med git, som inte finns på den här datorn ")


def test_a_git_that_lies_in_the_working_folder_is_not_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It came with the plans and is somebody else's; Windows would look there first."""
    for name in ("git", "git.bat"):
        (folder / name).write_text("#!/bin/sh\ntouch spår\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", os.curdir)
    answer = call("diff", "HEAD:planer", "HEAD:planer")
    assert (answer.status, answer.out) == (2, "")
    assert " läses med git, som inte finns " in answer.err
    assert not (folder / "spår").exists()


# --------------------------------------------------------------------------------------------------- the diff driver


@pytest.fixture
def driven(git: Git, folder: Path) -> Git:
    """Have the program show the differences of all YAML files."""
    program = f"{shlex.quote(Path(sys.executable).as_posix())} -m effektkedja"
    git("config", "diff.effektkedja.command", f"{program} diff --lang sv --")
    write(folder, {".gitattributes": "*.yaml diff=effektkedja\n"})
    return git


def test_git_shows_what_changed_in_a_plan(driven: Git, folder: Path) -> None:
    """Of the file alone, which it hands over from nowhere near its imports; no thread breaks for that."""
    write(folder, {"planer/nämnd.yaml": BOARD.replace("2026-06-30", "2026-08-31").replace(", leder_till: L1", "")})
    assert driven("diff").splitlines() == [
        "planer/nämnd.yaml: 2 ändringar i planen. Ändrat i planen: 1 koppling och 1 datum.",
        "",
        "Leveranser",
        "~ L1 Sommarläsning  planer/nämnd.yaml:5",
        "    ~ klar senast: 2026-06-30 → 2026-08-31",
        "",
        "Aktiviteter",
        "~ A1 Annonsera  planer/nämnd.yaml:7",
        "    - leder till: L1 Sommarläsning",
        "",
    ]


def test_git_may_leave_the_two_dashes_out(driven: Git, folder: Path) -> None:
    """They are there for files whose names begin with a dash."""
    write(folder, {"-plan.yaml": MUNICIPALITY})
    driven("add", "--", "-plan.yaml")
    write(folder, {"-plan.yaml": MUNICIPALITY.replace("Alla", "Inga"), "planer/nämnd.yaml": f"# Ny\n{BOARD}"})
    assert "-plan.yaml: 1 ändring i planen. " in driven("diff")
    driven(
        "config", "diff.effektkedja.command", driven("config", "diff.effektkedja.command").strip().removesuffix(" --")
    )
    assert driven("diff", "--", "planer") == f"planer/nämnd.yaml: {NOTHING}\n"


def test_git_shows_what_broke_in_a_plan_that_imports_nothing(driven: Git, folder: Path) -> None:
    alone = MUNICIPALITY + "aktiviteter:\n  - {id: A1, titel: Annonsera, leder_till: KF1}\n"
    write(folder, {"plan.yaml": alone})
    driven("add", "plan.yaml")
    write(folder, {"plan.yaml": alone.replace(", leder_till: KF1", "")})
    assert "1 tråd har brustit" in driven("diff", "--", "plan.yaml")


def test_git_shows_plans_that_are_new_gone_or_renamed(driven: Git, folder: Path) -> None:
    write(folder, {"ny.yaml": HEAD.format("skn", "Skolnämnden", "nämnd")})
    (folder / "planer" / "nämnd.yaml").unlink()
    driven("mv", "planer/kommun.yaml", "planer/kommunen.yaml")
    write(folder, {"planer/kommunen.yaml": MUNICIPALITY.replace("Alla", "Inga")})
    driven("add", "--all")
    told = driven("diff", "--cached", "--find-renames=30%")
    assert "ny.yaml: 1 ändring i planen. 1 sak är ny.\n" in told
    assert "planer/nämnd.yaml: 3 ändringar i planen. 3 saker är borttagna.\n" in told
    assert "- L1 Sommarläsning  a/planer/nämnd.yaml:5\n" in told
    assert "planer/kommunen.yaml: 1 ändring i planen. Ändrat i planen: 1 titel.\n" in told
    assert "~ KF1 Inga läser  planer/kommunen.yaml:4\n" in told


def test_git_shows_that_a_plan_was_only_written_otherwise(driven: Git, folder: Path) -> None:
    write(folder, {"planer/kommun.yaml": f"# Beslutad i maj\n{MUNICIPALITY}"})
    assert driven("diff") == "planer/kommun.yaml: Ingenting har ändrats i planen.\n\n"


def test_git_shows_line_by_line_what_is_no_plan(driven: Git, folder: Path) -> None:
    """Or no readable one. It would stop at the first file of which the program said that something is wrong."""
    write(folder, {"a.yaml": "on: push\njobs: {}\n", "b.yaml": "x: \x07\n"})
    driven("add", "a.yaml", "b.yaml")
    write(
        folder,
        {"a.yaml": "on: push\njobs: {å: ä}\n", "b.yaml": "x: 1\n", "planer/kommun.yaml": MUNICIPALITY + "vision: [\n"},
    )
    told = driven("diff").splitlines()
    assert told[:5] == ["--- a/a.yaml", "+++ b/a.yaml", "@@ -1,2 +1,2 @@", " on: push", "-jobs: {}"]
    assert r"-x: \u0007" in told
    assert "+vision: [" in told
    (folder / "a.yaml").unlink()
    assert driven("diff", "--", "a.yaml").splitlines()[2] == "@@ -1,2 +0,0 @@"


def test_git_shows_a_plan_with_a_conflict(driven: Git, folder: Path) -> None:
    driven("switch", "--quiet", "--create", "annan")
    for branch, word in (("annan", "Inga"), ("main", "Många")):
        driven("switch", "--quiet", branch)
        write(folder, {"planer/kommun.yaml": MUNICIPALITY.replace("Alla", word)})
        driven("commit", "--quiet", "--all", "--message", word)
    subprocess.run(["git", "merge", "--quiet", "annan"], capture_output=True, check=False)
    assert "planer/kommun.yaml har en konflikt som git väntar på att någon löser" in driven("diff", "--cached")


def test_what_git_sends_to_its_pager_has_colours(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"gammal.yaml": MUNICIPALITY, "ny.yaml": MUNICIPALITY.replace("Alla", "Inga")})
    words = ("plan.yaml", "gammal.yaml", "0" * 40, "100644", "ny.yaml", "0" * 40, "100644")
    plain = diff(*words).out
    monkeypatch.setenv("GIT_PAGER_IN_USE", "true")
    coloured = diff(*words).out
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert diff(*words, "--color", "never").out == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert diff(*words).out == plain
