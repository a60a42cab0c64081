"""How fast the article pane is, beside a plain read-only QPlainTextEdit with the same text.

One process per configuration. In it the pane, the pane without spans and the plain widget are all
open, and every step runs on the three in rotating order. The figure is the median of the per-round
ratios on the CPU time of the thread, so that other processes do not count.

What the comparison is like: the pane has its reading column of 66 characters, wider line spacing
and tags, as it is delivered; the plain widget fills its width and shows more characters. All three
have the same furniture in every case: a vertical scroll bar, also where all the text fits, and no
horizontal one, so that what Qt's bar costs is in each of them. What a pane does in quiet moments is
done before the next step begins and is in no figure: it would fall on whichever widget is measured
then. Only the steps of the wheel follow one another without a rest: what is painted ahead of them
is counted where it falls due. Memory is what the article takes once the pane has finished all that
it does in quiet moments, its table of spans by id included. The code is loaded and the binding's
classes are made before, and the text and the spans themselves are the program's: these are in no
figure. What Qt itself loads at first use, such as fonts, is counted for the widget that is first to
use it. Memory that is free is given back before it is looked at.

    python -m benchmarks.pane            all configurations (some minutes)
    python -m benchmarks.pane --smoke    a short run that only shows that everything works
    python -m benchmarks.pane --json F   write the figures to a file as well
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks.figure import Figure, keep, parser
from benchmarks.pane_article import Case
from benchmarks.pane_steps import Bench, panes_together

CASES = (
    Case(4_000, 100),
    Case(100_000, 100),
    Case(100_000, 10_000),
    Case(100_000, 100_000),
    Case(1_000_000, 10_000),
    Case(1_000_000, 100_000),
    Case(10_000_000, 100_000, rounds=30),
    Case(10_000_000, 1_000_000, rounds=30),
    Case(1_000_000, 10_000, one_line=True, rounds=12),
)
SMOKE = (Case(20_000, 2_000, rounds=3), Case(30_000, 300, one_line=True, rounds=3))


def _in_process(*arguments: str) -> dict[str, float]:
    root = Path(__file__).resolve().parent.parent
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.pane", *arguments],
        cwd=root, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if answer.returncode != 0:
        raise RuntimeError(f"The benchmark of {' '.join(arguments)} failed:\n{answer.stderr}")
    return json.loads(answer.stdout.splitlines()[-1])


def judged(found: dict[Case, dict[str, float]], together: dict[str, float]) -> list[Figure]:
    """The goals, each with its worst figure."""
    figures: list[Figure] = []

    def goal(name: str, words: str, limit: float, values: dict[str, float]) -> None:
        if values:
            worst = max(values, key=lambda key: values[key])
            figures.append(
                Figure(f"{name} ({worst})", words, limit, values[worst], values[worst] <= limit)
            )

    prose = {case: values for case, values in found.items() if not case.one_line}
    real = {case: v for case, v in prose.items() if case.spans * 8 <= case.characters}
    absurd = {case: v for case, v in prose.items() if case not in real}
    short = {case: v for case, v in real.items() if case.characters <= 1_000_000}
    huge = {case: v for case, v in real.items() if case.characters > 1_000_000}
    line = {case: v for case, v in found.items() if case.one_line}

    def of(cases: dict[Case, dict[str, float]], key: str) -> dict[str, float]:
        return {case.name: values[key] for case, values in cases.items() if key in values}

    def against(big: Case, small: Case, key: str) -> dict[str, float]:
        if big not in found or small not in found:
            return {}
        return {big.name: found[big][key] / found[small][key]}

    tenth, million = Case(100_000, 10_000), Case(10_000_000, 1_000_000, rounds=30)
    goal("1 repaint", "x plain repaint, any density", 0.5, of(prose, "repaint"))
    goal("1b repaint", "x own repaint without spans", 1.3, of(prose, "repaint own"))
    goal("2 wheel step", "x plain step, realistic", 1.3, of(real, "wheel"))
    goal("2 wheel step", "x plain step, a span per character", 1.6, of(absurd, "wheel"))
    goal("2 wheel step p95", "x plain median", 4.0, of(prose, "wheel p95"))
    goal("3 jump", "x plain jump, realistic", 2.5, of(real, "jump"))
    goal("3 jump", "x plain jump, a span per character", 4.5, of(absurd, "jump"))
    goal("4 open", "x plain opening, up to 1M, realistic", 1.6, of(short, "open"))
    goal("4 open", "x plain opening, a span per character", 4.0, of(absurd, "open"))
    goal("4 open", "x plain opening, 10M, 100k spans", 0.4,
         {n: v for n, v in of(huge, "open").items() if " 100,000 spans" in n})  # fmt: skip
    goal("5 repaint", "10M/1M spans x 100k/10k", 1.3, against(million, tenth, "repaint"))
    goal("5 wheel step", "10M/1M spans x 100k/10k", 1.3, against(million, tenth, "wheel"))
    goal("6 open", "x plain opening, one line of 1M", 0.1, of(line, "open"))
    goal("6 repaint", "x plain repaint, one line of 1M", 0.2, of(line, "repaint"))
    goal("6 add span", "x plain repaint, one line of 1M", 0.2, of(line, "add"))
    for step in ("add", "drop"):
        goal(f"7 {step} span", "x plain repaint, realistic", 1.0, of(real, step))
        goal(f"7 {step} span", "x plain repaint, a span per character", 3.0, of(absurd, step))
    goal("8 hit test", "x plain repaint", 0.02, of(prose, "hit"))
    goal("9 resize", "x plain resize, realistic", 2.0, of(real, "resize"))
    goal("9 resize, column broken anew", "x plain resize, realistic", 2.0,
         of(real, "resize narrow"))  # fmt: skip
    big = Case(10_000_000, 100_000, rounds=30)
    goal("9 resize", "10M x 100k, milliseconds", 1.5, against(big, tenth, "resize ms"))
    goal("10 memory", "x (1.5 plain + 64 B a span)", 1.0, of(short | absurd, "memory share"))
    goal("10 memory", "x plain, 10M, 100k spans", 0.3,
         {n: v for n, v in of(huge, "memory").items() if " 100,000 spans" in n})  # fmt: skip
    goal("11 wheel, 4 panes", "x four plain widgets", 1.3, _only(together, "4 panes"))
    goal("11 wheel, 6 panes, p95", "x six plain widgets' p95", 3.0, _only(together, "6 panes p95"))
    goal("12 drag step", "x plain drag step", 1.0, of(prose, "drag"))
    goal("12 hover step", "x plain drag step", 1.0, of(prose, "hover"))
    return figures


def _only(values: dict[str, float], key: str) -> dict[str, float]:
    return {key: values[key]} if key in values else {}


def measure(*, smoke: bool = False, say: Callable[[str], None] = lambda _: None) -> list[Figure]:
    """Measure everything, each configuration in a process of its own.

    `say` is told what is being measured. Raises `RuntimeError` when a measurement fails.
    """
    found = {}
    for case in SMOKE if smoke else CASES:
        say(case.name)
        found[case] = _in_process("--case", json.dumps(asdict(case)))
    together: dict[str, float] = {}
    for count in (2,) if smoke else (4, 6):
        say(f"{count} panes together")
        together |= _in_process("--together", str(count), "--rounds", "3" if smoke else "60")
    return judged(found, together)


def table(figures: list[Figure]) -> str:
    """The figures as a table for people."""
    lines = [f"{'goal':72} {'limit':>8} {'figure':>8}"]
    for figure in figures:
        mark = "" if figure.ok else "  missed"
        lines.append(f"{figure.name}: {figure.goal}".ljust(110)
                     + f" {figure.limit:8.2f} {figure.value:8.3f}{mark}")  # fmt: skip
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    asked = parser("pane", __doc__)
    asked.add_argument("--case", help=argparse.SUPPRESS)
    asked.add_argument("--together", type=int, help=argparse.SUPPRESS)
    asked.add_argument("--rounds", type=int, default=60, help=argparse.SUPPRESS)
    given = asked.parse_args(arguments)
    if given.case:
        print(json.dumps(Bench(Case(**json.loads(given.case))).run()))
        return 0
    if given.together:
        print(json.dumps(panes_together(given.together, rounds=given.rounds)))
        return 0
    figures = measure(smoke=given.smoke, say=lambda words: print(words, file=sys.stderr))
    print(table(figures))
    keep(figures, given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
