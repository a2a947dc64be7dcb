"""What a report says of how goals, effects and focus areas are judged."""

from dataclasses import replace

from effektkedja.followup.assessments import Concluded
from effektkedja.followup.judgement import Judgement as Judged
from effektkedja.render.judgements import MOST_NAMED, JudgementWords
from effektkedja.report.model import Judgement, Said
from effektkedja.report.places import Places
from effektkedja.report.words import Words

_HEADINGS = ("successes", "challenges", "consequences")


class Judgements:
    """Tells of judgements."""

    def __init__(self, words: Words, places: Places, say: JudgementWords) -> None:
        self._words = words
        self._places = places
        self._say = say

    def of_goal(self, judged: Judged) -> Judgement:
        """Tell how a goal is judged, and what is proposed beside it."""
        proposal = judged.proposal
        rating = self._words.rating(proposal.rating, judged.goal.organisation)
        label = self._say.text("proposal" if judged.is_final else "proposal-so-far")
        kept_short = {"failing": proposal.failing, "unknown": proposal.unknown}
        return replace(
            self.of_other(judged.concluded, judged.goal.organisation),
            proposal=rating,
            proposal_label=label if rating else self._words.text("label.basis"),
            reached=tuple(self._say.counted(proposal)),
            failing=self._places.names(proposal.failing[:MOST_NAMED]),
            unknown=self._places.names(proposal.unknown[:MOST_NAMED]),
            more={key: max(0, len(things) - MOST_NAMED) for key, things in kept_short.items()},
        )

    def of_other(self, concluded: Concluded | None, organisation: str | None) -> Judgement:
        """Tell how people judge something that no rating is proposed of."""
        if concluded is None:
            return _NOTHING
        words, record, file = self._words, concluded.record, concluded.file
        remarks = {key: words.remarks(getattr(record, key), file) for key in _HEADINGS}
        return replace(
            _NOTHING,
            rating=words.rating(record.rating, organisation),
            forecast=words.rating(record.forecast, organisation),
            paragraphs=words.paragraphs(record.text, file),
            said=tuple(Said(self._say.text(key), items) for key, items in remarks.items() if items),
        )


_NOTHING = Judgement(
    rating=None,
    forecast=None,
    proposal=None,
    proposal_label="",
    reached=(),
    failing=(),
    unknown=(),
    more={},
    paragraphs=(),
    said=(),
)
