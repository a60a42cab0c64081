"""A canvas with a caret, a selection and chosen spans, and what can be done with them."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QWidget

from annotator.model.span import Fragment, join_fragments
from annotator.text.sentences import Sentences
from ui.article import accessible
from ui.article.canvas import ArticleCanvas
from ui.article.caret import VERTICAL, Ground, Step, stepped
from ui.article.neighbours import Place, place_of, span_after, span_before
from ui.article.painted import PaintedSpan
from ui.article.pick_list import shortened
from ui.article.resize import Side, dragged, edge_step, outer_edge
from ui.article.selection import Grain, Sweep, swept, with_fragment, words_of

GRAINS = {
    Step.WORD: Grain.WORD,
    Step.LINE: Grain.WORD,
    Step.LINE_END: Grain.WORD,
    Step.PAGE: Grain.WORD,
    Step.SENTENCE: Grain.SENTENCE,
    Step.PARAGRAPH: Grain.PARAGRAPH,
}
"""Selecting by these steps takes whole ones; by all others the very characters."""


class CaretPane(ArticleCanvas):
    """Caret, selection and chosen spans of one article.

    Selecting leaves the chosen spans chosen, so that a part can be added to them; choosing a span
    ends the selection.

    Offsets are code points. `chosen_changed` carries a tuple of span ids, `resize_wanted` a tuple
    of fragments, `fragment_wanted` one fragment: the pane changes no span, it tells what is wanted.
    `announced` carries what a screen reader is told.
    """

    selection_changed = Signal()
    chosen_changed = Signal(object)
    caret_moved = Signal(int)
    label_wanted = Signal(str)
    resize_wanted = Signal(str, object)
    fragment_wanted = Signal(str, object)
    entered_span = Signal(str)
    left_span = Signal(str)
    announced = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = 0
        self._anchor = 0
        self._column: float | None = None
        self._held: tuple[Fragment, ...] = ()
        self._exact = False
        self._ids: tuple[str, ...] = ()
        self._around: dict[str, str] = {}
        self._sticky: str | None = None
        self._sentences: Sentences | None = None

    # State

    @property
    def caret(self) -> int:
        """Where the caret is, shown or not."""
        return self._at

    def selected(self) -> tuple[Fragment, ...]:
        """The selected passages, in order."""
        return self.selection

    def is_exact(self) -> bool:
        """Whether the selection means these very characters and is not to be snapped."""
        return self._exact

    def chosen(self) -> tuple[str, ...]:
        """The ids of the chosen spans."""
        return self._ids

    def sticky(self) -> str | None:
        """The label that every finished sweep asks for."""
        return self._sticky

    def set_sticky(self, label_id: str | None) -> None:
        """From now on every finished sweep asks for this label by itself; None: no more."""
        self._sticky = label_id

    def split(self) -> Sentences:
        """The sentences of the article, found when first asked for."""
        if self._sentences is None:
            self._sentences = Sentences(self.text)
        return self._sentences

    def label_name(self, span_id: str) -> str:
        """The name of a span's label, "span" where it has no style."""
        span = self.span(span_id)
        style = self._labels.get(span.label_id) if span is not None else None
        return style.name if style is not None else "span"

    # What is shown

    def set_text(self, text: str) -> None:
        """Show another article from its top: no spans, nothing selected."""
        self._sentences = None
        self._at = self._anchor = 0
        self._column = None
        self._around = {}
        self.clear_selection()
        self.choose(())
        super().set_text(text)
        self._show_caret()
        self.caret_moved.emit(0)

    def set_spans(self, spans: Iterable[PaintedSpan], *, in_order: bool = False) -> None:
        """Show these spans and no others; chosen ones that are gone are not chosen any more."""
        super().set_spans(spans, in_order=in_order)
        self._forget_gone()

    def put_spans(self, spans: Iterable[PaintedSpan]) -> None:
        """Add spans, or replace those with the same id."""
        super().put_spans(spans)
        self._around = self._spans_around()

    def drop_spans(self, ids: Iterable[str]) -> None:
        """Take spans away; they are not chosen any more."""
        super().drop_spans(ids)
        self._forget_gone()

    def _forget_gone(self) -> None:
        self._around = self._spans_around()
        left = tuple(span_id for span_id in self._ids if self.span(span_id) is not None)
        if left != self._ids:
            self.choose(left)

    # The caret

    def put_caret(self, offset: int, *, follow: bool = True, tell: bool = True) -> None:
        """Move the caret; `follow` scrolls it into view, `tell` says what spans it enters."""
        self._column = None
        self._go(offset, follow=follow, tell=tell)

    def _go(self, offset: int, *, follow: bool = True, tell: bool = True) -> None:
        offset = min(max(offset, 0), len(self.text))
        moved = offset != self._at
        self._at = offset
        self._show_caret()
        if follow:
            self.ensure_visible(offset)
        if moved and tell:
            self.tell_caret()

    def tell_caret(self) -> None:
        """Tell where the caret is and which spans it has come into or out of."""
        self.caret_moved.emit(self._at)
        accessible.tell_caret(self)
        self._tell_spans()

    def _show_caret(self) -> None:
        self.set_caret(self._at if self.hasFocus() else None)

    def _spans_around(self) -> dict[str, str]:
        return {span.id: self.label_name(span.id) for span in self.spans_at(self._at)}

    def _tell_spans(self) -> None:
        before, now = self._around, self._spans_around()
        self._around = now
        said = []
        for span_id in before.keys() - now.keys():
            self.left_span.emit(span_id)
            said.append(f"{before[span_id]} ends")
        for span_id in (span_id for span_id in now if span_id not in before):
            self.entered_span.emit(span_id)
            said.append(f"{now[span_id]} begins")
        if said:
            self.announce(", ".join(said))

    def announce(self, words: str) -> None:
        """Have a screen reader say these words."""
        accessible.tell(self, words)
        self.announced.emit(words)

    def move_caret(self, step: Step, direction: int, *, select: bool = False) -> None:
        """One step forwards (+1) or back (-1); `select` takes the selection along."""
        start = self._at
        current = self._current_part()
        if not select and step is Step.CHARACTER and current is not None:
            reached = current.end if direction > 0 else current.start
        else:
            reached = self._reached(step, direction, past_marks=select)
        column = self._column
        if select:
            if current is None:
                self._anchor = start
            grain = GRAINS.get(step, Grain.CHARACTER)
            self._select_to(reached, grain)
        else:
            self._set_selection(self._held, exact=self._exact and bool(self._held))
            self._anchor = reached
        if step is Step.PAGE:
            self.scroll_by(direction * self._page() * self._layouts.metrics.pitch)
        self._go(reached)
        self._column = column if step in VERTICAL else None

    def _reached(self, step: Step, direction: int, *, past_marks: bool) -> int:
        """Where a step leads; one that selects goes past quotation marks to a whole word."""
        ground = self._ground(step)
        reached = stepped(ground, self._at, step, direction)
        while past_marks and step is Step.WORD and 0 < reached < len(self.text):
            crossed = self.text[min(self._at, reached) : max(self._at, reached)]
            if any(character.isalnum() for character in crossed):
                break
            reached = stepped(ground, reached, step, direction)
        return reached

    def _ground(self, step: Step) -> Ground:
        if step in VERTICAL and self._column is None:
            self.ensure_visible(self._at)
            self._column = self.caret_rect(self._at).center().x()
        return Ground(self.text, self.split, self, self._column or 0.0, self._page())

    def _page(self) -> int:
        return max(self.viewport().height() // self._layouts.metrics.pitch - 1, 1)

    def _current_part(self) -> Fragment | None:
        """The part of the selection that is being made, kept ones left out."""
        return next((part for part in self.selection if part not in self._held), None)

    # The selection

    def select(self, fragments: Iterable[Fragment], *, exact: bool = False) -> None:
        """Select these passages; `exact`: they are not to be snapped to words."""
        joined = join_fragments(fragments)
        self._held = ()
        if joined:
            self._anchor = joined[-1].start
            self._go(joined[-1].end, follow=False)
        self._set_selection(joined, exact=exact and bool(joined))

    def clear_selection(self) -> None:
        """Select nothing."""
        self._held = ()
        self._anchor = self._at
        self._set_selection((), exact=False)

    def _set_selection(self, fragments: tuple[Fragment, ...], *, exact: bool) -> None:
        changed = fragments != self.selection or exact != self._exact
        self._exact = exact
        if changed:
            self.set_selection(fragments)
            self.selection_changed.emit()

    def select_all(self) -> None:
        """Select the whole article."""
        self.select((Fragment(0, len(self.text)),), exact=True)

    def select_here(self, grain: Grain) -> None:
        """Select the word, sentence or paragraph at the caret."""
        at = min(self._at, max(len(self.text) - 1, 0))
        found = swept(self.text, self.split, Sweep(Fragment(at, at + 1), at, grain))
        if found is not None:
            self.select((found,), exact=grain is Grain.CHARACTER)
            self._tell_selected()

    def keep_selection(self) -> None:
        """Hold what is selected; the next selection is added to it as a further part."""
        self._held = self.selection
        self._anchor = self._at
        if self._held:
            self.announce(f"Kept {len(self._held)} {'part' if len(self._held) == 1 else 'parts'}")

    def extend_to(self, offset: int) -> None:
        """Select from where the selection began to `offset`, to the character."""
        self._select_to(offset, Grain.CHARACTER)
        self.put_caret(offset)

    def _select_to(self, offset: int, grain: Grain) -> None:
        sweep = Sweep(Fragment(self._anchor, self._anchor), offset, grain)
        self._show_swept(sweep, self._held)
        self._tell_selected()

    def _show_swept(self, sweep: Sweep, kept: tuple[Fragment, ...]) -> Fragment | None:
        found = swept(self.text, self.split, sweep)
        fragments = with_fragment(kept, found)
        exact = bool(fragments) and (sweep.exact or (bool(kept) and self._exact))
        self._set_selection(fragments, exact=exact)
        return found

    def _tell_selected(self) -> None:
        if self.selection:
            self.announce(f"Selected: {shortened(words_of(self.text, self.selection), 120)}")

    # Chosen spans

    def choose(self, ids: Sequence[str]) -> None:
        """Choose these spans (unknown ids are left out), and nothing else; () chooses none."""
        ids = tuple(span_id for span_id in dict.fromkeys(ids) if self.span(span_id) is not None)
        if ids and self.selection:
            self.clear_selection()
        if ids != self._ids:
            self._ids = ids
            self.set_chosen(frozenset(ids))
            self.chosen_changed.emit(ids)

    def the_chosen(self) -> PaintedSpan | None:
        """The chosen span, where exactly one is."""
        return self.span(self._ids[0]) if len(self._ids) == 1 else None

    def choose_next(self, direction: int) -> None:
        """Choose the next (+1) or previous (-1) span, from the chosen one or from the caret."""
        span = self.the_chosen()
        find = span_after if direction > 0 else span_before
        nowhere: Place = (self._at, -len(self.text) - 1, "")
        place = place_of(span) if span is not None else nowhere
        found = find(self.spans_between, len(self.text), place)
        if found is not None:
            self.go_to_span(found.id)

    def go_to_span(self, span_id: str) -> None:
        """Choose a span, show it and put the caret at its start."""
        span = self.span(span_id)
        if span is not None:
            self.choose((span_id,))
            self.scroll_to(span.start)
            self.put_caret(span.start)
            words = shortened(words_of(self.text, span.fragments))
            self.announce(f"{self.label_name(span_id)}: {words}")

    def move_edge(self, side: Side, direction: int, *, exact: bool = False) -> None:
        """Ask for the chosen span with its first or last edge a word (or character) further."""
        span = self.the_chosen()
        if span is None:
            return
        edge = outer_edge(span.fragments, side)
        fragment = span.fragments[edge.fragment]
        place = edge_step(self.text, self, fragment, side, direction, exact=exact)
        new = dragged(self.text, span.fragments, edge, place, exact=True)
        if new != span.fragments:
            self.resize_wanted.emit(span.id, new)

    def add_to_chosen(self, fragments: Iterable[Fragment]) -> None:
        """Ask for these passages to become parts of the chosen span."""
        if self._ids:
            for fragment in fragments:
                self.fragment_wanted.emit(self._ids[-1], fragment)

    # The clipboard

    def copied_words(self) -> str:
        """The exact characters that a copy takes: the selection, else the chosen spans."""
        fragments = self.selection
        if not fragments:
            chosen = (self.span(span_id) for span_id in self._ids)
            fragments = join_fragments(f for span in chosen if span for f in span.fragments)
        return words_of(self.text, fragments)

    def copy(self) -> None:
        """Copy the exact characters, also as UTF-8 bytes because Qt's text drops a leading BOM."""
        words = self.copied_words()
        if words:
            data = QMimeData()
            data.setText(words)
            data.setData("text/plain;charset=utf-8", words.encode("utf-8", "surrogatepass"))
            QGuiApplication.clipboard().setMimeData(data)

    def offer_selection(self) -> None:
        """Let a middle click elsewhere paste the selection, where the platform has that."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and self.selection:
            clipboard.setText(words_of(self.text, self.selection), QClipboard.Mode.Selection)
