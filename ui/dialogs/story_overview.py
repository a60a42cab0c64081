"""The overview of a story, a window of its own: its groups and questions, article by article."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.changes import Changes
from annotator.model.across import FacetRow
from annotator.model.story import Article
from ui.ask import plain_label
from ui.dialogs.story_tables import (
    MOST_ROWS,
    SIGNS,
    StoryTable,
    TableRow,
    columns,
    facet_row,
    group_row,
)
from ui.theme import Theme
from ui.workspace import Workspace

WIDE, HIGH = 1280, 800
LONGEST_TITLE = 100
NO_GROUPS = (
    "No groups in this story yet. Choose a span in an article and make a group of it, "
    "or make one of a clue."
)
COMPARING = "The articles are compared. What each answers to the questions of a story comes here."
NO_FACETS = "No answers to the questions of a story were found in these articles."
NO_VERDICT = "Found by patterns of words, and no verdict."
LEGEND = "    ".join(f"{sign} {stance}" for stance, sign in SIGNS.items())


class StoryOverview(QWidget):
    """A matrix of groups and articles, and a table of the questions of a story.

    `theme` says in which colours to paint. Signals: `passages_wanted(tuple of Passage)`: show them
    in the articles; `patterns_wanted`: the questions are to be changed; `closed`.
    """

    passages_wanted = Signal(object)
    patterns_wanted = Signal()
    closed = Signal()

    def __init__(
        self, workspace: Workspace, theme: Callable[[], Theme], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace, self._theme = workspace, theme
        self.story_id = ""
        self._articles: Sequence[Article] = ()
        self._facets: Sequence[FacetRow] | None = None
        self._why = ""
        self._told: Sequence[str] = ()
        self._left: dict[StoryTable, str] = {}
        self._repaint = QTimer(self, singleShot=True, interval=0)
        self._repaint.timeout.connect(self.read)
        self.groups = StoryTable("Groups and articles", "Group")
        self.facets = StoryTable("Questions and articles", "Question")
        self.no_groups, self.no_facets = _words(NO_GROUPS), _words(COMPARING)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Pages of the overview")
        self.tabs.setDocumentMode(True)
        self._group_page = _page(self.groups, self.no_groups)
        self._facet_page = _page(self.facets, self.no_facets)
        self.tabs.addTab(self._group_page, "Groups")
        self.tabs.addTab(self._facet_page, "Questions")
        self.foot = plain_label(LEGEND, part="faint")
        self.change = QPushButton("Change the questions…")
        self.change.setToolTip("The words by which answers are found, for this project")
        self.change.clicked.connect(lambda: self.patterns_wanted.emit())
        below = QHBoxLayout()
        below.setContentsMargins(12, 0, 12, 0)
        below.addWidget(self.foot, 1)
        below.addWidget(self.change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(below)
        for table in (self.groups, self.facets):
            table.passages_wanted.connect(self.passages_wanted)
        self.tabs.currentChanged.connect(lambda _: self._show_foot())
        self._show_foot()
        workspace.changed.connect(self._take)
        workspace.annotator_changed.connect(self.read)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        room = QGuiApplication.primaryScreen().availableGeometry().size()
        self.resize(min(WIDE, room.width() - 32), min(HIGH, room.height() - 64))

    def show_story(self, story_id: str) -> None:
        """Show the groups of a story; `show_facets` or `show_why_not` follows for its questions."""
        if story_id != self.story_id:
            self.story_id, self._facets, self._why, self._told = story_id, None, "", ()
        self.read()

    def show_facets(
        self, story_id: str, facets: Sequence[FacetRow], told: Sequence[str] = ()
    ) -> None:
        """What the articles answer to the questions of a story; `told`: what was left out."""
        if story_id == self.story_id:
            self._facets = tuple(facets)
            self._told = tuple(told)
            self._fill_facets()

    def show_comparing(self, story_id: str) -> None:
        """The questions are looked at again."""
        if story_id == self.story_id:
            self._facets, self._why, self._told = None, "", ()
            self._fill_facets()

    def show_why_not(self, story_id: str, sentence: str) -> None:
        """Why the questions could not be looked at."""
        if story_id == self.story_id:
            self._why = sentence
            self._fill_facets()

    def read(self) -> None:
        """Read story, groups and their spans, anew."""
        workspace = self._workspace
        if not workspace.is_open or not self.story_id:
            return
        project = workspace.project
        self._articles = project.articles(self.story_id)
        names = {story.id: story.name for story in project.stories()}
        self.setWindowTitle(f"Overview – {names.get(self.story_id, '')[:LONGEST_TITLE]}")
        groups = project.groups(self.story_id, workspace.annotator_id)
        ids = [i for group in groups for i in group.span_ids]
        spans = {span.id: span for span in project.spans_by_id(ids)}
        texts = {article.id: "" for article in self._articles}

        def text(article_id: str) -> str:
            texts[article_id] = texts.get(article_id) or project.text(article_id)
            return texts[article_id]

        rows = [group_row(group, self._articles, spans, text) for group in groups]
        self._fill(self.groups, rows)
        self._group_page.setCurrentWidget(self.groups if rows else self.no_groups)
        self._fill_facets()

    def _fill_facets(self) -> None:
        rows: list[TableRow] = []
        if self._facets is None:
            self.no_facets.setText(self._why or COMPARING)
        else:
            there = {article.id for article in self._articles}
            text = self._workspace.project.text
            rows = [
                facet_row(row, self._articles, text)
                for row in self._answers(self._facets)
                if any(one.article_id in there for one in row.passages)
            ]
            self._fill(self.facets, rows)
            self.no_facets.setText(NO_FACETS)
        self._facet_page.setCurrentWidget(self.facets if rows else self.no_facets)
        self._show_foot()

    def _answers(self, found: Sequence[FacetRow]) -> Sequence[FacetRow]:
        """What patterns found, with what the annotator marked as answers by now."""
        from annotator.project.marked_facets import facets_of

        workspace = self._workspace
        if not workspace.annotator_id:
            return found
        return facets_of(workspace.project, self.story_id, workspace.annotator_id, found)

    def _fill(self, table: StoryTable, rows: Sequence[TableRow]) -> None:
        """Fill a table as far as there is room, and say what is left out."""
        shown = columns(rows, self._articles)
        table.fill(rows[:MOST_ROWS], shown, self._theme())
        left = []
        if len(shown) < len(self._articles):
            left.append(f"{len(shown):,} of {len(self._articles):,} articles, those that say most.")
        if len(rows) > MOST_ROWS:
            left.append(f"The first {MOST_ROWS:,} of {len(rows):,} groups.")
        self._left[table] = " ".join(left)
        self._show_foot()

    def _show_foot(self) -> None:
        """The signs of the matrix, and what is left out of the picture."""
        on_groups = self.tabs.currentIndex() == 0
        table = self.groups if on_groups else self.facets
        told = [LEGEND] if on_groups else [NO_VERDICT, *self._told]
        words = [*told, self._left.get(table, "")]
        self.foot.setText(("\n" if on_groups else " ").join(filter(None, words)))
        self.change.setVisible(not on_groups)
        self.change.setEnabled(self._workspace.can_edit)

    def _take(self, changes: Changes) -> None:
        if changes.everything or changes.groups or changes.spans or changes.articles:
            self.read()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: the colours of cells are painted anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.story_id:
            self._repaint.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go."""
        self._repaint.stop()
        self._workspace.changed.disconnect(self._take)
        self._workspace.annotator_changed.disconnect(self.read)
        super().closeEvent(event)
        self.closed.emit()


def _words(words: str) -> QLabel:
    label = plain_label(words, part="faint")
    label.setContentsMargins(16, 16, 16, 16)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setWordWrap(True)
    return label


def _page(table: QWidget, words: QWidget) -> QStackedWidget:
    page = QStackedWidget()
    page.addWidget(table)
    page.addWidget(words)
    return page
