"""How the work grows with what there is to do: a ratio, which a slow machine leaves as it is."""

import gc
import math
import time
from collections.abc import Callable

TIMES = 16
"""The larger of two sizes holds this many times as much. So large a step, for a busy machine can
make one measurement three times as long as the next, whatever is measured."""

STEEP = 64
"""Sixteen times as much takes about 16 times as long where work grows in proportion, 256 times
where everything looks at everything: this lies as far from the one as from the other."""

ROUNDS = 5


def growth(
    work: Callable[[int], object], size: int, larger: int = 0, steep: float = STEEP
) -> float:
    """How many times as long `work` takes for `larger` (`TIMES` times `size` unless told).

    Time is that of this thread only, and the least of several rounds, for the machine may be busy:
    the two sizes take turns, so that both have quiet moments, and there is another round only
    where it still looks `steep`.
    """
    smaller = longer = math.inf
    for _ in range(ROUNDS):
        smaller = min(smaller, _seconds(work, size), _seconds(work, size))
        longer = min(longer, _seconds(work, larger or TIMES * size))
        if longer < steep * smaller:
            break
    return longer / max(smaller, 0.000_1)


def _seconds(work: Callable[[int], object], size: int) -> float:
    """Seconds of this thread, none of them spent looking for what earlier tests left behind."""
    gc.disable()
    try:
        begun = time.thread_time()
        work(size)
        return time.thread_time() - begun
    finally:
        gc.enable()
