"""PDF documents as assistive technology understands them: by their tags, in the order in which they are read aloud."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

SHOWN = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI"}
"""What paints something on a page."""
APART = {"P", "L", "LI", "LBody", "TR", "TD", "TH", "TOCI", "H1", "H2", "H3", "H4"}
"""Tags that begin and end apart from what is around them."""


class Pdf:
    """A document with its tags and what each of them holds."""

    def __init__(self, content: bytes) -> None:
        self.file = pikepdf.open(io.BytesIO(content))
        self.catalog = self.file.Root
        self.unmarked: list[str] = []
        """What is painted and neither tagged nor said to be mere decoration, by its operator."""
        self._painted = {page.obj.objgen: _Painting(page.obj, self.unmarked) for page in self.file.pages}

    @property
    def tags(self) -> Any:
        """The tag that all others are within."""
        return self.catalog.StructTreeRoot

    def all(self, *roles: str, within: Any = None) -> list[Any]:
        """Give the tags of these roles, in the order of reading; without any, all tags."""
        return [one for one in _below(within or self.tags) if not roles or role_of(one) in roles]

    def text_of(self, tag: Any) -> str:
        """Give what is read aloud of a tag."""
        return " ".join("".join(text for _, text in self._said(tag)).split())

    def in_language(self, language: str) -> list[str]:
        """Give what is read aloud in a language that is not that of the document."""
        return [" ".join(text.split()) for spoken, text in self._said(self.tags) if spoken == language]

    def _said(self, tag: Any, page: Any = None, language: str | None = None) -> Iterator[tuple[str | None, str]]:
        page, language = tag.get("/Pg", page), str(tag.get("/Lang", language or "")) or None
        for kid in _kids(tag):
            if isinstance(kid, int) or "/MCID" in kid:
                painted = self._painted[(page if isinstance(kid, int) else kid.get("/Pg", page)).objgen]
                number = kid if isinstance(kid, int) else int(kid.MCID)
                yield painted.languages.get(number, language), painted.texts.get(number, "")
            elif "/S" in kid:
                apart = " " if role_of(kid) in APART else ""
                yield from ((None, apart), *self._said(kid, page, language), (None, apart))

    @property
    def text(self) -> str:
        """All that is read aloud."""
        return self.text_of(self.tags)

    def headings(self) -> list[tuple[int, str]]:
        """Give the headings with their ranks."""
        return [(int(role_of(one)[1:]), self.text_of(one)) for one in self.all(*(f"H{rank}" for rank in range(1, 7)))]

    def bookmarks(self) -> list[str]:
        """Give the titles of all bookmarks, in their order."""
        with self.file.open_outline() as outline:
            return list(_titles(outline.root))

    def rows(self, table: Any) -> list[list[str]]:
        """Give the cells of a table, row by row, the headings first."""
        return [
            [self.text_of(cell) for cell in self.all("TH", "TD", within=row)] for row in self.all("TR", within=table)
        ]

    def fonts(self) -> dict[str, bool]:
        """Give the fonts by their names, and whether each comes with the document."""
        described = [one for one in self.file.objects if _is(one, "/FontDescriptor")]
        files = ("/FontFile", "/FontFile2", "/FontFile3")
        return {str(one.FontName): any(name in one for name in files) for one in described}

    def links(self) -> list[Any]:
        """Give the links on all pages."""
        return [one for page in self.file.pages for one in page.get("/Annots", []) if one.Subtype == "/Link"]

    def page_of(self, link: Any) -> Any:
        """Give the page that a link leads to."""
        target = link.Dest if "/Dest" in link else link.A.D
        return pikepdf.NameTree(self.catalog.Names.Dests)[str(target)][0] if _is_name(target) else target[0]


def _is_name(target: Any) -> bool:
    return isinstance(target, (pikepdf.String, pikepdf.Name))


def role_of(tag: Any) -> str:
    """Give what a tag is."""
    return str(tag.get("/S", "")).removeprefix("/")


def attribute(tag: Any, name: str) -> str | None:
    """Give an attribute of a tag."""
    attributes = tag.get("/A", [])
    for one in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if name in one:
            return str(one[name])
    return None


def _kids(tag: Any) -> list[Any]:
    kids = tag.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _below(tag: Any) -> Iterator[Any]:
    for kid in _kids(tag):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def _titles(items: Any) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


def _is(one: Any, kind: str) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == kind


class _Painting:
    """The painting of one page: what it says, by the numbers that tags refer to."""

    def __init__(self, page: Any, unmarked: list[str]) -> None:
        self.texts: dict[int, str] = {}
        self.languages: dict[int, str] = {}
        self._unmarked = unmarked
        self._marks: list[tuple[int | None, bool]] = []
        """The number that what follows belongs to, and whether it is decoration or said in other words."""
        self._paint(page, page.Resources)

    def _paint(self, stream: Any, resources: Any) -> None:
        letters: dict[int, str] = {}
        for instruction in pikepdf.parse_content_stream(stream):
            name, operands = str(instruction.operator), instruction.operands
            if name == "Tf":
                letters = _letters(resources.Font[operands[0]])
            elif name in {"BMC", "BDC"}:
                self._begin(operands, resources)
            elif name == "EMC":
                self._marks.pop()
            elif name in SHOWN:
                if not self._marks:
                    self._unmarked.append(name)
                if name in {"Tj", "TJ"}:
                    self._say(operands[0], letters)
                elif name == "Do" and resources.XObject[operands[0]].Subtype == "/Form":
                    form = resources.XObject[operands[0]]
                    self._paint(form, form.get("/Resources", resources))

    def _begin(self, operands: Any, resources: Any) -> None:
        number, is_silent = self._marks[-1] if self._marks else (None, False)
        facts = operands[1] if len(operands) > 1 else {}
        facts = resources.Properties[facts] if isinstance(facts, pikepdf.Name) else facts
        number = int(facts["/MCID"]) if "/MCID" in facts else number
        if "/Lang" in facts and number is not None:
            self.languages[number] = str(facts["/Lang"])
        is_silent = is_silent or operands[0] == "/Artifact"
        if "/ActualText" in facts and number is not None and not is_silent:
            self.texts[number] = self.texts.get(number, "") + str(facts["/ActualText"])
            is_silent = True
        self._marks.append((number, is_silent))

    def _say(self, shown: Any, letters: dict[int, str]) -> None:
        number, is_silent = self._marks[-1] if self._marks else (None, False)
        if number is None or is_silent:
            return
        for piece in shown if isinstance(shown, pikepdf.Array) else [shown]:
            if isinstance(piece, pikepdf.String):
                codes = bytes(piece)
                pairs = (int.from_bytes(codes[place : place + 2]) for place in range(0, len(codes), 2))
                self.texts[number] = self.texts.get(number, "") + "".join(letters.get(code, "") for code in pairs)


def _letters(font: Any) -> dict[int, str]:
    """Give which text each code of a font stands for."""
    source = font.ToUnicode.read_bytes().decode("ascii")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(int(text, 16) + step)
    return found
