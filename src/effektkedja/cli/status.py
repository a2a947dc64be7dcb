"""`effektkedja status`: what a review needs to know of deliveries, assignments and indicators."""

from typing import TYPE_CHECKING, Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.plan_command import plan_command
from effektkedja.cli.session import Session, WrongUse, day, one_of

if TYPE_CHECKING:
    from effektkedja.cli.plans import Seen
    from effektkedja.followup.look import View
    from effektkedja.followup.status import Status
    from effektkedja.render.judgements import JudgementWords

FORMATS = ("text", "json", "markdown", "csv")
DIALOGUE_FORMATS = ("text", "markdown", "json")
GROUPINGS = ("goal", "owner", "organisation", "focus-area", "perspective", "programme", "assignment")


@plan_command
def status(
    session: Session,
    paths: options.Paths = None,
    format_: Annotated[str, options.format_option(FORMATS)] = "text",
    output: options.OutputFile = None,
    by: Annotated[str | None, typer.Option("--by", metavar="|".join(GROUPINGS), help="option.by")] = None,
    review: Annotated[str | None, typer.Option("--review", metavar="ID", help="option.status-review")] = None,
    as_of: options.AsOf = None,
    check: Annotated[bool, typer.Option("--check", help="option.status-check")] = False,
    dialogue: Annotated[str | None, typer.Option("--dialogue", metavar="ID", help="option.dialogue")] = None,
) -> int:
    """Show the state of every delivery at a review, and what the indicators say."""
    one_of(format_, FORMATS, "--format")
    if by is not None:
        one_of(by, GROUPINGS, "--by")
    if dialogue is not None:
        _check_dialogue(format_, by)
    session.as_of = day(as_of, session.today)
    from effektkedja.cli.plans import checked_plans
    from effektkedja.followup.look import view_of

    seen, unread = checked_plans(session, paths, review)
    view = view_of(seen.chains, session.as_of, review)
    if dialogue is not None:
        text, is_open = _sheet(session, seen, view, dialogue, format_, output)
    else:
        text, is_open = _status(session, view, by, format_, output)
    session.show(text, output, not_over=seen.report.paths)
    return 1 if unread or (check and is_open) else 0


def _check_dialogue(format_: str, by: str | None) -> None:
    """Raise WrongUse for what does not go together with `--dialogue`."""
    if format_ not in DIALOGUE_FORMATS:
        raise WrongUse("usage.dialogue-format", found=format_, allowed=DIALOGUE_FORMATS)
    if by is not None:
        raise WrongUse("usage.not-together", one="--by", other="--dialogue")


def _sheet(
    session: Session, seen: "Seen", view: "View", id_: str, format_: str, output: str | None
) -> tuple[str, bool]:
    """Give the sheet of a goal, and whether an answer or its explanation is lacking under it."""
    from effektkedja.cli.goal import goal_of
    from effektkedja.followup.dialogue import sheet_of

    chain, goal = goal_of(seen.chains, id_)
    look = next(look for look in view.looks if look.chain is chain)
    sheet = sheet_of(goal, look, session.configuration.rating, seen.report.diagnostics)
    if format_ == "json":
        from effektkedja.render.dialogue_json import render_dialogue_json

        return render_dialogue_json(sheet, session.catalogue), sheet.has_open_questions
    from effektkedja.render.dialogue import render_dialogue, render_dialogue_markdown

    say = _judgement_words(session)
    if format_ == "markdown":
        return render_dialogue_markdown(sheet, say, session.catalogue), sheet.has_open_questions
    width = session.width_of(output)
    shown = render_dialogue(sheet, say, session.catalogue, width, color=session.uses_color(output))
    return shown, sheet.has_open_questions


def _status(session: Session, view: "View", by: str | None, format_: str, output: str | None) -> tuple[str, bool]:
    """Give the status of the plans, and whether an answer or its explanation is lacking."""
    from effektkedja.followup.status import By, status_of

    found = status_of(view, By(by) if by else None)
    for_people = format_ in {"text", "markdown"}
    text = _for_people(view, found, session, format_, output) if for_people else _for_programs(found, format_)
    return text, found.has_open_questions


def _for_people(view: "View", found: "Status", session: Session, format_: str, output: str | None) -> str:
    from effektkedja.followup.judgement import judgements_of
    from effektkedja.followup.surroundings import surroundings_of
    from effektkedja.render.status_sections import sections_of

    judgements = judgements_of(view, found.deliveries, session.configuration.rating)
    sections = sections_of(judgements, surroundings_of(view), _judgement_words(session), session.catalogue)
    if format_ == "markdown":
        from effektkedja.render.status_markdown import render_status_markdown

        return render_status_markdown(found, sections, session.catalogue)
    from effektkedja.render.status import render_status

    width = session.width_of(output)
    return render_status(found, sections, session.catalogue, width, color=session.uses_color(output))


def _judgement_words(session: Session) -> "JudgementWords":
    from effektkedja.render.judgements import JudgementWords
    from effektkedja.render.ratings import RatingWords

    return JudgementWords(session.catalogue, RatingWords(session.configuration.labels, session.language))


def _for_programs(found: "Status", format_: str) -> str:
    if format_ == "csv":
        from effektkedja.render.status_csv import render_status_csv

        return render_status_csv(found)
    from effektkedja.render.status_json import render_status_json

    return render_status_json(found)
