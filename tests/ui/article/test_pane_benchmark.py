"""The benchmark of the pane runs; its figures are not judged here."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_the_short_run_measures_every_kind_of_step(tmp_path: Path) -> None:
    answer = tmp_path / "figures.json"
    subprocess.run(
        [sys.executable, "-m", "benchmarks.pane", "--smoke", "--json", str(answer)],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, check=True,
        capture_output=True, timeout=600,
    )  # fmt: skip
    names = answer.read_text(encoding="utf-8")
    for step in ("repaint", "wheel step", "jump", "open", "add span", "hit test", "resize", "drag"):
        assert step in names
