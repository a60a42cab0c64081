"""The article as it is drawn: text, spans, and what lies over them for a moment."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.model.span import Fragment
from ui.article import overlays
from ui.article.laid import Laid
from ui.article.overlays import Over, spread
from ui.article.painted import PaintedSpan
from ui.article.pictures import Picture, Pictures
from ui.article.reading_place import Placed
from ui.article.span_index import SpanIndex
from ui.article.spans_painter import BLEED, SpansPainter
from ui.article.styles import LabelStyle, PaneStyle
from ui.article.text_column import TextColumn

REACH = 6
"""Pixels beside a chosen span's edge at which the pointer takes it."""
SLICE = 16
"""Blocks of spans looked through at a time: less than a frame's time."""
AHEAD = 4
"""Milliseconds of rest before what comes next is painted."""
NEARBY = 1000
"""Code points to either side that are looked through first for the nearest spans."""
SOME = 8
"""Lines painted at a time then."""
FLASH = 120
"""Milliseconds."""


class ArticleCanvas(TextColumn):
    """Draws one article's text and spans. Knows nothing of mouse and keys.

    Signals: `spans_changed()`, before it `spans_swapped(spans that went, spans that came)` where
    only some changed, `looks_changed()` (styles or hidden labels), `hits_changed()`.
    """

    spans_changed = Signal()
    spans_swapped = Signal(object, object)
    looks_changed = Signal()
    hits_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._spans = SpanIndex()
        self._labels: Mapping[str, LabelStyle] = {}
        self._hidden: frozenset[str] = frozenset()
        self._over = Over()
        self._pictures = Pictures()
        self._painter: SpansPainter | None = None
        super().__init__(parent)
        self._blink = QTimer(self)
        self._blink.timeout.connect(self._turn_caret)
        self._flash_end = QTimer(self, singleShot=True, interval=FLASH)
        self._flash_end.timeout.connect(self._end_flash)
        self._idle = QTimer(self, interval=5)
        self._idle.timeout.connect(self._prepare)
        self._ahead = QTimer(self, singleShot=True, interval=AHEAD)
        self._ahead.timeout.connect(self._paint_ahead)
        self.place_changed.connect(self._rest)

    # Spans

    def set_text(self, text: str) -> None:
        """Show another article from its top, without spans."""
        self._spans = SpanIndex()
        self._over = Over()
        super().set_text(text)
        self.spans_changed.emit()

    def set_spans(self, spans: Iterable[PaintedSpan]) -> None:
        """Show these spans and no others."""
        self._spans = SpanIndex(spans)
        self._rest()
        self._redraw()
        self.spans_changed.emit()

    def put_spans(self, spans: Iterable[PaintedSpan]) -> None:
        """Add spans, or replace those with the same id."""
        gone, come = [], list(spans)
        for span in come:
            before = self._spans.put(span)
            if before is not None:
                gone.append(before)
                self._repaint(before)
            self._repaint(span)
        self.spans_swapped.emit(gone, come)
        self.spans_changed.emit()

    def drop_spans(self, ids: Iterable[str]) -> None:
        """Take spans away; ids that are not here are left out."""
        gone = []
        for span_id in ids:
            before = self._spans.drop(span_id)
            if before is not None:
                gone.append(before)
                self._repaint(before)
        self.spans_swapped.emit(gone, [])
        self.spans_changed.emit()

    @property
    def span_count(self) -> int:
        """How many spans there are, hidden ones included."""
        return len(self._spans)

    def _rest(self) -> None:
        """There is work for a quiet moment."""
        if self.isVisible():
            self._idle.start()
            self._ahead.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Now there will be quiet moments."""
        super().showEvent(event)
        self._rest()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is done for a canvas that nobody sees."""
        super().hideEvent(event)
        for timer in (self._idle, self._ahead, self._blink):
            timer.stop()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is left to be done in quiet moments."""
        return not (self._idle.isActive() or self._ahead.isActive())

    def _prepare(self) -> None:
        """Look through many spans a little at a time, when nothing else is to be done."""
        if not self._spans.prepare(SLICE):
            self._idle.stop()

    def _paint_ahead(self) -> None:
        """Paint the neighbours of what is on the screen, so that the wheel finds them ready."""
        placed = self._place.placed()
        if not self.isVisible() or not placed:
            return
        near = [number for number, _, _ in placed]
        for piece in (*near, near[-1] + 1, near[0] - 1):
            if 0 <= piece < len(self._layouts.table):
                laid = self._layouts.laid(piece)
                lines = self._picture(piece, laid).missing(0, laid.line_count)
                if lines is not None:
                    self._paint_lines(piece, laid, lines[0], min(lines[1], lines[0] + SOME))
                    self._ahead.start()
                    return

    def span(self, span_id: str) -> PaintedSpan | None:
        """The span with this id."""
        return self._spans.get(span_id)

    def spans_at(self, offset: int) -> list[PaintedSpan]:
        """The shown spans over the character at `offset`, longer ones first."""
        return self._shown(self._spans.at(offset))

    def spans_between(self, start: int, end: int) -> list[PaintedSpan]:
        """The shown spans with a character in `[start, end)`, in text order."""
        return self._shown(self._spans.between(start, end))

    def around(
        self, start: int, end: int, labels: Container[str], number: int
    ) -> list[PaintedSpan]:
        """Spans of these labels nearest to a passage, hidden or not: `number`, if there are."""
        reach, length = NEARBY, len(self.text)
        while True:
            between = self._spans.between(max(start - reach, 0), min(end + reach, length))
            found = [span for span in between if span.label_id in labels]
            if len(found) >= number or reach >= length:
                return found
            reach *= 4

    def spans_in_order(self) -> list[PaintedSpan]:
        """All shown spans in text order."""
        return self._shown(self._spans.in_order())

    def spans(self) -> Iterator[PaintedSpan]:
        """All spans, shown or not, in no order."""
        return iter(self._spans)

    @property
    def hidden_labels(self) -> frozenset[str]:
        """Labels whose spans are not shown."""
        return self._hidden

    def _shown(self, spans: list[PaintedSpan]) -> list[PaintedSpan]:
        if not self._hidden:
            return spans
        return [span for span in spans if span.label_id not in self._hidden]

    def set_styles(self, labels: Mapping[str, LabelStyle], pane: PaneStyle) -> None:
        """Colours, lines and type from the theme."""
        self._labels = dict(labels)
        self._painter = None
        self._set_pane_style(pane)
        self.looks_changed.emit()

    @property
    def label_styles(self) -> Mapping[str, LabelStyle]:
        """How the labels look."""
        return self._labels

    @property
    def pane_style(self) -> PaneStyle:
        """How the reading column looks."""
        return self._style

    def set_hidden_labels(self, label_ids: frozenset[str]) -> None:
        """Labels whose spans are not shown."""
        if label_ids != self._hidden:
            self._hidden = label_ids
            self._redraw()
            self.looks_changed.emit()

    def _redraw(self) -> None:
        self._pictures.clear()
        super()._redraw()

    def _relayout(self) -> None:
        self._painter = None
        super()._relayout()

    def _repaint(self, span: PaintedSpan) -> None:
        """The pieces that a span touches look different now."""
        table = self._layouts.table
        for start, end in span.fragments:
            first, last = table.at(self._inside(start)), table.at(self._inside(end - 1))
            self._pictures.outdate(first, last)
            for piece, top, laid in self._place.placed():
                if first <= piece <= last:
                    self.viewport().update(0, top, self.viewport().width(), laid.height)

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
        painter = QPainter(self.viewport())
        area = event.rect()
        left, right = self._left - BLEED, self._left + self._layouts.width + BLEED
        bottom, ground = 0, self._style.ground
        width = self.viewport().width()
        for number, placed in enumerate(self._place.placed()):
            if number == 0 and placed.top > 0:
                painter.fillRect(0, 0, width, placed.top, ground)
            bottom = placed.top + placed.laid.height
            if placed.top <= area.bottom() and bottom > area.top():
                painter.drawPixmap(QPoint(left, placed.top), self._in_view(placed).pixmap)
        painter.fillRect(0, 0, left, bottom, ground)
        painter.fillRect(right, 0, width - right, bottom, ground)
        if bottom <= area.bottom():
            painter.fillRect(0, bottom, width, self.viewport().height() - bottom, ground)
        self._paint_over(painter, area)
        painter.end()

    def _in_view(self, placed: Placed) -> Picture:
        """The picture of a piece, painted where it is on the screen."""
        piece, top, laid = placed
        first, last = laid.line_at(-top), laid.line_at(self._place.height - 1 - top) + 1
        return self._paint_lines(piece, laid, first, last)

    def _paint_lines(self, piece: int, laid: Laid, first: int, last: int) -> Picture:
        picture = self._picture(piece, laid)
        if (lines := picture.missing(first, last)) is not None:
            self._ready_painter().paint(picture, *lines)
        return picture

    def _picture(self, piece: int, laid: Laid) -> Picture:
        """The picture of a piece; not all of it need be painted."""
        picture = self._pictures.get(piece)
        if picture is not None and not picture.outdated:
            return picture
        spans = self._shown(self._spans.meeting(laid.start, laid.end))
        if picture is not None:
            self._ready_painter().renew(picture, spans)
            return picture
        ends = self._layouts.ends_shown and self._layouts.table.ends_line(piece)
        picture = self._ready_painter().begin(laid, spans, ends=ends)
        self._pictures.put(piece, picture)
        return picture

    def _ready_painter(self) -> SpansPainter:
        """The painter for the present looks, width and resolution."""
        if self._painter is None:
            ratio = self.viewport().devicePixelRatioF()
            metrics = self._layouts.metrics
            self._painter = SpansPainter(self._labels, self._style, metrics, ratio)
        width = self._layouts.width
        self._painter.set_width(width)
        size = (width + 2 * BLEED) * self._place.height * self._painter.ratio**2
        self._pictures.room = round(3 * size)
        return self._painter

    def _paint_over(self, painter: QPainter, area: QRect) -> None:
        over, style = self._over, self._style
        out = overlays.OVERHANG
        above, below = area.top() - out, area.bottom() + out

        def rects(start: int, end: int) -> list[QRectF]:
            return self._rects(start, end, above, below)

        if over.hits:
            self._paint_hits(painter, rects)
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
            if picture is None or placed.top > bottom or placed.top + placed.laid.height < top:
                continue
            corner = QPointF(self._left, placed.top)
            for tag in picture.tags:
                where = tag.box.translated(corner)
                if any(where.intersects(box) for box in boxes):
                    painter.drawPixmap(where.topLeft(), tag.picture)

    def _line(self, span: PaintedSpan) -> QColor:
        label = self._labels.get(span.label_id)
        return label.line if label is not None else self._style.accent


def _near(point: QPoint, box: QRectF, x: float) -> bool:
    tall = box.top() - REACH <= point.y() <= box.bottom() + REACH
    return tall and abs(point.x() - x) <= REACH
