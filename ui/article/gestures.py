"""What the left mouse button does between press and release: sweep, move an edge, draw a link,
carry what is selected."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from annotator.model.span import Fragment
from ui.article.linking import LinkLine
from ui.article.resize import Edge, dragged
from ui.article.selection import Grain, Sweep

if TYPE_CHECKING:
    from ui.article.pane import ArticlePane

SHIFT = Qt.KeyboardModifier.ShiftModifier
ADDS = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Gesture(Protocol):
    """One press of the button until its release."""

    scrolls: bool
    """Whether the article scrolls while the pointer is above or below it."""

    def move(self, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        """The pointer went to `point` of the viewport."""
        ...

    def finish(self, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        """The button was released."""
        ...

    def cancel(self) -> None:
        """Esc was pressed, or the window took the button away: as if it had not begun."""
        ...


def far(first: QPoint, second: QPoint) -> bool:
    """Whether this is a drag and no longer a click."""
    return (second - first).manhattanLength() >= QApplication.startDragDistance()


class SweepGesture:
    """Selects from where the button went down; a press without a sweep is a click."""

    scrolls = True

    def __init__(
        self, pane: "ArticlePane", origin: QPoint, anchor: Fragment, grain: Grain, *, adds: bool
    ) -> None:
        self._pane = pane
        self._origin = origin
        self._anchor = anchor
        self._grain = grain
        self._adds = adds
        self._before = (pane.selected(), pane.is_exact())
        self._kept = pane.selected() if adds and not pane.chosen() else ()
        self._shown: Sweep | None = None
        self._swept = grain is not Grain.WORD or anchor.start < anchor.end
        if self._swept:
            self._show(anchor.end, Qt.KeyboardModifier.NoModifier)

    def move(self, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        """Select up to the pointer, once it is too far away for a click."""
        self._swept = self._swept or far(self._origin, point)
        if self._swept:
            self._show(self._pane.offset_at(point), keys)

    def _show(self, offset: int, keys: Qt.KeyboardModifier) -> None:
        grain = Grain.CHARACTER if keys & SHIFT and self._grain is Grain.WORD else self._grain
        sweep = Sweep(self._anchor, offset, grain)
        if sweep != self._shown:
            self._shown = sweep
            self._pane.show_sweep(sweep, kept=self._kept)

    def finish(self, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        """The selection stands, or it was a click."""
        if self._swept:
            self._pane.end_sweep(adds=self._adds)
        elif keys & SHIFT:
            self._pane.extend_to(self._pane.offset_at(point))
        else:
            self._pane.click(point, adds=self._adds)

    def cancel(self) -> None:
        """What was selected before is selected again."""
        fragments, exact = self._before
        self._pane.select(fragments, exact=exact)


class EdgeGesture:
    """Moves one edge of a chosen span; the span changes once, at the release."""

    scrolls = True

    def __init__(self, pane: "ArticlePane", span_id: str, edge: Edge) -> None:
        span = pane.span(span_id)
        self._pane = pane
        self._span_id = span_id
        self._edge = edge
        self._before: tuple[Fragment, ...] = span.fragments if span is not None else ()
        self._now = self._before
        pane.set_resizing(span_id, self._now)

    def move(self, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        """Show where the span would lie; Shift: to the character."""
        offset = self._pane.offset_at(point)
        if offset == self._edge.place(self._before):
            self._now = self._before
        else:
            self._now = dragged(
                self._pane.text, self._before, self._edge, offset, exact=bool(keys & SHIFT)
            )
        self._pane.set_resizing(self._span_id, self._now)

    def finish(self, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        """Ask for the new fragments, if they are new."""
        self._pane.set_resizing(None)
        if self._now != self._before:
            self._pane.resize_wanted.emit(self._span_id, self._now)

    def cancel(self) -> None:
        """The span stays as it is."""
        self._pane.set_resizing(None)


class _Drawn:
    """A line from where the mouse was pressed, once it is so far from there that it is no click."""

    def __init__(self, pane: "ArticlePane", origin: QPoint) -> None:
        self._pane = pane
        self._origin = origin
        self._line: LinkLine | None = None

    def __bool__(self) -> bool:
        return self._line is not None

    def begins(self, point: QPoint) -> bool:
        """Whether it begins now that the mouse is here."""
        pane = self._pane
        if self._line is not None or not far(self._origin, point):
            return False
        origin = pane.viewport().mapToGlobal(self._origin)
        self._line = LinkLine(pane.window(), origin, pane.accent)
        return True

    def follow(self, point: QPoint) -> QPoint:
        """Draws it to here; where that is on the screen."""
        place = self._pane.viewport().mapToGlobal(point)
        if self._line is not None:
            self._line.follow(place)
        return place

    def finish(self) -> bool:
        """Takes it away; whether there was one."""
        if self._line is not None:
            self._line.finish()
        return self._line is not None


class LinkGesture:
    """Draws a link from a span's tag (or with Alt from its words) to another span, in any pane."""

    scrolls = False

    def __init__(
        self, pane: "ArticlePane", span_id: str, origin: QPoint, *, from_tag: bool
    ) -> None:
        self._pane = pane
        self._span_id = span_id
        self._from_tag = from_tag
        self._line = _Drawn(pane, origin)

    def move(self, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        """Tell where the loose end is, once this is no click any more."""
        if self._line.begins(point):
            self._pane.link_started.emit(self._span_id)
        if self._line:
            self._pane.link_moved.emit(self._line.follow(point))

    def finish(self, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        """Drop the link; a mere click on the tag chooses the span, Alt+click lists those here."""
        place = self._pane.viewport().mapToGlobal(point)
        if self._line.finish():
            self._pane.link_released.emit(place)
        elif self._from_tag:
            self._pane.choose((self._span_id,))
        else:
            self._pane.open_pick_list(self._pane.spans_under(point), place)

    def cancel(self) -> None:
        """No link."""
        if self._line.finish():
            self._pane.link_cancelled.emit()


class CarryGesture:
    """Carries what is selected to where it can be dropped; a mere click lets go of it."""

    scrolls = False

    def __init__(self, pane: "ArticlePane", origin: QPoint) -> None:
        self._pane = pane
        self._line = _Drawn(pane, origin)

    def move(self, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        """Tell where it is, once this is no click any more."""
        if self._line.begins(point):
            self._pane.carry_started.emit()
        if self._line:
            self._pane.carry_moved.emit(self._line.follow(point))

    def finish(self, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        """Drop it; or it was a click."""
        if self._line.finish():
            self._pane.carry_released.emit(self._pane.viewport().mapToGlobal(point))
        else:
            self._pane.click(point, adds=False)

    def cancel(self) -> None:
        """It stays selected, and nothing else happens."""
        if self._line.finish():
            self._pane.carry_cancelled.emit()
