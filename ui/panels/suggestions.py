"""The list of suggestions: of an article, of its story or of the whole project."""

import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QPoint, QSize, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.changes import Changes
from annotator.model.story import Article
from annotator.model.suggestion import Offer, Suggestion, Verdict
from ui.article.offered import Offered
from ui.ask import plain_label
from ui.panels.panel import Panel
from ui.panels.scope import Scope
from ui.panels.suggestions_bar import SuggestionsBar
from ui.panels.suggestions_empty import Nothing, NothingYet
from ui.panels.suggestions_model import (
    Row,
    SuggestionFilter,
    SuggestionsModel,
    Which,
    rows_of,
)
from ui.panels.suggestions_table import SuggestionsTable
from ui.workspace import Workspace

LEAST = QSize(200, 112)
"""Pixels of the list, or of what is said in its place."""
SLICE = 0.001
"""Seconds after which listing, once the article at hand is read, gives the window its turn."""
REST = 6
"""Milliseconds between two slices, for all else that wants its turn."""
FEW = 8
"""More articles than these are listed anew, a little at a time."""
SCREEN = 40
"""So many rows are shown while the others are still being listed: more than a screen has."""
AFTER_THE_TEXT = 75
"""Milliseconds that the articles have to themselves when suggestions have come."""


class SuggestionsPanel(Panel):
    """Suggestions as rows, and what can be done with them.

    Signals:
        suggestion_wanted(Suggestion): show it in its article.
        answer_wanted(tuple of Suggestions, Verdict): answer several at once.
        reopen_wanted(tuple of suggestion ids): let answered ones wait again.
        sources_changed(frozenset of Sources): what is listed, shown and gone through.
        shown: all that it lists is listed.
    """

    suggestion_wanted = Signal(Suggestion)
    answer_wanted = Signal(object, Verdict)
    reopen_wanted = Signal(object)
    sources_changed = Signal(object)
    shown = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("Suggestions")
        self.filter = SuggestionFilter()
        self.scope = Scope.STORY
        self.missing_model = ""
        """A sentence on what is not suggested while no model is installed."""
        self._article_id: str | None = None
        self._articles: dict[str, Article] = {}
        self._listing: Iterator[tuple[Article, list[Row]]] | None = None
        self._slices = QTimer(self, singleShot=True, interval=REST)
        self._slices.timeout.connect(self._list_some)
        self._missed: frozenset[str] = frozenset()
        self._reread_soon = QTimer(self, singleShot=True, interval=AFTER_THE_TEXT)
        self._reread_soon.timeout.connect(self.reread)
        self._numbers: dict[str, tuple[int, int]] = {}
        self._offered: dict[str, Offered] = {}
        self._held: list[Row] = []
        self._current = ""
        self._looking = False
        self._labelled_since = False
        self.model = SuggestionsModel(self)
        self.table = SuggestionsTable(self.model)
        self.table.show_answers(False)
        self.nothing = Nothing()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.bar = SuggestionsBar()
        self.bar.show_wanted(self.scope, self.filter)
        self.count = plain_label("", part="faint")
        self.count.setContentsMargins(8, 0, 8, 4)
        self._pages = QStackedLayout()
        for page in (self.table, self.nothing):
            # Neither asks for more room than the other: a dock that grows would move the text.
            page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            page.setMinimumSize(LEAST)
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addLayout(self._pages, 1)
        layout.addWidget(self.count)

    def _connect(self) -> None:
        self.bar.scope_wanted.connect(self.set_scope)
        self.bar.filter_wanted.connect(self._filter_asked)
        self.nothing.everything_wanted.connect(self._show_everything)
        self.table.shown_wanted.connect(self._show_current)
        self.table.copy_wanted.connect(self._copy)
        self.table.menu_wanted.connect(self._show_menu)

    def set_actions(
        self,
        answers: Sequence[QAction],
        look: Sequence[QAction],
        several: Sequence[QAction],
        models: QAction,
    ) -> None:
        """The actions on its bar: answering the current one, looking, answering several."""
        self.bar.set_actions(answers, look, several)
        self.nothing.set_actions(look, models)

    # What the window says

    def show_article(self, article_id: str | None) -> None:
        """List the suggestions of this article or of its story, as the scope says."""
        before, self._article_id = self._article_id, article_id
        if self.scope.moves(self.workspace, before, article_id):
            self.reread()

    def show_current(self, suggestion: Suggestion | None) -> None:
        """Select the row of the current suggestion without telling anybody."""
        self._current = suggestion.id if suggestion is not None else ""
        if self.isVisible():
            self._select()

    def _select(self) -> None:
        row = self.model.row_of(self._current) if self._current else -1
        if row < 0:
            if not self._current:
                self.table.clearSelection()
            return
        flags = QItemSelectionModel.SelectionFlag
        index = self.model.index(row, 0)
        chooser = self.table.selectionModel()
        chooser.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.scrollTo(index)

    def show_looking(self, looking: bool) -> None:
        """Whether suggestions are being looked for now."""
        if self._looking and not looking:
            self._reread_soon.start()
        self._looking = looking
        self._labelled_since = self._labelled_since and not looking
        self.bar.show_looking(looking)
        self._show_count()

    def set_scope(self, scope: Scope) -> None:
        """List the suggestions of the article, of its story or of all."""
        self.scope = scope
        self.bar.show_wanted(scope, self.filter)
        self.reread()

    def set_filter(self, wanted: SuggestionFilter) -> None:
        """List only the suggestions that this filter takes."""
        before, self.filter = self.filter, wanted
        self.bar.show_wanted(self.scope, wanted)
        self.table.show_answers(wanted.which is not Which.WAITING)
        if before.sources != wanted.sources:
            self.sources_changed.emit(wanted.sources)
        self.reread()

    # Reading

    def read(self) -> None:
        """List all anew; many articles come one after the other, nothing waits for them."""
        articles = self.scope.articles(self.workspace, self._article_id)
        self._articles = {article.id: article for article in articles}
        self._numbers, self._offered, self._held = {}, {}, []
        self._missed = frozenset()
        names = {article.id: article.name for article in articles}
        self.model.begin(self.workspace.scheme, self.text, names)
        self.model.dress(self.styles)
        self._listing = self._list(articles)
        if len(articles) > FEW:
            self._slices.start()
            self._show_count(more=True)
        else:
            self._list_some()

    def take(self, changes: Changes) -> None:
        """Read the articles again whose suggestions or answers changed."""
        if changes.spans and not changes.suggestions and not self._labelled_since:
            self._labelled_since = True
            self._show_count()
        if self._looking or self._reread_soon.isActive():
            return  # all is listed anew at the end
        if changes.articles or changes.stories:
            self.read()
            return
        touched = changes.suggestions & self._articles.keys()
        if len(touched) > FEW:
            self._reread_soon.start()
            return
        if self._slices.isActive():
            self._missed |= touched  # may be read already, or not yet
            return
        for article_id in touched:
            self.model.replace(article_id, self._rows(self._articles[article_id]))
        if touched:
            self._select()
            self._show_count()

    def clear(self) -> None:
        """No rows."""
        self._slices.stop()
        self._listing, self._held = None, []
        self._article_id = None
        self._current = ""
        self._labelled_since = False
        self._articles, self._numbers, self._offered = {}, {}, {}
        self.filter = SuggestionFilter()
        self.table.show_answers(False)
        self.bar.show_wanted(self.scope, self.filter)
        self.model.begin(self.model.scheme, lambda _: "", {})
        self.count.setText("")

    def dress(self) -> None:
        """Colours of swatches."""
        self.table.cells.theme = self.theme
        self.model.dress(self.styles)

    def _rows(self, article: Article) -> list[Row]:
        who, project = self.workspace.annotator_id, self.workspace.project
        known = self._offered.get(article.id)
        if known is not None:
            offered = known.read_again(project, article.id, who)
        else:
            offered = Offered.read(project, article.id, who)
        self._offered[article.id] = offered
        self._numbers[article.id] = (len(offered.pending), len(offered.all))
        text = partial(self.text, article.id)
        rows = rows_of(offered.all, offered.answers)
        return [row for row in rows if self.filter.takes(row, text)]

    def _list(self, articles: Sequence[Article]) -> Iterator[tuple[Article, list[Row]]]:
        for article in articles:
            yield article, self._rows(article)

    def _list_some(self) -> None:
        """List for a moment; the rest after the window had its turn.

        Rows that are painted at once have a turn to themselves.
        """
        if self._held and self.model.rowCount() < SCREEN:
            self._show_held()
            self._slices.start()
            return
        end = time.perf_counter() + SLICE
        for _, rows in self._listing or ():
            self._held += rows
            if time.perf_counter() >= end:
                self._slices.start()
                self._show_count(more=True)
                return
        self._end_listing()

    def _show_held(self) -> None:
        self.model.add(self._held)
        self._held = []
        self._show_count(more=True)

    def _end_listing(self) -> None:
        self._slices.stop()
        self._listing = None
        self.model.add(self._held)
        self._held = []
        self.model.settle()
        missed, self._missed = self._missed, frozenset()
        for article_id in missed:
            self.model.replace(article_id, self._rows(self._articles[article_id]))
        self._select()
        self._show_count()

    def say_missing(self, sentence: str) -> None:
        """Say what is not suggested for want of a model."""
        self.missing_model = sentence
        self._show_count()

    def _show_everything(self) -> None:
        self.set_filter(SuggestionFilter(which=Which.ALL))

    def _filter_asked(self, wanted: SuggestionFilter) -> None:
        if self.workspace.is_open:
            self.set_filter(wanted)

    # How many there are, or why there are none

    def _show_count(self, *, more: bool = False) -> None:
        rows = self.model.rowCount() + len(self._held)
        waiting = sum(number for number, _ in self._numbers.values())
        every = sum(number for _, number in self._numbers.values())
        if more:
            words = f"{rows:,} so far …"
        elif self.filter.which is Which.WAITING:
            words = f"{rows:,} waiting" if rows == waiting else f"{rows:,} of {waiting:,} waiting"
            words += f", {every - waiting:,} answered" if every > waiting else ""
        else:
            words = f"{rows:,} of {every:,} suggestions, {waiting:,} waiting"
        if self._labelled_since:
            words += ". You have labelled since: look again for places like those"
        if self.missing_model:
            words += f". {self.missing_model}"
        self.count.setText(words if every or more else "")
        if not more and self.workspace.is_open:
            self.nothing.say(self._why_nothing(rows, waiting, every), self.missing_model)
        self._pages.setCurrentWidget(self.table if rows or more else self.nothing)
        if not more:
            self.shown.emit()

    def _why_nothing(self, rows: int, waiting: int, every: int) -> NothingYet:
        if self._looking:
            return NothingYet.LOOKING
        if not self._articles:
            return NothingYet.NO_ARTICLE
        if every and not waiting and self.filter.which is Which.WAITING:
            return NothingYet.ALL_ANSWERED
        if every:
            return NothingYet.FILTERED
        who = self.workspace.annotator_id
        switched_off = who and self.workspace.project.policy(who).offer is Offer.NONE
        return NothingYet.SWITCHED_OFF if switched_off else NothingYet.NOT_LOOKED

    # Doing

    def chosen(self) -> tuple[Row, ...]:
        """The selected rows."""
        return tuple(self.table.chosen())

    def numbers(self) -> Mapping[str, tuple[int, int]]:
        """How many wait, and how many there are, by article id."""
        return self._numbers

    def _show_current(self) -> None:
        index = self.table.currentIndex()
        if index.isValid() and len(self.table.selectionModel().selectedRows()) <= 1:
            self.suggestion_wanted.emit(self.model.at(index.row()).suggestion)

    def _copy(self) -> None:
        words = [
            row.suggestion.quoted(self.text(row.suggestion.article_id)) for row in self.chosen()
        ]
        QGuiApplication.clipboard().setText("\n".join(words))

    def _show_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.exec(place)
        menu.deleteLater()

    def menu(self) -> QMenu:
        """What can be done with the selected suggestions."""
        menu = QMenu(self)
        rows = self.chosen()
        waiting = tuple(row.suggestion for row in rows if row.answer is None)
        answered = tuple(row.suggestion.id for row in rows if row.answer is not None)
        if len(rows) == 1:
            wanted = partial(self.suggestion_wanted.emit, rows[0].suggestion)
            menu.addAction("Show in the article", wanted)
            menu.addSeparator()
        number = f" {len(waiting):,}" if len(waiting) > 1 else ""
        for words, verdict in (
            (f"Accept{number}", Verdict.ACCEPTED),
            (f"Reject{number}", Verdict.REJECTED),
            (f"Skip{number}", Verdict.SKIPPED),
        ):
            action = menu.addAction(words, partial(self.answer_wanted.emit, waiting, verdict))
            action.setEnabled(self.workspace.can_edit and bool(waiting))
        again = menu.addAction("Ask again", partial(self.reopen_wanted.emit, answered))
        again.setEnabled(self.workspace.can_edit and bool(answered))
        menu.addSeparator()
        menu.addAction("Copy the words", self._copy).setEnabled(bool(rows))
        return menu
