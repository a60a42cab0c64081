"""How the work grows with what there is to do: a ratio, which a slow machine leaves as it is."""

import math
import time
from collections.abc import Callable

STEEP = 10
"""Four times as much takes about 4 times as long where work grows in proportion, 16 times where
everything looks at everything: between the two lies this."""

TRIES = 3


def growth(work: Callable[[int], object], size: int, larger: int = 0) -> float:
    """How many times as long `work` takes for `larger` (four times `size` unless told).

    Time is that of this thread only, and the least of several tries, for the machine may be busy;
    the larger is tried again only where it seems to be steep.
    """
    least = min(_seconds(work, size) for _ in range(TRIES))
    longest = math.inf
    for _ in range(TRIES):
        longest = min(longest, _seconds(work, larger or 4 * size))
        if longest < STEEP * least:
            break
    return longest / max(least, 0.000_1)


def _seconds(work: Callable[[int], object], size: int) -> float:
    begun = time.thread_time()
    work(size)
    return time.thread_time() - begun
