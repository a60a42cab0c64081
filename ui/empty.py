"""What an area shows while there is nothing in it: a sign, a sentence and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.actions import plain_words
from ui.ask import doubled, plain_label
from ui.icons import picture
from ui.panels.flow_layout import FlowLayout
from ui.theme import Theme


class Empty(QWidget):
    """An icon, a heading, a sentence and a button per action; the first one is the main one."""

    def __init__(
        self,
        heading: str,
        sentence: str,
        *,
        sign: str,
        theme: Theme,
        actions: Sequence[QAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sign = sign
        self._picture = QLabel()
        self._heading = plain_label(heading, part="title")
        self._sentence = plain_label(sentence, part="faint")
        self.buttons = [_ActionButton(action) for action in actions]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(2)
        for label in (self._picture, self._heading, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(8)
        row = FlowLayout(gap=8, centred=True)  # where they have no room in a line, no word is cut
        for button in self.buttons:
            row.addWidget(button)
        layout.addLayout(row)
        layout.addStretch(3)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw the sign in the colours of the theme."""
        self._theme = theme
        scale = self.devicePixelRatioF()
        self._picture.setPixmap(picture(self._sign, theme.faint, size=48, scale=scale))

    def say(self, heading: str, sentence: str) -> None:
        """Change the words."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.set_theme(self._theme)
        super().changeEvent(event)


class _ActionButton(QPushButton):
    """Does what an action does while that can be done; the action may outlive it."""

    def __init__(self, action: QAction) -> None:
        super().__init__(doubled(plain_words(action.text())))
        self._action = action
        self._follow()
        self.clicked.connect(lambda: action.trigger())
        action.changed.connect(self._follow)
        self.setAutoDefault(True)

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
