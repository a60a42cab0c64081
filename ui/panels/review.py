"""Review: what changed in the rules, and the own spans that are older than their rule."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from annotator.changes import Changes
from annotator.edits.reviewing import still_right
from annotator.model.older_rule import OlderSpan, Review, RuleChange
from annotator.model.span import Span
from annotator.reviewing import review
from ui.ask import plain_label
from ui.panels.flow_layout import FlowLayout
from ui.panels.panel import Panel
from ui.panels.rows import Row, RowsList
from ui.panels.times import shown_time
from ui.workspace import Workspace

READ_AFTER = 150
"""Milliseconds without a change until the list is made again."""
NOTHING = "Nothing has changed in scheme and guidelines since you began."
DONE = "No span of yours is older than its rule."


class ReviewPanel(Panel):
    """The spans to look at again, one after the other.

    Signals: `span_wanted(span id)`: show it in its article.
    """

    span_wanted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("Review")
        self.review = Review()
        self._older: dict[str, OlderSpan] = {}
        self._soon = QTimer(self, singleShot=True, interval=READ_AFTER)
        self._soon.timeout.connect(self.reread)
        self.list = RowsList("Spans older than their rule")
        self.count = plain_label("", part="faint")
        self.changes = plain_label("")
        self.why = plain_label("")
        self.previous = QPushButton("Previous")
        self.next = QPushButton("Next")
        self.right = QPushButton("Still right")
        self.all_right = QPushButton("All still right")
        self._build()
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.right.clicked.connect(self.say_right)
        self.all_right.clicked.connect(self.say_all_right)
        self.list.pressed_row.connect(self.span_wanted)
        self.list.current_changed.connect(lambda _: self._show_current())
        self._show_current()

    def _build(self) -> None:
        left, told = QWidget(), QWidget()
        listed = QVBoxLayout(left)
        listed.setContentsMargins(0, 8, 0, 8)
        listed.setSpacing(8)
        self.count.setContentsMargins(8, 0, 8, 0)
        listed.addWidget(self.count)
        listed.addWidget(self.list, 1)
        row = QWidget()
        buttons = FlowLayout(row, gap=8)
        beside = QVBoxLayout()
        beside.setContentsMargins(8, 0, 8, 0)
        beside.addWidget(row)
        for button in (self.previous, self.next, self.right, self.all_right):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button)
        listed.addLayout(beside)
        words = QVBoxLayout(told)
        words.setContentsMargins(12, 8, 12, 8)
        words.setSpacing(8)
        words.addWidget(plain_label("What changed", part="heading"))
        words.addWidget(self.why)
        words.addWidget(self.changes)
        words.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(told)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(area)
        halves.setSizes([600, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(halves)

    # Reading

    def read(self) -> None:
        """Make the list."""
        self.review = review(self.workspace.project, self.workspace.annotator_id)
        self._older = {one.span.id: one for one in self.review.spans}
        names = {article.id: article.name for article in self.workspace.project.articles()}
        self.list.fill([self._row(one.span, names) for one in self.review.spans])
        self.changes.setText("\n\n".join(map(_told, self.review.changes)) or NOTHING)
        self._show_current()

    def _row(self, span: Span, names: dict[str, str]) -> Row:
        words = " ".join(span.quoted(self.text(span.article_id))[:400].split())
        made = shown_time(span.updated_at or span.created_at or "")
        label = self.workspace.scheme.label(span.label_id)
        name = label.name if label else ""
        sign = self.styles.get(span.label_id)
        return Row(span.id, words, f"{name}, {names.get(span.article_id, '')}", made, sign)

    def _show_current(self) -> None:
        number, at = len(self._older), self.list.currentIndex().row()
        words = f"{number:,} span{'' if number == 1 else 's'} to look at"
        self.count.setText(words if number else DONE)
        older = self._older.get(self.list.current)
        self.why.setText("For this span:\n" + "\n".join(older.why) if older else "")
        self.why.setVisible(older is not None)
        can = self.workspace.is_open and self.workspace.can_edit
        self.previous.setEnabled(at > 0)
        self.next.setEnabled(0 <= at + 1 < number)
        self.right.setEnabled(can and older is not None)
        self.all_right.setEnabled(can and number > 0)

    def take(self, changes: Changes) -> None:
        """Make it again when things have calmed down."""
        if changes.spans or changes.guidelines or changes.articles or changes.annotators:
            self._soon.start()

    def clear(self) -> None:
        """Nothing to look at."""
        self._soon.stop()
        self.review, self._older = Review(), {}
        self.list.fill(())
        self.changes.setText("")
        self._show_current()

    def dress(self) -> None:
        """Colours of the rows."""
        self.list.dress(self.theme)
        if self.workspace.is_open and self.isVisible():
            self.read()

    # Doing

    def step(self, by: int) -> None:
        """Show the next span, or (-1) the one before."""
        if span_id := self.list.step(by):
            self.span_wanted.emit(span_id)

    def say_right(self) -> None:
        """The current span is right under the new rule; the next one is shown."""
        span_id, at = self.list.current, self.list.currentIndex().row()
        spans = self.workspace.project.spans_by_id([span_id])
        if spans and self.workspace.edit(still_right(spans)):
            self.reread()
            if self.list.current and at >= 0:
                self.span_wanted.emit(self.list.current)

    def say_all_right(self) -> None:
        """All that are listed are right, as one step."""
        spans = self.workspace.project.spans_by_id(list(self._older))
        if spans and self.workspace.edit(still_right(spans)):
            self.reread()


def _told(change: RuleChange) -> str:
    lines = "\n".join(f"– {sentence}" for sentence in change.sentences)
    return f"{change.what}, {shown_time(change.since)}\n{lines}"
