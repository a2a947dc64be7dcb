"""What people concluded of goals, effects and focus areas."""

from effektkedja.chain.build import Thing, records_at
from effektkedja.followup.look import Look
from effektkedja.plan.model import Assessment


def assessments_at(look: Look) -> dict[Thing, Assessment]:
    """Give what people say of each thing, every plan at the review by which it is judged.

    What the thing's own plan says goes before what others say of it; of two in one plan the later counts.
    """
    found: dict[Thing, Assessment] = {}
    own: set[Thing] = set()
    for file in look.chain.files:
        review = look.review_of(file)
        for place in records_at(file, "assessments"):
            record = place.record
            if not isinstance(record, Assessment) or review is None or record.review != review.id:
                continue
            thing = look.chain.by_id.get(record.of)
            if thing is None or (thing in own and thing.file is not file):
                continue
            found[thing] = record
            if thing.file is file:
                own.add(thing)
    return found
