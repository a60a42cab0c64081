"""Dragging spans, selected words, members and groups onto the board of groups.

Where it is dropped decides: on another span the tag of a span makes a link, on the board a group.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from annotator.model.clue import Passage
from annotator.model.scheme import RelationKind
from ui.article.drag_hint import DragHint
from ui.article.linking import LinkLine
from ui.article.view import ArticleView
from ui.ask import doubled
from ui.panels.collected import Collected
from ui.panels.group_drop import Board, Carried, Landing
from ui.panels.groups_tree import GROUP, KIND, NAME
from ui.panels.kind_zones import OPEN, KindZones

if TYPE_CHECKING:
    from ui.main_window import MainWindow

TICK = 50
"""Milliseconds between two steps of scrolling while the pointer is at the edge of the board."""
EDGE = 20
"""Pixels from the edge of the board in which it scrolls."""
WHERE = "Drop it on a group, or below for a new one. Esc calls it off."


class GroupDrag(QObject):
    """Follows a drag over articles and board, says what a drop would do, and does it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._panel = window.docks.groups
        self._carried: Carried | None = None
        self._board: Board | None = None
        self._says_where = False
        self._line: LinkLine | None = None
        self._point = QPoint()
        self._ticking = QTimer(self, interval=TICK)
        self._ticking.timeout.connect(self._scroll)
        self.hint = DragHint(window)
        self.strip = KindZones(window, opens=True)
        window.articles.view_added.connect(self._listen)
        window.links.lands_elsewhere = self._takes
        tree = self._panel.tree
        tree.drag_started.connect(self._begin_rows)
        tree.drag_moved.connect(self._move)
        tree.drag_released.connect(self._drop)
        tree.drag_cancelled.connect(self._end)
        for gone in (window.workspace.closing, window.articles.shown_changed):
            gone.connect(self._end)

    def _listen(self, view: ArticleView) -> None:
        pane = view.pane
        pane.link_started.connect(partial(self._begin_span, view))
        pane.carry_started.connect(partial(self._begin_words, view))
        for moved in (pane.link_moved, pane.carry_moved):
            moved.connect(self._move)
        for released in (pane.link_released, pane.carry_released):
            released.connect(self._drop)
        for cancelled in (pane.link_cancelled, pane.carry_cancelled):
            cancelled.connect(self._end)

    # Beginning

    def _begin_span(self, view: ArticleView, span_id: str) -> None:
        """A span by its tag; where it is one of several that are chosen, all of them."""
        chosen = view.pane.chosen()
        ids = chosen if span_id in chosen else (span_id,)
        spans = self._window.workspace.project.spans_by_id(list(ids))
        order = sorted(spans, key=lambda span: (span.id != span_id, span.start))
        self._begin(view, [Collected.of(span) for span in order], says_where=False)

    def _begin_words(self, view: ArticleView) -> None:
        words = [Collected.of(Passage(view.article_id, one)) for one in view.pane.selected()]
        self._begin(view, words, says_where=True)

    def _begin(self, view: ArticleView, some: list[Collected], *, says_where: bool) -> None:
        self._panel.show_article(view.article_id)
        if self._window.workspace.can_edit and some:
            self._take_up(self._panel.carry(some), says_where=says_where)

    def _begin_rows(self) -> None:
        if self._window.workspace.can_edit:
            self._take_up(self._panel.carried(), says_where=True)
        tree = self._panel.tree
        row = tree.currentItem()
        if self._carried is not None and row is not None:
            start = tree.viewport().mapToGlobal(tree.visualItemRect(row).center())
            accent = tree.palette().highlight().color()
            self._line = LinkLine(self._panel.window(), start, accent)

    def _take_up(self, carried: Carried | None, *, says_where: bool) -> None:
        self._carried, self._says_where = carried, says_where
        if carried is None:
            return
        view = self._window.articles.active
        story_id = view.article.story_id if view is not None and view.article is not None else ""
        self._board = self._panel.board(story_id)
        offered = [
            (kind.name, not self._board.refuses(carried, kind)) for kind in self._board.kinds
        ]
        if self._panel.isVisible():
            self._panel.offer_zones(offered)
        else:
            self._show_strip(offered)
        self._ticking.start()

    def _show_strip(self, offered: list[tuple[str, bool]]) -> None:
        """Over the status bar: no text is covered, and nothing moves."""
        self.strip.offer(offered)
        window = self._window
        height = max(self.strip.sizeHint().height(), window.status.height())
        self.strip.setGeometry(0, window.height() - height, window.width(), height)
        self.strip.show()
        self.strip.raise_()

    # On the way

    def _zones(self) -> KindZones:
        return self._panel.zones if self._panel.zones.isVisible() else self.strip

    def _takes(self, point: QPoint) -> bool:
        """Whether a drop here is the board's and not the articles'."""
        return self._carried is not None and self._landing(point) is not None

    def _landing(self, point: QPoint) -> Landing | None:
        """What a drop at a point of the screen would do; None where it is not the board's."""
        carried, board = self._carried, self._board
        if carried is None or board is None:
            return None
        zone = self._zones().at(point)
        if zone == OPEN:
            return Landing("The groups are shown.")
        if zone:
            kind = board.kind(zone)
            return board.as_new(carried, kind) if kind is not None else None
        if not self._panel.holds(point):
            return None
        row = self._panel.row_at(point)
        if row is not None and (group := row.data(NAME, GROUP)) is not None:
            return board.on_group(carried, group)
        if row is not None and (kind := board.kind(row.data(NAME, KIND) or "")) is not None:
            return board.as_new(carried, kind)
        return board.as_any(carried)

    def _move(self, point: QPoint) -> None:
        if self._carried is None:
            return
        self._point = point
        if self._line is not None:
            self._line.follow(point)
        zones = self._zones()
        zone = zones.at(point)
        if zone == OPEN:
            self._open_board()
            return
        zones.light(zone)
        row = self._panel.row_at(point)
        self._panel.tree.light(row if row is not None and not zone else None)
        landing = self._landing(point)
        if landing is not None:
            self.hint.say(landing.words, point, good=landing.does_something)
        else:
            self.hint.say(WHERE if self._says_where else "", point)

    def _open_board(self) -> None:
        """Brings the panel to the front: what is carried can be dropped on it then."""
        self.strip.hide()
        self._window.docks.show("groups")
        self._panel.reread()
        carried = self._carried
        if carried is not None:
            self._take_up(carried, says_where=self._says_where)

    def _scroll(self) -> None:
        """Scrolls the board while the pointer is near its upper or lower edge."""
        viewport = self._panel.tree.viewport()
        y = viewport.mapFromGlobal(self._point).y()
        if not self._panel.holds(self._point) or not 0 <= y < viewport.height():
            return
        bar = self._panel.tree.verticalScrollBar()
        step = -EDGE if y < EDGE else EDGE if y >= viewport.height() - EDGE else 0
        if step:
            before = bar.value()
            bar.setValue(before + step)
            if bar.value() != before:
                self._move(self._point)

    # Ending

    def _drop(self, point: QPoint) -> None:
        landing, says_where = self._landing(point), self._says_where
        carried, board = self._carried, self._board
        self._end()
        if carried is None or board is None:
            return
        if landing is None:
            if says_where:
                self._window.status.tell("Nothing was changed: it was not dropped on the groups.")
            return
        if landing.kinds:
            kind = self._asked(landing.kinds, point)
            landing = board.as_new(carried, kind) if kind is not None else None
        if landing is not None:
            self._do(landing, board, carried)

    def _do(self, landing: Landing, board: Board, carried: Carried) -> None:
        window, workspace = self._window, self._window.workspace
        if landing.edit is None:
            window.status.tell(landing.words)
            return
        before = {one.id for one in workspace.project.groups(board.story_id, board.annotator_id)}
        if not workspace.edit(landing.edit):
            return
        window.status.tell(f"{landing.words}. Undo takes it back.")
        window.docks.show("groups")
        self._panel.reread()
        after = workspace.project.groups(board.story_id, board.annotator_id)
        for group in after:
            if group.id not in before:
                self._panel.choose(group.id)
        window.groups.forget(carried.collected)

    def _asked(self, kinds: tuple[RelationKind, ...], point: QPoint) -> RelationKind | None:
        """Of which kind the new group is to be; Esc calls it off."""
        menu = QMenu(self._window)
        actions: dict[QAction, RelationKind] = {
            menu.addAction(doubled(f"A new group: {kind.name}")): kind for kind in kinds
        }
        taken = menu.exec(point)
        menu.deleteLater()
        return actions.get(taken) if taken else None

    def _end(self) -> None:
        self._carried = self._board = None
        self._ticking.stop()
        self.hint.hide()
        self.strip.hide()
        self._panel.offer_zones(None)
        self._panel.tree.light(None)
        if self._line is not None:
            self._line.finish()
            self._line = None
