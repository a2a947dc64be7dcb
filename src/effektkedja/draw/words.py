"""What a picture says in words, whatever it is drawn as."""

from collections import Counter
from collections.abc import Iterator

from effektkedja.basics.language import Catalogue, shorten
from effektkedja.chain.build import Thing
from effektkedja.chain.part import Wanted
from effektkedja.chain.stages import Stage
from effektkedja.draw.layers import BLOCKS, Layer
from effektkedja.draw.picture import Node, Picture
from effektkedja.followup.delivery_state import State
from effektkedja.followup.status import organisation_name
from effektkedja.plan.vocabulary import vocabulary
from effektkedja.render.status_words import name_of, one_line, state_word
from effektkedja.render.visible import visible

FAMILY = {
    Stage.ACTIVITY: "do",
    Stage.DELIVERY: "do",
    Stage.EARLY_EFFECT: "change",
    Stage.LONG_TERM_EFFECT: "change",
}
"""What is done and what changes; all the rest is what is wanted."""
FAMILIES = ("do", "change", "want")
BREAK = "⚠"
"""The sign of a thread that breaks."""
MOST_NAMES = 3
"""Organisations that the heading names."""


def family_of(thing: Thing) -> str:
    """Give which of FAMILIES a thing belongs to."""
    return FAMILY.get(thing.stage, "want")


def clean(text: str) -> str:
    """Give a text of the plan on one line, harmless to show."""
    return visible(one_line(text))


