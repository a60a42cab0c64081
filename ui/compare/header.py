"""What was compared, and what was not: the lines below the row of people."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.ask import plain_label
from ui.compare.figure_table import FigureTable, words
from ui.compare.found import Found, Pair
from ui.compare.wanted import Options

_FULL = 1000
MOST = 6
"""Articles left out that are seen at once."""


class LeftOut(QObject):
    """The articles that were left out: a link that says how many (`fold`), and their `list`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._many = 0
        self.fold = _link("")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(lambda _: self._unfold())
        self.list = FigureTable("Left out", ("Article", "Why"), wide=1, most=MOST)
        self.show_articles(())

    def show_articles(self, left_out: Sequence[tuple[str, str]]) -> None:
        """Shows these articles, each with why; none: nothing is said."""
        self._many = len(left_out)
        rows = [(words(article), words(why, why)) for article, why in left_out]
        self.list.fill(("Article", "Why"), rows)
        if not self._many:
            self.fold.setChecked(False)
        self.fold.setVisible(bool(self._many))
        self._unfold()

    def _unfold(self) -> None:
        is_open = self.fold.isChecked() and bool(self._many)
        self.list.setVisible(is_open)
        told = f"{_many(self._many, 'article')} left out"
        self.fold.setText(f"{told} {'▾' if is_open else '▸'}")
        self.fold.setAccessibleName(f"{told}: {'hide' if is_open else 'show'} them")


class Header(QWidget):
    """A sentence with numbers, the articles left out (folded away), and how it was counted.

    Signals: `everybody_wanted`: from one pair back to all of them.
    """

    everybody_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = plain_label("")
        self.how = plain_label("", part="faint")
        self.back = _link("‹ Every two")
        self.back.clicked.connect(lambda _: self.everybody_wanted.emit())
        self.left_out = LeftOut(self)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.back)
        line.addWidget(self.summary)
        line.addWidget(self.left_out.fold)
        line.addStretch(1)
        self.summary.setWordWrap(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.how)
        layout.addWidget(self.left_out.list)
        self.clear()

    def clear(self) -> None:
        """Nothing was compared yet."""
        self.summary.setText("")
        self.how.setText("")
        self.left_out.show_articles(())
        self.back.hide()

    def show_pair(self, pair: Pair, options: Options, *, of_many: bool) -> None:
        """What was compared of two people."""
        a, b = pair.names
        compared = _many(len(pair.read), "article")
        self.summary.setText(
            f"{compared} compared: {pair.spans[0]:,} spans of {a}, {pair.spans[1]:,} of {b}."
        )
        self.how.setText(options.in_words())
        self.left_out.show_articles(pair.left_out)
        self.back.setVisible(of_many)

    def show_all(self, found: Found, options: Options) -> None:
        """What was compared of several."""
        compared = max((len(pair.read) for pair in found.pairs), default=0)
        self.summary.setText(
            f"{len(found.names)} annotators, {_many(len(found.pairs), 'pair')}, "
            f"up to {_many(compared, 'article')} in common."
        )
        self.how.setText(options.in_words())
        self.left_out.show_articles(())
        self.back.hide()


class StaleBar(QFrame):
    """Says that the figures are older than the project. Signals: `again_wanted`."""

    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "banner")
        self.words = plain_label("")
        self.words.setWordWrap(False)
        self.again = QPushButton("Compute again")
        self.again.setAutoDefault(False)
        self.again.clicked.connect(lambda _: self.again_wanted.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 4, 24, 4)
        layout.setSpacing(16)
        layout.addWidget(self.words)
        layout.addWidget(self.again)
        layout.addStretch(1)
        self.hide()

    def tell(self, changes: int) -> None:
        """So many changes came since; 0 hides the bar."""
        self.words.setText(f"The figures are from before {_many(changes, 'change')}.")
        self.setVisible(changes > 0)


class ProgressBar(QWidget):
    """How far the computing is, and the way to call it off. Signals: `cancel_wanted`."""

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self.words = plain_label("")
        self.words.setWordWrap(False)
        self.bar = QProgressBar(maximum=_FULL, textVisible=False)
        self.bar.setFixedHeight(8)
        self.bar.setFixedWidth(240)
        self.bar.setAccessibleName("Progress")
        self.stop = QPushButton("Cancel")
        self.stop.setAutoDefault(False)
        self.stop.setAccessibleName("Cancel the comparison")
        self.stop.clicked.connect(lambda _: self.cancel_wanted.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 4, 24, 4)
        layout.setSpacing(16)
        layout.addWidget(self.bar)
        layout.addWidget(self.words)
        layout.addWidget(self.stop)
        layout.addStretch(1)
        self.hide()

    def begin(self, title: str) -> None:
        """Something is being computed."""
        self._title = title
        self.words.setText(f"{title} …")
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.show()

    def tell(self, done: int, total: int, what: str) -> None:
        """How far it is."""
        if total:
            self.bar.setRange(0, _FULL)
            self.bar.setValue(min(_FULL, done * _FULL // total))
        self.words.setText(f"{self._title}: {what}" if what else self._title)


def _link(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("part", "link")
    button.setAutoDefault(False)
    return button


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
