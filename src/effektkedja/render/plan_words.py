"""What a plan says, as the plan itself would say it: its keys and values in its own language."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from effektkedja.basics.language import Language
from effektkedja.comparison.difference import Step
from effektkedja.comparison.fields import key_fields
from effektkedja.plan.model import Record, Term
from effektkedja.plan.shapes import Shape, shapes
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.render.figures import told
from effektkedja.render.status_words import one_line

_MAIN = frozenset({"done", "value", "carried_out", "amount"})
"""Fields of a record that need no name."""
_AMOUNTS = frozenset({"amount", "spent", "forecast"})


class PlanWords:
    """The words of plans in one language."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language

    def key(self, field: str) -> str:
        """Name a field."""
        return vocabulary().key(field, self._language).replace("_", " ")

    def noun(self, stage: str) -> str:
        """Name one thing of a list."""
        return vocabulary().noun(stage, self._language)

    def label(self, steps: Sequence[Step]) -> str:
        """Name the way to a value: each field, and which of its records."""
        return ", ".join(
            " ".join([self.key(step.field), *(self._part_of_key(name, said) for name, said in step.at)])
            for step in steps
        )

    def label_in(self, steps: Sequence[Step], field: str) -> str:
        """Name the way to a field of a record."""
        names = [self.label(steps), "" if field in _MAIN else self.key(field)]
        return ", ".join(filter(None, names))

    def value(self, value: Any, shape: Shape | None, currency: str) -> str:
        """Tell a value; nothing for nothing."""
        group = shape.leaf.group if shape is not None and shape.leaf is not None else ""
        if value is None:
            return ""
        if isinstance(value, bool):
            return vocabulary().value("yes_no", "yes" if value else "no", self._language)
        if isinstance(value, Decimal):
            return told(value, self._language)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str):
            return vocabulary().value(group, value, self._language).replace("_", " ") if group else one_line(value)
        if isinstance(value, (list, tuple)):
            return "; ".join(self.value(one, shape, currency) for one in value)
        if isinstance(value, Term):
            return "–".join(str(end or "") for end in (value.start, value.end))
        return self._record(value, currency) if isinstance(value, Record) else str(value)

    def value_in(self, field: str, value: Any, shape: Shape, currency: str) -> str:
        """Tell the value of a field of a record, an amount with its unit."""
        said = self.value(value, shape, currency)
        return f"{said}\N{NO-BREAK SPACE}{currency}" if field in _AMOUNTS and isinstance(value, Decimal) else said

    def _record(self, record: Record, currency: str) -> str:
        """Tell all that a record says but what tells it from others."""
        parts = []
        kind: type[Record] = type(record)
        for name, shape in shapes(kind).items():
            said = self.value_in(name, getattr(record, name), shape, currency)
            if said and name not in key_fields(kind):
                parts.append(said if name in _MAIN else f"{self.key(name)}: {said}")
        return ", ".join(parts)

    def _part_of_key(self, name: str, said: str) -> str:
        return vocabulary().value("gender", said, self._language) if name == "gender" else said
