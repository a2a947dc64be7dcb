"""The report: what stands in it, for whom, and that its figures are those of the status."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from pages import Page, text_of
from support import REPOSITORY, TESTS, call, expect, sentences, write

from effektkedja.basics.contact_details import contact_kind, without_contact_details

SNAPSHOTS = TESTS / "snapshots"
PLAN = SNAPSHOTS / "plans" / "rapport"
ENKOPING = REPOSITORY / "examples" / "enkoping"
HELSINGBORG = REPOSITORY / "examples" / "helsingborg"
T1 = ("--review", "2026-T1", "--as-of", "2026-05-10")
T2 = ("--review", "2026-T2", "--as-of", "2026-09-10")
YEAR = ("--review", "2026-ÅR", "--as-of", "2027-01-20")

HEAD = (
    "effektkedja: 1\norganisation: {id: n, namn: Nämnden, typ: nämnd}\nperiod: 2026\n"
    "mål: [{id: M1, titel: Fler trivs, nivå: nämnd}]\n"
)


def page(*words: str | Path) -> Page:
    """Give a report as a page."""
    answer = call("report", "--quiet", *words)
    assert answer.status == 0, answer.err
    return Page(answer.out)


def markdown(*words: str | Path) -> str:
    """Give a report as Markdown."""
    answer = call("report", "--quiet", "--format", "markdown", *words)
    assert answer.status == 0, answer.err
    return answer.out


# ------------------------------------------------------------------------------------------------- what stands in it


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("report-sv", T2),
        ("report-fi", (*YEAR, "--lang", "fi", "--public")),
        ("report-plan-en", (*T1, "--lang", "en", "--kind", "plan")),
    ],
)
def test_the_report_of_a_small_chain(name: str, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PLAN)
    shown = markdown(*words)
    assert not re.search(r" $|\n{3}", shown, flags=re.MULTILINE)
    expect(shown, SNAPSHOTS / f"{name}.txt")


# What each kind of report has, in its order, of a chain that has everything.
PARTS = {
    "interim": (
        "Sammanfattning", "Behöver svar eller åtgärd", "Nytt sedan förra uppföljningen", "Målområde Ett rikt liv",
        "Pengar och timmar", "Risker och intern kontroll", "Målkonflikter", "Det som har ändrats", "Resultatdialoger",
        "Synpunkter och förslag", "Undersökningar", "Alla leveranser", "Uppdrag", "Utanför målen",
        "Så läser du rapporten",
    ),
    "annual": (
        "Sammanfattning", "Målområde Ett rikt liv", "Pengar och timmar", "Behöver svar eller åtgärd",
        "Nytt sedan förra uppföljningen", "Det som har ändrats", "Resultatdialoger", "Synpunkter och förslag",
        "Risker och intern kontroll", "Målkonflikter", "Undersökningar", "Alla leveranser", "Uppdrag", "Utanför målen",
        "Så läser du rapporten",
    ),
    "mid-term": (
        "Sammanfattning", "Målområde Ett rikt liv", "Det som har ändrats", "Pengar och timmar",
        "Risker och intern kontroll", "Målkonflikter", "Behöver svar eller åtgärd", "Nytt sedan förra uppföljningen",
        "Resultatdialoger", "Synpunkter och förslag", "Undersökningar", "Alla leveranser", "Uppdrag", "Utanför målen",
        "Så läser du rapporten",
    ),
    "end-of-term": (
        "Sammanfattning", "Målområde Ett rikt liv", "Resultatdialoger", "Synpunkter och förslag", "Det som har ändrats",
        "Pengar och timmar", "Målkonflikter", "Risker och intern kontroll", "Behöver svar eller åtgärd",
        "Nytt sedan förra uppföljningen", "Undersökningar", "Alla leveranser", "Uppdrag", "Utanför målen",
        "Så läser du rapporten",
    ),
    "plan": (
        "Sammanfattning", "Målområde Ett rikt liv", "Pengar och timmar", "Risker och intern kontroll", "Målkonflikter",
        "Alla leveranser", "Alla aktiviteter", "Uppdrag", "Undersökningar", "Utanför målen", "Så läser du rapporten",
    ),
}  # fmt: skip
TITLES = {
    "interim": "Delårsuppföljning 2026",
    "annual": "Årsuppföljning 2026",
    "mid-term": "Uppföljning i mandatperiodens mitt, 2023–2026",
    "end-of-term": "Uppföljning av mandatperioden 2023–2026",
    "plan": "Plan för 2026",
}


@pytest.mark.parametrize("kind", PARTS)
def test_what_each_kind_of_report_has(kind: str) -> None:
    shown = page(PLAN, "--kind", kind, *T2)
    assert tuple(shown.sections()) == PARTS[kind]
    assert [text_of(one) for one in shown.all("h1")] == [TITLES[kind]]
    assert [text_of(one) for one in shown.all("title")] == [f"{TITLES[kind]} – Sjöstads kommun"]
    contents = [text_of(one) for one in shown.all("a", within=shown.all("nav")[0])]
    assert [one for one in contents if one in PARTS[kind] or one == "Ett rikt liv"] == [
        part.removeprefix("Målområde ") for part in PARTS[kind]
    ]
    in_markdown = re.findall(r"^## (.*)$", markdown(PLAN, "--kind", kind, *T2), flags=re.MULTILINE)
    assert in_markdown == [part.replace("Målområde ", "Målområde: ") for part in PARTS[kind]]


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("delår", "Delårsuppföljning 2026"),
        ("årsredovisning", "Årsuppföljning 2026"),
        ("mandatperiodens_mitt", "Uppföljning i mandatperiodens mitt, 2026"),
        ("mandatperiodens_slut", "Uppföljning av mandatperioden 2026"),
        ("annan", "Delårsuppföljning 2026"),
        (None, "Delårsuppföljning 2026"),
    ],
)
def test_the_kind_is_that_of_the_review(kind: str | None, title: str, folder: Path) -> None:
    typed = f", typ: {kind}" if kind else ""
    write(folder, {"plan.yaml": f"{HEAD}uppföljningar: [{{id: U, datum: 2026-06-30{typed}}}]\n"})
    assert markdown("plan.yaml").startswith(f"# {title}: Nämnden\n")


def test_without_plans_there_is_nothing_but_a_plan(folder: Path) -> None:
    answer = call("report", "--format", "markdown")
    assert answer.status == 0
    assert answer.out.startswith("# Plan för 2026\n")
    assert answer.err == (
        "effektkedja: Ingen plan hittades (.). En plan är en fil som slutar på .yaml och har en rad som börjar med "
        "effektkedja:\n"
    )


def test_a_plan_to_be_decided_tells_of_no_answers_and_no_judgements() -> None:
    shown = markdown(PLAN, "--kind", "plan", *T2)
    for word in ("levererad", "försenad", "ej uppfyllt", "nej", "målvärdet inte nått", "gått åt", "avvikelse"):
        assert word not in shown, word
    for word in ("minst 70", "900 tkr", "Rond varje kväll", "Kvällsöppet bibliotek", "januari 2026 – 31 mars 2026"):
        assert word in shown, word


@pytest.mark.parametrize(
    ("kind", "periods"),
    [
        ("interim", ["2022", "2025", "2026"]),
        ("annual", ["2022", "2023", "2025", "2026"]),
        ("end-of-term", ["2022", "2023", "2025", "2026"]),
        ("plan", ["2022", "2023", "2025", "2026"]),
    ],
)
def test_the_kind_decides_how_far_back_values_are_shown(kind: str, periods: list[str]) -> None:
    """During the year the last three years give the course; the baseline is always there."""
    shown = page(PLAN, "--kind", kind, *T2)
    indicator = shown.by_id("id-I1")
    [table] = shown.all("table", within=indicator)
    assert [row[0] for row in shown.rows(table)[1:]] == periods


@pytest.mark.parametrize(("kind", "first"), [("interim", "Prognos för helåret"), ("annual", "Bedömning")])
def test_during_the_year_the_forecast_comes_first_and_then_the_rating(kind: str, first: str, folder: Path) -> None:
    plan = f"{HEAD}bedömningar: [{{avser: M1, uppföljning: 2026-T1, måluppfyllelse: delvis, prognos: uppfyllt}}]\n"
    write(folder, {"plan.yaml": plan})
    shown = page("plan.yaml", "--kind", kind)
    facts = shown.of_class("judgement")[0]
    assert text_of(shown.all("dt", within=facts)[0]) == first
    overview = shown.rows(shown.all("table")[0])
    assert overview[0][1] == first


def test_what_is_new_since_the_last_review() -> None:
    shown = page(PLAN, *T2)
    new = shown.sections()["Nytt sedan förra uppföljningen"]
    tables = {
        text_of(shown.all("caption", within=one)[0]): shown.rows(one)[1:] for one in shown.all("table", within=new)
    }
    assert [(row[0].split(" L")[-1], row[1], row[2]) for row in tables["Leveranser och uppdrag"]] == [
        ("1", "! försenad", "✓ levererad"),
        ("2", "· kommande", "! försenad"),
        ("3", "· kommande", "○ obesvarad"),
    ]
    assert [(row[1], row[2], row[3]) for row in tables["Bedömningar"]] == [
        ("prognos", "● uppfyllt", "◐ delvis uppfyllt"),
        ("bedömning", "–", "◐ delvis uppfyllt"),
    ]
    assert [row[1:] for row in tables["Nya värden"]] == [["1 480 (tertial 1 2026)", "1 410 (tertial 2 2026)"]]
    assert "3 leveranser och uppdrag har fått svar" in text_of(new)
    assert "Nytt sedan förra uppföljningen" not in page(PLAN, *T1).sections()  # nothing comes before the first


def test_a_goal_stands_once_and_is_referred_to_from_the_other_areas() -> None:
    shown = page(ENKOPING, "--as-of", "2019-09-15")
    goals = [one.get("id") for one in shown.of_class("goal")]
    assert len(goals) == len(set(goals)) == 10
    area = shown.sections()["Målområde Miljö och hållbarhet"]
    assert not shown.of_class("goal", within=area)
    assert "Bra lokaler M-LOKALER" in text_of(area)


def test_what_reaches_no_goal_is_told_of_too(folder: Path) -> None:
    plan = (
        f"{HEAD}tidiga_effekter:\n  - {{id: E1, titel: I ring, leder_till: E2}}\n"
        "  - {id: E2, titel: I ring, leder_till: E1}\n"
        "aktiviteter: [{id: A1, titel: Ensam}, {id: A2, titel: Till målet, leder_till: M1}]\n"
        "indikatorer: [{id: I1, titel: Mäter inget}]\n"
    )
    write(folder, {"plan.yaml": plan})
    shown = page("plan.yaml")
    outside = text_of(shown.sections()["Utanför målen"])
    assert [outside.count(name) for name in ("A1", "E1", "E2", "A2")] == [1, 2, 1, 0]
    assert "Mäter inget" in text_of(shown.sections()["Övriga indikatorer"])


def test_what_goes_past_the_goals_is_no_break(folder: Path) -> None:
    areas = "målområden: [{id: O, titel: Ett rikt liv}]\nprogram: [{id: P, titel: Hela staden, leder_till: O}]\n"
    write(folder, {"plan.yaml": HEAD + areas})
    assert "straight to a focus area" in markdown("plan.yaml", "--lang", "en")
    write(folder, {"plan.yaml": HEAD + areas + "aktiviteter: [{id: A, titel: Städa}]\n"})
    assert "here the threads end too early" in markdown("plan.yaml", "--lang", "en")


def test_a_chain_in_which_all_leads_to_all_is_cut_and_says_so(folder: Path) -> None:
    def all_of(key: str, letter: str, to: str, count: int = 30) -> str:
        ids = ", ".join(f"{to}{n}" for n in range(1 if to == "M" else count))
        lines = (f"  - {{id: {letter}{n}, titel: {letter}, leder_till: [{ids}]}}\n" for n in range(count))
        return f"{key}:\n{''.join(lines)}"

    plan = HEAD.replace("M1", "M0") + all_of("långsiktiga_effekter", "E", "M") + all_of("tidiga_effekter", "T", "E")
    write(folder, {"plan.yaml": plan + all_of("leveranser", "L", "T") + all_of("aktiviteter", "A", "L")})
    shown = page("plan.yaml")
    assert len(shown.of_class("step")) == 500
    named = {text_of(one) for one in shown.of_class("step")}
    [left_out] = re.findall(r"(\d+) led till får inte plats här", shown.text)
    assert int(left_out) + len({re.split(r" · | se ovan", name)[0] for name in named}) == 120
    assert f"{left_out} led till får inte plats här." in markdown("plan.yaml")


# --------------------------------------------------------------------------------------------------------- for whom


def test_the_public_is_not_told_what_is_internal() -> None:
    kept_back = ("0171", "tel.", "hyresvärden", "säger upp hyran", "Dialog om hösten", "Tala med bussbolaget")
    for form in ("html", "markdown"):
        public = call("report", "--quiet", "--format", form, "--public", PLAN, *T2).out
        board = call("report", "--quiet", "--format", form, PLAN, *T2).out
        for words in kept_back:
            assert words not in public, words
            assert words in board, words
        for words in ("Bibliotekschefen", "försenad", "Trasig belysning", "Rapporten är gjord för offentligheten"):
            assert words in public, words
    assert "Resultatdialoger" not in page(PLAN, "--public", *T2).sections()


@pytest.mark.parametrize(
    "mark",
    ["Internt: ", "INTERNT :", "internal:", "Sisäinen: ", "Intern: ", "*Internt*: ", "- internt: ", "(Internal): "],
)
def test_a_text_that_begins_with_a_mark_is_internal(mark: str, folder: Path) -> None:
    plan = (
        f"{HEAD}leveranser: [{{id: L1, titel: L, klar_senast: 2026-01, leder_till: M1,"
        f' status: [{{uppföljning: 2026-T1, klar: nej, kommentar: "{mark}hemligt"}}]}}]\n'
        f'bedömningar: [{{avser: M1, uppföljning: 2026-T1, prognos: delvis, text: "{mark}hemligt"}}]\n'
    )
    write(folder, {"plan.yaml": plan})
    assert "hemligt" in markdown("plan.yaml")
    public = markdown("plan.yaml", "--public")
    assert "hemligt" not in public
    assert "försenad" in public  # the state is what it is


def test_what_stands_before_an_internal_line_is_told(folder: Path) -> None:
    comment = r"Intern kontroll är gjord.\nInternt: hemligt\nmer hemligt"
    plan = (
        f"{HEAD}leveranser: [{{id: L1, titel: L, klar_senast: 2026-01, leder_till: M1,"
        f' status: [{{uppföljning: 2026-T1, klar: nej, kommentar: "{comment}"}}]}}]\n'
    )
    write(folder, {"plan.yaml": plan})
    public = markdown("plan.yaml", "--public")
    assert "Intern kontroll är gjord." in public
    assert "hemligt" not in public


def test_where_values_come_from_and_who_owns_them_is_called_so_in_every_text(folder: Path) -> None:
    indicator = "{id: I1, titel: Nöjda, mäter: M1, källa: SCB 1*, ansvarig: Chefen, gränser: {uppfyllt: 3}}"
    write(folder, {"plan.yaml": f"{HEAD}indikatorer: [{indicator}]\n"})
    assert "Uppfyllt från 3. · Källa: SCB 1\\* · Ansvarig: Chefen\n" in markdown("plan.yaml")
    assert "Källa: SCB 1*." in page("plan.yaml").text


def test_a_source_can_be_internal(folder: Path) -> None:
    indicator = "{id: I1, titel: Nöjda, mäter: M1, källa: 'Internt: hemligt', utfall: [{period: 2025, värde: 1}]}"
    write(folder, {"plan.yaml": f"{HEAD}indikatorer: [{indicator}]\n"})
    assert "hemligt" in markdown("plan.yaml")
    assert "hemligt" not in markdown("plan.yaml", "--public")
    site = folder / "public"
    call("report", "--quiet", "--public", "--output", site, "plan.yaml")
    files = [path for path in site.rglob("*") if path.is_file()]
    assert any("Nöjda" in path.read_text(encoding="utf-8") for path in files)
    assert not any("hemligt" in path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bibliotekschefen", "Bibliotekschefen"),
        ("Chefen, anna.ek@sjostad.example", "Chefen"),
        ("Chefen (bib@sjostad.example)", "Chefen"),
        ("Chefen <bib@sjostad.example>, växeln", "Chefen, växeln"),
        ("Chefen, tel. 0171-62 50 00", "Chefen"),
        ("Johtaja, puh. 09 310 1234", "Johtaja"),
        ("Hotel 070-123 45 67", "Hotel"),
        ("070-123 45 67", ""),
        ("Chefen för 2019-2020", "Chefen för 2019-2020"),
        ("Chef mobil: +46 70 123 45 67; e-post: a@b.example", "Chef"),
    ],
)
def test_contact_details_are_taken_out_and_the_role_stays(text: str, left: str) -> None:
    assert without_contact_details(text) == left
    assert contact_kind(left) is None


def test_the_language_of_every_text_is_declared() -> None:
    shown = page(HELSINGBORG, "--as-of", "2017-01-20", "--lang", "fi")
    assert shown.root.get("lang") == "fi"
    titles = {text_of(one) for one in shown.all("span") if one.get("lang") == "sv"}
    assert {"Helsingborgs stad", "Alla i Helsingborg ska ha möjlighet att påverka sina liv", "procent"} <= titles
    assert not [one for one in page(HELSINGBORG, "--as-of", "2017-01-20").all("span") if one.get("lang")]
    charts = [one for one in shown.all() if one.tag.endswith("}title") and one.get("id")]
    assert charts
    assert {one.get("lang") for one in charts} == {"sv"}


# --------------------------------------------------------------------------------------- the figures of the status


@pytest.mark.parametrize(
    "words",
    [
        (PLAN, *T1),
        (PLAN, *T2),
        (PLAN, *YEAR),
        (ENKOPING, "--as-of", "2019-09-15"),
        (HELSINGBORG, "--as-of", "2017-01-20"),
    ],
    ids=["T1", "T2", "year", "enkoping", "helsingborg"],
)
@pytest.mark.parametrize("language", ["sv", "en", "fi"])
def test_no_figure_differs_from_the_status(words: tuple[str | Path, ...], language: str) -> None:
    status = call("status", "--quiet", "--format", "json", *words).json
    shown = page(*words, "--lang", language)
    in_markdown = markdown(*words, "--lang", language)

    catalogue = sentences(language)
    assert [one.get("datetime") for one in shown.all("time")] == [status["as_of"]]
    counts = {row.get("data-state"): row for row in shown.all("tr") if row.get("data-state")}
    told = {state: int(only_number(shown, row)[0]) for state, row in counts.items()}
    assert told == ({state: status["totals"][state] for state in STATES} if status["deliveries"] else {})
    for delivery in status["deliveries"]:
        assert shown.by_id(f"id-{delivery['id']}").get("data-marks") == catalogue[f"status.state.{delivery['state']}"]
        assert f"**{delivery['id']}**" in in_markdown
    for indicator in status["indicators"]:
        card = shown.by_id(f"id-{indicator['id']}")
        for kind, key in (("baseline", "baseline"), ("latest", "value"), ("target", "target")):
            expected = indicator[key]
            for place in shown.of_class(f"{kind}-figure", within=card):
                if expected is None:
                    assert not shown.all("data", within=place)
                    continue
                value, read = only_number(shown, place)
                assert value == expected
                assert as_written(expected, language) in read
                assert as_written(expected, language) in in_markdown.replace("\\", "")
            assert expected is None or shown.of_class(f"{kind}-figure", within=card)
        marks = shown.of_class("mark", within=shown.of_class("marks", within=card)[0])
        expected_marks = [catalogue[f"status.trend-{indicator['trend']}"]] if indicator["trend"] else []
        if indicator["achieved"] is not None:
            expected_marks.append(catalogue["status.achieved" if indicator["achieved"] else "status.not-achieved"])
        assert [text_of(one).split(" ", 1)[1] for one in marks] == expected_marks


STATES = ("done", "late", "unexplained", "unanswered", "upcoming", "cancelled")


def only_number(shown: Page, within: Element) -> tuple[str, str]:
    """Give the one number of an element, for programs and as it is read."""
    [number] = shown.all("data", within=within)
    return str(number.get("value")), text_of(number)


def as_written(value: str, language: str) -> str:
    """Give a number as a reader writes it, but with spaces that may break; a label as it is."""
    if not re.fullmatch(r"-?[\d.]+", value):
        return value
    whole, dot, rest = value.partition(".")
    grouped = f"{int(whole):,}"
    return grouped + dot + rest if language == "en" else grouped.replace(",", " ") + dot.replace(".", ",") + rest


# ---------------------------------------------------------------------------------------------------- the command


def test_it_is_written_to_a_file_or_to_the_screen(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD})
    shown = call("report", "--quiet", "plan.yaml")
    assert (shown.status, shown.out[:15]) == (0, "<!DOCTYPE html>")
    written = call("report", "--quiet", "plan.yaml", "--output", "rapport.html")
    assert (written.status, written.out) == (0, "")
    assert (folder / "rapport.html").read_text(encoding="utf-8") == shown.out


def test_a_plan_is_never_written_over(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD})
    answer = call("report", "--quiet", "plan.yaml", "--output", "./plan.yaml")
    assert answer.status == 2
    assert "plan.yaml är en av planerna" in answer.err
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == HEAD


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--kind", "weekly"), "--kind cannot be weekly. Choose from interim, annual, mid-term, end-of-term and plan."),
        (("--format", "odt"), "--format cannot be odt. Choose from html, markdown, docx and pdf."),
        (("--review", "2026-T9"), "None of the plans has the review 2026-T9."),
        (("--as-of", "i går"), "--as-of i går is no date. Write year-month-day, for example 2026-04-30."),
    ],
)
def test_wrong_use_is_one_clear_sentence(words: tuple[str, ...], told: str, folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD})
    answer = call("report", "plan.yaml", "--quiet", "--lang", "en", "--output", "ny.html", *words)
    assert (answer.status, answer.out, answer.err) == (2, "", f"effektkedja: {told}\n")
    assert not (folder / "ny.html").exists()


def test_a_plan_that_cannot_be_read_is_told_of_and_the_rest_is_shown(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD, "trasig.yaml": "effektkedja: 1\norganisation: {id: x\n"})
    answer = call("report", "--quiet", "--format", "markdown", ".")
    assert answer.status == 1
    assert "Fler trivs" in answer.out
    assert "trasig.yaml" in answer.err


RISKS = {
    (): "",
    (9,): "1 risk är känd. Den är stor.",
    (4,): "1 risk är känd. Den är inte stor.",
    (4, 2): "2 risker är kända. Ingen av dem är stor.",
    (9, 2): "2 risker är kända. 1 av dem är stor.",
    (9, 12, 2): "3 risker är kända. 2 av dem är stora.",
}
_FACTORS = {2: (2, 1), 4: (2, 2), 9: (3, 3), 12: (4, 3)}


@pytest.mark.parametrize(("values", "told"), RISKS.items())
def test_the_summary_tells_how_many_risks_are_great(values: tuple[int, ...], told: str, folder: Path) -> None:
    risks = ", ".join(
        f"{{id: R{n}, titel: Regn, sannolikhet: {_FACTORS[value][0]}, konsekvens: {_FACTORS[value][1]}, hotar: M1}}"
        for n, value in enumerate(values)
    )
    write(folder, {"plan.yaml": f"{HEAD}risker: [{risks}]\n"})
    shown = markdown("plan.yaml", "--as-of", "2026-05-04")
    assert told in shown
    assert bool(told) is ("känd" in shown)


def test_what_nobody_has_judged_is_told_once_and_takes_no_column(folder: Path) -> None:
    write(folder, {"plan.yaml": HEAD})
    shown = page("plan.yaml", "--as-of", "2026-05-04")
    assert "Ingen har bedömt det politiska målet vid uppföljningen." in shown.text
    assert "Bedömning" not in shown.rows(shown.all("table")[0])[0]


def test_the_first_rating_stands_beside_what_was_expected(folder: Path) -> None:
    said = (
        "uppföljningar:\n"
        "  - {id: 2026-T2, datum: 2026-08-31, typ: delår}\n"
        "  - {id: 2026-ÅR, datum: 2026-12-31, typ: årsredovisning}\n"
        "bedömningar:\n"
        "  - {avser: M1, uppföljning: 2026-T2, prognos: uppfyllt, text: Det går bra}\n"
        "  - {avser: M1, uppföljning: 2026-ÅR, måluppfyllelse: delvis, text: Det gick sämre}\n"
    )
    write(folder, {"plan.yaml": HEAD + said})
    shown = page("plan.yaml", *YEAR)
    [moves] = [table for table in shown.all("table") if text_of(shown.all("caption", within=table)[0]) == "Bedömningar"]
    assert shown.rows(moves)[1][1:4] == ["bedömning", "● prognos: uppfyllt", "◐ delvis uppfyllt"]


def test_the_words_for_ratings_are_those_of_the_organisation(folder: Path) -> None:
    write(folder, {"effektkedja.toml": '[labels.n]\npartly = "på god väg"\n[rating]\npolicy = "manual"\n'})
    said = "bedömningar: [{avser: M1, uppföljning: 2026-T1, prognos: delvis, text: Nästan}]\n"
    write(folder, {"plan.yaml": HEAD + said})
    shown = markdown("plan.yaml")
    assert "- Prognos för helåret: **◐ på god väg**" in shown
    assert "Förslag" not in shown
    assert "| **M1** Fler trivs | ◐ på god väg |" in shown
    assert "på god väg" not in markdown("plan.yaml", "--isolated")


def test_two_plans_that_are_not_joined_may_use_one_id(folder: Path) -> None:
    write(folder, {"a.yaml": HEAD, "b.yaml": HEAD.replace("id: n", "id: m").replace("Nämnden", "Styrelsen")})
    shown = page(".")
    assert [one.get("id") for one in shown.of_class("goal")] == ["id-M1", "id-M1~2"]
    assert "Planer från: Nämnden, Styrelsen" in shown.text
    assert [text_of(one) for one in shown.all("title")] == ["Delårsuppföljning 2026"]
