"""The word on an id that no plan has."""

from collections.abc import Iterable

from effektkedja.chain.nearest import NearestId
from effektkedja.cli.session import WrongUse
from effektkedja.plan.values import parse_reference


def unknown_id(written: str, known: Iterable[str]) -> WrongUse:
    """Give what is to be raised for an id of the call, with the known one that was probably meant, if there is any."""
    near = NearestId(known).to(parse_reference(written.strip()))
    return WrongUse("usage.id-near" if near else "usage.id", found=written, near=near or "")
