"""`effektkedja completion SHELL`: the script by which a shell completes calls of this program."""

from pathlib import Path
from typing import Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.session import Session, one_of

SHELLS = ("bash", "zsh", "fish")
_SCRIPTS = Path(__file__).parent / "completion_scripts"


def completion(
    ctx: typer.Context,
    shell: Annotated[str, typer.Argument(metavar="|".join(SHELLS), help="argument.shell", show_default=False)],
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORD", help="argument.words", show_default=False)
    ] = None,
    lang: options.Lang = None,
) -> int:
    """Print the script; or, which is what the script asks, what the last of these words may become."""
    del lang
    session: Session = ctx.obj
    one_of(shell, SHELLS, "completion")
    if not words:
        session.show((_SCRIPTS / f"effektkedja.{shell}").read_text(encoding="utf-8"))
        return 0
    from effektkedja.cli.candidates import candidates
    from effektkedja.cli.cursor import split_line

    # bash gives the line as it stands, the others its words without their quotes.
    found = candidates(session, split_line(words[0])[1:] if shell == "bash" else words)
    if found is None:
        session.show("files\n")
    else:
        session.show("words\n" + "".join(f"{one.value}\t{one.about}\n" for one in found))
    return 0
