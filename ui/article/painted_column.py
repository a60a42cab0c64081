"""The reading column with its spans painted on it, piece by piece, line by line."""

from collections.abc import Container, Iterable, Iterator, Mapping

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.article.laid import Laid
from ui.article.painted import PaintedSpan
from ui.article.pictures import Picture, Pictures
from ui.article.reading_place import Placed
from ui.article.span_index import SpanIndex
from ui.article.spans_painter import BLEED, SpansPainter
from ui.article.styles import LabelStyle, PaneStyle
from ui.article.text_column import TextColumn

NEARBY = 1000
"""Code points to either side that are looked through first for the nearest spans."""
SLICE = 16
"""Blocks of spans looked through at a time: less than a frame's time."""
AHEAD = 4
"""Milliseconds of rest before what comes next is painted."""
SOME = 8
"""Lines painted ahead at a time."""


class PaintedColumn(TextColumn):
    """Keeps an article's spans and the pictures of its pieces.

    Signals: `spans_changed()`, before it `spans_swapped(spans that went, spans that came)` where
    only some changed, `looks_changed()` (styles or hidden labels).
    """

    spans_changed = Signal()
    spans_swapped = Signal(object, object)
    looks_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._spans = SpanIndex()
        self._labels: Mapping[str, LabelStyle] = {}
        self._hidden: frozenset[str] = frozenset()
        self._pictures = Pictures()
        self._painter: SpansPainter | None = None
        super().__init__(parent)
        self._idle = QTimer(self, interval=5)
        self._idle.timeout.connect(self._prepare)
        self._ahead = QTimer(self, singleShot=True, interval=AHEAD)
        self._ahead.timeout.connect(self._paint_ahead)
        self.place_changed.connect(self._rest)

    # Spans

    def set_text(self, text: str) -> None:
        """Show another article from its top, without spans."""
        self._spans = SpanIndex()
        super().set_text(text)
        self.spans_changed.emit()

    def set_spans(self, spans: Iterable[PaintedSpan], *, in_order: bool = False) -> None:
        """Show these spans and no others; `in_order`: they come in the order of their starts."""
        self._spans = SpanIndex(spans, in_order=in_order)
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
        for timer in (self._idle, self._ahead):
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
        painter, room = self._ready_painter(), self._pictures.room
        for piece in (*near, near[-1] + 1, near[0] - 1):
            if 0 <= piece < len(self._layouts.table):
                laid = self._layouts.laid(piece)
                room -= painter.size(laid)
                if room < 0:  # one picture would drive out the other, for ever
                    break
                lines = self._picture(piece, laid).missing(0, laid.line_count)
                if lines is not None:
                    self._paint_lines(piece, laid, lines[0], min(lines[1], lines[0] + SOME))
                    self._ahead.start()
                    return
        if self._place.look_ahead():
            self._show_place()

    def _rest_again(self) -> None:
        """The screen was painted: a quiet moment begins only now."""
        if self._ahead.isActive():
            self._ahead.start()

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

    def _rebreak(self) -> None:
        self._pictures.take_down()
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

    # Pictures

    def _show_piece(self, painter: QPainter, placed: Placed, *, whole: bool) -> None:
        """Paint what is on the screen of a piece; `whole`: all of the screen is painted.

        What comes to a whole new screen is painted straight onto it, which is faster, and becomes
        a picture in a quiet moment or where it is painted for the second time.
        """
        piece, top, laid = placed
        first, last = laid.line_at(-top), laid.line_at(self._place.height - 1 - top) + 1
        picture = self._picture(piece, laid)
        if whole and picture.is_fresh:
            self._ready_painter().show(painter, QPoint(self._left, top), picture, first, last)
            return
        self._paint_lines(piece, laid, first, last)
        painter.drawPixmap(QPoint(self._left - BLEED, top), picture.pixmap)

    def _paint_lines(self, piece: int, laid: Laid, first: int, last: int) -> None:
        picture = self._picture(piece, laid)
        if (lines := picture.missing(first, last)) is not None:
            self._ready_painter().paint(picture, *lines)

    def _painted_in(self, start: int, end: int) -> list[PaintedSpan]:
        """What is to be painted on a passage, in no order."""
        return self._shown(self._spans.meeting(start, end))

    def _picture(self, piece: int, laid: Laid) -> Picture:
        """The picture of a piece; not all of it need be painted."""
        picture = self._pictures.get(piece)
        if picture is not None and not picture.outdated:
            return picture
        painter, marks = self._ready_painter(), self._pictures.marks(piece)
        if marks is None:
            marks = painter.marks(laid, self._painted_in(laid.start, laid.end))
        if picture is not None:
            picture.renew(marks)
            return picture
        ends = self._layouts.ends_shown and self._layouts.table.ends_line(piece)
        picture = painter.begin(laid, marks, ends=ends)
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
