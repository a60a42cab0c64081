"""Presses, clicks counted to four, and scrolling while the button is held beyond the edge."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBasicTimer, QObject, QPoint, Qt, QTimerEvent
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.model.span import Fragment
from annotator.text.paragraphs import paragraph_at
from annotator.text.words import word_at
from ui.article.gestures import (
    ADDS,
    ALT,
    SHIFT,
    CarryGesture,
    EdgeGesture,
    Gesture,
    LinkGesture,
    SweepGesture,
    far,
)
from ui.article.resize import Edge, Side
from ui.article.selection import Grain

if TYPE_CHECKING:
    from ui.article.pane import ArticlePane

TICK = 30
"""Milliseconds between two steps of scrolling at the edge."""


class Pointer(QObject):
    """The mouse over one pane: turns events into gestures."""

    def __init__(self, pane: "ArticlePane") -> None:
        super().__init__(pane)
        self._pane = pane
        self._gesture: Gesture | None = None
        self._count = 0
        self._last_time = 0
        self._last_point = QPoint()
        self._point = QPoint()
        self._keys = Qt.KeyboardModifier.NoModifier
        self._timer = QBasicTimer()
        self._settling = QBasicTimer()
        self._settled: Callable[[], None] | None = None

    @property
    def busy(self) -> bool:
        """Whether the button is down."""
        return self._gesture is not None

    def press(self, event: QMouseEvent, *, double: bool = False) -> None:
        """The left button went down for the first, second, third or fourth time."""
        point, keys = event.position().toPoint(), event.modifiers()
        self._count_presses(event, double=double)
        self._settle(goes_on=self._count > 1)
        self._point, self._keys = point, keys
        self._gesture = self._gesture_for(point, keys)

    def when_settled(self, act: Callable[[], None]) -> None:
        """Act now, or after a double or triple click when no further click has followed."""
        if self._count in (2, 3):
            self._settled = act
            self._settling.start(QApplication.doubleClickInterval(), self)
        else:
            act()

    def _settle(self, *, goes_on: bool) -> None:
        self._settling.stop()
        act, self._settled = self._settled, None
        if act is not None and not goes_on:
            act()

    def _count_presses(self, event: QMouseEvent, *, double: bool) -> None:
        point = event.position().toPoint()
        near = not far(self._last_point, point)
        soon = event.timestamp() - self._last_time <= QApplication.doubleClickInterval()
        if double:
            self._count = 4 if self._count == 3 and near else 2
        else:
            self._count = 3 if self._count == 2 and near and soon else 1
        self._last_point, self._last_time = point, event.timestamp()

    def _gesture_for(self, point: QPoint, keys: Qt.KeyboardModifier) -> Gesture:
        pane = self._pane
        offset = pane.offset_at(point)
        adds = bool(keys & ADDS)
        if self._count == 1:
            tag = pane.tag_at(point)
            if tag is not None:
                return LinkGesture(pane, tag, point, from_tag=True)
            edge = pane.edge_at(point)
            if edge is not None and not adds:
                return EdgeGesture(pane, edge[0], Edge(edge[1], Side(edge[2])))
            here = pane.spans_under(point)
            if keys & ALT and here:
                chosen = [span.id for span in here if span.id in pane.chosen()]
                return LinkGesture(pane, (chosen or [here[0].id])[0], point, from_tag=False)
            if not keys & (ADDS | SHIFT) and pane.is_selected(point):
                return CarryGesture(pane, point)
            return SweepGesture(pane, point, Fragment(offset, offset), Grain.WORD, adds=adds)
        at = pane.character_at(point)
        anchor, grain = self._unit(offset if at is None else at)
        return SweepGesture(pane, point, anchor, grain, adds=adds)

    def _unit(self, offset: int) -> tuple[Fragment, Grain]:
        text = self._pane.text
        if self._count == 2:
            return word_at(text, offset), Grain.WORD
        if self._count == 3:
            here = self._pane.split().at(offset)
            return here or Fragment(offset, offset), Grain.SENTENCE
        return paragraph_at(text, offset), Grain.PARAGRAPH

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved, with or without the button."""
        point = event.position().toPoint()
        self._point, self._keys = point, event.modifiers()
        if self._gesture is None:
            self.hover(point)
            return
        self._gesture.move(point, self._keys)
        beyond = not 0 <= point.y() < self._pane.viewport().height()
        if beyond and self._gesture.scrolls:
            if not self._timer.isActive():
                self._timer.start(TICK, self)
        else:
            self._timer.stop()

    def hover(self, point: QPoint) -> None:
        """Light up the span under the pointer and show what a press would do."""
        pane = self._pane
        tag = pane.tag_at(point)
        if tag is None and pane.edge_at(point) is not None:
            shape = Qt.CursorShape.SizeHorCursor
        elif tag is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif pane.is_selected(point):
            shape = Qt.CursorShape.OpenHandCursor
        else:
            shape = Qt.CursorShape.IBeamCursor
        if pane.viewport().cursor().shape() != shape:
            pane.viewport().setCursor(shape)
        here = pane.spans_under(point)
        pane.hover_span(tag or (here[0].id if here else None))
        suggested = pane.suggestion_under(point) if tag is None else None
        pane.light_suggestion(suggested.id if suggested is not None else None)

    def timerEvent(self, event: QTimerEvent) -> None:
        """No further click has followed, or the pointer is held beyond the edge."""
        if event.timerId() == self._settling.timerId():
            self._settle(goes_on=False)
        else:
            self._scroll()

    def _scroll(self) -> None:
        """Scroll, the faster the farther beyond the edge the pointer is."""
        height = self._pane.viewport().height()
        y = self._point.y()
        beyond = y if y < 0 else y - height + 1
        if self._gesture is None or -1 < beyond < 1:
            self._timer.stop()
            return
        self._pane.scroll_by(max(min(beyond, 120), -120) // 3 + (3 if beyond > 0 else -3))
        inside = QPoint(self._point.x(), min(max(y, 0), height - 1))
        self._gesture.move(inside, self._keys)

    def release(self, event: QMouseEvent) -> None:
        """The button was released: the gesture does what it was for."""
        self._timer.stop()
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.finish(event.position().toPoint(), event.modifiers())

    def keys_changed(self, keys: Qt.KeyboardModifier) -> None:
        """Shift went down or up during a sweep: show at once what it changes."""
        if self._gesture is not None:
            self._keys = keys
            self._gesture.move(self._point, keys)

    def cancel(self) -> bool:
        """Give up the gesture under way; False where there is none."""
        self._settle(goes_on=True)
        self._timer.stop()
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
        return gesture is not None
