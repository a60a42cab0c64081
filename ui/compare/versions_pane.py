"""One version of an article, or both over one another, with the current case lit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from annotator.model.span import Fragment, join_fragments
from ui.article import overlays
from ui.article.modes import EdgesMode
from ui.article.painted import PaintedSpan
from ui.article.pane import ArticlePane
from ui.compare.versions_places import in_both, only_in

DRAFT = "draft"
"""The id of what is being written into gold; no span has it."""
TICK = 5
"""Pixels of the corners that say where a side begins and ends."""
Fragments = tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Lit:
    """The current case as one pane shows it: what stands here, and what stands on the other side.

    `overlaid`: both stand here.
    """

    mine: Fragments = ()
    theirs: Fragments = ()
    overlaid: bool = False

    @property
    def all(self) -> Fragments:
        """Everything that is lit."""
        return (*self.mine, *self.theirs)


class DraftMode(EdgesMode):
    """Arrows move an edge of what is written into gold; letters and label keys go to others."""

    words = (
        "← → move the edge by word, Shift by character; Tab: next edge; label keys: another label; "
        "Enter: into gold; Esc: leave it"
    )

    def __init__(self, pane: "VersionPane", fragments: Fragments) -> None:
        self._version = pane
        super().__init__(pane, DRAFT, fragments)

    def key(self, event: QKeyEvent) -> None:
        """Esc gives up what is written; all else as ever."""
        if event.key() == Qt.Key.Key_Escape:
            self._version.draft_left.emit()
        else:
            super().key(event)
            if self._now != self._version.draft:
                self._version.keep_draft(self._now)

    def _take(self) -> None:
        self._version.draft_taken.emit()


class VersionPane(ArticlePane):
    """Shows marks and changes none; what is written into gold is a draft of its own.

    Signals: `span_picked(span id)`: a mark was clicked, or Enter pressed in it; `draft_changed`
    with the fragments of the draft; `draft_taken`, `draft_left`: Enter and Esc.
    """

    span_picked = Signal(str)
    draft_changed = Signal(object)
    draft_taken = Signal()
    draft_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._case = Lit()
        self._picked_last = ""
        self._draft: Fragments = ()
        super().__init__(parent)
        self.resize_wanted.connect(self._resized)

    # Where it is scrolled to

    def top_line(self) -> tuple[int, int]:
        """The first line that is wholly in view: its first code point, the height of its top."""
        return self._first_place()

    def bring_to(self, offset: int, y: int) -> None:
        """Put the line of `offset` at the height `y`."""
        self._step(lambda: self._place.place(self._inside(offset), y))

    # The current case

    def light(self, lit: Lit) -> None:
        """Light the current case, and no other."""
        before, self._case = self._case, lit
        self._touch((*before.all, *lit.all))
        self.viewport().update()

    # What is written into gold

    @property
    def draft(self) -> Fragments:
        """Where the draft stands; () while there is none."""
        return self._draft

    def begin_draft(self, span: PaintedSpan) -> None:
        """Write this into gold: arrows move its edges, until Enter takes it or Esc leaves it."""
        self.end_draft()
        self._draft = span.fragments
        self.clear_selection()
        self.put_spans([span])
        self.choose((DRAFT,))
        self._enter(DraftMode(self, span.fragments))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_draft(self, fragments: Fragments) -> None:
        """The draft stands elsewhere now."""
        span = self.span(DRAFT)
        if span is not None and fragments:
            self._draft = fragments
            self.put_spans([replace(span, fragments=fragments)])
            self.draft_changed.emit(fragments)

    def end_draft(self) -> None:
        """Nothing is written any more."""
        self._draft = ()
        self.chips.close_line()
        self.leave_mode()
        self.drop_spans([DRAFT])

    def leave_mode(self) -> None:
        """A draft stays until it is taken or left: a click beside it does not lose it."""
        if not self._draft:
            super().leave_mode()

    def set_text(self, text: str) -> None:
        """Show another article; no case of it is lit yet."""
        self._draft, self._case, self._picked_last = (), Lit(), ""
        super().set_text(text)

    def _resized(self, span_id: str, fragments: Fragments) -> None:
        """An edge of the draft was pulled with the mouse."""
        if span_id == DRAFT and self._draft:
            self.keep_draft(fragments)
            self._enter(DraftMode(self, fragments))

    # Marks are looked at here, not changed

    def choose(self, ids: Sequence[str]) -> None:
        """Only the draft can be chosen, and so changed."""
        super().choose([span_id for span_id in ids if span_id == DRAFT])

    def click(self, point: QPoint, *, adds: bool) -> None:
        """Go to the case of the mark under the pointer; again: of the next one around it."""
        self.clear_selection()
        self.put_caret(self.offset_at(point), follow=False)
        self._tell_pick([span.id for span in self.spans_under(point)])

    def choose_here(self) -> bool:
        """Go to the case of the mark at the caret."""
        here = [span.id for span in self.innermost(self.caret)]
        self._tell_pick(here)
        return bool(here)

    def _tell_pick(self, here: Sequence[str]) -> None:
        here = [span_id for span_id in here if span_id != DRAFT]
        if here and not self._draft:
            last = here.index(self._picked_last) if self._picked_last in here else -1
            self._picked_last = here[(last + 1) % len(here)]
            self.span_picked.emit(self._picked_last)

    def end_sweep(self, *, adds: bool) -> None:
        """What was swept while something is written becomes its words, or with Ctrl a part more."""
        swept = self.selection
        if not self._draft or not swept:
            super().end_sweep(adds=adds)
            return
        self.clear_selection()
        self._resized(DRAFT, join_fragments((*self._draft, *swept)) if adds else swept)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tag is as good as its words."""
        tag = self.tag_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and tag is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._tell_pick([tag])
        else:
            super().mousePressEvent(event)

    # Painting

    def _paint_over(self, painter: QPainter, area: QRect) -> None:
        out = overlays.OVERHANG
        above, below = area.top() - out, area.bottom() + out

        def rects(fragments: Iterable[Fragment]) -> list[QRectF]:
            return [box for part in fragments for box in self._rects(*part, above, below)]

        mine, theirs = self._case.mine, self._case.theirs
        if self._case.overlaid:
            self._tint(painter, rects(in_both(mine, theirs)), self._style.selection)
            apart = (*only_in(mine, theirs), *only_in(theirs, mine))
            self._tint(painter, rects(apart), self._style.current_hit)
            self._paint_brackets(painter, mine, rects, over=True)
            self._paint_brackets(painter, theirs, rects, over=False)
        else:
            if theirs and mine:
                self._tint(painter, rects(only_in(mine, theirs)), self._style.current_hit)
            self._paint_missing(painter, rects(only_in(theirs, mine)))
            framed = rects(mine)
            self._paint_frame(painter, framed)
            self._paint_tags_again(painter, [framed])
        super()._paint_over(painter, area)

    def _tint(self, painter: QPainter, boxes: Iterable[QRectF], colour: QColor) -> None:
        """A tint that leaves the letters as they are."""
        dark = self._style.ground.lightness() < 128
        modes = QPainter.CompositionMode
        painter.setCompositionMode(
            modes.CompositionMode_Lighten if dark else modes.CompositionMode_Darken
        )
        for box in boxes:
            painter.fillRect(box.toAlignedRect(), colour)
        painter.setCompositionMode(modes.CompositionMode_SourceOver)

    def _paint_frame(self, painter: QPainter, boxes: Iterable[QRectF]) -> None:
        """What stands here: a strong frame round every line of it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._style.accent, 2))
        for box in boxes:
            painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), 2.5, 2.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_missing(self, painter: QPainter, boxes: Iterable[QRectF]) -> None:
        """What only the other side has: a broken, hollow frame where it would stand."""
        pen = QPen(self._style.accent, 1.4)
        pen.setDashPattern([4, 3])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        for box in boxes:
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_brackets(
        self,
        painter: QPainter,
        fragments: Fragments,
        rects: Callable[[Iterable[Fragment]], list[QRectF]],
        *,
        over: bool,
    ) -> None:
        """The extent of one side: the left one's a line above, the right one's below, broken."""
        pen = QPen(self._style.accent, 2)
        if not over:
            pen.setDashPattern([3, 2])
        for part in fragments:
            boxes = rects([part])
            for box in boxes:
                y = box.top() - 1 if over else box.bottom() + 1
                painter.setPen(pen)
                painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(QPen(self._style.accent, 2))
            if boxes and self._rects(part.start, part.start + 1, *_band(boxes[0])):
                _corner(painter, boxes[0].left(), boxes[0], over=over)
            if boxes and self._rects(part.end - 1, part.end, *_band(boxes[-1])):
                _corner(painter, boxes[-1].right(), boxes[-1], over=over)


def _band(box: QRectF) -> tuple[float, float]:
    return box.top(), box.bottom()


def _corner(painter: QPainter, x: float, box: QRectF, *, over: bool) -> None:
    """A short stroke into the text where an extent begins or ends."""
    y = box.top() - 1 if over else box.bottom() + 1
    painter.drawLine(QPointF(x, y), QPointF(x, y + (TICK if over else -TICK)))
