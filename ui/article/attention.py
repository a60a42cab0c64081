"""What is measured while somebody reads: active seconds, the parts in view, the place."""

import time
from collections.abc import Callable
from dataclasses import replace

from annotator.model.reading import Attention
from annotator.model.span import Fragment
from annotator.text.overlap import add_range


class AttentionMeter:
    """Measures one annotator's attention to one article; the owner says when something happens.

    A pause longer than `idle_seconds` between two signs of life is not counted. Seconds come from
    a clock that never goes back (`clock`), not from the time of day.
    """

    def __init__(
        self,
        attention: Attention,
        *,
        idle_seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._kept = attention
        self._attention = attention
        self._idle = idle_seconds
        self._clock = clock
        self._active = 0.0
        self._last: float | None = None

    def alive(self) -> None:
        """A key, a click, a scroll: the annotator is reading this article."""
        now = self._clock()
        if self._last is not None and now - self._last <= self._idle:
            self._active += now - self._last
        self._last = now

    def away(self) -> None:
        """The annotator turned to something else."""
        self.alive()
        self._last = None

    def in_view(self, visible: Fragment) -> None:
        """These code points are on the screen; the first is the place to come back to."""
        seen = add_range(self._attention.seen, visible)
        self._attention = replace(self._attention, place=visible.start, seen=seen)

    @property
    def attention(self) -> Attention:
        """All that is known by now."""
        seconds = self._kept.seconds + int(self._active)
        return replace(self._attention, seconds=seconds)

    @property
    def unsaved(self) -> bool:
        """Whether there is something new since the start."""
        return self.attention != self._kept

    def saved(self) -> None:
        """What was measured up to now is kept in the project; fractions of a second go on."""
        kept = self.attention
        self._active -= kept.seconds - self._kept.seconds
        self._kept = kept
