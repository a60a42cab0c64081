"""The panel of questions to the lead."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.edits.questions import answer_question, ask, new_question
from annotator.model.people import Annotator
from annotator.model.question import Question
from annotator.model.span import Span
from ui.panels.questions import EMPTY, QuestionsPanel
from ui.workspace import Workspace

LEA = Annotator("018f2d6c-aaaa-7000-8000-0000000000ea", "Lea")


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot) -> Iterator[QuestionsPanel]:
    made = QuestionsPanel(workspace)
    qtbot.addWidget(made)
    made.resize(900, 400)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.hide()


def asks(workspace: Workspace, article_id: str, words: str, span_id: str = "") -> Question:
    question = new_question(article_id, workspace.annotator_id, words, span_id)
    assert workspace.edit(ask(question))
    return question


def a_span(workspace: Workspace, article_id: str) -> Span:
    return workspace.project.spans(article_id, workspace.annotator_id)[0]


def test_without_questions_it_says_how_to_ask(panel: QuestionsPanel) -> None:
    assert panel.question.text() == EMPTY
    assert panel.count.text() == ""
    assert not panel.save.isVisible()


def test_open_ones_come_first_with_who_asks_and_the_words(
    panel: QuestionsPanel, workspace: Workspace, article_ids: list[str]
) -> None:
    span = a_span(workspace, article_ids[0])
    first = asks(workspace, article_ids[0], "A <b>claim</b>?", span.id)
    second = asks(workspace, article_ids[1], "Is it satire?")
    workspace.edit(answer_question(second.id, "No.", LEA.id))
    assert [row.id for row in panel.list.rows.rows] == [first.id, second.id]
    row = panel.list.rows.rows[0]
    assert row.first == "A <b>claim</b>?"
    assert row.second.startswith(f"A, {article_ids[0]}: “")
    assert (row.right, panel.list.rows.rows[1].right) == ("open", "answered")
    assert panel.count.text() == "1 open of 2"
    panel.list.choose(first.id)
    assert panel.question.textFormat() is Qt.TextFormat.PlainText
    assert panel.answered.text() == "No answer yet."
    panel.open_only.setChecked(True)
    assert [row.id for row in panel.list.rows.rows] == [first.id]


def test_the_lead_answers_and_changes_the_answer(
    panel: QuestionsPanel, workspace: Workspace, article_ids: list[str]
) -> None:
    question = asks(workspace, article_ids[0], "Both?")
    workspace.project.add_annotator(LEA)
    workspace.set_annotator(LEA)
    panel.reread()
    assert not panel.take_back.isVisible(), "it is somebody else's question"
    assert not panel.save.isEnabled()
    panel.answer.setPlainText("Both.")
    panel.save.click()
    (answered,) = workspace.project.questions()
    assert (answered.answer, answered.answered_by) == ("Both.", LEA.id)
    assert panel.answered.text().startswith("Answered by Lea, ")
    assert (panel.save.text(), panel.save.isEnabled()) == ("Change the answer", False)
    panel.answer.setPlainText("Only the first.")
    panel.save.click()
    assert workspace.project.questions()[0].answer == "Only the first."
    workspace.undo()
    workspace.undo()
    assert workspace.project.questions() == (question,)
    assert panel.list.rows.rows[0].right == "open"


def test_words_half_written_stay_when_something_else_changes(
    panel: QuestionsPanel, workspace: Workspace, article_ids: list[str]
) -> None:
    asks(workspace, article_ids[0], "Both?")
    panel.answer.setPlainText("Half a")
    asks(workspace, article_ids[1], "And this?")
    assert panel.answer.toPlainText() == "Half a"


def test_an_answer_is_new_until_it_was_seen(
    panel: QuestionsPanel, workspace: Workspace, article_ids: list[str]
) -> None:
    question = asks(workspace, article_ids[0], "Both?")
    workspace.edit(answer_question(question.id, "Yes.", LEA.id))
    (row,) = panel.list.rows.rows
    assert (row.strong, row.greyed) == (True, False)
    panel.set_seen(workspace.project.questions()[0].answered_at)
    (row,) = panel.list.rows.rows
    assert (row.strong, row.greyed) == (False, True)


def test_it_is_taken_back_and_its_place_is_asked_for(
    panel: QuestionsPanel, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    question = asks(workspace, article_ids[0], "Both?")
    with qtbot.waitSignal(panel.place_wanted) as wanted:
        panel.list.pressed_row.emit(question.id)
    assert wanted.args == [question]
    panel.take_back.click()
    assert workspace.project.questions() == ()
    assert panel.question.text() == EMPTY
