"""The goals of a chain by focus area, each with all that carries it."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from effektkedja.chain.build import Thing
from effektkedja.chain.reach import Reach
from effektkedja.chain.stages import LEVEL_RANK, Stage
from effektkedja.followup.assessments import Concluded, assessments_at
from effektkedja.followup.control import threats_at
from effektkedja.followup.delivery_state import DUE_STATES, State
from effektkedja.followup.judgement import Judgement as Judged
from effektkedja.followup.look import Look
from effektkedja.followup.resources import Use, resources_of_goals
from effektkedja.followup.status import TO_ACT_ON, Followed, Measured, organisation_name
from effektkedja.plan.model import EarlyEffect, LongTermEffect, Node
from effektkedja.plan.model import Goal as GoalRecord
from effektkedja.render.figures import percent
from effektkedja.render.resource_words import quantity, use_words
from effektkedja.report.indicators import Indicators
from effektkedja.report.judging import Judgements
from effektkedja.report.kinds import Kind
from effektkedja.report.model import (
    Area,
    Delivered,
    Delivery,
    Effect,
    Goal,
    GoalBelow,
    Indicator,
    Judgement,
    Named,
    Text,
)
from effektkedja.report.places import Places
from effektkedja.report.slices import Slices, carriers
from effektkedja.report.words import Words

_EFFECTS = (Stage.LONG_TERM_EFFECT, Stage.EARLY_EFFECT)
_ORDER = (*TO_ACT_ON, State.DONE, State.UPCOMING, State.CANCELLED)
_LOWEST = len(LEVEL_RANK)


@dataclass(frozen=True, slots=True)
class Tellers:
    """Those who tell of the things that goals are told with."""

    words: Words
    places: Places
    judgements: Judgements
    indicators: Indicators
    slices: Slices


def deliveries_in_order(deliveries: Iterable[Followed]) -> list[Followed]:
    """Give deliveries as they are read: first those that somebody has to act on."""
    return sorted(deliveries, key=lambda one: _ORDER.index(one.state))


def organisation_of(thing: Thing, words: Words) -> Text | None:
    """Name the organisation in whose plan a thing stands."""
    name = organisation_name(thing.file)
    return words.written(name, thing) if name else None


class Goals:
    """Tells of the goals of one chain."""

    def __init__(
        self,
        look: Look,
        kind: Kind,
        tellers: Tellers,
        judged: Mapping[Thing, Judged],
        deliveries: Mapping[Thing, tuple[Followed, Delivery]],
        measured: Mapping[Thing, Measured],
    ) -> None:
        self._look = look
        self._chain = look.chain
        self._kind = kind
        self._tell = tellers
        self._judged = judged
        self._deliveries = deliveries
        self._measured = measured
        self.told: dict[Thing, None] = {}
        """What stands in the slice of a goal by now."""

    def areas(self) -> Iterator[Area]:
        """Give the focus areas with their goals; last, without a name, the goals that belong to none."""
        homes: dict[Thing | None, list[Thing]] = {}
        also: dict[Thing, list[Thing]] = {}
        for goal in self.by_level:
            areas = self._areas_of(goal)
            homes.setdefault(areas[0] if areas else None, []).append(goal)
            for area in areas[1:]:
                also.setdefault(area, []).append(goal)
        for area in self._chain.of(Stage.FOCUS_AREA):
            yield self._area(area, homes.get(area, []), also.get(area, []))
        if None in homes:
            yield Area(None, (), None, (), tuple(self._goal(goal, None) for goal in homes[None]), ())

    def delivered(self, goal: Thing) -> Delivered:
        """Tell how much is delivered of what is due under a goal."""
        return delivered(self._states.get(goal, ()))

    # Areas

    @cached_property
    def by_level(self) -> list[Thing]:
        """The goals from the council's down, those of one level in the order of the plans."""
        return sorted(self._chain.of(Stage.GOAL), key=lambda goal: LEVEL_RANK.get(goal.level or "", _LOWEST))

    def _areas_of(self, goal: Thing) -> list[Thing]:
        """Give the focus areas that a goal leads to over the fewest goals, in the order of the plans."""
        waiting, distance = deque([goal]), {goal: 0}
        found: list[Thing] = []
        while waiting:
            thing = waiting.popleft()
            if found and distance[thing] >= distance[found[0]]:
                break
            for target in self._chain.links.get(thing, ()):
                if target not in distance:
                    distance[target] = distance[thing] + 1
                    (found if target.stage is Stage.FOCUS_AREA else waiting).append(target)
        return sorted(found, key=self._rank_of_area.__getitem__)

    @cached_property
    def _rank_of_area(self) -> dict[Thing, int]:
        return {area: rank for rank, area in enumerate(self._chain.of(Stage.FOCUS_AREA))}

    def _area(self, area: Thing, goals: list[Thing], others: list[Thing]) -> Area:
        name = self._tell.places.take(area)
        record = area.record
        description = record.description if isinstance(record, Node) else None
        own, _ = self._indicators(area)
        return Area(
            name,
            self._tell.words.paragraphs(description, area),
            self._said_of(area),
            own,
            tuple(self._goal(goal, area) for goal in goals),
            self._tell.places.names(others),
        )

    def _said_of(self, thing: Thing) -> Judgement | None:
        """Tell how people judge an effect or a focus area, if they do."""
        if self._kind.is_plan or thing not in self._concluded:
            return None
        return self._tell.judgements.of_other(self._concluded[thing], thing.organisation)

    @cached_property
    def _concluded(self) -> dict[Thing, Concluded]:
        return assessments_at(self._look)

    # Goals

    def _goal(self, goal: Thing, home: Thing | None) -> Goal:
        """Tell of a goal among those of its home, the focus area that it is read under."""
        places, words, record = self._tell.places, self._tell.words, goal.record
        assert isinstance(record, GoalRecord)  # noqa: S101 (nothing else is told of here)
        name = places.take(goal)
        carrying = carriers(goal, self._chain)
        self.told |= carrying
        indicators, elsewhere = self._indicators(goal)
        under = [self._deliveries[thing][0] for thing in carrying if thing in self._deliveries]
        measuring = self._chain.measured.get(goal, ())
        threats = dict.fromkeys(risk for thing in (goal, *carrying) for risk in self._threats.get(thing, ()))
        return Goal(
            name,
            tuple(self._facts(record)),
            organisation_of(goal, words),
            words.role(record.owner, goal),
            words.paragraphs(record.description, goal),
            places.names(target for target in self._chain.links.get(goal, ()) if target is not home),
            None if self._kind.is_plan else self._tell.judgements.of_goal(self._judged[goal]),
            tuple(self._below(goal)),
            indicators,
            elsewhere,
            places.names(thing for thing in measuring if thing.stage is Stage.SURVEY),
            tuple(self._deliveries[one.thing][1] for one in deliveries_in_order(under)),
            tuple(self._effect(thing) for stage in _EFFECTS for thing in carrying if thing.stage is stage),
            self._uses.get(goal, ()),
            places.names(threats),
            self._tell.slices.of_goal(goal),
        )

    def _facts(self, record: GoalRecord) -> Iterator[str]:
        words = self._tell.words
        if level := words.name_of_value("level", record.level):
            yield words.text("level", level=level)
        if perspective := words.name_of_value("perspective", record.perspective):
            yield words.text("perspective", perspective=perspective)
        if record.effect_goal:
            yield words.text("effect-goal")

    def _below(self, goal: Thing) -> Iterator[GoalBelow]:
        for thing in self._chain.causes.get(goal, ()):
            if thing.stage is Stage.GOAL:
                yield self._goal_below(thing)

    def _goal_below(self, goal: Thing) -> GoalBelow:
        """Refer to a goal with what people expect of it, or where the outcome is judged how they rate it."""
        name, made = self._tell.places.name(goal), self._judged[goal].assessment
        if made is None or self._kind.is_plan:
            return GoalBelow(name, "", None)
        key = "rating" if self._kind.is_final or made.forecast is None else "forecast"
        rating = made.rating if key == "rating" else made.forecast
        return GoalBelow(
            name, self._tell.words.text(f"since.{key}"), self._tell.words.rating(rating, goal.organisation)
        )

    def _effect(self, effect: Thing) -> Effect:
        record = effect.record
        assert isinstance(record, EarlyEffect | LongTermEffect)  # noqa: S101 (nothing else is an effect)
        words, places = self._tell.words, self._tell.places
        is_first = not places.is_taken(effect)
        horizon = words.maybe_period(record.horizon) if isinstance(record, LongTermEffect) else None
        indicators, elsewhere = self._indicators(effect)
        return Effect(
            places.take(effect),
            is_first,
            words.written(record.target_group, effect) if record.target_group else None,
            horizon,
            self._said_of(effect) if is_first else None,
            indicators,
            elsewhere,
        )

    def _indicators(self, thing: Thing) -> tuple[tuple[Indicator, ...], tuple[Named, ...]]:
        """Tell of the indicators of a thing, and refer to those that are told of already."""
        measuring = [one for one in self._chain.measured.get(thing, ()) if one in self._measured]
        places = self._tell.places
        new = [one for one in measuring if not places.is_taken(one)]
        elsewhere = places.names(one for one in measuring if places.is_taken(one))
        tell, concerned = self._tell.indicators.tell, self._chain.concerned
        others = {one: [other for other in concerned.get(one, ()) if other is not thing] for one in new}
        return tuple(tell(self._measured[one], others[one]) for one in new), elsewhere

    # What is found out for all goals at once

    @cached_property
    def _states(self) -> dict[Thing, list[State]]:
        reach = Reach(self._chain, self.by_level)
        found: dict[Thing, list[State]] = {}
        for followed, _ in self._deliveries.values():
            for goal in reach.of(followed.thing):
                found.setdefault(goal, []).append(followed.state)
        return found

    @cached_property
    def _uses(self) -> dict[Thing, tuple[str, ...]]:
        return {
            one.goal: uses_told(one.uses, self._tell.words, self._kind)
            for one in resources_of_goals(self._look, self.by_level)
        }

    @cached_property
    def _threats(self) -> dict[Thing, list[Thing]]:
        found: dict[Thing, list[Thing]] = {}
        for threat in threats_at(self._look):
            for thing in threat.threatens:
                found.setdefault(thing, []).append(threat.thing)
        return found


def uses_told(uses: Iterable[Use], words: Words, kind: Kind) -> tuple[str, ...]:
    """Tell what is set aside and what is spent of it; in a plan only what is set aside."""
    if not kind.is_plan:
        return tuple(use_words(use, words.catalogue) for use in uses)
    return tuple(quantity(use.budget, use.unit, words.catalogue) for use in uses if use.budget is not None)


def delivered(states: Iterable[State]) -> Delivered:
    """Tell how much is delivered of what is due, of deliveries in these states."""
    due = [state for state in states if state in DUE_STATES]
    done = due.count(State.DONE)
    return Delivered(done, len(due), percent(done, len(due)) if due else None)
