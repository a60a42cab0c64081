"""All that is known about the chosen span, or about several at once."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from annotator.edits.edit import Edit, together
from annotator.edits.relations import unlink
from annotator.edits.spans import relabel_span, set_attribute, set_note
from annotator.model.question import Question
from annotator.model.scheme import Attribute, Label, Scheme
from annotator.model.span import Origin, Span
from ui.article.styles import LabelStyle
from ui.article.swatch import paint_swatch
from ui.ask import plain_label
from ui.one_line import OneLine
from ui.panels.fields import SEVERAL, AttributeField, CalmBox, Values, field_for
from ui.panels.links_list import LinksList
from ui.panels.note_field import NoteField
from ui.panels.panel import Panel
from ui.panels.times import shown_time
from ui.theme import Theme

T = TypeVar("T")

WORDS = 400
"""So many characters of each part of a span are shown."""
ORIGINS = {
    Origin.HAND: "by hand",
    Origin.SUGGESTION: "from a suggestion",
    Origin.EDITED: "from a suggestion, changed",
    Origin.IMPORT: "imported",
    Origin.AGREED: "agreed by two annotators",
    Origin.DECISION: "decided",
}


class SpanPage(QWidget):
    """Label, words, answers, note and links of the chosen spans.

    Signals: `span_wanted(span id)`, `link_wanted(span id, kind)`.
    """

    span_wanted = Signal(str)
    link_wanted = Signal(str, str)

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._spans: tuple[Span, ...] = ()
        self.fields: dict[str, AttributeField] = {}
        self._fields_of: tuple[Attribute, ...] | None = None
        self._folded_names = ""
        self._shown_words: object = None
        self.label = CalmBox()
        self.label.setAccessibleName("Label")
        # A long name is cut here and not in the list: the panel is no wider for it.
        self.label.setSizeAdjustPolicy(
            CalmBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.label.setMinimumContentsLength(8)
        self.label.setIconSize(QSize(18, 14))
        self.label.activated.connect(self._relabel)
        self.number = plain_label("", part="heading")
        self.words = QWidget()
        self.core = QWidget()
        self.rest = QWidget()
        self.more = QToolButton()
        self.more.setCheckable(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.toggled.connect(self._unfold)
        self.note = NoteField("Note on the span")
        self.note.written.connect(self._save_note)
        self.links = LinksList(panel)
        self.links.span_wanted.connect(self.span_wanted)
        self.links.unlink_wanted.connect(self._unlink)
        self.links.link_wanted.connect(self._link)
        self.question = plain_label("")
        self.facts = plain_label("", part="faint")
        self._build()

    def _build(self) -> None:
        self._lines = layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        for widget in (
            self.number, self.label, self.words, self.question, self.core, self.more, self.rest,
            self.note, self.links, self.facts,
        ):  # fmt: skip
            layout.addWidget(widget)
        layout.addStretch()

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Show these spans as they are now."""
        self._spans = tuple(spans)
        editable = self._editable()
        labels = self._labels()
        self.number.setText(f"{len(spans):,} spans chosen")
        self.number.setVisible(len(spans) > 1)
        self._show_label()
        self._show_words()
        self._show_fields(shared_attributes(labels))
        for field in self.fields.values():
            field.setEnabled(editable)
        self.note.show_note(tuple(span.id for span in spans), _same(s.note for s in spans))
        self.note.setReadOnly(not editable)
        self.label.setEnabled(editable)
        one = len(spans) == 1
        self.links.setVisible(one)
        if one:
            self.links.show_span(spans[0], editable=editable)
        self.facts.setText(_facts(spans[0]) if one else "")
        self.facts.setVisible(one)
        self._show_questions(spans[0].id if one else "")

    def _show_questions(self, span_id: str) -> None:
        """What was asked about the span, and the answers."""
        article_id = self._spans[0].article_id if self._spans else ""
        found = self._panel.workspace.project.questions(article_id) if span_id else ()
        asked = [_asked(one) for one in found if one.span_id == span_id]
        self.question.setText("\n".join(asked))
        self.question.setVisible(bool(asked))

    def _editable(self) -> bool:
        workspace = self._panel.workspace
        own = all(span.annotator_id == workspace.annotator_id for span in self._spans)
        return workspace.can_edit and own

    def _labels(self) -> list[Label]:
        scheme = self._panel.workspace.scheme
        ids = dict.fromkeys(span.label_id for span in self._spans)
        return [label for i in ids if (label := scheme.label(i)) is not None]

    # Label

    def _show_label(self) -> None:
        scheme: Scheme = self._panel.workspace.scheme
        held = _same(span.label_id for span in self._spans)
        offered = [label for label in scheme.labels if not label.retired or label.id == held]
        with QSignalBlocker(self.label):
            self.label.clear()
            for label in offered:
                style = self._panel.styles[label.id]
                self.label.addItem(swatch_icon(style, self._panel.theme), label.name, label.id)
            self.label.setPlaceholderText(SEVERAL)
            self.label.setCurrentIndex(self.label.findData(held) if held else -1)

    def _relabel(self, place: int) -> None:
        label = self._panel.workspace.scheme.label(self.label.itemData(place))
        if label is not None:
            name = f"relabel as “{label.name}”"
            self._edit(name, lambda s: None if s.label_id == label.id else relabel_span(s, label))

    # Words

    def _show_words(self) -> None:
        shown = (self._panel.theme, self._spans[:3], len(self._spans))
        if shown == self._shown_words:
            return
        self._shown_words = shown
        words = QWidget()
        layout = QVBoxLayout(words)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for span in self._spans[:3]:
            for line in self._word_lines(span):
                layout.addWidget(line)
        if len(self._spans) > 3:
            layout.addWidget(plain_label(f"and {len(self._spans) - 3:,} more", part="faint"))
        self._lines.replaceWidget(self.words, words)
        self.words.hide()
        self.words.deleteLater()
        self.words = words

    def _word_lines(self, span: Span) -> list[QWidget]:
        project = self._panel.workspace.project
        text, article = self._panel.text(span.article_id), project.article(span.article_id)
        lines: list[QWidget] = []
        for number, (start, end) in enumerate(span.fragments, 1):
            if len(span.fragments) > 1:
                lines.append(plain_label(f"Part {number} of {len(span.fragments)}", part="faint"))
            piece = " ".join(text[start : min(end, start + WORDS)].split())
            lines.append(plain_label(f"{piece}{'…' if end - start > WORDS else ''}"))
        name = OneLine("faint")
        name.say(article.name)
        lines.append(name)
        return lines

    # Answers

    def _show_fields(self, attributes: tuple[Attribute, ...]) -> None:
        if attributes != self._fields_of:
            self._fields_of = attributes
            core = [a for a in attributes if a.core or a.required]
            folded = [a for a in attributes if a not in core]
            self.fields = {}
            self.core = self._replaced(self.core, core)
            self.rest = self._replaced(self.rest, folded)
            self.more.setVisible(bool(folded))
            self._folded_names = ", ".join(a.name for a in folded)
            self._unfold(self.more.isChecked())
        for name, field in self.fields.items():
            field.show_values(_same(span.values(name) for span in self._spans))

    def _replaced(self, old: QWidget, attributes: Sequence[Attribute]) -> QWidget:
        new = QWidget()
        layout = QVBoxLayout(new)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for attribute in attributes:
            field = field_for(attribute)
            field.answered.connect(self._answer)
            self.fields[attribute.name] = field
            layout.addWidget(field)
        self._lines.replaceWidget(old, new)
        new.setVisible(bool(attributes))
        old.hide()
        old.deleteLater()
        return new

    def _unfold(self, wanted: bool) -> None:
        self.rest.setVisible(wanted and bool(self._folded_names))
        self.more.setText("Fewer questions ▴" if wanted else "More questions ▾")
        self.more.setAccessibleName(f"More questions: {self._folded_names}")
        self.more.setToolTip("")

    def _answer(self, name: str, values: Values) -> None:
        def answered(span: Span) -> Edit | None:
            return None if span.values(name) == values else set_attribute(span, name, values)

        self._edit(f"set {name}", answered)

    # Note and links

    def _save_note(self, ids: tuple[str, ...], note: str) -> None:
        spans = self._panel.workspace.selected_spans(list(ids))
        edits = [set_note(span, note) for span in spans if span.note != note]
        if edits:
            self._panel.workspace.edit(together("note on a span", *edits))

    def _link(self, kind: str) -> None:
        if len(self._spans) == 1:
            self.link_wanted.emit(self._spans[0].id, kind)

    def _unlink(self, relation_id: str) -> None:
        self._panel.workspace.edit(unlink([relation_id]))

    def _edit(self, name: str, change: Callable[[Span], Edit | None]) -> None:
        """One step for all chosen spans, as they stand now."""
        ids = [span.id for span in self._spans]
        spans = self._panel.workspace.selected_spans(ids)
        edits = [edit for span in spans if (edit := change(span)) is not None]
        if edits and not self._panel.workspace.edit(together(name, *edits)):
            self.show_spans(self._spans)  # refused: all stays as it was


