"""Questions to the lead: who asks what about which place, and the answers."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.changes import Changes
from annotator.edits.questions import answer_question, take_back_question
from annotator.model.question import Question
from annotator.model.span import Span
from annotator.text.in_quotes import in_quotes
from ui.ask import plain_label
from ui.panels.panel import Panel
from ui.panels.rows import Row, RowsList
from ui.panels.times import shown_time
from ui.workspace import Workspace

EMPTY = "Nothing is asked. Choose a span, or none for the whole article, and press Q."
WORDS = 80


class QuestionsPanel(Panel):
    """All questions, the newest first; the lead answers them here.

    Signals:
        place_wanted(Question): show what it is about.
        shown: the answers were seen.
    """

    place_wanted = Signal(object)
    shown = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("Questions")
        self._questions: Mapping[str, Question] = {}
        self._spans: Mapping[str, Span] = {}
        self._seen = ""
        self.list = RowsList("Questions")
        self.open_only = QCheckBox("Only open ones")
        self.count = plain_label("", part="faint")
        self.question = plain_label("")
        self.about = plain_label("", part="faint")
        self.answered = plain_label("", part="faint")
        self.answer = QPlainTextEdit()
        self.answer.setPlaceholderText("Answer")
        self.answer.setAccessibleName("Answer")
        self.answer.setTabChangesFocus(True)
        self.answer.setMinimumHeight(3 * self.fontMetrics().lineSpacing() + 16)
        self.save = QPushButton("Answer")
        self.take_back = QPushButton("Take back")
        self._build()
        self._connect()
        self.clear()

    def _build(self) -> None:
        left, right = QWidget(), QWidget()
        listed = QVBoxLayout(left)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 8, 8, 8)
        bar.addWidget(self.open_only)
        bar.addStretch()
        bar.addWidget(self.count)
        listed.addLayout(bar)
        listed.addWidget(self.list, 1)
        told = QVBoxLayout(right)
        told.setContentsMargins(12, 8, 12, 8)
        told.setSpacing(6)
        for widget in (self.about, self.question, self.answered):
            told.addWidget(widget)
        told.addWidget(self.answer, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.take_back)
        buttons.addStretch()
        told.addLayout(buttons)
        told.addStretch()
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.halves.setChildrenCollapsible(False)
        self.halves.addWidget(left)
        self.halves.addWidget(right)
        self.halves.setSizes([500, 500])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.halves)

    def _connect(self) -> None:
        for button in (self.save, self.take_back, self.open_only):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.open_only.toggled.connect(lambda _: self.reread())
        self.list.current_changed.connect(lambda _: self._show_current())
        self.list.pressed_row.connect(lambda one: self.place_wanted.emit(self._questions[one]))
        self.answer.textChanged.connect(self._allow)
        self.save.clicked.connect(self._answer)
        self.take_back.clicked.connect(self._take_back)

    # What the window says

    def show_question(self, question_id: str) -> None:
        """Make this question the current one."""
        self.open_only.setChecked(False)
        self.list.choose(question_id)

    def set_seen(self, until: str) -> None:
        """Answers after this time are new to who labels now."""
        self._seen = until
        if self.workspace.is_open and self.isVisible():
            self.read()

    # Reading

    def read(self) -> None:
        """Read all questions, the newest first; open ones before the others."""
        project = self.workspace.project
        newest_first = project.questions(open_only=self.open_only.isChecked())[::-1]
        ordered = sorted(newest_first, key=lambda one: not one.is_open)
        self._questions = {one.id: one for one in ordered}
        ids = [one.span_id for one in ordered if one.span_id]
        self._spans = {span.id: span for span in project.spans_by_id(ids)}
        people = {person.id: person.name for person in project.annotators()}
        names = {article.id: article.name for article in project.articles()}
        self.list.fill([self._row(one, people, names) for one in ordered])
        if not self.list.current and ordered:
            self.list.choose(ordered[0].id)
        self._show_current()
        self._show_count()
        self.shown.emit()

    def _row(self, one: Question, people: Mapping[str, str], names: Mapping[str, str]) -> Row:
        span = self._spans.get(one.span_id)
        who, article = people.get(one.annotator_id, "somebody"), names.get(one.article_id, "")
        where = f"{article}: {in_quotes(self._words(span))}" if span else article
        return Row(
            one.id,
            one.text,
            f"{who}, {where}",
            "open" if one.is_open else "answered",
            self.styles.get(span.label_id) if span else None,
            strong=self._is_new(one),
            greyed=not one.is_open and not self._is_new(one),
        )

    def _words(self, span: Span) -> str:
        words = " ".join(span.quoted(self.text(span.article_id)).split())
        return words if len(words) <= WORDS else words[:WORDS].rsplit(" ", 1)[0] + " …"

    def _is_new(self, one: Question) -> bool:
        own = one.annotator_id == self.workspace.annotator_id
        return own and one.answered_at > self._seen

    def _show_count(self) -> None:
        waiting = sum(one.is_open for one in self._questions.values())
        total = len(self._questions)
        if not total:
            self.count.setText("")
        else:
            self.count.setText(f"{waiting:,} open of {total:,}")

    def _current(self) -> Question | None:
        return self._questions.get(self.list.current)

    def _show_current(self) -> None:
        one = self._current()
        for widget in (self.about, self.answered, self.answer, self.save, self.take_back):
            widget.setVisible(one is not None)
        if one is None:
            self.question.setText(EMPTY)
            return
        people = {p.id: p.name for p in self.workspace.project.annotators()}
        who = people.get(one.annotator_id, "Somebody")
        self.about.setText(f"{who}, {shown_time(one.asked_at)}")
        self.question.setText(one.text)
        by = people.get(one.answered_by, "the lead")
        told = "" if one.is_open else f"Answered by {by}, {shown_time(one.answered_at)}"
        self.answered.setText(told or "No answer yet.")
        if (self.answer.property("about"), self.answer.property("was")) != (one.id, one.answer):
            self.answer.setProperty("about", one.id)
            self.answer.setProperty("was", one.answer)
            self.answer.setPlainText(one.answer)
        self._allow()

    def _allow(self) -> None:
        one = self._current()
        if one is None or not self.workspace.is_open:
            return
        words, can = self.answer.toPlainText().strip(), self.workspace.can_edit
        answers = can and self.workspace.project.pack_of() is None
        self.answer.setReadOnly(not answers)
        self.answer.setVisible(answers or not one.is_open)
        self.save.setVisible(answers)
        self.save.setEnabled(words != one.answer)
        self.save.setText("Answer" if one.is_open else "Change the answer")
        self.take_back.setVisible(can and one.annotator_id == self.workspace.annotator_id)

    def take(self, changes: Changes) -> None:
        """Read again where something was asked, answered, or its place is another one."""
        asked = {one.article_id for one in self._questions.values()}
        spans = any(article_id in asked for article_id, _ in changes.spans)
        if changes.questions or changes.articles or changes.annotators or spans:
            self.read()

    def clear(self) -> None:
        """No questions."""
        self._questions, self._spans, self._seen = {}, {}, ""
        self.list.fill(())
        self.count.setText("")
        self.answer.setProperty("about", None)
        self._show_current()

    def dress(self) -> None:
        """Colours of the rows."""
        self.list.dress(self.theme)

    # Doing

    def _answer(self) -> None:
        one = self._current()
        if one is not None:
            words = self.answer.toPlainText()
            self.workspace.edit(answer_question(one.id, words, self.workspace.annotator_id))

    def _take_back(self) -> None:
        one = self._current()
        if one is not None:
            self.workspace.edit(take_back_question(one.id))
