"""What a report says of work: deliveries, assignments and activities."""

from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.stages import Stage
from effektkedja.followup.delivery_state import Answer
from effektkedja.followup.resources import Use
from effektkedja.followup.status import TO_ACT_ON, Followed, organisation_name
from effektkedja.plan.model import Activity as ActivityRecord
from effektkedja.plan.model import Assignment as AssignmentRecord
from effektkedja.plan.model import Delivery as DeliveryRecord
from effektkedja.plan.values import Period
from effektkedja.render.resource_words import quantity
from effektkedja.report.model import Activity, Assignment, Delivery
from effektkedja.report.places import Places
from effektkedja.report.words import Words


class Work:
    """Tells of work, each thing at its own place."""

    def __init__(self, words: Words, places: Places, *, planned: bool) -> None:
        self._words = words
        self._places = places
        self._planned = planned

    def delivery(self, one: Followed) -> Delivery:
        """Tell of a delivery."""
        thing, record, words = one.thing, one.thing.record, self._words
        recipient = record.recipient if isinstance(record, DeliveryRecord) else None
        answer = None if self._planned else one.answer
        name = organisation_name(thing.file)
        return Delivery(
            self._places.take(thing),
            words.written(recipient, thing) if recipient else None,
            words.role(one.owner, thing),
            words.written(name, thing) if name else None,
            words.maybe_period(one.due),
            None if self._planned else words.state(one.state),
            self._answer(answer),
            words.remark(answer.entry.comment, thing) if answer else None,
            self._places.names(one.goals),
            not self._planned and one.state in TO_ACT_ON,
        )

    def assignment(self, one: Followed, chain: Chain) -> Assignment:
        """Tell of an assignment."""
        thing, record, words = one.thing, one.thing.record, self._words
        given_by = record.given_by if isinstance(record, AssignmentRecord) else None
        return Assignment(
            self._places.take(thing),
            words.role(given_by, thing),
            words.role(one.owner, thing),
            words.maybe_period(one.due),
            None if self._planned else words.state(one.state),
            None if self._planned else words.remark(one.comment, thing),
            self._places.names(chain.links.get(thing, ())),
        )

    def activity(self, thing: Thing, uses: tuple[Use, ...], chain: Chain) -> Activity:
        """Tell of an activity as it is planned."""
        record, words = thing.record, self._words
        assert isinstance(record, ActivityRecord)  # noqa: S101 (nothing else is an activity)
        money = (quantity(use.budget, use.unit, words.catalogue) for use in uses if use.budget is not None)
        steps = (target for target in chain.links.get(thing, ()) if target.stage is not Stage.PROGRAMME)
        return Activity(
            self._places.take(thing),
            words.role(record.owner, thing),
            self._time(record.start, record.end),
            tuple(money),
            self._places.names(steps),
        )

    def _answer(self, answer: Answer | None) -> str | None:
        if answer is None or answer.entry.done is None:
            return None
        said = self._words.name_of_value("answer", answer.entry.done) or ""
        return self._words.text("answer", answer=said, review=answer.review.id)

    def _time(self, start: Period | None, end: Period | None) -> str | None:
        if start is None and end is None:
            return None
        first, last = self._words.maybe_period(start), self._words.maybe_period(end)
        if first == last or last is None:
            return first if last else self._words.text("time.from", start=first or "")
        if first is None:
            return self._words.text("time.until", end=last)
        return self._words.text("time.between", start=first, end=last)
