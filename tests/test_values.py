"""How a plan writes numbers, times, ids and words, and what they mean."""

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effektkedja.basics.language import LANGUAGES
from effektkedja.plan import values
from effektkedja.plan.vocabulary import fold, vocabulary

LAW = settings(max_examples=200, deadline=None, derandomize=True, database=None)

NO_BREAK, NARROW = "\u00a0", "\u202f"


def accepts(read: Callable[[str], Any], written: str) -> Any:
    """Give what is read, or None where it is refused."""
    try:
        return read(written)
    except ValueError:
        return None


# --- Numbers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("0", "0"),
        ("7", "7"),
        ("007", "7"),
        ("1250", "1250"),
        ("1 250", "1250"),
        (f"1{NO_BREAK}250", "1250"),
        (f"12{NARROW}345{NARROW}678", "12345678"),
        (f"1 234{NO_BREAK}567{NARROW}890", "1234567890"),
        ("7,9", "7.9"),
        ("7.9", "7.9"),
        ("1,250", "1.250"),
        ("1.250", "1.250"),
        ("1 250,50", "1250.50"),
        ("0,10", "0.10"),
        ("-3", "-3"),
        ("−3,5", "-3.5"),
        ("-1 000", "-1000"),
        ("123456789012345678", "123456789012345678"),
        ("0,12345678901234567", "0.12345678901234567"),
    ],
)
def test_number(written: str, meant: str) -> None:
    """All decimals are kept as they are written: 0,10 is not 0,1 when it is shown again."""
    assert str(values.parse_number(written)) == meant


@pytest.mark.parametrize(
    "written",
    [
        "", " ", "x", "tio", "1e3", "1E3", "0x10", "NaN", "nan", "inf", "-inf", "∞", "½", "٣", "１", "²",
        "+1", "--1", "- 1", "-", "−", ".5", "5.", "5,", ",5", "1.2.3", "1,2,3", "1,250,000", "1.250.000",
        "12 34", "1 25", "1 2500", "1234 567", "1  250", " 1", "1 ", "1\t250", "1_000", "1'000", "7,9 %", "7 kr",
        "1234567890123456789", "0,123456789012345678", "1\n", "1,5 000",
    ],
)  # fmt: skip
def test_no_number(written: str) -> None:
    assert accepts(values.parse_number, written) is None


@LAW
@given(
    number=st.decimals(min_value=-(10**12), max_value=10**12, places=3),
    gap=st.sampled_from(["", " ", NO_BREAK, NARROW]),
    comma=st.sampled_from(".,"),
    minus=st.sampled_from("-−"),
)
def test_a_written_number_reads_back(number: Decimal, gap: str, comma: str, minus: str) -> None:
    written = f"{number:,f}".replace(".", "|").replace(",", gap).replace("|", comma).replace("-", minus)
    assert values.parse_number(written) == number


@pytest.mark.parametrize(
    ("read", "good", "bad"),
    [
        (values.parse_amount, ["0", "-0", "0,5", "1 000"], ["-1", "−0,01", "x"]),
        (values.parse_count, ["0", "12", "1 200", "7,0"], ["-1", "7,5", "tre", ""]),
        (values.parse_grade, ["1", "4", "5", "3,0"], ["0", "6", "-1", "2,5", "hög"]),
        (values.parse_municipality_code, ["0180", "2584", "091", "005"], ["18", "01800", "018O", "٠١٨٠", "-180", ""]),
        (values.parse_title, ["x", "å" * 300], ["x" * 301]),
    ],
)
def test_limits(read: Callable[[str], Any], good: list[str], bad: list[str]) -> None:
    assert [written for written in good if accepts(read, written) is None] == []
    assert [written for written in bad if accepts(read, written) is not None] == []


