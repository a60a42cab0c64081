"""All that is known about the shown article: its facts, and how far its reading is."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.edits.readings import set_article_note, set_impressions
from annotator.edits.stories import set_facts
from annotator.model.reading import Reading
from annotator.model.scheme import ArticleQuestion, Attribute, AttributeKind
from annotator.model.story import Article
from ui.ask import plain_label
from ui.one_line import OneLine
from ui.panels.fields import AttributeField, ChipsField, TextField, Values
from ui.panels.note_field import NoteField
from ui.panels.panel import Panel
from ui.panels.signs import STATUS_WORDS
from ui.panels.times import shown_minutes

FACTS = {
    "title": "Title",
    "outlet": "Outlet",
    "byline": "Byline",
    "published": "Published",
    "url": "Address",
    "retrieved": "Retrieved",
}


class ArticlePage(QWidget):
    """Facts, status, questions about the whole article, note, active minutes."""

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._article: Article | None = None
        self._reading: Reading | None = None
        self._asked: tuple[ArticleQuestion, ...] | None = None
        self.name = OneLine("heading")
        self.status = plain_label("")
        self.left_open = plain_label("", part="faint")
        self.facts = {fact: QLineEdit() for fact in FACTS}
        self.extra = plain_label("", part="faint")
        self.questions = QWidget()
        self.fields: dict[str, AttributeField] = {}
        self.note = NoteField("Note on the article")
        self.note.written.connect(self._save_note)
        self._build()

    def _build(self) -> None:
        self._lines = layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        for widget in (self.name, self.status, self.left_open, self.questions, self.note):
            layout.addWidget(widget)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(4)
        for fact, words in FACTS.items():
            line = self.facts[fact]
            line.setAccessibleName(words)
            line.editingFinished.connect(partial(self._save_fact, fact))
            heading = plain_label(words)
            heading.setWordWrap(False)
            heading.setProperty("part", "faint")
            form.addRow(heading, line)
        layout.addLayout(form)
        layout.addWidget(self.extra)
        layout.addStretch()

    def show_article(self, article: Article) -> None:
        """Show this article as it is now."""
        workspace = self._panel.workspace
        who = workspace.annotator_id
        reading = workspace.project.reading(article.id, who)
        seconds = workspace.project.attention(article.id, who).seconds
        self._article, self._reading = article, reading
        self.name.say(article.name)
        read = f", {shown_minutes(seconds)} of active reading" if seconds else ""
        self.status.setText(f"{STATUS_WORDS[reading.status].capitalize()}{read}")
        points = "\n".join(f"– {point}" for point in reading.open_points)
        self.left_open.setText(f"Left open:\n{points}")
        self.left_open.setVisible(bool(points))
        self._show_facts(article)
        self._show_questions(reading)
        self.note.show_note(article.id, reading.note)
        self._allow(workspace.can_edit)

    def _allow(self, editable: bool) -> None:
        for line in self.facts.values():
            line.setReadOnly(not editable)
        for field in self.fields.values():
            field.setEnabled(editable)
        self.note.setReadOnly(not editable)

    # Facts

    def _show_facts(self, article: Article) -> None:
        for fact, line in self.facts.items():
            words = str(getattr(article, fact))
            if line.text() != words and not (line.hasFocus() and line.isModified()):
                line.setText(words)
                line.setCursorPosition(0)
        lines = [f"{name}: {value}" for name, value in article.extra]
        self.extra.setText("\n".join([*lines, f"{article.length:,} characters"]))

    def _save_fact(self, fact: str) -> None:
        line = self.facts[fact]
        if self._article is None or not line.isModified():
            return
        line.setModified(False)
        words = line.text().strip()
        if words != getattr(self._article, fact):
            # As it is now, not as it was shown: the other facts may have changed since.
            article = self._panel.workspace.project.article(self._article.id)
            self._panel.workspace.edit(set_facts(article, **{fact: words}))

    # Questions about the whole article

    def _show_questions(self, reading: Reading) -> None:
        asked = self._panel.workspace.scheme.questions
        if asked != self._asked:
            self._asked = asked
            self._ask(asked)
        for question in asked:
            self.fields[question.name].show_values(answer_to(question, reading.impressions))

    def _ask(self, asked: tuple[ArticleQuestion, ...]) -> None:
        questions = QWidget()
        layout = QVBoxLayout(questions)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.fields = {}
        for question in asked:
            kind = AttributeKind.CHOICE if question.values else AttributeKind.TEXT
            attribute = Attribute(question.name, kind, question.values, help=question.help)
            field = ChipsField(attribute) if question.values else TextField(attribute)
            field.answered.connect(partial(self._answer, question))
            self.fields[question.name] = field
            layout.addWidget(field)
        self._lines.replaceWidget(self.questions, questions)
        questions.setVisible(bool(asked))
        self.questions.hide()
        self.questions.deleteLater()
        self.questions = questions
        self._order_focus()

    def _order_focus(self) -> None:
        """Tab goes from top to bottom, though the questions were made last."""
        before = self.note.previousInFocusChain()
        while before and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
            before = before.previousInFocusChain()
        for widget in self.questions.findChildren(QWidget):
            if before and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, widget)
                before = widget

    def _answer(self, question: ArticleQuestion, _name: str, values: Values) -> None:
        if self._reading is None:
            return
        article_id, who = self._reading.article_id, self._reading.annotator_id
        held = self._panel.workspace.project.reading(article_id, who).impressions
        impressions = with_answer(question, held, values)
        if impressions != held:
            self._panel.workspace.edit(set_impressions(article_id, who, impressions))

    # Note

    def _save_note(self, article_id: str, note: str) -> None:
        workspace = self._panel.workspace
        if workspace.can_edit:
            workspace.edit(set_article_note(article_id, workspace.annotator_id, note))


def answer_to(question: ArticleQuestion, impressions: Values) -> Values:
    """What stands among the impressions for a question.

    A value answers the question that offers it; free text stands as `QUESTION: TEXT`.
    """
    if question.values:
        return tuple(one for one in impressions if one in question.values)
    start = f"{question.name}: "
    return tuple(one.removeprefix(start) for one in impressions if one.startswith(start))


def with_answer(question: ArticleQuestion, impressions: Values, values: Values) -> Values:
    """The impressions with another answer to one question; the others stay."""
    if question.values:
        others = tuple(one for one in impressions if one not in question.values)
        return (*others, *values)
    start = f"{question.name}: "
    others = tuple(one for one in impressions if not one.startswith(start))
    return (*others, *(start + value for value in values))
