"""Risks with their controls, improvements and changes in words."""

from collections.abc import Iterable, Sequence

from effektkedja.basics.language import Catalogue
from effektkedja.chain.build import Thing
from effektkedja.followup.changes import Changed
from effektkedja.followup.control import Controlled, Outcome, Threat
from effektkedja.followup.improvements import Proposed, counted
from effektkedja.render.entries import Entry
from effektkedja.render.status_words import name_of, one_line, value_word

CONTROL_OUTCOMES = {
    Outcome.WELL: ("✓", "good"),
    Outcome.DEVIATION: ("!", "warning"),
    Outcome.NOT_CARRIED_OUT: ("×", "error"),
    Outcome.NOT_REPORTED: ("○", "error"),
}
"""The sign of an outcome, and what it means, of styled.STYLES."""
IMPROVEMENT_STATES = {"new": "○", "in_progress": "◐", "done": "✓", "rejected": "×", None: "?"}
"""The signs of the states of an improvement."""


def threat_entry(threat: Threat, catalogue: Catalogue) -> Entry:
    """Tell of a risk: its value, what it threatens, who answers for it, and how its controls went."""
    text, record = catalogue.text, threat.record
    facts = []
    if threat.threatens:
        facts.append(text("control.threatens", things=ids(threat.threatens)))
    if threat.value is not None:
        facts.append(text("control.grades", probability=record.probability or 0, consequence=record.consequence or 0))
    if record.owner:
        facts.append(one_line(record.owner))
    lines = [" · ".join(facts)] if facts else []
    if not record.controls:
        lines.append(text("control.no-control-great" if threat.is_great else "control.no-control"))
    style = "error" if threat.is_great else ""
    value = "–" if threat.value is None else str(threat.value)
    below = tuple(_control_entry(one, catalogue) for one in threat.controls)
    return Entry(name_of(threat.thing), value, style, lines=tuple(lines), below=below)


def _control_entry(control: Controlled, catalogue: Catalogue) -> Entry:
    record, result = control.record, control.result
    sign, style = CONTROL_OUTCOMES[control.outcome]
    facts = ", ".join(one_line(fact) for fact in (record.owner, record.frequency) if fact)
    return Entry(
        f"{one_line(record.title)} ({facts})" if facts else one_line(record.title) or "–",
        f"{sign} {catalogue.text(f'control.{control.outcome.value}')}",
        style,
        notes=(one_line(result.comment),) if result and result.comment else (),
    )


def improvement_counts(improvements: Iterable[Proposed], catalogue: Catalogue) -> tuple[str, ...]:
    """Give a line for each kind: how many there are, and in which states."""
    lines = []
    for kind, states in counted(improvements).items():
        word = value_word("improvement_kind", kind, catalogue) if kind else catalogue.text("improvements.no-kind")
        of_states = ", ".join(f"{number} {_state_word(state, catalogue)}" for state, number in states.items())
        lines.append(catalogue.text("improvements.kind", kind=word, number=sum(states.values()), states=of_states))
    return tuple(lines)


def improvement_entry(improvement: Proposed, catalogue: Catalogue) -> Entry:
    """Tell of an improvement: its state, how many said it, what it is about, and the answer."""
    record = improvement.record
    facts = [value_word("improvement_kind", record.kind, catalogue)] if record.kind else []
    facts.append(catalogue.text("improvements.times", count=record.count))
    if improvement.about:
        facts.append(catalogue.text("improvements.about", things=ids(improvement.about)))
    return Entry(
        name_of(improvement.thing),
        f"{IMPROVEMENT_STATES[record.state]} {_state_word(record.state, catalogue)}",
        lines=(" · ".join(facts),),
        notes=(one_line(record.response),) if record.response else (),
    )


def change_entry(change: Changed, catalogue: Catalogue) -> Entry:
    """Tell of a change: whether somebody decided it, when it came, and what it affects."""
    record = change.record
    facts = [value_word("change_kind", record.kind, catalogue)] if record.kind else []
    if record.date:
        facts.append(record.date.isoformat())
    if change.affects:
        facts.append(catalogue.text("changes.affects", things=ids(change.affects)))
    mark, style = "", ""
    if change.is_undecided:
        mark, style = f"? {catalogue.text('changes.undecided')}", "error"
    elif record.decision:
        mark, style = f"✓ {catalogue.text('changes.decided')}", "good"
    return Entry(
        name_of(change.thing),
        mark,
        style,
        lines=(" · ".join(facts),) if facts else (),
        notes=(one_line(record.decision),) if record.decision else (),
    )


def ids(things: Sequence[Thing]) -> str:
    """Give the ids of some things; their titles where they have none."""
    return ", ".join(thing.id or one_line(thing.title) for thing in things)


def _state_word(state: str | None, catalogue: Catalogue) -> str:
    return value_word("improvement_state", state, catalogue) if state else catalogue.text("improvements.no-state")
