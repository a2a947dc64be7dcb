"""The proof of a mend: the text says what it should and nothing else, and no new finding has come.

What the text says is compared key by key and value by value, as YAML, so that nothing depends on how well the edits
were thought out. What is found is compared by code, file, thing and key: places move when a line goes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from effektkedja.basics.diagnostic import Finding
from effektkedja.basics.report import Report
from effektkedja.editing.fix.registry import Fix
from effektkedja.reading.compose import read
from effektkedja.reading.tree import Mapping as Tree
from effektkedja.reading.tree import Node, Sequence, is_null

HARMLESS = frozenset({"EK011", "EK107"})
"""Findings about reading and references that do not speak against a mend: a comment that is needed no more, and a link
that leaves a stage out but was meant."""


NOTHING_SPEAKS_AGAINST = None
Objection = tuple[str, ...] | None
"""The codes of the findings that would come; none of them where something else would change that should not."""


def says(text: str, changes: Mapping[int, str | None]) -> object:
    """Give what a text says as YAML, with other words for the keys and values that begin at some places."""
    document = read(text.encode("utf-8"))
    return None if document.fault is not None or document.root is None else _said(document.root, changes)


def _said(node: Node, changes: Mapping[int, str | None]) -> object:
    if isinstance(node, Tree):
        return "keys", [(_said(key, changes), _said(value, changes)) for key, value in node.entries]
    if isinstance(node, Sequence):
        said = (_said(item, changes) for item in node.items)
        return "list", [item for item in said if item is not _GONE]
    start, end = node.start_mark.index, node.end_mark.index
    if start < end and start in changes:
        return _GONE if changes[start] is None else ("text", changes[start])
    return "text", None if is_null(node) else node.value


_GONE = ("gone",)


def objection(fix: Fix, mended: Iterable[Finding], before: Report, after: Report) -> Objection:
    """Tell what speaks against a mend when one looks at what is found before and after it.

    After a safe one nothing else may be found and nothing else gone or hidden. After one that is a guess, nothing may
    be wrong with what is read and referred to that was right before. What a plan turns out to lack once it can be
    read is welcome.
    """
    identity = _exactly if fix.safe else _roughly
    expected = Counter(map(identity, _findings(before)))
    expected.subtract(map(identity, mended))
    found = Counter(map(identity, _findings(after)))
    new = {key[0] for key in found - expected}
    if fix.safe:
        is_same = not new and not expected - found and before.suppressed == after.suppressed
        return NOTHING_SPEAKS_AGAINST if is_same else tuple(sorted(new))
    against = sorted(code for code in new if code.startswith(("EK0", "EK1")) and code not in HARMLESS)
    return tuple(against) if against else NOTHING_SPEAKS_AGAINST


def _findings(report: Report) -> Iterable[Finding]:
    return (diagnostic.finding for diagnostic in report.diagnostics)


def _exactly(finding: Finding) -> tuple[str, ...]:
    return (*_roughly(finding), finding.id or "")


def _roughly(finding: Finding) -> tuple[str, ...]:
    """Leave the thing out: a mended key can be the very one that says its id."""
    return finding.code, finding.file, finding.key or ""
