"""The buttons below a dialog: in one line where there is room, else in as many as it takes."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QPushButton

GAP = 8


class ButtonRow(QLayout):
    """Some buttons stand at the beginning of a line, those that end the dialog at the end of one.

    No button is cut: what has no room in a line goes into the next.
    """

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._left = 0

    def add(self, button: QPushButton, *, left: bool) -> None:
        """Puts a button behind those of its side."""
        self.addWidget(button)
        if left:
            self._items.insert(self._left, self._items.pop())
            self._left += 1

    def addItem(self, item: QLayoutItem) -> None:
        """Puts an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Takes an item out."""
        if not 0 <= index < len(self._items):
            return None
        self._left -= index < self._left
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """None: it takes what it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at this width."""
        heights = [_high(line) for line in self._lines(width)]
        return sum(heights) + GAP * max(0, len(heights) - 1)

    def sizeHint(self) -> QSize:
        """Room for all in one line."""
        return QSize(_wide(self._shown()), _high(self._shown()))

    def minimumSize(self) -> QSize:
        """Room for the widest."""
        shown = self._shown()
        widest = max((item.sizeHint().width() for item in shown), default=0)
        return QSize(widest, _high(shown))

    def setGeometry(self, rect: QRect) -> None:
        """Moves the buttons into their lines."""
        super().setGeometry(rect)
        y = rect.y()
        for line in self._lines(rect.width()):
            lefts = [item for item in line if item in self._items[: self._left]]
            rights = [item for item in line if item not in lefts]
            _put(lefts, QPoint(rect.x(), y))
            _put(rights, QPoint(rect.x() + rect.width() - _wide(rights), y))
            y += _high(line) + GAP

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, room: int) -> list[list[QLayoutItem]]:
        """The buttons, as many in each line as have room."""
        lines: list[list[QLayoutItem]] = []
        for item in self._shown():
            if lines and _wide([*lines[-1], item]) <= room:
                lines[-1].append(item)
            else:
                lines.append([item])
        return lines


def _wide(items: list[QLayoutItem]) -> int:
    return sum(item.sizeHint().width() for item in items) + GAP * max(0, len(items) - 1)


def _high(items: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in items), default=0)


def _put(items: list[QLayoutItem], corner: QPoint) -> None:
    for item in items:
        size = item.sizeHint()
        item.setGeometry(QRect(corner, size))
        corner += QPoint(size.width() + GAP, 0)
