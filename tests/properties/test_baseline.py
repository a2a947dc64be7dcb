"""A law of baselines: whatever order and layout plans take, nothing accepted is new and nothing accepted is missed."""

from __future__ import annotations

import json
import tempfile
from contextlib import chdir
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support import TESTS, Answer, call, write

from .random_chains import STYLES, Draft, FileDraft, WrittenFiles, drafts

PROPERTY = settings(max_examples=60, derandomize=True, deadline=None, database=None)
WRITE = ("--write-baseline", "baseline.json")
BASELINE = ("--baseline", "baseline.json")


def validate(*words: str) -> Answer:
    return call("validate", "--format", "json", *words)


# ---- Random chains, in another order and another style ----


@st.composite
def another_layout(draw: st.DrawFn, draft: Draft) -> Draft:
    turned = draft.in_another_order() if draw(st.booleans()) else draft
    return Draft([draw(restyled(file)) for file in turned.files])


@st.composite
def restyled(draw: st.DrawFn, file: FileDraft) -> FileDraft:
    things = [replace(thing, style=draw(st.sampled_from(STYLES))) for thing in file.things]
    return replace(file, things=things, newline=draw(st.sampled_from(("\n", "\r\n"))))


def put(files: WrittenFiles) -> None:
    write(Path(), {plan.path: text for text, plan in files.files})


@PROPERTY
@given(st.data())
def test_a_chain_may_be_reordered_and_laid_out_anew(data: st.DataObject) -> None:
    draft = data.draw(drafts())
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        write(Path(), {"effektkedja.toml": ""})
        put(draft.written())
        before = validate()
        # Of a duplicate the first one counts, so that other links may be good when the order is another.
        assume("EK101" not in before.codes)
        assert validate(*WRITE).diagnostics == []
        put(data.draw(another_layout(draft)).written())
        after = validate(*BASELINE)
        assert (after.diagnostics, after.err) == ([], "")
        assert after.json["summary"]["suppressed"] == len(before.diagnostics)


# ---- A plan with every field, some taken out, and every list and mapping shuffled ----

ORDERED = {"skala"}
"""Lists whose order means something."""


@cache
def every_field() -> Any:
    from ruamel.yaml import YAML

    reader = YAML(typ="base")
    return reader.load((TESTS / "ok" / "alla-falt.yaml").read_text(encoding="utf-8"))


@st.composite
def plans_with_holes(draw: st.DrawFn) -> dict[str, Any]:
    """Take some fields out of the plan, and give some things the title of another."""
    plan = json.loads(json.dumps(every_field()))
    places = [(one, key) for one in mappings(plan) for key in one if key != "effektkedja"]
    for mapping, key in draw(st.lists(st.sampled_from(places), max_size=12)):
        mapping.pop(key, None)
    titled = [mapping for mapping in mappings(plan) if "titel" in mapping]
    for mapping in draw(st.lists(st.sampled_from(titled), max_size=4)) if titled else []:
        mapping["titel"] = "Genomföra samma sak"
    return dict(plan)


def mappings(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(one for inner in value.values() for one in mappings(inner))]
    return [one for inner in value for one in mappings(inner)] if isinstance(value, list) else []


@st.composite
def shuffled(draw: st.DrawFn, value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: draw(shuffled(value[name], name)) for name in draw(st.permutations(list(value)))}
    if isinstance(value, list):
        items = value if key in ORDERED else draw(st.permutations(value))
        return [draw(shuffled(item)) for item in items]
    return value


@PROPERTY
@given(st.data())
def test_a_plan_may_be_shuffled(data: st.DataObject) -> None:
    plan = data.draw(plans_with_holes())
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        write(Path(), {"effektkedja.toml": "", "plan.yaml": json.dumps(plan)})
        written = validate("plan.yaml", *WRITE)
        assert written.diagnostics == []
        mixed, indent = data.draw(shuffled(plan)), data.draw(st.sampled_from((None, 2)))
        write(Path(), {"plan.yaml": json.dumps(mixed, indent=indent, ensure_ascii=False)})
        after = validate("plan.yaml", *BASELINE)
        assert (after.diagnostics, after.err) == ([], "")
        assert after.json["summary"] == written.json["summary"]
