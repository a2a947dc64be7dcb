"""What the words of a report mean."""

from collections.abc import Iterable, Iterator

from effektkedja.chain.stages import Stage
from effektkedja.followup.delivery_state import State
from effektkedja.followup.look import View
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.render.ratings import SIGNS as RATING_SIGNS
from effektkedja.render.status_words import SIGNS as STATE_SIGNS
from effektkedja.render.status_words import TREND_SIGNS
from effektkedja.report.kinds import Kind
from effektkedja.report.model import Definition, Glossary
from effektkedja.report.words import Words

_ALWAYS = (Stage.ACTIVITY, Stage.DELIVERY, Stage.EARLY_EFFECT, Stage.LONG_TERM_EFFECT, Stage.GOAL)
_IF_THERE = (
    Stage.PROGRAMME, Stage.ASSIGNMENT, Stage.FOCUS_AREA, Stage.VISION, Stage.INDICATOR, Stage.SURVEY, Stage.RISK,
)  # fmt: skip


def glossaries(kind: Kind, view: View, policy: str | None, words: Words) -> tuple[Glossary, ...]:
    """Give the words of a report, those of the chain first. `policy` is the sentence on how ratings are proposed."""
    there = {thing.stage for look in view.looks for thing in look.chain.things}
    stages = [*_ALWAYS, *(stage for stage in _IF_THERE if stage in there)]
    found = [Glossary(words.text("terms.chain"), words.text("terms.chain-lead"), tuple(_stages(stages, words)))]
    if kind.is_plan:
        return tuple(found)
    if there & {Stage.DELIVERY, Stage.ASSIGNMENT}:
        found.append(Glossary(words.text("terms.states"), words.text("terms.states-lead"), tuple(_states(words))))
    if policy is not None and Stage.GOAL in there:
        lead = f"{words.text('terms.ratings-lead')} {policy}"
        found.append(Glossary(words.text("terms.ratings"), lead, tuple(_ratings(words))))
    if Stage.INDICATOR in there:
        found.append(Glossary(words.text("terms.trends"), words.text("terms.trends-lead"), tuple(_trends(words))))
    return tuple(found)


def _stages(stages: Iterable[Stage], words: Words) -> Iterator[Definition]:
    for stage in stages:
        noun = vocabulary().noun(stage.value, words.catalogue.language)
        yield Definition(noun, "", words.text(f"term.{stage.value}"))


def _states(words: Words) -> Iterator[Definition]:
    for state in State:
        mark = words.state(state)
        yield Definition(mark.word, STATE_SIGNS[state], words.catalogue.text(f"status.means.{state.value}"))


def _ratings(words: Words) -> Iterator[Definition]:
    for rating, sign in RATING_SIGNS.items():
        yield Definition(words.rating_word(rating), sign, words.text(f"term.rating.{rating}"))


def _trends(words: Words) -> Iterator[Definition]:
    for trend, sign in TREND_SIGNS.items():
        yield Definition(words.catalogue.text(f"status.trend-{trend}"), sign, words.text(f"term.trend.{trend}"))