# --- Times ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-H1", "2026-01-01", "2026-06-30"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2026-T1", "2026-01-01", "2026-04-30"),
        ("2026-T2", "2026-05-01", "2026-08-31"),
        ("2026-T3", "2026-09-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q2", "2026-04-01", "2026-06-30"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-01", "2026-01-01", "2026-01-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_period(written: str, first: str, last: str) -> None:
    period = values.parse_period(written)
    assert (str(period), period.first.isoformat(), period.last.isoformat()) == (written, first, last)
    assert values.parse_day_or_period(written) == period


@pytest.mark.parametrize(
    "written",
    [
        "", "26", "226", "02026", "0000", "2026-", "2026-H0", "2026-H3", "2026-T0", "2026-T4", "2026-Q0", "2026-Q5",
        "2026-00", "2026-13", "2026-1", "2026-001", "2026H1", "2026 H1", "H1-2026", "2026-W18", "2026-04-30", "2026/04",
        "2025-2026", "2025–2026", "٢٠٢٦", "2026\n", " 2026", "april 2026",
    ],
)  # fmt: skip
def test_no_period(written: str) -> None:
    assert accepts(values.parse_period, written) is None


@pytest.mark.parametrize("written", ["2026-04-30", "2024-02-29", "0001-01-01", "9999-12-31"])
def test_date(written: str) -> None:
    day = values.parse_date(written)
    assert day.isoformat() == written
    assert values.parse_day_or_period(written) == values.Period(written, day, day)


@pytest.mark.parametrize(
    "written",
    [
        "", "2026", "2026-04", "2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01",
        "2026-4-30", "20260430", "2026-W18-4", "2026-120", "30.4.2026", "30/4 2026", "2026-04-30T00:00", "2026-04-30 ",
        "2026‐04‐30", "٢٠٢٦-٠٤-٣٠",
    ],
)  # fmt: skip
def test_no_date(written: str) -> None:
    assert accepts(values.parse_date, written) is None


@LAW
@given(day=st.dates())
def test_every_day_lies_in_one_part_of_the_year_of_each_kind(day: date) -> None:
    year = f"{day.year:04}"
    for parts in ("H1 H2", "T1 T2 T3", "Q1 Q2 Q3 Q4", "01 02 03 04 05 06 07 08 09 10 11 12"):
        periods = [values.parse_period(f"{year}-{part}") for part in parts.split()]
        assert sum(period.first <= day <= period.last for period in periods) == 1
        assert all(one.last + timedelta(1) == next_.first for one, next_ in pairwise(periods))
        assert (periods[0].first, periods[-1].last) == (date(day.year, 1, 1), date(day.year, 12, 31))


# --- Ids ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["A", "1", "a.b-c_d", "Mål-1", "päämäärä", "στόχος", "Цель2", "目標", "هدف٣", "-", ".", "_", "x" * 64, "å" * 64],
)
def test_id(written: str) -> None:
    assert values.parse_id(written) == written


@pytest.mark.parametrize(
    "written", ["", " ", "a b", "a/b", "a\\b", "a:b", "a#1", "M½", "M²", "a\tb", "a\u00adb", "🎭", "a\u200db", "x" * 65]
)
def test_no_id(written: str) -> None:
    assert accepts(values.parse_id, written) is None


def test_ids_are_compared_in_one_form_and_with_their_case() -> None:
    decomposed = unicodedata.normalize("NFD", "Mål-1")
    assert values.parse_id(decomposed) == values.parse_reference(decomposed) == "Mål-1"
    assert values.parse_id("mål-1") != values.parse_id("Mål-1")
    assert values.parse_id("a\u030a") == "å"
    assert values.parse_id(unicodedata.normalize("NFD", "å" * 64)) == "å" * 64


@LAW
@given(written=st.text(max_size=70))
def test_an_id_that_is_read_again_stays_as_it_is(written: str) -> None:
    if (identifier := accepts(values.parse_id, written)) is not None:
        assert values.parse_id(identifier) == values.parse_reference(written) == identifier


# --- Words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "also"),
    [
        ("målområden", "Malomraden"),
        ("leder_till", "LEDER TILL"),
        ("leder_till", "leder-till"),
        ("utgångsvärde", "utgangsvarde"),
        ("pitkän_aikavälin_vaikutukset", "Pitkan-Aikavalin vaikutukset"),
        ("nämnd", unicodedata.normalize("NFD", "NÄMND")),
        ("öka", "  Oka\t"),
    ],
)
def test_words_that_mean_the_same(written: str, also: str) -> None:
    assert fold(written) == fold(also)


@LAW
@given(written=st.text("aAåÅäÄöÖbZéÉß09 -_./\t"))
def test_folding_twice_is_folding_once(written: str) -> None:
    assert fold(fold(written)) == fold(written)


