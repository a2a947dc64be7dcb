"""What EK408, EK409 and EK411 look at: everything in a plan that belongs to one of its reviews."""

from collections.abc import Iterator

from effektkedja.chain.build import Chain, Place, Thing, inner_records, plan_place, records_at
from effektkedja.chain.stages import Stage

Entry = tuple[Thing | None, Place]
"""A record that names a review, and the thing it belongs to."""


def lists_of_entries(chain: Chain) -> Iterator[list[Entry]]:
    """Give each list of which every entry is for another review: answers, money spent, results of controls."""
    for thing in chain.of(Stage.DELIVERY, Stage.ASSIGNMENT):
        yield [(thing, place) for place in inner_records(thing, "status")]
    for thing in chain.of(Stage.ACTIVITY):
        yield [(thing, place) for place in inner_records(thing, "spent")]
    for risk in chain.of(Stage.RISK):
        for control in inner_records(risk, "controls"):
            yield [(risk, place) for place in inner_records(control, "results")]
    for file in chain.files:
        plan = plan_place(file)
        for budget in inner_records(plan, "budget") if plan is not None else []:
            yield [(None, place) for place in inner_records(budget, "follow_up")]


def single_entries(chain: Chain) -> Iterator[Entry]:
    """Give the records that name a review by themselves: assessments and dialogues."""
    for place in assessments(chain):
        yield None, place
    for dialogue in chain.of(Stage.DIALOGUE):
        yield dialogue, dialogue


def assessments(chain: Chain) -> Iterator[Place]:
    """Give what people concluded, in all plans."""
    for file in chain.files:
        yield from records_at(file, "assessments")
