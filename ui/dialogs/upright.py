"""A page that scrolls where it is higher than its room, and never sideways."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class Upright(QScrollArea):
    """Is always as wide as its page needs, also when that comes to need less or more."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self._whole = False
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_whole(self) -> None:
        """From now on it is as high as its page: what it stands in scrolls."""
        self._whole = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As wide as the page, with the bar."""
        least = self._page.minimumSizeHint()
        if self._whole:
            return least.expandedTo(QSize(0, self._page.heightForWidth(self.viewport().width())))
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(least.width() + bar, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere now."""
        super().resizeEvent(event)
        if self._whole:
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the layout around it when the page has other needs."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
