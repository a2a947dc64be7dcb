"""The stages of the chain, and which may lead to which."""

from enum import StrEnum


class Stage(StrEnum):
    """What a thing of the plan is; the value is the canonical name of its list.

    The nodes of the chain come first, in the order of the thread from work to vision.
    """

    ACTIVITY = "activities"
    DELIVERY = "deliveries"
    EARLY_EFFECT = "early_effects"
    LONG_TERM_EFFECT = "long_term_effects"
    GOAL = "goals"
    PROGRAMME = "programmes"
    ASSIGNMENT = "assignments"
    FOCUS_AREA = "focus_areas"
    VISION = "vision"
    INDICATOR = "indicators"
    SURVEY = "surveys"
    DIALOGUE = "dialogues"
    RISK = "risks"
    IMPROVEMENT = "improvements"
    CHANGE = "changes"
    ORGANISATION = "organisation"


NODE_STAGES = tuple(stage for stage in Stage if list(Stage).index(stage) <= list(Stage).index(Stage.VISION))

_EFFECTS_AND_GOALS = (Stage.EARLY_EFFECT, Stage.LONG_TERM_EFFECT, Stage.GOAL)
_COMMON_AIMS = (Stage.GOAL, Stage.FOCUS_AREA, Stage.VISION)
_MEASURED = (*_EFFECTS_AND_GOALS, Stage.DELIVERY, Stage.PROGRAMME, Stage.FOCUS_AREA)

MAY_LEAD_TO: dict[Stage, tuple[Stage, ...]] = {
    Stage.ACTIVITY: (Stage.DELIVERY, *_EFFECTS_AND_GOALS),
    Stage.DELIVERY: _EFFECTS_AND_GOALS,
    Stage.EARLY_EFFECT: _EFFECTS_AND_GOALS,
    Stage.LONG_TERM_EFFECT: (Stage.LONG_TERM_EFFECT, Stage.GOAL),
    Stage.GOAL: _COMMON_AIMS,
    Stage.PROGRAMME: _COMMON_AIMS,
    Stage.ASSIGNMENT: (Stage.ASSIGNMENT, *_COMMON_AIMS),
    Stage.FOCUS_AREA: (Stage.VISION,),
    Stage.VISION: (),
}
"""The table of the plan format: the stages that `leads_to` may name, the nearest first."""

SKIPS: dict[Stage, tuple[Stage, ...]] = {
    Stage.ACTIVITY: _EFFECTS_AND_GOALS,
    Stage.DELIVERY: (Stage.LONG_TERM_EFFECT, Stage.GOAL),
    Stage.EARLY_EFFECT: (Stage.GOAL,),
}
"""Of these links, those that pass over a stage."""

MAY_REFER_TO: dict[str, tuple[Stage, ...] | None] = {
    "assignment": (Stage.ASSIGNMENT,),
    "programme": (Stage.PROGRAMME,),
    "part_of": (Stage.ORGANISATION,),
    "measures": _MEASURED,
    "of": (Stage.EARLY_EFFECT, Stage.LONG_TERM_EFFECT, Stage.GOAL, Stage.FOCUS_AREA),
    "between": _EFFECTS_AND_GOALS,
    "about": None,
    "affects": None,
    "threatens": None,
}
"""What the other fields that hold ids may name; None: anything that has an id."""

LEVEL_RANK = {"council": 0, "board": 1, "company": 1, "administration": 2, "unit": 3, "employee": 4}
"""The levels of goals; a lower number is a higher level."""

POLITICAL_LEVELS = frozenset({"council", "board"})
