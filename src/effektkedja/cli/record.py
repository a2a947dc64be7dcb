"""`effektkedja record ID yes|no|cancelled`: one answer at a review, written into the plan."""

import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from effektkedja.cli import options
from effektkedja.cli.plan_command import plan_command
from effektkedja.cli.session import Session, WrongUse, day

if TYPE_CHECKING:
    from effektkedja.chain.build import Chain, Thing
    from effektkedja.editing.record import Answer
    from effektkedja.followup.reviews import ReviewDay
    from effektkedja.plan.model import Answer as Word
    from effektkedja.plan.model import Assignment, Delivery, Status
    from effektkedja.workspace.workspace import SourceFile

STANDARD_INPUT = "-"
ANSWERS = ("yes", "no", "cancelled")
MOST_REVIEWS = 12
"""Reviews that a sentence lists, those nearest in time."""


@plan_command
def record(
    session: Session,
    id_: Annotated[str, typer.Argument(metavar="ID", help="argument.answered", show_default=False)],
    answer: Annotated[str, typer.Argument(metavar="|".join(ANSWERS), help="argument.answer", show_default=False)],
    paths: options.AnsweredPaths = None,
    review: Annotated[str | None, typer.Option("--review", metavar="ID", help="option.answer-review")] = None,
    comment: Annotated[str | None, typer.Option("--comment", metavar="TEXT", help="option.answer-comment")] = None,
    date_: Annotated[str | None, typer.Option("--date", metavar="DATE", help="option.answer-date")] = None,
    force: Annotated[bool, typer.Option("--force", help="option.answer-force")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="option.dry-run")] = False,
    as_of: options.AsOf = None,
) -> int:
    """Write an answer into the plan."""
    session.as_of = day(as_of, session.today)
    if paths and set(paths) == {STANDARD_INPUT}:
        raise WrongUse("record.standard-input")
    target = _target(session, id_, paths)
    given = _answer(session, answer, target, review, comment, date_)
    return _record(session, target, given, force=force, dry_run=dry_run)


@dataclass(frozen=True, slots=True)
class _Target:
    """What is answered for, and its file as it was read."""

    thing: "Thing"
    chain: "Chain"
    path: Path
    data: bytes

    @property
    def file(self) -> "SourceFile":
        return self.thing.file

    @property
    def answered(self) -> "Delivery | Assignment":
        return cast("Delivery | Assignment", self.thing.record)


def _target(session: Session, id_: str, paths: list[str] | None) -> _Target:
    """Find what the id names. Raises WrongUse where no answer can be written there."""
    from effektkedja.chain.build import build_chains
    from effektkedja.cli.files import ChangedMeanwhileError, ReadOnlyError, bytes_to_replace
    from effektkedja.cli.plans import open_plans
    from effektkedja.cli.unknown import unknown_id
    from effektkedja.editing.record import ANSWERED
    from effektkedja.plan.values import parse_reference
    from effektkedja.rules.findings import name_of, named_at_beginning

    chains = build_chains(open_plans(session, paths))
    wanted = parse_reference(id_.strip())
    found = [(chain, thing) for chain in chains for thing in chain.things if wanted and thing.id == wanted]
    if not found:
        for chain in chains:
            _refuse_faulty([file for file in chain.files if file.plan is None])
        raise unknown_id(id_, (thing.id for chain in chains for thing in chain.things if thing.stage in ANSWERED))
    if len(found) > 1:
        places = tuple(dict.fromkeys(f"{thing.file.name}:{thing.span('id').line}" for _, thing in found))
        raise WrongUse("record.ambiguous", id=wanted, places=places)
    chain, thing = found[0]
    if thing.stage not in ANSWERED:
        raise WrongUse("record.not-answered", thing=named_at_beginning(thing))
    _refuse_faulty([thing.file, *(file for file in chain.files if file.plan is None)])
    path = thing.file.path
    if path is None:
        raise WrongUse("record.standard-input")
    try:
        data = bytes_to_replace(path, thing.file.document.text)
    except ReadOnlyError:
        raise WrongUse("record.read-only", file=thing.file.name, thing=name_of(thing)) from None
    except ChangedMeanwhileError:
        raise WrongUse("record.changed", file=thing.file.name) from None
    except OSError as error:
        raise WrongUse("usage.output", path=thing.file.name, reason=error.strerror or "") from error
    return _Target(thing, chain, path, data)


def _refuse_faulty(files: "list[SourceFile]") -> None:
    """Raise WrongUse for the first of these files that was read with errors."""
    from effektkedja.basics.diagnostic import Severity
    from effektkedja.rules.registry import BY_CODE

    for file in files:
        for finding in file.findings:
            if BY_CODE[finding.code].severity is Severity.ERROR:
                raise WrongUse("record.faulty", file=file.name, place=f"{file.name}:{finding.span.line}")


def _answer(
    session: Session, word: str, target: _Target, review: str | None, comment: str | None, date_: str | None
) -> "Answer":
    """Give the answer that the call means. Raises WrongUse where it cannot be given."""
    from effektkedja.editing.record import Answer
    from effektkedja.followup.delivery_state import is_due
    from effektkedja.plan.vocabulary import vocabulary
    from effektkedja.rules.findings import named_at_beginning

    words = vocabulary()
    done = words.canonical_value("answer", word)
    if done not in ANSWERS:
        allowed = tuple(words.value("answer", name, session.language) for name in ANSWERS)
        raise WrongUse("record.answer", found=word, allowed=allowed)
    at = _review(session, target, review)
    said = _comment(comment)
    thing = named_at_beginning(target.thing)
    if said is None and done == "cancelled":
        raise WrongUse("record.cancelled-without-comment", thing=thing)
    if said is None and done == "no" and is_due(target.answered.due, at.day):
        raise WrongUse("record.no-without-comment", thing=thing, due=str(target.answered.due), review=at.id)
    return Answer(at.id, cast("Word", done), _day_of_answer(date_), said)


