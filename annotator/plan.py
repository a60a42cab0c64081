"""Deals stories to annotators: evenly, with a share that two people read.

Everything is drawn with one seed, so the same question has the same answer. What was dealt before
stays as it is; only new stories are dealt.
"""

import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, count

from annotator.model.identity import named_id
from annotator.model.plan import Assignment, AssignmentKind


@dataclass(frozen=True, slots=True)
class Wish:
    """How to deal.

    `overlap` is the share of stories that two people read, from 0 to 1. `per_week` is how many
    stories one person reads in a week, repeats included; 0: no weeks. `repeats` is the share of
    each person's stories that they read once more, at least `after` weeks later. Both shares are
    rounded up. `first_week` is the first week that what is dealt now may fall into.
    """

    overlap: float = 0.2
    per_week: int = 0
    seed: int = 7
    repeats: float = 0.0
    after: int = 3
    first_week: int = 1


def deal(
    sizes: Mapping[str, int],
    annotator_ids: Sequence[str],
    wish: Wish,
    dealt: Sequence[Assignment] = (),
) -> tuple[Assignment, ...]:
    """The assignments that are new: every story in `sizes` that nobody has yet is dealt.

    `sizes` gives how much there is to read in each story (code points, or articles): everybody
    gets about the same. `dealt` is what stands already. The overlap counts over both together.
    """
    table = _Table(annotator_ids, wish, sizes, dealt)
    taken = {one.story_id for one in dealt}
    fresh = [story_id for story_id in sizes if story_id not in taken]
    table.random.shuffle(fresh)
    shared = table.share(fresh)
    new: list[Assignment] = []
    for story_id in fresh:
        new += table.give(story_id, twice=story_id in shared)
    return (*new, *table.repeat(new))


class _Table:
    """What everybody has so far while the stories are dealt."""

    def __init__(
        self,
        people: Sequence[str],
        wish: Wish,
        sizes: Mapping[str, int],
        dealt: Sequence[Assignment],
    ) -> None:
        self.random = random.Random(wish.seed)
        self._wish = wish
        self._sizes = sizes
        self._people = list(dict.fromkeys(people))
        self.random.shuffle(self._people)
        self._dealt = dealt
        self._load: Counter[str] = Counter()
        self._weeks: Counter[tuple[str, int]] = Counter()
        self._pairs: Counter[frozenset[str]] = Counter()
        for one in dealt:
            self._note(one)
        for readers in _readers(dealt).values():
            self._pairs.update(map(frozenset, combinations(sorted(readers), 2)))

    def share(self, fresh: Sequence[str]) -> frozenset[str]:
        """The new stories that two people read, so many that the overlap comes out over all."""
        if len(self._people) < 2:
            return frozenset()
        before = _readers(self._dealt)
        wanted = math.ceil(self._wish.overlap * (len(before) + len(fresh)) - 1e-9)
        missing = wanted - sum(len(readers) > 1 for readers in before.values())
        number = max(0, min(missing, len(fresh)))
        # Spread over the whole time: the first week has some to compare, and so has the last.
        return frozenset(fresh[i * len(fresh) // number] for i in range(number))

    def give(self, story_id: str, *, twice: bool) -> Iterator[Assignment]:
        """Deals one story to whoever has least; a pair that shared least comes first."""
        readers = self._pair() if twice else [min(self._people, key=self._has)]
        week = self._week(readers, self._wish.first_week)
        for kind, person in zip(
            (AssignmentKind.FIRST, AssignmentKind.OVERLAP), readers, strict=False
        ):
            yield self._assign(story_id, person, week, kind)
        if twice:
            self._pairs[frozenset(readers)] += 1

    def repeat(self, new: Sequence[Assignment]) -> Iterator[Assignment]:
        """Gives some of each person's new stories to them once more, weeks later."""
        for person in self._people:
            own = [one for one in new if one.annotator_id == person]
            before = [one for one in self._dealt if one.annotator_id == person]
            repeated = sum(one.kind is AssignmentKind.REPEAT for one in before)
            stories = len(before) - repeated + len(own)
            number = math.ceil(self._wish.repeats * stories - 1e-9) - repeated
            for one in own[: max(0, number)]:
                week = self._week([person], one.week + self._wish.after)
                yield self._assign(one.story_id, person, week, AssignmentKind.REPEAT)

    def _pair(self) -> list[str]:
        def rank(pair: tuple[str, str]) -> tuple[int, int]:
            return self._pairs[frozenset(pair)], self._load[pair[0]] + self._load[pair[1]]

        pair = min(combinations(self._people, 2), key=rank)
        return sorted(pair, key=self._has)

    def _has(self, person: str) -> int:
        return self._load[person]

    def _week(self, people: Sequence[str], first: int) -> int:
        """The first week from `first` on in which all of them have room."""
        room = self._wish.per_week
        if not room:
            return 0
        return next(
            week for week in count(first) if all(self._weeks[who, week] < room for who in people)
        )

    def _assign(self, story_id: str, who: str, week: int, kind: AssignmentKind) -> Assignment:
        one = Assignment(named_id("assignment", who, story_id, kind), who, story_id, week, kind)
        self._note(one)
        return one

    def _note(self, one: Assignment) -> None:
        self._load[one.annotator_id] += self._sizes.get(one.story_id, 0)
        self._weeks[one.annotator_id, one.week] += 1


def _readers(dealt: Sequence[Assignment]) -> dict[str, set[str]]:
    readers: dict[str, set[str]] = {}
    for one in dealt:
        if one.kind is not AssignmentKind.REPEAT:
            readers.setdefault(one.story_id, set()).add(one.annotator_id)
    return readers
