"""Two parts of a dialog that stand beside each other where there is room, else one below the other.

Together they scroll where they are higher than their room.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.dialogs.upright import Upright

GAP = 24


class BesideOrBelow(Upright):
    """Holds `first` and `second`; a hidden part takes no room. Never scrolls sideways."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        page = QWidget()
        super().__init__(page)
        self._parts = (first, second)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, page)
        self._box.setContentsMargins(2, 2, 8, 2)  # the frame of the focus, and the bar
        self._box.setSpacing(GAP)
        for part, stretch in zip(self._parts, (3, 2), strict=True):
            self._box.addWidget(part, stretch)
            self._box.setAlignment(part, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider part: they need not stand beside each other."""
        least = super().minimumSizeHint()
        shown = [part.minimumSizeHint().width() for part in self._parts if not part.isHidden()]
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(max(shown, default=0) + 10 + bar, least.height())

    def are_beside(self) -> bool:
        """Whether the second part stands beside the first one now."""
        return self._box.direction() is QBoxLayout.Direction.LeftToRight

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the second part where there is room for it."""
        needed = sum(part.minimumSizeHint().width() for part in self._parts) + GAP + 10
        beside = self.viewport().width() >= needed
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        super().resizeEvent(event)
