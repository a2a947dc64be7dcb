"""The sheet of a report (sheet.py) in Word, element by element. typesetting.py does the same for a PDF."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element

from effektkedja.report.formats.docx.writer import Writer, Xml, sign_and_word, together

_NARROW = 0.6
"""Of the width, what a table takes that has little to say."""
_FORMS = {"outcome": "●", "baseline": "□", "aim": "╍╍", "aim-band": "╍╍", "interval": "I"}
"""What the forms of a chart look like in a line of text."""
_RARE_SIGNS = ("◐", "✓")
"""Signs that usual letters lack."""
_STANDS_WITH = ("said", "table", "chart", "beside")
"""What a line before it stands on one page with."""
_CLOSED = (".", ":", "?")
"""What a text ends with that needs no colon."""

Wrap = Callable[..., Xml]
"""Makes a paragraph of what runs on in lines; `keep` holds it together with the next."""


class Look(NamedTuple):
    """How a text on a line looks, and its language, if that is another than the document's."""

    style: str = ""
    bold: bool = False
    language: str = ""


_PLAIN, _BOLD, _QUIET = Look(), Look(bold=True), Look("quiet")
_LINES = {
    "p": (_PLAIN, "body"), "small": (_PLAIN, "fact"), "said": (_PLAIN, "body"), "label": (_BOLD, "body"),
    "line": (_PLAIN, "cell"), "more": (_QUIET, "cell"),
}  # fmt: skip
"""How a line that stands for itself looks, and the style of its paragraph."""


