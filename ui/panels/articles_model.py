"""The articles by story, as a tree for item views."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from annotator.model.reading import Status
from annotator.model.story import Article, Story
from ui.panels.signs import STATUS_WORDS
from ui.panels.two_lines import RIGHT, SECOND, SIGN, STRONG

ARTICLE_MIME = "application/x-annotator-article"
"""Kind of drag data: ids of articles, one a line, UTF-8."""
FILES_MIME = "text/uri-list"
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()


@dataclass(slots=True)
class Branch:
    """A story with those of its articles that the search lets through."""

    story: Story
    articles: list[Article]
    shown: list[Article] = field(default_factory=list)


class ArticlesModel(QAbstractItemModel):
    """Stories, and under each its articles.

    Signals: `rename_wanted(story id, name)`, `arrange_wanted(articles in their new order)`,
    `files_dropped(paths, story id or None)`.
    """

    rename_wanted = Signal(str, str)
    arrange_wanted = Signal(object)
    files_dropped = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._branches: list[Branch] = []
        self._shown: list[Branch] = []
        self._status: dict[str, Status] = {}
        self._spans: dict[str, int] = {}
        self._needle = ""
        self.editable = False

    # What there is

    def fill(
        self,
        stories: Iterable[Story],
        articles: Iterable[Article],
        status: Mapping[str, Status],
        spans: Mapping[str, int],
    ) -> None:
        """Show these."""
        self.beginResetModel()
        branches = {story.id: Branch(story, []) for story in stories}
        for article in articles:
            branches[article.story_id].articles.append(article)
        self._branches = list(branches.values())
        self._status, self._spans = dict(status), dict(spans)
        self._sift()
        self.endResetModel()

    def search(self, needle: str) -> None:
        """Show only stories and articles with these words in name, title, outlet or byline."""
        needle = needle.strip().casefold()
        if needle != self._needle:
            self.beginResetModel()
            self._needle = needle
            self._sift()
            self.endResetModel()

    def set_status(self, status: Mapping[str, Status]) -> None:
        """How far these articles are now, by id."""
        self._status.update(status)
        self._tell(status)

    def set_spans(self, spans: Mapping[str, int]) -> None:
        """How many spans these articles have now, by id."""
        self._spans.update(spans)
        self._tell(spans)

    def is_empty(self) -> bool:
        """Whether there is no story at all, searched or not."""
        return not self._branches

    def article_at(self, index: Index) -> Article | None:
        """The article of a row; None for a story."""
        if not index.isValid() or not index.internalId():
            return None
        return self._shown[index.internalId() - 1].shown[index.row()]

    def story_at(self, index: Index) -> Story | None:
        """The story of a row, also of an article's row."""
        if not index.isValid():
            return None
        row = index.internalId() - 1 if index.internalId() else index.row()
        return self._shown[row].story

    def index_of(self, article_id: str) -> QModelIndex:
        """Where an article stands; an invalid index where it is not shown."""
        for row, branch in enumerate(self._shown):
            for below, article in enumerate(branch.shown):
                if article.id == article_id:
                    return self.createIndex(below, 0, row + 1)
        return QModelIndex()

    def siblings(self, story_id: str) -> list[Article]:
        """All articles of a story, in order, whatever the search hides."""
        return next((b.articles for b in self._branches if b.story.id == story_id), [])

    def _sift(self) -> None:
        self._shown = []
        for branch in self._branches:
            whole = self._needle in branch.story.name.casefold()
            branch.shown = [a for a in branch.articles if whole or self._needle in _searched(a)]
            if branch.shown or whole:
                self._shown.append(branch)

    def _tell(self, article_ids: Iterable[str]) -> None:
        changed = set(article_ids)
        for row, branch in enumerate(self._shown):
            rows = [i for i, article in enumerate(branch.shown) if article.id in changed]
            if rows:
                story = self.createIndex(row, 0, 0)
                self.dataChanged.emit(story, story)
                first, last = rows[0], rows[-1]
                self.dataChanged.emit(self.index(first, 0, story), self.index(last, 0, story))

    # As views ask

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """The place of a row."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]
        """The story of an article."""
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many stories, or articles of a story."""
        if not parent.isValid():
            return len(self._shown)
        return 0 if parent.internalId() else len(self._shown[parent.row()].shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """One."""
        return 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Words and signs of a row."""
        if not index.isValid():
            return None
        article = self.article_at(index)
        if article is None:
            return self._story_data(self._shown[index.row()], role)
        return self._article_data(article, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Articles can be dragged, stories renamed; files and articles can be dropped on both."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.internalId():
            return flags | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren
        flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable else flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:  # noqa: ANN401
        """Asks for another name of a story; the new name comes back with the project's changes."""
        story = self.story_at(index)
        if role != Role.EditRole or story is None or index.internalId():
            return False
        name = str(value).strip()
        if name and name != story.name:
            self.rename_wanted.emit(story.id, name)
        return True

    def _story_data(self, branch: Branch, role: int) -> object:
        done = sum(self._status.get(a.id) is Status.DONE for a in branch.articles)
        progress = f"{done} of {len(branch.articles)} done"
        match role:
            case Role.DisplayRole | Role.EditRole:
                return branch.story.name
            case Role.AccessibleTextRole:
                return f"Story {branch.story.name}, {progress}"
            case Role.ToolTipRole:
                return f"<span>{escape(branch.story.name)}<br>{progress}</span>"
        return {SECOND: progress, STRONG: True}.get(role)

    def _article_data(self, article: Article, role: int) -> object:
        number = self._spans.get(article.id, 0)
        spans = f"{number:,} span{'' if number == 1 else 's'}"
        status = self._status.get(article.id, Status.NEW)
        match role:
            case Role.DisplayRole:
                return article.title or article.name
            case Role.AccessibleTextRole:
                return f"{article.title} {article.name}, {STATUS_WORDS[status]}, {spans}".strip()
            case Role.ToolTipRole:
                facts = (article.title, article.name, article.outlet, article.published)
                lines = [escape(fact) for fact in facts if fact]
                return "<br>".join(
                    ["<span>" + lines[0], *lines[1:], f"{STATUS_WORDS[status]}, {spans}</span>"]
                )
        below = article.outlet or article.name if article.title else article.outlet
        return {SECOND: below, RIGHT: spans, SIGN: status}.get(role)

    # Dragging

    def supportedDragActions(self) -> Qt.DropAction:
        """Articles are copied to a pane, or moved within their story."""
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def supportedDropActions(self) -> Qt.DropAction:
        """As `supportedDragActions`."""
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Articles, and files from outside."""
        return [ARTICLE_MIME, FILES_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids of the dragged articles."""
        ids = [article.id for index in indexes if (article := self.article_at(index))]
        mime = QMimeData()
        mime.setData(ARTICLE_MIME, QByteArray("\n".join(ids).encode()))
        return mime

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Files go anywhere; articles only between those of their own story."""
        if data.hasUrls():
            return self.editable
        return self.editable and bool(self._moved(data, parent))

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Asks for the files to be taken in, or for the articles to be arranged."""
        story = self.story_at(parent)
        if data.hasUrls():
            paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
            if paths:
                self.files_dropped.emit(paths, story.id if story else None)
            return bool(paths)
        moved = self._moved(data, parent)
        if not moved or story is None:
            return False
        self.arrange_wanted.emit(self._arranged(story.id, moved, row))
        # The model changes with the project, not with the drag: the view must remove no rows.
        return False

    def _moved(self, data: QMimeData, parent: Index) -> list[Article]:
        story = self.story_at(parent)
        if story is None or parent.internalId() or not data.hasFormat(ARTICLE_MIME):
            return []
        ids = bytes(data.data(ARTICLE_MIME).data()).decode("utf-8", "replace").split("\n")
        own = {article.id: article for article in self.siblings(story.id)}
        return [own[i] for i in ids if i in own] if all(i in own for i in ids) else []

    def _arranged(self, story_id: str, moved: Sequence[Article], row: int) -> list[Article]:
        """All articles of a story with the moved ones before the one shown in `row`."""
        shown = next(b.shown for b in self._shown if b.story.id == story_id)
        after = shown[row:] if row >= 0 else []
        before = next((article for article in after if article not in moved), None)
        others = [a for a in self.siblings(story_id) if a not in moved]
        at = others.index(before) if before else len(others)
        return [*others[:at], *moved, *others[at:]]


def _searched(article: Article) -> str:
    return "\n".join((article.name, article.title, article.outlet, article.byline)).casefold()
