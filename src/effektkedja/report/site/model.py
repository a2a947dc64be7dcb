"""What the pages of a site hold, in words; what stands in a plan is a Text, and nothing is escaped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from effektkedja.basics.language import Language
from effektkedja.report.model import Delivered, Figure, Indicator, Mark, Text
from effektkedja.report.site.same import Identity

LONGEST_WORD = 24
"""Characters of a word that a table of several columns has room for."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How the political goals of a chain stand, as people judge them."""

    about: str
    """Which judgement: rating or forecast."""
    marks: tuple[tuple[Mark, int], ...]
    unjudged: int

    @property
    def all(self) -> int:
        """How many goals there are."""
        return self.unjudged + sum(count for _, count in self.marks)


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator of a chain, as it is compared with those of others."""

    identity: Identity
    kpi: str | None
    organisation: Text | None
    """Whose plan has it."""
    indicator: Indicator
    """With all its values."""
    anchor: str | None
    """Where it stands in the chain's own report; None where it does not."""
    spans: Mapping[str, tuple[date, date]]
    """The last and first day of each of its periods."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chain as the site tells of it beside its own page."""

    wishes: tuple[str, ...]
    """What its page may be called, the best first."""
    key: str
    """What no other chain has."""
    name: Text
    others: tuple[Text, ...]
    """Other organisations whose plans it is made of."""
    title: str
    """What its report is called."""
    review: str | None
    day: str
    as_of: date
    spread: Spread | None
    delivered: Delivered
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The indicator of one organisation, among others like it."""

    number: int
    organisation: Text
    within: Text | None
    """The chain, where it is called otherwise."""
    id: str | None
    """The indicator's id, where nothing else tells it from another of the same organisation."""
    link: str
    """Where its report tells of it."""
    indicator: Indicator
    spans: Mapping[str, tuple[date, date]]

    def figure(self, code: str) -> tuple[Figure | None, bool]:
        """Give the value of a period, and whether it is but the one that all began with."""
        for row in self.indicator.rows:
            if row.code == code:
                return (row.value, False) if row.value else (row.baseline, row.baseline is not None)
        return None, False


@dataclass(frozen=True, slots=True)
class Panel:
    """As many organisations as one chart and one table can show."""

    series: tuple[Series, ...]
    periods: tuple[tuple[str, str], ...]
    """The code and the name of each, by time."""
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The page of an indicator."""

    slug: str
    identity: Identity
    title: Text
    unit: Text | None
    """None where those who measure it write it differently, too."""
    kpi: str | None
    gender: str | None
    """Of whom it is, where it is not of all."""
    series: tuple[Series, ...]
    panels: tuple[Panel, ...]
    """None where there is nothing to compare."""
    units_differ: bool

    @property
    def has_long_words(self) -> bool:
        """Whether a word in its tables is so long that it has to be parted where several columns are to fit."""
        texts = [text for one in self.series for text in (one.organisation, one.within, one.indicator.source) if text]
        return any(len(word) > LONGEST_WORD for text in texts for word in text.text.split())

    @property
    def is_shared(self) -> bool:
        """Whether several have it."""
        return len(self.series) > 1


@dataclass(frozen=True, slots=True)
class Page:
    """A chain with its place in the site."""

    slug: str
    chapter: Chapter
    own: tuple[Comparison, ...] = ()
    """The indicators that it alone has."""
    is_one_of_several: bool = False
    """Whether others are called alike, so that its place has to tell it from them."""

    @property
    def address(self) -> str:
        """Where it lies, seen from the index."""
        return f"organisations/{self.slug}.html"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the data beside the pages."""

    name: str
    fields: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Site:
    """What the index tells."""

    language: Language
    title: str
    day: str
    as_of: date
    is_public: bool
    sentences: tuple[str, ...]
    pages: tuple[Page, ...]
    shared: tuple[Comparison, ...]
    tables: tuple[Table, ...]
