"""Making relations: by dragging from span to span, also into another pane, or by keys."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QMenu

from annotator.edits.relations import link
from annotator.model.scheme import RelationKind
from annotator.model.span import Span
from ui.article.painted import PaintedSpan
from ui.article.pick_list import shortened
from ui.article.selection import words_of
from ui.article.side_by_side import SideBySide
from ui.article.view import ArticleView
from ui.ask import doubled
from ui.workspace import Workspace


class Links(QObject):
    """Routes a relation that is being made over all panes; only allowed targets light up.

    Signals: `told` with a sentence for the status bar.
    """

    told = Signal(str)

    def __init__(self, workspace: Workspace, articles: SideBySide) -> None:
        super().__init__(articles)
        self._workspace = workspace
        self._articles = articles
        self._head: Span | None = None
        self._targets: list[tuple[ArticleView, PaintedSpan]] = []
        self._only: str | None = None
        self._by_key: tuple[ArticleView, str] | None = None
        self.lands_elsewhere: Callable[[QPoint], bool] = lambda _: False
        """Whether something else than an article takes what is dropped at a point."""
        articles.view_added.connect(self._listen)
        articles.shown_changed.connect(self._end)

    def _listen(self, view: ArticleView) -> None:
        pane = view.pane
        pane.link_started.connect(self._begin)
        pane.link_moved.connect(self._hover)
        pane.link_released.connect(self._drop)
        pane.link_cancelled.connect(self._end)
        pane.target_step.connect(self._step)
        pane.target_taken.connect(self._take)

    # Beginning and ending

    def begin_by_key(self, view: ArticleView, span_id: str, kind: str | None = None) -> None:
        """Lets the annotator step through the allowed targets; `kind`: only this kind of link."""
        self._begin(span_id, kind)
        if self._head is None:
            return
        if not self._targets:
            self._end()
            self.told.emit("There is no span on the screen that this one can be linked to.")
            return
        view.pane.choose_target()
        self._step(1)
        self.told.emit("Tab or arrows: next target. Enter: link. Esc: never mind.")

    def _begin(self, span_id: str, kind: str | None = None) -> None:
        (self._head,) = self._workspace.project.spans_by_id([span_id]) or (None,)
        self._only = kind
        head = self._head
        if head is None:
            return
        self._targets = []
        for view in self._articles.views:
            allowed = [span for span in view.pane.spans_in_order() if self._kinds(span)]
            view.pane.set_targets(frozenset(span.id for span in allowed))
            self._targets += [(view, span) for span in allowed]
        self._targets.sort(key=lambda pair: _distance(head, *pair))

    def _end(self) -> None:
        self._head = None
        self._targets = []
        self._by_key = None
        for view in self._articles.views:
            view.pane.set_targets(None)
            view.pane.hover_span(None)
            view.pane.leave_mode()

    def _kinds(self, target: Span | PaintedSpan) -> list[RelationKind]:
        if self._head is None or target.id == self._head.id:
            return []
        scheme = self._workspace.scheme
        ends = (scheme.label(self._head.label_id), scheme.label(target.label_id))
        if ends[0] is None or ends[1] is None:
            return []
        kinds = scheme.links(ends[0].name, ends[1].name)
        return [kind for kind in kinds if self._only in (None, kind.name)]

    # By mouse

    def _hover(self, point: QPoint) -> None:
        elsewhere = self.lands_elsewhere(point)
        pane = None if elsewhere else self._articles.pane_at(point)
        target = None if elsewhere else self._target_at(point)
        for view in self._articles.views:
            view.pane.hover_span(target.id if target and view.pane is pane else None)

    def _target_at(self, point: QPoint) -> PaintedSpan | None:
        """The innermost of the allowed targets under a point of the screen."""
        pane = self._articles.pane_at(point)
        if pane is None:
            return None
        spans = pane.spans_under(pane.viewport().mapFromGlobal(point))
        return next((span for span in spans if self._kinds(span)), None)

    def _drop(self, point: QPoint) -> None:
        if not self.lands_elsewhere(point):
            target = self._target_at(point)
            if target is None:
                self.told.emit("Not linked: let go over a span that is lit.")
            else:
                self._make(target.id, point)
        self._end()

    # By key

    def _step(self, step: int) -> None:
        ids = [span.id for _, span in self._targets]
        if not ids:
            return
        at = ids.index(self._by_key[1]) if self._by_key and self._by_key[1] in ids else -1
        at = (at + step) % len(ids) if at >= 0 or step > 0 else len(ids) - 1
        view, span = self._targets[at]
        self._by_key = (view, span.id)
        for other in self._articles.views:
            other.pane.hover_span(span.id if other is view else None)
        view.pane.scroll_to(span.start)
        words = shortened(words_of(view.pane.text, span.fragments))
        view.pane.announce(f"target: {view.pane.label_name(span.id)} {words}")

    def _take(self) -> None:
        if self._by_key is not None:
            view, span_id = self._by_key
            span = view.pane.span(span_id)
            if span is not None:
                rects = view.pane.rects(span.start, span.start + 1)
                at = rects[0].bottomLeft().toPoint() if rects else QPoint(0, 0)
                self._make(span_id, view.pane.viewport().mapToGlobal(at))
        self._end()

    def _make(self, target_id: str, point: QPoint) -> None:
        (target,) = self._workspace.project.spans_by_id([target_id]) or (None,)
        head = self._head
        kinds = self._kinds(target) if target is not None else []
        if head is None or target is None or not kinds:
            return
        kind = kinds[0] if len(kinds) == 1 else self._asked(kinds, point)
        if kind is not None and self._workspace.edit(link(kind, head, target)):
            self.told.emit(f"Linked: {kind.name}.")

    def _asked(self, kinds: list[RelationKind], point: QPoint) -> RelationKind | None:
        menu = QMenu(self._articles)
        actions: dict[QAction, RelationKind] = {
            menu.addAction(doubled(kind.name)): kind for kind in kinds
        }
        taken = menu.exec(point or QCursor.pos())
        menu.deleteLater()
        return actions.get(taken) if taken else None


def _distance(head: Span, view: ArticleView, target: PaintedSpan) -> tuple[bool, int]:
    """Targets of the same article come first, the nearest of them first; others in text order."""
    elsewhere = view.article_id != head.article_id
    return elsewhere, 0 if elsewhere else abs(target.start - head.start)
