"""The YAML reader's stream of events: the only door of this room to ruamel.yaml."""

import functools
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from effektkedja.basics.span import Span
from effektkedja.reading.faults import Fault

NextEvent = Callable[[], Any]
"""Gives the next event, or None after the last."""

# What the C reader and the Python reader say of one and the same mistake, and the sentence that we have for it.
_PROBLEMS = (
    ("escape code", "surrogate"),
    ("scanning an alias", "sign"),
    ("scanning an anchor", "sign"),
    ("a tag", "sign"),
    ("unexpected end of stream", "unclosed-quote"),
    ("unexpected document indicator", "unclosed-quote"),
    ("tab character", "tab"),
    ("character '\\t'", "tab"),
    ("cannot start any token", "reserved"),
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "no-colon"),
    ("expected ',' or ']'", "unclosed-list"),
    ("expected ',' or '}'", "unclosed-braces"),
    ("expected key", "indent"),
    ("expected '-' indicator", "indent"),
    ("expected <block end>", "indent"),
    ("unknown escape character", "escape"),
    ("escape sequence", "escape"),
    ("expected hexdecimal", "escape"),
    ("hexadecimal number", "escape"),
)
_WITH_OPENING = frozenset({"sign", "unclosed-quote", "unclosed-list", "unclosed-braces"})


def c_events(data: bytes) -> NextEvent:
    """Give the events of libyaml, through ruamel.yaml's C reader. Raises ImportError where it is not installed."""
    from _ruamel_yaml import CParser

    next_event: NextEvent = CParser(data).get_event
    return next_event


def python_events(data: bytes) -> NextEvent:
    """Give the same events from the reader in pure Python, some twenty times slower."""
    from ruamel.yaml import YAML

    return functools.partial(next, iter(YAML(typ="safe", pure=True).parse(data.decode("utf-8"))), None)


def events(data: bytes) -> NextEvent:
    """Give the events of a text in UTF-8, in C where this machine has it."""
    try:
        return c_events(data)
    except ImportError:
        return python_events(data)


@dataclass(frozen=True, slots=True)
class EventKinds:
    """The classes of the events that make a tree; both readers use the same ones."""

    scalar: type
    mapping: type
    sequence: type
    ends: frozenset[type]
    alias: type
    document: type


def event_kinds() -> EventKinds:
    """Give the event classes; a function, so that ruamel.yaml is loaded when a plan is read and not before."""
    from ruamel.yaml import events as kinds

    return EventKinds(
        scalar=kinds.ScalarEvent,
        mapping=kinds.MappingStartEvent,
        sequence=kinds.SequenceStartEvent,
        ends=frozenset({kinds.MappingEndEvent, kinds.SequenceEndEvent}),
        alias=kinds.AliasEvent,
        document=kinds.DocumentStartEvent,
    )


@contextmanager
def collecting_paused() -> Iterator[None]:
    """Let no garbage be collected meanwhile.

    Nothing that is being read is garbage yet, and looking for some takes a third of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # What was read counts as old now, else the next object that is made would have all of it looked at.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def as_fault(error: Exception) -> Fault | None:
    """Give the fault that the reader's exception tells of, or None where it is not one of the reader's."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if not isinstance(error, YAMLError):
        return None
    if not isinstance(error, MarkedYAMLError):
        return Fault("EK002", "other")
    problem = f"{error.problem or ''} {error.context or ''}"
    variant = next((ours for theirs, ours in _PROBLEMS if theirs in problem), "other")
    span = _place(error.problem_mark or error.context_mark)
    if variant == "surrogate":
        # The reader stops at the digits; the escape begins two characters before.
        return Fault("EK004", "surrogate", Span(span.line, span.column - 2, span.line, span.column + 4))
    opened = _place(error.context_mark) if variant in _WITH_OPENING and error.context_mark else None
    return Fault("EK002", variant, span, opened=opened)


def _place(mark: Any) -> Span:
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2) if mark else Span(1, 1, 1, 1)
