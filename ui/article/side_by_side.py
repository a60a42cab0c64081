"""One to six articles side by side, in columns or in a grid."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedLayout, QWidget

from annotator.changes import Changes
from annotator.errors import ProjectError
from annotator.model.across import Counterpart
from annotator.model.suggestion import Source
from annotator.settings import Preferences
from ui.article.level import Level
from ui.article.lights import Lights
from ui.article.pane import ArticlePane
from ui.article.view import ArticleView
from ui.theme import Theme
from ui.workspace import Workspace

MOST = 6
ARTICLE_MIME = "application/x-annotator-article"
"""What a dragged article carries: its id, UTF-8."""


class SideBySide(QWidget):
    """Holds the article views.

    Signals: `view_added` with a new view; `active_changed` when another one is worked in, or
    another article in it; `shown_changed` when other articles are shown; `sizes_changed` when
    somebody gave them other sizes; `status_wanted` with the view's article id.
    """

    view_added = Signal(ArticleView)
    active_changed = Signal()
    shown_changed = Signal()
    sizes_changed = Signal()
    status_wanted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._views: list[ArticleView] = []
        self._active: ArticleView | None = None
        self._moving = False
        self._grid = False
        self._together = False
        self._following = False
        self.level = Level()
        # What was just put in place has its size only then.
        self._level_soon = QTimer(self, singleShot=True, interval=0)
        self._level_soon.timeout.connect(self.bring_level)
        self._zoom = 100
        self._sources = frozenset(Source)
        self._suggestions_shown = True
        self._dress: tuple[Theme, Preferences] | None = None
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.splitterMoved.connect(lambda *_: self.sizes_changed.emit())
        self.sizes_changed.connect(self._level_again)
        self._empty = QWidget()
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._splitter)
        self.lights = Lights(self, self._rows)
        self.shown_changed.connect(self.lights.refresh)
        self.setAcceptDrops(True)
        workspace.closing.connect(self.lights.forget)
        workspace.closing.connect(self.close_all)
        # Before the panels hear of it: they ask about the article that is worked in.
        workspace.changed.connect(self._close_gone)

    # What there is

    @property
    def views(self) -> tuple[ArticleView, ...]:
        """The views, in reading order."""
        return tuple(self._views)

    @property
    def active(self) -> ArticleView | None:
        """The view that is worked in."""
        return self._active

    @property
    def article_ids(self) -> tuple[str, ...]:
        """The articles that are shown, in reading order."""
        return tuple(view.article_id for view in self._views)

    @property
    def is_grid(self) -> bool:
        """Whether the articles stand in a grid."""
        return self._grid

    @property
    def columns(self) -> int:
        """How many articles stand beside each other."""
        return max(map(len, self._rows()), default=0)

    def view_of(self, article_id: str) -> ArticleView | None:
        """The view that shows this article."""
        return next((view for view in self._views if view.article_id == article_id), None)

    def pane_at(self, point: QPoint) -> ArticlePane | None:
        """The pane under a point of the screen."""
        widget = self.childAt(self.mapFromGlobal(point))
        while widget is not None and not isinstance(widget, ArticlePane):
            widget = widget.parentWidget()
        return widget

    def set_empty(self, widget: QWidget) -> None:
        """What stands there while no article is shown."""
        self._pages.removeWidget(self._empty)
        self._empty.deleteLater()
        self._empty = widget
        self._pages.insertWidget(0, widget)
        self._show_page()

    # What is shown

    def show_articles(self, article_ids: Sequence[str]) -> None:
        """Show these articles (at most six) and no others.

        Raises `ProjectError` where one cannot be read, once the others are shown.
        """
        wanted = list(dict.fromkeys(article_ids))[:MOST]
        kept = {view.article_id: view for view in self._views}
        had_active = self._active is not None
        with self._focus_kept():
            self._views = [kept[i] for i in wanted if i in kept]
            for article_id, view in kept.items():
                if article_id not in wanted:
                    self._drop(view)
            shown, faults = [], []
            for article_id in wanted:
                try:
                    shown.append(kept.get(article_id) or self._made(article_id))
                except ProjectError as error:
                    faults.append(error)
            self._views = shown
            self._arrange()
            if self._active not in self._views:
                self.activate(self._views[0] if self._views else None)
            if had_active and self._active is None:  # what was dropped is active no more
                self.active_changed.emit()
        self._level_again()
        self.shown_changed.emit()
        if faults:
            raise faults[0]

    def open_article(self, article_id: str, *, beside: bool = False) -> ArticleView:
        """Show an article in the active view, or beside the others; where it is shown, go there."""
        view = self.view_of(article_id)
        if view is None and self._active is not None and not (beside and len(self._views) < MOST):
            with self.apart():
                self._active.show_article(article_id)
            view = self._active
            self.active_changed.emit()  # the same pane, and another article in it
            self.shown_changed.emit()
        elif view is None:
            self.show_articles((*self.article_ids, article_id))
            view = self._views[-1]
        self.activate(view)
        return view

    def close_view(self, view: ArticleView) -> None:
        """Take one article from the screen."""
        self.show_articles([v.article_id for v in self._views if v is not view])

    def close_all(self) -> None:
        """Take every article from the screen."""
        self._level_soon.stop()
        self.show_articles(())

    @contextmanager
    def _focus_kept(self) -> Iterator[None]:
        """Views come, go and move meanwhile; the focus stays in the text that is worked in.

        Left alone, Qt gives the focus of what is taken out to whatever is next to it.
        """
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self._moving = True
        try:
            yield
        finally:
            self._moving = False
        if had_focus and self._active is not None:
            self._active.focus_text()

    def _focused(self, view: ArticleView) -> None:
        if not self._moving:
            self.activate(view)

    def _close_gone(self, changes: Changes) -> None:
        """Take articles from the screen that are not in the project any more."""
        if changes.articles or changes.everything:
            known = {article.id for article in self._workspace.project.articles()}
            if not known.issuperset(self.article_ids):
                self.show_articles([i for i in self.article_ids if i in known])

    def activate(self, view: ArticleView | None) -> None:
        """Work in this view from now on."""
        if view is self._active or (view is not None and view not in self._views):
            return
        self._active = view
        for one in self._views:
            one.set_active(one is view and len(self._views) > 1)
        self.active_changed.emit()

    def step_pane(self, step: int) -> None:
        """Go to the next (1) or previous (-1) pane."""
        if self._views:
            at = self._views.index(self._active) if self._active in self._views else 0
            view = self._views[(at + step) % len(self._views)]
            self.activate(view)
            view.focus_text()

    def _made(self, article_id: str) -> ArticleView:
        view = ArticleView(self._workspace)
        view.activated.connect(lambda: self._focused(view))
        view.close_wanted.connect(lambda: self.close_view(view))
        view.status_wanted.connect(lambda: self.status_wanted.emit(view.article_id))
        view.pane.scrolled.connect(lambda: self._scroll_others(view))
        self.lights.watch(view)
        view.set_zoom(self._zoom)
        view.set_sources(self._sources)
        view.pane.show_suggestions(self._suggestions_shown)
        view.zoomed.connect(self._keep_zoom)
        if self._dress is not None:
            view.dress(*self._dress)
        try:
            with self.apart():
                view.show_article(article_id)
        except ProjectError:
            view.deleteLater()
            raise
        self.view_added.emit(view)
        return view

    def _drop(self, view: ArticleView) -> None:
        if view is self._active:
            self._active = None
        view.leave()
        view.setParent(None)
        view.deleteLater()

    # How it is arranged

    def set_grid(self, grid: bool) -> None:
        """Columns, or a grid of two rows."""
        if grid != self._grid:
            self._grid = grid
            with self._focus_kept():
                self._arrange()

    def _arrange(self) -> None:
        for view in self._views:
            view.setParent(None)
        while (old := self._splitter.widget(0)) is not None:
            old.setParent(None)
            old.deleteLater()
        for views in self._rows():
            row = QSplitter(Qt.Orientation.Horizontal)
            row.setChildrenCollapsible(False)
            row.splitterMoved.connect(lambda *_: self.sizes_changed.emit())
            for view in views:
                row.addWidget(view)
                view.show()
            row.setSizes([1000] * len(views))
            self._splitter.addWidget(row)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes([1000] * self._splitter.count())
        for place, view in enumerate(self._views):
            view.turn = place
            view.set_active(view is self._active and len(self._views) > 1)
        self._show_page()

    def _rows(self) -> list[list[ArticleView]]:
        number = len(self._views)
        if not self._grid or number < 3:
            return [self._views] if self._views else []
        half = (number + 1) // 2
        return [self._views[a:b] for a, b in pairwise((0, half, number))]

    def _show_page(self) -> None:
        self._pages.setCurrentWidget(self._splitter if self._views else self._empty)

    def sizes(self) -> dict[str, Any]:
        """Sizes of rows and columns, to keep."""
        rows = [self._splitter.widget(i) for i in range(self._splitter.count())]
        columns = [row.sizes() for row in rows if isinstance(row, QSplitter)]
        return {"grid": self._grid, "rows": self._splitter.sizes(), "columns": columns}

    def set_sizes(self, sizes: dict[str, Any]) -> None:
        """Restore kept sizes, where they fit what is shown."""
        if bool(sizes.get("grid")) != self._grid:
            return
        columns = sizes.get("columns", [])
        if len(columns) == self._splitter.count():
            self._splitter.setSizes([int(size) for size in sizes.get("rows", [])])
            for i, widths in enumerate(columns):
                row = self._splitter.widget(i)
                if isinstance(row, QSplitter) and row.count() == len(widths):
                    row.setSizes([int(width) for width in widths])

    # How it looks and moves

    def dress(self, theme: Theme, preferences: Preferences) -> None:
        """Take theme and preferences."""
        self._dress = (theme, preferences)
        for view in self._views:
            view.dress(theme, preferences)

    def set_sources(self, sources: frozenset[Source]) -> None:
        """Show what these suggesters propose, and nothing of the others."""
        self._sources = sources
        for view in self._views:
            view.set_sources(sources)

    def show_suggestions(self, shown: bool) -> None:
        """Paint suggestions in the text, or leave them out."""
        self._suggestions_shown = shown
        for view in self._views:
            view.pane.show_suggestions(shown)

    @property
    def idle_seconds(self) -> float:
        """A longer pause between two signs of life is not counted."""
        return self._dress[1].idle_seconds if self._dress is not None else 60

    def _keep_zoom(self, percent: int) -> None:
        """A view opened next is as large as the one that was changed last."""
        self._zoom = percent

    def set_together(self, together: bool) -> None:
        """Whether all articles scroll with the one that is scrolled, level with it."""
        self._together = together
        self.bring_level()

    def hold_level(self, story_id: str, counterparts: Sequence[Counterpart]) -> None:
        """Which sentences of a story are alike, the most alike first: articles are held level."""
        self.level.take(story_id, counterparts)
        self.bring_level()

    def _level_again(self) -> None:
        """Panes have other places or sizes."""
        if self._together and len(self._views) > 1:
            self._level_soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere now."""
        super().resizeEvent(event)
        self._level_again()

    def bring_level(self) -> None:
        """Scroll the others to where the article is that is worked in, if they scroll together."""
        if self._active is not None:
            self._scroll_others(self._active)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Meanwhile each article goes where it is sent, and takes no other one along."""
        before, self._following = self._following, True
        try:
            yield
        finally:
            self._following = before

    def _scroll_others(self, scrolled: ArticleView) -> None:
        if self._together and not self._following:
            with self.apart():
                self.level.bring(self._views, scrolled)

    # Articles dragged here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take articles of this project."""
        if event.mimeData().hasFormat(ARTICLE_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show the dropped article in the view under the pointer, or beside the others."""
        data = event.mimeData().data(ARTICLE_MIME)
        article_id = bytes(data.data()).decode()
        under = self.childAt(event.position().toPoint())
        while under is not None and not isinstance(under, ArticleView):
            under = under.parentWidget()
        self.activate(under if under is not None else self._active)
        self.open_article(article_id, beside=under is None)
        event.acceptProposedAction()
