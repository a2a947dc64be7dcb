"""Code for typst, of a report that is written as XML: calls of what templates/typst/blocks.typ names.

All that a report says stands in the code as a string, and never as markup. Whatever can be decided of an element by
what it says is decided here: to walk a tree is slow in typst.
"""

from collections import Counter
from collections.abc import Callable
from json import dumps
from xml.etree.ElementTree import Element, fromstring

_LINE = 60
"""The letters of a line."""
_LINES = {"li", "p", "h", "line", "more"}
"""Elements that take a line at least."""
_NARROW = {"r", "fact-of", "key"}
"""Elements that stand in a narrow column."""
_OF_FACTS, _OF_ITEM, _OF_CARD, _OF_CELL = 800, 1500, 2000, 450
"""The letters that one page is sure to hold of what is to stay on one page."""
_OF_MARK, _OF_KEY, _OF_ID = 24, 24, 12
"""From these letters on, the end of a line may part it."""
_LISTS = {"chain", "branch", "work", "sentences"}
"""The lists that look like no other."""

_SPACE = "\N{NO-BREAK SPACE}"


def code_of(xml: str, most_links: int) -> tuple[dict[str, str], str]:
    """Give what is said about a report, and code for typst that sets it, of the XML that we write of the report.

    With more links than `most_links` it has none.
    """
    report = fromstring(xml)  # noqa: S314 (our own)
    return report.attrib, _Writer(_places(report, most_links)).within(report)


def _places(report: Element, most_links: int) -> frozenset[str]:
    """Give the names that can be linked to: those of one place and no other."""
    if sum(1 for _ in report.iter("a")) > most_links:
        return frozenset()
    names = Counter(one.get("id", "") for one in report.iter())
    return frozenset(name for name, count in names.items() if name and count == 1)


