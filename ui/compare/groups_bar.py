"""The bar over the list of groups: which are listed, and how far the deciding is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QProgressBar, QWidget

from ui.ask import plain_label
from ui.compare.disagreements_model import Which
from ui.compare.groups_model import GroupFilter
from ui.compare.groups_words import ONE_SIDE, GroupSort

ALL_CLASSES, ALL_KINDS, ALL_STORIES = "All classes", "All kinds", "All stories"


class FindLine(QLineEdit):
    """Words to find: Enter and Esc lead back to the group, and Esc clears them first.

    Signals: `left`.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc end writing; all else is writing."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class GroupsBar(QWidget):
    """Chooses what is listed. Signals: `filter_wanted(GroupFilter)`, `left`: of the line to find
    in."""

    filter_wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter = GroupFilter()
        self.which = _combo("Which are listed")
        self.sorts = _combo("Class")
        self.kinds = _combo("Kind")
        self.stories = _combo("Story")
        self.words = FindLine()
        self.words.setAccessibleName("Find in names, kinds and values")
        self.words.setPlaceholderText("Find in names and values")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(96)
        self.words.setMaximumWidth(280)
        self.words.textChanged.connect(lambda _: self._tell())
        self.words.left.connect(self.left)
        self.progress = plain_label("")
        self.progress.setWordWrap(False)
        self.meter = QProgressBar()
        self.meter.setAccessibleName("Decided")
        self.meter.setTextVisible(False)
        self.meter.setFixedSize(96, 6)
        for which in Which:
            self.which.addItem(which.value, which)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        for part in (self.which, self.sorts, self.kinds, self.stories):
            row.addWidget(part)
            part.activated.connect(self._tell)
        row.addWidget(self.words, 1)
        row.addStretch(1)
        row.addWidget(self.progress)
        row.addWidget(self.meter)

    def offer(
        self, kinds: Iterable[str], stories: Mapping[str, str], names: tuple[str, str]
    ) -> None:
        """What there is to choose from: kinds, stories by id, and what the two are called; where
        their names are hidden, who has a group alone is not told apart."""
        left, right = names
        alone: list[tuple[str, object]] = [
            (f"Only {left}", frozenset({GroupSort.ONLY_LEFT})),
            (f"Only {right}", frozenset({GroupSort.ONLY_RIGHT})),
        ]
        if not (left and right):
            alone = [("Only on one side", ONE_SIDE)]
        self._fill(self.sorts, [
            (ALL_CLASSES, frozenset()), ("Differs", frozenset({GroupSort.DIFFERS})), *alone,
            ("Gone: neither has it any more", frozenset({GroupSort.GONE})),
            ("The same", frozenset({GroupSort.SAME})),
        ])  # fmt: skip
        self._fill(self.kinds, [(ALL_KINDS, ""), *((kind, kind) for kind in kinds)])
        self._fill(self.stories, [(ALL_STORIES, ""), *((n, i) for i, n in stories.items())])
        self.stories.setVisible(len(stories) > 1)
        self.show_filter(self._filter)

    def _fill(self, combo: QComboBox, entries: Iterable[tuple[str, object]]) -> None:
        with QSignalBlocker(combo):
            combo.clear()
            for words, value in entries:
                combo.addItem(words, value)

    def show_filter(self, wanted: GroupFilter) -> None:
        """What is listed now."""
        self._filter = wanted
        for combo, value in (
            (self.which, wanted.which),
            (self.sorts, wanted.sorts),
            (self.kinds, wanted.kind),
            (self.stories, wanted.story_id),
        ):
            rows = [row for row in range(combo.count()) if combo.itemData(row) == value]
            with QSignalBlocker(combo):
                combo.setCurrentIndex(rows[0] if rows else 0)
        if self.words.text().strip() != wanted.words:
            with QSignalBlocker(self.words):
                self.words.setText(wanted.words)

    def show_progress(self, decided: int, every: int, stale: int, *, reading: bool = False) -> None:
        """How far it is; `reading`: the groups are still being found."""
        words = f"{decided:,} of {every:,} decided" if every else ""
        if stale:
            words += f", {stale:,} went stale"
        self.progress.setText("Reading …" if reading else words)
        self.meter.setVisible(every > 0)
        self.meter.setRange(0, max(every, 1))
        self.meter.setValue(decided)

    def _tell(self) -> None:
        sorts = self.sorts.currentData() or frozenset()
        wanted = replace(
            self._filter,
            which=self.which.currentData(),
            sorts=sorts,
            kind=self.kinds.currentData() or "",
            story_id=self.stories.currentData() or "",
            words=self.words.text().strip(),
            agreed=GroupSort.SAME in sorts,
        )
        self.filter_wanted.emit(wanted)


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    combo.setMinimumWidth(72)  # in a small window; else as wide as its letters
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(9)
    return combo
