"""`effektkedja report --output FOLDER`: a site with a page for each chain and each indicator."""

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from effektkedja.basics.report import ChainReport, CheckedFile, Report, report_of
from effektkedja.chain.build import Chain, build_chains
from effektkedja.cli.baselined import held_against, read_baselines
from effektkedja.cli.checking import tell_no_plans
from effektkedja.cli.plans import tell_findings
from effektkedja.cli.progress import Bar, progress_bar
from effektkedja.cli.reporting import report_on, tell_what_is_not_drawn, words_of
from effektkedja.cli.session import Session, WrongUse
from effektkedja.followup.look import view_of_chain
from effektkedja.followup.reviews import ReviewDay
from effektkedja.report.site.building import Builder
from effektkedja.report.site.folder import LIST, Done, InTheWayError, NotOurListError, SiteFolder, site_folder
from effektkedja.report.site.sitemap import NoAddressError, site_address
from effektkedja.report.site.tables import Waiting
from effektkedja.rules.registry import select_rules
from effektkedja.running.group import Question
from effektkedja.running.grouping import find_groups
from effektkedja.running.memory import Forgetful
from effektkedja.running.run import Run, UnknownReviewError
from effektkedja.workspace.discover import NamedFile, PathMissingError
from effektkedja.workspace.files import Disk
from effektkedja.workspace.workspace import workspace_of

_PAGES_TAKE = 3
"""How many times as long as checking it a plan takes until its page is written, for the bar."""


_MOST_NAMED = 5
"""Files that one line names."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a call wants a site of, in the words of the call."""

    paths: Sequence[str]
    folder: str
    kind: str | None
    review: str | None
    url: str | None
    public: bool


def make_site(session: Session, wish: Wish) -> int:
    """Check the plans, and write the site. Gives the exit status; raises WrongUse where nothing can be written."""
    try:
        address = None if wish.url is None else site_address(wish.url)
    except NoAddressError:
        raise WrongUse("usage.site-url", found=wish.url or "") from None
    with progress_bar(session, "notice.making-site") as bar:
        plans = _checked(session, wish, bar)
        unread = tell_findings(session, plans.report)
        _refuse_folder_of_plans(session, wish, plans.report)
        with _folder(wish) as folder, Waiting(folder.private) as waiting:
            builder = Builder(folder, waiting, words_of(session, public=wish.public), session.seen_on)
            _add_all(session, wish, plans, builder, bar)
            if builder.is_empty:
                raise WrongUse("usage.site-empty")
            names = builder.finish(address)
            done = folder.put_in_place(names)
    _tell(session, wish, done, pages=sum(name.endswith(".html") for name in names))
    return 1 if unread else 0


@dataclass(frozen=True, slots=True)
class _Plans:
    """The plans of a site, which were checked and let go again."""

    chains: tuple[ChainReport, ...]
    report: Report
    """What was found in them and no baseline accepts."""
    review: ReviewDay | None
    """The review that is asked for, with its day in the run as a whole."""
    standard_input: bytes | None


def _checked(session: Session, wish: Wish, bar: Bar) -> _Plans:
    """Check the plans. Raises WrongUse for a path or a review that does not exist."""
    configuration = session.configuration
    selected = select_rules(configuration.select, configuration.ignore)
    baselines = read_baselines(session)
    question = Question(selected, session.seen_on, wish.review, configuration)
    try:
        groups = find_groups(wish.paths, session.read_input, configuration)
        bar.total = sum(group.size for group in groups) * (1 + _PAGES_TAKE)
        results = Run(question, Forgetful(), None, bar).results(groups)
    except PathMissingError as error:
        raise WrongUse("usage.path", path=str(error)) from None
    except UnknownReviewError as error:
        raise WrongUse("usage.review", found=str(error)) from None
    chains = sorted(
        (chain for result in results for chain in result.chains), key=lambda chain: [file.name for file in chain.files]
    )
    if not chains:
        tell_no_plans(session, wish.paths)
    report = held_against(session, baselines, report_of(chains, selected), selected)
    day = max((result.judged_by for result in results if result.judged_by), default=None)
    review = None if wish.review is None or day is None else ReviewDay(wish.review, day, kind=None)
    standard_input = next((group.standard_input for group in groups if group.standard_input is not None), None)
    return _Plans(tuple(chains), report, review, standard_input)


def _add_all(session: Session, wish: Wish, plans: _Plans, builder: Builder, bar: Bar) -> None:
    """Write the pages of the chains, of which only one is held at a time."""
    bar.begin()
    words = words_of(session, public=wish.public)
    disk = Disk(plans.standard_input, session.configuration.limits.file_size)
    for checked in plans.chains:
        if any(file.is_read for file in checked.files):
            for chain in _read(session, checked, disk):
                view = view_of_chain(chain, session.seen_on, plans.review)
                builder.add(view, report_on(session, view, wish.kind, words, drawn=True))
            # A chain is full of circles, and while the program runs nobody else looks for what is no longer needed.
            gc.collect()
        bar.tick(_PAGES_TAKE * sum(disk.size(_named(file)) for file in checked.files if file.named))


def _read(session: Session, checked: ChainReport, disk: Disk) -> list[Chain]:
    named = [_named(file) for file in checked.files if file.named]
    chains = build_chains(workspace_of(named, disk, session.configuration))
    return [chain for chain in chains if any(file.plan for file in chain.files)]


def _named(file: CheckedFile) -> NamedFile:
    return NamedFile(file.name, file.path, from_folder=True)


def _refuse_folder_of_plans(session: Session, wish: Wish, report: Report) -> None:
    """Raise WrongUse where what is read in this call lies in the folder of the site."""
    folder = Path(os.path.realpath(wish.folder))
    for path in (*report.paths, *session.read_files):
        if folder in Path(os.path.realpath(path)).parents:
            raise WrongUse("usage.site-over-plans", path=wish.folder)


@contextmanager
def _folder(wish: Wish) -> Iterator[SiteFolder]:
    """Give the folder of the site; what hinders writing there becomes a clear word."""
    try:
        with site_folder(Path(wish.folder)) as folder:
            yield folder
    except InTheWayError as error:
        raise WrongUse("usage.site-in-the-way", name=str(error), path=wish.folder) from None
    except NotOurListError:
        raise WrongUse("usage.site-list", name=LIST, path=wish.folder) from None
    except OSError as error:
        raise WrongUse("usage.output", path=wish.folder, reason=error.strerror or "") from error


def _tell(session: Session, wish: Wish, done: Done, pages: int) -> None:
    """Tell what was made, and what the planner may want to know of it before anybody reads it."""
    for key, files in (("notice.site-changed", done.changed), ("notice.site-kept", done.kept)):
        if files:
            more = ("…",) if len(files) > _MOST_NAMED else ()
            session.notice(key, files=(*files[:_MOST_NAMED], *more))
    tell_what_is_not_drawn(session)
    session.notice("notice.site-written", folder=wish.folder, count=pages)
    if not wish.public:
        session.notice("notice.site-not-public")
    if wish.url is None:
        session.notice("notice.site-without-address")
