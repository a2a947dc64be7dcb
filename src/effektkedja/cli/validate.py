"""`effektkedja validate`: what is wrong with these plans."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.configured import read_configuration
from effektkedja.cli.session import Session, WrongUse, day, one_of, whole_number

if TYPE_CHECKING:
    from effektkedja.basics.diagnostic import Severity
    from effektkedja.check import Report

FORMATS = ("text", "concise", "json", "sarif", "github", "junit")
SHOWN_FORMATS = "|\n".join("|".join(line) for line in (FORMATS[:3], FORMATS[3:]))
"""As help shows them: on two lines, since all six are wider than their place."""
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
    del no_cache, lang
    session: Session = ctx.obj
    session.configure(color=color, quiet=quiet, verbose=verbose)
    read_configuration(session, paths, config, isolated=isolated)
    one_of(format_, FORMATS, "--format")
    threshold = one_of(fail_on, SEVERITIES, "--fail-on")
    session.as_of = day(as_of, session.today)
    whole_number(jobs, "--jobs")
    selected = selected_rules(session, select or (), ignore or ())

    if unsafe_fixes and not (fix or diff):
        raise WrongUse("fix.alone")

    from effektkedja.basics.diagnostic import Severity
    from effektkedja.cli.baselined import held_against, read_baselines, tell_mended
    from effektkedja.cli.fixing import in_words, show_fixes, tell, told_on_fixes, write_fixes
    from effektkedja.cli.plans import check_plans, tell_crashes

    baselines = read_baselines(session, paths, baseline, write_baseline, without=no_baseline)
    session.refuse_to_write_over(output)
    if diff:
        _refuse_with_diff(format_, statistics=statistics)
        return show_fixes(session, paths, selected, review, output, unsafe=unsafe_fixes)
    fixed = write_fixes(session, paths, selected, review, output, unsafe=unsafe_fixes) if fix else None
    report = held_against(session, baselines, check_plans(session, paths, selected, review), selected)
    told = told_on_fixes(report, fixed)
    if format_ in {"text", "concise"}:
        text = _for_people(report, session, format_, output, in_words(session, told), statistics=statistics)
    else:
        text = _for_programs(report, session, format_, Severity(threshold))
    session.show(text, output, not_over=report.paths)
    tell_mended(session, baselines, report)
    if fixed is not None and not _is_prose(format_, statistics=statistics):
        tell(session, told)
    if report.crashes:
        tell_crashes(session, report.crashes)
    if report.crashes or (fixed is not None and fixed.failed):
        return 2
    return 1 if report.reaches(Severity(threshold)) else 0


def selected_rules(session: Session, select: Sequence[str], ignore: Sequence[str]) -> frozenset[str]:
    """Give the codes that `--select`, `--ignore` and the configuration leave.

    `--select` takes the place of all that is configured; `--ignore` adds to it. Raises WrongUse for a word that is no
    rule.
    """
    from effektkedja.rules.registry import UnknownRuleError, select_rules

    configured = session.configuration
    try:
        if select:
            return select_rules(select, ignore)
        return select_rules(configured.select, {*configured.ignore, *ignore})
    except UnknownRuleError as error:
        raise WrongUse("usage.rule", found=str(error)) from None


def _refuse_with_diff(format_: str, *, statistics: bool) -> None:
    if format_ != "text" or statistics:
        raise WrongUse("fix.diff-alone", option="--statistics" if statistics else "--format")


def _is_prose(format_: str, *, statistics: bool) -> bool:
    """Tell whether the report is in sentences for people and ends in a summary."""
    return format_ == "text" or (format_ == "concise" and statistics)


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
    report: "Report", session: Session, format_: str, output: str | None, fixes: str, *, statistics: bool
) -> str:
    """Give the report as lines for people; what is to be said of `fixes` stands in the summary of prose alone."""
    if not _is_prose(format_, statistics=statistics):
        from effektkedja.render.concise import render_concise

        return render_concise(report, session.catalogue)
    from effektkedja.render.styled import coloured, plain
    from effektkedja.render.text import render_statistics, render_text

    width = None if output else session.width
    render = render_statistics if statistics else render_text
    lines = render(report, session.catalogue, width, fixes)
    if session.quiet and not report.diagnostics:
        return ""
    return coloured(lines) if session.uses_color(output) else plain(lines)
