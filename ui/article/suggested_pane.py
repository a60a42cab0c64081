"""Suggestions in the text: dashed and hollow, in a layer of their own beside the spans."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.model.span import Fragment
from ui.article import overlays
from ui.article.caret_pane import CaretPane
from ui.article.overlays import spread
from ui.article.painted import PaintedSpan
from ui.article.span_index import SpanIndex
from ui.article.suggestion_card import SuggestionCard

FEW = 200
"""So many suggestions are put in or taken out one by one; more are painted all anew."""


class SuggestedPane(CaretPane):
    """A caret pane with suggestions. They are no spans: nothing that works on spans finds them.

    One of them may be the current one; a card beside it says what it is and what can be answered.

    `suggestion_wanted(id)`: one was clicked. `suggestion_left`: the current one is let go.
    `suggestion_edges(id, fragments)`: it is accepted with these edges.
    """

    suggestion_wanted = Signal(str)
    suggestion_left = Signal()
    suggestion_edges = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._suggested = SpanIndex()
        self._suggestions_shown = True
        self._current: PaintedSpan | None = None
        self._beside: tuple[Fragment, ...] = ()
        self._lit_suggestion: str | None = None
        self.reason_of: Callable[[str], str] = lambda _: ""
        """What a suggestion is and why, for the tool tip."""
        super().__init__(parent)
        self.card = SuggestionCard(self.viewport())
        self.visible_changed.connect(self._moved)

    # What there is

    def set_text(self, text: str) -> None:
        """Show another article, without suggestions."""
        self._suggested = SpanIndex()
        self._current, self._beside, self._lit_suggestion = None, (), None
        self.card.close_card()
        super().set_text(text)

    def set_suggestions(self, spans: Iterable[PaintedSpan]) -> None:
        """Show these suggestions and no others."""
        self._suggested = SpanIndex(spans)
        self._redraw()

    def change_suggestions(self, gone: Sequence[str], come: Sequence[PaintedSpan]) -> None:
        """Some suggestions went, some came."""
        for span_id in gone:
            before = self._suggested.drop(span_id)
            if before is not None and self._suggestions_shown:
                self._repaint(before)
        for span in come:
            self._suggested.put(span)
            if self._suggestions_shown:
                self._repaint(span)

    @property
    def suggestion_count(self) -> int:
        """How many suggestions there are, shown or not."""
        return len(self._suggested)

    def show_suggestions(self, shown: bool) -> None:
        """Paint suggestions, or leave them out; the current one always shows."""
        if shown != self._suggestions_shown:
            self._suggestions_shown = shown
            self._lit_suggestion = None
            self._redraw()

    def suggestions_at(self, offset: int) -> list[PaintedSpan]:
        """The suggestions on the screen over the character at `offset`."""
        return self._offered(self._suggested.at(offset))

    def _offered(self, spans: list[PaintedSpan]) -> list[PaintedSpan]:
        if not self._suggestions_shown:
            return [span for span in spans if span is self._current]
        return self._shown(spans)

    def _painted_in(self, start: int, end: int) -> list[PaintedSpan]:
        spans = super()._painted_in(start, end)
        if len(self._suggested):
            return spans + self._offered(self._suggested.meeting(start, end))
        return spans

    # The current one

    @property
    def current_suggestion(self) -> str | None:
        """The suggestion that is to be answered."""
        return self._current.id if self._current is not None else None

    def set_current(
        self, suggestion_id: str | None, beside: Sequence[Fragment] = (), *, follow: bool = True
    ) -> None:
        """Make one the current suggestion; `beside`: its speaker and cue. None: there is none.

        `follow` scrolls it into view, with a third of the pane above it, and takes the caret along.
        """
        before, self._current = self._current, self._of(suggestion_id)
        if not self._suggestions_shown:
            for span in (before, self._current):
                if span is not None:
                    self._repaint(span)
        self._touch_current(before)
        self._beside = tuple(beside) if self._current is not None else ()
        self._touch_current(self._current)
        if self._current is None:
            self.card.close_card()
            return
        self.choose(())
        self.clear_selection()
        if follow:
            self._bring(self._current)
        else:
            self.place_card()

    def _of(self, suggestion_id: str | None) -> PaintedSpan | None:
        return self._suggested.get(suggestion_id) if suggestion_id is not None else None

    def _touch_current(self, span: PaintedSpan | None) -> None:
        if span is not None:
            self._touch((*span.fragments, *self._beside))

    def _bring(self, span: PaintedSpan) -> None:
        """Scroll only where the words, and the card under them, are not in view already."""
        first, last = self.rects(span.start, span.start + 1), self.rects(span.end - 1, span.end)
        room = self.viewport().height()
        below = self.card.sizeHint().height() + 2 * overlays.OVERHANG
        if not first or not last or first[0].top() < 0 or last[-1].bottom() + below > room:
            self.scroll_to(span.start)
        self.put_caret(span.start, follow=False)
        self.place_card()

    @property
    def current_in_view(self) -> bool:
        """Whether any of the current suggestion's words are on the screen."""
        area = self.viewport().rect()
        return any(box.intersects(area) for box in self._boxes(spread(self._current)))

    def _boxes(self, fragments: Iterable[Fragment]) -> list[QRect]:
        return [box.toAlignedRect() for part in fragments for box in self.rects(*part)]

    def _moved(self) -> None:
        """Other words are in view: the card goes along, nothing is under the pointer."""
        self.light_suggestion(None)
        self.place_card()

    def place_card(self) -> None:
        """Put the card beside the current suggestion."""
        if self.card.is_open:
            self.card.place(self._boxes(spread(self._current)), self.viewport().rect())

    # Under the pointer

    def tag_at(self, point: QPoint) -> str | None:
        """The span whose tag is under a point."""
        tag = super().tag_at(point)
        return None if tag is None or self.span(tag) is None else tag

    def suggestion_tag_at(self, point: QPoint) -> str | None:
        """The suggestion whose tag is under a point."""
        tag = super().tag_at(point) if len(self._suggested) else None
        return tag if tag is not None and tag in self._suggested else None

    def suggestion_under(self, point: QPoint) -> PaintedSpan | None:
        """The suggestion whose tag or words are under a point, the innermost one."""
        if not len(self._suggested):
            return None
        tag = self.suggestion_tag_at(point)
        if tag is not None:
            return self._of(tag)
        offset = self.character_at(point)
        here = [] if offset is None else self.suggestions_at(offset)
        return min(here, key=lambda s: (s.end - s.start, s.start, s.id), default=None)

    def light_suggestion(self, suggestion_id: str | None) -> None:
        """Light up one suggestion, as if the pointer were on it."""
        if suggestion_id != self._lit_suggestion:
            for span in (self._of(self._lit_suggestion), self._of(suggestion_id)):
                self._touch(spread(span))
            self._lit_suggestion = suggestion_id

    def viewportEvent(self, event: QEvent) -> bool:
        """Say why something is suggested."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.suggestion_under(event.pos())
            words = self.reason_of(found.id) if found is not None else ""
            if words and not (self.card.isVisible() and found is self._current):
                tip = "<span>" + escape(words).replace("\n", "<br>") + "</span>"
                QToolTip.showText(event.globalPos(), tip, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    # Painting

    def _paint_over(self, painter: QPainter, area: QRect) -> None:
        out = overlays.OVERHANG
        above, below = area.top() - out, area.bottom() + out

        def rects(fragments: Iterable[Fragment]) -> list[QRectF]:
            return [box for part in fragments for box in self._rects(*part, above, below)]

        lit = self._of(self._lit_suggestion)
        if lit is not None and lit is not self._current:
            self._paint_lit(painter, rects(lit.fragments), self._line(lit))
        if self._current is not None and self._current.id != self._over.resizing:
            self._paint_beside(painter, rects(self._beside))
            framed = rects(self._current.fragments)
            self._paint_current(painter, framed)
            self._paint_tags_again(painter, [framed])
        super()._paint_over(painter, area)

    def _paint_lit(self, painter: QPainter, boxes: list[QRectF], line: QColor) -> None:
        """Under the pointer it is bolder, but as broken and hollow as ever: it is no span."""
        pen = QPen(line, 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in boxes:
            painter.drawRect(box.toAlignedRect().adjusted(-1, -1, 0, 0))
            painter.drawRect(box.toAlignedRect().adjusted(-2, -2, 1, 1))

    def _paint_current(self, painter: QPainter, boxes: list[QRectF]) -> None:
        """A strong frame, but broken and without handles: it is chosen and not yet decided."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._style.accent, 2)
        pen.setDashPattern([3, 2])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in boxes:
            frame = box.adjusted(-1.5, -1.5, 1.5, 1.5)
            painter.setPen(QPen(self._style.ground, 2))
            painter.drawRoundedRect(frame, 2.5, 2.5)
            painter.setPen(pen)
            painter.drawRoundedRect(frame, 2.5, 2.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_beside(self, painter: QPainter, boxes: list[QRectF]) -> None:
        """Dots under speaker and cue."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._style.accent, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.01, 1.8])
        painter.setPen(pen)
        for box in boxes:
            y = box.bottom() + 1
            painter.drawLine(round(box.left() + 2), round(y), round(box.right() - 1), round(y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
