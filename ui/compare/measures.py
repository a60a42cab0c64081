"""Measures in a table, a line each: value, interval, and how it is made or why there is none."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.agree.figure_names import how_computed
from annotator.agree.values import Score
from ui.ask import plain_label
from ui.compare.figure_table import Cell, FigureTable, words
from ui.compare.figure_words import interval, percent, shown, titled
from ui.compare.found import Name, Scores

HEADS = ("Figure", "Value", "95 %", "n", "By chance", "Covers", "How computed, or why undefined")
_ALIGNED = "One optimal one-to-one alignment by overlap pairs the spans. "
"""What many measures begin with; in a table it would hide how they differ."""
INTERVAL, CHANCE, COVERS = 2, 4, 5
"""Columns that are there only where they say something."""
ALL = 60
"""Rows that are shown without scrolling: more measures there are not."""


class Measures(FigureTable):
    """Signals: `how_wanted(name)`: how a figure is computed."""

    how_wanted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, HEADS, right=range(1, 6), wide=6, most=ALL, parent=parent)
        self._names: tuple[Name, ...] = ()
        self.wanted.connect(lambda row: self.how_wanted.emit(self._names[row]))

    def show_scores(self, scores: Scores) -> None:
        """Shows these figures."""
        self._names = tuple(scores)
        rows = [_row(name, score) for name, score in scores.items()]
        for column in (INTERVAL, CHANCE, COVERS):
            self.showColumn(column)  # a hidden one has no width of its own
        self.fill(HEADS, rows)
        for column in (INTERVAL, CHANCE, COVERS):
            self.setColumnHidden(column, not any(row[column].words for row in rows))

    def current_place(self) -> QPoint:
        """Below the current row, in the coordinates of the table."""
        box = self.visualRect(self.currentIndex())
        return self.viewport().mapTo(self, QPoint(24, box.bottom() + 4))


def _row(name: Name, score: Score) -> tuple[Cell, ...]:
    why = score.why or "" if score.value is None else how_computed(name[:2]).removeprefix(_ALIGNED)
    return (
        words(titled(name)),
        Cell("undefined" if score.value is None else shown(score.value), score.value),
        Cell(interval(score), score.ci[0] if score.ci else None),
        Cell(f"{score.n:,}", float(score.n)),
        Cell("" if score.chance is None else shown(score.chance), score.chance),
        Cell("" if score.coverage is None else percent(score.coverage), score.coverage),
        words(why),
    )


class MoreMeasures(QWidget):
    """What readers of other fields know, folded away until somebody wants it.

    Signals: `wanted(with_gamma)`: compute them.
    """

    wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fold = QPushButton()
        self.fold.setProperty("part", "link")
        self.fold.setCheckable(True)
        self.fold.setAutoDefault(False)
        self.fold.toggled.connect(lambda _: self._unfold())
        self.table = Measures("More measures")
        self.waiting = plain_label("They are being computed.", part="faint")
        self.note = plain_label("", part="faint")
        self.gamma = QPushButton("Compute γ")
        self.gamma.setAutoDefault(False)
        self.gamma.setToolTip("Mathet, Widlöcher and Métivier 2015; takes a while")
        self.gamma.clicked.connect(lambda _: self.wanted.emit(True))
        self._scores: Scores | None = None
        row = QHBoxLayout()
        row.addWidget(self.gamma, alignment=Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        heading = QHBoxLayout()
        heading.addWidget(self.fold)
        heading.addStretch(1)
        layout.addLayout(heading)
        layout.addWidget(self.waiting)
        layout.addWidget(self.table)
        layout.addLayout(row)
        self._unfold()

    def show_scores(self, scores: Scores | None, sampler: str) -> None:
        """Shows these, or (None) that nobody computed them; `sampler` is γ's, "" without γ."""
        if scores is not None and not sampler:
            scores = {name: one for name, one in scores.items() if name != ("gamma",)}
        self._scores = scores
        self.table.show_scores(scores or {})
        self.note.setText(f"γ: chance texts from {sampler}; seed 0." if sampler else "")
        self._has_gamma = bool(sampler)
        self._unfold()

    _has_gamma = False

    def _unfold(self) -> None:
        is_open = self.fold.isChecked()
        self.fold.setText(f"More measures, for readers of other fields {'▾' if is_open else '▸'}")
        there = self._scores is not None
        self.waiting.setVisible(is_open and not there)
        self.table.setVisible(is_open and there)
        self.gamma.setVisible(is_open and there and not self._has_gamma)
        self.note.setVisible(is_open and there and self._has_gamma)
        if is_open and not there:
            self.wanted.emit(False)
