"""effektkedja: build and check effect chains, the unbroken line from activity to political goal."""

__version__ = "0.1.0"
