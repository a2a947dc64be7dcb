"""The options that several commands share.

Their help is a key of the message catalogue; help.py turns it into the reader's words when help is asked for.
"""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

Paths = Annotated[list[str] | None, typer.Argument(metavar="PATH", help="argument.paths", show_default=False)]
AnsweredPaths = Annotated[
    list[str] | None, typer.Argument(metavar="PATH", help="argument.answered-paths", show_default=False)
]
"""Of files that are written to, which standard input is not."""
Lang = Annotated[str | None, typer.Option("--lang", metavar="sv|en|fi", help="option.lang")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="option.as-of")]
Review = Annotated[str | None, typer.Option("--review", metavar="ID", help="option.review")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="option.quiet")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="option.verbose")]
Color = Annotated[str, typer.Option("--color", metavar="auto|always|never", help="option.color", show_default=False)]
Config = Annotated[str | None, typer.Option("--config", metavar="FILE", help="option.config")]
Isolated = Annotated[bool, typer.Option("--isolated", help="option.isolated")]
OutputFile = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="option.output")]


def format_option(formats: Sequence[str]) -> Any:
    """Give the option by which one of these formats is chosen."""
    return typer.Option("--format", "-f", metavar="|".join(formats), help="option.format", show_default=False)
