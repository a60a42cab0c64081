"""Asking a new span's questions by key: the chips under it, and who said a quote."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from annotator.edits.relations import link
from annotator.edits.spans import set_attribute, set_attributes
from annotator.model.scheme import Label, RelationKind
from annotator.model.span import Span
from ui.article.labelling import Labelling
from ui.article.pick_list import shortened
from ui.article.selection import words_of
from ui.article.side_by_side import SideBySide
from ui.article.view import ArticleView
from ui.workspace import Workspace

NEAREST = 6
"""How many targets are offered beside a new span."""


class Asking(QObject):
    """Opens the line of chips for a span and writes what is answered."""

    def __init__(self, workspace: Workspace, articles: SideBySide, labelling: Labelling) -> None:
        super().__init__(articles)
        self._workspace = workspace
        self._articles = articles
        self._labelling = labelling
        self._offered = ""
        articles.view_added.connect(self._listen)
        labelling.made.connect(self._ask)
        workspace.changed.connect(lambda _: self._refresh())

    def _listen(self, view: ArticleView) -> None:
        chips = view.pane.chips
        chips.value_chosen.connect(self._answer)
        chips.target_chosen.connect(self._link)
        chips.same_wanted.connect(self._repeat)

    def offer(self, span_id: str) -> None:
        """Asks about this span as well while none is chosen: it came of a suggestion just now."""
        self._offered = span_id

    def ask_chosen(self) -> None:
        """Asks about the chosen span, else about the one that came of a suggestion last."""
        spans = self._labelling.chosen()
        if len(spans) == 1:
            self._ask(spans[0])
        elif not spans and self._go_to_offered():
            self.ask(self._offered)
        else:
            self._labelling.told.emit("Choose one span to answer its questions.")

    def _go_to_offered(self) -> bool:
        span = self._known(self._offered)
        view = self._articles.view_of(span.article_id) if span is not None else None
        if view is None:
            return False
        self._articles.activate(view)
        view.pane.go_to_span(self._offered)
        return True

    def ask(self, span_id: str) -> None:
        """Asks the core questions of a span, and offers a target where its label wants one."""
        span = self._known(span_id)
        if span is not None:
            self._ask(span)

    def _ask(self, span: Span) -> None:
        label = self._workspace.scheme.label(span.label_id)
        view = self._articles.view_of(span.article_id)
        if label is None or view is None:
            return
        wanted = self._wanted(label)
        if not label.core_attributes and wanted is None:
            return
        earlier = self._labelling.earlier_answers(label.id)
        repeats = earlier is not None and earlier != span.attributes
        view.pane.ask(span.id, label.core_attributes, _values(span), same=repeats)
        if wanted is not None:
            view.pane.chips.offer_targets(wanted.name, self._near(view, span, wanted))

    def _known(self, span_id: str) -> Span | None:
        """The span as it stands in the project."""
        found = self._workspace.project.spans_by_id([span_id])
        return found[0] if found else None

    def _wanted(self, label: Label) -> RelationKind | None:
        """The kind of link that every span of this label should have: one target each."""
        kinds = self._workspace.scheme.relations
        return next((k for k in kinds if k.many_to_one and k.source == label.name), None)

    def _near(self, view: ArticleView, span: Span, kind: RelationKind) -> list[tuple[str, str]]:
        scheme = self._workspace.scheme
        labels = {one.id for one in scheme.labels if kind.takes(kind.source, one.name)}
        targets = view.pane.around(span.start, span.end, labels, NEAREST + 1)
        targets.sort(key=lambda s: min(abs(s.end - span.start), abs(s.start - span.end)))
        near = [s for s in targets if s.id != span.id][:NEAREST]
        return [(s.id, shortened(words_of(view.pane.text, s.fragments))) for s in near]

    def _answer(self, span_id: str, name: str, values: tuple[str, ...]) -> None:
        span = self._known(span_id)
        if span is not None and span.values(name) != tuple(values):
            self._workspace.edit(set_attribute(span, name, values))

    def _repeat(self, span_id: str) -> None:
        """Gives the span the answers of the one before it with the same label."""
        span = self._known(span_id)
        earlier = self._labelling.earlier_answers(span.label_id) if span else None
        if span is not None and earlier is not None:
            self._workspace.edit(set_attributes(span, earlier, "same answers as the last span"))

    def _link(self, span_id: str, kind_name: str, target_id: str) -> None:
        kinds = {kind.name: kind for kind in self._workspace.scheme.relations}
        (head,) = self._workspace.project.spans_by_id([span_id]) or (None,)
        (child,) = self._workspace.project.spans_by_id([target_id]) or (None,)
        if head is not None and child is not None and kind_name in kinds:
            self._workspace.edit(link(kinds[kind_name], head, child))

    def _refresh(self) -> None:
        """Shows other answers after an undo or a change in the details; remembers the last."""
        for view in self._articles.views:
            chips = view.pane.chips
            if not chips.is_open:
                continue
            span = self._known(chips.span_id)
            if span is None:
                chips.close_line()
            else:
                chips.set_values(_values(span))
                self._labelling.remember(span)


def _values(span: Span) -> Mapping[str, tuple[str, ...]]:
    return {pair.name: span.values(pair.name) for pair in span.attributes}
