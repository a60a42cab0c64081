"""From the start of the process to the first frame, against a bare Qt window.

Every start is a process of its own; its CPU seconds (user and system) up to the first painted
frame count. The two kinds of start are run in turn; the median of the per-round ratios counts.
"""

import os
import statistics
import subprocess
import sys
import tempfile

from benchmarks import figure
from benchmarks.figure import Figure

LIMIT = 1.5


def seconds(kind: str) -> float:
    """CPU seconds of one start."""
    with tempfile.TemporaryDirectory() as home:
        own = {f"ANNOTATOR_{name}_DIR": home for name in ("CONFIG", "DATA", "LOG", "CACHE")}
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **own}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's second start has it compiled
        command = [sys.executable, "-m", "benchmarks.first_frame", kind]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, timeout=120
        )
    return float(done.stdout.split()[-1])


def measure(*, smoke: bool = False) -> list[Figure]:
    """Goal 13."""
    rounds = 2 if smoke else 15
    ratios = []
    for _ in range(rounds + 1):
        ratios.append(seconds("ours") / seconds("bare"))
    value = statistics.median(ratios[1:])  # the first one warms the disk
    goal = f"13 start to first frame <= {LIMIT} x a bare Qt window"
    return [Figure("first frame", goal, LIMIT, value, value <= LIMIT)]


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    return figure.main("start", __doc__, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
