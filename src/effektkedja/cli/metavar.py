"""What stands for a value in help, such as FILE or yes|no|cancelled, in the reader's words."""

import re

from effektkedja.basics.language import Catalogue

_WORD = re.compile(r"[A-Za-z]+")


def in_words(metavar: str, catalogue: Catalogue) -> str:
    """Give what a parameter is declared with in the reader's words; names that are typed as they stand stay."""

    def in_word(match: re.Match[str]) -> str:
        key = f"metavar.{match[0]}"
        return catalogue.text(key) if catalogue.has(key) else match[0]

    return _WORD.sub(in_word, metavar)
