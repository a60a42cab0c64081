"""What is under the pointer or at the caret is lit in every article that has it, too."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from annotator.model.span import Fragment
from ui.article.connectors import Connectors, Line, Sign
from ui.article.counterparts import Counterparts, Together
from ui.article.overlays import LINE, mixed
from ui.article.pane import ArticlePane
from ui.article.view import ArticleView

RESTS = 60
"""Milliseconds that pointer or caret rests before anything is looked up: moving costs nothing."""


BESIDE = 6
"""Pixels between a column and the end of a line."""


@dataclass(frozen=True, slots=True)
class End:
    """Where a line comes from or leads to in one article: a height of the screen."""

    view: ArticleView
    y: float


class Lights(QObject):
    """Lights counterparts in the articles of a `SideBySide`, and draws lines between them.

    `rows` are the articles that stand beside each other.
    """

    def __init__(self, over: QWidget, rows: Callable[[], Sequence[Sequence[ArticleView]]]) -> None:
        super().__init__(over)
        self._over, self._rows = over, rows
        self._known: dict[str, Counterparts] = {}
        self.on = False
        self.connectors = Connectors(over)
        self.lit: Together | None = None
        self._pointer: tuple[ArticlePane, QPoint] | None = None
        self._at_caret = False
        self._soon = QTimer(self, singleShot=True, interval=RESTS)
        self._soon.timeout.connect(self._look)

    def switch(self, on: bool) -> None:
        """Light what belongs together from now on, or nothing."""
        self.on = on
        for view in self._views():
            self._listen(view, on)
        self._at_caret = on
        if on:
            self._begin()
        else:
            self.clear()

    def watch(self, view: ArticleView) -> None:
        """A view was added."""
        view.pane.caret_moved.connect(lambda _: self._caret_moved(view))
        view.pane.place_changed.connect(self._moved)
        if self.on:
            self._listen(view, True)

    def _listen(self, view: ArticleView, on: bool) -> None:
        if on:
            view.pane.viewport().installEventFilter(self)
        else:
            view.pane.viewport().removeEventFilter(self)

    def know(self, story_id: str, counterparts: Counterparts) -> None:
        """What belongs together in a story."""
        self._known[story_id] = counterparts
        self.refresh()

    def forget(self) -> None:
        """Nothing is known of any story: the project is closed."""
        self._known.clear()
        self.clear()

    def refresh(self) -> None:
        """Other articles are shown, or more is known of them."""
        self._put_out()
        self._begin()

    def clear(self) -> None:
        """Put everything out, and look no more until something moves."""
        self._soon.stop()
        self._pointer = None
        self._put_out()

    def _begin(self) -> None:
        if self.on and self._known:
            self._soon.start()

    def _views(self) -> Iterable[ArticleView]:
        return (view for row in self._rows() for view in row)

    # Pointer and caret

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember where the pointer is; nothing is looked up while it moves."""
        kind = event.type()
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            if event.buttons() == Qt.MouseButton.NoButton:
                pane = watched.parent()
                if isinstance(pane, ArticlePane):
                    self._pointer = pane, event.position().toPoint()
                    self._at_caret = False
                    self._begin()
        elif kind == QEvent.Type.Leave and not self._at_caret:
            self._pointer = None
            self._begin()
        return False

    def _caret_moved(self, view: ArticleView) -> None:
        if view.pane.hasFocus():
            self._at_caret = True
            self._begin()

    def _moved(self) -> None:
        """What is lit stands elsewhere now, and the pointer over something else."""
        if self.lit is not None:
            self.connectors.clear()
        self._begin()

    def _look(self) -> None:
        found = self._found()
        if found != self.lit:
            self._put_out()
            self.lit = found
            if found is not None:
                self._light(found.places)
        if found is not None:
            self._connect(found)

    def _found(self) -> Together | None:
        """What pointer or caret is at, whichever moved last."""
        if not self.on:
            return None
        if self._at_caret:
            view = next((one for one in self._views() if one.pane.hasFocus()), None)
            offset = view.pane.caret if view is not None else None
        elif self._pointer is not None:
            pane, point = self._pointer
            view = next((one for one in self._views() if one.pane is pane), None)
            offset = pane.character_at(point) if view is not None else None
        else:
            return None
        if view is None or offset is None or view.article is None:
            return None
        known = self._known.get(view.article.story_id)
        return known.at(view.article_id, offset) if known is not None else None

    # Showing

    def _light(self, places: Mapping[str, tuple[Fragment, ...]]) -> None:
        for view in self._views():
            view.pane.set_lit(places.get(view.article_id, ()))

    def _put_out(self) -> None:
        self.lit = None
        self.connectors.clear()
        for view in self._views():
            view.pane.set_lit(())

    def _connect(self, found: Together) -> None:
        lines: list[Line] = []
        signs: list[Sign] = []
        for row in self._rows():
            at = next((n for n, view in enumerate(row) if view.article_id == found.article_id), 0)
            lines += self._lines(row[at:], found)
            lines += self._lines(row[at::-1], found)
            for view in row:
                signs += self._signs(view, found.places.get(view.article_id, ()))
        style = next((view.pane.pane_style for view in self._views()), None)
        if style is not None:
            line = mixed(style.accent, style.ground, LINE)
            self.connectors.dress(line, style.ground, style.text)
            self.connectors.show_these(lines, signs)

    def _lines(self, row: Sequence[ArticleView], found: Together) -> list[Line]:
        """Lines from the first article of a row to the next, and on, as far as it goes."""
        lines: list[Line] = []
        ends: list[End | None] = []
        for view in row:
            near = ends[-1].y if ends and ends[-1] is not None else None
            ends.append(self._end(view, found, near))
        for one, other in pairwise(ends):
            if one is not None and other is not None:
                left, right = sorted((one, other), key=lambda end: self._edge(end, 0))
                lines.append(
                    Line(
                        QPointF(self._edge(left, 1), left.y), QPointF(self._edge(right, 0), right.y)
                    )
                )
        return lines

    def _edge(self, end: End, side: int) -> float:
        """The left (0) or right (1) edge of a column, as the overlay has it."""
        x = end.view.pane.column[side] + (BESIDE if side else -BESIDE)
        return self._seen(end.view, QPoint(x, 0)).x()

    def _end(self, view: ArticleView, found: Together, near: float | None) -> End | None:
        """Where in an article a line ends: at what is nearest to its other end, or at the edge."""
        places = found.places.get(view.article_id, ())
        if not places:
            return None
        if view.article_id == found.article_id:
            places = (found.place,)
        start, end = view.pane.visible_range()
        heights = [
            self._seen(view, box.center().toPoint()).y()
            for place in places[bisect_left(places, start, key=_end_of) : _after(places, end)]
            for box in view.pane.rects(*place)[:1]
            if 0 <= box.center().y() < view.pane.viewport().height()
        ]
        if heights:
            return End(
                view, min(heights, key=lambda y: abs(y - near)) if near is not None else heights[0]
            )
        above = places[-1].start < start
        return End(view, self._rim(view, above=above).y() + (9 if above else -9))

    def _signs(self, view: ArticleView, places: Sequence[Fragment]) -> list[Sign]:
        """How many places are above, and how many below, what is seen of an article."""
        start, end = view.pane.visible_range()
        above = bisect_right(places, start, key=_end_of)
        below = len(places) - _after(places, end)
        return [
            Sign(self._rim(view, above=is_above), number, is_above)
            for number, is_above in ((above, True), (below, False))
            if number
        ]

    def _rim(self, view: ArticleView, *, above: bool) -> QPointF:
        """The right end of the upper or lower edge of what is seen of an article."""
        y = 2 if above else view.pane.viewport().height() - 2
        return QPointF(self._seen(view, QPoint(view.pane.column[1] + BESIDE, y)))

    def _seen(self, view: ArticleView, point: QPoint) -> QPoint:
        return view.pane.viewport().mapTo(self._over, point)


def _end_of(place: Fragment) -> int:
    return place.end


def _after(places: Sequence[Fragment], end: int) -> int:
    """How many places begin before `end`."""
    return bisect_left(places, end, key=lambda place: place.start)
