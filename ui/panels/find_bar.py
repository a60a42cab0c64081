"""The upper part of the find panel: what to look for, how, and where."""

from html import escape

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from annotator.text.find import Query
from ui.ask import plain_label

SEARCH_AFTER = 200
"""Milliseconds without a key until the search begins."""
WIDE = 420
"""Pixels from which everything stands in one line."""


class FindBar(QWidget):
    """Text, ways of matching, article or story, steps.

    Signals: `changed` (search anew), `stepped(1 or -1)` (to the next or previous hit).
    """

    changed = Signal()
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setPlaceholderText("Find")
        self.words.setAccessibleName("Find")
        self.words.setClearButtonEnabled(True)
        self.match_case = _switch("Aa", "Match case")
        self.whole_word = _switch("“ab”", "Whole words only")
        self.regular_expression = _switch(".*", "Regular expression")
        self.story = _switch("Story", "In all articles of the story")
        self.previous = _step("↑", "Previous hit (Shift+F3)")
        self.next = _step("↓", "Next hit (F3)")
        self.fault = plain_label("", part="bad")
        self.fault.hide()
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        self._soon.timeout.connect(self.changed)
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 0)
        layout.setSpacing(4)
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        for switch in (self.match_case, self.whole_word, self.regular_expression, self.story):
            buttons.addWidget(switch)
        buttons.addStretch()
        buttons.addWidget(self.previous)
        buttons.addWidget(self.next)
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(4)
        self._line.addWidget(self.words, 1)
        self._line.addLayout(buttons)
        layout.addLayout(self._line)
        layout.addWidget(self.fault)

    def _connect(self) -> None:
        self.words.textChanged.connect(lambda _: self._soon.start())
        self.words.returnPressed.connect(self._go)
        for switch in (self.match_case, self.whole_word, self.regular_expression, self.story):
            switch.toggled.connect(lambda _: self._now())
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))

    def query(self) -> Query:
        """What is to be looked for."""
        return Query(
            self.words.text(),
            whole_word=self.whole_word.isChecked(),
            match_case=self.match_case.isChecked(),
            regular_expression=self.regular_expression.isChecked(),
        )

    def set_words(self, words: str, *, story: bool | None = None) -> None:
        """Look for these words, in the story where `story`, without telling anybody yet."""
        for thing in (self.words, self.story):
            thing.blockSignals(True)
        self.words.setText(words)
        if story is not None:
            self.story.setChecked(story)
        for thing in (self.words, self.story):
            thing.blockSignals(False)
        self._soon.stop()

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong with the search, "" for nothing."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def stop(self) -> None:
        """Forget a search that has not begun."""
        self._soon.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide panel has it all in one line."""
        direction = QBoxLayout.Direction
        wide = event.size().width() >= WIDE
        self._line.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        super().resizeEvent(event)

    def _now(self) -> None:
        self._soon.stop()
        self.changed.emit()

    def _go(self) -> None:
        if self._soon.isActive():
            self._now()
        self.stepped.emit(1)


def _switch(words: str, meaning: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setCheckable(True)
    button.setAccessibleName(meaning)
    button.setToolTip(f"<span>{escape(meaning)}</span>")
    return button


def _step(words: str, meaning: str) -> QToolButton:
    button = _switch(words, meaning)
    button.setCheckable(False)
    return button
