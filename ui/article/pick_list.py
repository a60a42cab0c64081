"""The list of the spans that overlap at one place, to pick one from."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

WIDEST = 560
MOST_ROWS = 9
WORDS = 60
"""Characters of a span that are shown; longer ones lose their middle."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One row: a span by its label and words."""

    span_id: str
    label: str
    words: str
    colour: QColor


def shortened(words: str, length: int = WORDS) -> str:
    """The words in one line, cut in the middle when longer than `length`."""
    if len(words) > 40 * length:
        words = f"{words[: 20 * length]} {words[-20 * length :]}"
    line = " ".join(words.split())
    if len(line) <= length:
        return line
    head = (length - 1) * 2 // 3
    return f"{line[:head].rstrip()}…{line[len(line) - (length - 1 - head) :].lstrip()}"


class PickList(QListWidget):
    """Pops up; arrows go through it, Enter or a click picks, Esc closes it.

    `picked(span id)` comes after it has closed; `looked_at(span id)` while going through.
    """

    picked = Signal(str)
    looked_at = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAccessibleName("Spans at this place")
        self.setStyleSheet("PickList { border: 1px solid palette(mid); }")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSpacing(1)
        self.itemEntered.connect(self.setCurrentItem)
        self.currentItemChanged.connect(self._look)
        self.itemClicked.connect(self._pick)

    def open_at(self, point: QPoint, picks: Sequence[Pick], *, current: str = "") -> None:
        """Show the spans below `point` (global), the first one or `current` marked."""
        self.clear()
        for pick in picks:
            item = QListWidgetItem(
                self._swatch(pick.colour), f"{pick.label}   {shortened(pick.words)}"
            )
            item.setData(Qt.ItemDataRole.UserRole, pick.span_id)
            self.addItem(item)
        rows = [pick.span_id for pick in picks]
        self.setCurrentRow(rows.index(current) if current in rows else 0)
        self._fit(len(picks))
        self.move(self._inside(point))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fit(self, rows: int) -> None:
        frame = 2 * self.frameWidth() + 2
        row = self.sizeHintForRow(0) + 2 * self.spacing()
        width = min(max(self.sizeHintForColumn(0) + frame + 16, 200), WIDEST)
        self.resize(width, row * min(rows, MOST_ROWS) + frame)

    def _inside(self, point: QPoint) -> QPoint:
        """As near to the point as the screen allows."""
        room = self.screen().availableGeometry()
        x = max(min(point.x(), room.right() - self.width()), room.left())
        y = max(min(point.y(), room.bottom() - self.height()), room.top())
        return QPoint(x, y)

    def _swatch(self, colour: QColor) -> QIcon:
        picture = QPixmap(QSize(12, 12) * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(1, 1, 10, 10, 3, 3)
        painter.end()
        icon = QIcon()
        icon.addPixmap(picture, QIcon.Mode.Normal)
        icon.addPixmap(picture, QIcon.Mode.Selected)
        return icon

    def _look(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.looked_at.emit(item.data(Qt.ItemDataRole.UserRole))

    def _pick(self, item: QListWidgetItem | None) -> None:
        span_id = "" if item is None else item.data(Qt.ItemDataRole.UserRole)
        self.hide()
        if span_id:
            self.picked.emit(span_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter picks, Esc closes, Tab goes on like the down arrow."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._pick(self.currentItem())
            case Qt.Key.Key_Escape:
                self.hide()
            case Qt.Key.Key_Tab:
                self.setCurrentRow((self.currentRow() + 1) % self.count())
            case Qt.Key.Key_Backtab:
                self.setCurrentRow((self.currentRow() - 1) % self.count())
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: N802
        """Tab stays in the list."""
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is looked at any more."""
        super().hideEvent(event)
        self.closed.emit()
