"""`effektkedja graph`: the chain, or a part of it, as a picture."""

from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.plan_command import plan_command
from effektkedja.cli.session import Session, WrongUse, day, one_of

if TYPE_CHECKING:
    from effektkedja.draw.direction import Direction
    from effektkedja.draw.picture import Picture
    from effektkedja.draw.words import Words

FORMATS = ("mermaid", "dot", "svg", "graphml", "json")
SHOWN_FORMATS = "mermaid|dot|svg|\ngraphml|json"
"""As help shows them: on two lines, since all five are wider than their place."""
DIRECTIONS = ("right", "left", "top", "bottom")
_ENDINGS = {".mmd": "mermaid", ".mermaid": "mermaid", ".gv": "dot"} | {f".{name}": name for name in FORMATS[1:]}
"""The format that the name of a file tells, where the call tells none."""

Names = list[str] | None


@plan_command
def graph(
    session: Session,
    paths: options.Paths = None,
    format_: Annotated[
        str | None, typer.Option("--format", "-f", metavar=SHOWN_FORMATS, help="option.graph-format")
    ] = None,
    output: options.OutputFile = None,
    from_: Annotated[Names, typer.Option("--from", metavar="ID", help="option.from")] = None,
    to: Annotated[Names, typer.Option("--to", metavar="ID", help="option.to")] = None,
    goal: Annotated[Names, typer.Option("--goal", metavar="ID", help="option.goal")] = None,
    focus_area: Annotated[Names, typer.Option("--focus-area", metavar="ID", help="option.focus-area")] = None,
    owner: Annotated[Names, typer.Option("--owner", metavar="NAME", help="option.owner")] = None,
    direction: Annotated[
        str, typer.Option("--direction", metavar="|".join(DIRECTIONS), help="option.direction", show_default=False)
    ] = "right",
    review: Annotated[str | None, typer.Option("--review", metavar="ID", help="option.graph-review")] = None,
    as_of: options.AsOf = None,
) -> int:
    """Draw the chain."""
    chosen = one_of(format_ or _told_by(output), FORMATS, "--format")
    one_of(direction, DIRECTIONS, "--direction")
    if chosen == "svg":
        _need_layout()
    session.as_of = day(as_of, session.today)
    from effektkedja.cli.parts import wanted_part
    from effektkedja.cli.plans import checked_plans
    from effektkedja.draw.picture import picture_of
    from effektkedja.draw.words import Words
    from effektkedja.followup.look import view_of

    seen, unread = checked_plans(session, paths, review)
    asked = {"--from": from_, "--to": to, "--goal": goal, "--focus-area": focus_area}
    wanted = wanted_part(seen.chains, {option: tuple(ids or ()) for option, ids in asked.items()}, tuple(owner or ()))
    picture = picture_of(view_of(seen.chains, session.as_of, review), wanted)
    if not picture.nodes and any(chain.nodes for chain in seen.chains):
        session.notice("notice.empty-part")
    text = _drawn(session, picture, Words(picture, wanted, session.catalogue), chosen, direction)
    session.show(text, output, not_over=seen.report.paths)
    return 1 if unread else 0


def _told_by(output: str | None) -> str:
    """Give the format that the ending of a file's name tells; else the first."""
    return _ENDINGS.get(PurePath(output or "").suffix.casefold(), FORMATS[0])


def _need_layout() -> None:
    from effektkedja.draw.order import can_order

    if not can_order():
        raise WrongUse("usage.addition", format="svg")


def _drawn(session: Session, picture: "Picture", words: "Words", format_: str, direction: str) -> str:
    """Give the picture in a format, and tell where it is too large for a reader."""
    if format_ == "json":
        from effektkedja.draw.json import render_json

        return render_json(picture)
    if format_ == "graphml":
        from effektkedja.draw.graphml import render_graphml

        return render_graphml(picture, words)
    from effektkedja.draw.direction import Direction

    if format_ == "svg":
        return _as_svg(session, picture, words, Direction(direction))
    if format_ == "dot":
        from effektkedja.draw.dot import render_dot

        text, refused = render_dot(picture, words, Direction(direction)), False
    else:
        from effektkedja.draw.mermaid import is_too_large, render_mermaid

        text = render_mermaid(picture, words, Direction(direction))
        refused = is_too_large(text, picture)
    from effektkedja.draw.smaller import MOST_READ

    if refused or len(picture.nodes) > MOST_READ:
        _tell_too_large(session, picture)
    return text


def _as_svg(session: Session, picture: "Picture", words: "Words", direction: "Direction") -> str:
    from effektkedja.draw.direction import Direction
    from effektkedja.draw.layout import laid_out
    from effektkedja.draw.svg import render_svg

    layout = laid_out(picture, words, direction)
    if not layout.is_readable:
        if direction.is_upright and laid_out(picture, words, Direction.RIGHT).is_readable:
            session.notice("notice.picture-too-wide", direction=direction.value)
        else:
            _tell_too_large(session, picture)
    return render_svg(layout, words)


def _tell_too_large(session: Session, picture: "Picture") -> None:
    """Tell that a picture is too large to be read, and which part of it is not."""
    from effektkedja.draw.smaller import readable_part

    count = len(picture.nodes)
    if part := readable_part(picture):
        name = f'"{part.name}"' if " " in part.name else part.name
        session.notice("notice.picture-too-large-but", count=count, option=part.option, name=name, part=part.boxes)
    else:
        session.notice("notice.picture-too-large", count=count)
