"""The article as a list of sentences, with the same actions as beside the text."""

import time
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.changes import Changes
from annotator.edits.spans import add_span, new_span
from annotator.model.scheme import Label
from annotator.model.span import Fragment, Span
from annotator.text.snap import to_edges
from annotator.text.words import words
from ui.article.painted import PaintedSpan
from ui.article.reading_list import SentenceList
from ui.article.span_index import SpanIndex
from ui.article.view import painted
from ui.ask import doubled, plain_label
from ui.panels.panel import Panel
from ui.panels.sentence_rows import SentenceRows
from ui.workspace import Workspace

SLICE = 0.012
"""Seconds that reading spans may take before the window has its turn."""
SENTENCES_SLICE = 0.006
"""The same for the sentences of a long article, which goes on for much longer."""
FIRST = 500
"""So many spans are read at once: more than a screen shows."""
SHOWN = 160
"""So many characters of a range or a span are spelt out."""


class SentencesPanel(Panel):
    """Sentences to read, to go to and to label, as a whole or a range of their words.

    Signals:
        sentence_wanted(article id, Fragment): the caret is to go there.
        span_wanted(span id): this span was chosen.
        span_made(span id): this span was made here.
        told(sentence): what was done, or why not, for the status bar and screen readers.
    """

    sentence_wanted = Signal(str, object)
    span_wanted = Signal(str)
    span_made = Signal(str)
    told = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("Sentences")
        self._article_id: str | None = None
        self._shown_article: str | None = None
        self._text = ""
        self._caret = 0
        self._words: tuple[Fragment, ...] = ()
        self._label_of: dict[str, str] = {}
        self._index = SpanIndex()
        self._missed: frozenset[str] = frozenset()
        self._listing: Iterator[tuple[Span, ...]] | None = None
        self._read_so_far: list[PaintedSpan] = []
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._read_some)
        self._sentence_slices = QTimer(self, interval=0)
        self._sentence_slices.timeout.connect(self._read_sentences)
        self.model = SentenceList(self)
        self.list = SentenceRows(self.model)
        self.first, self.last = _number("First word"), _number("Last word")
        self.reading = plain_label("", part="faint")
        self.range = plain_label("", part="faint")
        self.label_button = _menu_button("Label…", "Label these words")
        self.spans_button = _menu_button("Spans…", "Spans in this sentence")
        self._build()
        self._connect()
        self._show_sentence()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(4)
        layout.addWidget(self.list, 1)
        self.reading.setContentsMargins(8, 0, 8, 0)
        self.reading.hide()
        layout.addWidget(self.reading)
        below = QHBoxLayout()
        below.setContentsMargins(8, 4, 8, 0)
        below.setSpacing(4)
        below.addWidget(_faint("Words"))
        below.addWidget(self.first)
        below.addWidget(_faint("to"))
        below.addWidget(self.last)
        below.addStretch()
        below.addWidget(self.label_button)
        below.addWidget(self.spans_button)
        layout.addLayout(below)
        self.range.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(self.range)

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_sentence())
        self.list.wanted.connect(self._go)
        self.list.key_pressed.connect(self._label_by_key)
        self.first.valueChanged.connect(lambda _: self._show_range())
        self.last.valueChanged.connect(lambda _: self._show_range())
        self.label_button.menu().aboutToShow.connect(self._fill_labels)
        self.spans_button.menu().aboutToShow.connect(self._fill_spans)

    # What the window says

    def show_article(self, article_id: str | None) -> None:
        """List the sentences of this article."""
        if article_id != self._article_id:
            self._article_id, self._caret = article_id, 0
            self.reread()

    def show_caret(self, offset: int) -> None:
        """The caret is in another place of the text: choose its sentence, tell nobody."""
        self._caret = offset
        if self.isVisible() and not self.list.hasFocus():
            self._choose(self.model.row_of(offset))

    def showEvent(self, event: QShowEvent) -> None:
        """Go on reading a long article."""
        super().showEvent(event)
        self._go_on_reading()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits for the sentences now."""
        super().hideEvent(event)
        self._sentence_slices.stop()

    # Reading

    def read(self) -> None:
        """Read text and spans."""
        if self._article_id is None:
            self.clear()
            return
        if self._shown_article != self._article_id:
            self._shown_article = self._article_id
            self._text = self.workspace.project.text(self._article_id)
            self.model.set_article(self._text, self._between, self._name_of)
            self._go_on_reading()
            self._choose(self.model.row_of(self._caret))
        self._read_spans()
        self._show_sentence()

    def take(self, changes: Changes) -> None:
        """Read the named spans again."""
        touched = changes.spans_in(self._article_id) if self._article_id else frozenset()
        if touched is None:
            self._read_spans()
        elif touched:
            if self._slices.isActive():
                self._missed |= touched  # may be read already, or not yet
            self._take_spans(touched)

    def _take_spans(self, touched: frozenset[str]) -> None:
        for span_id in touched:
            self._index.drop(span_id)
        for span in self.workspace.project.spans_by_id(sorted(touched)):
            if span.annotator_id == self.workspace.annotator_id:
                self._label_of[span.id] = span.label_id
                self._index.put(painted(span))
        self.model.spans_changed()
        self._show_spans()

    def clear(self) -> None:
        """No sentences."""
        self._article_id = self._shown_article = None
        self._slices.stop()
        self._listing = None
        self._text, self._label_of, self._index = "", {}, SpanIndex()
        self.model.set_article("", self._between, self._name_of)
        self._go_on_reading()
        self._show_sentence()

    def _go_on_reading(self) -> None:
        """The sentences that are not listed yet are read while the window does nothing else."""
        if self.model.is_reading and self.isVisible():
            self._sentence_slices.start()
        else:
            self._sentence_slices.stop()
        self._show_reading()

    def _read_sentences(self) -> None:
        self.model.read_on(SENTENCES_SLICE)
        if not self.model.is_reading:
            self._sentence_slices.stop()
            if not (self.list.hasFocus() and self.list.currentIndex().isValid()):
                self._choose(self.model.row_of(self._caret))
        self._show_reading()

    def _show_reading(self) -> None:
        self.reading.setVisible(self.model.is_reading)
        self.reading.setText(f"Reading the other sentences … {self.model.share_read:.0%}")

    def _read_spans(self) -> None:
        self._label_of, self._index, self._read_so_far = {}, SpanIndex(), []
        self._missed = frozenset()
        self._listing = None
        if self._article_id is not None:
            project, who = self.workspace.project, self.workspace.annotator_id
            self._listing = project.span_slices(self._article_id, who)
        self._read_some()

    def _read_some(self) -> None:
        """Read spans for a moment; the rest after the window had its turn."""
        end = time.perf_counter() + SLICE
        for spans in self._listing or ():
            self._label_of.update((span.id, span.label_id) for span in spans)
            self._read_so_far += map(painted, spans)
            if len(self._read_so_far) >= FIRST and time.perf_counter() >= end:
                if not self._slices.isActive():  # the first screen is there at once
                    self._show_read()
                    self._slices.start()
                return
        self._slices.stop()
        self._listing = None
        self._show_read()
        self._read_so_far = []
        if self._missed:
            self._take_spans(self._missed)
        self._missed = frozenset()

    def _show_read(self) -> None:
        self._index = SpanIndex(self._read_so_far)
        self.model.spans_changed()
        self._show_spans()

    def _between(self, start: int, end: int) -> list[PaintedSpan]:
        return self._index.between(start, end)

    def _name_of(self, span_id: str) -> str:
        label = self.workspace.scheme.label(self._label_of[span_id])
        return label.name if label else "span"

    # The chosen sentence

    def sentence(self) -> Fragment | None:
        """The chosen sentence."""
        index = self.list.currentIndex()
        return self.model.fragment(index.row()) if index.isValid() else None

    def chosen_words(self) -> Fragment | None:
        """The chosen range of words; the whole sentence unless the numbers say otherwise."""
        sentence = self.sentence()
        if sentence is None or not self._words:
            return sentence
        first, last = sorted((self.first.value(), self.last.value()))
        if (first, last) == (1, len(self._words)):
            return sentence
        return Fragment(self._words[first - 1].start, self._words[last - 1].end)

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.list.choose(row)

    def _show_sentence(self) -> None:
        sentence = self.sentence()
        self._words = tuple(words(self._text, *sentence)) if sentence else ()
        number = max(len(self._words), 1)
        for box, value in ((self.first, 1), (self.last, number)):
            box.blockSignals(True)
            box.setRange(1, number)
            box.setValue(value)
            box.setEnabled(bool(self._words))
            box.blockSignals(False)
        self.label_button.setEnabled(sentence is not None and self.workspace.can_edit)
        self._show_range()
        self._show_spans()

    def _show_range(self) -> None:
        chosen = self.chosen_words()
        shown = " ".join(self._text[chosen.start : chosen.end].split()) if chosen else ""
        self.range.setText(shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…")
        self.range.setVisible(bool(shown))

    def _show_spans(self) -> None:
        sentence = self.sentence()
        number = len(self._index.between(*sentence)) if sentence else 0
        self.spans_button.setText(f"{number:,} span{'' if number == 1 else 's'} ▾")
        self.spans_button.setEnabled(number > 0)

    # Doing

    def _go(self, row: int) -> None:
        if self._article_id is not None:
            self.sentence_wanted.emit(self._article_id, self.model.fragment(row))

    def _label_by_key(self, key: str) -> None:
        label = next((one for one in self.workspace.scheme.offered if one.key == key), None)
        if label is not None:
            self.label(label)

    def label(self, label: Label) -> None:
        """Label the chosen words, or the whole sentence."""
        chosen = self.chosen_words()
        if chosen is None or self._article_id is None or not self.workspace.can_edit:
            return
        kept = to_edges(self._text, *chosen, label.edges)
        if kept is None:
            self.told.emit("There are no words to label here.")
            return
        span = new_span(self._article_id, self.workspace.annotator_id, label, [kept])
        if self.workspace.edit(add_span(span, label)):
            self.told.emit(f"Labelled “{label.name}”: {self._cut(kept)}")
            self.span_made.emit(span.id)

    def _fill_labels(self) -> None:
        menu = self.label_button.menu()
        menu.clear()
        for label in self.workspace.scheme.offered:
            action = menu.addAction(doubled(label.name), partial(self.label, label))
            action.setText(f"{doubled(label.name)}\t{doubled(label.key)}")

    def _fill_spans(self) -> None:
        menu = self.spans_button.menu()
        menu.clear()
        sentence = self.sentence()
        for span in self._index.between(*sentence) if sentence else ():
            shown = self._cut(Fragment(span.start, span.end), 60)
            name = f"{self._name_of(span.id)}: {shown}"
            menu.addAction(doubled(name), partial(self.span_wanted.emit, span.id))

    def _cut(self, fragment: Fragment, most: int = SHOWN) -> str:
        shown = " ".join(self._text[fragment.start : fragment.end].split())
        return shown if len(shown) <= most else f"{shown[:most]}…"


def _number(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(name)
    box.setKeyboardTracking(False)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return box


def _faint(shown: str) -> QWidget:
    label = plain_label(shown, part="faint")
    label.setWordWrap(False)
    return label


def _menu_button(shown: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(f"{shown} ▾")
    button.setAccessibleName(name)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(QMenu(button))
    return button
