"""EK604: an e-mail address or a phone number where a role should stand."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from effektkedja.basics.contact_details import contact_kind
from effektkedja.basics.diagnostic import Finding
from effektkedja.chain.build import Chain, Thing
from effektkedja.plan.model import Record
from effektkedja.reading.tree import Mapping
from effektkedja.rules.findings import found, name_of

_KEYS = ("owner", "audience", "participants")
_PARTS = ("controls", "decisions")
"""Fields of a thing whose records have an owner, too."""


def check(chain: Chain) -> Iterator[Finding]:
    """Find the values that tell how to reach a person."""
    for thing in chain.things:
        yield from _contacts(thing)
        for part in _parts(thing):
            yield from _contacts(part)


def _parts(thing: Thing) -> Iterator[Thing]:
    """Give the records within a thing that may have an owner of their own; they go by the thing's id."""
    for key in _fields(type(thing.record), _PARTS):
        for record, node in zip(getattr(thing.record, key), thing.mapping.items(key), strict=True):
            if isinstance(node, Mapping):
                yield Thing(thing.file, record, node, thing.stage, thing.id)


def _contacts(thing: Thing) -> Iterator[Finding]:
    for key in _fields(type(thing.record), _KEYS):
        value = getattr(thing.record, key)
        for index, text in enumerate([value] if isinstance(value, str) else value or ()):
            if kind := contact_kind(text):
                place = thing.span(key, None if isinstance(value, str) else index)
                yield replace(found("EK604", thing, key, kind, named=name_of(thing)), span=place)


@cache
def _fields(record: type[Record], names: tuple[str, ...]) -> tuple[str, ...]:
    """Give those of the fields that such a record has."""
    return tuple(name for name in names if name in record.model_fields)
