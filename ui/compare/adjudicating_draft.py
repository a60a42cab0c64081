"""What the lead writes into gold: words, label and answers, changed until Enter takes them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from annotator.edits.spans import new_span, takes_value
from annotator.model.scheme import Label
from annotator.model.span import AttributeValue, Fragment, Span, join_fragments
from annotator.text.snap import to_edges
from ui.article.painted import PaintedSpan
from ui.article.styles import Manner
from ui.compare.versions import Versions
from ui.compare.versions_pane import DRAFT, VersionPane
from ui.workspace import Workspace

Fragments = tuple[Fragment, ...]


class Drafting(QObject):
    """One mark that is written into gold.

    Signals: `begun`, `ended`; `taken(Span)`: Enter was pressed; `told` with a sentence.
    """

    begun = Signal()
    ended = Signal()
    taken = Signal(Span)
    told = Signal(str)

    def __init__(self, workspace: Workspace, versions: Versions) -> None:
        super().__init__(versions)
        self._workspace = workspace
        self._versions = versions
        self._pane: VersionPane | None = None
        self._span: Span | None = None
        self._last_label = ""
        versions.draft_changed.connect(self._moved)
        versions.draft_taken.connect(self._take)
        versions.draft_left.connect(self.leave)
        for side in versions.columns:
            side.pane.chips.value_chosen.connect(self._answer)

    @property
    def span(self) -> Span | None:
        """What is written; None while nothing is."""
        return self._span

    def begin(self, span: Span) -> None:
        """Go on from a span: nothing of it is in gold until it is taken."""
        self._span = span
        self._pane = self._versions.begin_draft(span.fragments, span.label_id)
        self.begun.emit()
        self._ask()

    def write(
        self, article_id: str, gold_id: str, label_id: str, pane: VersionPane, words: Fragments
    ) -> None:
        """Begin with these words; the label is the given one, else the last, else the first."""
        label = self._label(label_id) or self._label(self._last_label)
        if label is None:
            offered = [one for one in self._workspace.scheme.labels if not one.retired]
            label = offered[0] if offered else None
        if label is None:
            self.told.emit("The scheme has no label.")
            return
        fragments = edged(pane.text, words, label, exact=pane.is_exact())
        if fragments:
            self.begin(new_span(article_id, gold_id, label, fragments))

    def set_label(self, label_id: str) -> None:
        """Another label; answers that it asks for too are kept."""
        label = self._label(label_id)
        if self._span is None or self._pane is None or label is None:
            return
        kept = [pair for pair in self._span.attributes if takes_value(label, pair)]
        named = {pair.name for pair in kept}
        defaults = [pair for pair in label.defaults() if pair.name not in named]
        self._span = replace(self._span, label_id=label_id, attributes=(*kept, *defaults))
        self._pane.put_spans([self._painted()])
        self._ask()

    def leave(self) -> None:
        """Nothing is written after all."""
        if self._span is not None:
            self._span, self._pane = None, None
            self._versions.end_draft()
            self.ended.emit()

    def _painted(self) -> PaintedSpan:
        assert self._span is not None
        return PaintedSpan(DRAFT, self._span.label_id, self._span.fragments, Manner.GOLD)

    def _ask(self) -> None:
        """Ask for its answers on a line of chips; the text keeps the focus."""
        span, pane = self._span, self._pane
        label = self._label(span.label_id) if span is not None else None
        if span is not None and pane is not None and label is not None:
            pane.chips.close_line()
            if label.core_attributes:
                pane.ask(DRAFT, label.core_attributes, _values(span))

    def _answer(self, span_id: str, name: str, values: Sequence[str]) -> None:
        if span_id != DRAFT or self._span is None or self._pane is None:
            return
        rest = [pair for pair in self._span.attributes if pair.name != name]
        new = [AttributeValue(name, value) for value in values]
        self._span = replace(self._span, attributes=(*rest, *new))
        self._pane.chips.set_values(_values(self._span))

    def _moved(self, fragments: Fragments) -> None:
        if self._span is not None:
            self._span = replace(self._span, fragments=fragments)

    def _take(self) -> None:
        span = self._span
        if span is not None:
            self._last_label = span.label_id
            self.leave()
            self.taken.emit(span)

    def _label(self, label_id: str) -> Label | None:
        return self._workspace.scheme.label(label_id)


def edged(text: str, fragments: Sequence[Fragment], label: Label, *, exact: bool) -> Fragments:
    """Selected words with the edges that a label asks for; `exact`: these very characters."""
    if exact:
        return join_fragments(fragments)
    trimmed = (to_edges(text, start, end, label.edges) for start, end in fragments)
    return join_fragments([piece for piece in trimmed if piece is not None])


def _values(span: Span) -> Mapping[str, tuple[str, ...]]:
    return {pair.name: span.values(pair.name) for pair in span.attributes}
