"""One chip: a value with the letter that sets it."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

LONGEST = 260
"""Pixels; longer words are cut in the middle, where the sense usually suffers least."""
ROOMY = 140
FEWEST = 6
"""Pixels; where there are fewer the key stands alone."""


class Chip(QAbstractButton):
    """A small button that shows its letter; checked where its value is set. Takes no focus."""

    def __init__(self, words: str, key: str, *, checkable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.words = words
        self._looks: object = None
        self._picture = QPixmap()
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{words}, key {key}" if key else words)

    def sizeHint(self) -> QSize:
        """The key cap and the words, with room around."""
        metrics = QFontMetrics(self.font())
        width = self._cap_width() + metrics.horizontalAdvance(self._shown()) + 20
        return QSize(width, metrics.height() + 8)

    def least(self) -> int:
        """Pixels of the key cap alone, with room around."""
        return self._cap_width() + 9 if self.key else 20

    def nextCheckState(self) -> None:
        """A click does not check by itself: the value does, once it is set."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chip as it was drawn last, or drawn anew where it looks different now."""
        ratio = self.devicePixelRatioF()
        looks = (
            self.words, self.key, self.isChecked(), self.underMouse(), self.isEnabled(),
            self.size().toTuple(), ratio, self.palette().cacheKey(), self.font().key(),
        )  # fmt: skip
        if looks != self._looks:
            self._looks, self._picture = looks, QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            self._paint(painter)
            painter.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        """Ground, key cap and words; set values are filled and have a bold outline."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground, ink, outline = self._colours()
        painter.setPen(QPen(outline, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(frame, 5, 5)
        x = 6
        if self.key:
            x = self._paint_cap(painter, ink) + 6
        painter.setFont(self.font())
        painter.setPen(ink)
        words = QRect(x, 0, self.width() - x - 4, self.height())
        if words.width() >= FEWEST:
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._shown(words.width()))

    def _paint_cap(self, painter: QPainter, ink: QColor) -> int:
        cap = QRectF(4.5, 4.5, self._cap_width(), self.height() - 9)
        faint = QColor(ink)
        faint.setAlpha(40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faint)
        painter.drawRoundedRect(cap, 3, 3)
        painter.setPen(ink)
        painter.setFont(self._cap_font())
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._cap())
        return round(cap.right())

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        palette = self.palette()
        ink = palette.text().color()
        if self.isChecked():
            return palette.highlight().color(), palette.highlightedText().color(), ink
        outline = QColor(ink)
        outline.setAlpha(150 if self.underMouse() else 70)
        return palette.base().color(), ink, outline

    def _cap(self) -> str:
        return "␣" if self.key == " " else self.key

    def _cap_font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _cap_width(self) -> int:
        if not self.key:
            return 0
        return max(QFontMetrics(self._cap_font()).horizontalAdvance(self._cap()) + 8, 16)

    def _shown(self, room: int = LONGEST) -> str:
        one_line = " ".join(self.words.split())
        most = min(room, LONGEST)
        # Little is left of a word that is cut in its middle where there is little room.
        cut = Qt.TextElideMode.ElideMiddle if most >= ROOMY else Qt.TextElideMode.ElideRight
        return QFontMetrics(self.font()).elidedText(one_line, cut, most)
