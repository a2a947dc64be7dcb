"""How a report says things: in the reader's words, with what stands in plans as it stands there."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from effektkedja.basics.contact_details import without_contact_details
from effektkedja.basics.diagnostic import Argument
from effektkedja.basics.language import Catalogue
from effektkedja.chain.build import Place, Thing
from effektkedja.followup.delivery_state import State
from effektkedja.followup.indicators import Reading
from effektkedja.followup.reviews import ReviewDay
from effektkedja.plan.model import Baseline, Comparison, Outcome, Target
from effektkedja.plan.values import Period, parse_date
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.render.figures import told, written
from effektkedja.render.ratings import SIGNS as RATING_SIGNS
from effektkedja.render.ratings import STYLES as RATING_STYLES
from effektkedja.render.ratings import RatingWords
from effektkedja.render.status_words import SIGNS as STATE_SIGNS
from effektkedja.render.status_words import STATE_STYLES, TREND_SIGNS, TREND_STYLES, one_line, value_word
from effektkedja.report.model import Figure, Mark, Text
from effektkedja.workspace.workspace import SourceFile

INTERNAL = re.compile(r"^[^\w\n]*(?:internt?|internal|sisäinen)[^\w\n]*:", re.IGNORECASE | re.MULTILINE)
"""Where a text of a plan stops being for the public: at a line that begins with one of these words and a colon, however
it is set off (`*Internt*:`, `- internt:`)."""

Measured = Baseline | Outcome | Target | Comparison


class Words:
    """The words of one report."""

    def __init__(self, catalogue: Catalogue, ratings: RatingWords, *, public: bool) -> None:
        self.catalogue = catalogue
        self.ratings = ratings
        self.is_public = public
        """Whether the public reads it."""

    def text(self, key: str, **args: Argument) -> str:
        """Give a sentence about the report."""
        return self.catalogue.text(f"report.{key}", **args)

    def name_of_value(self, group: str, name: str | None) -> str | None:
        """Give a fixed value of the plan format as running text has it."""
        return value_word(group, name, self.catalogue) if name else None

    # What stands in a plan

    @staticmethod
    def title(thing: Thing) -> Text:
        """Give what the plan calls a thing; its id, where it calls it nothing."""
        return Text(one_line(thing.title) or thing.id or "–", thing.language)

    @staticmethod
    def written(text: str, where: Place | SourceFile) -> Text:
        """Give a text that everybody may read."""
        return Text(one_line(text), where.language)

    def remark(self, text: str | None, where: Place | SourceFile) -> Text | None:
        """Give what somebody has said, if there is anything that may be told."""
        told = self._told(text)
        return self.written(told, where) if told else None

    def remarks(self, texts: Iterable[str], where: Place | SourceFile) -> tuple[Text, ...]:
        """Give what somebody has said under one heading, as far as it may be told."""
        return tuple(said for text in texts if (said := self.remark(text, where)) is not None)

    def paragraphs(self, text: str | None, where: Place | SourceFile) -> tuple[Text, ...]:
        """Give a longer text with its paragraphs, which blank lines part, as far as it may be told."""
        blocks = "\n".join(line.strip() for line in self._told(text).splitlines()).split("\n\n")
        return tuple(self.written(block, where) for block in blocks if block.strip())

    def role(self, text: str | None, where: Place | SourceFile) -> Text | None:
        """Give who somebody is; to the public without how to reach them."""
        if text is not None and self.is_public:
            text = without_contact_details(text)
        return self.written(text, where) if text else None

    def roles(self, texts: Iterable[str], where: Place | SourceFile) -> tuple[Text, ...]:
        """Give who some people are."""
        return tuple(role for text in texts if (role := self.role(text, where)) is not None)

    def _told(self, text: str | None) -> str:
        """Give as much of a text as may be told; to the public that is what stands before a mark of the internal."""
        mark = INTERNAL.search(text) if text and self.is_public else None
        return (text or "")[: mark.start() if mark else None].strip()

    # Time

    def day(self, day: date) -> str:
        """Give a date."""
        month = self.text(f"month.{day.month}")
        return self.text("day", day=day.day, month=month, year=day.year)

    def period(self, period: Period) -> str:
        """Give a period."""
        year, _, part = period.text.partition("-")
        if not part:
            return year
        if part[0] in "HTQ":
            return self.text(f"period.{part[0]}", number=part[1:], year=year)
        if part.isdecimal():
            return self.text("period.month", month=self.text(f"month.{int(part)}"), year=year)
        return self.day(parse_date(period.text))

    def maybe_period(self, period: Period | None) -> str | None:
        """Give a period, if there is one."""
        return self.period(period) if period else None

    def review(self, review: ReviewDay) -> str:
        """Name a review: by its id and day."""
        return self.text("review-of-day", review=review.id, day=self.day(review.day))

    # Figures

    def number(self, value: Decimal | int) -> str:
        """Give a number."""
        return told(Decimal(value), self.catalogue.language)

    def value(self, value: Decimal | str | None, where: Place | SourceFile) -> str | Text:
        """Give a number as the reader writes it, a label as the plan does."""
        return self.written(value, where) if isinstance(value, str) else told(value, self.catalogue.language)

    def figure(self, entry: Measured | None, where: Place | SourceFile) -> Figure | None:
        """Give a value with its period."""
        if entry is None or entry.value is None:
            return None
        period = entry.period
        code = str(period) if period else None
        return Figure(self.value(entry.value, where), written(entry.value) or "", self.maybe_period(period), code)

    # Marks

    def state(self, state: State) -> Mark:
        """Tell how a delivery or an assignment stands."""
        word = self.catalogue.text(f"status.state.{state.value}")
        return Mark(state.value, STATE_SIGNS[state], word, STATE_STYLES[state])

    def rating(self, rating: str | None, organisation: str | None) -> Mark | None:
        """Give a rating in the words of an organisation."""
        if rating is None:
            return None
        return Mark(rating, RATING_SIGNS[rating], self.ratings.word(rating, organisation), RATING_STYLES[rating])

    def rating_word(self, rating: str) -> str:
        """Give what is usual to call a rating."""
        return self.ratings.word(rating, None)

    def trend(self, reading: Reading) -> Mark | None:
        """Tell which way an indicator moves."""
        trend = reading.trend
        if trend is None:
            return None
        word = self.catalogue.text(f"status.trend-{trend.value}")
        return Mark(trend.value, TREND_SIGNS[trend.value], word, TREND_STYLES[trend.value])

    def reached(self, reading: Reading) -> Mark | None:
        """Tell whether an indicator reaches its target."""
        if reading.achieved is None:
            return None
        if reading.achieved:
            return Mark("achieved", "✓", self.catalogue.text("status.achieved"), "good")
        return Mark("not-achieved", "×", self.catalogue.text("status.not-achieved"), "warning")

    def noun(self, thing: Thing) -> str:
        """Give what such a thing is called."""
        return vocabulary().noun(thing.stage.value, self.catalogue.language)