def shared_attributes(labels: Sequence[Label]) -> tuple[Attribute, ...]:
    """The attributes that all these labels have, the same in every one."""
    if not labels:
        return ()
    first, *others = labels
    return tuple(
        a for a in first.attributes if all(other.attribute(a.name) == a for other in others)
    )


def swatch_icon(style: LabelStyle, theme: Theme) -> QIcon:
    """A label's swatch for lists of labels."""
    pixmap = QPixmap(36, 28)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_swatch(painter, QRect(0, 0, 18, 14).toRectF(), style, theme.fill_opacity)
    painter.end()
    return QIcon(pixmap)


def _same(values: Iterable[T]) -> T | None:
    """The one value that all are, or None."""
    different = set(values)
    return different.pop() if len(different) == 1 else None


def _asked(question: Question) -> str:
    if question.is_open:
        return f"? {question.text}\n   No answer yet."
    return f"? {question.text}\n   Answer: {question.answer}"


def _facts(span: Span) -> str:
    facts = [ORIGINS[span.origin].capitalize()]
    if span.source:
        facts.append(f"source: {span.source}")
    if span.score is not None:
        facts.append(f"score {span.score:.2f}")
    if span.created_at:
        facts.append(f"made {shown_time(span.created_at)}")
    if span.updated_at and span.updated_at != span.created_at:
        facts.append(f"changed {shown_time(span.updated_at)}")
    return "\n".join(facts)
