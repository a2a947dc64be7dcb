"""Identity numbers of persons are found in a plan, and no command ever shows one whole."""

import re
from calendar import monthrange
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import Answer, call, validate, write

from effektkedja.basics.identity_numbers import LONGEST, find_identity_numbers, masked, masked_part
from effektkedja.basics.language import LANGUAGES

# No number below is anybody's: they belong to days so long ago, or are the examples that the authorities publish.
SWEDISH = [
    "811228-9874",  # Skatteverket's own example
    "811228+9874",
    "19811228-9874",
    "8112289874",
    "198112289874",
    "18900101-9802",
    "701063-2391",  # a samordningsnummer: day 3
    "19701063-2391",
    "811228\N{NON-BREAKING HYPHEN}9874",
    "811228\N{EN DASH}9874",
]
FINNISH = [
    "131052-308T",  # Digi- ja väestötietovirasto's own example
    "131052Y308T",
    "131052X308T",
    "131052W308T",
    "131052V308T",
    "131052U308T",
    "131052+308T",
    "131052A308T",
    "131052B308T",
    "131052C308T",
    "131052D308T",
    "131052E308T",
    "131052F308T",
    "131052a308t",
]
NO_NUMBERS = {
    "the check digit is wrong": "811228-9873",
    "there is no such day": "810230-9877",
    "there is no such month": "811328-9873",
    "neither is the day of this samordningsnummer": "811292-9877",
    "another separator": "811228/9874",
    "two separators": "811228--9874",
    "a letter before": "x811228-9874",
    "a digit before": "3811228-9874",
    "a letter after": "811228-9874å",
    "a digit after": "811228-98741",
    "a century of nobody": "17811228-9874",
    "a hundred years are told twice": "19811228+9874",
    "the check character is wrong": "131052-308U",
    "no such day in Finland": "310252-308" + "0123456789ABCDEFHJKLMNPRSTUVWXY"[310252308 % 31],
    "too low": "131052-001" + "0123456789ABCDEFHJKLMNPRSTUVWXY"[131052001 % 31],
    "a number for the time being": "131052-900" + "0123456789ABCDEFHJKLMNPRSTUVWXY"[131052900 % 31],
    "no separator of a century": "131052G308T",
    "without separator": "131052308T",
    "a period": "2026-2027",
    "a sum": "1 250 000",
    "an organisation's number": "212000-0142",
}


@pytest.mark.parametrize("number", SWEDISH + FINNISH)
def test_a_number_is_found_and_masked(number: str) -> None:
    text = f"Ring ({number}), i dag."
    assert list(find_identity_numbers(text)) == [(6, 6 + len(number))]
    assert masked(text) == f"Ring ({number[:-4]}****), i dag."


@pytest.mark.parametrize("text", NO_NUMBERS.values(), ids=NO_NUMBERS.keys())
def test_what_is_no_number_is_left_alone(text: str) -> None:
    assert list(find_identity_numbers(text)) == []
    assert masked(text) == text


def test_what_may_stand_beside_a_number() -> None:
    text = r"_811228-9874_131052-308T-8112289874/811228-9874.\n811228-9874"
    assert masked(text) == r"_811228-****_131052-****-811228****/811228-****.\n811228-****"


@pytest.mark.parametrize(("text", "expected"), [("000229-0005", True), ("000229+0005", False)])
def test_a_leap_day_needs_a_leap_year(text: str, expected: bool) -> None:
    """2000 was one and 1900 was not."""
    assert bool(list(find_identity_numbers(text))) is expected


# The laws, judged by a second reading of the two forms that shares nothing with the first.


def days_of(short_year: int, centuries: list[int], month: int) -> int:
    if not 1 <= month <= 12:
        return 0
    return max((monthrange(century + short_year, month)[1] for century in centuries), default=0)


def is_swedish(text: str) -> bool:
    if not (form := re.fullmatch(r"(18|19|20)?(\d\d)(\d\d)(\d\d)([-+]?)(\d{4})", text, re.ASCII)):
        return False
    century, year, month, day, separator, last = form.groups()
    if century and separator == "+":
        return False
    centuries = [int(century) * 100] if century else [1800, 1900] if separator == "+" else [1900, 2000]
    total = 0
    for place, digit in enumerate(reversed(year + month + day + last)):
        total += sum(divmod(int(digit) * 2, 10)) if place % 2 else int(digit)
    days = days_of(int(year), centuries, int(month))
    return total % 10 == 0 and (1 <= int(day) <= days or 61 <= int(day) <= 60 + days)


