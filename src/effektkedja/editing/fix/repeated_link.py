"""EK106: an id that its `leads_to` has already. The repetition goes, its comment stays.

Safe: a link is no stronger for standing twice.
"""

import re

from effektkedja.basics.diagnostic import Finding
from effektkedja.editing.fix.mend import Mend
from effektkedja.editing.fix.plan_text import PlanText
from effektkedja.editing.text_edits import LINE_END, Edit, bounds, end_of_line, is_block_text, start_of_line
from effektkedja.reading.tree import Sequence

_COMMENT = re.compile(r"#[^\r\n]*")
_COMMA_AFTER = re.compile(r"[ \t]*,[ \t]*")


def mend(plan: PlanText, finding: Finding) -> Mend | None:
    """Take the repetition out of its list."""
    item, link = plan.item_at(finding.span), plan.scalar_at(finding.span)
    if item is None or link is None or item.index == 0 or is_block_text(link):
        return None
    start, _ = bounds(link)
    edits = (_out_of_brackets if item.listed.flow else _out_of_lines)(plan.text, item.listed, item.index)
    return Mend(finding, edits, {start: None}) if edits else None


def _out_of_lines(text: str, listed: Sequence, index: int) -> tuple[Edit, ...]:
    """Give the edit that takes an item with its dash out of a list of lines; none where they stand far apart."""
    start, end = bounds(listed.items[index])
    dash = start_of_line(text, start) + listed.start.column
    if text[dash : dash + 1] != "-" or text[dash + 1 : start].strip():
        return ()
    return (_without(text, dash, end),)


def _out_of_brackets(text: str, listed: Sequence, index: int) -> tuple[Edit, ...]:
    """Give the edits that take an item out of a list in brackets, with the comma that it does not need any more."""
    start, end = bounds(listed.items[index])
    _, before = bounds(listed.items[index - 1])
    comma = _comma_between(text, before, start)
    if comma is None:
        return ()
    if not text[comma + 1 : start].strip(" \t"):
        # The comma stands right before the item; so does the space before the comma, if that stands alone.
        begin = comma if _begins_line(text, comma) else len(text[:comma].rstrip(" \t"))
        return (_without(text, begin, end),)
    after = _COMMA_AFTER.match(text, end)
    if after:
        return (_without(text, start, after.end()),)
    return (Edit(comma, comma + 1, ""), _without(text, start, end))


def _comma_between(text: str, start: int, end: int) -> int | None:
    """Give where the comma between two items of a list stands; a comma in a comment is none."""
    place = _COMMENT.sub(lambda comment: " " * len(comment[0]), text[start:end]).find(",")
    return None if place < 0 else start + place


def _without(text: str, start: int, end: int) -> Edit:
    """Give the edit that takes a stretch out: with its line where nothing else stands there."""
    line_end = end_of_line(text, end)
    rest = text[end:line_end].strip(" \t")
    if not _begins_line(text, start) or (rest and not rest.startswith("#")):
        return Edit(start, end, "")
    if rest:
        return Edit(start, text.index("#", end), "")
    line_start = start_of_line(text, start)
    if line_break := LINE_END.match(text, line_end):
        return Edit(line_start, line_break.end(), "")
    above = 2 if text[line_start - 2 : line_start] == "\r\n" else 1
    return Edit(line_start - above, line_end, "")


def _begins_line(text: str, place: int) -> bool:
    return not text[start_of_line(text, place) : place].strip(" \t")
