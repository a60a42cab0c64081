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
it does in quiet moments, its table of spans by id included; the code is loaded before, and the text
and the spans themselves are the program's and are in no figure.

    python -m benchmarks.pane            all configurations (some minutes)
    python -m benchmarks.pane --smoke    a short run that only shows that everything works
    python -m benchmarks.pane --json F   write the figures to a file as well
"""

import argparse
import gc
import json
import os
import random
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import sleep, thread_time

WIDTH, HEIGHT = 700, 900
PROSE = """the of and a to in government that company said artificial intelligence research data
for is on has it was by with from claims court filing model technology Alibaba Anthropic an its
their been security according spokesperson allegations which have London national this"""
WORDS = PROSE.split()


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured goal. `value` and `limit` are in the unit that `goal` says."""

    name: str
    goal: str
    limit: float
    value: float
    ok: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A configuration: so many characters and spans, in paragraphs or all in one line."""

    characters: int
    spans: int
    one_line: bool = False
    rounds: int = 60

    @property
    def name(self) -> str:
        """As the table says it."""
        line = " in one line" if self.one_line else ""
        return f"{self.characters:,} characters{line}, {self.spans:,} spans"


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


def make_text(characters: int, *, one_line: bool) -> str:
    """Prose-like text of that length: the same for the same arguments."""
    rng = random.Random(7)
    parts, length = [], 0
    while length < min(characters, 400_000):
        count = rng.randrange(40, 130)
        paragraph = " ".join(rng.choice(WORDS) for _ in range(count)) + ("" if one_line else "\n")
        parts.append(paragraph)
        length += len(paragraph) + one_line
    text = (" " if one_line else "").join(parts)
    return (text * (characters // len(text) + 1))[:characters]


def make_spans(text: str, count: int) -> list:
    """Spans in four layers over the whole text, so that up to four lie over one character."""
    from annotator.model.span import Fragment
    from ui.article.painted import PaintedSpan

    rng = random.Random(11)
    step = len(text) / max(count / 4, 1)
    spans = []
    for number in range(count):
        layer, place = number % 4, int(number // 4 * step)
        length = max(1, int(step * rng.uniform(0.3, 0.95)))
        start = min(place + layer, len(text) - 1)
        end = min(start + length, len(text))
        spans.append(PaintedSpan(f"s{number}", "abcd"[layer], (Fragment(start, end),)))
    return spans


def styles() -> tuple[dict, object]:
    """Four labels and a pane with the plain widget's font."""
    from PySide6.QtGui import QColor, QFont

    from annotator.model.scheme import Underline
    from ui.article.styles import LabelStyle, PaneStyle

    colours = {"a": "#0b5ca8", "b": "#0b8562", "c": "#9c5d0a", "d": "#6d0a3c"}
    lines = (Underline.SOLID, Underline.DOUBLE, Underline.DOTTED, Underline.WAVY)
    labels = {
        name: LabelStyle(
            name, QColor(colour), QColor(colour).lighter(240), QColor("white"), QColor(colour),
            line, name, name,
        )
        for (name, colour), line in zip(colours.items(), lines, strict=True)
    }  # fmt: skip
    tones = {
        "text": "black", "ground": "white", "margin": "#eee", "faint": "#777",
        "selection": "#bcd6f7", "hover": "#eee", "hit": "#ffe9a8", "current_hit": "#ffcf5a",
        "accent": "#1a6fd6",
    }  # fmt: skip
    colours_of = {name: QColor(tone) for name, tone in tones.items()}
    font = QFont("DejaVu Sans", 10)
    # The reading column as it is delivered; the plain widget fills its width and has no leading.
    pane = PaneStyle(font=font, measure=66, pitch=1.6, fill_opacity=0.5, **colours_of)
    return labels, pane


class Bench:
    """The three widgets of one configuration, and the steps measured on them."""

    def __init__(self, case: Case) -> None:
        from PySide6.QtWidgets import QApplication

        import ui.article.canvas  # noqa: F401  before memory is measured

        self.app = QApplication.instance() or QApplication(["benchmark"])
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
                before = resident()
                began = thread_time()
                widget = self.plain() if kind == "plain" else self.pane()
                self.fill(widget, kind)
                self.frame()
                times[kind].append(thread_time() - began)
                if kind not in self.resident:
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
    """Megabytes of memory in use by this process (Linux; 0 elsewhere)."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError):
        return 0.0
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
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pane", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="short: only that everything works")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    parser.add_argument("--case", help=argparse.SUPPRESS)
    parser.add_argument("--together", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=60, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.case:
        print(json.dumps(Bench(Case(**json.loads(given.case))).run()))
        return 0
    if given.together:
        print(json.dumps(panes_together(given.together, rounds=given.rounds)))
        return 0
    figures = measure(smoke=given.smoke, say=lambda words: print(words, file=sys.stderr))
    print(table(figures))
    if given.json:
        given.json.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
