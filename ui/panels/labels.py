"""The palette: every label, always legible, with its key, its number and what it means."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.changes import Changes
from annotator.model.reading import Reading
from annotator.model.scheme import Label, Scheme
from ui.ask import doubled, plain_label
from ui.panels.label_row import LabelRow, LabelState
from ui.panels.panel import Panel
from ui.theme import Theme
from ui.workspace import Workspace

LEAST = 192
"""Pixels; four labels are always in view."""
COUNT_AFTER = 500
"""Milliseconds without a change until spans are counted again."""


class LabelsPanel(Panel):
    """The labels of the scheme.

    Signals:
        label_wanted(label id): label the selection.
        sticky_changed(label id or None): every selection is to get this label, or none.
        hidden_changed(frozenset of label ids): these are not to be painted.
        pass_changed(label id or None): work this label alone, or all again.
        read_to_end(label id): the shown article was read to the end for this label; where it
            was said so before, take it back.
    """

    label_wanted = Signal(str)
    sticky_changed = Signal(object)
    hidden_changed = Signal(object)
    pass_changed = Signal(object)
    read_to_end = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("Labels")
        self.setMinimumHeight(LEAST)
        self.rows: dict[str, LabelRow] = {}
        self._built_for: tuple[Scheme, Theme] | None = None
        self._article_id: str | None = None
        self._story_id: str | None = None
        self._held: str | None = None
        self._alone: str | None = None
        self._hidden: frozenset[str] = frozenset()
        self._counts: Mapping[str, int] = {}
        self._here: frozenset[str] = frozenset()
        self._count = QTimer(self, singleShot=True, interval=COUNT_AFTER)
        self._count.timeout.connect(self._recount)
        self.pass_words = plain_label("")
        self.pass_read = QPushButton()
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(self._scroll)
        self._bar = self._pass_bar()
        layout.addWidget(self._bar)

    def _pass_bar(self) -> QWidget:
        bar = QFrame()
        layout = QVBoxLayout(bar)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.pass_words)
        end = QPushButton("End the pass")
        for button in (self.pass_read, end):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            layout.addWidget(button)
        self.pass_read.clicked.connect(self._say_read)
        end.clicked.connect(lambda: self._want_alone(None))
        bar.setVisible(False)
        return bar

    # What the window says

    def show_article(self, article_id: str | None) -> None:
        """Count in the story of this article; “read to the end” is about this article."""
        if article_id != self._article_id:
            self._article_id = article_id
            self.reread()

    def set_sticky(self, label_id: str | None) -> None:
        """Show which label every selection gets."""
        self._held = label_id
        self._show_states()

    def set_hidden(self, label_ids: frozenset[str]) -> None:
        """Hide the spans of exactly these labels, and tell if that is new."""
        if label_ids != self._hidden:
            self._hidden = label_ids
            self._show_states()
            self.hidden_changed.emit(label_ids)

    def set_pass(self, label_id: str | None) -> None:
        """Show which label is worked alone."""
        self._alone = label_id
        self._show_states()

    # Reading

    def read(self) -> None:
        """Read the scheme, the numbers and how far the story was read."""
        if self._built_for != (self.workspace.scheme, self.theme):
            self._build_rows()
        self._recount()

    def take(self, changes: Changes) -> None:
        """Show at once what was read; count again when things have calmed down."""
        if changes.articles or changes.stories:
            self._recount()
            return
        if changes.readings:
            self._show_states()
        if changes.spans:
            self._count.start()

    def clear(self) -> None:
        """No labels."""
        self._count.stop()
        self._article_id = self._story_id = self._held = self._alone = None
        self._hidden, self._counts = frozenset(), {}
        self.rows, self._built_for = {}, None
        self._scroll.setWidget(QWidget())
        self._bar.setVisible(False)

    def dress(self) -> None:
        """Paint the rows in the new colours."""
        if self.workspace.is_open and self.rows:
            self._build_rows()
            self._show_states()

    def _build_rows(self) -> None:
        self._built_for = (self.workspace.scheme, self.theme)
        unfolded = {i for i, row in self.rows.items() if row.fold.isChecked()}
        place = self._scroll.verticalScrollBar().value()
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(4, 8, 4, 8)
        layout.setSpacing(2)
        self.rows = {}
        labels = self.workspace.scheme.labels
        for label in sorted(labels, key=lambda one: one.retired):
            row = self._row(label, content)
            self.rows[label.id] = row
            layout.addWidget(row)
            row.unfold(label.id in unfolded)
        layout.addStretch()
        self._scroll.setWidget(content)
        self._scroll.verticalScrollBar().setValue(place)

    def _row(self, label: Label, parent: QWidget) -> LabelRow:
        row = LabelRow(label, self.styles[label.id], self.theme, parent)
        row.wanted.connect(partial(self.label_wanted.emit, label.id))
        row.hold_wanted.connect(partial(self._want_held, label.id))
        row.hide_wanted.connect(partial(self._want_hidden, label.id))
        row.alone_wanted.connect(lambda on: self._want_alone(label.id if on else None))
        row.read_wanted.connect(partial(self.read_to_end.emit, label.id))
        return row

    def _recount(self) -> None:
        if not self.workspace.is_open:
            return
        project = self.workspace.project
        self._story_id = None
        if self._article_id is not None:
            self._story_id = project.article(self._article_id).story_id
        self._counts = project.counts(self.workspace.annotator_id, self._story_id)
        self._here = self._labels_here()
        self._show_states()

    # Showing

    def _show_states(self) -> None:
        if not self.workspace.is_open or not self.rows:
            return
        reading = self._reading()
        for label_id, row in self.rows.items():
            number = self._counts.get(label_id, 0)
            row.show_state(
                LabelState(
                    number=number,
                    held=label_id == self._held,
                    hidden=label_id in self._hidden,
                    alone=label_id == self._alone,
                    here=None if reading is None else label_id in self._here,
                    read=reading is not None and label_id in reading.read_for,
                )
            )
            row.setVisible(not row.label.retired or number > 0)
        self._show_pass()

    def _reading(self) -> Reading | None:
        if self._article_id is None or not self.workspace.annotator_id:
            return None
        return self.workspace.project.reading(self._article_id, self.workspace.annotator_id)

    def _labels_here(self) -> frozenset[str]:
        if self._article_id is None:
            return frozenset()
        return self.workspace.project.labels_in(self._article_id, self.workspace.annotator_id)

    def _show_pass(self) -> None:
        row = self.rows.get(self._alone or "")
        self._bar.setVisible(row is not None)
        if row is None:
            return
        self.pass_words.setText(
            f"Working “{row.label.name}” alone: {self._progress(row.label.id)}."
        )
        self.pass_read.setText(doubled(row.read_words()))
        self.pass_read.setEnabled(row.state.here is not None)

    def _progress(self, label_id: str) -> str:
        project = self.workspace.project
        articles = {article.id for article in project.articles(self._story_id)}
        readings = project.readings(self.workspace.annotator_id)
        read = sum(label_id in r.read_for for r in readings if r.article_id in articles)
        return f"read in {read} of {len(articles)} article{'' if len(articles) == 1 else 's'}"

    # Asking

    def _say_read(self) -> None:
        if self._alone is not None:
            self.read_to_end.emit(self._alone)

    def _want_held(self, label_id: str, on: bool) -> None:
        self.set_sticky(label_id if on else None)
        self.sticky_changed.emit(self._held)

    def _want_hidden(self, label_id: str, on: bool) -> None:
        self.set_hidden(self._hidden | {label_id} if on else self._hidden - {label_id})

    def _want_alone(self, label_id: str | None) -> None:
        self.set_pass(label_id)
        self.pass_changed.emit(label_id)
