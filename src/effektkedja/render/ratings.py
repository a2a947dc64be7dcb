"""What ratings of goals are called, in the words of each organisation."""

from collections.abc import Mapping

from effektkedja.basics.language import Language
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.render.status_words import one_line

SIGNS = {"met": "●", "partly": "◐", "not_met": "○", "not_assessed": "–"}
"""Beside the word, so that neither colour nor reading is needed to tell them apart."""
STYLES = {"met": "good", "partly": "warning", "not_met": "error", "not_assessed": "quiet"}


class RatingWords:
    """The words for ratings: those of an organisation, else those configured for all, else those of the plan format."""

    def __init__(self, labels: Mapping[str | None, Mapping[str, str]], language: Language) -> None:
        self._labels = labels
        self._language: Language = language

    def word(self, rating: str, organisation: str | None) -> str:
        """Give what an organisation calls a rating."""
        for whose in (organisation, None):
            if label := self._labels.get(whose, {}).get(rating):
                return one_line(label)
        return vocabulary().value("rating", rating, self._language).replace("_", " ")

    def signed(self, rating: str, organisation: str | None) -> str:
        """Give a rating as sign and word."""
        return f"{SIGNS[rating]} {self.word(rating, organisation)}"
