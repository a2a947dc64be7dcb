"""`effektkedja schema`: the JSON Schema of a plan, for editors."""

import json
from typing import Annotated

import typer

from effektkedja.cli import options
from effektkedja.cli.session import Session


def schema(
    ctx: typer.Context,
    output: options.OutputFile = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="sv|en|fi", help="option.plan-lang")] = None,
) -> int:
    """Write the schema whose keys and words are of the reader's language."""
    del lang
    session: Session = ctx.obj
    from effektkedja.plan.schema import plan_schema

    session.show(json.dumps(plan_schema(session.language), ensure_ascii=False, indent=2) + "\n", output)
    return 0
