"""A picture made of cells that say something: the mouse and the arrows point at them."""

from html import escape

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QMenu, QScrollArea, QToolTip, QWidget

from ui.compare.table_file import Rows, offer

Cell = tuple[int, int]
"""Row and column."""
_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class CellsChart(QWidget):
    """Rows and columns of cells, painted in the colours of the palette.

    Arrows go from cell to cell, Enter or a click chooses one. What a cell says is its tool tip,
    and what screen readers get of the current one. Signals: `chosen(row, column)`;
    `picture_wanted`, from its menu: a picture of it in a file.
    """

    chosen = Signal(int, int)
    picture_wanted = Signal()
    table_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.current: Cell = (0, 0)
        self._hovered: Cell | None = None
        self._pressed: Cell | None = None

    # What a chart says of itself

    def rows(self) -> int:
        """How many rows there are."""
        return 0

    def columns(self) -> int:
        """How many columns there are."""
        return 1

    def sentence(self, cell: Cell) -> str:
        """What a cell says."""
        return ""

    def place(self, cell: Cell, size: QSize) -> QRectF:
        """Where a cell is in a picture of this size."""
        return QRectF(0, 0, size.width(), size.height())

    def paint(self, painter: QPainter, size: QSize) -> None:
        """Draws it into a picture of this size."""

    def may_choose(self, cell: Cell) -> bool:
        """Whether there is something behind a cell."""
        return bool(self.sentence(cell))

    # Pointing

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell at a point."""
        for row in range(self.rows()):
            for column in range(self.columns()):
                if self.place((row, column), self.size()).contains(x, y):
                    return row, column
        return None

    def go_to(self, cell: Cell) -> None:
        """Makes a cell the current one."""
        row = max(0, min(cell[0], self.rows() - 1))
        column = max(0, min(cell[1], self.columns() - 1))
        self.current = row, column
        self.tell()
        self.update()

    def tell(self) -> None:
        """Tells screen readers what the current cell says."""
        words = self.sentence(self.current) if self.rows() and self.columns() else ""
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)

    def refresh(self) -> None:
        """Takes other data: sizes, words and picture are new."""
        self._hovered = None
        self.go_to(self.current)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next cell, Enter chooses."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self.rows():
            self.go_to((self.current[0] + step[0], self.current[1] + step[1]))
            self._bring_into_view()
        elif event.key() in _CHOOSE and self.rows() and self.may_choose(self.current):
            self.chosen.emit(*self.current)
        else:
            super().keyPressEvent(event)

    def _bring_into_view(self) -> None:
        """Scrolls what it stands in, so that the current cell is seen."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            box = self.place(self.current, self.size()).toRect()
            page = around.widget()
            middle = self.mapTo(page, box.center()) if page else box.center()
            around.ensureVisible(middle.x(), middle.y(), box.width(), box.height() + 16)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lift the cell under the mouse."""
        at = event.position()
        self._hover(self.cell_at(at.x(), at.y()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer a picture of it, and its numbers as a table, by mouse and by key."""
        if not self.rows():
            return
        picture = QAction("Chart to a file…", self)
        picture.triggered.connect(lambda _: self.picture_wanted.emit())
        if self.table():
            offer(self, event.globalPos(), self.table, self.table_wanted.emit, picture)
            return
        menu = QMenu(self)
        menu.addAction(picture)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def table(self) -> Rows:
        """Its numbers as rows under heads; none where there is nothing to take away."""
        return ()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse."""
        self._hover(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the cell that is pressed; it is chosen when the button is let go over it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self.cell_at(event.position().x(), event.position().y())
            if self._pressed is not None:
                self.go_to(self._pressed)
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was pressed."""
        cell = self.cell_at(event.position().x(), event.position().y())
        pressed, self._pressed = self._pressed, None
        if cell is not None and cell == pressed and self.may_choose(cell):
            self.chosen.emit(*cell)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say where the arrows begin."""
        super().focusInEvent(event)
        self.tell()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say what the cell under the mouse is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self.cell_at(event.pos().x(), event.pos().y())
            words = self.sentence(cell) if cell else ""
            if words:
                QToolTip.showText(event.globalPos(), f"<span>{escape(words)}</span>", self)
            else:
                QToolTip.hideText()
            return True
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        return super().event(event)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, what the mouse is over, and the current cell."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hovered is not None and self.may_choose(self._hovered):
            self._frame(painter, self._hovered, None)
        self.paint(painter, self.size())
        if self.hasFocus() and self.rows() and self.columns():
            self._frame(painter, self.current, QPen(self.ink("Accent"), 2))
        painter.end()

    def _frame(self, painter: QPainter, cell: Cell, pen: QPen | None) -> None:
        box = self.place(cell, self.size()).adjusted(1, 1, -1, -1)
        painter.setPen(pen or Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if pen else self.ink("Midlight"))
        painter.drawRoundedRect(box, 4, 4)

    def _hover(self, cell: Cell | None) -> None:
        if cell == self._hovered:
            return
        self._hovered = cell
        points = cell is not None and self.may_choose(cell)
        shape = Qt.CursorShape.PointingHandCursor if points else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.update()

    def ink(self, role: str) -> QColor:
        """A colour of the palette, by the name of its role."""
        return self.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole[role])

    def metrics(self) -> QFontMetricsF:
        """Of the letters in it."""
        return QFontMetricsF(self.font())


def mixed(ground: QColor, colour: QColor, share: float) -> QColor:
    """So much of a colour on a ground."""
    kept = 1 - share
    red = ground.redF() * kept + colour.redF() * share
    green = ground.greenF() * kept + colour.greenF() * share
    blue = ground.blueF() * kept + colour.blueF() * share
    return QColor.fromRgbF(red, green, blue)
