"""Draws `validate.svg`, the picture of a terminal in the README, from what the program prints.

python docs/pictures.py writes it anew; a test tells when that is due.
"""

import io
import os
import re
from contextlib import chdir, redirect_stdout
from datetime import date
from pathlib import Path
from unittest.mock import patch

from effektkedja.cli import run

DOCS = Path(__file__).parent
COMMAND = ("validate", "examples/broken/ek202-traden-brister.yaml")
TODAY = date(2019, 4, 30)
COLUMNS = 92

TITLE = "effektkedja validate"
DESCRIPTION = (
    "En terminal. Programmet visar två rader i planen: vid aktiviteten A-cykelplan tråden som inte når något politiskt "
    "mål, vid uppdraget U-CYKEL var den slutar. Under dem står vad man ska skriva i stället."
)

# Rich fills in the fields in braces. Fonts are those of the reader's own machine: a picture fetches nothing.
FORMAT = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{width}} {{height}}" role="img" \
aria-labelledby="{{unique_id}}-name {{unique_id}}-description" lang="sv">
<title id="{{unique_id}}-name">{TITLE}</title>
<desc id="{{unique_id}}-description">{DESCRIPTION}</desc>
<style>
.{{unique_id}}-matrix {{{{ font: {{char_height}}px/{{line_height}}px ui-monospace, "Cascadia Mono", Menlo, Consolas, \
"Liberation Mono", monospace }}}}
.{{unique_id}}-title {{{{ font: bold 16px system-ui, "Segoe UI", Arial, sans-serif }}}}
{{styles}}
</style>
<defs>
{{lines}}
</defs>
{{chrome}}
<g transform="translate({{terminal_x}}, {{terminal_y}})">
{{backgrounds}}
<g class="{{unique_id}}-matrix">
{{matrix}}
</g>
</g>
</svg>
"""


class Terminal(io.StringIO):
    """Something to print on that the program takes for a terminal."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


def printed() -> str:
    """Give what the program prints on a Swedish terminal, colours included."""
    terminal = Terminal()
    speaking = {"EFFEKTKEDJA_LANG": "sv", "COLUMNS": str(COLUMNS), "NO_COLOR": ""}
    with chdir(DOCS.parent), patch.dict(os.environ, speaking), redirect_stdout(terminal):
        run([*COMMAND, "--color", "always"], clock=lambda: TODAY)
    return terminal.getvalue()


def picture() -> str:
    """Give the picture as SVG."""
    from rich.console import Console
    from rich.terminal_theme import TerminalTheme
    from rich.text import Text

    # Each colour keeps a contrast of 4.5 or more to the background.
    colors = [(13, 17, 23), (255, 123, 114), (126, 231, 135), (242, 204, 96)]
    colors += [(121, 192, 255), (210, 168, 255), (118, 227, 234), (230, 237, 243)]
    theme = TerminalTheme((22, 27, 34), (230, 237, 243), colors)
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), highlight=False, force_terminal=True)
    console.print(Text(f"$ effektkedja {' '.join(COMMAND)}"))
    console.print(Text.from_ansi(printed().rstrip()))
    drawn = console.export_svg(title=TITLE, theme=theme, code_format=FORMAT, unique_id="terminal")
    return _tidy(drawn)


def _tidy(drawn: str) -> str:
    """Leave out what is not seen, the texts that rich makes of line ends, and give each text a line of its own."""
    seen = re.sub(r"<text[^>]*>\n</text>", "", drawn).replace("</text>", "</text>\n")
    return "".join(f"{line.strip()}\n" for line in seen.splitlines() if line.strip())


if __name__ == "__main__":
    (DOCS / "validate.svg").write_text(picture(), encoding="utf-8", newline="\n")
