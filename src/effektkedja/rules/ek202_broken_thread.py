"""EK202: an activity leads somewhere, but reaches no political goal."""

from collections.abc import Iterator

from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.chain.thread import ThreadEnds, reaching_political_goals
from effektkedja.rules.findings import found, name_of, related_to

MOST_ENDS = 20
"""Ends of one thread that are shown."""
MOST_NAMED = 3
"""Ends that the sentence names, where there are more than are shown."""


def check(chain: Chain) -> Iterator[Finding]:
    """Find each activity whose thread ends before a goal of the council or of a board, and where it ends."""
    reaching = reaching_political_goals(chain)
    broken = [thing for thing in chain.of(Stage.ACTIVITY) if thing not in reaching and chain.links[thing]]
    ends = ThreadEnds(chain, MOST_ENDS)
    for activity in broken:
        last, more = ends.of(activity)
        related = tuple(related_to(thing, "end", "id") for thing in last)
        names = tuple(name_of(thing) for thing in last)
        yield found(
            "EK202",
            activity,
            None,
            "more" if more else "",
            related,
            ends=names[: MOST_NAMED if more else None],
            count=MOST_ENDS,
        )
