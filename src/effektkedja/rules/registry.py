"""All rules: their codes, names and severities, and where each is found.

This module loads no rule and nothing of a plan, so that the table of rules costs nothing to show.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from effektkedja.basics.diagnostic import Severity
from effektkedja.basics.language import Language


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. Its code never changes its meaning."""

    code: str
    name: str
    severity: Severity
    found_in: str | None = None
    """The module of this package whose `check(chain)` finds it; None: found while a file is read."""
    looks_at_time: bool = False
    """Whether what it finds depends on the day and the review; then it is `check(chain, moment)`."""
    ends_reading: bool = False
    """Whether it ends the reading of its file; then it can be neither deselected nor silenced."""

    depends_on_order: bool = False
    """Whether the order of the plan decides which of several things it is told of, as of two with the same title."""

    @property
    def can_be_silenced(self) -> bool:
        """Whether a comment in the plan may hide it, or a baseline accept it."""
        return not self.ends_reading and self.code != "EK011"


def _read(code: str, name: str, severity: Severity, *, ends: bool = False) -> Rule:
    return Rule(code, name, severity, ends_reading=ends)


def _rule(code: str, name: str, severity: Severity) -> Rule:
    return Rule(code, name, severity, f"{code.lower()}_{name.replace('-', '_')}")


def _timed(code: str, name: str, severity: Severity) -> Rule:
    return replace(_rule(code, name, severity), looks_at_time=True)


def _of_any(code: str, name: str, severity: Severity) -> Rule:
    return replace(_rule(code, name, severity), depends_on_order=True)


_ERROR, _WARNING, _INFO = Severity

RULES: tuple[Rule, ...] = (
    _read("EK001", "unreadable-file", _ERROR, ends=True),
    _read("EK002", "yaml-syntax", _ERROR, ends=True),
    _read("EK003", "duplicate-key", _ERROR),
    _read("EK004", "forbidden-yaml", _ERROR, ends=True),
    _read("EK005", "unknown-key", _ERROR),
    _read("EK006", "invalid-value", _ERROR),
    _read("EK007", "missing-key", _ERROR),
    _read("EK008", "unsupported-version", _ERROR, ends=True),
    _read("EK009", "not-a-plan", _ERROR, ends=True),
    _read("EK010", "mixed-languages", _INFO),
    _read("EK011", "unused-suppression", _WARNING),
    _rule("EK101", "duplicate-id", _ERROR),
    _rule("EK102", "unknown-id", _ERROR),
    _rule("EK103", "wrong-stage", _ERROR),
    _of_any("EK104", "circle", _ERROR),
    _rule("EK105", "bad-import", _ERROR),
    _rule("EK106", "repeated-link", _WARNING),
    _rule("EK107", "skipped-stage", _WARNING),
    _rule("EK201", "activity-leads-nowhere", _ERROR),
    _rule("EK202", "broken-thread", _ERROR),
    _rule("EK203", "delivery-without-activity", _WARNING),
    _rule("EK204", "delivery-leads-nowhere", _ERROR),
    _rule("EK205", "early-effect-without-cause", _WARNING),
    _rule("EK206", "early-effect-leads-nowhere", _ERROR),
    _rule("EK207", "long-term-effect-without-cause", _WARNING),
    _rule("EK208", "long-term-effect-leads-nowhere", _ERROR),
    _rule("EK209", "goal-without-activity", _WARNING),
    _rule("EK210", "goal-outside-goal-chain", _WARNING),
    _rule("EK211", "goal-outside-focus-area", _WARNING),
    _rule("EK212", "delivery-without-recipient", _WARNING),
    _rule("EK213", "early-effect-without-target-group", _WARNING),
    _rule("EK214", "programme-without-work", _WARNING),
    _rule("EK215", "conflict-without-comment", _WARNING),
    _rule("EK216", "horizon-reversed", _WARNING),
    _rule("EK217", "assignment-without-work", _WARNING),
    _rule("EK301", "goal-without-indicator", _WARNING),
    _rule("EK302", "indicator-without-baseline", _WARNING),
    _rule("EK303", "indicator-without-target", _WARNING),
    _rule("EK304", "indicator-measures-nothing", _WARNING),
    _rule("EK305", "target-against-direction", _ERROR),
    _rule("EK306", "value-off-scale", _ERROR),
    _timed("EK307", "indicator-without-recent-value", _INFO),
    _rule("EK308", "unmeasured-effect", _INFO),
    _rule("EK309", "bands-reversed", _ERROR),
    _rule("EK401", "delivery-without-due", _WARNING),
    _timed("EK402", "delivery-unanswered", _WARNING),
    _timed("EK403", "delivery-unexplained", _ERROR),
    _rule("EK404", "date-outside-period", _WARNING),
    _rule("EK405", "activity-ends-after-due", _WARNING),
    _rule("EK406", "dates-reversed", _ERROR),
    _timed("EK407", "delivery-undone", _WARNING),
    _timed("EK408", "unknown-review", _ERROR),
    _rule("EK409", "repeated-status", _ERROR),
    _timed("EK410", "assessment-against-evidence", _WARNING),
    _timed("EK411", "future-answer", _WARNING),
    _rule("EK412", "statutory-review-date", _WARNING),
    _timed("EK413", "goal-without-assessment", _INFO),
    _rule("EK501", "activity-without-owner", _INFO),
    _rule("EK502", "over-budget", _WARNING),
    _rule("EK503", "risk-without-control", _WARNING),
    _rule("EK504", "change-without-decision", _WARNING),
    _rule("EK601", "effect-worded-as-activity", _INFO),
    _rule("EK602", "personal-identity-number", _ERROR),
    _of_any("EK603", "same-title", _INFO),
    _rule("EK604", "contact-detail", _WARNING),
)