def is_finnish(text: str) -> bool:
    if not (form := re.fullmatch(r"(\d\d)(\d\d)(\d\d)([-+YXWVUABCDEF])(\d{3})([0-9A-FHJ-NPR-Y])", text, re.ASCII)):
        return False
    day, month, year, separator, number, check = form.groups()
    century = 1800 if separator == "+" else 2000 if separator in "ABCDEF" else 1900
    remainder = int(day + month + year + number) % 31
    expected = chr(ord("0") + remainder) if remainder < 10 else "ABCDEFHJKLMNPRSTUVWXY"[remainder - 10]
    days = days_of(int(year), [century], int(month))
    return check == expected and 1 <= int(day) <= days and 2 <= int(number) <= 899


def found(text: str) -> bool:
    return list(find_identity_numbers(text)) == [(0, len(text))]


def digits(count: int) -> st.SearchStrategy[str]:
    return st.integers(0, 10**count - 1).map(lambda number: f"{number:0{count}}")


def likely(first: str, last: str) -> Iterator[str]:
    """Give a text with each check character that it might have, so that one of them is right."""
    return (f"{first}{last}{check}" for check in "0123456789ABCDEFHJKLMNPRSTUVWXY")


DAYS = st.dates().map(lambda day: day.strftime("%d%m%y"))
SHORT = st.dates().map(lambda day: day.strftime("%y%m%d"))


@given(
    birth=st.one_of(DAYS, SHORT, digits(6), digits(8)), separator=st.sampled_from("-+ABCDEFUVWXYG/ "), last=digits(3)
)
def test_exactly_the_valid_numbers_are_found(birth: str, separator: str, last: str) -> None:
    for text in (*likely(birth + separator, last), *likely(birth, last)):
        assert found(text) == (is_swedish(text) or is_finnish(text)), text


@given(st.sampled_from([number for number in SWEDISH + FINNISH if number.isascii()]).map(str.upper), st.data())
def test_a_number_with_another_digit_is_not_found_unless_it_is_valid_again(number: str, data: st.DataObject) -> None:
    assert found(number)
    places = [place for place, character in enumerate(number) if character.isdecimal()]
    place, digit = data.draw(st.sampled_from(places)), data.draw(st.sampled_from("0123456789"))
    changed = number[:place] + digit + number[place + 1 :]
    assert found(changed) == (is_swedish(changed) or is_finnish(changed))


PIECES = st.sampled_from(
    ["811228-9874", "19811228-9874", "131052A308T", "8112289874", "1", "9", "a", " ", "-", "å", "\n"]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS)
def test_masking_keeps_everything_else(text: str) -> None:
    hidden = masked(text)
    assert len(hidden) == len(text)
    assert masked(hidden) == hidden
    secret = {place for _, end in find_identity_numbers(text) for place in range(end - 4, end)}
    assert all(hidden[place] == ("*" if place in secret else text[place]) for place in range(len(text)))


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_a_part_is_masked_as_in_the_whole(text: str, start: int, end: int) -> None:
    assert masked_part(text, start, end) == masked(text)[start:end]
    assert masked_part("x" * 3 * LONGEST + text, 0, end) == masked("x" * 3 * LONGEST + text)[:end]


# The rule.

PLAN = """\
effektkedja: 1  # 811228-9874
organisation: {id: upn, namn: Upplevelsenämnden, typ: nämnd}  # 811228-9874
mål:
  # 811228-9874
  - id: M1
    # 811228-9874
    titel: Fler läser  # 811228-9874
    nivå: nämnd
    beskrivning: |
      Först 811228-9874,
      sedan 131052-308T och 131052A308T.
  - {id: M2, titel: "Om 8112289874", nivå: nämnd}
resultatdialoger:
  - id: D1
    titel: Samtal
    beslut:
      - text: Ring 19811228-9874
"""


