"""Values as the lists, texts and numbers that JSON can hold, and back.

What is written so runs nothing when it is read, whoever wrote it.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from effektkedja.basics.identity_numbers import masked

Kind = TypeVar("Kind")
Reader = Callable[[Any], Any]


class HoldsIdentityNumberError(Exception):
    """A text holds a personal identity number and is not to be written down."""


def as_plain(value: Any) -> Any:
    """Give a value as lists, texts and numbers. Raises HoldsIdentityNumberError."""
    if is_dataclass(value):
        return [as_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, (tuple, list)):
        return [as_plain(item) for item in value]
    if isinstance(value, dict):
        return {as_plain(name): as_plain(item) for name, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (str, Path)):
        text = str(value)
        if masked(text) != text:
            raise HoldsIdentityNumberError
        return text
    return value


def from_plain(kind: type[Kind], plain: Any) -> Kind:
    """Give the value of that kind that was written so. Raises ValueError or TypeError where none was."""
    any_kind: Any = kind
    value: Kind = _reader_of(any_kind)(plain)
    return value


@cache
def _reader_of(kind: Any) -> Reader:
    """Give what makes values of a kind: a class whose fields are written in their order, a tuple, a choice, a leaf."""
    if get_origin(kind) is UnionType:
        return _first_that_fits(tuple(map(_reader_of, get_args(kind))))
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind))
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return _record(kind)
    if kind is date:
        return date.fromisoformat
    if kind is Path or issubclass(kind, StrEnum):
        return lambda plain: kind(_exactly(str, plain))
    return lambda plain: _exactly(kind, plain)


def _record(kind: Any) -> Reader:
    """Give the reader of a class whose fields are written in their order."""
    readers = [_reader_of(hint) for hint in get_type_hints(kind).values()]
    return lambda plain: kind(*(read(item) for read, item in zip(readers, _exactly(list, plain), strict=True)))


def _tuple(kinds: tuple[Any, ...]) -> Reader:
    if kinds[-1] is Ellipsis:
        read_any = _reader_of(kinds[0])
        return lambda plain: tuple(map(read_any, _exactly(list, plain)))
    readers = tuple(map(_reader_of, kinds))
    return lambda plain: tuple(read(item) for read, item in zip(readers, _exactly(list, plain), strict=True))


def _first_that_fits(readers: tuple[Reader, ...]) -> Reader:
    def read(plain: Any) -> Any:
        for reader in readers:
            try:
                return reader(plain)
            except (TypeError, ValueError):
                continue
        raise TypeError(type(plain))

    return read


def _exactly(kind: type, plain: Any) -> Any:
    if type(plain) is not kind:
        raise TypeError(type(plain))
    return plain
