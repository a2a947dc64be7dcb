"""The sections of a status about goals, money, risks, improvements and changes, as far as plans have them."""

from collections.abc import Iterator, Sequence

from effektkedja.basics.language import Catalogue
from effektkedja.followup.judgement import Judgement
from effektkedja.followup.surroundings import Surroundings
from effektkedja.render.control_words import change_entry, improvement_counts, improvement_entry, threat_entry
from effektkedja.render.entries import Section
from effektkedja.render.judgements import JudgementWords, judgement_section
from effektkedja.render.resource_words import plan_entry, uses_entry
from effektkedja.render.status_words import name_of


def sections_of(
    judgements: Sequence[Judgement], surroundings: Surroundings, say: JudgementWords, catalogue: Catalogue
) -> Iterator[Section]:
    """Give the sections in the order of a status: the goals, money, what may go wrong, what others say."""
    text = catalogue.text
    if judgements:
        yield judgement_section(judgements, say)
    if surroundings.plans:
        yield Section(text("resources.budget"), tuple(plan_entry(plan, catalogue) for plan in surroundings.plans))
    if surroundings.goals:
        goals = tuple(uses_entry(name_of(one.goal), one.uses, catalogue) for one in surroundings.goals)
        yield Section(text("resources.goals"), goals, remark=text("resources.overlap"))
    if surroundings.threats:
        threats = tuple(threat_entry(threat, catalogue) for threat in surroundings.threats)
        yield Section(
            text("control.heading"), threats, remark=text("control.value", limit=surroundings.threats[0].limit)
        )
    if surroundings.improvements:
        waiting = tuple(improvement_entry(one, catalogue) for one in surroundings.improvements if one.is_open)
        counts = improvement_counts(surroundings.improvements, catalogue)
        yield Section(text("improvements.heading"), waiting, lead=counts)
    if surroundings.changes:
        changes = tuple(change_entry(change, catalogue) for change in surroundings.changes)
        yield Section(text("changes.heading"), changes)
