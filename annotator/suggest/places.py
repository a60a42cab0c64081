"""Which places of a text are taken. Offsets are code points, end exclusive."""

import bisect
from collections.abc import Iterable

from annotator.model.span import Fragment, join_fragments


class Taken:
    """Places that something stands on already; more can be taken while they are free."""

    def __init__(self, places: Iterable[Fragment] = ()) -> None:
        joined = join_fragments(places)
        self._starts = [place.start for place in joined]
        self._ends = [place.end for place in joined]

    def overlaps(self, place: Fragment) -> bool:
        """Whether any character of `place` is taken."""
        index = bisect.bisect_left(self._starts, place.end) - 1
        return index >= 0 and self._ends[index] > place.start

    def covers(self, place: Fragment) -> bool:
        """Whether all characters of `place` are taken."""
        index = bisect.bisect_right(self._starts, place.start) - 1
        return index >= 0 and self._ends[index] >= place.end

    def take(self, place: Fragment) -> bool:
        """Take `place` and say True, or say False where it is not wholly free."""
        if self.overlaps(place):
            return False
        index = bisect.bisect_left(self._starts, place.start)
        self._starts.insert(index, place.start)
        self._ends.insert(index, place.end)
        return True
