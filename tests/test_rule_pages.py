"""The pages of the rules are their tests: what a page calls wrong is found, exactly there, and nothing else is.

Also: the rules, their modules, pages and sentences belong together, and no code ever changes its meaning.
"""

import re
from collections import Counter
from dataclasses import dataclass
from importlib import import_module, resources
from pathlib import Path
from string import Formatter

import pytest
from support import Found, call, sentences, validate, write

import effektkedja.rules
from effektkedja.basics.language import LANGUAGES, Language
from effektkedja.rules.registry import RULES, page

CODES = [rule.code for rule in RULES]

HEADINGS: dict[Language, list[str]] = {
    "sv": ["Vad regeln kontrollerar", "Varför det spelar roll", "Så blir det fel", "Så blir det rätt"],
    "en": ["What it checks", "Why it matters", "Bad example", "Good example"],
    "fi": ["Mitä sääntö tarkistaa", "Miksi sillä on väliä", "Näin se menee väärin", "Näin se menee oikein"],
}

# The contract. A line is added when a rule is added, and never changed: people have these codes in their files.
REGISTRY = """
EK001 unreadable-file error
EK002 yaml-syntax error
EK003 duplicate-key error
EK004 forbidden-yaml error
EK005 unknown-key error
EK006 invalid-value error
EK007 missing-key error
EK008 unsupported-version error
EK009 not-a-plan error
EK010 mixed-languages info
EK011 unused-suppression warning
EK101 duplicate-id error
EK102 unknown-id error
EK103 wrong-stage error
EK104 circle error
EK105 bad-import error
EK106 repeated-link warning
EK107 skipped-stage warning
EK201 activity-leads-nowhere error
EK202 broken-thread error
EK203 delivery-without-activity warning
EK204 delivery-leads-nowhere error
EK205 early-effect-without-cause warning
EK206 early-effect-leads-nowhere error
EK207 long-term-effect-without-cause warning
EK208 long-term-effect-leads-nowhere error
EK209 goal-without-activity warning
EK210 goal-outside-goal-chain warning
EK211 goal-outside-focus-area warning
EK212 delivery-without-recipient warning
EK213 early-effect-without-target-group warning
EK214 programme-without-work warning
EK215 conflict-without-comment warning
EK216 horizon-reversed warning
EK217 assignment-without-work warning
EK301 goal-without-indicator warning
EK302 indicator-without-baseline warning
EK303 indicator-without-target warning
EK304 indicator-measures-nothing warning
EK305 target-against-direction error
EK306 value-off-scale error
EK307 indicator-without-recent-value info
EK308 unmeasured-effect info
EK309 bands-reversed error
EK401 delivery-without-due warning
EK402 delivery-unanswered warning
EK403 delivery-unexplained error
EK404 date-outside-period warning
EK405 activity-ends-after-due warning
EK406 dates-reversed error
EK407 delivery-undone warning
EK408 unknown-review error
EK409 repeated-status error
EK410 assessment-against-evidence warning
EK411 future-answer warning
EK412 statutory-review-date warning
EK413 goal-without-assessment info
EK501 activity-without-owner info
EK502 over-budget warning
EK503 risk-without-control warning
EK504 change-without-decision warning
EK601 effect-worded-as-activity info
EK602 personal-identity-number error
EK603 same-title info
EK604 contact-detail warning
"""

DAY = "2026-06-15"
"""The day on which the plans of a page are looked at, where none of its blocks says `as-of=`."""

