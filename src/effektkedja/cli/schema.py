"""`effektkedja schema`: the JSON Schema of a plan or of the configuration, for editors."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from effektkedja.cli import options
from effektkedja.cli.session import Session, one_of
from effektkedja.cli.spoken import speak_as_configured

if TYPE_CHECKING:
    from effektkedja.basics.language import Language

KINDS = ("plan", "configuration")


def schema(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="|".join(KINDS), help="argument.schema", show_default=False)] = "plan",
    output: options.OutputFile = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="sv|en|fi", help="option.plan-lang")] = None,
) -> int:
    """Write the schema whose words (and of a plan the keys, too) are of the reader's language."""
    del lang
    session: Session = ctx.obj
    speak_as_configured(session)
    one_of(kind, KINDS, "schema")
    made = _plan(session.language) if kind == "plan" else _configuration(session.language)
    session.show(json.dumps(made, ensure_ascii=False, indent=2) + "\n", output)
    return 0


def _plan(language: "Language") -> dict[str, Any]:
    from effektkedja.plan.schema import plan_schema

    return plan_schema(language)


def _configuration(language: "Language") -> dict[str, Any]:
    from effektkedja.rules.registry import RULES, short_title
    from effektkedja.workspace.config_schema import NamedRule, configuration_schema

    rules = {rule.code: NamedRule(rule.name, short_title(rule.code, language)) for rule in RULES}
    return configuration_schema(language, rules)
