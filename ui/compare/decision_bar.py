"""The bar under the two versions: what is to be decided, the ways to decide it, and why."""

from collections.abc import Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.model.decision import Reason
from ui.actions import Actions, plain_words
from ui.ask import doubled, plain_label

GROUPS: tuple[tuple[str, ...], ...] = (
    ("previous-case", "next-case"),
    ("take-left", "take-right", "take-both", "nothing-here"),
    ("edit-case", "write-case", "reopen-case"),
    ("undo", "redo"),
)
SIGNS = frozenset({"undo", "redo"})
"""Actions whose sign says enough."""
SHORT = {"previous-case": "Previous", "next-case": "Next", "edit-case": "Change"}
"""Words for buttons where those of the action are long."""
LONGEST = 18
"""Characters of a name on a button."""


class NoteLine(QLineEdit):
    """A note on one line: Enter and Esc lead back to the text, and both keep it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc end writing; all else is writing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
            return
        super().keyPressEvent(event)


class DecisionBar(QWidget):
    """Says what is to be decided and offers the ways, each with its key.

    Signals: `reason_chosen(Reason)`, `note_written(str)`: of the case that is shown; `text_wanted`:
    the focus belongs to the text again.
    """

    reason_chosen = Signal(Reason)
    note_written = Signal(str)
    text_wanted = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._buttons: dict[str, QToolButton] = {}
        self.about = plain_label("")
        self.about.setWordWrap(False)
        self.about.setMinimumWidth(1)
        self.notice = plain_label("", part="bad")
        self.notice.setWordWrap(False)
        self.notice.hide()
        self.keys_now = plain_label("")
        self.keys_now.setWordWrap(False)
        self.keys_now.setMinimumWidth(1)
        self.keys_now.hide()
        self.place = plain_label("", part="faint")
        self.place.setWordWrap(False)
        self.reason = QComboBox()
        self.reason.setAccessibleName("Reason")
        self.reason.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for one in Reason:
            self.reason.addItem(doubled(str(one).capitalize() or "No reason given"), one)
            self.reason.setItemData(self.reason.count() - 1, one.words, Qt.ItemDataRole.ToolTipRole)
        self.note = NoteLine()
        self.note.setAccessibleName("Note on the decision")
        self.note.setPlaceholderText("Note on the decision")
        self.note.left.connect(self._leave_note)
        self.note.editingFinished.connect(self._tell_note)
        self.reason.activated.connect(self._tell_reason)
        self._told_note = ""
        self._low = False
        self._build()
        actions.changed.connect(self._tell_keys)
        self._tell_keys()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.setSpacing(6)
        first, second = QHBoxLayout(), QHBoxLayout()
        self.why = QWidget()
        third = QHBoxLayout(self.why)
        third.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(16)
        first.addWidget(self.notice)
        first.addWidget(self.keys_now, 1)
        first.addWidget(self.about, 1)
        first.addWidget(self.place)
        second.setSpacing(4)
        for number, names in enumerate(GROUPS):
            if number:
                second.addSpacing(12)
            for name in names:
                second.addWidget(self._button(name))
        second.addStretch(1)
        third.setSpacing(8)
        third.addWidget(self._small("case-reason"))
        third.addWidget(self.reason)
        third.addWidget(self._small("case-note"))
        third.addWidget(self.note, 1)
        third.addWidget(self._button("guideline-gap"))
        for line in (first, second):
            layout.addLayout(line)
        layout.addWidget(self.why)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._actions[name])
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.setMinimumWidth(28)
        if name in SIGNS:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._buttons[name] = button
        return button

    def _small(self, name: str) -> QToolButton:
        button = self._button(name)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        return button

    def _tell_keys(self) -> None:
        """Every button names its key."""
        native = QKeySequence.SequenceFormat.NativeText
        for name in self._buttons:
            action = self._actions[name]
            words = plain_words(action.text()).rstrip("…")
            keys = [key.toString(native) for key in action.shortcuts()]
            words = SHORT.get(name, words)
            action.setIconText(doubled(f"{words} ({keys[0]})" if keys else words))

    # What is decided

    def name_sides(self, left: str, right: str) -> None:
        """Whom the two keys take."""
        for name, who in (("take-left", left), ("take-right", right)):
            cut = who if len(who) <= LONGEST else f"{who[: LONGEST - 1]}…"
            self._actions[name].setText(f"Take {doubled(cut)}")
        self._tell_keys()

    def tell(self, about: str, place: str) -> None:
        """What the case is, and which of how many."""
        self.about.setText(about)
        self.about.setToolTip(f"<span>{escape(about)}</span>" if about else "")
        self.place.setText(place)
        self.notice.hide()

    def say(self, sentence: str) -> None:
        """Something that the lead has to know now; it goes with the next case."""
        self.notice.setText(sentence)
        self.notice.show()

    def hint(self, words: str) -> None:
        """What the keys do for the moment, in place of what the case is; "" as ever."""
        self.notice.hide()
        self.keys_now.setText(words)
        self.keys_now.setVisible(bool(words))
        self.about.setVisible(not words)

    def show_why(self, reason: Reason, note: str, *, gap: bool) -> None:
        """Why it is, or is to be, decided so."""
        with QSignalBlocker(self.reason):
            self.reason.setCurrentIndex(self.reason.findData(reason))
        self._told_note = note
        self.note.setText(note)
        self._actions["guideline-gap"].setChecked(gap)

    @property
    def note_now(self) -> str:
        """The note as it stands in the field."""
        return self.note.text().strip()

    def may(self, names: Sequence[str]) -> None:
        """Enable these actions and no others of the bar."""
        for name in self._buttons:
            self._actions[name].setEnabled(name in names)
        for field, name in ((self.reason, "case-reason"), (self.note, "case-note")):
            field.setEnabled(name in names)

    # Why

    def ask_reason(self) -> None:
        """Lets a reason be chosen from a menu, by the letter that is marked."""
        menu = QMenu(self)
        now = Reason(self.reason.currentData())
        for one in Reason:
            at = menu.addAction(_marked(one), partial(self.reason_chosen.emit, one))
            at.setCheckable(True)
            at.setChecked(one is now)
        corner = self.reason.mapToGlobal(QPoint(0, 0))
        menu.exec(QPoint(corner.x(), corner.y() - menu.sizeHint().height()))
        menu.deleteLater()

    def set_low(self, low: bool) -> None:
        """Where there is little height, why it is decided so is only shown while it is asked."""
        self._low = low
        self.why.setVisible(not low or self.note.hasFocus())

    def ask_note(self) -> None:
        """Lets a note be written."""
        self.why.show()
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.note.selectAll()

    def _leave_note(self) -> None:
        self._tell_note()
        self.text_wanted.emit()
        self.set_low(self._low)

    def _tell_note(self) -> None:
        words = self.note.text().strip()
        if words != self._told_note:
            self._told_note = words
            self.note_written.emit(words)

    def _tell_reason(self, row: int) -> None:
        self.reason_chosen.emit(Reason(self.reason.itemData(row)))
        self.text_wanted.emit()


def _marked(reason: Reason) -> str:
    """What a reason means, with the first letter of its name marked: no two have the same."""
    words = reason.words
    at = max(words.lower().find(reason.value), 0)
    return f"{words[:at]}&{words[at:]}"
