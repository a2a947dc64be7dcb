"""EK105, of which this module finds the circles: files that import each other.

Imports that lead nowhere, or where they may not, are found while the files are read (workspace/imports.py).
"""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding, Related, arguments
from effektkedja.chain.build import Chain
from effektkedja.chain.circles import circles
from effektkedja.workspace.workspace import Import, SourceFile


def check(chain: Chain) -> Iterator[Finding]:
    """Find each circle of imports once, at its first import by file, line and column."""
    targets: dict[SourceFile, list[SourceFile]] = {}
    for one in chain.imports:
        targets.setdefault(one.source, []).append(one.target)
    for circle in circles(targets):
        inside = [one for one in chain.imports if one.source in circle and one.target in circle]
        first, *others = sorted(inside, key=lambda one: (one.source.name, one.span))
        related = tuple(_related(one) for one in others)
        args = arguments(path=first.target.name)
        yield Finding("EK105", first.source.name, first.span, "circle", args, None, "imports", related)


def _related(one: Import) -> Related:
    return Related(one.source.name, one.span, "back", arguments(path=one.target.name))