class _Writer:
    """Writes code for elements, with links to these places.

    An element that is nothing but what is within it has a function of its name in blocks.typ.
    """

    def __init__(self, places: frozenset[str]) -> None:
        self._places = places
        self._special: dict[str, Callable[[Element], str]] = {
            "a": self._link,
            "b": self._bold,
            "bar": _bar,
            "beside": self._beside,
            "card": self._card,
            "chart": _chart,
            "fact": self._fact,
            "facts": self._facts,
            "h": self._heading,
            "label": self._caption,
            "legend": self._legend,
            "mark": self._mark,
            "p": self._paragraph,
            "part": self.within,
            "ref": self._ref,
            "small": self._paragraph,
            "t": self._in_language,
            "table": self._table,
            "ul": self._list,
            "value": self._value,
        }

    def within(self, node: Element, *first: str) -> str:
        """Give what is within an element, after something first: an expression of typst."""
        parts = [*first]
        if node.text:
            parts.append(_string(node.text))
        for child in node:
            special = self._special.get(child.tag)
            parts.append(special(child) if special else f"{child.tag}({self.within(child)})")
            if child.tail:
                parts.append(_string(child.tail))
        return parts[0] if len(parts) == 1 else f"{{{';'.join(parts)}}}"

    def _here(self, node: Element) -> list[str]:
        """Give the place that an element is, if it can be linked to."""
        name = node.get("id", "")
        return [f"here({_string(name)})"] if name in self._places else []

    # In a line

    def _link(self, node: Element) -> str:
        place = node.attrib["to"]
        return f"to({_string(place)},{self.within(node)})" if place in self._places else self.within(node)

    def _bold(self, node: Element) -> str:
        return ";".join((*self._here(node), f"bold({self.within(node)})"))

    def _fact(self, node: Element) -> str:
        return f"faint({self.within(node, _string('· '))})"

    def _in_language(self, node: Element) -> str:
        return f"text(lang:{_string(node.attrib['lang'])},{self.within(node)})"

    def _mark(self, node: Element) -> str:
        sign = f"sign({_string(node.attrib['sign'])})"
        return _whole(f"mark-{node.get('look') or 'plain'}({self.within(node, sign, _string(_SPACE))})", node, _OF_MARK)

    def _ref(self, node: Element) -> str:
        return _whole(f"unparted({self.within(node)})", node, _OF_ID)

    def _value(self, node: Element) -> str:
        return f"value({_string(node.get('look', ''))},{self.within(node)})"

    # For itself

    def _heading(self, node: Element) -> str:
        level = int(node.attrib["n"])
        is_outlined = level == 1 or node.get("look") == "goal"
        above = _string(node.attrib["above"]) if "above" in node.attrib else "none"
        return ";".join((*self._here(node), f"titled({level},{dumps(is_outlined)},{above},{self.within(node)})"))

    def _caption(self, node: Element) -> str:
        return f"caption({self.within(node)})"

    def _paragraph(self, node: Element) -> str:
        return f"{node.tag}({'sticky:true,' if 'stays' in node.attrib else ''}{self.within(node)})"

    def _list(self, node: Element) -> str:
        look = node.get("look", "")
        limit = None if look in {"chain", "branch"} else _OF_ITEM
        items = [self._item(item, limit) for item in node.iterfind("li")]
        return f"{look if look in _LISTS else 'list'}({','.join(items)})" if items else "none"

    def _item(self, node: Element, limit: int | None) -> str:
        body = self.within(node, *self._here(node))
        return body if limit is None else f"together(breakable:{dumps(_length(node) > limit)},{body})"

    def _facts(self, node: Element) -> str:
        looks = ("narrow" in node.attrib, "stacked" in node.attrib, _length(node) > _OF_FACTS)
        facts = [self._fact_of(one) for one in node.iterfind("fact-of")]
        return f"facts({','.join((*map(dumps, looks), *facts))})" if facts else "none"

    def _fact_of(self, node: Element) -> str:
        term, value = node
        sign = _string(term.attrib["sign"]) if "sign" in term.attrib else "none"
        return f"({sign},{self.within(term)},{self.within(value)})"

    def _table(self, node: Element) -> str:
        head, *rows = node
        keys = "".join(f"{_string(cell.attrib['key'])}," for cell in head)
        heads = "".join(f"{self.within(cell)}," for cell in head)
        cells = ",".join(self._row(row) for row in rows)
        return f"spread({dumps('small' in node.attrib)},({keys}),({heads}),{cells})"

    def _row(self, node: Element) -> str:
        """Give the cells of a row, which stays on one page, unless it says more than one can hold."""
        cell = "long-cell" if any(len(_said(cell)) > _OF_CELL for cell in node) else "cell"
        first, *others = node
        bodies = self.within(first, *self._here(node)), *map(self.within, others)
        return ",".join(f"{cell}({body})" for body in bodies)

    def _card(self, node: Element) -> str:
        return f"card(breakable:{dumps(_length(node) > _OF_CARD)},{self.within(node, *self._here(node))})"

    def _beside(self, node: Element) -> str:
        return f"beside({','.join(self.within(side) for side in node)})"

    def _legend(self, node: Element) -> str:
        return f"legend({','.join(self._key(one) for one in node)})"

    def _key(self, node: Element) -> str:
        drawn = f"key({_string(node.attrib['form'])},{_string(node.get('letter', ''))})"
        body = self.within(node, drawn, _string(_SPACE))
        return f"box({body})" if len(_said(node)) < _OF_KEY else body


def _chart(node: Element) -> str:
    told = f"{node.attrib['title']}. {node.attrib['alt']}"
    return f"chart({_string(told)},{_string(node.text or '')})"


def _bar(node: Element) -> str:
    spent, whole = node.attrib["spent"], node.attrib["of"]
    return f"bar({min(float(spent) / float(whole), 1)},{dumps(float(spent) > float(whole))})"


def _whole(code: str, node: Element, limit: int) -> str:
    """Give code of what the end of a line may part only if it is long."""
    said = _said(node)
    return f"box({code})" if len(said) < limit and not said.isalnum() else code


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _said(node: Element) -> str:
    """Give what an element says, without marks and forms."""
    return "".join(node.itertext())


def _length(node: Element) -> int:
    """Give how much room an element takes, in letters of the width of the page: more than it will be.

    A chart, which has a place of its own, counts for nothing; of what stands in a narrow column a line is sure to fit,
    and the rest takes more.
    """
    if node.tag == "chart":
        return 0
    within = len(node.text or "") + sum(_length(child) + len(child.tail or "") for child in node)
    if node.tag in _NARROW:
        return _LINE + 5 * max(0, within - 40)
    return within + _LINE if node.tag in _LINES else within