def _review(session: Session, target: _Target, wanted: str | None) -> "ReviewDay":
    """Give the review that is answered at: the one named, else the plan's latest that has come, else its first."""
    from effektkedja.followup.reviews import Reviews
    from effektkedja.plan.values import parse_reference

    today = session.seen_on
    reviews = Reviews(target.chain, today)
    known = reviews.of(target.file)
    if wanted is None and known:
        return reviews.latest(target.file, today) or known[0]
    review = None if wanted is None else reviews.named(target.file, parse_reference(wanted.strip()))
    if review is None:
        nearest = sorted(known, key=lambda one: abs(one.day - today))[:MOST_REVIEWS]
        allowed = tuple(one.id for one in sorted(nearest, key=lambda one: one.day))
        key = "record.review" if allowed else "record.no-reviews"
        raise WrongUse(key, file=target.file.name, found=wanted or "", allowed=allowed)
    ahead = next((one for one in known if today < one.day < review.day), None)
    if ahead is not None:
        args = {"day": review.day.isoformat(), "earlier": ahead.id}
        raise WrongUse("record.future", review=review.id, **args)
    return review


def _comment(written: str | None) -> str | None:
    """Give a comment as a plan may hold it; None for one that says nothing."""
    from effektkedja.reading.scan import FORBIDDEN

    if written is not None and FORBIDDEN.search(written):
        raise WrongUse("record.character")
    return (written or "").strip() or None


def _day_of_answer(written: str | None) -> date | None:
    from effektkedja.plan.values import parse_date

    try:
        return None if written is None else parse_date(written.strip())
    except ValueError:
        raise WrongUse("usage.date", option="--date", found=written or "") from None


def _record(session: Session, target: _Target, answer: "Answer", *, force: bool, dry_run: bool) -> int:
    """Write the answer, or show what that would change."""
    from effektkedja.cli.quiz import at_terminal
    from effektkedja.editing.record import earlier_answer, record_answer
    from effektkedja.rules.findings import named_at_beginning

    thing, statuses = target.thing, target.answered.status
    position = earlier_answer(statuses, answer.review)
    if position is not None:
        earlier = statuses[position]
        if earlier.done == answer.done:
            # The same answer once more: what is not said anew stays as it was.
            answer = replace(answer, date=answer.date or earlier.date, comment=answer.comment or earlier.comment)
        item = thing.mapping.items("status")[position]
        line = getattr(item, "start", thing.mapping.start).line + 1
        args = {
            "thing": named_at_beginning(thing),
            "review": answer.review,
            "place": f"{thing.file.name}:{line}",
            "answer": _in_words(session, earlier),
        }
        if (earlier.done, earlier.date, earlier.comment) == (answer.done, answer.date, answer.comment):
            session.notice("record.same", **args)
            return 0
        if not dry_run and not force:
            if not at_terminal():
                raise WrongUse("record.answered", **args)
            session.complain("record.was", **args)
            if (status := _ask_whether_to_replace(session)) is not None:
                return status
        else:
            session.notice("record.was", **args)
    key = thing.stage.value
    index = next(index for index, node in enumerate(_items(target, key)) if node is thing.mapping)
    recorded = record_answer(thing.file.document, thing.file.loaded, key, index, answer)
    if dry_run:
        from effektkedja.render.diff import render_diff

        before, color = thing.file.document.text, session.uses_color(None)
        session.show(render_diff(thing.file.name, before, recorded.text, color=color))
        return 0
    _replace(target, recorded.text)
    session.notice(
        "record.written",
        thing=named_at_beginning(thing),
        review=answer.review,
        answer=_word(session, answer.done),
        place=f"{thing.file.name}:{recorded.line}",
    )
    return 0


def _items(target: _Target, key: str) -> list[object]:
    root = target.file.root
    return [] if root is None else list(root.items(key))


def _replace(target: _Target, text: str) -> None:
    from effektkedja.cli.files import ChangedMeanwhileError, replace_text

    try:
        replace_text(target.path, text, instead_of=target.data)
    except ChangedMeanwhileError:
        raise WrongUse("record.changed", file=target.file.name) from None
    except OSError as error:
        raise WrongUse("usage.output", path=target.file.name, reason=error.strerror or "") from error


def _in_words(session: Session, status: "Status") -> str:
    """Give an earlier answer in one line: the word, the date and the comment, as far as they are there."""
    parts = [_word(session, status.done or ""), str(status.date or ""), " ".join((status.comment or "").split())]
    return ", ".join(filter(None, parts)).rstrip(".")


def _word(session: Session, done: str) -> str:
    from effektkedja.plan.vocabulary import vocabulary

    return vocabulary().value("answer", done, session.language)


def _ask_whether_to_replace(session: Session) -> int | None:
    """Ask whether the earlier answer may go. Gives the exit status where it may not, else None."""
    from effektkedja.plan.vocabulary import fold, vocabulary

    words = vocabulary()
    yes = words.value("yes_no", "yes", session.language)
    try:
        said = input(f"{session.catalogue.text('record.ask')} ").strip()
    except (EOFError, KeyboardInterrupt):
        sys.stdout.write("\n")
        return 130
    if words.canonical_value("yes_no", said) == "yes" or fold(said) == fold(yes[0]):
        return None
    session.notice("record.kept")
    return 0
