"""Reading and checking one group. With this module all that takes long to load is loaded."""

from effektkedja.check import check
from effektkedja.running.group import Group, GroupResult, Question
from effektkedja.running.recording import Recording
from effektkedja.workspace.files import Disk
from effektkedja.workspace.workspace import workspace_of


def check_group(group: Group, question: Question) -> GroupResult:
    """Read the plans of a group and all that they import, and check them."""
    disk = Disk(group.standard_input, question.configuration.limits.file_size)
    recording = Recording(disk)
    workspace = workspace_of(group.files, recording, question.configuration)
    checked = check(workspace, question.selected, question.as_of, question.review, group.review_day)
    own_day = checked.review.day if checked.review else None
    return GroupResult(
        checked.reports, frozenset(recording.touched), own_day, group.review_day or own_day, recording.evidence
    )
