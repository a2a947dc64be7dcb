"""Building a site: one chain after the other, of which only what the other pages need is kept."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from effektkedja.followup.look import View
from effektkedja.followup.status import alphabetical, status_of
from effektkedja.report.model import Report
from effektkedja.report.site.chapters import chapter_of
from effektkedja.report.site.comparing import by_identity, comparisons_of
from effektkedja.report.site.folder import SiteFolder
from effektkedja.report.site.model import Chapter, Comparison, Page, Site, Table
from effektkedja.report.site.pages import Pages
from effektkedja.report.site.rows import rows_of
from effektkedja.report.site.same import Identity
from effektkedja.report.site.sitemap import render_sitemap
from effektkedja.report.site.slugs import distinct
from effektkedja.report.site.summary import summary_of_site
from effektkedja.report.site.tables import ANCHOR, CHAIN, FIELDS, INDICATOR, Row, Waiting, write_csv, write_json
from effektkedja.report.words import Words

HOME = "../index.html"
"""The index, seen from a page in a folder of the site."""


class Builder:
    """Takes in chains, and writes their site."""

    def __init__(self, folder: SiteFolder, waiting: Waiting, words: Words, as_of: date) -> None:
        self._folder = folder
        self._waiting = waiting
        self._words = words
        self._as_of = as_of
        self._pages = Pages(words.catalogue)
        self._chapters: list[Chapter] = []

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet to make a site of."""
        return not self._chapters

    def add(self, view: View, report: Report) -> None:
        """Take in a chain: the only one of the view, with its report."""
        [look] = view.looks
        status = status_of(view)
        chapter = chapter_of(look, report, status, self._words)
        number = len(self._chapters)
        for table, row in rows_of(look, report, status, chapter, self._words):
            self._waiting.add(table, row | {CHAIN: number})
        self._folder.add(_unnamed(number), self._pages.organisation(report, HOME))
        self._chapters.append(chapter)

    def finish(self, address: str | None) -> list[str]:
        """Write all that is not the page of one chain, and give the names of the site's files."""
        slugs = distinct([(chapter.wishes, chapter.key) for chapter in self._chapters])
        numbered = [Page(slug, chapter) for slug, chapter in zip(slugs, self._chapters, strict=True)]
        for number, page in enumerate(numbered):
            self._folder.path(_unnamed(number)).replace(self._folder.path(page.address))
        pages = sorted(
            numbered, key=lambda page: (*alphabetical(page.chapter.name.text), page.chapter.as_of, page.slug)
        )
        language = self._words.catalogue.language
        comparisons = comparisons_of([(page.chapter, f"../{page.address}") for page in pages], language)
        alike = Counter(map(_called, pages))
        pages = [
            replace(page, own=_own(page, comparisons), is_one_of_several=alike[_called(page)] > 1) for page in pages
        ]
        self._write_tables(numbered, comparisons)
        site = self._site(pages, comparisons)
        names = [
            ("index.html", self._pages.index(site)),
            ("data.html", self._pages.data(site)),
        ]
        for name, text in names:
            self._folder.add(name, text)
        addresses = []
        for comparison in comparisons:
            addresses.append(address_of(comparison))
            self._folder.add(addresses[-1], self._pages.indicator(comparison))
        html = [name for name, _ in names] + [page.address for page in pages] + addresses
        self._folder.add("sitemap.xml", render_sitemap(html, address))
        data = [f"data/{table}.{ending}" for table in FIELDS for ending in ("csv", "json")]
        return [*html, *data, "sitemap.xml"]

    def _write_tables(self, pages: list[Page], comparisons: list[Comparison]) -> None:
        indicators = by_identity(comparisons)
        about = {"as_of": self._as_of.isoformat(), "public": self._words.is_public}

        def rows(table: str) -> Iterator[Row]:
            for row in self._waiting.rows(table):
                yield _named(row, pages[row[CHAIN]], indicators)

        for table in FIELDS:
            write_csv(table, rows(table), self._folder.path(f"data/{table}.csv"))
            write_json(table, rows(table), about, self._folder.path(f"data/{table}.json"))

    def _site(self, pages: list[Page], comparisons: list[Comparison]) -> Site:
        words = self._words
        return Site(
            language=words.catalogue.language,
            title=words.text("site.title"),
            day=words.day(self._as_of),
            as_of=self._as_of,
            is_public=words.is_public,
            sentences=summary_of_site(pages, comparisons, words),
            pages=tuple(pages),
            shared=tuple(one for one in comparisons if one.is_shared),
            tables=tuple(Table(name, fields, self._waiting.count[name]) for name, fields in FIELDS.items()),
        )


def address_of(comparison: Comparison) -> str:
    """Give where the page of an indicator lies, seen from the index."""
    return f"indicators/{comparison.slug}.html"


def _own(page: Page, comparisons: list[Comparison]) -> tuple[Comparison, ...]:
    own = {measure.identity for measure in page.chapter.measures}
    return tuple(one for one in comparisons if not one.is_shared and one.identity in own)


def _called(page: Page) -> tuple[str, str]:
    return page.chapter.name.text, page.chapter.title


def _unnamed(number: int) -> str:
    return f"organisations/{number}.unnamed"


def _named(row: Row, page: Page, indicators: Mapping[Identity, Comparison]) -> Row:
    """Give a row with the names of pages in the place of numbers."""
    named = row | {CHAIN: page.slug}
    if ANCHOR in row:
        named["page"] = f"{page.address}#{row[ANCHOR]}" if row[ANCHOR] else page.address
    if INDICATOR in row:
        named[INDICATOR] = indicators[tuple(row[INDICATOR])].slug
    return named
