"""The list of spans: of an article, of its story or of the whole project, filtered."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QTimer, Signal
from PySide6.QtGui import QActionGroup, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.changes import Changes
from annotator.model.span import Span
from annotator.model.story import Article
from ui.ask import doubled, plain_label
from ui.panels.panel import Panel
from ui.panels.scope import Scope
from ui.panels.spans_model import SpanFilter, SpansModel
from ui.panels.spans_table import SpansTable
from ui.workspace import Workspace

WIDE = 420
"""Pixels from which the filters stand in one line."""
SLICE = 0.012
"""Seconds that listing may take before the window has its turn."""
FIRST = 500
"""So many spans are listed at once: more than a screen shows."""
COUNT_AFTER = 250
"""Milliseconds without a change until all spans are counted again."""
SEARCH_AFTER = 150
"""Milliseconds without a key until the words are looked for."""


class SpansPanel(Panel):
    """Spans as rows.

    Signals:
        span_wanted(span id): show it in its article.
        spans_chosen(tuple of span ids): these rows were selected.
        remove_wanted(tuple of span ids), relabel_wanted(tuple of span ids, label id),
        merge_wanted(tuple of span ids): into one span of several parts.
    """

    span_wanted = Signal(str)
    spans_chosen = Signal(object)
    remove_wanted = Signal(object)
    relabel_wanted = Signal(object, str)
    merge_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("Spans")
        self.filter = SpanFilter()
        self.scope = Scope.STORY
        self._article_id: str | None = None
        self._articles: dict[str, Article] = {}
        self._listing: Iterator[tuple[Article, list[Span]]] | None = None
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._list_some)
        self._missed: frozenset[str] = frozenset()
        self._wanted: tuple[str, ...] = ()
        self._count_soon = QTimer(self, singleShot=True, interval=COUNT_AFTER)
        self._count_soon.timeout.connect(self._count_all)
        self._search_soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        self._search_soon.timeout.connect(self._search)
        self._listed = self._all = 0
        self.model = SpansModel(self)
        self.table = SpansTable(self.model)
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find in words and notes")
        self.search.setAccessibleName("Find in words and notes of spans")
        self.search.setClearButtonEnabled(True)
        self.scope_button = _menu_button("Which articles")
        self.filter_button = _menu_button("Filter")
        buttons = QHBoxLayout()
        buttons.addWidget(self.scope_button)
        buttons.addWidget(self.filter_button)
        buttons.addStretch()
        self._bar = bar = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        bar.setContentsMargins(8, 0, 8, 0)
        bar.setSpacing(4)
        bar.addWidget(self.search, 1)
        bar.addLayout(buttons)
        self.count = plain_label("", part="faint")
        self.count.setContentsMargins(8, 0, 8, 4)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.count)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._search_soon.start())
        self.scope_button.menu().aboutToShow.connect(self._fill_scopes)
        self.filter_button.menu().aboutToShow.connect(self._fill_filters)
        self.table.shown_wanted.connect(self._show_current)
        self.table.remove_wanted.connect(self._remove)
        self.table.copy_wanted.connect(self._copy)
        self.table.menu_wanted.connect(self._show_menu)
        self.table.selectionModel().selectionChanged.connect(self._tell_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide panel has all its filters in one line."""
        wide = event.size().width() >= WIDE
        direction = QBoxLayout.Direction
        self._bar.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        super().resizeEvent(event)

    # What the window says

    def show_article(self, article_id: str | None) -> None:
        """List the spans of this article or of its story, as the scope says."""
        before, self._article_id = self._article_id, article_id
        if self.scope.moves(self.workspace, before, article_id):
            self.reread()

    def show_spans(self, ids: Sequence[str]) -> None:
        """Select the rows of these spans without telling anybody."""
        self._wanted = tuple(ids)
        if self.isVisible():
            self._select(ids)

    def _select(self, ids: Sequence[str]) -> None:
        rows = self.model.rows_of(ids)
        selection = QItemSelection()
        for row in rows:
            selection.select(
                self.model.index(row, 0), self.model.index(row, self.model.columnCount() - 1)
            )
        chooser = self.table.selectionModel()
        chooser.blockSignals(True)
        chooser.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            current = self.model.index(rows[0], 0)
            chooser.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.table.scrollTo(current)
        chooser.blockSignals(False)
        self.table.viewport().update()

    def set_scope(self, scope: Scope) -> None:
        """List the spans of the article, of its story or of all."""
        self.scope = scope
        self.reread()

    def set_filter(self, wanted: SpanFilter) -> None:
        """List only the spans that this filter takes."""
        self.filter = wanted
        if self.search.text() != wanted.words:
            self.search.setText(wanted.words)
        self._search_soon.stop()
        self.reread()

    # Reading

    def read(self) -> None:
        """List all spans again; many articles come one after the other, nothing waits for them."""
        articles = self.scope.articles(self.workspace, self._article_id)
        self._articles = {article.id: article for article in articles}
        names = {article.id: article.name for article in articles}
        self._listed = self._all = 0
        self._missed = frozenset()
        self.model.begin(self.workspace.scheme, self.text, names)
        self.model.dress(self.styles)
        self._mark_asked()
        self._listing = self._list(articles)
        self._show_filters()
        self._list_some()

    def take(self, changes: Changes) -> None:
        """Read the named spans again."""
        if changes.articles or changes.stories:
            self.read()
            return
        if changes.questions:
            self._mark_asked()
        for article_id, ids in changes.spans:
            if article_id not in self._articles:
                continue
            if ids is None:
                self.read()
                return
            if self._slices.isActive():
                self._missed |= ids  # may be read already, or not yet
            else:
                self._take_spans(ids)

    def _mark_asked(self) -> None:
        project, who = self.workspace.project, self.workspace.annotator_id
        asked = project.questions(annotator_id=who, open_only=True)
        self.model.mark_asked(one.span_id for one in asked)

    def clear(self) -> None:
        """No rows."""
        self._slices.stop()
        self._count_soon.stop()
        self._listing = None
        self._article_id = None
        self._wanted = ()
        self._articles = {}
        self.filter = SpanFilter()
        self.search.clear()
        self._search_soon.stop()
        self.model.begin(self.model.scheme, lambda _: "", {})
        self.count.setText("")

    def dress(self) -> None:
        """Colours of swatches and signs."""
        self.table.cells.theme = self.theme
        self.model.dress(self.styles)

    def _list(self, articles: Sequence[Article]) -> Iterator[tuple[Article, list[Span]]]:
        counts = self.workspace.project.span_counts(
            self.workspace.annotator_id, [article.id for article in articles]
        )
        scheme, wanted = self.workspace.scheme, self.filter
        for article in articles:
            if counts.get(article.id):
                text = partial(self.text, article.id)
                who = self.workspace.annotator_id
                for spans in self.workspace.project.span_slices(article.id, who):
                    self._all += len(spans)
                    yield article, [span for span in spans if wanted.takes(span, text, scheme)]

    def _list_some(self) -> None:
        """List spans for a moment; the rest after the window had its turn."""
        end = time.perf_counter() + SLICE
        for _, spans in self._listing or ():
            self.model.add(spans)
            if self.model.rowCount() >= FIRST and time.perf_counter() >= end:
                self._slices.start()
                self._show_count(more=True)
                return
        self._slices.stop()
        self._listing = None
        missed, self._missed = self._missed, frozenset()
        if not self.model.in_text_order:  # as they were listed
            self.model.settle()
        if missed:
            self._take_spans(missed)
        self._select(self._wanted)
        self._show_count()

    def _take_spans(self, ids: frozenset[str]) -> None:
        who, scheme = self.workspace.annotator_id, self.workspace.scheme
        present = [
            span
            for span in self.workspace.project.spans_by_id(sorted(ids))
            if span.annotator_id == who
        ]
        taken = [
            s for s in present if self.filter.takes(s, partial(self.text, s.article_id), scheme)
        ]
        self.model.replace(ids, taken)
        if self.filter == SpanFilter():
            self._all = self.model.rowCount()
            self._show_count()
        else:
            self._count_soon.start()

    def _count_all(self) -> None:
        if self.workspace.is_open:
            project, who = self.workspace.project, self.workspace.annotator_id
            self._all = sum(project.span_counts(who, list(self._articles)).values())
            self._show_count()

    # Filters

    def _search(self) -> None:
        words = self.search.text().strip()
        if words != self.filter.words and self.workspace.is_open:
            self.set_filter(replace(self.filter, words=self.search.text().strip()))

    def _fill_scopes(self) -> None:
        menu = self.scope_button.menu()
        menu.clear()
        group = QActionGroup(menu)
        for scope in Scope:
            action = menu.addAction(scope.value, partial(self.set_scope, scope))
            action.setCheckable(True)
            action.setChecked(scope is self.scope)
            group.addAction(action)

    def _fill_filters(self) -> None:
        menu = self.filter_button.menu()
        menu.clear()
        if not self.workspace.is_open:
            return
        for label in self.workspace.scheme.labels:
            action = menu.addAction(doubled(label.name))
            action.setCheckable(True)
            action.setChecked(label.id in self.filter.labels)
            action.toggled.connect(partial(self._want_label, label.id))
        menu.addSeparator()
        note = menu.addAction("With a note")
        lacking = menu.addAction("Required answer missing")
        for action, on in ((note, self.filter.with_note), (lacking, self.filter.lacking)):
            action.setCheckable(True)
            action.setChecked(on)
        note.toggled.connect(lambda on: self.set_filter(replace(self.filter, with_note=on)))
        lacking.toggled.connect(lambda on: self.set_filter(replace(self.filter, lacking=on)))
        menu.addSeparator()
        menu.addAction("Show all", lambda: self.set_filter(SpanFilter()))

    def _want_label(self, label_id: str, on: bool) -> None:
        labels = self.filter.labels | {label_id} if on else self.filter.labels - {label_id}
        self.set_filter(replace(self.filter, labels=labels))

    def _show_filters(self) -> None:
        self.scope_button.setText(f"{self.scope.value} ▾")
        number = len(self.filter.labels) + self.filter.with_note + self.filter.lacking
        self.filter_button.setText(f"Filter: {number} ▾" if number else "Filter ▾")

    def _show_count(self, *, more: bool = False) -> None:
        rows = self.model.rowCount()
        if more:
            words = f"{rows:,} so far …"
        elif self._all == 0:
            words = "No spans yet. Select words in an article and press the key of a label."
        elif rows == self._all:
            words = f"{rows:,} span{'' if rows == 1 else 's'}"
        else:
            words = f"{rows:,} of {self._all:,} spans"
        self.count.setText(words)

    # Doing

    def _chosen_ids(self) -> tuple[str, ...]:
        return tuple(span.id for span in self.table.chosen())

    def _tell_chosen(self) -> None:
        self._wanted = self._chosen_ids()
        self.spans_chosen.emit(self._wanted)

    def _show_current(self) -> None:
        index = self.table.currentIndex()
        if index.isValid() and len(self.table.selectionModel().selectedRows()) <= 1:
            self.span_wanted.emit(self.model.span_at(index.row()).id)

    def _remove(self) -> None:
        if ids := self._chosen_ids():
            self.remove_wanted.emit(ids)

    def _copy(self) -> None:
        words = [span.quoted(self.text(span.article_id)) for span in self.table.chosen()]
        QGuiApplication.clipboard().setText("\n".join(words))

    def _show_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.exec(place)
        menu.deleteLater()

    def menu(self) -> QMenu:
        """What can be done with the selected spans."""
        menu = QMenu(self)
        chosen = self.table.chosen()
        ids = tuple(span.id for span in chosen)
        if len(chosen) == 1:
            menu.addAction("Show in the article", partial(self.span_wanted.emit, ids[0]))
        relabel = menu.addMenu("Change label")
        for label in self.workspace.scheme.offered:
            relabel.addAction(doubled(label.name), partial(self.relabel_wanted.emit, ids, label.id))
        merge = menu.addAction("Merge into one span", partial(self.merge_wanted.emit, ids))
        merge.setEnabled(self.workspace.can_edit and _can_merge(chosen))
        menu.addSeparator()
        menu.addAction("Copy the words", self._copy).setEnabled(bool(chosen))
        remove = menu.addAction("Delete", self._remove)
        for action in (relabel.menuAction(), remove):
            action.setEnabled(self.workspace.can_edit and bool(chosen))
        return menu


def _can_merge(spans: Sequence[Span]) -> bool:
    return len(spans) > 1 and len({(span.article_id, span.label_id) for span in spans}) == 1


def _menu_button(words: str) -> QToolButton:
    button = QToolButton()
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setAccessibleName(words)
    button.setMenu(QMenu(button))
    return button
