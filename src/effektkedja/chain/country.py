"""In which country the municipality of a chain lies, where that decides what holds."""

from effektkedja.chain.build import Chain
from effektkedja.chain.stages import Stage
from effektkedja.plan.model import Organisation

_FINNISH_CODE = 3
"""Digits of a municipality's code in Finland; in Sweden it has four."""


def is_finnish(chain: Chain) -> bool:
    """Tell whether an organisation of the chain has the code of a municipality in Finland."""
    records = (thing.record for thing in chain.of(Stage.ORGANISATION))
    return any(isinstance(one, Organisation) and len(one.municipality_code or "") == _FINNISH_CODE for one in records)
