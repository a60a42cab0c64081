"""Measures everything and writes docs/performance.md. `--smoke` only runs everything shortly.

Every benchmark is a process of its own. It takes a while; leave the machine alone meanwhile.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

BENCHMARKS = (
    "pane",
    "span_table",
    "saving",
    "transfer",
    "labelling",
    "suggesters",
    "suggesting",
    "packs",
    "agreement",
    "across",
    "start",
)
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
HEAD = """# Performance

Written by `python -m benchmarks.run`. F is a plain read-only `QPlainTextEdit` with the same text,
font, viewport (700 × 900) and furniture: each has a vertical scroll bar, also where all the text
fits, and no horizontal one. Ratios are medians of per-round ratios within one process, on the CPU
time of the window's thread (`time.thread_time`), pane, pane without spans and F in rotating order;
“realistic” is one span per 10 characters four deep, “absurd” one span per character. Starts are CPU
seconds of whole processes; times in ms are wall time.
"""


def run(name: str, *, smoke: bool) -> list[dict[str, object]]:
    """The figures of one benchmark, run in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        command = [sys.executable, "-m", f"benchmarks.{name}", "--json", str(file)]
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
        subprocess.run([*command, *(["--smoke"] if smoke else [])], check=True, env=environment)
        figures: list[dict[str, object]] = json.loads(file.read_text())
    assert figures, f"{name} measured nothing"
    return figures


def page(figures: list[dict[str, object]]) -> str:
    """docs/performance.md."""
    import PySide6
    import sqlalchemy

    machine = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"
    versions = f"Python {platform.python_version()}, PySide6 {PySide6.__version__}"
    facts = f"{machine}; {versions}, SQLAlchemy {sqlalchemy.__version__}"
    rows = [
        f"| {f['name']} | {f['goal']} | {f['limit']:g} | {f['value']:.3g} | "
        f"{'yes' if f['ok'] else '**no**'} |"
        for f in figures
    ]
    date = datetime.now(UTC).strftime("%Y-%m-%d")
    missed = sum(not f["ok"] for f in figures)
    words = "All goals reached." if not missed else f"{missed} of {len(figures)} goals missed."
    table = "\n".join(
        ["| goal | measure | limit | measured | reached |", "|---|---|---|---|---|", *rows]
    )
    return f"{HEAD}\n{date}. {facts}. {words}\n\n{table}\n"


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="short: only that everything works")
    parser.add_argument("names", nargs="*", help=f"only these of {', '.join(BENCHMARKS)}")
    given = parser.parse_args(arguments)
    figures = [f for name in given.names or BENCHMARKS for f in run(name, smoke=given.smoke)]
    if not given.smoke and not given.names:
        PAGE.write_text(page(figures), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
