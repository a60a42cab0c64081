"""The rows of the list of sentences: what keys do there, and the chosen one on the screen."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from ui.article.reading_list import SentenceList

LAID_OUT_AT_ONCE = 5000
"""Rows: so many take hundredths of a second; the rest of a long list comes by and by."""


class SentenceRows(QListView):
    """Signals: `wanted(row)` on Enter or click, `key_pressed(character)`."""

    wanted = Signal(int)
    key_pressed = Signal(str)

    def __init__(self, model: SentenceList) -> None:
        super().__init__()
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(LAID_OUT_AT_ONCE)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Sentences of the article")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.wanted.emit(index.row()))
        self._has_no_place = False
        self.verticalScrollBar().rangeChanged.connect(self._show_chosen)

    def choose(self, row: int) -> None:
        """Choose a row and bring it on the screen, if need be as soon as it has a place there."""
        index = self.model().index(row, 0)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flag)
        self._has_no_place = not self.visualRect(index).isValid()

    def _show_chosen(self) -> None:
        if self._has_no_place and self.visualRect(self.currentIndex()).isValid():
            self._has_no_place = False
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the sentence, the key of a label labels it; Esc is the panel's."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        bare = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.wanted.emit(self.currentIndex().row())
        elif bare and event.text().strip() and event.text().isprintable():
            self.key_pressed.emit(event.text())
        else:
            super().keyPressEvent(event)
