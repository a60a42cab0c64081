"""What in the articles of a story belongs together, found by a place in one of them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from annotator.model.across import THRESHOLD, Across, Told
from annotator.model.span import Fragment

LONGEST = 200
"""No name or number has more code points."""

Thing = TypeVar("Thing")


class Sort(Enum):
    """What it is that stands in several articles."""

    NAME = "name"
    QUOTATION = "quotation"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Together:
    """A place in an article, and all places that belong with it, by article and in text order.

    The place itself is one of them.
    """

    sort: Sort
    article_id: str
    place: Fragment
    places: Mapping[str, tuple[Fragment, ...]]


class Counterparts:
    """What belongs together in one story; what was asked for once is known.

    `least`: from which score on two sentences are counterparts.
    """

    def __init__(self, across: Across, least: float = THRESHOLD) -> None:
        self._least = least
        self._told = _by_article((one, one.article_id, one.place) for one in across.told)
        self._same: dict[str, list[Told]] = defaultdict(list)
        for one in across.told:
            self._same[one.key].append(one)
        self._quoted = _by_article(
            (some, each.article_id, each.place) for some in across.quoted for each in some
        )
        self._counterparts = across.counterparts
        self._sentences: dict[str, list[tuple[dict[str, Fragment], Fragment]]] = {}

    def at(self, article_id: str, offset: int) -> Together | None:
        """What belongs together with what stands at an offset: a name or number, else a quotation,
        else the sentence. None where no other article has it."""
        return (
            self._name(article_id, offset)
            or self._quotation(article_id, offset)
            or self._sentence(article_id, offset)
        )

    def _name(self, article_id: str, offset: int) -> Together | None:
        here = [
            one
            for one, place in _before(self._told.get(article_id, ()), offset, LONGEST)
            if offset < place.end
        ]
        if not here:
            return None
        told = min(here, key=lambda one: one.place.end - one.place.start)
        same = [(one.article_id, one.place) for one in self._same[told.key]]
        return _together(Sort.NAME, article_id, told.place, same)

    def _quotation(self, article_id: str, offset: int) -> Together | None:
        every = self._quoted.get(article_id, ())
        here = [(some, place) for some, place in every if place.start <= offset < place.end]
        if not here:
            return None
        # It may have the words of one and the frame of another: all of them are shown.
        passages = [(one.article_id, one.place) for some, _ in here for one in some]
        place = min((place for _, place in here), key=lambda one: one.end - one.start)
        return _together(Sort.QUOTATION, article_id, place, passages)

    def _sentence(self, article_id: str, offset: int) -> Together | None:
        if article_id not in self._sentences:
            self._sentences[article_id] = self._sentences_of(article_id)
        for best, place in _before(self._sentences[article_id], offset, 0):
            if offset <= place.end:
                every = [(article_id, place), *best.items()]
                return _together(Sort.SENTENCE, article_id, place, every)
        return None

    def _sentences_of(self, article_id: str) -> list[tuple[dict[str, Fragment], Fragment]]:
        """The best counterparts, by article, of each sentence of one article."""
        found: dict[Fragment, dict[str, Fragment]] = {}
        for pair in self._counterparts:
            if pair.score < self._least:
                break
            a, b = pair.members
            if a.article_id == article_id:
                found.setdefault(a.place, {}).setdefault(b.article_id, b.place)
            elif b.article_id == article_id:
                found.setdefault(b.place, {}).setdefault(a.article_id, a.place)
        return sorted(((best, place) for place, best in found.items()), key=_start)


def _together(
    sort: Sort, article_id: str, place: Fragment, some: Iterable[tuple[str, Fragment]]
) -> Together | None:
    places: dict[str, set[Fragment]] = defaultdict(set)
    for each, where in some:
        places[each].add(where)
    if len(places) < 2:
        return None
    return Together(sort, article_id, place, {i: tuple(sorted(f)) for i, f in places.items()})


def _by_article(
    some: Iterable[tuple[Thing, str, Fragment]],
) -> dict[str, list[tuple[Thing, Fragment]]]:
    found: dict[str, list[tuple[Thing, Fragment]]] = defaultdict(list)
    for thing, article_id, place in some:
        found[article_id].append((thing, place))
    for things in found.values():
        things.sort(key=_start)
    return found


def _before(
    things: Sequence[tuple[Thing, Fragment]], offset: int, reach: int
) -> Sequence[tuple[Thing, Fragment]]:
    """Those that begin at `offset` or at most `reach` before; with no reach the last of them."""
    end = bisect_right(things, offset, key=lambda one: one[1].start)
    if not reach:
        return things[max(end - 1, 0) : end]
    return things[bisect_left(things, offset - reach, 0, end, key=lambda one: one[1].start) : end]


def _start(one: tuple[object, Fragment]) -> int:
    return one[1].start
