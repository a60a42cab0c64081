"""The line that follows the pointer while a relation is dragged from a span, over all panes."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget


class LinkLine(QWidget):
    """Lies over the whole window, lets the mouse through, and draws one curve."""

    def __init__(self, window: QWidget, start: QPoint, colour: QColor) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(window.rect())
        self._colour = colour
        self._start = self._end = self.mapFromGlobal(start)
        self.show()
        self.raise_()

    @property
    def end(self) -> QPoint:
        """The loose end, in the window."""
        return self._end

    def follow(self, point: QPoint) -> None:
        """The loose end is at this global point."""
        self._end = self.mapFromGlobal(point)
        self.update()

    def finish(self) -> None:
        """Go away."""
        self.hide()
        self.deleteLater()

    def path(self) -> QPainterPath:
        """From the span up and over to the pointer, so that little text is crossed."""
        start, end = QPointF(self._start), QPointF(self._end)
        lift = min(abs(end.x() - start.x()) / 4 + 12, 60)
        path = QPainterPath(start)
        path.cubicTo(start - QPointF(0, lift), end - QPointF(0, lift), end)
        return path

    def paintEvent(self, event: QPaintEvent) -> None:
        """The curve, a dot at the span and one at the pointer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._colour, 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(self.path())
        painter.setBrush(self._colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(self._start), 3.5, 3.5)
        painter.drawEllipse(QPointF(self._end), 4.5, 4.5)
