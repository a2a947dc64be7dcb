"""Which of some things each thing of a chain reaches, found out for all at once."""

from collections.abc import Sequence

from effektkedja.chain.build import Chain, Thing


class Reach:
    """What of `wanted` is reached along the links; a thing that is wanted reaches itself.

    What is reached is kept as the bits of a number, so that a chain is gone through once, however much it joins.
    """

    def __init__(self, chain: Chain, wanted: Sequence[Thing]) -> None:
        self._chain = chain
        self._wanted = wanted
        self._bit = {thing: 1 << rank for rank, thing in enumerate(wanted)}
        self._circle_of = {thing: circle for circle in chain.circles for thing in circle}
        self._reached: dict[Thing, int] = {}
        self._shown: dict[int, tuple[Thing, ...]] = {0: ()}

    def of(self, start: Thing) -> tuple[Thing, ...]:
        """Give what a thing reaches, in the order of `wanted`."""
        bits = self._bits(start)
        if bits not in self._shown:
            digits = bin(bits)[:1:-1]
            self._shown[bits] = tuple(thing for thing, digit in zip(self._wanted, digits, strict=False) if digit == "1")
        return self._shown[bits]

    def _bits(self, start: Thing) -> int:
        links, reached = self._chain.links, self._reached
        waiting = [start]
        while waiting:
            thing = waiting[-1]
            if thing in reached:
                waiting.pop()
                continue
            circle = self._circle_of.get(thing, frozenset({thing}))
            beyond = {target for member in circle for target in links.get(member, ()) if target not in circle}
            if unknown := [target for target in beyond if target not in reached]:
                waiting += unknown
                continue
            bits = 0
            for target in beyond:
                bits |= reached[target]
            for member in circle:
                bits |= self._bit.get(member, 0)
            reached.update(dict.fromkeys(circle, bits))
        return reached[start]
