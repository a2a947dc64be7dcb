"""What differs between two versions of a plan as Markdown, for a record of a meeting or a pull request."""

from collections.abc import Iterator

from effektkedja.basics.language import Catalogue
from effektkedja.comparison.difference import Difference
from effektkedja.render.difference_words import Detail, Item, groups, summary
from effektkedja.render.markdown import escaped


def render_difference_markdown(difference: Difference, catalogue: Catalogue, path: str | None = None) -> str:
    """Give the difference as a paragraph and lists below headings."""
    return "".join(f"{line}\n" for line in _lines(difference, catalogue, path))


def _lines(difference: Difference, catalogue: Catalogue, path: str | None) -> Iterator[str]:
    yield escaped(summary(difference, catalogue, path))
    for group in groups(difference, catalogue):
        yield from ("", f"## {group.heading}", "")
        for item in group.items:
            yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    yield f"- `{item.sign}` **{escaped(item.name)}** ({escaped(item.place)})"
    if item.facts:
        yield f"  - {escaped(' · '.join(item.facts))}"
    for detail in item.details:
        yield f"  - `{detail.sign}` {escaped(_told(detail))}"


def _told(detail: Detail) -> str:
    return f"{detail.label}: {' → '.join(filter(None, (detail.old, detail.new)))}"
