"""The bar over the list of disagreements: which are listed, and how far the deciding is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QToolButton, QWidget

from ui.ask import doubled, plain_label
from ui.compare.disagreements_model import CaseFilter, Which
from ui.compare.disagreements_words import Sort
from ui.days import counted

ALL_CLASSES, ALL_LABELS, ALL_ARTICLES = "All classes", "All labels", "All articles"
ONE_SIDE = frozenset({Sort.ONLY_LEFT, Sort.ONLY_RIGHT})
OFFERED: tuple[frozenset[Sort], ...] = (
    frozenset({Sort.OTHER_LABEL}),
    frozenset({Sort.OTHER_BOUNDARY}),
    frozenset({Sort.BOTH_DIFFER}),
    frozenset({Sort.ONLY_LEFT}),
    frozenset({Sort.ONLY_RIGHT}),
    frozenset({Sort.ANSWERS}),
    frozenset({Sort.LINKS}),
    frozenset({Sort.GONE}),
    frozenset({Sort.SAME, Sort.NOTHING}),
)
"""What can be listed alone."""


class DisagreementsBar(QWidget):
    """Chooses what is listed. Signals: `filter_wanted(CaseFilter)`."""

    filter_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter = CaseFilter()
        self.which = _combo("Which are listed")
        self.sorts = _combo("Class", letters=18)
        self.labels = _combo("Label")
        self.articles = _combo("Article")
        self.progress = plain_label("")
        self.progress.setWordWrap(False)
        self.meter = QProgressBar()
        self.meter.setTextVisible(False)
        self.meter.setFixedWidth(96)
        self.meter.setFixedHeight(6)
        self.pair = QToolButton()
        self.pair.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.pair.setToolTip("List other labels again")
        self.pair.clicked.connect(
            lambda _: self.filter_wanted.emit(replace(self._filter, pair=None, agreed=False))
        )
        for which in Which:
            self.which.addItem(which.value, which)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(8)
        for part in (self.which, self.sorts, self.labels, self.articles):
            self._row.addWidget(part)
            part.activated.connect(self._tell)
        self._row.addWidget(self.pair)
        self._row.addStretch(1)
        self._row.addWidget(self.progress)
        self._row.addWidget(self.meter)

    def add(self, part: QWidget) -> None:
        """One more thing to choose, at the end of the bar."""
        self._row.addWidget(part)

    def set_actions(self, actions: Iterable[QAction]) -> None:
        """Switches at the end of the bar."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._row.addWidget(button)

    def offer(
        self, labels: Mapping[str, str], articles: Mapping[str, str], names: tuple[str, str]
    ) -> None:
        """What there is to choose from: labels and articles by id, and what the two are called;
        where their names are hidden, who marked something alone is not told apart."""
        left, right = names
        offered = list(OFFERED)
        if not (left and right):
            offered[3:5] = [ONE_SIDE]
        sorts = [(_words(some, left, right), some) for some in offered]
        self._fill(self.sorts, [(ALL_CLASSES, frozenset()), *sorts])
        self._fill(self.labels, [(ALL_LABELS, ""), *((n, i) for i, n in labels.items())])
        self._fill(self.articles, [(ALL_ARTICLES, ""), *((n, i) for i, n in articles.items())])
        self.show_filter(self._filter)

    def _fill(self, combo: QComboBox, entries: Iterable[tuple[str, object]]) -> None:
        with QSignalBlocker(combo):
            combo.clear()
            for words, value in entries:
                combo.addItem(words, value)

    def show_filter(self, wanted: CaseFilter) -> None:
        """What is listed now."""
        self._filter = wanted
        self.pair.setVisible(wanted.pair is not None)
        if wanted.pair is not None:
            a, b = (self._label_words(label_id) for label_id in wanted.pair)
            self.pair.setText(f"{doubled(a)} for {doubled(b)}  ✕" if a != b else f"{doubled(a)}  ✕")
        for combo, value in (
            (self.which, wanted.which),
            (self.sorts, wanted.sorts),
            (self.labels, wanted.label_id),
            (self.articles, wanted.article_id),
        ):
            rows = [row for row in range(combo.count()) if combo.itemData(row) == value]
            with QSignalBlocker(combo):
                combo.setCurrentIndex(rows[0] if rows else 0)

    def _label_words(self, label_id: str) -> str:
        row = self.labels.findData(label_id) if label_id else -1
        return self.labels.itemText(row) if row >= 0 else "nothing"

    def show_progress(self, decided: int, every: int, stale: int, *, more: bool = False) -> None:
        """How far it is; `more`: there are others that are still being read."""
        words = f"{decided:,} of {every:,} decided"
        if stale:
            words += f", {stale:,} went stale"
        if more:
            words = f"Reading, {counted(every, 'case')} so far …"
        self.progress.setText(words if every or more else "")
        self.meter.setVisible(every > 0)
        self.meter.setRange(0, max(every, 1))
        self.meter.setValue(decided)

    def _tell(self) -> None:
        sorts = self.sorts.currentData()
        wanted = replace(
            self._filter,
            which=self.which.currentData(),
            sorts=sorts,
            label_id=self.labels.currentData(),
            article_id=self.articles.currentData(),
            agreed=bool(sorts) and Sort.SAME in sorts,
            pair=None,
        )
        self.filter_wanted.emit(wanted)


def _words(some: frozenset[Sort], left: str, right: str) -> str:
    if some == ONE_SIDE:
        return "Only on one side"
    if Sort.SAME in some:
        return "The same, or nothing marked"
    (sort,) = some
    words = sort.value.format(left=left, right=right)
    return words[:1].upper() + words[1:]


def _combo(name: str, *, letters: int = 9) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    combo.setMinimumWidth(72)  # in a small window; else as wide as its letters
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(letters)
    return combo
