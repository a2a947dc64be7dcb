"""HTML pages as a browser understands them, for tests that ask what a reader is shown."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

_NAMESPACE = "{http://www.w3.org/1999/xhtml}"


class Page:
    """A page of HTML."""

    def __init__(self, source: str) -> None:
        parser = HTMLParser()
        self.root: Element = parser.parse(source)
        self.errors = list(parser.errors)
        """What stands against the grammar of HTML."""

    def all(self, *tags: str, within: Element | None = None) -> list[Element]:
        """Give the elements of these kinds, in the order of the page; without any, all elements."""
        place = self.root if within is None else within
        names = {f"{_NAMESPACE}{tag}" for tag in tags}
        return [one for one in place.iter() if isinstance(one.tag, str) and (not tags or one.tag in names)]

    def by_id(self, name: str) -> Element:
        """Give the element of that id."""
        [found] = [one for one in self.all() if one.get("id") == name]
        return found

    def of_class(self, name: str, within: Element | None = None) -> list[Element]:
        """Give the elements of a class."""
        return [one for one in self.all(within=within) if name in (one.get("class") or "").split()]

    def sections(self) -> dict[str, Element]:
        """Give the parts of the page by their headings."""
        [main] = self.all("main")
        return {text_of(self.all("h2", within=one)[0]): one for one in main if one.tag == f"{_NAMESPACE}section"}

    def rows(self, table: Element) -> list[list[str]]:
        """Give the cells of a table, row by row, the headings first."""
        return [[text_of(cell) for cell in self.all("th", "td", within=row)] for row in self.all("tr", within=table)]

    def headings(self) -> Iterator[tuple[int, str]]:
        """Give the headings with their ranks."""
        for one in self.all("h1", "h2", "h3", "h4", "h5", "h6"):
            yield int(one.tag[-1]), text_of(one)

    @property
    def text(self) -> str:
        """All that is to be read on the page, scripts and styles left out."""
        return text_of(self.all("body")[0])


def name_of(element: Element) -> str:
    """Give the kind of an element."""
    return element.tag.removeprefix(_NAMESPACE)


def text_of(element: Element) -> str:
    """Give the text of an element in one line."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if name_of(element) in {"script", "style"}:
        return
    yield element.text or ""
    for inner in element:
        if isinstance(inner.tag, str):
            yield from _texts(inner)
        yield inner.tail or ""
