"""EK602: a person's identity number in a plan."""

from collections.abc import Iterator
from typing import NamedTuple

from effektkedja.basics.diagnostic import Finding, arguments
from effektkedja.basics.identity_numbers import find_identity_numbers, masked
from effektkedja.basics.span import Positions, Span
from effektkedja.chain.build import Chain
from effektkedja.reading.tree import Mapping, span_of
from effektkedja.rules.own_ids import mappings_with_ids
from effektkedja.workspace.workspace import SourceFile


def check(chain: Chain) -> Iterator[Finding]:
    """Find every valid number, also in comments. Whoever reads the finding learns no more than the day of birth."""
    for file in chain.files:
        if file.root is not None:
            yield from _numbers_of(file, file.root)


def _numbers_of(file: SourceFile, root: Mapping) -> Iterator[Finding]:
    text = file.document.text
    found = list(find_identity_numbers(text))
    if not found:
        return
    positions = Positions(text)
    spans = [positions.at(start, end - start) for start, end in found]
    for (start, end), span, id_ in zip(found, spans, _owners(spans, root), strict=True):
        yield Finding("EK602", file.name, span, args=arguments(number=masked(text[start:end])), id=id_)


class _Stretch(NamedTuple):
    """Where a mapping with an id stands."""

    start: tuple[int, int]
    end: tuple[int, int]
    id: str


def _owners(places: list[Span], root: Mapping) -> Iterator[str | None]:
    """Give, for places in the order of the file, the id of the innermost mapping around each that has one."""
    waiting = sorted(_stretches(root), reverse=True)
    around: list[_Stretch] = []
    for place in places:
        here = place[:2]
        while waiting and waiting[-1].start <= here:
            around.append(waiting.pop())
        while around and around[-1].end <= here:
            around.pop()
        yield around[-1].id if around else None


def _stretches(root: Mapping) -> Iterator[_Stretch]:
    for mapping, id_ in mappings_with_ids(root):
        span = span_of(mapping)
        # A block mapping holds the comment at the end of its last line, too.
        end = span[2:] if mapping.flow else (span.end_line + 1, 1)
        yield _Stretch(span[:2], end, id_)
