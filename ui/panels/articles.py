"""The articles by story, with progress: the way into every article."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.changes import Changes
from annotator.edits.stories import arrange, rename_story
from annotator.model.reading import Status
from annotator.model.story import Article, Story
from ui.ask import plain_label
from ui.panels.articles_model import ArticlesModel
from ui.panels.panel import Panel
from ui.panels.two_lines import TwoLineDelegate
from ui.workspace import Workspace

_STATUS_ACTIONS = (
    ("Done…", Status.DONE),
    ("Skip", Status.SKIPPED),
    ("Reopen", Status.IN_PROGRESS),
)
INDENT = 12
"""Pixels; every one more is one less for the titles."""
COUNT_AFTER = 700
"""Milliseconds without a change until spans are counted again."""


class ArticlesPanel(Panel):
    """Stories and their articles.

    Signals:
        article_wanted(article id, beside): open it, in a pane of its own where `beside`.
        story_wanted(story id): open its articles side by side.
        status_wanted(article id, Status): the reading is to be done, skipped or reopened.
        files_dropped(paths, story id or None): take these in.
        import_wanted(story id or None), folder_wanted(story id or None): files or a folder are to
            be chosen.
        paste_wanted, sample_wanted: a button was pressed.
    """

    article_wanted = Signal(str, bool)
    story_wanted = Signal(str)
    status_wanted = Signal(str, object)
    files_dropped = Signal(object, object)
    import_wanted = Signal(object)
    folder_wanted = Signal(object)
    paste_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("Articles")
        self.setAcceptDrops(True)
        self.model = ArticlesModel(self)
        self.model.files_dropped.connect(self.files_dropped)
        self.model.rename_wanted.connect(self._rename)
        self.model.arrange_wanted.connect(self._arrange)
        self.tree = ArticlesTree(self.model)
        self.tree.activated.connect(self._activated)
        self.tree.menu_wanted.connect(self._show_menu)
        self.search = _search_field(self.model)
        self.search.textChanged.connect(lambda words: self._after_search(words))
        self._to_count: set[str] = set()
        self._count = QTimer(self, singleShot=True, interval=COUNT_AFTER)
        self._count.timeout.connect(self._count_spans)
        self._build()
        self.clear()

    def _build(self) -> None:
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._empty_page())
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        field = QVBoxLayout()
        field.setContentsMargins(8, 0, 8, 0)
        field.addWidget(self.search)
        layout.addLayout(field)
        layout.addWidget(self.tree)
        self._pages.addWidget(page)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 32, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(plain_label("Drop files here", part="heading"))
        layout.addWidget(
            plain_label("Text files, folders or a table. A folder becomes a story.", part="faint")
        )
        layout.addSpacing(8)
        for words, wanted in (
            ("Choose files…", lambda: self.import_wanted.emit(None)),
            ("Choose a folder…", lambda: self.folder_wanted.emit(None)),
            ("Paste text", self.paste_wanted.emit),
            ("Open the sample", self.sample_wanted.emit),
        ):
            button = QPushButton(words)
            button.clicked.connect(wanted)
            layout.addWidget(button)
        layout.addStretch()
        return page

    # Reading

    def read(self) -> None:
        """Read stories, articles, progress and counts."""
        project, who = self.workspace.project, self.workspace.annotator_id
        chosen = self.model.article_at(self.tree.currentIndex())
        folded = self._folded()
        self.model.editable = not project.read_only
        status = {reading.article_id: reading.status for reading in project.readings(who)}
        self.model.fill(project.stories(), project.articles(), status, project.span_counts(who))
        self._unfold(folded)
        if chosen is not None:
            self.show_article(chosen.id)
        self._pages.setCurrentIndex(0 if self.model.is_empty() else 1)

    def take(self, changes: Changes) -> None:
        """Read again what changed: a status at once, counts when things have calmed down."""
        if changes.articles or changes.stories or changes.annotators:
            self.read()
            return
        project, who = self.workspace.project, self.workspace.annotator_id
        self.model.set_status({i: project.reading(i, who).status for i in changes.readings})
        self._to_count.update(article_id for article_id, _ in changes.spans)
        if self._to_count:
            self._count.start()

    def clear(self) -> None:
        """Show that there is nothing yet."""
        self._count.stop()
        self._to_count.clear()
        self.model.fill((), (), {}, {})
        self._pages.setCurrentIndex(0)

    def show_article(self, article_id: str) -> None:
        """Choose the row of this article, without opening it."""
        index = self.model.index_of(article_id)
        if index.isValid():
            # This one alone, also where Ctrl is still pressed from the keys that led here.
            flags = QItemSelectionModel.SelectionFlag
            self.tree.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def dress(self) -> None:
        """Colours of marks and lines."""
        self.tree.rows.theme = self.theme
        self.tree.viewport().update()

    def _count_spans(self) -> None:
        if not self.workspace.is_open:
            return
        wanted, self._to_count = sorted(self._to_count), set()
        counted = self.workspace.project.span_counts(self.workspace.annotator_id, wanted)
        self.model.set_spans({i: counted.get(i, 0) for i in wanted})

    def _folded(self) -> set[str]:
        rows = [self.model.index(row, 0) for row in range(self.model.rowCount())]
        folded = [self.model.story_at(row) for row in rows if not self.tree.isExpanded(row)]
        return {story.id for story in folded if story}

    def _unfold(self, folded: set[str]) -> None:
        """Unfold all stories but the folded ones; of very many, none."""
        if self.model.rowCount() > 50 and not self.search.text():
            return
        for row in range(self.model.rowCount()):
            index = self.model.index(row, 0)
            story = self.model.story_at(index)
            self.tree.setExpanded(index, story is not None and story.id not in folded)

    def _after_search(self, words: str) -> None:
        self._unfold(set())

    # Doing

    def _activated(self, index: QModelIndex) -> None:
        article, story = self.model.article_at(index), self.model.story_at(index)
        held = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        if article is not None:
            self.article_wanted.emit(article.id, bool(held))
        elif story is not None:
            self.story_wanted.emit(story.id)

    def _rename(self, story_id: str, name: str) -> None:
        story = next((s for s in self.workspace.project.stories() if s.id == story_id), None)
        if story is not None:
            self.workspace.edit(rename_story(story, name))

    def _arrange(self, articles: Sequence[Article]) -> None:
        self.workspace.edit(arrange(articles))

    def _move(self, article: Article, by: int) -> None:
        row = self.model.siblings(article.story_id)
        at = row.index(article)
        others = [one for one in row if one != article]
        to = max(0, min(len(others), at + by))
        self._arrange([*others[:to], article, *others[to:]])

    def _show_menu(self, index: QModelIndex, place: QPoint) -> None:
        menu = self.menu(index)
        menu.exec(place)
        menu.deleteLater()

    def menu(self, index: QModelIndex) -> QMenu:
        """What can be done with a row."""
        menu = QMenu(self)
        article, story = self.model.article_at(index), self.model.story_at(index)
        if article is not None:
            self._fill_article_menu(menu, article)
        elif story is not None:
            self._fill_story_menu(menu, story, index)
        else:
            menu.addAction("Import articles…", lambda: self.import_wanted.emit(None))
            menu.addAction("Import a folder…", lambda: self.folder_wanted.emit(None))
        return menu

    def _fill_article_menu(self, menu: QMenu, article: Article) -> None:
        menu.addAction("Open", partial(self.article_wanted.emit, article.id, False))
        menu.addAction(
            "Open beside the others", partial(self.article_wanted.emit, article.id, True)
        )
        menu.addSeparator()
        for words, status in _STATUS_ACTIONS:
            action = menu.addAction(words, partial(self.status_wanted.emit, article.id, status))
            action.setEnabled(self.workspace.can_edit)
        menu.addSeparator()
        for words, by in (("Move up", -1), ("Move down", 1)):
            action = menu.addAction(words, partial(self._move, article, by))
            action.setEnabled(self.model.editable)

    def _fill_story_menu(self, menu: QMenu, story: Story, index: QModelIndex) -> None:
        menu.addAction("Open side by side", lambda: self.story_wanted.emit(story.id))
        menu.addSeparator()
        rename = menu.addAction("Rename…", lambda: self.tree.edit(index))
        more = menu.addAction("Import articles into it…", lambda: self.import_wanted.emit(story.id))
        whole = menu.addAction(
            "Import a folder into it…", lambda: self.folder_wanted.emit(story.id)
        )
        for action in (rename, more, whole):
            action.setEnabled(self.model.editable)

    # Files dropped where no row is

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the dropped files to be taken in."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.files_dropped.emit(paths, None)
            event.acceptProposedAction()


class ArticlesTree(QTreeView):
    """The rows. Signals: `menu_wanted(index, global position)`."""

    menu_wanted = Signal(QModelIndex, QPoint)

    def __init__(self, model: ArticlesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.rows = TwoLineDelegate(self, middle=True)
        self.setItemDelegate(self.rows)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIndentation(INDENT)
        self.setAccessibleName("Articles by story")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row, also from the keyboard."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        self.menu_wanted.emit(index, below if by_key else event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, with Ctrl beside the others; Esc is the panel's."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        editing = self.state() == QAbstractItemView.State.EditingState
        if enter and not editing and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


def _search_field(model: ArticlesModel) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText("Search articles")
    field.setAccessibleName("Search articles")
    field.setClearButtonEnabled(True)
    field.textChanged.connect(model.search)
    return field