class Teller:
    """Tells of the elements of one document."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._heading = ""
        """What the last heading says: it tells what a table below is about, too."""
        self._blocks: dict[str, Callable[[Element], Xml]] = {
            "part": self._below, "h": self._titled, "card": self._card, "table": self._table, "beside": self._beside,
            "chart": self._chart, "legend": self._legend, "bar": self._bar,
        }  # fmt: skip

    def told(self, part: Element) -> Xml:
        """Give a part of the report."""
        return self._below(part)

    # What stands below each other

    def _below(self, children: Iterable[Element]) -> Xml:
        """Give blocks, and what runs on between them as paragraphs."""
        return self._flow(None, children, self._writer.paragraph)

    def _flow(self, text: str | None, children: Iterable[Element], *wraps: Wrap, depth: int = 0) -> Xml:
        """Give a text and what follows it: blocks, and paragraphs of what runs on between them.

        The first paragraph is made by the first of `wraps`, and those that follow by the last. A list is that deep.
        """
        told, run, left = [], [self._text(text)], list(wraps)
        for child, following in pairwise([*children, Element("end")]):
            if child.tag in self._blocks or child.tag in _LINES or child.tag in {"ul", "facts"}:
                if any(run):
                    told.append(left[0](together(run), keep=child.tag in _STANDS_WITH))
                    left = left[1:] or left
                told.append(self._block(child, depth, keep=following.tag in _STANDS_WITH))
                run = [self._text(child.tail)]
            else:
                run += [self._inline(child, _PLAIN), self._text(child.tail)]
        if any(run):
            told.append(left[0](together(run)))
        return together(told)

    def _block(self, node: Element, depth: int, *, keep: bool) -> Xml:
        self._place(node)
        if node.tag in self._blocks:
            return self._blocks[node.tag](node)
        if node.tag == "ul":
            return self._list(node, depth)
        below = "comment" if depth else ""  # under a line of a list
        if node.tag == "facts":
            return self._facts(node, below, keep=keep)
        look, style = _LINES[node.tag]
        is_kept = keep or "stays" in node.attrib or node.tag == "label"
        return self._writer.paragraph(self._line(node, look), below or style, keep=is_kept)

    def _titled(self, node: Element) -> Xml:
        self._heading = "".join(node.itertext())
        above = self._text(f"{node.attrib['above']}: ") if "above" in node.attrib else Xml("")
        return self._writer.heading(int(node.attrib["n"]), together([above, self._line(node)]))

    def _list(self, node: Element, depth: int) -> Xml:
        is_chain = node.get("look") in {"chain", "branch"}
        item = partial(self._writer.step, depth=depth) if is_chain or depth else self._writer.item
        below = partial(self._writer.paragraph, style="comment")
        return together(self._item(one, item, below, depth + 1) for one in node)

    def _item(self, node: Element, item: Wrap, below: Wrap, depth: int) -> Xml:
        self._place(node)
        return self._flow(node.text, node, item, below, depth=depth)

    def _card(self, node: Element) -> Xml:
        """Give what is told of one thing. The line below its heading is small, and stands with what follows."""
        head, *rest = node
        if head.tag != "h" or len(rest) < 2 or rest[0].tag not in {"p", "small"}:
            return self._below(node)
        line = self._writer.paragraph
        return together([self._titled(head), line(self._line(rest[0]), "fact", keep=True), self._below(rest[1:])])

    def _facts(self, node: Element, style: str, *, keep: bool) -> Xml:
        """Give facts: figures on one line, answers as a list, and others each on a line of its own."""
        if "stacked" in node.attrib:
            return together(self._writer.item(self._fact(one, _PLAIN)) for one in node)
        facts = [self._fact(one, _BOLD) for one in node]
        lines = [self._dotted(facts)] if "narrow" in node.attrib else facts
        return together(self._writer.paragraph(line, style or "body", keep=keep) for line in lines)

    def _fact(self, node: Element, look: Look) -> Xml:
        called, value = node
        sign = self._sign(called.get("sign", ""), look)
        between = " " if "".join(called.itertext()).endswith(_CLOSED) else ": "
        return together([sign, self._line(called, look), self._text(between, look), self._line(value)])

    def _table(self, node: Element) -> Xml:
        head, *rows = node
        keys = [cell.attrib["key"] for cell in head]
        part = _NARROW if "small" in node.attrib else 1
        return self._writer.table(self._heading, keys, self._row(head), map(self._row, rows), part)

    def _row(self, node: Element) -> list[Xml]:
        self._place(node)
        wrap = partial(self._writer.paragraph, style="cell")
        return [self._flow(cell.text, cell, wrap) or wrap(Xml("")) for cell in node]

    def _beside(self, node: Element) -> Xml:
        """Give below each other what stands beside each other on a page of a PDF, the figures first."""
        sides = [one for side in node for one in side]
        return self._below(sorted(sides, key=lambda one: one.tag != "facts"))

    def _chart(self, node: Element) -> Xml:
        return self._writer.chart(node.text or "", node.attrib["title"], node.attrib["alt"])

    def _bar(self, _: Element) -> Xml:
        """Leave out a bar: it shows what the line below it tells."""
        return Xml("")

    def _legend(self, node: Element) -> Xml:
        keys = [
            together(
                [self._text(one.get("letter") or _FORMS[one.attrib["form"]]), self._text("\u00a0"), self._line(one)]
            )
            for one in node
        ]
        return self._writer.paragraph(self._dotted(keys), "legend") if keys else Xml("")

    # What stands on a line

    def _line(self, node: Element, look: Look = _PLAIN) -> Xml:
        told = [self._text(node.text, look)]
        for child in node:
            told += [self._inline(child, look), self._text(child.tail, look)]
        return together(told)

    def _inline(self, node: Element, look: Look) -> Xml:
        match node.tag:
            case "faint" | "id" | "unit" | "ref":
                return self._line(node, look if node.tag == "ref" else look._replace(style=look.style or "quiet"))
            case "fact":
                return together([self._text("· ", _QUIET), self._line(node, _QUIET)])
            case "t":
                return self._line(node, look._replace(language=node.attrib["lang"]))
            case "mark":
                return self._mark(node)
            case "value":
                return self._line(node, Look(node.get("look", ""), bold=True))
            case "a":
                return self._writer.link(node.attrib["to"], self._line(node, look._replace(style="link")))
            case "b":
                inner = self._line(node, look._replace(bold=True))
                return self._writer.at(node.attrib["id"], inner) if "id" in node.attrib else inner
        raise ValueError(node.tag)

    def _mark(self, node: Element) -> Xml:
        look = Look(node.attrib["look"] if node.attrib["look"] in {"good", "warning", "error", "quiet"} else "")
        return together([self._sign(node.attrib["sign"], look), self._line(node, look)])

    def _sign(self, sign: str, look: Look) -> Xml:
        """Give a sign that stands before a word."""
        if sign in _RARE_SIGNS:
            rare = self._writer.text(sign, look.style, bold=look.bold, of_signs=True)
            return together([rare, self._text("\u00a0", look)])
        return self._text(sign_and_word(sign, ""), look)

    def _dotted(self, parts: Iterable[Xml]) -> Xml:
        return together(parts, self._text(" · "))

    def _text(self, text: str | None, look: Look = _PLAIN) -> Xml:
        return self._writer.text(text, look.style, bold=look.bold, language=look.language) if text else Xml("")

    def _place(self, node: Element) -> None:
        if "id" in node.attrib:
            self._writer.place(node.attrib["id"])
