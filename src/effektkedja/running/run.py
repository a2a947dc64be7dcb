"""A run: its groups checked so that each result is what one check of all plans together would have given."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from effektkedja.running.group import Group, GroupResult, Progress, Question
from effektkedja.running.grouping import Together, joined
from effektkedja.running.memory import Memory


class UnknownReviewError(Exception):
    """A review was asked for that no plan has; its id is the only argument."""


class Run:
    """Finds out what holds for groups of plans: it is remembered, or else they are checked."""

    def __init__(self, question: Question, memory: Memory, jobs: int | None, progress: Progress) -> None:
        self._question = question
        self._memory = memory
        self._jobs = jobs
        self._progress = progress
        self._known: dict[Group, GroupResult] = {}

    def results(self, groups: Sequence[Group]) -> list[GroupResult]:
        """Give the results of these groups, of some of them in one where they turn out to belong together.

        Raises UnknownReviewError.
        """
        while True:
            self._find_out(groups)
            results = [self._known[group] for group in groups]
            if (better := _apart(groups, results)) == groups:
                better = self._judged_by_one_day(groups, results)
            if better == groups:
                return results
            groups = better

    def _find_out(self, groups: Iterable[Group]) -> None:
        unknown = []
        for group in groups:
            if group in self._known:
                continue
            if (result := self._memory.find(group, self._question)) is not None:
                self._known[group] = result
                self._progress.tick(group.size)
            else:
                unknown.append(group)
        if not unknown:
            return
        # Loaded only now: a run that knows everything needs none of it.
        from effektkedja.running.processes import check_groups

        for group, result in check_groups(unknown, self._question, self._jobs, self._progress):
            self._known[group] = result
            self._memory.keep(group, self._question, result)

    def _judged_by_one_day(self, groups: Sequence[Group], results: Iterable[GroupResult]) -> Sequence[Group]:
        """Give the groups with the day of the review that is asked for, as it is in the run as a whole."""
        review = self._question.review
        if review is None or not groups:
            return groups
        day = max((result.own_day for result in results if result.own_day is not None), default=None)
        if day is None:
            raise UnknownReviewError(review)
        return [
            group if result.judged_by == day else replace(group, review_day=day)
            for group, result in zip(groups, results, strict=True)
        ]


def _apart(groups: Sequence[Group], results: Iterable[GroupResult]) -> Sequence[Group]:
    """Give groups that share no file: those that do are joined to one."""
    together, first = Together(), dict[str, int]()
    for index, result in enumerate(results):
        for path in result.touched:
            together.join(str(first.setdefault(path, index)), str(index))
    clusters: dict[str, list[Group]] = {}
    for index, group in enumerate(groups):
        clusters.setdefault(together.of(str(index)), []).append(group)
    if len(clusters) == len(groups):
        return groups
    return [cluster[0] if len(cluster) == 1 else joined(cluster) for cluster in clusters.values()]
