"""What is measured while somebody reads: active seconds, the parts in view, the place."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from annotator.model.identity import now
from annotator.model.reading import Attention, DayTime
from annotator.model.span import Fragment
from annotator.text.overlap import add_range


class AttentionMeter:
    """Measures one annotator's attention to one article; the owner says when something happens.

    A pause longer than `idle_seconds` between two signs of life is not counted. Seconds come from
    a clock that never goes back (`clock`), not from the time of day (`moment`, UTC), which says to
    which day they belong. `meter` is the copy of the project in which this is measured.
    """

    def __init__(
        self,
        attention: Attention,
        *,
        meter: str,
        idle_seconds: float,
        clock: Callable[[], float] = time.monotonic,
        moment: Callable[[], str] = now,
    ) -> None:
        self._start = attention
        self._kept = attention
        self._attention = attention
        self._meter = meter
        self._idle = idle_seconds
        self._clock = clock
        self._moment = moment
        self._active: defaultdict[tuple[str, str], float] = defaultdict(float)
        """Seconds since the start, by day and label id ("" for all of the day)."""
        self._since_step: defaultdict[str, float] = defaultdict(float)
        self._last: float | None = None

    def alive(self) -> None:
        """A key, a click, a scroll: the annotator is reading this article."""
        now_seconds = self._clock()
        if self._last is not None and now_seconds - self._last <= self._idle:
            day = self._moment()[:10]
            self._active[day, ""] += now_seconds - self._last
            self._since_step[day] += now_seconds - self._last
        self._last = now_seconds

    def away(self) -> None:
        """The annotator turned to something else."""
        self.alive()
        self._last = None

    def stepped(self, made: Sequence[str] = ()) -> None:
        """The annotator did something in the article; `made` are labels of new spans, by id.

        The active seconds since the step before were spent for these, in equal parts.
        """
        for day, seconds in self._since_step.items():
            for label_id in made:
                self._active[day, label_id] += seconds / len(made)
        self._since_step.clear()

    def in_view(self, visible: Fragment) -> None:
        """These code points are on the screen; the first is the place to come back to."""
        seen = add_range(self._attention.seen, visible)
        if (seen, visible.start) != (self._attention.seen, self._attention.place):
            self._attention = replace(
                self._attention, place=visible.start, seen=seen, left_at=self._moment()
            )

    @property
    def attention(self) -> Attention:
        """All that is known by now."""
        times = {one.key: one for one in self._start.times}
        for (day, label_id), active in self._active.items():
            more = DayTime(day, int(active), self._meter, label_id)
            known = times.get(more.key)
            if more.seconds:
                seconds = more.seconds + (known.seconds if known else 0)
                times[more.key] = replace(more, seconds=seconds)
        return replace(self._attention, times=tuple(times[key] for key in sorted(times)))

    @property
    def unsaved(self) -> bool:
        """Whether there is something new since it was saved last."""
        return self.attention != self._kept

    def saved(self) -> None:
        """What was measured up to now is kept in the project."""
        self._kept = self.attention
