"""The styles of a template: those that it has are used, and what it lacks is added to it."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING, Any

from effektkedja.report.formats.docx.package import built_in_part

if TYPE_CHECKING:
    from docx.document import Document

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_NAMES: dict[str, tuple[str, ...]] = {
    "heading 1": ("heading 1", "rubrik 1", "otsikko 1"),
    "heading 2": ("heading 2", "rubrik 2", "otsikko 2"),
    "heading 3": ("heading 3", "rubrik 3", "otsikko 3"),
    "heading 4": ("heading 4", "rubrik 4", "otsikko 4"),
    "list bullet": ("list bullet", "punktlista", "merkittyluettelo", "merkitty luettelo"),
    "toc heading": ("toc heading", "innehållsförteckningsrubrik", "sisällysluettelon otsikko"),
    "toc 1": ("toc 1", "innehåll 1", "sisluet 1"),
    "toc 2": ("toc 2", "innehåll 2", "sisluet 2"),
    "body": ("body text", "brödtext", "leipäteksti"),
}
"""What Word calls its styles: in a file mostly in English, but some programs write what they show."""
_EVERYBODY_HAS = frozenset(_NAMES) - {"body", "toc heading", "toc 1", "toc 2"}
"""Styles that a template is expected to have; where one is missing its reader is told."""
_OURS = {
    "fact": "Effektkedja Fact",
    "comment": "Effektkedja Comment",
    "cell": "Effektkedja Cell",
    "picture": "Effektkedja Picture",
    "legend": "Effektkedja Legend",
    "after table": "Effektkedja After Table",
    "good": "Effektkedja Good",
    "warning": "Effektkedja Warning",
    "error": "Effektkedja Error",
    "quiet": "Effektkedja Quiet",
    "link": "Effektkedja Link",
    "table": "Effektkedja Table",
}
"""Styles of our own. A template that has one of the name decides how it looks."""
_OF_OUR_LOOK = ("rFonts", "color")
"""What a heading does not take along into a template of another look."""


def tag(name: str) -> str:
    """Give the name of an element as lxml has it."""
    return f"{{{_W}}}{name}"


class Styles:
    """The styles of one document."""

    def __init__(self, document: "Document") -> None:
        self._document = document
        self._root: Any = document.styles.element
        self._found: dict[str, str] = {}
        self.missing: list[str] = []
        """The names of usual styles that the document lacked and that were needed."""

    def of(self, key: str) -> str:
        """Give the id of a style; where the document has none of the kind, one is added."""
        if key not in self._found:
            self._found[key] = self._find(key) or self._added(key)
        return self._found[key]

    @property
    def headings(self) -> dict[str, int]:
        """The ids of the styles of headings that have been used or are there, with their levels."""
        found = {key: self._find(key) for key in (f"heading {level}" for level in range(1, 5))}
        return {id_: int(key[-1]) for key, id_ in found.items() if id_}

    def _find(self, key: str) -> str | None:
        if key in _OURS:
            return self._by_name.get(_OURS[key].casefold())
        for name in _NAMES[key]:
            if id_ := self._by_name.get(name) or self._by_name.get(name.replace(" ", "")):
                return id_
        return self._usual if key == "body" else None

    @property
    def _by_name(self) -> dict[str, str]:
        """The ids of all styles by their names, and by the ids themselves where no name is the same."""
        styles = [(one.get(tag("styleId")), _name(one)) for one in self._root.findall(tag("style"))]
        return {id_.casefold(): id_ for id_, _ in styles if id_} | {name: id_ for id_, name in styles if id_}

    @cached_property
    def _usual(self) -> str:
        """The style of paragraphs that name none."""
        for one in self._root.findall(tag("style")):
            if one.get(tag("type")) == "paragraph" and one.get(tag("default")) in {"1", "true", "on"}:
                return str(one.get(tag("styleId")))
        return self._by_name.get("normal", "Normal")

    def _added(self, key: str) -> str:
        name = _OURS.get(key, key)
        style = deepcopy(next(one for one in _built_in() if _name(one) == name.casefold()))
        if key in _EVERYBODY_HAS:
            self.missing.append(_shown(key))
        while style.get(tag("styleId")).casefold() in self._by_name:
            style.set(tag("styleId"), style.get(tag("styleId")) + "0")
        self._root.append(style)
        self._based(style, key)
        numbered = style.find(f"{tag('pPr')}/{tag('numPr')}/{tag('numId')}")
        if numbered is not None:
            numbered.set(tag("val"), str(self.list_number))
        return str(style.get(tag("styleId")))

    def _based(self, style: Any, key: str) -> None:
        """Let a style that is added build on what the document has, and take its letters from there."""
        usual = {"paragraph": self._usual, "character": self._default("character"), "table": self._default("table")}
        based, following = style.find(tag("basedOn")), style.find(tag("next"))
        base = usual[style.get(tag("type"))]
        if key.startswith("heading") and (above := self._nearest_heading(int(key[-1]))):
            base = above
        if key in _NAMES:
            for one in list(style.iter(*map(tag, _OF_OUR_LOOK))):
                one.getparent().remove(one)
        if base:
            based.set(tag("val"), base)
        else:
            style.remove(based)
        if following is not None:
            following.set(tag("val"), self._usual)

    def _nearest_heading(self, level: int) -> str | None:
        return next((id_ for above in range(level - 1, 0, -1) if (id_ := self._find(f"heading {above}"))), None)

    def _default(self, kind: str) -> str | None:
        for one in self._root.findall(tag("style")):
            if one.get(tag("type")) == kind and one.get(tag("default")) in {"1", "true", "on"}:
                return str(one.get(tag("styleId")))
        return None

    # Lists

    @cached_property
    def is_list_numbered(self) -> bool:
        """Whether the style of lists brings its own signs."""
        id_ = self.of("list bullet")
        style = next(one for one in self._root.findall(tag("style")) if one.get(tag("styleId")) == id_)
        return style.find(f"{tag('pPr')}/{tag('numPr')}") is not None

    @cached_property
    def list_number(self) -> int:
        """The number of a list of ours, with signs for nine depths."""
        from docx.oxml.parser import parse_xml

        numbering: Any = self._numbering()
        kinds = [int(one.get(tag("abstractNumId"))) for one in numbering.findall(tag("abstractNum"))]
        numbers = [int(one.get(tag("numId"))) for one in numbering.findall(tag("num"))]
        kind, number = max(kinds, default=0) + 1, max(numbers, default=0) + 1
        ours = parse_xml(built_in_part("word/numbering.xml"))
        abstract, num = ours.find(tag("abstractNum")), ours.find(tag("num"))
        abstract.set(tag("abstractNumId"), str(kind))
        num.set(tag("numId"), str(number))
        num.find(tag("abstractNumId")).set(tag("val"), str(kind))
        numbering.insert(len(kinds) + len(numbering.findall(tag("numPicBullet"))), abstract)
        numbering.insert(numbering.index(abstract) + 1 + len(numbers), num)
        return number

    def _numbering(self) -> Any:
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.oxml.parser import parse_xml
        from docx.parts.numbering import NumberingPart

        main: Any = self._document.part
        if not any(one.reltype == RELATIONSHIP_TYPE.NUMBERING for one in main.rels.values()):
            empty = parse_xml(f'<w:numbering xmlns:w="{_W}"/>')
            part = NumberingPart(
                PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, main.package
            )  # fmt: skip
            main.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return main.numbering_part.element

    # Language

    def speak(self, locale: str) -> None:
        """Let all that is written be in a language, where nothing else is said."""
        for one in list(self._root.iter(tag("lang"))):
            one.getparent().remove(one)
        defaults = self._child(self._root, "docDefaults", 0)
        look = self._child(self._child(defaults, "rPrDefault", 0), "rPr", 0)
        language = self._child(look, "lang", len(look))
        language.set(tag("val"), locale)

    @staticmethod
    def _child(parent: Any, name: str, place: int) -> Any:
        from docx.oxml import OxmlElement

        child = parent.find(tag(name))
        if child is None:
            child = OxmlElement(f"w:{name}")
            parent.insert(place, child)
        return child


def _built_in() -> Iterator[Any]:
    from docx.oxml.parser import parse_xml

    return iter(parse_xml(built_in_part("word/styles.xml")).findall(tag("style")))


def _name(style: Any) -> str:
    name = style.find(tag("name"))
    return "" if name is None else str(name.get(tag("val"), "")).casefold()


def _shown(key: str) -> str:
    """Give the name of a style as Word shows it in English."""
    return "TOC" + key[3:].title() if key.startswith("toc") else key.title()
