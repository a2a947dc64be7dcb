"""EK005, EK006, EK102: a key, a value of a fixed list or an id that is written almost as the only one it can mean.

Unsafe: that it means this one is a guess.
"""

from effektkedja.basics.diagnostic import Finding
from effektkedja.editing.fix.mend import Mend
from effektkedja.editing.fix.plan_text import PlanText
from effektkedja.editing.text_edits import Edit, bounds, in_style, is_block_text
from effektkedja.editing.yaml_text import id_as_yaml


def mend(plan: PlanText, finding: Finding) -> Mend | None:
    """Write the near match in the place of the word, in the same quotes."""
    word = plan.scalar_at(finding.span)
    meant = str(dict(finding.args)["near"])
    if word is None or is_block_text(word):
        return None
    written = id_as_yaml(meant) if finding.code == "EK102" else meant
    start, end = bounds(word)
    return Mend(finding, (Edit(start, end, in_style(written, word.style)),), {start: meant})
