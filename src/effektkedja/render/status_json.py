"""The status of a review as JSON, version 1 (a contract)."""

from typing import Any

from effektkedja.followup.status import Counts, Followed, Group, Measured, Status
from effektkedja.render.figures import share, written
from effektkedja.render.json import dump_json

VERSION = 1


def render_status_json(status: Status) -> str:
    """Give the status as a JSON document."""
    return dump_json(
        {
            "version": VERSION,
            "review": status.review.id if status.review else None,
            "as_of": status.as_of.isoformat(),
            "totals": {
                **counts(status.counts),
                "due": status.counts.due,
                "share_done": share(status.counts.done, status.counts.due),
            },
            "deliveries": [delivery_fields(delivery) for delivery in status.deliveries],
            "groups": [group_fields(status, group) for group in status.groups],
            "indicators": [indicator_fields(indicator) for indicator in status.indicators],
        }
    )


def counts(numbers: Counts) -> dict[str, int]:
    """Give how many deliveries there are, in all and in each state."""
    return {
        "deliveries": numbers.all,
        "done": numbers.done,
        "late": numbers.late,
        "unexplained": numbers.unexplained,
        "unanswered": numbers.unanswered,
        "upcoming": numbers.upcoming,
        "cancelled": numbers.cancelled,
    }


def delivery_fields(delivery: Followed) -> dict[str, Any]:
    """Give what is told of a delivery."""
    thing = delivery.thing
    return {
        "id": thing.id or None,
        "title": thing.title,
        "organisation": thing.organisation,
        "owner": delivery.owner,
        "due": str(delivery.due) if delivery.due else None,
        "state": delivery.state.value,
        "comment": delivery.comment,
        "goals": [goal.id for goal in delivery.goals if goal.id],
        "activities": [activity.id for activity in delivery.activities if activity.id],
        "file": thing.file.name,
        "line": thing.span("id").line,
    }


def group_fields(status: Status, group: Group) -> dict[str, Any]:
    """Give what is told of a group."""
    return {
        "by": status.by.value if status.by else None,
        "id": group.id,
        "title": group.title,
        **counts(group.counts),
    }


def indicator_fields(indicator: Measured) -> dict[str, Any]:
    """Give what is told of an indicator."""
    record, reading = indicator.record, indicator.reading
    outcome, target, baseline = reading.outcome, reading.target, indicator.baseline
    return {
        "id": indicator.thing.id or None,
        "title": indicator.thing.title,
        "period": str(outcome.period) if outcome and outcome.period else None,
        "value": written(outcome.value) if outcome else None,
        "target": written(target.value) if target else None,
        "baseline": written(baseline.value) if baseline else None,
        "direction": record.direction,
        "achieved": reading.achieved,
        "trend": reading.trend.value if reading.trend else None,
        "measures": list(indicator.measures),
    }
