"""Where something small stands beside the words it belongs to."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize

AWAY = 6
"""Pixels between the words and what stands beside them."""
EDGE = 4


def beside(words: Sequence[QRect], room: QRect, size: Callable[[int], QSize]) -> QPoint | None:
    """Below the words, else above them, else where it covers fewest of them; None: out of view.

    `size` says how large it is where it may be so wide.
    """
    seen = [box for box in words if box.intersects(room)]
    if not seen:
        return None
    needed = size(room.width() - 2 * EDGE)
    top, bottom = min(box.top() for box in seen), max(box.bottom() for box in seen)
    x = min(max(seen[-1].left(), room.left() + EDGE), room.right() - needed.width() - EDGE)
    y = bottom + AWAY
    if y + needed.height() > room.bottom():
        above = top - AWAY - needed.height()
        y = above if above >= room.top() else room.bottom() - needed.height() - EDGE
    return QPoint(max(x, room.left() + EDGE), max(y, room.top()))
