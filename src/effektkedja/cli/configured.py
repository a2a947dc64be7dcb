"""The configuration that holds for a call."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from effektkedja.cli.session import Session, WrongUse
from effektkedja.workspace.config import UNCONFIGURED, Configuration
from effektkedja.workspace.discover import shown_name
from effektkedja.workspace.roots import find_configuration

if TYPE_CHECKING:
    from effektkedja.workspace.config_file import LoadedConfiguration


def read_configuration(session: Session, paths: Sequence[str] | None, config: str | None, *, isolated: bool) -> None:
    """Take over what is configured: in the file that `--config` names, else in the one above the first path.

    With `isolated` nothing is. Raises WrongUse, after telling what is wrong, where the file cannot be used.
    """
    session.configuration = _configuration_of(session, paths or ["."], config, isolated=isolated)
    session.speak(session.configuration.language)


def configuration_as_found(paths: Sequence[str]) -> Configuration:
    """Give what is configured above the first path, as far as it can be read, without a word on what is wrong."""
    path = find_configuration(paths)
    try:
        return UNCONFIGURED if path is None else _loaded(path).configuration
    except FileNotFoundError:  # a link that leads nowhere
        return UNCONFIGURED


def _configuration_of(session: Session, paths: Sequence[str], config: str | None, *, isolated: bool) -> Configuration:
    if isolated:
        if config is not None:
            raise WrongUse("usage.isolated")
        return UNCONFIGURED
    path = find_configuration(paths) if config is None else Path(config)
    if path is None:
        return UNCONFIGURED
    try:
        loaded = _loaded(path)
    except FileNotFoundError:
        raise WrongUse("usage.path", path=shown_name(path)) from None
    if loaded.findings:
        _tell(session, loaded)
        raise WrongUse("usage.configuration", path=loaded.name)
    session.read_files.add(path)
    return loaded.configuration


def _loaded(path: Path) -> "LoadedConfiguration":
    from effektkedja.rules.registry import codes_of
    from effektkedja.workspace.config_file import load_configuration

    return load_configuration(path, codes_of)


def _tell(session: Session, loaded: "LoadedConfiguration") -> None:
    from effektkedja.basics.diagnostic import Diagnostic
    from effektkedja.render.styled import coloured, plain
    from effektkedja.render.text import render_diagnostics
    from effektkedja.rules.registry import BY_CODE

    diagnostics = [
        Diagnostic(finding, BY_CODE[finding.code].name, BY_CODE[finding.code].severity) for finding in loaded.findings
    ]
    lines = render_diagnostics(diagnostics, {loaded.name: loaded.lines}, session.catalogue, session.width)
    sys.stderr.write(coloured(lines) if session.uses_color(None) else plain(lines))
