"""The article as it is drawn: text, spans, and what lies over them for a moment."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from PySide6.QtCore import QPoint, QRectF, QTimer
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from annotator.model.span import Fragment
from ui.article.painted import PaintedSpan
from ui.article.span_index import SpanIndex
from ui.article.spans_painter import paint_piece
from ui.article.styles import LabelStyle, PaneStyle
from ui.article.text_column import TextColumn

REACH = 5
"""Pixels beside a chosen span's edge at which the pointer takes it."""


class ArticleCanvas(TextColumn):
    """Draws one article's text and spans. Knows nothing of mouse and keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spans = SpanIndex()
        self._labels: Mapping[str, LabelStyle] = {}
        self._hidden: frozenset[str] = frozenset()
        self._selection: tuple[Fragment, ...] = ()
        self._caret: int | None = None
        self._hovered: str | None = None
        self._chosen: frozenset[str] = frozenset()
        self._resizing: tuple[str, tuple[Fragment, ...]] | None = None
        self._hits: Sequence[Fragment] = ()
        self._current_hit: int | None = None
        self._targets: frozenset[str] | None = None
        self._flashed: str | None = None
        self._caret_on = True
        self._blink = QTimer(self)
        self._blink.timeout.connect(self._turn_caret)

    # Spans

    def set_text(self, text: str) -> None:
        """Show another article from its top, without spans."""
        self._spans = SpanIndex()
        super().set_text(text)

    def set_spans(self, spans: Iterable[PaintedSpan]) -> None:
        """Show these spans and no others."""
        self._spans = SpanIndex(spans)
        self._redraw()

    def put_spans(self, spans: Iterable[PaintedSpan]) -> None:
        """Add spans, or replace those with the same id."""
        for span in spans:
            self._spans.put(span)
        self._redraw()

    def drop_spans(self, ids: Iterable[str]) -> None:
        """Take spans away."""
        for span_id in ids:
            self._spans.drop(span_id)
        self._redraw()

    def span(self, span_id: str) -> PaintedSpan | None:
        """The span with this id."""
        return self._spans.get(span_id)

    def spans_at(self, offset: int) -> list[PaintedSpan]:
        """The shown spans over the character at `offset`, longer ones first."""
        return self._shown(self._spans.at(offset))

    def spans_between(self, start: int, end: int) -> list[PaintedSpan]:
        """The shown spans with a character in `[start, end)`, in text order."""
        return self._shown(self._spans.between(start, end))

    def spans_in_order(self) -> list[PaintedSpan]:
        """All shown spans in text order."""
        return self._shown(self._spans.in_order())

    def _shown(self, spans: list[PaintedSpan]) -> list[PaintedSpan]:
        if not self._hidden:
            return spans
        return [span for span in spans if span.label_id not in self._hidden]

    def set_styles(self, labels: Mapping[str, LabelStyle], pane: PaneStyle) -> None:
        """Colours, lines and type from the theme."""
        self._labels = dict(labels)
        self._set_pane_style(pane)

    def set_hidden_labels(self, label_ids: frozenset[str]) -> None:
        """Labels whose spans are not shown."""
        if label_ids != self._hidden:
            self._hidden = label_ids
            self._redraw()

    # What lies over the text

    def set_selection(self, fragments: tuple[Fragment, ...]) -> None:
        """The selected passages."""
        self._selection = fragments
        self.viewport().update()

    @property
    def selection(self) -> tuple[Fragment, ...]:
        """The selected passages."""
        return self._selection

    def set_caret(self, offset: int | None) -> None:
        """Where the caret stands; None: nowhere."""
        self._caret = offset
        self._caret_on = True
        self.viewport().update()

    @property
    def caret(self) -> int | None:
        """Where the caret stands."""
        return self._caret

    def set_hovered(self, span_id: str | None) -> None:
        """The span under the pointer."""
        self._hovered = span_id
        self.viewport().update()

    def set_chosen(self, span_ids: frozenset[str]) -> None:
        """The spans that commands apply to."""
        self._chosen = span_ids
        self.viewport().update()

    def set_resizing(self, span_id: str | None, fragments: tuple[Fragment, ...] = ()) -> None:
        """While an edge is dragged: where the span would lie."""
        self._resizing = None if span_id is None else (span_id, fragments)
        self.viewport().update()

    def set_hits(self, hits: Sequence[Fragment], current: int | None) -> None:
        """What a search found, in text order, and which of it is looked at."""
        self._hits, self._current_hit = hits, current
        self.viewport().update()

    def set_targets(self, span_ids: frozenset[str] | None) -> None:
        """While a relation is dragged: the spans it may lead to."""
        self._targets = span_ids
        self.viewport().update()

    def flash(self, span_id: str) -> None:
        """Show for a moment where a span is."""
        self._flashed = span_id
        self.viewport().update()
        QTimer.singleShot(120, self, self._end_flash)

    def _end_flash(self) -> None:
        self._flashed = None
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The caret blinks."""
        super().focusInEvent(event)
        self._caret_on = True
        if (time := QApplication.cursorFlashTime()) > 0:
            self._blink.start(time // 2)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The caret stands still."""
        super().focusOutEvent(event)
        self._blink.stop()
        self._caret_on = True
        self.viewport().update()

    def _turn_caret(self) -> None:
        self._caret_on = not self._caret_on
        self.viewport().update()

    # Geometry of spans

    def edge_at(self, point: QPoint) -> tuple[str, int, Literal["start", "end"]] | None:
        """Which edge of a chosen span is under a point: span, fragment number, start or end."""
        for span_id in self._chosen:
            span = self._spans.get(span_id)
            for number, (start, end) in enumerate(span.fragments if span else ()):
                first, last = self.rects(start, start + 1), self.rects(end - 1, end)
                if last and _near(point, last[-1], last[-1].right()):
                    return span_id, number, "end"
                if first and _near(point, first[0], first[0].left()):
                    return span_id, number, "start"
        return None

    def tag_at(self, point: QPoint) -> str | None:
        """The span whose tag is under a point."""
        return None

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, pieces, overlays: only what the event asks for."""
        painter = QPainter(self.viewport())
        area = event.rect()
        painter.fillRect(area, self._style.ground)
        for _, top, laid in self._place.placed():
            if top < area.bottom() + 1 and top + laid.height > area.top():
                painter.translate(0, top)
                spans = self.spans_between(laid.start, laid.end)
                paint_piece(painter, laid, self._left, spans, self._labels, self._style)
                painter.translate(0, -top)
        self._paint_overlays(painter)
        painter.end()

    def _paint_overlays(self, painter: QPainter) -> None:
        seen = self.visible_range()
        for number, hit in enumerate(self._hits):
            current = number == self._current_hit
            self._cover(painter, (hit,), self._style.current_hit if current else self._style.hit)
        self._cover(painter, self._selection, self._style.selection)
        if self._resizing is not None:
            self._cover(painter, self._resizing[1], self._style.accent)
        painter.setPen(QPen(self._style.accent, 2))
        for span_id in self._chosen | {self._hovered, self._flashed}:
            span = self._spans.get(span_id) if span_id else None
            if span is not None and span.meets(seen.start, seen.end):
                for start, end in span.fragments:
                    painter.drawRects(self.rects(start, end))
        if self._caret is not None and self._caret_on:
            rect = self.caret_rect(self._caret)
            if not rect.isNull():
                painter.fillRect(rect, self._style.text)

    def _cover(self, painter: QPainter, fragments: Iterable[Fragment], colour: QColor) -> None:
        tint = QColor(colour)
        tint.setAlphaF(0.35)
        for start, end in fragments:
            for rect in self.rects(start, end):
                painter.fillRect(rect, tint)


def _near(point: QPoint, box: QRectF, x: float) -> bool:
    return box.top() - 2 <= point.y() <= box.bottom() + 2 and abs(point.x() - x) <= REACH
