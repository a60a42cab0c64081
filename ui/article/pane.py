"""The article that one reads and labels: what mouse and keyboard do there, told in signals."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from annotator.model.scheme import Attribute
from annotator.model.span import Fragment
from ui.article import accessible
from ui.article.chips import ChipLine
from ui.article.modes import ENTER, AcceptEdgesMode, EdgesMode, Mode, TargetMode
from ui.article.move_keys import MoveKeys
from ui.article.painted import PaintedSpan
from ui.article.pick_list import Pick, PickList
from ui.article.pointer import Pointer
from ui.article.selection import Sweep, words_of
from ui.article.suggested_pane import SuggestedPane

STAYS = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""Losing the focus for these reasons is not going away."""


class ArticlePane(SuggestedPane):
    """One article under mouse and keyboard.

    `menu_wanted(global point, offset)` asks for the context menu. `mode_changed(words)` says what
    the keys do now, "" as ever. The `link_…` and `target_…` signals are heard by who makes links,
    the `carry_…` ones (what is selected is dragged; global points) by who makes groups.
    `sticky_left` asks for the held label to be let go.
    Attributes are asked for by `chips`, whose signals say what was answered.
    """

    menu_wanted = Signal(QPoint, int)
    mode_changed = Signal(str)
    sticky_left = Signal()
    link_started = Signal(str)
    link_moved = Signal(QPoint)
    link_released = Signal(QPoint)
    link_cancelled = Signal()
    carry_started = Signal()
    carry_moved = Signal(QPoint)
    carry_released = Signal(QPoint)
    carry_cancelled = Signal()
    target_step = Signal(int)
    target_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mode: Mode | None = None
        self._lit: str | None = None
        self._pointer = Pointer(self)
        self.move_keys = MoveKeys()
        self.chips = ChipLine(self.viewport())
        self.chips.typing_ended.connect(self.setFocus)
        self.chips.place_wanted.connect(self._place_chips)
        self.pick_list = PickList(self)
        self.pick_list.picked.connect(self._picked)
        self.pick_list.looked_at.connect(self.hover_span)
        self.pick_list.closed.connect(self._hover_none)
        self.visible_changed.connect(self._place_chips)
        self.spans_changed.connect(self._place_chips)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setAccessibleDescription("Article text, read-only")
        accessible.install(self)

    def make_accessible(self) -> accessible.PaneAccessible:
        """The interface that screen readers get; kept here as long as the pane lives."""
        self._accessible = accessible.PaneAccessible(self)
        return self._accessible

    @property
    def accent(self) -> QColor:
        """The theme's accent."""
        return self._style.accent

    # Spans under a place

    def spans_under(self, point: QPoint) -> list[PaintedSpan]:
        """The spans whose words are under a point of the viewport, the innermost first."""
        offset = self.character_at(point)
        return [] if offset is None else self.innermost(offset)

    def is_selected(self, point: QPoint) -> bool:
        """Whether the word under a point of the viewport is selected."""
        offset = self.character_at(point)
        return offset is not None and any(a <= offset < b for a, b in self.selection)

    def innermost(self, offset: int) -> list[PaintedSpan]:
        """The spans over the character at `offset`, the shortest first."""
        return sorted(self.spans_at(offset), key=lambda s: (s.end - s.start, s.start, s.id))

    def hover_span(self, span_id: str | None) -> None:
        """Light up one span, as if the pointer were on it."""
        if span_id != self._lit:
            self._lit = span_id
            self.set_hovered(span_id)

    def _hover_none(self) -> None:
        self.hover_span(None)

    # What the mouse does

    def click(self, point: QPoint, *, adds: bool) -> None:
        """Put the caret there and choose the span under it; again: the next one around it.

        A suggestion there becomes the current one in its turn. `adds` (Ctrl) chooses a span beside
        the others, or no longer.
        """
        if adds:
            self._toggle([span.id for span in self.spans_under(point)][:1])
            return
        here = self._under(point)
        held = self.current_suggestion or next(iter(self.chosen()), "")
        one = len(self.chosen()) <= 1 and held in here
        found = here[(here.index(held) + 1) % len(here)] if one else next(iter(here), "")
        self.clear_selection()
        self.put_caret(self.offset_at(point), follow=False)
        self._anchor = self.caret
        if self.span(found) is None:
            self.choose(())
            self._look_at(found)
        else:
            self.choose((found,))

    def _under(self, point: QPoint) -> list[str]:
        """Spans and suggestions under a point, the innermost first."""
        tag, offset = self.suggestion_tag_at(point), self.character_at(point)
        if tag is not None:
            return [tag]
        if offset is None:
            return []
        here = [*self.spans_at(offset), *self.suggestions_at(offset)]
        here.sort(key=lambda s: (s.end - s.start, s.start, s.id))
        return [span.id for span in here]

    def _look_at(self, suggestion_id: str) -> None:
        if suggestion_id:
            self.suggestion_wanted.emit(suggestion_id)
        elif self.current_suggestion is not None:
            self.suggestion_left.emit()

    def _toggle(self, ids: Sequence[str]) -> None:
        kept = [span_id for span_id in self.chosen() if span_id not in ids]
        new = [span_id for span_id in ids if span_id not in self.chosen()]
        self.choose((*kept, *new))

    def show_sweep(self, sweep: Sweep, *, kept: tuple[Fragment, ...]) -> None:
        """Select what the mouse has swept so far, beside what is kept."""
        self._held = kept
        found = self._show_swept(sweep, kept)
        forwards = sweep.caret >= sweep.anchor.start
        self._anchor = sweep.anchor.start
        if found is not None:
            self._anchor = found.start if forwards else found.end
            place = found.end if forwards else found.start
            self.put_caret(place, follow=False, tell=False)

    def end_sweep(self, *, adds: bool) -> None:
        """The sweep is finished: a part for the chosen span, a label if one sticks."""
        self.tell_caret()
        if not self.selection:
            return
        if adds and self.chosen():
            self.add_to_chosen(self.selection)
            self.clear_selection()
        elif (label_id := self.sticky()) is not None:
            self._pointer.when_settled(lambda: self.label_wanted.emit(label_id))
        else:
            self.offer_selection()

    def choose_here(self) -> bool:
        """Choose the span at the caret, or just before it; from a list where there are several.

        False: there is none.
        """
        behind = self.innermost(self.caret)
        before = self.innermost(self.caret - 1) if self.caret else []
        ending = [span for span in before if span not in behind]
        here = [*ending, *behind]
        if len(here) > 1:
            self.open_pick_list(here)
        elif here:
            self.choose((here[0].id,))
        return bool(here)

    def open_pick_list(self, spans: Iterable[PaintedSpan], point: QPoint | None = None) -> None:
        """Let one of these spans be picked, below `point` (global) or below the caret."""
        picks = [self._pick(span) for span in spans]
        if len(picks) == 1:
            self.choose((picks[0].span_id,))
        elif picks:
            if point is None:
                below = self.caret_rect(self.caret).bottomLeft() + QPointF(0, 4)
                point = self.viewport().mapToGlobal(below.toPoint())
            current = next((p.span_id for p in picks if p.span_id in self.chosen()), "")
            self.pick_list.open_at(point, picks, current=current)

    def _pick(self, span: PaintedSpan) -> Pick:
        words = words_of(self.text, span.fragments)
        return Pick(span.id, self.label_name(span.id), words, self._colour_of(span))

    def _colour_of(self, span: PaintedSpan) -> QColor:
        style = self._labels.get(span.label_id)
        return style.line if style is not None else self._style.faint

    def _picked(self, span_id: str) -> None:
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.choose((span_id,))

    # Chips

    def ask(
        self,
        span_id: str,
        attributes: Sequence[Attribute],
        values: Mapping[str, tuple[str, ...]],
        *,
        same: bool = False,
    ) -> None:
        """Ask for a span's attributes on a line of chips beside it; the text keeps the focus."""
        span = self.span(span_id)
        if span is not None:
            self.chips.ask(span_id, attributes, values, colour=self._colour_of(span), same=same)
            if self.chips.words():
                self.announce(self.chips.words())

    def offer_targets(self, kind: str, targets: Sequence[tuple[str, str]]) -> None:
        """Offer links of `kind` (such as said by) on the chips: two keys, the chip and a target."""
        self.chips.offer_targets(kind, targets)

    def _place_chips(self) -> None:
        span = self.span(self.chips.span_id)
        if span is None:
            self.chips.close_line()
        else:
            words = [box.toAlignedRect() for f in span.fragments for box in self.rects(*f)]
            self.chips.place(words, self.viewport().rect())

    def set_text(self, text: str) -> None:
        """Show another article; whatever was under way in this one is given up."""
        self._pointer.cancel()
        self.leave_mode()
        self.chips.close_line()
        super().set_text(text)

    def choose(self, ids: Sequence[str]) -> None:
        """Choose these spans; chips of others close, and so does a mode."""
        before = self.chosen()
        super().choose(ids)
        if self.chosen() != before:
            if self.chips.span_id not in self.chosen():
                self.chips.close_line()
            self.leave_mode()
            if self.chosen() and self.current_suggestion is not None:
                self.suggestion_left.emit()

    # Modes

    def edit_edges(self) -> None:
        """Move the edges of the chosen span with the arrows, until Enter or Esc."""
        span = self.the_chosen()
        if span is not None:
            self._enter(EdgesMode(self, span.id, span.fragments))

    def edit_suggested_edges(self) -> None:
        """Move the edges of the current suggestion, until Enter accepts it or Esc leaves it."""
        if self._current is not None:
            self._enter(AcceptEdgesMode(self, self._current.id, self._current.fragments))
            self.card.hide()

    def choose_target(self) -> None:
        """Let Tab and arrows go through the targets of a link ."""
        self._enter(TargetMode(self))

    def _enter(self, mode: Mode) -> None:
        self.leave_mode()
        self.chips.close_line()
        self._mode = mode
        self.mode_changed.emit(mode.words)
        self.announce(mode.words)

    def leave_mode(self) -> None:
        """Keys do again what they always do; what the mode had not finished is given up."""
        mode, self._mode = self._mode, None
        if mode is not None:
            mode.leave()
            self.mode_changed.emit("")
            self.place_card()

    def escape(self) -> bool:
        """Give up one thing: a drag, a mode, chips, selection, chosen spans, the held label."""
        if self._pointer.cancel():
            return True
        if self._mode is not None:
            self.leave_mode()
        elif self.chips.is_open:
            self.chips.back()
        elif self.selection:
            self.clear_selection()
        elif self.chosen():
            self.choose(())
        elif self.current_suggestion is not None:
            self.suggestion_left.emit()
        elif self.sticky() is not None:
            self.sticky_left.emit()
        else:
            return False
        return True

    def _can_escape(self) -> bool:
        return bool(
            self._pointer.busy
            or self._mode is not None
            or self.chips.is_open
            or self.selection
            or self.chosen()
            or self.current_suggestion is not None
            or self.sticky() is not None
        )

    # Events

    def event(self, event: QEvent) -> bool:
        """Keys of a mode and of the chips come before shortcuts and before Tab."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._claims(event):
                event.accept()
                return True
            tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if event.type() == QEvent.Type.KeyPress and tab and self._mode is not None:
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def _claims(self, event: QKeyEvent) -> bool:
        if self._mode is not None and self._mode.takes(event):
            return True
        if event.key() == Qt.Key.Key_Escape:
            return self._can_escape()
        return self.chips.takes(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Modes first, then chips, Esc, Enter and movement; all other keys are left to others."""
        if event.key() == Qt.Key.Key_Shift:
            self._pointer.keys_changed(event.modifiers() | Qt.KeyboardModifier.ShiftModifier)
        if not self._key(event):
            event.ignore()

    def _key(self, event: QKeyEvent) -> bool:
        if self._mode is not None and self._mode.takes(event):
            self._mode.key(event)
            return True
        if event.key() == Qt.Key.Key_Escape:
            return self.escape()
        if self.chips.key(event):
            return True
        if event.key() in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return self._take()
        move = self.move_keys.move_for(event)
        if move is not None:
            self.chips.close_line()
            self.move_caret(move.step, move.direction, select=move.select)
        return move is not None

    def _take(self) -> bool:
        label_id = self.sticky()
        if self.selection and label_id is not None:
            self.label_wanted.emit(label_id)
            return True
        return not self.selection and self.choose_here()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Shift let go in the middle of a sweep: words again."""
        if event.key() == Qt.Key.Key_Shift:
            self._pointer.keys_changed(event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier)
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button begins a gesture; the others are not ours."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(event, double=False)
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second or fourth press of a row."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(event, double=True)

    def _press(self, event: QMouseEvent, *, double: bool) -> None:
        self.leave_mode()
        self.chips.close_line()
        self._pointer.press(event, double=double)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Goes on with the gesture, or lights up what is under the pointer."""
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends the gesture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.release(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        super().leaveEvent(event)
        self.light_suggestion(None)
        if not self._pointer.busy:
            self._hover_none()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu: where the pointer is, or at the caret when a key asked."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            offset, place = self.offset_at(event.pos()), event.globalPos()
            selected = any(start <= offset <= end for start, end in self.selection)
            here = [span.id for span in self.spans_under(event.pos())]
            if not selected and not set(here) & set(self.chosen()):
                self.click(event.pos(), adds=False)
        else:
            offset = self.caret
            below = self.caret_rect(offset).bottomLeft().toPoint()
            place = self.viewport().mapToGlobal(below)
        self.menu_wanted.emit(place, offset)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The caret shows."""
        super().focusInEvent(event)
        self._show_caret()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The caret goes; so do the chips, unless it is their field that has the focus now."""
        super().focusOutEvent(event)
        self._show_caret()
        focus = QApplication.focusWidget()
        in_chips = focus is not None and self.chips.isAncestorOf(focus)
        if not in_chips and event.reason() not in STAYS:
            self.chips.close_line()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chips and card stay beside their words."""
        super().resizeEvent(event)
        self._place_chips()
        self.place_card()
