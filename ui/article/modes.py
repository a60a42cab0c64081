"""States in which a pane reads some keys differently: moving edges, linking."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from annotator.model.span import Fragment
from ui.article.resize import Edge, Side, dragged, edge_step, edges_of

if TYPE_CHECKING:
    from ui.article.pane import ArticlePane

Key = Qt.Key
ENTER = (Key.Key_Return, Key.Key_Enter)
FORWARDS = (Key.Key_Tab, Key.Key_Down, Key.Key_Right)
BACK = (Key.Key_Backtab, Key.Key_Up, Key.Key_Left)
SHIFT = Qt.KeyboardModifier.ShiftModifier
OTHER = ~(SHIFT | Qt.KeyboardModifier.KeypadModifier)


class Mode(Protocol):
    """One such state. `words` says for people what the keys do now."""

    words: str

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the key is one of this mode's."""
        ...

    def key(self, event: QKeyEvent) -> None:
        """Do what a key does that the mode takes."""
        ...

    def leave(self) -> None:
        """The mode ends without having done anything."""
        ...


class EdgesMode:
    """Arrows move one edge of the chosen span; it changes once, with Enter."""

    words = (
        "← → move the edge by word, Shift by character; Tab: next edge; Enter: done; Esc: as before"
    )

    def __init__(self, pane: "ArticlePane", span_id: str, fragments: tuple[Fragment, ...]) -> None:
        self._pane = pane
        self._span_id = span_id
        self._before = fragments
        self._hold(fragments, Edge(len(fragments) - 1, Side.END))

    def _hold(self, fragments: tuple[Fragment, ...], edge: Edge) -> None:
        self._base = self._now = fragments
        self._edge = edge
        self._place = edge.place(fragments)
        self._show()

    def _show(self) -> None:
        self._pane.set_resizing(self._span_id, self._now)
        self._pane.put_caret(self._place)

    def takes(self, event: QKeyEvent) -> bool:
        """Arrows, Tab, Enter, Esc, Home and End."""
        keys = (*FORWARDS, *BACK, *ENTER, Key.Key_Escape, Key.Key_Home, Key.Key_End)
        return event.key() in keys and not event.modifiers() & OTHER

    def key(self, event: QKeyEvent) -> None:
        """Move the edge, go to another one, or end."""
        exact = bool(event.modifiers() & SHIFT)
        match event.key():
            case Key.Key_Right:
                self._move(1, exact=exact)
            case Key.Key_Left:
                self._move(-1, exact=exact)
            case Key.Key_Tab | Key.Key_Down:
                self._next(1)
            case Key.Key_Backtab | Key.Key_Up:
                self._next(-1)
            case Key.Key_Home:
                self._hold(self._now, Edge(0, Side.START))
            case Key.Key_End:
                self._hold(self._now, Edge(len(self._now) - 1, Side.END))
            case Key.Key_Escape:
                self._pane.leave_mode()
            case _:
                self._take()

    def _move(self, direction: int, *, exact: bool) -> None:
        text = self._pane.text
        start, end = self._base[self._edge.fragment]
        starts = self._edge.side is Side.START
        held = Fragment(self._place, end) if starts else Fragment(start, self._place)
        self._place = edge_step(text, self._pane, held, self._edge.side, direction, exact=exact)
        self._now = dragged(text, self._base, self._edge, self._place, exact=True)
        self._show()

    def _next(self, direction: int) -> None:
        edges = edges_of(self._now)
        places = [edge.place(self._now) for edge in edges]
        here = places.index(self._place) if self._place in places else 0
        self._hold(self._now, edges[(here + direction) % len(edges)])

    def _take(self) -> None:
        before, now = self._before, self._now
        self._pane.leave_mode()
        if now != before:
            self._pane.resize_wanted.emit(self._span_id, now)

    def leave(self) -> None:
        """The span stays as it is."""
        self._pane.set_resizing(None)


class AcceptEdgesMode(EdgesMode):
    """The same for a suggestion, which Enter accepts with the edges it has then."""

    words = (
        "← → move the edge by word, Shift by character; Tab: next edge; Enter: accept; "
        "Esc: not accepted"
    )

    def _take(self) -> None:
        now = self._now
        self._pane.leave_mode()
        self._pane.suggestion_edges.emit(self._span_id, now)


class TargetMode:
    """Tab and arrows go through the spans that a link may lead to, in all panes."""

    words = "Tab or arrows: next target; Enter: link; Esc: no link"

    def __init__(self, pane: "ArticlePane") -> None:
        self._pane = pane

    def takes(self, event: QKeyEvent) -> bool:
        """Tab, arrows, Enter and Esc."""
        keys = (*FORWARDS, *BACK, *ENTER, Key.Key_Escape)
        return event.key() in keys and not event.modifiers() & OTHER

    def key(self, event: QKeyEvent) -> None:
        """Ask for the next target, take this one, or give up."""
        if event.key() in FORWARDS:
            self._pane.target_step.emit(1)
        elif event.key() in BACK:
            self._pane.target_step.emit(-1)
        elif event.key() in ENTER:
            self._pane.target_taken.emit()
        else:
            self._pane.leave_mode()

    def leave(self) -> None:
        """No link."""
        self._pane.link_cancelled.emit()
