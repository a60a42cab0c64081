"""Several people: every two of them in a matrix, and the figures for all of them together."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.agree.figure_names import figure_name
from ui.ask import plain_label
from ui.compare.figure_words import score_in_words, titled
from ui.compare.figures import Sentences
from ui.compare.found import HEADLINE, Found
from ui.compare.pair_matrix import PairMatrix


class AllPairsPage(QScrollArea):
    """Signals: `pair_wanted(i, j)`: two people by their places, to see their figures."""

    pair_wanted = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: Found | None = None
        self.which = QComboBox()
        self.which.addItems([titled(name) for name in HEADLINE])
        self.which.setAccessibleName("The matrix shows")
        self.which.currentIndexChanged.connect(lambda _: self._show())
        self.matrix = PairMatrix()
        self.matrix.chosen.connect(self.pair_wanted)
        self.together = Sentences()
        page = QWidget()
        page.setProperty("part", "page")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(24, 24, 24, 32)
        rows.setSpacing(8)
        rows.addWidget(plain_label("Every two of them", part="heading"))
        which = QHBoxLayout()
        which.addWidget(self.which)
        which.addStretch(1)
        rows.addLayout(which)
        rows.addSpacing(8)
        rows.addWidget(self.matrix)
        rows.addWidget(plain_label("Click two people to see where they differ.", part="faint"))
        rows.addSpacing(24)
        rows.addWidget(plain_label("All of them together", part="heading"))
        rows.addWidget(self.together)
        rows.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def show_found(self, found: Found) -> None:
        """Shows what came of comparing every two."""
        self.found = found
        self.together.say(
            [
                f"{titled(name)}: {score_in_words(one).rstrip('.')}."
                for name, one in found.together.items()
            ]
        )
        self._show()

    def _show(self) -> None:
        if self.found is not None:
            name = HEADLINE[self.which.currentIndex()]
            scores = [pair.scores[name] for pair in self.found.pairs]
            self.matrix.show_scores(figure_name(name), self.found.names, scores)
