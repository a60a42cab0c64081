"""Labelling: from what is selected and chosen in the articles to edits of the project."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from annotator.edits.edit import Edit, together
from annotator.edits.spans import (
    add_span,
    merge_spans,
    new_span,
    relabel_span,
    remove_spans,
    resize_span,
    set_attributes,
    set_note,
)
from annotator.model.identity import new_id, now
from annotator.model.scheme import Label
from annotator.model.span import AttributeValue, Fragment, Origin, Span, join_fragments
from annotator.text.snap import to_edges
from ui.article.pane import ArticlePane
from ui.article.side_by_side import SideBySide
from ui.article.view import ArticleView
from ui.workspace import Workspace


class Labelling(QObject):
    """Does to the project what the annotator wants done to spans.

    Signals: `told` with a sentence for the status bar; `made` with a span that was just
    made by hand, or got another label.
    """

    told = Signal(str)
    made = Signal(object)

    def __init__(self, workspace: Workspace, articles: SideBySide) -> None:
        super().__init__(articles)
        self._workspace = workspace
        self._articles = articles
        self._last: tuple[str, tuple[AttributeValue, ...]] | None = None
        self._answers: dict[str, tuple[AttributeValue, ...]] = {}
        self._earlier: dict[str, tuple[AttributeValue, ...]] = {}
        articles.view_added.connect(self._listen)
        workspace.opened.connect(self._forget)

    def _forget(self) -> None:
        self._last = None
        self._answers.clear()
        self._earlier.clear()

    def _listen(self, view: ArticleView) -> None:
        pane = view.pane
        pane.label_wanted.connect(lambda label_id: self.label(label_id, view))
        pane.resize_wanted.connect(self.resize)
        pane.fragment_wanted.connect(self.add_fragment)
        pane.mode_changed.connect(self.told)

    # What is meant

    @property
    def pane(self) -> ArticlePane | None:
        """The pane that is worked in."""
        return self._articles.active.pane if self._articles.active else None

    @property
    def last_label_id(self) -> str:
        """The label of the span made last, "" where none was made yet."""
        return self._last[0] if self._last else ""

    def chosen(self) -> tuple[Span, ...]:
        """The chosen spans of the pane that is worked in, as they stand in the project."""
        pane = self.pane
        if pane is None or not self._workspace.is_open:
            return ()
        return self._workspace.project.spans_by_id(list(pane.chosen()))

    def _label(self, label_id: str) -> Label | None:
        return self._workspace.scheme.label(label_id)

    # New spans

    def label(self, label_id: str, view: ArticleView | None = None) -> bool:
        """Labels what is selected; where nothing is, gives the chosen spans this label."""
        view = view or self._articles.active
        label = self._label(label_id) if self._workspace.is_open else None
        if view is None or label is None:
            return False
        if not self._may_edit():
            return False
        selected = self._edges(view.pane, label)
        if selected:
            return self._make(view, label, selected, None)
        if self.chosen():
            return self.relabel(label_id)
        self.told.emit(f"Select words first, then press {label.key or 'the label'}.")
        return False

    def same_as_last(self) -> bool:
        """Gives the selection the label and the answers of the span made last."""
        view = self._articles.active
        if view is None or not self._may_edit():
            return False
        label = self._label(self._last[0]) if self._last else None
        if self._last is None or label is None:
            self.told.emit("There is no span yet to repeat.")
            return False
        selected = self._edges(view.pane, label)
        if not selected:
            return self._answer_as_last(label, self._last[1])
        return self._make(view, label, selected, self._last[1])

    def _answer_as_last(self, label: Label, answers: tuple[AttributeValue, ...]) -> bool:
        spans = [span for span in self.chosen() if span.label_id == label.id]
        if not spans:
            self.told.emit("Select words first, then repeat the last span.")
            return False
        edits = [set_all(span, answers) for span in spans]
        return self._workspace.edit(together("same answers as the last span", *edits))

    def _edges(self, pane: ArticlePane, label: Label) -> tuple[Fragment, ...]:
        if pane.is_exact():
            return join_fragments(pane.selected())
        trimmed = (to_edges(pane.text, a, b, label.edges) for a, b in pane.selected())
        return join_fragments([piece for piece in trimmed if piece is not None])

    def _make(
        self,
        view: ArticleView,
        label: Label,
        fragments: Sequence[Fragment],
        answers: Sequence[AttributeValue] | None,
    ) -> bool:
        annotator_id = self._workspace.annotator_id
        span = new_span(view.article_id, annotator_id, label, fragments, answers)
        if not self._workspace.edit(add_span(span, label)):
            return False
        view.pane.clear_selection()
        view.pane.choose((span.id,))
        if label.id in self._answers:
            self._earlier[label.id] = self._answers[label.id]
        self.remember(span)
        view.pane.announce(f"{label.name} added")
        self.made.emit(span)
        return True

    def remember(self, span: Span) -> None:
        """This is the span that “same as last” repeats."""
        self._last = (span.label_id, span.attributes)
        self._answers[span.label_id] = span.attributes

    def earlier_answers(self, label_id: str) -> tuple[AttributeValue, ...] | None:
        """The answers of the span before the last one made with this label."""
        return self._earlier.get(label_id)

    def duplicate(self, label_id: str) -> bool:
        """Makes a second span over the words of each chosen one, with another label."""
        label = self._label(label_id)
        spans = self.chosen()
        if label is None or not spans or not self._may_edit():
            return False
        time = now()
        copies = [
            replace(
                span,
                id=new_id(),
                label_id=label_id,
                attributes=label.defaults(),
                origin=Origin.HAND,
                created_at=time,
                updated_at=time,
            )
            for span in spans
        ]
        edits = [add_span(copy, label) for copy in copies]
        if not self._workspace.edit(together(f"duplicate as “{label.name}”", *edits)):
            return False
        if self.pane is not None:
            self.pane.choose(tuple(copy.id for copy in copies))
        self.remember(copies[-1])
        self.made.emit(copies[-1])
        return True

    # Spans that are there

    def relabel(self, label_id: str) -> bool:
        """Gives the chosen spans another label; a single one is asked what that label asks."""
        ids = [span.id for span in self.chosen()]
        done = self.relabel_all(ids, label_id)
        if done and len(ids) == 1:
            for span in self.chosen():
                self.made.emit(span)
        return done

    def relabel_all(self, ids: Sequence[str], label_id: str) -> bool:
        """Gives these spans another label, as one step."""
        label = self._label(label_id)
        if label is None:
            return False
        found = self._workspace.project.spans_by_id(list(ids))
        spans = [span for span in found if span.label_id != label_id]
        return self._for_each(spans, f"relabel as “{label.name}”", lambda s: relabel_span(s, label))

    def merge(self, ids: Sequence[str]) -> bool:
        """Makes one span of several parts out of these, which have one label and one article."""
        spans = self._workspace.project.spans_by_id(list(ids))
        if len(spans) < 2 or not self._may_edit():
            return False
        return self._workspace.edit(merge_spans(spans))

    def delete(self) -> bool:
        """Takes the chosen spans away, with their links."""
        ids = [span.id for span in self.chosen()]
        if not ids:
            self.told.emit("Choose a span first: click it, or press Enter with the caret in it.")
            return False
        return self.remove(ids)

    def remove(self, ids: Sequence[str]) -> bool:
        """Takes spans away, with their links, as one step."""
        if not self._may_edit():
            return False
        name = "delete span" if len(ids) == 1 else f"delete {len(ids)} spans"
        return self._workspace.edit(remove_spans(ids, name))

    def note(self, note: str) -> bool:
        """Writes the same note on the chosen spans."""
        return self._for_each(self.chosen(), "note on a span", lambda span: set_note(span, note))

    def resize(self, span_id: str, fragments: Sequence[Fragment]) -> bool:
        """Gives a span other edges."""
        spans = self._workspace.project.spans_by_id([span_id])
        return self._reshape(spans, fragments, "resize")

    def _reshape(self, spans: Sequence[Span], fragments: Sequence[Fragment], name: str) -> bool:
        return self._for_each(spans, name, lambda span: resize_span(span, fragments, name))

    def add_fragment(self, span_id: str, fragment: Fragment) -> bool:
        """Adds a fragment to a span, with the edges that its label asks for."""
        (span,) = self._workspace.project.spans_by_id([span_id]) or (None,)
        return span is not None and self._add(span, [fragment])

    def _add(self, span: Span, pieces: Sequence[Fragment]) -> bool:
        label = self._label(span.label_id)
        pane = self._pane_of(span)
        if label is None or pane is None:
            return False
        exact, text = pane.is_exact(), pane.text
        trimmed = [p if exact else to_edges(text, p.start, p.end, label.edges) for p in pieces]
        fragments = join_fragments((*span.fragments, *(p for p in trimmed if p is not None)))
        done = self._reshape([span], fragments, "add a fragment")
        pane.clear_selection()
        return done

    def add_selection(self) -> bool:
        """Adds what is selected to the chosen span."""
        pane, spans = self.pane, self.chosen()
        if pane is None or len(spans) != 1 or not pane.selected():
            self.told.emit("Choose one span and select the words to add.")
            return False
        pieces = pane.selected()
        return self._add(spans[0], pieces)

    def remove_selection(self) -> bool:
        """Takes what is selected out of the chosen span."""
        pane, spans = self.pane, self.chosen()
        if pane is None or len(spans) != 1 or not pane.selected():
            self.told.emit("Choose one span and select the words to take out.")
            return False
        left = without(spans[0].fragments, pane.selected())
        label = self._label(spans[0].label_id)
        if label is not None and not pane.is_exact():
            trimmed = (to_edges(pane.text, a, b, label.edges) for a, b in left)
            left = join_fragments([piece for piece in trimmed if piece is not None])
        if not left:
            self.told.emit("That would leave nothing of the span. Delete it instead.")
            return False
        done = self._reshape(spans, left, "take words out of a span")
        pane.clear_selection()
        return done

    def _pane_of(self, span: Span) -> ArticlePane | None:
        view = self._articles.view_of(span.article_id)
        return view.pane if view else None

    def _for_each(self, spans: Sequence[Span], name: str, make: Callable[[Span], Edit]) -> bool:
        if not spans or not self._may_edit():
            return False
        edits = [make(span) for span in spans]
        return self._workspace.edit(edits[0] if len(edits) == 1 else together(name, *edits))

    def _may_edit(self) -> bool:
        if self._workspace.can_edit:
            return True
        if self._workspace.is_open and self._workspace.project.read_only:
            self.told.emit("This project is open read-only: nothing can be changed.")
        else:
            self.told.emit("Say first who labels: Tools, Who labels.")
        return False


def set_all(span: Span, answers: Sequence[AttributeValue]) -> Edit:
    """Gives a span these answers."""
    return set_attributes(span, answers, "answers")


def without(fragments: Sequence[Fragment], taken: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """The fragments less what was taken out of them."""
    left = list(fragments)
    for start, end in taken:
        pieces = []
        for fragment in left:
            pieces.append(Fragment(fragment.start, min(fragment.end, max(fragment.start, start))))
            pieces.append(Fragment(max(fragment.start, min(fragment.end, end)), fragment.end))
        left = [piece for piece in pieces if piece.start < piece.end]
    return join_fragments(left)