def test_where_it_is_found(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN})
    found = [(one["line"], one["column"], one["end_column"], one["id"]) for one in _found("plan.yaml")]
    assert found == [
        (1, 19, 30, None),
        (2, 65, 76, None),
        (4, 5, 16, None),
        (6, 7, 18, "M1"),
        (7, 26, 37, "M1"),
        (10, 13, 24, "M1"),
        (11, 13, 24, "M1"),
        (11, 29, 40, "M1"),
        (12, 25, 35, "M2"),
        (17, 20, 33, "D1"),
    ]
    assert {one["key"] for one in _found("plan.yaml")} == {None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_message_shows_when_and_not_who(folder: Path, language: str) -> None:
    write(folder, {"plan.yaml": PLAN})
    [*_, last] = call("validate", "--select", "EK602", "-f", "json", "--lang", language, "plan.yaml").diagnostics
    assert "19811228-****" in last["message"]


def test_it_can_be_silenced(folder: Path) -> None:
    write(folder, {"plan.yaml": PLAN.replace("effektkedja: 1  # ", "effektkedja: 1  # effektkedja: ignore[EK602] ")})
    assert _found("plan.yaml")[0]["line"] == 2


def test_it_is_told_of_an_imported_plan_too(folder: Path) -> None:
    importing = "effektkedja: 1\norganisation: {id: kf, namn: Kommunen, typ: kommun}\nimporterar: plan.yaml\n"
    write(folder, {"plan.yaml": PLAN, "kommun.yaml": importing})
    assert {one["file"] for one in _found("kommun.yaml")} == {"plan.yaml"}


def test_one_that_looks_like_a_phone_number_is_no_contact_detail(folder: Path) -> None:
    owner = "    nivå: nämnd\n    ansvarig: 010190+002R\n"
    write(folder, {"plan.yaml": PLAN.replace("    nivå: nämnd\n", owner, 1)})
    assert validate("--select", "EK604", "plan.yaml").codes == []


def test_a_plan_full_of_them_is_read(folder: Path) -> None:
    notes = "".join(f"  - id: M{number}\n    titel: Om 811228-9874\n    nivå: nämnd\n" for number in range(2000))
    write(folder, {"plan.yaml": PLAN[: PLAN.index("mål:\n")] + "mål:\n" + notes})
    assert [one["id"] for one in _found("plan.yaml")[2:]] == [f"M{number}" for number in range(2000)]


def _found(*words: str) -> list[dict[str, object]]:
    return validate("--select", "EK602", *words).diagnostics


# What is shown.

SECRET = re.compile("9874|308T")

EVERYWHERE = """\
# 811228-9874
effektkedja: 1
organisation: {id: "811228-9874", namn: Nämnden 811228-9874, typ: nämnd}
period: 811228-9874
okänd 811228-9874: 131052-308T
mål:
  - {id: 811228-9874, titel: "Genomföra\\n811228-9874", nivå: "nämnd\\t811228-9874",
     ansvarig: 131052A308T, leder_till: 131052-308T}
  - {id: M1, titel: Mål 811228-9874, nivå: nämnd}
  - {id: M1, titel: Mål 811228-9874, nivå: nämnd, leder_till: [811228-9874, M1]}
aktiviteter:
  - {id: 131052-308T, titel: Ring 811228-9874, ansvarig: a@b.se 811228-9874,
     leder_till: [811228-9874, 811228-9874, x811228-9875]}
  - {id: A2, titel: 811228-9874, leder_till: L9}
leveranser:
  - {id: L9, titel: Lev 811228-9874, status: [{uppföljning: 811228-9874, klar: nej, kommentar: Sen 811228-9874}]}
"""

COMMANDS = [
    ("validate",),
    ("validate", "--format", "concise"),
    ("validate", "--format", "json"),
    ("validate", "--format", "github"),
    ("validate", "--statistics"),
    ("validate", "--color", "always"),
    ("validate", "--format", "sarif"),
    ("validate", "--format", "junit"),
    ("gaps",),
    ("gaps", "--format", "json"),
    ("trace", "131052-308T"),
    ("trace", "811228-9874"),
    ("trace", "A2"),
    ("status", "--by", "owner"),
    ("status", "--format", "json"),
    ("status", "--format", "markdown"),
    ("status", "--format", "csv"),
    ("scorecard",),
    ("scorecard", "--format", "json"),
    ("scorecard", "--format", "markdown"),
    ("trace", "8112289874"),
]


def assert_nothing_is_told(answer: Answer) -> None:
    assert answer.status in {0, 1, 2}
    assert "internal" not in answer.err
    assert "Traceback" not in answer.err
    assert not SECRET.search(answer.out + answer.err)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_shows_one(words: tuple[str, ...], language: str, folder: Path) -> None:
    write(folder, {"plan.yaml": EVERYWHERE})
    for terminal in (False, True):
        answer = call(*words, "plan.yaml", "--lang", language, "--verbose", terminal=terminal)
        assert_nothing_is_told(answer)
        shown = (answer.out + answer.err).replace("\\", "")  # in Markdown a star is written with one before it
        assert "****" in shown or "--statistics" in words


@pytest.mark.parametrize(
    ("language", "shown"), [("sv", "18900101-****"), ("en", "18900101-****"), ("fi", "131052-****")]
)
def test_nor_does_the_page_of_the_rule(language: str, shown: str) -> None:
    """The page says that the program never shows one, and its own example is no exception."""
    page = call("explain", "EK602", "--lang", language).out
    assert f"{shown}    # <- EK602" in page
    assert not any(find_identity_numbers(page))


@pytest.mark.parametrize("words", [words for words in COMMANDS if words != ("trace", "8112289874")], ids=" ".join)
def test_nor_does_a_file_that_one_writes(words: tuple[str, ...], folder: Path) -> None:
    write(folder, {"plan.yaml": EVERYWHERE})
    assert_nothing_is_told(call(*words, "plan.yaml", "--output", "out.txt"))
    assert not SECRET.search((folder / "out.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "broken", ["- [811228-9874", "a: b: 811228-9874", "mål: &811228-9874 x", "mål: \x07 811228-9874"]
)
def test_nor_is_one_shown_where_the_reading_ends(broken: str, folder: Path) -> None:
    write(folder, {"plan.yaml": f"effektkedja: 1\n{broken}\n"})
    for words in COMMANDS:
        assert_nothing_is_told(call(*words, "plan.yaml"))


@pytest.mark.parametrize("before", range(0, 240, 7))
def test_nor_a_part_of_one_where_a_line_is_cut(before: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the ellipsis falls, in the source line or in a quoted text: no digit of the secret part is left."""
    monkeypatch.setenv("COLUMNS", "80")
    number = "131052-308T"
    title = f"{'x ' * (before // 2)}{' ' * (before % 2)}{number} {'y ' * 300}"
    plan = "effektkedja: 1\norganisation: {id: upn, namn: Nämnden, typ: nämnd}\n"
    plan += f'mål: [{{titel: "{title}", id: M1, nivå: "{title}"}}]\n'
    write(folder, {"plan.yaml": plan})
    for terminal in (False, True):
        for words in COMMANDS[:6]:
            shown = call(*words, "plan.yaml", "--lang", "en", terminal=terminal).out
            assert not re.search(r"131052-[^*]{0,3}[0-9]|308|08T", shown), shown


def test_nor_does_an_answer_that_replaces_another(folder: Path) -> None:
    """The difference shows lines of the plan, and the answer that was there is told; the file itself is kept."""
    plan = PLAN[: PLAN.index("mål:\n")] + "mål: [{id: M1, titel: Mål, nivå: nämnd}]\nperiod: 2026\n"
    plan += "leveranser:\n  - id: L1\n    titel: Om 811228-9874\n    leder_till: M1\n    status:\n"
    plan += "      - uppföljning: 2026-T1\n        klar: nej\n        kommentar: Ring 811228-9874\n"
    write(folder, {"plan.yaml": plan})
    words = ("record", "L1", "yes", "plan.yaml", "--review", "2026-T1")
    for option in ("--dry-run", "--force"):
        answer = call(*words, option)
        assert answer.status == 0
        assert_nothing_is_told(answer)
        assert "****" in answer.out + answer.err
    assert "titel: Om 811228-9874\n" in (folder / "plan.yaml").read_text(encoding="utf-8")
