"""The page of the scheme editor with the questions about a whole article."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from annotator.edits.scheme_draft import SchemeDraft
from annotator.model.scheme import ArticleQuestion
from ui.dialogs.dialog import field_row, form, show_text, text_field
from ui.dialogs.scheme_links import free_name, lines_of
from ui.dialogs.scheme_list import NamedList


class QuestionsPage(QWidget):
    """Edits the article questions of a draft. `changed` after every change."""

    changed = Signal()

    def __init__(self, draft: SchemeDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._showing = False
        self.list = NamedList("Questions about an article")
        self.list.chosen.connect(self._show)
        self.list.add_wanted.connect(self._add)
        self.list.remove_wanted.connect(self._remove)
        self.list.move_wanted.connect(self._move)
        self.name = QLineEdit()
        self.values = text_field("", "Values, one a line", 6)
        self.values.setPlaceholderText("One value a line; none: free text")
        self.help = QLineEdit()
        self._fields = QWidget()
        fields = form()
        self._fields.setLayout(fields)
        field_row(fields, "&Question", self.name)
        field_row(fields, "&Values", self.values)
        field_row(fields, "&Help", self.help)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self.list, 2)
        layout.addWidget(self._fields, 5, Qt.AlignmentFlag.AlignTop)
        self.name.textEdited.connect(lambda text: self._change(name=text))
        self.values.textChanged.connect(
            lambda: self._change(values=lines_of(self.values.toPlainText()))
        )
        self.help.textEdited.connect(lambda text: self._change(help=text))
        self.refresh()

    def refresh(self, row: int | None = None) -> None:
        """Reads the draft again."""
        self.list.fill([one.name for one in self._draft.scheme.questions], row)
        self._show()

    @property
    def question(self) -> ArticleQuestion | None:
        """The question that is chosen."""
        questions = self._draft.scheme.questions
        return questions[self.list.row] if 0 <= self.list.row < len(questions) else None

    def _show(self) -> None:
        shown = self.question or ArticleQuestion("")
        self._fields.setEnabled(self.question is not None)
        self._showing = True
        self.name.setText(shown.name)
        self.values.setPlainText("\n".join(shown.values))
        show_text(self.help, shown.help)
        self._showing = False

    def _change(self, **facts: object) -> None:
        if self._showing or self.question is None:
            return
        questions = list(self._draft.scheme.questions)
        questions[self.list.row] = replace(self.question, **facts)  # type: ignore[arg-type]
        self._put(tuple(questions))
        if "name" in facts:
            self.list.rename(str(facts["name"]))

    def _put(self, questions: tuple[ArticleQuestion, ...]) -> None:
        self._draft.scheme = replace(self._draft.scheme, questions=questions)
        self.changed.emit()

    def _add(self) -> None:
        questions = self._draft.scheme.questions
        name = free_name("new question", [one.name for one in questions])
        self._put((*questions, ArticleQuestion(name)))
        self.refresh(len(questions))
        self.name.setFocus()
        self.name.selectAll()

    def _remove(self, row: int) -> None:
        questions = list(self._draft.scheme.questions)
        questions.pop(row)
        self._put(tuple(questions))
        self.refresh(row)

    def _move(self, row: int, to: int) -> None:
        questions = list(self._draft.scheme.questions)
        questions.insert(to, questions.pop(row))
        self._put(tuple(questions))
        self.refresh(to)
