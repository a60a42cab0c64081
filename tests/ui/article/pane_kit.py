"""A shown pane, and a hand on the mouse."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.scheme import Underline
from annotator.model.span import Fragment
from ui.article.painted import PaintedSpan
from ui.article.pane import ArticlePane
from ui.article.styles import LabelStyle
from ui.article.text_column import plain_style

TEXT = (
    "Anthropic accuses Alibaba of theft. The firm said so on Monday.\n"
    "\n"
    "Nobody else has confirmed it. “We are sure,” said Jane Shaw, its counsel.\n"
)
NO_KEYS = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def style(name: str, key: str) -> LabelStyle:
    """A label's style; the colours do not matter here."""
    colour = QColor("#2036c8")
    white = QColor("white")
    return LabelStyle(name, colour, white, white, colour, Underline.SOLID, name, key)


STYLES = {"c": style("claim", "1"), "q": style("quote", "2"), "e": style("entity", "3")}


def place(text: str, words: str) -> Fragment:
    """Where these words stand."""
    start = text.index(words)
    return Fragment(start, start + len(words))


def span_over(text: str, words: str, *, label: str = "c", name: str = "s1") -> PaintedSpan:
    """A span over these words."""
    return PaintedSpan(name, label, (place(text, words),))


def shown_pane(
    qtbot: QtBot, text: str = TEXT, spans: Iterable[PaintedSpan] = (), *, height: int = 400
) -> ArticlePane:
    """A pane on the screen with the focus."""
    pane = ArticlePane()
    pane.set_styles(STYLES, plain_style())
    pane.set_text(text)
    pane.set_spans(spans)
    pane.resize(640, height)
    qtbot.addWidget(pane)
    pane.show()
    qtbot.waitExposed(pane)
    pane.activateWindow()
    pane.setFocus()
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not pane._idle.isActive())
    return pane


def at(pane: ArticlePane, offset: int) -> QPoint:
    """The point of the viewport where the caret before a character would stand."""
    return pane.caret_rect(offset).center().toPoint()


def middle(pane: ArticlePane, offset: int) -> QPoint:
    """The middle of a character."""
    return pane.rects(offset, offset + 1)[0].center().toPoint()


class Hand:
    """Presses, moves and lets go, with the times in between that a test chooses."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._time = 10_000
        self._down = False

    def _send(self, kind: QEvent.Type, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        moves = kind is QEvent.Type.MouseMove
        place = QPointF(point)
        event = QMouseEvent(
            kind,
            place,
            QPointF(self._widget.mapToGlobal(point)),
            none if moves else left,
            left if self._down else none,
            keys,
        )
        event.setTimestamp(self._time)
        QApplication.sendEvent(self._widget, event)

    def press(self, point: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """The button goes down, long after the last time."""
        self._time += 2000
        self._down = True
        self._send(QEvent.Type.MouseButtonPress, point, keys)

    def move(self, point: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """The mouse moves."""
        self._time += 10
        self._send(QEvent.Type.MouseMove, point, keys)

    def release(self, point: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """The button goes up."""
        self._time += 10
        self._down = False
        self._send(QEvent.Type.MouseButtonRelease, point, keys)

    def click(self, point: QPoint, keys: Qt.KeyboardModifier = NO_KEYS, *, times: int = 1) -> None:
        """So many clicks in quick succession, as Qt delivers them."""
        self.press(point, keys)
        self.release(point, keys)
        for count in range(2, times + 1):
            self._time += 40
            self._down = True
            kind = QEvent.Type.MouseButtonPress if count % 2 else QEvent.Type.MouseButtonDblClick
            self._send(kind, point, keys)
            self.release(point, keys)

    def drag(
        self, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NO_KEYS, *, steps: int = 4
    ) -> None:
        """Press, move in steps, let go."""
        self.press(start, keys)
        for step in range(1, steps + 1):
            self.move(start + (end - start) * step / steps, keys)
        self.release(end, keys)
