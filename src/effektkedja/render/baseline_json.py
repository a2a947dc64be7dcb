"""A baseline as a file: a line for each kind of finding, in a fixed order, so that `git diff` reads well."""

import json
from pathlib import Path

from effektkedja.baseline import VERSION, Accepted, as_written
from effektkedja.render.visible import visible_in_json


def render_baseline(accepted: Accepted, folder: Path) -> str:
    """Give the file in that folder that accepts so many findings of each kind."""
    kinds = [(as_written(entry, folder), count) for entry, count in accepted.items()]
    kinds.sort(key=lambda kind: (kind[0].file, kind[0].code, kind[0].id or ""))
    lines = [json.dumps({**entry._asdict(), "count": count}, ensure_ascii=False) for entry, count in kinds]
    listed = ",".join(f"\n    {line}" for line in lines) + ("\n  " if lines else "")
    return visible_in_json(f'{{\n  "baseline": {VERSION},\n  "accepted": [{listed}]\n}}\n')
