"""EK603: two nodes of one stage in one plan bear the same title."""

import unicodedata
from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.stages import Stage
from effektkedja.rules.findings import found, name_of, related_to


def check(chain: Chain) -> Iterator[Finding]:
    """Find every node after the first that bears the title of another in its stage and its file."""
    firsts: dict[tuple[str, Stage, str], Thing] = {}
    for node in chain.nodes:
        title = unicodedata.normalize("NFC", unicodedata.normalize("NFC", node.title).casefold()).strip()
        if not title:
            continue
        first = firsts.setdefault((node.file.name, node.stage, title), node)
        if first is not node:
            related = (related_to(first, "first", "title"),)
            yield found("EK603", node, "title", related=related, other=name_of(first))
