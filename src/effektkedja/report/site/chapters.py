"""What a site keeps of a chain when its page is written and the chain itself is let go."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePath

from effektkedja.followup.look import Look
from effektkedja.followup.organisations import from_the_top
from effektkedja.followup.status import Measured, Status
from effektkedja.render.figures import percent
from effektkedja.report.indicators import Indicators
from effektkedja.report.model import Delivered, Mark, Report, Text
from effektkedja.report.places import Places
from effektkedja.report.site.model import Chapter, Measure, Spread
from effektkedja.report.site.same import identity_of, kpi_of
from effektkedja.report.words import Words

_RATINGS = ("met", "partly", "not_met")


def chapter_of(look: Look, report: Report, status: Status, words: Words) -> Chapter:
    """Give what the site tells of a chain with this report."""
    top = _top(look)
    counts = status.counts
    share = percent(counts.done, counts.due) if counts.due else None
    name = report.organisation or Text(report.title, report.language)
    return Chapter(
        wishes=_wishes(top, look),
        key="\0".join([top, *(file.name for file in look.chain.files if file.named)]),
        name=name,
        others=tuple(one for one in report.organisations if one != name),
        title=report.title,
        review=report.review,
        day=report.day,
        as_of=report.as_of,
        spread=_spread(report),
        delivered=Delivered(counts.done, counts.due, share),
        measures=tuple(_measures(status, report, words)),
    )


def _top(look: Look) -> str:
    """Give the id of the organisation that the chain is about."""
    named = [file for file in look.chain.files if file.named and file.plan]
    return next((one.id or one.name for one, _ in from_the_top(named) if one.id or one.name), "")


def _wishes(top: str, look: Look) -> tuple[str, ...]:
    """Give what the page of a chain may be called: after the organisation, and with the file where several have one."""
    named = [PurePath(file.name) for file in look.chain.files if file.named]
    stem, folder = (named[0].stem, named[0].parent.name) if named else ("", "")
    return (top or stem, f"{top} {stem}", f"{top} {folder} {stem}")


def _spread(report: Report) -> Spread | None:
    """Give how the goals stand: by their forecast as long as the year lasts, else by what they are rated."""
    if report.kind.is_plan or not report.summary.overview:
        return None
    about = next((key for key in report.summary.columns if key in {"forecast", "rating"}), "rating")
    marks: dict[str, Mark] = {}
    count: Counter[str] = Counter()
    for one in report.summary.overview:
        if mark := one.forecast if about == "forecast" else one.rating:
            marks.setdefault(mark.key, mark)
            count[mark.key] += 1
    told = tuple((marks[key], count[key]) for key in _RATINGS if key in marks)
    return Spread(about, told, len(report.summary.overview) - sum(number for _, number in told))


def _measures(status: Status, report: Report, words: Words) -> Iterator[Measure]:
    """Give the indicators of a chain with all their values; a report itself may tell the latest years alone."""
    tell = Indicators(words, Places(words), date.min, planned=report.kind.is_plan)
    anchors = {one.name.id: one.name.anchor for one in report.all_indicators}
    for measured in status.indicators:
        thing, record = measured.thing, measured.record
        plan = thing.file.plan
        whose = plan.organisation if plan else None
        yield Measure(
            identity_of(record),
            kpi_of(record),
            words.written(whose.name, thing) if whose and whose.name else None,
            tell.tell(measured, ()),
            anchors.get(thing.id),
            _spans(measured),
        )


def _spans(measured: Measured) -> Mapping[str, tuple[date, date]]:
    periods = [one.period for one in measured.known]
    periods += [measured.baseline.period] if measured.baseline else []
    return {period.text: (period.last, period.first) for period in periods if period}
