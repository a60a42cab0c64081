"""A button of two lines that are cut where there is no room."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.article.styles import LabelStyle
from ui.article.swatch import paint_swatch
from ui.theme import Theme


class LineButton(QAbstractButton):
    """What it leads to, and under it, fainter, where that is. A click takes no focus, Tab does."""

    def __init__(
        self,
        first: str,
        second: str,
        theme: Theme,
        *,
        sign: LabelStyle | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._first, self._second = " ".join(first.split()), " ".join(second.split())
        self._theme, self._sign = theme, sign
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{self._first}, {self._second}")

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(120, 2 * self.fontMetrics().height() + 8)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Paint the ground of a hovered button."""
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = self._theme.hover if self.underMouse() else None
        painter.setPen(QColor(self._theme.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 4, 4)
        line = self.fontMetrics().height()
        x = 4.0
        if self._sign is not None:
            paint_swatch(
                painter,
                QRectF(x, 4 + (line - 13) / 2, 14, 13),
                self._sign,
                self._theme.fill_opacity,
            )
            x += 20
        self._line(painter, QRectF(x, 4, self.width() - x - 4, line), self._first, self._theme.text)
        below = QRectF(x, 4 + line, self.width() - x - 4, line)
        self._line(painter, below, self._second, self._theme.faint)
        painter.end()

    def _line(self, painter: QPainter, box: QRectF, words: str, colour: str) -> None:
        painter.setPen(QColor(colour))
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
