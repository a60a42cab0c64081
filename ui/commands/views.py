"""What the View menu does: panes, zoom, theme, panels, and finding."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from annotator.model.span import Fragment
from ui.article.side_by_side import MOST
from ui.article.view import ArticleView
from ui.giving_way import GivingWay

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.panels.search import Hit

THEMES = {
    "theme-system": "system",
    "theme-light": "light",
    "theme-dark": "dark",
    "theme-contrast": "high contrast",
}
ZOOM_STEP = 10
READABLE = 260
"""Pixels in width below which nobody reads an article with ease."""


class ViewCommands:
    """Connects what is shown and how."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._articles = window.articles
        self._count, grid = window.state.pane_layout()
        self._articles.set_grid(grid)
        # The words are painted first; what the panels say of them follows.
        self._soon = QTimer(self._articles, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell_panels)
        self._connect_actions()
        self._connect_panels()
        window.workspace.closing.connect(self._soon.stop)
        self._articles.view_added.connect(self._listen)
        self._articles.active_changed.connect(self._show_active)
        self._articles.shown_changed.connect(self._show_count)
        self._giving_way = GivingWay(window)
        # Once Qt has shared out the room.
        self._readable_soon = QTimer(self._articles, singleShot=True, interval=0)
        self._readable_soon.timeout.connect(self._make_readable)
        window.workspace.closing.connect(self._readable_soon.stop)
        self._articles.shown_changed.connect(self.keep_readable)

    def _connect_actions(self) -> None:
        window, actions = self._window, self._window.actions_
        for number in range(1, 7):
            actions.on(f"panes-{number}", partial(self.set_panes, number))
        for name, theme in THEMES.items():
            actions.on(name, partial(window.settings.change, theme=theme))
            actions[name].setChecked(window.settings.preferences.theme == theme)
        for name, do in {
            "columns": partial(self._set_grid, False),
            "grid": partial(self._set_grid, True),
            "zoom-in": partial(self._zoom, ZOOM_STEP),
            "zoom-out": partial(self._zoom, -ZOOM_STEP),
            "zoom-reset": partial(self._zoom, 0),
            "find": partial(self.find, story=False),
            "find-story": partial(self.find, story=True),
            "find-next": partial(window.docks.find.step, 1),
            "find-previous": partial(window.docks.find.step, -1),
        }.items():
            actions.on(name, do)
        actions.on("full-screen", self._full_screen)
        actions["grid" if self._articles.is_grid else "columns"].setChecked(True)
        actions[f"panes-{self._count}"].setChecked(True)

    def _connect_panels(self) -> None:
        window, docks = self._window, self._window.docks
        for panel in (docks.spans, docks.details, docks.sentences):
            panel.span_wanted.connect(self.show_span)
        docks.spans.spans_chosen.connect(docks.details.show_spans)
        docks.spans.remove_wanted.connect(window.labelling.remove)
        docks.spans.relabel_wanted.connect(window.labelling.relabel_all)
        docks.spans.merge_wanted.connect(window.labelling.merge)
        docks.find.hits_changed.connect(self._show_hits)
        docks.find.hit_wanted.connect(self.show_hit)
        docks.sentences.sentence_wanted.connect(self.show_passage)
        for told in (docks.find.told, docks.sentences.told, docks.history.told):
            told.connect(window.status.tell)

    # Panes

    def pane_count(self) -> int:
        """How many articles a story is opened with."""
        return self._count

    def make_room(self, count: int) -> None:
        """Opens stories with so many articles from now on, as far as they can be read side by side.

        Six at most, and never fewer than before; not remembered.
        """
        fit = min(MOST, self._articles.width() // READABLE)
        self._count = max(self._count, min(count, fit))

    def keep_readable(self) -> None:
        """Has the panels at the sides make room where the articles are too narrow to be read."""
        if self._articles.views:
            self._readable_soon.start()

    def _make_readable(self) -> None:
        wanted = READABLE * self._articles.columns
        self._giving_way.fit(self._window.docks.docks.values(), self._articles.width(), wanted)

    def set_panes(self, count: int) -> None:
        """Shows this many articles of the story: closes the last ones, or opens the next."""
        self._count = count
        self._window.state.keep_pane_layout(count, grid=self._articles.is_grid)
        shown = list(self._articles.article_ids)[:count]
        active = self._articles.active
        if active is not None and active.article is not None and len(shown) < count:
            story = self._window.workspace.project.articles(active.article.story_id)
            shown += [a.id for a in story if a.id not in shown][: count - len(shown)]
        if active is not None and active.article_id not in shown:
            shown[-1] = active.article_id
        order = [article.id for article in self._window.workspace.project.articles()]
        self._articles.show_articles(sorted(shown, key=order.index))
        self._window.focus_text()

    def _set_grid(self, grid: bool) -> None:
        self._articles.set_grid(grid)
        self._window.state.keep_pane_layout(self._count, grid=grid)

    def _zoom(self, step: int) -> None:
        view = self._articles.active
        if view is not None:
            view.set_zoom(view.pane.zoom + step if step else 100)
            self._window.status.tell(f"{view.pane.zoom} %")

    def _full_screen(self, on: bool) -> None:
        state = self._window.windowState()
        full = Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | full if on else state & ~full)

    def _show_count(self) -> None:
        number = len(self._articles.views)
        if number:
            self._window.actions_[f"panes-{number}"].setChecked(True)

    # What the panels follow

    def _listen(self, view: ArticleView) -> None:
        view.pane.chosen_changed.connect(lambda ids: self._chosen(view, ids))
        view.pane.caret_moved.connect(lambda offset: self._caret(view, offset))

    def _chosen(self, view: ArticleView, ids: tuple[str, ...]) -> None:
        if view is self._articles.active:
            self._soon.start()

    def _caret(self, view: ArticleView, offset: int) -> None:
        if view is self._articles.active:
            self._soon.start()

    def _tell_panels(self) -> None:
        view = self._articles.active
        if view is not None and view.article_id:
            docks, chosen = self._window.docks, view.pane.chosen()
            docks.details.show_spans(chosen)
            docks.spans.show_spans(chosen)
            docks.sentences.show_caret(view.pane.caret)

    def _show_active(self) -> None:
        view = self._articles.active
        article_id = view.article_id if view and view.article_id else None
        docks = self._window.docks
        for panel in (docks.labels, docks.details, docks.spans, docks.find, docks.sentences):
            panel.show_article(article_id)
        docks.articles.show_article(article_id or "")
        docks.details.show_spans(view.pane.chosen() if view else ())

    # Going to a place

    def show_span(self, span_id: str) -> None:
        """Shows and chooses a span, wherever it stands."""
        for span in self._window.workspace.project.spans_by_id([span_id]):
            view = self._view_for(span.article_id)
            view.pane.go_to_span(span_id)
            view.pane.flash(span_id)

    def show_hit(self, article_id: str, hit: Fragment) -> None:
        """Shows what was found, selected: a label's key then marks it."""
        self.show_passage(article_id, hit)
        self._view_for(article_id).pane.select((hit,), exact=True)

    def show_passage(self, article_id: str, passage: Fragment) -> None:
        """Shows a passage, a find for one."""
        pane = self._view_for(article_id).pane
        pane.scroll_to(passage.start)
        pane.put_caret(passage.start, follow=False)

    def _view_for(self, article_id: str) -> ArticleView:
        view = self._articles.view_of(article_id)
        if view is None:
            return self._articles.open_article(article_id)
        self._articles.activate(view)
        return view

    # Finding

    def find(self, *, story: bool) -> None:
        """Opens the panel that finds words, with the selected ones in it."""
        pane = self._window.labelling.pane
        words = pane.copied_words() if pane is not None and pane.selected() else ""
        self._window.docks.show("find")
        self._window.docks.find.look_for(words, story=story)

    def _show_hits(self, hits: dict[str, list[Fragment]], current: "Hit | None") -> None:
        for view in self._articles.views:
            here = hits.get(view.article_id, [])
            is_here = current is not None and current.article_id == view.article_id
            at = here.index(current.fragment) if current and is_here else None
            view.pane.set_hits(here, at)
