"""Writing XML, whatever the text of a plan holds."""

import re
from xml.etree import ElementTree

Element = ElementTree.Element

_NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no way to write."""


def add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """Add an element, with what XML cannot hold written as an escape."""
    element = ElementTree.SubElement(parent, tag, attributes)
    element.text = None if text is None else _NEVER_IN_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return element


def document(root: Element) -> str:
    """Give the document of an element, which ends with a line end."""
    ElementTree.indent(root, space=" ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
