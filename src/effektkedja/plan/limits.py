"""What a plan may hold at most, where the configuration says nothing else."""

from dataclasses import dataclass

from effektkedja.reading.compose import LARGEST_FILE


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that hold for the plans of a run."""

    file_size: int = LARGEST_FILE
    """Bytes of one file."""
    risk_scale: int = 4
    """The highest probability and the highest consequence of a risk."""
    risk_value: int = 9
    """Probability times consequence from which a risk needs a control."""


USUAL_LIMITS = Limits()
