"""How long a suggestion stands before the annotator until it is answered."""

import time
from collections.abc import Callable


class AnswerClock:
    """Seconds since `begin`, without pauses longer than `idle_seconds`; see `AttentionMeter`.

    Somebody has to say when there is a sign of life. Seconds come from a clock that never goes
    back (`clock`), not from the time of day.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.idle_seconds = 60.0
        self._clock = clock
        self._active = 0.0
        self._last: float | None = None

    def begin(self) -> None:
        """Something stands before the annotator from now on."""
        self._active, self._last = 0.0, self._clock()

    def alive(self) -> None:
        """A key, a click, a scroll."""
        now = self._clock()
        if self._last is not None and now - self._last <= self.idle_seconds:
            self._active += now - self._last
        self._last = now

    def seconds(self) -> float:
        """How long it has been by now; to be asked at a sign of life."""
        self.alive()
        return self._active