_BLOCK = re.compile(r"^```yaml (\S+)(?: encoding=(\S+))?(?: as-of=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"[ ]*# <-((?: EK\d{3})+)[ ]*$")


@dataclass(frozen=True)
class Example:
    """The files of one section of a page, without the marks, and what the marks announce."""

    files: dict[str, bytes]
    marked: list[Found]
    as_of: str = DAY


def sections(text: str) -> list[tuple[str, str]]:
    """Give the headings of a page with what stands below each."""
    parts = re.split(r"^## (.*)$", text, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def example(section: str) -> Example:
    files: dict[str, bytes] = {}
    marked = []
    as_of = DAY
    for name, encoding, day, written in _BLOCK.findall(section):
        as_of = day or as_of
        lines = written.splitlines()
        for number, line in enumerate(lines, start=1):
            if mark := _MARK.search(line):
                marked += [Found(name, number, code) for code in mark[1].split()]
                lines[number - 1] = line[: mark.start()]
        assert name not in files
        files[name] = "".join(f"{line}\n" for line in lines).encode(encoding or "utf-8")
    return Example(files, marked, as_of)


def bad_and_good(code: str, language: Language) -> tuple[Example, Example]:
    bad, good = (example(text) for _, text in sections(page(code, language))[2:])
    return bad, good


def up_to_its_hundred(code: str) -> str:
    """Give the rules that a page's examples are checked against: those of its own hundred, and the hundreds below."""
    return ",".join(f"EK{hundred}" for hundred in range(int(code[2]) + 1))


def lint(shown: Example, folder: Path, select: str) -> list[Found]:
    write(folder, shown.files)
    return validate("--select", select, "--as-of", shown.as_of, *shown.files).found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_the_bad_example_gives_what_is_marked_and_nothing_else(code: str, language: Language, folder: Path) -> None:
    bad, _ = bad_and_good(code, language)
    assert code in {found.code for found in bad.marked}
    assert sorted(lint(bad, folder, up_to_its_hundred(code))) == sorted(bad.marked)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_the_good_example_gives_nothing(code: str, language: Language, folder: Path) -> None:
    _, good = bad_and_good(code, language)
    assert good.files
    assert good.marked == []
    assert lint(good, folder, up_to_its_hundred(code)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_page_has_its_form(code: str, language: Language) -> None:
    name = next(rule.name for rule in RULES if rule.code == code)
    title, empty, summary, after = page(code, language).split("\n")[:4]
    assert title == f"# {code} {name}"
    assert (empty, after) == ("", "")
    assert 0 < len(summary) <= 80
    assert summary.endswith(".")
    assert [heading for heading, _ in sections(page(code, language))] == HEADINGS[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_the_examples_of_a_page_are_all_read(code: str, language: Language) -> None:
    """No block and no mark is passed over because it is written a little differently."""
    for _, section in sections(page(code, language)):
        read = example(section)
        assert section.count("```") == 2 * len(read.files)
        assert section.count("<-") == len({(found.file, found.line) for found in read.marked})


@pytest.mark.parametrize("code", CODES)
def test_the_languages_tell_the_same_faults(code: str) -> None:
    marked = {
        language: Counter(found.code for found in bad_and_good(code, language)[0].marked) for language in LANGUAGES
    }
    assert marked["en"] == marked["sv"]
    assert marked["fi"] == marked["sv"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_belongs_to_a_rule(language: Language) -> None:
    folder = resources.files(effektkedja.rules) / "pages" / language
    assert sorted(file.name for file in folder.iterdir()) == [f"{code}.md" for code in CODES]


def test_codes_names_and_severities_never_change() -> None:
    assert [f"{rule.code} {rule.name} {rule.severity}" for rule in RULES] == REGISTRY.split("\n")[1:-1]


@pytest.mark.parametrize("module", [rule.found_in for rule in RULES if rule.found_in])
def test_a_rule_has_its_module(module: str) -> None:
    assert callable(import_module(f"effektkedja.rules.{module}").check)


def test_a_module_has_its_rule() -> None:
    files = resources.files(effektkedja.rules).iterdir()
    modules = sorted(file.name.removesuffix(".py") for file in files if re.match(r"ek\d", file.name))
    assert modules == sorted(rule.found_in for rule in RULES if rule.found_in)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", ["en", "fi"])
def test_all_catalogues_have_the_same_sentences(language: Language) -> None:
    swedish, other = sentences("sv"), sentences(language)
    assert other.keys() == swedish.keys()
    assert {key: placeholders(other[key]) for key in other} == {key: placeholders(swedish[key]) for key in swedish}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_its_sentences(code: str, language: Language) -> None:
    """Each variant has a message of its own, or the code has one; and the same goes for help."""
    texts = sentences(language)
    keys = [key.split(".") for key in texts if key.startswith(f"{code}.")]
    variants = {key[1] for key in keys if len(key) == 3}
    for part in ("message", "help"):
        assert f"{code}.{part}" in texts or variants
        for variant in variants:
            assert f"{code}.{variant}.{part}" in texts or f"{code}.{part}" in texts, variant


@pytest.mark.parametrize("language", LANGUAGES)
def test_explain_shows_the_page_and_the_severity(language: Language) -> None:
    severity = sentences(language)["severity.warning"]
    title, _, rest = page("EK203", language).partition("\n")
    for word in ("EK203", "ek203", "delivery-without-activity"):
        answer = call("explain", word, "--lang", language)
        shown_title, _, told, shown_rest = answer.out.split("\n", 3)
        assert (answer.status, answer.err, shown_title, shown_rest) == (0, "", title, rest)
        assert severity in told


def test_explain_of_no_rule_is_wrong_use() -> None:
    answer = call("explain", "EK999", "--lang", "en")
    assert (answer.status, answer.out) == (2, "")
    assert "EK999" in answer.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_are_all_listed(language: Language) -> None:
    severities = sentences(language)
    expected = [
        [rule.code, severities[f"severity.{rule.severity}"], rule.name, page(rule.code, language).split("\n")[2]]
        for rule in RULES
    ]
    assert [row.split(maxsplit=3) for row in call("rules", "--lang", language).out.splitlines()] == expected
