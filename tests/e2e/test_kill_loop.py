"""The kill loop, a few rounds of it; `.ci/run` kills 25 times, more is done by hand."""

import subprocess
import sys
from pathlib import Path


def test_a_few_kills_lose_nothing() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.kill_loop", "--times", "3"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "3 kills" in ran.stdout
    assert " 0 faults." in ran.stdout
