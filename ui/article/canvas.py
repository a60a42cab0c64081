"""The article as it is drawn: text, spans, and what lies over them for a moment."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Literal

from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.model.span import Fragment
from ui.article import overlays
from ui.article.overlays import Over, spread
from ui.article.painted import PaintedSpan
from ui.article.painted_column import PaintedColumn
from ui.article.spans_painter import BLEED

REACH = 6
"""Pixels beside a chosen span's edge at which the pointer takes it."""
FLASH = 120
"""Milliseconds."""


class ArticleCanvas(PaintedColumn):
    """Draws one article's text and spans. Knows nothing of mouse and keys.

    Signals: `hits_changed()`, and those of `PaintedColumn`.
    """

    hits_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._over = Over()
        super().__init__(parent)
        self._blink = QTimer(self)
        self._blink.timeout.connect(self._turn_caret)
        self._flash_end = QTimer(self, singleShot=True, interval=FLASH)
        self._flash_end.timeout.connect(self._end_flash)

    def set_text(self, text: str) -> None:
        """Show another article from its top, without spans."""
        self._over = Over()
        super().set_text(text)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is done for a canvas that nobody sees."""
        super().hideEvent(event)
        self._blink.stop()

    # What lies over the text

    @property
    def selection(self) -> tuple[Fragment, ...]:
        """The selected passages."""
        return self._over.selection

    def set_selection(self, fragments: tuple[Fragment, ...]) -> None:
        """The selected passages; only what differs is painted again."""
        before, self._over.selection = self._over.selection, fragments
        if len(before) == len(fragments) == 1:
            (a, b), (c, d) = before[0], fragments[0]
            if a < d and c < b:
                before, fragments = (Fragment(min(a, c), max(a, c)),), (Fragment(*sorted((b, d))),)
        self._touch((*before, *fragments), breaks=True)

    @property
    def caret(self) -> int | None:
        """Where the caret stands."""
        return self._over.caret

    def set_caret(self, offset: int | None) -> None:
        """Where the caret stands; None: nowhere."""
        self._touch_caret()
        self._over.caret, self._over.caret_on = offset, True
        if self._blink.isActive():
            self._blink.start()
        self._touch_caret()

    def set_hovered(self, span_id: str | None) -> None:
        """The span under the pointer."""
        before, self._over.hovered = self._over.hovered, span_id
        if before != span_id:
            self._touch_spans((before, span_id))

    def set_chosen(self, span_ids: frozenset[str]) -> None:
        """The spans that commands apply to."""
        before, self._over.chosen = self._over.chosen, span_ids
        self._touch_spans(before ^ span_ids)

    def set_resizing(self, span_id: str | None, fragments: tuple[Fragment, ...] = ()) -> None:
        """While an edge is dragged: where the span would lie."""
        before = self._over.preview
        self._touch_spans((self._over.resizing, span_id))
        self._over.resizing, self._over.preview = span_id, fragments
        self._touch((*before, *fragments))

    def set_hits(self, hits: Sequence[Fragment], current: int | None) -> None:
        """What a search found, in text order, and the number of the one looked at."""
        self._over.hits, self._over.current_hit = hits, current
        self.viewport().update()
        self.hits_changed.emit()

    @property
    def hits(self) -> Sequence[Fragment]:
        """What a search found."""
        return self._over.hits

    def set_lit(self, fragments: Sequence[Fragment]) -> None:
        """What stands in other articles as well, in text order."""
        before, self._over.lit = self._over.lit, fragments
        if before != fragments:
            self._touch((*self._seen_of(before), *self._seen_of(fragments)))

    @property
    def lit(self) -> Sequence[Fragment]:
        """What stands in other articles as well."""
        return self._over.lit

    def _seen_of(self, fragments: Sequence[Fragment]) -> Sequence[Fragment]:
        """Those of fragments in text order that may be on the screen."""
        if not fragments:
            return ()
        start, end = self.visible_range()
        first = max(bisect_left(fragments, (start, 0)) - 1, 0)
        return fragments[first : bisect_left(fragments, (end, 0))]

    def set_targets(self, span_ids: frozenset[str] | None) -> None:
        """While a relation is dragged: the spans it may lead to; None: no relation is dragged."""
        self._over.targets = span_ids
        self.viewport().update()

    def set_link_line(self, start: QPointF | None, end: QPointF | None = None) -> None:
        """While a relation is dragged: its line, in viewport coordinates."""
        self._over.link = None if start is None or end is None else QLineF(start, end)
        self.viewport().update()

    def flash(self, span_id: str) -> None:
        """Show for a moment where a span is."""
        self._touch_spans((self._over.flashed, span_id))
        self._over.flashed = span_id
        self._flash_end.start()

    def _end_flash(self) -> None:
        self._touch_spans((self._over.flashed,))
        self._over.flashed = None

    def _touch(self, fragments: Iterable[Fragment], *, breaks: bool = False) -> None:
        out, height = overlays.OVERHANG, self._place.height
        for start, end in fragments:
            for box in self._rects(start, end, 0, height, breaks=breaks):
                self.viewport().update(box.toAlignedRect().adjusted(-out, -out, out, out))

    def _touch_spans(self, span_ids: Iterable[str | None]) -> None:
        for span_id in span_ids:
            if span_id is not None:
                self._touch(spread(self._spans.get(span_id)))

    def _touch_caret(self) -> None:
        if self._over.caret is not None:
            box = self.caret_rect(self._over.caret)
            self.viewport().update(box.toAlignedRect().adjusted(-2, -1, 2, 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The caret blinks."""
        super().focusInEvent(event)
        self._over.caret_on = True
        if (time := QApplication.cursorFlashTime()) > 0:
            self._blink.start(time // 2)
        self._touch_caret()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The caret stands still."""
        super().focusOutEvent(event)
        self._blink.stop()
        self._over.caret_on = True
        self._touch_caret()

    def _turn_caret(self) -> None:
        self._over.caret_on = not self._over.caret_on
        self._touch_caret()

    # Geometry of spans

    def edge_at(self, point: QPoint) -> tuple[str, int, Literal["start", "end"]] | None:
        """Which edge of a chosen span is under a point: span, fragment number, start or end."""
        for span_id in self._over.chosen:
            for number, (start, end) in enumerate(spread(self._spans.get(span_id))):
                first, last = self.rects(start, start + 1), self.rects(end - 1, end)
                if last and _near(point, last[-1], last[-1].right()):
                    return span_id, number, "end"
                if first and _near(point, first[0], first[0].left()):
                    return span_id, number, "start"
        return None

    def tag_at(self, point: QPoint) -> str | None:
        """The span whose tag is under a point."""
        placed = self._placed_under(point.y())
        picture = self._pictures.get(placed.piece) if placed is not None else None
        if placed is None or picture is None:
            return None
        where = QPointF(point) - QPointF(self._left, placed.top)
        return next((tag.span.id for tag in picture.tags if tag.box.contains(where)), None)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, pieces, overlays: only what the event asks for."""
        # Left by itself, also after an error: a painter that stays active crashes the program.
        with QPainter(self.viewport()) as painter:
            self._paint(painter, event.rect())
        self._rest_again()

    def _paint(self, painter: QPainter, area: QRect) -> None:
        left, right = self._left - BLEED, self._left + self._layouts.width + BLEED
        bottom, ground = 0, self._style.ground
        whole = area == self.viewport().rect()
        width = self.viewport().width()
        for number, placed in enumerate(self._place.placed()):
            if number == 0 and placed.top > 0:
                painter.fillRect(0, 0, width, placed.top, ground)
            bottom = placed.top + placed.laid.height
            if placed.top <= area.bottom() and bottom > area.top():
                self._show_piece(painter, placed, whole=whole)
        painter.fillRect(0, 0, left, bottom, ground)
        painter.fillRect(right, 0, width - right, bottom, ground)
        if bottom <= area.bottom():
            painter.fillRect(0, bottom, width, self.viewport().height() - bottom, ground)
        self._paint_over(painter, area)

    def _paint_over(self, painter: QPainter, area: QRect) -> None:
        over, style = self._over, self._style
        out = overlays.OVERHANG
        above, below = area.top() - out, area.bottom() + out

        def rects(start: int, end: int) -> list[QRectF]:
            return self._rects(start, end, above, below)

        if over.hits:
            self._paint_hits(painter, rects)
        if over.lit:
            lit = [rects(*place) for place in self._seen_of(over.lit)]
            for covered in lit:
                overlays.paint_lit(painter, style, covered)
            self._paint_tags_again(painter, lit)
        if over.targets is not None:
            spans = (self._spans.get(span_id) for span_id in over.targets)
            boxes = [rects(*part) for span in spans for part in spread(span)]
            overlays.paint_targets(painter, style, area, boxes)
        if over.hovered is not None and (span := self._spans.get(over.hovered)) is not None:
            covered = [box for part in span.fragments for box in rects(*part)]
            overlays.paint_hovered(painter, style, covered, self._line(span))
        for start, end in over.selection:
            selected = self._rects(start, end, above, below, breaks=True)
            overlays.paint_selection(painter, style, selected)
        self._paint_chosen(painter, rects)
        if over.flashed is not None:
            for part in spread(self._spans.get(over.flashed)):
                overlays.paint_flash(painter, style, rects(*part))
        if over.caret is not None and over.caret_on:
            overlays.paint_caret(painter, style, self.caret_rect(over.caret))
        if over.link is not None:
            overlays.paint_link(painter, style, over.link)

    def _paint_hits(self, painter: QPainter, rects: overlays.Rects) -> None:
        over, (start, end) = self._over, self.visible_range()
        first = max(bisect_left(over.hits, (start, 0)) - 1, 0)
        last = bisect_left(over.hits, (end, 0))
        overlays.paint_hits(painter, self._style, rects, over.hits[first:last], current=False)
        if over.current_hit is not None and first <= over.current_hit < last:
            hit = over.hits[over.current_hit]
            overlays.paint_hits(painter, self._style, rects, (hit,), current=True)

    def _paint_chosen(self, painter: QPainter, rects: overlays.Rects) -> None:
        over = self._over
        for span_id in over.chosen - {over.resizing}:
            found = [rects(*part) for part in spread(self._spans.get(span_id))]
            overlays.paint_chosen(painter, self._style, found, moving=False)
            self._paint_tags_again(painter, found)
        if over.resizing is not None:
            found = [rects(*part) for part in over.preview]
            overlays.paint_chosen(painter, self._style, found, moving=True)

    def _paint_tags_again(self, painter: QPainter, framed: list[list[QRectF]]) -> None:
        """The frame of a chosen span strikes through no tag."""
        boxes = [box.adjusted(-2, -4, 2, 4) for found in framed for box in found]
        if not boxes:
            return
        top, bottom = min(b.top() for b in boxes), max(b.bottom() for b in boxes)
        for placed in self._place.placed():
            picture = self._pictures.get(placed.piece)
            if picture is None:
                continue
            left, above = self._left, placed.top
            for tag in picture.tags_between(top - above, bottom - above):
                where = tag.box.translated(left, above)
                if any(where.intersects(box) for box in boxes):
                    painter.drawPixmap(left + tag.left, above + tag.top, tag.picture)

    def _line(self, span: PaintedSpan) -> QColor:
        label = self._labels.get(span.label_id)
        return label.line if label is not None else self._style.accent


def _near(point: QPoint, box: QRectF, x: float) -> bool:
    tall = box.top() - REACH <= point.y() <= box.bottom() + REACH
    return tall and abs(point.x() - x) <= REACH
