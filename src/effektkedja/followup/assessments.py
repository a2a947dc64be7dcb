"""What people concluded of goals, effects and focus areas."""

from collections.abc import Callable
from dataclasses import dataclass

from effektkedja.chain.build import Thing, records_at
from effektkedja.followup.look import Look
from effektkedja.followup.reviews import ReviewDay
from effektkedja.plan.model import Assessment
from effektkedja.workspace.workspace import SourceFile


@dataclass(frozen=True, slots=True)
class Concluded:
    """What people say of a thing."""

    record: Assessment
    file: SourceFile
    """The plan that says it, which need not be that of the thing."""


def assessments_at(
    look: Look, review_of: Callable[[SourceFile], ReviewDay | None] | None = None
) -> dict[Thing, Concluded]:
    """Give what people say of each thing, every plan at the review by which it is judged, or at that of `review_of`.

    What the thing's own plan says goes before what others say of it; of two in one plan the later counts.
    """
    review_of = review_of or look.review_of
    found: dict[Thing, Concluded] = {}
    own: set[Thing] = set()
    for file in look.chain.files:
        review = review_of(file)
        for place in records_at(file, "assessments"):
            record = place.record
            if not isinstance(record, Assessment) or review is None or record.review != review.id:
                continue
            thing = look.chain.by_id.get(record.of)
            if thing is None or (thing in own and thing.file is not file):
                continue
            found[thing] = Concluded(record, file)
            if thing.file is file:
                own.add(thing)
    return found
