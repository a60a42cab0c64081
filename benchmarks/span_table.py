"""How the list of spans grows: from spans to the first painted frame, at 1,000 to 1,000,000 rows.

One process; the tables are made and shown in rotating order. The figure is the median of the
per-round ratios on the CPU time of the thread, so that other processes do not count.

    python -m benchmarks.span_table            60 rounds (a minute or two)
    python -m benchmarks.span_table --smoke    a short run that only shows that everything works
"""

import gc
import os
import statistics
import sys
from time import thread_time

from annotator.model.scheme import Label, Scheme
from annotator.model.span import AttributeValue, Fragment, Span
from benchmarks import figure
from benchmarks.figure import Figure

SMALL = 1_000
GOALS = ((100_000, 1.5), (1_000_000, 2.5))
"""Rows, and how much longer than with `SMALL` rows the first frame may take (goal 19)."""
TEXT = "Alibaba has been accused of stealing proprietary artificial intelligence. " * 20_000
SCHEME = Scheme("s", 1, tuple(Label(f"l{n}", f"label {n}", str(n)) for n in range(4)))


def spans(number: int) -> list[Span]:
    """So many spans of one article, in the order of the text."""
    attributes = (AttributeValue("type", "ORG"), AttributeValue("confidence", "sure"))
    last = len(TEXT) - 40
    return [
        Span(
            id=f"{n:08d}",
            article_id="a",
            annotator_id="b",
            label_id=f"l{n % 4}",
            fragments=(Fragment(n % last, n % last + 30),),
            attributes=attributes,
            note="a note" if n % 10 == 0 else "",
        )
        for n in range(number)
    ]


def first_frame(rows: list[Span]) -> float:
    """CPU seconds of the thread from the spans to a painted table."""
    from PySide6.QtCore import QCoreApplication

    from ui.panels.spans_model import SpansModel
    from ui.panels.spans_table import SpansTable

    begun = thread_time()
    model = SpansModel()
    table = SpansTable(model)
    table.resize(700, 900)
    model.begin(SCHEME, lambda _: TEXT, {"a": "article.txt"})
    model.add(rows)
    table.show()
    QCoreApplication.processEvents()
    table.grab()
    used = thread_time() - begun
    table.close()
    table.deleteLater()
    model.deleteLater()
    QCoreApplication.processEvents()
    return used


def measure(*, smoke: bool = False) -> list[Figure]:
    """Goal 19: the first frame hardly depends on the number of rows."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    sizes = [SMALL, *(number for number, _ in GOALS)]
    filled = {number: spans(number) for number in sizes}
    used: dict[int, list[float]] = {number: [] for number in sizes}
    gc.collect()
    gc.freeze()
    for number in sizes:
        first_frame(filled[number])
    for turn in range(3 if smoke else 60):
        for at in range(len(sizes)):
            number = sizes[(at + turn) % len(sizes)]
            used[number].append(first_frame(filled[number]))
    gc.unfreeze()
    assert app is not None
    return [_figure(number, limit, used) for number, limit in GOALS]


def _figure(number: int, limit: float, used: dict[int, list[float]]) -> Figure:
    ratios = [a / b for a, b in zip(used[number], used[SMALL], strict=True)]
    value = round(statistics.median(ratios), 2)
    goal = f"list of {number:,} spans to its first frame ≤ {limit} × that of {SMALL:,}"
    return Figure(f"span list, {number:,} rows", goal, limit, value, value <= limit)


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    return figure.main("span_table", __doc__, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
