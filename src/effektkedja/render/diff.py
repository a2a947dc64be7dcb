"""What changes in a file, as a unified diff that `patch` and `git apply` understand."""

from difflib import unified_diff

from effektkedja.basics.span import split_lines
from effektkedja.render.styled import Line, Piece, coloured
from effektkedja.render.visible import visible

CONTEXT = 3
"""Lines that are shown before and after a change."""

_NO_END = "\n\\ No newline at end of file"
_STYLES = {"+": "good", "-": "gone", "@": "frame"}


def render_diff(name: str, before: str, after: str, *, color: bool) -> str:
    """Give what changes between two texts of a file. Its line ends are not shown: they stay as they are."""
    shown = visible(name)
    lines: list[Line] = []
    for line in unified_diff(_lines(before), _lines(after), shown, shown, n=CONTEXT, lineterm=""):
        written, *ended = line.split("\n")
        is_name = line.startswith(("---", "+++")) and len(lines) < 2
        style = "strong" if is_name else _STYLES.get(line[:1], "")
        lines.append([Piece("\t".join(map(visible, written.split("\t"))), style)])
        lines += [[Piece(end)] for end in ended]
    if color:
        return coloured(lines)
    return "".join(piece.text + "\n" for line in lines for piece in line)


def _lines(text: str) -> list[str]:
    """Give the lines of a text, the last one marked where no line end follows it."""
    *lines, last = split_lines(text)
    return [*lines, last + _NO_END] if last else lines