class Words:
    """The words of one picture."""

    def __init__(self, picture: Picture, wanted: Wanted, catalogue: Catalogue, within: str | None = None) -> None:
        self.catalogue = catalogue
        self._within = within
        """What is said of the part by the document that the picture stands in; None where it stands alone."""
        self.language = catalogue.language
        self._picture = picture
        self._wanted = wanted
        counted = Counter(organisation_name(node.thing.file) for node in picture.nodes)
        self._home = counted.most_common(1)[0][0] if counted else None
        self._organisations = [one for one in counted if one]

    def heading(self) -> str:
        """Give what the picture shows."""
        if self._within is not None:
            return f"{self._text('heading')}: {clean(self._within)}"
        parts = list(self._conditions())
        if not parts:
            named = [clean(one) for one in self._organisations]
            if len(named) > MOST_NAMES:
                parts = [self._text("and-others", name=clean(self._home or named[0]), count=len(named) - 1)]
            elif named:
                parts = [self.catalogue.text("graph.names", names=tuple(named))]
        return ": ".join([self._text("heading"), *([", ".join(parts)] if parts else [])])

    def shown_heading(self) -> str:
        """Give the heading, where not the document has one of its own."""
        return self.heading() if self._within is None else ""

    def lead(self) -> str:
        """Give what is to be known before reading: when the picture was seen, and whose it is."""
        picture, parts = self._picture, []
        if self._within is None and any(node.state for node in picture.nodes):
            day = picture.as_of.isoformat()
            review = picture.review
            parts.append(self._text("seen", review=review.id, day=day) if review else self._text("seen-day", day=day))
        if len(self._organisations) > 1 and self._home:
            parts.append(self._text("home", organisation=clean(self._home)))
        return " ".join(parts)

    def nothing(self) -> str:
        """Give what stands where there is nothing to draw."""
        return self._text("nothing")

    def stages(self, layers: list[Layer]) -> str:
        """Give the heading of layers of one block."""
        found = {stage for layer in layers for stage in layer.stages}
        named = [self._text(f"stage.{stage.value}") for stage in BLOCKS[layers[0].block] if stage in found]
        return " · ".join([named[0], *(name.lower() for name in named[1:])])

    def kind(self, thing: Thing) -> str:
        """Give what a thing is called in a sentence."""
        return vocabulary().noun(thing.stage.value, self.catalogue.language)

    def state(self, node: Node) -> str | None:
        """Give how a delivery or an assignment stands, as sign and word."""
        return self.state_word(node.state) if node.state else None

    def state_word(self, state: State) -> str:
        """Give one way in which a delivery or an assignment may stand, as sign and word."""
        return state_word(state, self.catalogue)

    def means(self, state: State) -> str:
        """Give what that way means."""
        return self.catalogue.text(f"status.means.{state.value}")

    def fault(self, node: Node) -> str | None:
        """Give where the thread breaks, as sign and words."""
        return f"{BREAK} {self._text(node.fault.value)}" if node.fault else None

    def elsewhere(self, node: Node) -> str | None:
        """Give the organisation of a thing that stands in another one's plan than most of the picture."""
        name = organisation_name(node.thing.file)
        return clean(shorten(name)) if name and name != self._home else None

    def families(self) -> list[str]:
        """Give which of FAMILIES are found in the picture."""
        found = {family_of(node.thing) for node in self._picture.nodes}
        return [family for family in FAMILIES if family in found]

    def legend(self, key: str) -> str:
        """Give what a form means."""
        return self._text(f"legend.{key}")

    def summary(self) -> str:
        """Give how much there is in the picture, in a sentence or two."""
        boxes = self._text("boxes", count=len(self._picture.nodes))
        arrows = self._text("arrows", count=len(self._picture.links))
        return f"{self._text('holds', boxes=boxes, arrows=arrows)} {self.lead()}".strip()

    def forms(self) -> list[str]:
        """Give what the forms mean, each in words, for a format that cannot show samples."""
        named = [*self.families(), *(["broken"] if self._picture.has_breaks else [])]
        return [f"{self._text(f'form.{name}')}: {self.legend(name)}" for name in named]

    def described(self) -> str:
        """Give the picture in words alone: everything in it, and where it leads; in a document a list tells that."""
        if self._within is not None:
            return f"{self.summary()} {self._text('listed')}"
        return "\n".join([self.summary(), *self._sentences()])

    def _sentences(self) -> Iterator[str]:
        targets: dict[Node, list[str]] = {}
        for link in self._picture.links:
            targets.setdefault(link.source, []).append(clean(link.target.thing.id) or clean(name_of(link.target.thing)))
        for layer in self._picture.layers:
            for thing in layer.things:
                node = self._picture.of[thing]
                about = [self.kind(thing), self.elsewhere(node)]
                about += [self.catalogue.text(f"status.state.{node.state.value}")] if node.state else []
                about += [self._text(node.fault.value)] if node.fault else []
                about += [self._text("measured")] if node.measured else []
                leads = f" {self._text('leads-to')} {', '.join(targets[node])}" if node in targets else ""
                yield f"{clean(name_of(thing))} ({', '.join(filter(None, about))}){leads}."

    def place(self, node: Node) -> str:
        """Give where a thing stands: whose plan, and which line; the reader of a document has no use for the line."""
        thing = node.thing
        name = organisation_name(thing.file)
        if self._within is not None:
            return clean(name or "")
        place = f"{clean(thing.file.name)}:{thing.span('id').line}"
        return f"{clean(name)}, {place}" if name else place

    def _conditions(self) -> Iterator[str]:
        wanted = self._wanted
        if wanted.starts and wanted.ends:
            yield self._text("between", starts=_names(wanted.starts), ends=_names(wanted.ends))
        elif wanted.starts:
            yield self._text("from", things=_names(wanted.starts))
        elif wanted.ends:
            yield self._text("to", things=_names(wanted.ends))
        if wanted.goals:
            yield self._text("goal", things=_names(wanted.goals))
        if wanted.focus_areas:
            yield self._text("focus-area", things=_names(wanted.focus_areas))
        if wanted.owners:
            yield self._text("owner", names=tuple(clean(owner) for owner in wanted.owners))

    def _text(self, key: str, **args: str | int | tuple[str, ...]) -> str:
        return self.catalogue.text(f"graph.{key}", **args)


def _names(things: tuple[Thing, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(name_of(thing)) for thing in things))
