"""EK202: an activity leads somewhere, but reaches no political goal."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.chain.thread import ThreadEnds, reaching_political_goals
from effektkedja.rules.findings import found, name_of, related_to


def check(chain: Chain) -> Iterator[Finding]:
    """Find each activity whose thread ends before a goal of the council or of a board, and where it ends."""
    reaching = reaching_political_goals(chain)
    broken = [thing for thing in chain.of(Stage.ACTIVITY) if thing not in reaching and chain.links[thing]]
    ends = ThreadEnds(chain)
    for activity in broken:
        last = sorted(ends.of(activity), key=lambda thing: (thing.file.name, thing.span("id")))
        related = tuple(related_to(thing, "end", "id") for thing in last)
        yield found("EK202", activity, None, "", related, ends=tuple(name_of(thing) for thing in last))