BY_CODE = {rule.code: rule for rule in RULES}


class UnknownRuleError(Exception):
    """A word was given that is no code, no beginning of one, and no name; it is the only argument."""


def select_rules(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """Give the codes of the rules that are wanted: all or those selected, without those ignored.

    Words are codes, beginnings of codes and names, several with commas between. What ends the reading of a file is
    always wanted. Raises UnknownRuleError for a word that fits no rule.
    """
    wanted = _codes_of_all(select) or set(BY_CODE)
    wanted -= _codes_of_all(ignore)
    return frozenset(wanted | {rule.code for rule in RULES if rule.ends_reading})


def _codes_of_all(words: Iterable[str]) -> set[str]:
    codes: set[str] = set()
    for word in (part.strip() for words_ in words for part in words_.split(",")):
        if not word:
            continue
        fitting = codes_of(word)
        if not fitting:
            raise UnknownRuleError(word)
        codes |= fitting
    return codes


def codes_of(word: str) -> frozenset[str]:
    """Give the codes of the rules that a code, the beginning of one, or a name means; none where it means none."""
    fitting = (rule.code for rule in RULES if rule.code.startswith(word.upper()) or rule.name == word.lower())
    return frozenset(fitting if word else ())


def find_rule(word: str) -> Rule:
    """Give the rule of a code or name. Raises UnknownRuleError where there is none."""
    for rule in RULES:
        if word.upper() == rule.code or word.lower() == rule.name:
            return rule
    raise UnknownRuleError(word)


@cache
def page(code: str, language: Language) -> str:
    """Give the rule's page, in Markdown."""
    source = Path(__file__).parent / "pages" / language / f"{code}.md"
    return source.read_text(encoding="utf-8")


def short_title(code: str, language: Language) -> str:
    """Give the sentence that tells in short what the rule finds."""
    return next(line for line in page(code, language).splitlines()[1:] if line.strip())


def page_sections(code: str, language: Language) -> str:
    """Give the rule's page without its title and the sentence below it: all its sections, in Markdown."""
    _, first, rest = page(code, language).partition("## ")
    return first + rest


def what_it_checks(code: str, language: Language) -> str:
    """Give what stands under the first heading of the rule's page, in Markdown."""
    section = page(code, language).split("\n## ", maxsplit=2)[1]
    return section.partition("\n")[2].strip()
