"""On which side of a picture the goals lie."""

from enum import StrEnum


class Direction(StrEnum):
    """The side to which the thread runs."""

    RIGHT = "right"
    LEFT = "left"
    TOP = "top"
    BOTTOM = "bottom"

    @property
    def is_upright(self) -> bool:
        """Whether the layers lie one above the other, not beside each other."""
        return self in {Direction.TOP, Direction.BOTTOM}

    @property
    def is_turned(self) -> bool:
        """Whether the thread runs against the way in which one reads, from the left and from the top."""
        return self in {Direction.LEFT, Direction.TOP}
