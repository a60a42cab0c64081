"""The pane, the pane without spans and the plain widget side by side, and the steps measured on
them."""

import ctypes
import gc
import os
import random
import statistics
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import sleep, thread_time

from benchmarks.pane_article import Case, make_spans, make_text, styles

WIDTH, HEIGHT = 700, 900


class Bench:
    """The three widgets of one configuration, and the steps measured on them."""

    def __init__(self, case: Case) -> None:
        from PySide6.QtWidgets import QAbstractScrollArea, QApplication

        import ui.article.canvas  # noqa: F401  before memory is measured

        self.app = QApplication.instance() or QApplication(["benchmark"])
        # Asked for a widget that Qt made, the binding makes the classes of all widgets there are,
        # once: code as well, and in the program some panel asks before there is an article.
        QAbstractScrollArea().viewport()
        self.case = case
        self.rng = random.Random(3)
        self.text = make_text(case.characters, one_line=case.one_line)
        # In the order of their starts, as a project gives them.
        self.spans = sorted(make_spans(self.text, case.spans), key=lambda span: span.start)
        self.labels, self.style = styles()
        gc.collect()
        self.figures: dict[str, float] = {}
        self.resident: dict[str, float] = {}

    # Widgets

    def pane(self) -> object:
        """A pane that is about to be shown."""
        from ui.article.canvas import ArticleCanvas

        pane = ArticleCanvas()
        pane.set_styles(self.labels, self.style)
        return self._show(pane)

    def plain(self) -> object:
        """A plain widget that is about to be shown."""
        from PySide6.QtWidgets import QPlainTextEdit

        edit = QPlainTextEdit()
        edit.setReadOnly(True)
        edit.setFont(self.style.font)
        edit.setFrameShape(edit.Shape.NoFrame)
        return self._show(edit)

    def _show(self, widget: object) -> object:
        from PySide6.QtCore import Qt

        widget.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        widget.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        widget.setFixedSize(WIDTH, HEIGHT)
        widget.show()
        return widget

    def settle(self) -> None:
        """Run the event loop until nothing is left."""
        for _ in range(3):
            self.app.processEvents()

    def frame(self) -> None:
        """Paint what is due."""
        self.app.processEvents()

    def rest(self) -> None:
        """Let all that are open do what they do in quiet moments."""
        for widget in self.widgets.values():
            self.finish(widget)

    def finish(self, widget: object) -> None:
        """Let a pane do all that it does in quiet moments."""
        self.settle()
        while hasattr(widget, "is_idle") and not widget.is_idle:
            sleep(0.001)
            self.settle()

    # Steps

    def fill(self, widget: object, kind: str) -> None:
        """Text and, on the pane, spans."""
        if kind == "plain":
            widget.setPlainText(self.text)
        else:
            widget.set_text(self.text)
            widget.set_spans(self.spans if kind == "pane" else (), in_order=True)

    def open_all(self) -> None:
        """Measure opening and the memory it takes, each on fresh widgets, in rotating order."""
        kinds = ["plain", "pane", "bare"]
        times: dict[str, list[float]] = {kind: [] for kind in kinds}
        self.widgets = {}
        for turn in range(min(7, self.case.rounds)):
            for kind in kinds[turn % 3 :] + kinds[: turn % 3]:
                old = self.widgets.pop(kind, None)
                if old is not None:
                    old.close()
                    old.deleteLater()
                    del old
                    self.settle()
                self.rest()
                first = kind not in self.resident
                before = resident() if first else 0.0
                began = thread_time()
                widget = self.plain() if kind == "plain" else self.pane()
                self.fill(widget, kind)
                self.frame()
                times[kind].append(thread_time() - began)
                if first:
                    self.finish(widget)
                    self.resident[kind] = resident() - before
                self.widgets[kind] = widget
        self._ratio("open", times)

    def rounds(
        self,
        name: str,
        step: Callable[[object, str], None],
        *,
        count: int | None = None,
        at_once: bool = False,
    ) -> dict[str, list[float]]:
        """Run a step on the three in rotating order; the frame belongs to it.

        `at_once`: one step follows another without a rest.
        """
        kinds = ["plain", "pane", "bare"]
        times: dict[str, list[float]] = {kind: [] for kind in kinds}
        for turn in range(count or self.case.rounds):
            for kind in kinds[turn % 3 :] + kinds[: turn % 3]:
                widget = self.widgets[kind]
                if at_once:
                    self.frame()
                else:
                    self.rest()
                began = thread_time()
                step(widget, kind)
                self.frame()
                times[kind].append(thread_time() - began)
        self._ratio(name, times)
        return times

    def _ratio(self, name: str, times: dict[str, list[float]]) -> None:
        for kind in ("pane", "bare"):
            pairs = zip(times[kind], times["plain"], strict=True)
            ratio = statistics.median(ours / theirs for ours, theirs in pairs)
            self.figures[name if kind == "pane" else f"{name} bare"] = ratio
        own = zip(times["pane"], times["bare"], strict=True)
        self.figures[f"{name} own"] = statistics.median(a / b for a, b in own)
        self.figures[f"{name} ms"] = statistics.median(times["pane"]) * 1000
        self.figures[f"{name} F ms"] = statistics.median(times["plain"]) * 1000
        ordered = sorted(times["pane"])
        high = ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
        self.figures[f"{name} p95"] = high / statistics.median(times["plain"])

    def repaint(self) -> None:
        """An unchanged viewport, painted again."""
        self.rounds("repaint", lambda widget, kind: widget.viewport().repaint())

    def wheel(self) -> None:
        """One notch of the wheel, down and now and then up."""
        from PySide6.QtCore import QPoint, QPointF, Qt
        from PySide6.QtGui import QWheelEvent

        def turn(widget: object, kind: str) -> None:
            where = QPointF(WIDTH / 2, HEIGHT / 2)
            event = QWheelEvent(
                where, widget.mapToGlobal(where), QPoint(), QPoint(0, -120),
                Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            self.app.sendEvent(widget.viewport(), event)

        self.to_share(0.2)
        self.rounds("wheel", turn, count=max(self.case.rounds, 3), at_once=True)

    def to_share(self, share: float) -> None:
        """All three at the same share of the article."""
        for widget in self.widgets.values():
            bar = widget.verticalScrollBar()
            bar.setValue(round(bar.maximum() * share))
        self.settle()

    def jump(self) -> None:
        """The scroll bar dragged to somewhere not seen yet."""
        shares = iter([self.rng.random() for _ in range(self.case.rounds * 3)] * 3)
        current = {"turn": 0, "share": 0.0}

        def go(widget: object, kind: str) -> None:
            if current["turn"] % 3 == 0:
                current["share"] = next(shares)
            current["turn"] += 1
            bar = widget.verticalScrollBar()
            bar.setValue(round(bar.maximum() * current["share"]))

        self.rounds("jump", go)

    def edit(self) -> None:
        """Add a span in view and drop it, against one repaint of the plain widget."""
        from annotator.model.span import Fragment
        from ui.article.painted import PaintedSpan

        self.to_share(0.4)
        turn = {"number": 0}
        for name, adds in (("add", True), ("drop", False)):

            def change(widget: object, kind: str, adds: bool = adds) -> None:
                if kind == "plain":
                    widget.viewport().repaint()
                    return
                turn["number"] += 1
                start, end = widget.visible_range()
                where = start + (end - start) * (turn["number"] * 37 % 100) // 120
                if adds:
                    fragment = Fragment(where, where + 20)
                    span = PaintedSpan(f"new{turn['number']}", "a", (fragment,))
                    widget.put_spans([span])
                else:
                    found = widget.spans_at(where) if kind == "pane" else ()
                    widget.drop_spans([span.id for span in found[:1]])

            self.rounds(name, change)

    def hit(self) -> None:
        """From a point to the spans under it, against one repaint of the plain widget."""
        from PySide6.QtCore import QPoint

        pane, plain = self.widgets["pane"], self.widgets["plain"]
        ratios = []
        for _ in range(max(self.case.rounds // 4, 3)):
            began = thread_time()
            for _ in range(50):
                point = QPoint(self.rng.randrange(30, 600), self.rng.randrange(10, HEIGHT - 10))
                offset = pane.character_at(point)
                if offset is not None:
                    pane.spans_at(offset)
            ours = (thread_time() - began) / 50
            began = thread_time()
            plain.viewport().repaint()
            ratios.append(ours / (thread_time() - began))
        self.figures["hit"] = statistics.median(ratios)

    def resize(self) -> None:
        """Another width: first the column stays as it is, then its lines are broken anew."""
        for name, widest in (("resize", WIDTH - 10), ("resize narrow", 400)):
            widths = {"plain": 0, "pane": 0, "bare": 0}

            def change(
                widget: object, kind: str, widest: int = widest, widths: dict[str, int] = widths
            ) -> None:
                widths[kind] += 1
                widget.setFixedWidth(widest - widths[kind] * 7 % 60)

            self.rounds(name, change, count=min(self.case.rounds, 20))
        for widget in self.widgets.values():
            widget.setFixedWidth(WIDTH)
        self.settle()

    def select(self) -> None:
        """One step of a drag selection, and of the pointer over spans, against the plain drag."""
        from PySide6.QtCore import QPoint
        from PySide6.QtGui import QTextCursor

        from annotator.model.span import Fragment

        self.to_share(0.4)
        plain = self.widgets["plain"]
        anchor = plain.cursorForPosition(QPoint(20, 60))
        places = {"plain": 0, "pane": 0, "bare": 0}

        def drag(widget: object, kind: str) -> None:
            places[kind] += 1
            step = places[kind]
            point = QPoint(40 + step * 53 % 560, 60 + step * 9 % (HEIGHT - 120))
            if kind == "plain":
                cursor = QTextCursor(anchor)
                keep = QTextCursor.MoveMode.KeepAnchor
                cursor.setPosition(plain.cursorForPosition(point).position(), keep)
                plain.setTextCursor(cursor)
                return
            start = widget.offset_at(QPoint(20, 60))
            end = max(widget.offset_at(point), start + 1)
            widget.set_selection((Fragment(start, end),))
            widget.set_caret(end)

        self.rounds("drag", drag)

        def hover(widget: object, kind: str) -> None:
            if kind == "plain":
                drag(widget, kind)
                return
            places[kind] += 1
            point = QPoint(40 + places[kind] * 53 % 560, 60 + places[kind] * 31 % (HEIGHT - 120))
            offset = widget.character_at(point)
            found = widget.spans_at(offset) if offset is not None else []
            widget.set_hovered(found[-1].id if found else None)

        self.rounds("hover", hover)

    def run(self) -> dict[str, float]:
        """All steps; what they gave. Where all fits on the screen there is nothing to scroll."""
        self.open_all()
        self.repaint()
        if self.widgets["plain"].verticalScrollBar().maximum() > 0:
            self.wheel()
            self.jump()
        self.edit()
        self.hit()
        self.select()
        self.resize()
        plain = max(self.resident["plain"], 0.1)
        self.figures["memory"] = self.resident["pane"] / plain
        allowed = 1.5 * plain + 64e-6 * self.case.spans
        self.figures["memory share"] = self.resident["pane"] / allowed
        return self.figures


def resident() -> float:
    """Megabytes of memory in use by this process (Linux; 0 elsewhere).

    What is free is given back first: by chance it would be counted for whichever widget freed it or
    not at all.
    """
    facts = Path("/proc/self/statm")
    if not facts.exists():
        return 0.0
    with suppress(AttributeError):  # not every C library can be told
        ctypes.CDLL(None).malloc_trim(0)
    pages = int(facts.read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def panes_together(count: int, *, rounds: int) -> dict[str, float]:
    """`count` panes side by side scrolled as one, against as many plain widgets."""
    from PySide6.QtWidgets import QHBoxLayout, QWidget

    bench = Bench(Case(100_000, 10_000, rounds=rounds))
    rows = {}
    for kind in ("plain", "pane"):
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        members = []
        for _ in range(count):
            widget = bench.plain() if kind == "plain" else bench.pane()
            widget.setMinimumSize(0, 0)
            widget.setMaximumSize(16_777_215, 16_777_215)
            layout.addWidget(widget)
            bench.fill(widget, kind)
            members.append(widget)
        row.setFixedSize(1800, HEIGHT)
        row.show()
        rows[kind] = row, members
    bench.settle()
    times: dict[str, list[float]] = {"plain": [], "pane": []}
    for turn in range(rounds):
        for kind in ("plain", "pane") if turn % 2 else ("pane", "plain"):
            began = thread_time()
            for widget in rows[kind][1]:
                if kind == "pane":
                    widget.scroll_by(3 * widget.line_pitch)
                else:
                    bar = widget.verticalScrollBar()
                    bar.setValue(bar.value() + 3)
            bench.frame()
            times[kind].append(thread_time() - began)
    pairs = zip(times["pane"], times["plain"], strict=True)
    ordered = sorted(times["pane"])
    plain = sorted(times["plain"])
    at = min(int(len(ordered) * 0.95), len(ordered) - 1)
    return {
        f"{count} panes": statistics.median(a / b for a, b in pairs),
        f"{count} panes p95": ordered[at] / plain[at],
    }
