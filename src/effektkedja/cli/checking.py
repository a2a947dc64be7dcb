"""The plans of a call, checked: in one process or several, or not at all where the answer is remembered."""

from collections.abc import Sequence
from dataclasses import dataclass

from effektkedja.basics.report import Report, report_of
from effektkedja.cli.baselined import Baselines, held_against, read_baselines, tell_mended
from effektkedja.cli.basis import Basis
from effektkedja.cli.configured import read_configuration
from effektkedja.cli.progress import progress_bar
from effektkedja.cli.session import Session, WrongUse, day
from effektkedja.rules.registry import UnknownRuleError, select_rules
from effektkedja.running.group import Group, Question
from effektkedja.running.grouping import find_groups
from effektkedja.running.memory import Folder, Forgetful, Memory
from effektkedja.running.run import Run, UnknownReviewError
from effektkedja.running.sources import SourceLines
from effektkedja.workspace.discover import PathMissingError


@dataclass(frozen=True, slots=True)
class Baselining:
    """What a call says of baselines."""

    read: str | None = None
    """The file by which findings are accepted; without it the one that is configured."""
    write: str | None = None
    """The file that is to be written."""
    without: bool = False
    """Whether the one that is configured is passed by."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a call wants checked, in the words of the call."""

    paths: Sequence[str]
    select: Sequence[str]
    ignore: Sequence[str]
    as_of: str | None
    review: str | None
    config: str | None
    isolated: bool
    jobs: int | None
    baselining: Baselining
    waits: bool = False
    """Whether a path that is not there is waited for; else it is wrong use."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the plans of a call."""

    report: Report
    sources: SourceLines
    basis: Basis
    gone: Sequence[str]
    """Paths that are not there and are waited for."""
    baselines: Baselines

    @property
    def says_all(self) -> bool:
        """Whether the report holds all there is to tell, so that it can be told again without looking."""
        return not self.report.mended and self.baselines.target is None


def prepare(session: Session, wish: Wish) -> frozenset[str]:
    """Take over the configuration and the day, and give the codes of the rules that are wanted. Raises WrongUse."""
    read_configuration(session, wish.paths, wish.config, isolated=wish.isolated)
    session.as_of = day(wish.as_of, session.today)
    return selected_rules(session, wish.select, wish.ignore)


def find_out(session: Session, wish: Wish, memory: Memory, output: str | None = None) -> Found:
    """Read the configuration, and check the plans that are meant and all that they import.

    What a baseline accepts is left out. Raises WrongUse for what cannot be: a path, a rule or a review that does not
    exist, a broken configuration or baseline, and `output` where it is one of them.
    """
    selected = prepare(session, wish)
    baselining = wish.baselining
    baselines = read_baselines(session, wish.paths, baselining.read, baselining.write, without=baselining.without)
    session.refuse_to_write_over(output)
    configuration = session.configuration
    question = Question(selected, session.seen_on, wish.review, configuration)
    with progress_bar(session) as bar:
        groups, gone = _groups(session, wish)
        bar.total = sum(group.size for group in groups) if len(groups) > 1 else None
        try:
            results = Run(question, memory, wish.jobs, bar).results(groups)
        except UnknownReviewError as error:
            raise WrongUse("usage.review", found=str(error)) from None
    report = report_of((chain for result in results for chain in result.chains), selected)
    report = held_against(session, baselines, report, selected)
    standard_input = next((group.standard_input for group in groups if group.standard_input is not None), None)
    sources = SourceLines(report.files, standard_input, configuration.limits.file_size)
    is_looked_for = wish.config is None and not wish.isolated
    basis = Basis(wish.paths, results, configuration, is_looked_for, baselines.read)
    return Found(report, sources, basis, gone, baselines)


def tell_what_is_missing(session: Session, found: Found) -> None:
    """Tell of paths that are not there, of those where there is no plan, and of what a baseline accepts in vain."""
    for path in found.gone:
        session.notice("notice.gone", path=path)
    if not found.report.files and len(found.gone) < len(found.basis.paths):
        tell_no_plans(session, found.basis.paths)
    tell_mended(session, found.baselines, found.report)


def tell_no_plans(session: Session, paths: Sequence[str] | None) -> None:
    """Tell that these paths mean no plan."""
    excluded = session.configuration.exclude
    key = "notice.no-plans-left" if excluded else "notice.no-plans"
    session.notice(key, paths=tuple(paths or ["."]), excluded=excluded)


def memory_of(session: Session, *, no_cache: bool) -> Memory:
    """Give the memory for results of groups, from one call to the next."""
    return Forgetful() if no_cache or session.store is None else Folder(session.store)


def selected_rules(session: Session, select: Sequence[str], ignore: Sequence[str]) -> frozenset[str]:
    """Give the codes that `--select`, `--ignore` and the configuration leave.

    `--select` takes the place of all that is configured; `--ignore` adds to it. Raises WrongUse for a word that is no
    rule.
    """
    configured = session.configuration
    try:
        if select:
            return select_rules(select, ignore)
        return select_rules(configured.select, {*configured.ignore, *ignore})
    except UnknownRuleError as error:
        raise WrongUse("usage.rule", found=str(error)) from None


def _groups(session: Session, wish: Wish) -> tuple[list[Group], list[str]]:
    """Give the plans that are meant, in groups, and the paths that are not there but waited for.

    Raises WrongUse for a path that is not there, where none is waited for.
    """
    there = list(wish.paths)
    gone: list[str] = []
    while True:
        try:
            return find_groups(there, session.read_input, session.configuration), gone
        except PathMissingError as error:
            if not wish.waits:
                raise WrongUse("usage.path", path=str(error)) from None
            there.remove(str(error))
            gone.append(str(error))
