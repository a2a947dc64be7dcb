"""EK010: keys of more than one language in a file. Every key is written in the language that knows most of them.

Safe: a key means the same in all three languages.
"""

from effektkedja.basics.diagnostic import Finding
from effektkedja.editing.fix.mend import Mend
from effektkedja.editing.fix.plan_text import PlanText
from effektkedja.editing.text_edits import Edit, bounds, in_style, is_block_text
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.reading.tree import Mapping, nodes_below


def mend(plan: PlanText, finding: Finding) -> Mend | None:
    """Write each key that the file's language does not know as that language does."""
    words = vocabulary()
    edits, says = [], {}
    for mapping in nodes_below(plan.root):
        for name, (key, _) in mapping.fields.items() if isinstance(mapping, Mapping) else ():
            if plan.language in words.languages_of(name, key.value):
                continue
            if is_block_text(key):
                return None
            start, end = bounds(key)
            says[start] = words.key(name, plan.language)
            edits.append(Edit(start, end, in_style(says[start], key.style)))
    return Mend(finding, tuple(edits), dict(says))
