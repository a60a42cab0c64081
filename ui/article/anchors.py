"""Which places of two articles belong side by side, and what lies between such places."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.model.across import Counterpart
from annotator.model.span import Fragment

ALIKE = 0.25
"""Score from which two sentences hold two articles level."""


class Pair(NamedTuple):
    """A place here, and the place in the other article that belongs beside it (code points)."""

    here: int
    there: int


@dataclass(frozen=True, slots=True)
class Anchors:
    """Pairs of places that go on in both articles; the first pair is 0 and 0, the last their ends.

    So what is above another place in the one article is never below its place in the other.
    """

    pairs: tuple[Pair, ...]

    def around(self, start: int, end: int) -> tuple[Pair, Pair]:
        """The pairs between which the line `[start, end)` lies; one in the line counts as passed.

        Of several pairs in one line the first counts.
        """
        passed = max(bisect_left(self.pairs, end, 1, len(self.pairs) - 1, key=_here) - 1, 0)
        first = bisect_left(self.pairs, start, 0, passed + 1, key=_here)
        return self.pairs[min(first, passed)], self.pairs[passed + 1]

    def turned(self) -> "Anchors":
        """The same, seen from the other article."""
        return Anchors(tuple(Pair(there, here) for here, there in self.pairs))


def anchors(
    pairs: Iterable[tuple[float, Fragment, Fragment]], length: int, other_length: int
) -> Anchors:
    """The heaviest of all chains of sentences alike that go on in both articles.

    `pairs`: a score with a sentence of either article. The square of the score counts, so that
    one pair that is surely right outweighs several that may be.
    """
    there: dict[Pair, float] = {}
    for score, one, other in pairs:
        pair = Pair(one.start, other.start)
        if 0 < pair.here < length and 0 < pair.there < other_length:
            there[pair] = max(there.get(pair, 0.0), score * score)
    chain = heaviest_chain(sorted(there), there.__getitem__)
    return Anchors((Pair(0, 0), *chain, Pair(length, other_length)))


def heaviest_chain(pairs: Sequence[Pair], weight: Callable[[Pair], float]) -> list[Pair]:
    """Of pairs in order, those with the greatest weight together that rise on both sides."""
    # For each place there at which a chain may end: the heaviest that ends there or before.
    ends: list[int] = []
    best: list[tuple[float, int]] = []
    before: list[int] = []
    # Of pairs with the same place here the farthest one there comes first: none follows another.
    order = sorted(range(len(pairs)), key=lambda n: (pairs[n].here, -pairs[n].there))
    for number in order:
        pair = pairs[number]
        at = bisect_left(ends, pair.there)
        total, last = best[at - 1] if at else (0.0, -1)
        total += weight(pair)
        before.append(last)
        if at < len(ends) and ends[at] == pair.there and best[at][0] >= total:
            continue
        upto = at
        while upto < len(ends) and best[upto][0] <= total:
            upto += 1
        ends[at:upto] = [pair.there]
        best[at:upto] = [(total, len(before) - 1)]
    chain: list[Pair] = []
    link = best[-1][1] if best else -1
    while link >= 0:
        chain.append(pairs[order[link]])
        link = before[link]
    return chain[::-1]


def alike(
    counterparts: Iterable[Counterpart], one_id: str, other_id: str, least: float = ALIKE
) -> list[tuple[float, Fragment, Fragment]]:
    """The sentences of two articles that are much alike; counterparts come best first.

    Those are left out of which each has a better counterpart in the other article.
    """
    found: list[tuple[float, Fragment, Fragment]] = []
    here: set[Fragment] = set()
    there: set[Fragment] = set()
    for pair in counterparts:
        if pair.score < least:
            break
        a, b = pair.members
        if (a.article_id, b.article_id) == (other_id, one_id):
            a, b = b, a
        elif (a.article_id, b.article_id) != (one_id, other_id):
            continue
        if a.place not in here or b.place not in there:
            here.add(a.place)
            there.add(b.place)
            found.append((pair.score, a.place, b.place))
    return found


def _here(pair: Pair) -> int:
    return pair.here
