"""`effektkedja validate`: what is wrong with these plans."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.session import Session, WrongUse, one_of, whole_number

if TYPE_CHECKING:
    from effektkedja.basics.diagnostic import Severity
    from effektkedja.basics.report import Report
    from effektkedja.cli.checking import Found, Wish
    from effektkedja.cli.fixing import Fixed

FORMATS = ("text", "concise", "json", "sarif", "github", "junit")
SHOWN_FORMATS = "|\n".join("|".join(line) for line in (FORMATS[:3], FORMATS[3:]))
"""As help shows them: on two lines, since all six are wider than their place."""
WATCHED_FORMATS = ("text", "concise")
"""Those that a person reads as they come."""
SEVERITIES = ("error", "warning", "info")

Words = list[str] | None


def validate(
    ctx: typer.Context,
    paths: options.Paths = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar=SHOWN_FORMATS, help="option.format", show_default=False)
    ] = "text",
    output: options.OutputFile = None,
    select: Annotated[Words, typer.Option("--select", metavar="RULES", help="option.select")] = None,
    ignore: Annotated[Words, typer.Option("--ignore", metavar="RULES", help="option.ignore")] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="|".join(SEVERITIES), help="option.fail-on", show_default=False)
    ] = "error",
    statistics: Annotated[bool, typer.Option("--statistics", help="option.statistics")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="option.fix")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="option.diff")] = False,
    unsafe_fixes: Annotated[bool, typer.Option("--unsafe-fixes", help="option.unsafe-fixes")] = False,
    baseline: Annotated[str | None, typer.Option("--baseline", metavar="FILE", help="option.baseline")] = None,
    write_baseline: Annotated[
        str | None, typer.Option("--write-baseline", metavar="FILE", help="option.write-baseline")
    ] = None,
    no_baseline: Annotated[bool, typer.Option("--no-baseline", help="option.no-baseline")] = False,
    jobs: Annotated[str | None, typer.Option("--jobs", "-j", metavar="N", help="option.jobs")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="option.no-cache")] = False,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="option.watch")] = False,
    as_of: options.AsOf = None,
    review: options.Review = None,
    config: options.Config = None,
    isolated: options.Isolated = False,
    lang: options.Lang = None,
    color: options.Color = "auto",
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Check plans and tell what is wrong with them."""
    del lang
    session: Session = ctx.obj
    session.configure(color=color, quiet=quiet, verbose=verbose)
    one_of(format_, FORMATS, "--format")
    threshold = one_of(fail_on, SEVERITIES, "--fail-on")
    processes = whole_number(jobs, "--jobs")
    if unsafe_fixes and not (fix or diff):
        raise WrongUse("fix.alone")
    if diff:
        _refuse_with_diff(format_, statistics=statistics)
    # Loaded only now, since it takes a while: what is wrong with the words of a call is told before.
    from effektkedja.basics.diagnostic import Severity
    from effektkedja.cli.basis import rests_on_plans_alone
    from effektkedja.cli.checking import Baselining, Wish, find_out, memory_of, tell_what_is_missing

    baselining = Baselining(baseline, write_baseline, no_baseline)
    wish = Wish(paths or ["."], select or (), ignore or (), as_of, review, config, isolated, processes, baselining)
    rendered = partial(_rendered, session, format_, output, Severity(threshold), statistics=statistics)
    if watch:
        from effektkedja.cli.watching import watch_plans

        _refuse_with_watch(wish, format_, output, fix="--fix" if fix else "--diff" if diff else "")
        return watch_plans(session, wish, memory_of(session, no_cache=no_cache), rendered)
    fixed = None
    if fix or diff:
        from effektkedja.cli.fixing import show_fixes, write_fixes

        if diff:
            return show_fixes(session, wish, output, unsafe=unsafe_fixes)
        fixed = write_fixes(session, wish, output, unsafe=unsafe_fixes)
    found = find_out(session, wish, memory_of(session, no_cache=no_cache), output)
    text = rendered(found, fixed)
    session.show(text, output, not_over=found.report.paths)
    tell_what_is_missing(session, found)
    if fixed is not None and not _is_prose(format_, statistics=statistics):
        from effektkedja.cli.fixing import tell, told_on_fixes

        tell(session, told_on_fixes(found.report, fixed))
    if found.report.crashes:
        from effektkedja.cli.plans import tell_crashes

        tell_crashes(session, found.report.crashes)
    if found.report.crashes or (fixed is not None and fixed.failed):
        return 2
    status = 1 if found.report.reaches(Severity(threshold)) else 0
    is_worth_keeping = found.report.files and found.says_all and rests_on_plans_alone(ctx.params)
    if session.answers is not None and is_worth_keeping:
        session.answers.keep(text, status, found.basis)
    return status


def _refuse_with_watch(wish: "Wish", format_: str, output: str | None, fix: str) -> None:
    """Raise WrongUse for what makes no sense while one watches: a result that is read once, or written to a file."""
    others = {
        "-": "-" in wish.paths,
        "--output": output is not None,
        "--write-baseline": wish.baselining.write is not None,
        fix: bool(fix),
        f"--format {format_}": format_ not in WATCHED_FORMATS,
    }
    for other, is_given in others.items():
        if is_given:
            raise WrongUse("usage.watch", found=other)


def _refuse_with_diff(format_: str, *, statistics: bool) -> None:
    if format_ != "text" or statistics:
        raise WrongUse("fix.diff-alone", option="--statistics" if statistics else "--format")


def _is_prose(format_: str, *, statistics: bool) -> bool:
    """Tell whether the report is in sentences for people and ends in a summary."""
    return format_ == "text" or (format_ == "concise" and statistics)


def _rendered(
    session: Session,
    format_: str,
    output: str | None,
    fail_on: "Severity",
    found: "Found",
    fixed: "Fixed | None" = None,
    *,
    statistics: bool,
) -> str:
    """Give what was found in the format that is wanted."""
    if format_ not in {"text", "concise"}:
        return _for_programs(found.report, session, format_, fail_on)
    if not _is_prose(format_, statistics=statistics):
        from effektkedja.render.concise import render_concise

        return render_concise(found.report, session.catalogue)
    return _for_people(found, session, output, fixed, statistics=statistics)


def _for_programs(report: "Report", session: Session, format_: str, fail_on: "Severity") -> str:
    """Give the report in a format that programs read. It is whole, whatever `--quiet` and `--statistics` say."""
    if format_ == "sarif":
        from effektkedja.render.sarif import render_sarif

        return render_sarif(report, session.catalogue)
    if format_ == "github":
        from effektkedja.render.github import render_github

        return render_github(report, session.catalogue)
    if format_ == "junit":
        from effektkedja.render.junit import render_junit

        return render_junit(report, session.catalogue, fail_on)
    from effektkedja.render.json import render_json

    return render_json(report, session.catalogue)


def _for_people(
    found: "Found", session: Session, output: str | None, fixed: "Fixed | None", *, statistics: bool
) -> str:
    """Give the report as sentences, with what is to be said of fixes in its summary."""
    from effektkedja.cli.fixing import in_words, told_on_fixes
    from effektkedja.render.styled import coloured, plain
    from effektkedja.render.text import render_statistics, render_text

    report = found.report
    width = session.width_of(output)
    fixes = in_words(session, told_on_fixes(report, fixed))
    if statistics:
        lines = render_statistics(report, session.catalogue, width, fixes)
    else:
        lines = render_text(report, found.sources, session.catalogue, width, fixes)
    if session.quiet and not report.diagnostics:
        return ""
    return coloured(lines) if session.uses_color(output) else plain(lines)
