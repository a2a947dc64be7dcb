"""The status of a review as a table of comma-separated values: the deliveries, or the groups where there are any."""

import csv
import io
import re
from typing import Any

from effektkedja.followup.status import Status
from effektkedja.render.status_json import counts, delivery_fields, group_fields
from effektkedja.render.visible import visible

# A spreadsheet takes a text that begins so for a formula and carries it out; the wide forms in some languages, too.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def render_status_csv(status: Status) -> str:
    """Give one row a delivery, or one row a group where deliveries were put together. The first row names the fields.

    Names and values are those of the JSON; several ids in one field have a space between them.
    """
    if status.by is None:
        heading = ["id", "title", "organisation", "owner", "due", "state", "comment", "goals", "activities"]
        heading += ["file", "line"]
        rows = [delivery_fields(delivery) for delivery in status.deliveries]
    else:
        heading = ["by", "id", "title", *counts(status.counts)]
        rows = [group_fields(status, group) for group in status.groups]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows([[cell(row[name]) for name in heading] for row in rows])
    return written.getvalue()


def cell(value: Any) -> str:
    """Give a value as a field on one line, in which no spreadsheet finds a formula."""
    if isinstance(value, list):
        value = " ".join(value)
    text = "" if value is None else visible(" ".join(str(value).split()))
    return f"'{text}" if _FORMULA.match(text) else text
