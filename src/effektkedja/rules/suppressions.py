"""Which findings the ignore comments of a plan hide, and which comments hide nothing (EK011)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from effektkedja.basics.diagnostic import Finding, arguments
from effektkedja.basics.span import Span
from effektkedja.reading.comments import IgnoreComment
from effektkedja.reading.tree import Mapping
from effektkedja.rules.own_ids import mappings_with_ids
from effektkedja.rules.registry import BY_CODE
from effektkedja.workspace.workspace import SourceFile


@dataclass(slots=True, eq=False)
class _Silence:
    """One code of one comment."""

    code: str
    span: Span
    comment: IgnoreComment
    used: bool = field(default=False)


class Suppressions:
    """The ignore comments of one file."""

    def __init__(self, file: SourceFile) -> None:
        self._file = file.name
        self._comments = file.comments()
        self._silences: list[_Silence] = []
        self._by_place: dict[tuple[str, int | str], list[_Silence]] = {}
        """By code with line, and by code with the id of a mapping that begins on the line."""
        ids = _ids_by_line(file.root) if self._comments else {}
        for comment in self._comments:
            for code, span in comment.codes:
                silence = _Silence(code, span, comment)
                self._silences.append(silence)
                for place in (comment.line, *ids.get(comment.line, ())):
                    self._by_place.setdefault((code, place), []).append(silence)

    def hide(self, finding: Finding) -> tuple[IgnoreComment, ...]:
        """Give the comments that hide the finding, each once, and remember that they did."""
        if not BY_CODE[finding.code].can_be_silenced:
            return ()
        hiding = [
            silence
            for place in (finding.span.line, finding.id)
            if place is not None
            for silence in self._by_place.get((finding.code, place), ())
        ]
        for silence in hiding:
            silence.used = True
        return tuple(dict.fromkeys(silence.comment for silence in hiding))

    def unused(self, selected: frozenset[str]) -> Iterator[Finding]:
        """Find the codes that hid nothing. A code whose rule was not selected had no chance and does not count."""
        for comment in self._comments:
            if not comment.codes:
                yield Finding("EK011", self._file, comment.span, "no-codes")
        for silence in self._silences:
            if silence.code not in BY_CODE:
                yield Finding("EK011", self._file, silence.span, "unknown", arguments(code=silence.code))
            elif not silence.used and silence.code in selected:
                variant = "" if BY_CODE[silence.code].can_be_silenced else "never"
                yield Finding("EK011", self._file, silence.span, variant, arguments(code=silence.code))


def _ids_by_line(root: Mapping | None) -> dict[int, list[str]]:
    """Give the ids of the mappings of a tree, by the line on which they begin."""
    ids: dict[int, list[str]] = {}
    for mapping, id_ in mappings_with_ids(root) if root is not None else ():
        ids.setdefault(mapping.start.line + 1, []).append(id_)
    return ids