# The contract: the table of the plan format. Enumeration, and its words in English, Swedish and Finnish.
WORDS = """
yes_no            yes                  ja                   kyllä
yes_no            true                 ja                   kyllä
yes_no            no                   nej                  ei
yes_no            false                nej                  ei
answer            yes                  ja                   kyllä
answer            true                 ja                   kyllä
answer            no                   nej                  ei
answer            false                nej                  ei
answer            cancelled            inställd             peruttu
organisation_kind municipality         kommun               kunta
organisation_kind region               region               hyvinvointialue
organisation_kind board                nämnd                lautakunta
organisation_kind administration       förvaltning          toimiala
organisation_kind unit                 enhet                yksikkö
organisation_kind company              bolag                yhtiö
organisation_kind joint_authority      kommunalförbund      kuntayhtymä
organisation_kind programme            program              ohjelma
organisation_kind other                annan                muu
level             council              fullmäktige          valtuusto
level             board                nämnd                lautakunta
level             company              bolag                yhtiö
level             administration       förvaltning          toimiala
level             unit                 enhet                yksikkö
level             employee             medarbetare          työntekijä
perspective       inhabitants          invånare             asukkaat
perspective       world                omvärld              toimintaympäristö
perspective       organisation         organisation         organisaatio
perspective       economy              ekonomi              talous
review_kind       interim              delår                osavuosikatsaus
review_kind       annual               årsredovisning       tilinpäätös
review_kind       mid_term             mandatperiodens_mitt kauden_puoliväli
review_kind       end_of_term          mandatperiodens_slut kauden_loppu
review_kind       other                annan                muu
indicator_kind    quantitative         kvantitativ          määrällinen
indicator_kind    qualitative          kvalitativ           laadullinen
direction         increase             öka                  kasvaa
direction         decrease             minska               laskee
direction         maintain             bibehålla            säilyy
frequency         monthly              månadsvis            kuukausittain
frequency         quarterly            kvartalsvis          neljännesvuosittain
frequency         tertial              tertialvis           kolmannesvuosittain
frequency         half_yearly          halvårsvis           puolivuosittain
frequency         yearly               årsvis               vuosittain
frequency         every_second_year    vartannat_år         joka_toinen_vuosi
gender            total                totalt               yhteensä
gender            women                kvinnor              naiset
gender            men                  män                  miehet
survey_kind       survey               enkät                kysely
survey_kind       customer_measurement kundmätning          asiakaskysely
survey_kind       study                studie               selvitys
survey_kind       evaluation           utvärdering          arviointi
rating            met                  uppfyllt             toteutunut
rating            partly               delvis_uppfyllt      osittain_toteutunut
rating            partly               delvis               osittain
rating            not_met              ej_uppfyllt          ei_toteutunut
rating            not_assessed         ej_bedömt            ei_arvioitu
improvement_kind  suggestion           förslag              ehdotus
improvement_kind  opinion              synpunkt             palaute
improvement_kind  complaint            klagomål             reklamaatio
improvement_kind  development_area     utvecklingsområde    kehittämiskohde
improvement_state new                  ny                   uusi
improvement_state in_progress          pågår                käsittelyssä
improvement_state done                 klar                 valmis
improvement_state rejected             ej_åtgärdad          hylätty
activity_state    planned              planerad             suunniteltu
activity_state    in_progress          pågår                käynnissä
activity_state    done                 klar                 valmis
activity_state    cancelled            inställd             peruttu
change_kind       budget               budget               budjetti
change_kind       world                omvärld              toimintaympäristö
change_kind       priority             prioritering         priorisointi
currency          SEK                  SEK                  SEK
currency          tkr                  tkr                  tkr
currency          mnkr                 mnkr                 mnkr
currency          EUR                  EUR                  EUR
currency          tEUR                 tEUR                 tEUR
currency          MEUR                 MEUR                 MEUR
"""
ROWS = [row.split() for row in WORDS.strip().splitlines()]
SHORT = {"true": "yes", "false": "no"}


@pytest.mark.parametrize("group", dict.fromkeys(row[0] for row in ROWS))
def test_the_words_of_an_enumeration_never_change(group: str) -> None:
    meant = {word: SHORT.get(row[1], row[1]) for row in ROWS if row[0] == group for word in row[1:]}
    words = vocabulary()
    assert {word: words.canonical_value(group, word) for word in meant} == meant
    assert set(words.values(group)) == set(meant.values())
    spellings = (words.spellings_of_value(group, value, one) for value in words.values(group) for one in LANGUAGES)
    assert {word for several in spellings for word in several} == meant.keys()
