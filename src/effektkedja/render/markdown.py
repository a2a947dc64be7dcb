"""Text from a plan made harmless for Markdown."""

import re

from effektkedja.render.visible import visible

# What Markdown, the tables and links of its dialects, or HTML would make something of.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&!$@^]|:(?=//)|(?<=[wW]{3})\.")
# What makes an item of a list of a line that it begins.
_LIST = re.compile(r"^([0-9]{0,9})([-+=.)])")


def escaped(text: str) -> str:
    """Give a text so that Markdown shows it as it is, on one line; all its spaces are plain ones, as people type."""
    return _MARKUP.sub(lambda match: f"\\{match[0]}", visible(" ".join(text.split())))


def escaped_beginning(text: str) -> str:
    """Give a text so that it is also safe at the beginning of a line, where a dash or a number would make a list."""
    return _LIST.sub(lambda match: f"{match[1]}\\{match[2]}", escaped(text))
