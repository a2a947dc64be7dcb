"""Which commands there are, and where each is found."""

from collections.abc import Callable, Sequence
from importlib import import_module

COMMANDS = (
    "validate", "gaps", "status", "trace", "graph", "scorecard", "report", "diff", "record", "init", "explain", "rules",
    "schema", "completion",
)  # fmt: skip
"""In the order in which help shows them."""


def called_command(argv: Sequence[str]) -> str | None:
    """Give the command that a call names, or None."""
    return next((word for word in argv if word in COMMANDS), None)


def load_command(name: str) -> Callable[..., int]:
    """Give the function of a command: that of its name, in the module of its name."""
    function: Callable[..., int] = getattr(import_module(f"effektkedja.cli.{name}"), name)
    return function
