"""How a rule says what it found: a place of the plan and a field, never a line."""

from effektkedja.basics.diagnostic import Argument, Finding, Related, arguments
from effektkedja.chain.build import Place, Reference, Thing
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.reading.tree import Mapping, Sequence


def found(
    code: str,
    place: Place,
    key: str | None = None,
    variant: str = "",
    related: tuple[Related, ...] = (),
    **args: Argument,
) -> Finding:
    """Give a finding about a thing, at the value of `key` where it is given, else at the thing's id.

    The message may name `{thing}` and `{key}`, both in the words of the plan's own language.
    """
    return Finding(
        code, place.file.name, place.span(key), variant, _arguments(place, key, args), _id(place), key, related
    )


def found_at(
    reference: Reference, code: str, variant: str = "", related: tuple[Related, ...] = (), **args: Argument
) -> Finding:
    """Give a finding about one id that a thing refers to. The message may also name `{target}`, the id."""
    place, key = reference.source, reference.key
    all_args = _arguments(place, key, {"target": reference.id, **args})
    return Finding(code, place.file.name, reference.span, variant, all_args, _id(place), key, related)


def related_to(thing: Thing, label: str, key: str | None = None, **args: Argument) -> Related:
    """Give another place that explains a finding."""
    return Related(thing.file.name, thing.span(key), label, _arguments(thing, key, args))


def name_of(thing: Thing) -> str:
    """Give what the plan's own language calls the thing, with its id: "leverans L1"."""
    noun = vocabulary().noun(thing.stage.value, thing.language)
    return f"{noun} {thing.id or thing.title}".strip()


def _arguments(place: Place, key: str | None, args: dict[str, Argument]) -> tuple[tuple[str, Argument], ...]:
    if isinstance(place, Thing):
        args.setdefault("thing", named_at_beginning(place))
    if key is not None:
        args.setdefault("key", vocabulary().key(key, place.language))
    return arguments(**args)


def _id(place: Place) -> str | None:
    return (place.id or None) if isinstance(place, Thing) else None


def found_in(
    code: str,
    thing: Thing | None,
    place: Place,
    key: str,
    variant: str = "",
    related: tuple[Related, ...] = (),
    **args: Argument,
) -> Finding:
    """Give a finding about a record inside a thing, such as one answer of a delivery, at the value of its `key`."""
    if thing is not None:
        args.setdefault("thing", named_at_beginning(thing))
    all_args = _arguments(place, key, args)
    id_ = _id(thing) if thing is not None else None
    return Finding(code, place.file.name, place.span(key), variant, all_args, id_, key, related)


def related_in(place: Place, label: str, key: str, **args: Argument) -> Related:
    """Give a record inside a thing that explains a finding."""
    return Related(place.file.name, place.span(key), label, _arguments(place, key, args))


def written(place: Place, key: str) -> str:
    """Give the value of a field as the plan writes it: with its comma and its spaces."""
    node = place.mapping.fields[key][1] if key in place.mapping.fields else None
    return node.value.strip() if node is not None and not isinstance(node, (Mapping, Sequence)) else ""


def named_at_beginning(thing: Thing) -> str:
    """Give the name of a thing as it begins a sentence: "Leverans L1"."""
    name = name_of(thing)
    return name[:1].upper() + name[1:]
