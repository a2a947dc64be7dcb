"""A site in short, in plain words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from effektkedja.render.figures import percent
from effektkedja.report.site.model import Comparison, Page
from effektkedja.report.words import Words

_RATINGS = ("met", "partly", "not_met")


def summary_of_site(pages: Sequence[Page], comparisons: Sequence[Comparison], words: Words) -> tuple[str, ...]:
    """Give the sentences with which the index begins."""
    return tuple(_sentences(pages, comparisons, words))


def _sentences(pages: Sequence[Page], comparisons: Sequence[Comparison], words: Words) -> Iterator[str]:
    everyone = {text.text for page in pages for text in (page.chapter.name, *page.chapter.others)}
    yield words.text("site.chains", count=len(pages), organisations=words.text("site.from", count=len(everyone)))
    for about in ("rating", "forecast"):
        spreads = [one for page in pages if (one := page.chapter.spread) and one.about == about]
        total = sum(spread.all for spread in spreads)
        if not total:
            continue
        count: Counter[str] = Counter()
        for spread in spreads:
            count.update({mark.key: number for mark, number in spread.marks})
        said = [words.text(f"summary.{about}.{key}", count=count[key]) for key in _RATINGS if count[key]]
        if rest := total - sum(count[key] for key in _RATINGS):
            said.append(words.text("summary.unjudged", count=rest))
        yield words.text(f"summary.{about}.goals", count=total, said=tuple(said))
    done, due = (sum(getattr(page.chapter.delivered, key) for page in pages) for key in ("done", "due"))
    if due:
        yield words.text("summary.delivered", done=done, count=due, percent=percent(done, due))
    if comparisons:
        shared = sum(one.is_shared for one in comparisons)
        yield words.text("site.indicators", count=len(comparisons), shared=words.text("site.shared", count=shared))
