"""The data of a site: what stands on its pages as tables for programs and spreadsheets, in CSV and in JSON.

Rows wait in files of their own until the names of all pages are known, so that no more than one of them is held.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import indent
from typing import Any, Self, TextIO

from effektkedja.render.json import dump_json
from effektkedja.render.status_csv import cell

VERSION = 1

Row = dict[str, Any]

_BELOW_ZERO = re.compile(r"-[0-9]+(?:\.[0-9]+)?")

FIELDS: Mapping[str, tuple[str, ...]] = {
    "organisations": (
        "chain", "organisation", "name", "municipality_code", "report", "review", "as_of", "deliveries", "done", "late",
        "unexplained", "unanswered", "upcoming", "cancelled", "due", "share_done", "page",
    ),
    "goals": (
        "chain", "id", "title", "organisation", "level", "rating", "forecast", "proposal", "deliveries_done",
        "deliveries_due", "indicators_met", "indicators_measured", "page",
    ),
    "deliveries": (
        "chain", "id", "title", "organisation", "owner", "due", "state", "comment", "goals", "activities", "page",
    ),
    "indicators": (
        "chain", "id", "title", "organisation", "unit", "kpi", "period", "value", "target", "baseline", "direction",
        "achieved", "trend", "measures", "source", "indicator", "page",
    ),
    "values": (
        "chain", "id", "indicator", "organisation", "kind", "period", "gender", "value", "lower", "upper", "unit",
    ),
}  # fmt: skip
"""The tables and their fields. What is called as in the JSON of `status` is the same as there."""

CHAIN, INDICATOR, ANCHOR = "chain", "indicator", "anchor"
"""What a waiting row holds in place of names: the number of its chain, its indicator's identity, and its anchor."""


class Waiting:
    """Rows that wait in a folder for the names of the pages they belong to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, TextIO] = {}
        self.count = dict.fromkeys(FIELDS, 0)

    def __enter__(self) -> Self:
        for name in FIELDS:
            self._files[name] = (self._folder / f"{name}.waiting").open("w", encoding="utf-8", errors="surrogatepass")
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()

    def add(self, table: str, row: Row) -> None:
        """Keep a row for later."""
        self._files[table].write(json.dumps(row) + "\n")
        self.count[table] += 1

    def rows(self, table: str) -> Iterator[Row]:
        """Give the rows of a table, in the order in which they came."""
        self._files[table].flush()
        with (self._folder / f"{table}.waiting").open(encoding="utf-8", errors="surrogatepass") as file:
            for line in file:
                yield json.loads(line)


def write_csv(table: str, rows: Iterator[Row], path: Path) -> None:
    """Write a table as comma-separated values in UTF-8. The first row names the fields; no text is a formula."""
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS[table])
        for row in rows:
            writer.writerow([_field(row[name]) for name in FIELDS[table]])


def _field(value: Any) -> str:
    """Give a value as a field: a number as it is, below zero too, and anything else so that it is no formula."""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) and _BELOW_ZERO.fullmatch(value) else cell(value)


def write_json(table: str, rows: Iterator[Row], about: Row, path: Path) -> None:
    """Write a table as a JSON document: what it is about, and the rows under the table's name."""
    head = dump_json({"version": VERSION, **about}).rstrip("}\n").rstrip()
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.write(f'{head},\n  "{table}": [')
        for number, row in enumerate(rows):
            told = dump_json({name: row[name] for name in FIELDS[table]}).rstrip("\n")
            file.write((",\n" if number else "\n") + indent(told, "    "))
        file.write("\n  ]\n}\n")
