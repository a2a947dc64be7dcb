"""What the model says of each field, in the form in which a file is read and a schema is made from it."""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from effektkedja.plan.leaves import Leaf
from effektkedja.plan.model import Record


@dataclass(frozen=True)
class Shape:
    """What may stand at a field."""

    leaf: Leaf | None
    """A single value of this kind."""
    record: type[Record] | None
    """A mapping of this kind."""
    many: bool
    """A list of them; of single values also one alone."""
    required: bool

    @cached_property
    def simple(self) -> Leaf | None:
        """The kind of a single value whose text is all that decides what it is."""
        return self.leaf if self.leaf and not (self.record or self.leaf.is_special) else None


@cache
def shapes(record: type[Record]) -> Mapping[str, Shape]:
    """Give the shape of each field of a record, in the order of the model."""
    found = {}
    for name, field in record.model_fields.items():
        leaf: Leaf | None = next((extra for extra in field.metadata if isinstance(extra, Leaf)), None)
        inner: type[Record] | None = None
        many = False
        for part, in_list in _parts(field.annotation, in_list=False):
            many = many or in_list
            if isinstance(part, Leaf):
                leaf = leaf or part
            elif isinstance(part, type) and issubclass(part, Record):
                inner = part
        found[name] = Shape(leaf, inner, many, name in record.required)
    return found


def _parts(annotation: Any, *, in_list: bool) -> Iterator[tuple[Any, bool]]:
    """Give the leaves and record classes inside an annotation, and whether they stand in a list."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from ((extra, in_list) for extra in inside[1:])
    elif origin is list:
        yield from _parts(inside[0], in_list=True)
    elif origin in {Union, types.UnionType}:
        for option in inside:
            yield from _parts(option, in_list=in_list)
    elif origin is not Literal:
        yield annotation, in_list
