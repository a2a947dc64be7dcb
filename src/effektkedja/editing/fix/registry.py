"""All fixes, by the code of the rule whose findings they mend.

This module loads no fix and nothing of a plan, so that it costs nothing to count what can be mended.
"""

from dataclasses import dataclass

from effektkedja.basics.diagnostic import Finding


@dataclass(frozen=True, slots=True)
class Fix:
    """How the findings of one rule are mended."""

    code: str
    made_in: str
    """The module of this package whose `mend(plan, finding)` gives the edits."""
    safe: bool
    """Whether the plan means the same afterwards; else it is done only for those who ask for it."""
    keeps_values: bool = False
    """Whether every value stays: then the plan that is read afterwards is equal to the one before."""


FIXES = (
    Fix("EK010", "mixed_languages", safe=True, keeps_values=True),
    Fix("EK106", "repeated_link", safe=True),
    # A key comes first, then what it says, then what refers to that: each can only be judged once the last is right.
    Fix("EK005", "misspelt_word", safe=False),
    Fix("EK006", "misspelt_word", safe=False),
    Fix("EK102", "misspelt_word", safe=False),
)
"""In the order in which they are done."""

_BY_CODE = {fix.code: fix for fix in FIXES}


def fix_of(finding: Finding) -> Fix | None:
    """Give the fix that a finding has; None where it has more than one right answer, or none that we know.

    Of a misspelt word it must be certain which other it can mean: there must be exactly one near match.
    """
    fix = _BY_CODE.get(finding.code)
    return fix if fix is not None and (fix.safe or dict(finding.args).get("only")) else None
