"""Small signs of the panels, such as how far a reading is."""

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from annotator.model.reading import Status
from ui.icons import picture

STATUS_WORDS: Mapping[Status, str] = {
    Status.NEW: "new",
    Status.IN_PROGRESS: "in progress",
    Status.DONE: "done",
    Status.SKIPPED: "skipped",
}
"""How far a reading is, in words."""
_STATUS_SIGNS: Mapping[Status, str] = {
    Status.NEW: "not-begun",
    Status.IN_PROGRESS: "in-progress",
    Status.DONE: "done",
    Status.SKIPPED: "skipped",
}


def sign_icon(name: str, colour: str, widget: QWidget, *, size: int = 14) -> QIcon:
    """A sign in one colour, for a button."""
    return QIcon(_picture(name, colour, size, widget.devicePixelRatioF()))


def paint_sign(painter: QPainter, place: QPointF, name: str, colour: str, size: int) -> None:
    """A sign with its upper left corner at `place`."""
    painter.drawPixmap(place, _picture(name, colour, size, painter.device().devicePixelRatio()))


def paint_status(painter: QPainter, place: QPointF, status: Status, colour: str, size: int) -> None:
    """How far a reading is; the signs differ in shape, not only in colour."""
    paint_sign(painter, place, _STATUS_SIGNS[status], colour, size)


@lru_cache(maxsize=256)
def _picture(name: str, colour: str, size: int, scale: float) -> QPixmap:
    return picture(name, colour, size=size, scale=scale)
