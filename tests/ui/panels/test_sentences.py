"""The list of sentences: reading, going there, labelling whole sentences and parts."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.panels.sentences import SentencesPanel
from ui.workspace import Workspace

Named = Callable[[str], str]


@pytest.fixture
def panel(workspace: Workspace, article_ids: list[str], qtbot: QtBot) -> Iterator[SentencesPanel]:
    made = SentencesPanel(workspace)
    qtbot.addWidget(made)
    made.show_article(article_ids[0])
    with qtbot.waitExposed(made):
        made.show()
    made.label_button.setFocus()
    yield made
    made.hide()


def words(panel: SentencesPanel, row: int) -> str:
    return str(panel.model.index(row).data())


def test_says_where_spans_begin_and_end(panel: SentencesPanel) -> None:
    assert words(panel, 0).startswith("1: [possibly fabricated begins] In a dramatic escalation")
    assert "[entity begins] Chinese [entity ends]" in words(panel, 0)


def test_follows_the_caret_without_a_word(panel: SentencesPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.sentence_wanted):
        panel.show_caret(panel.model.fragment(7).start + 3)
    assert panel.list.currentIndex().row() == 7


def test_enter_goes_to_the_sentence(
    panel: SentencesPanel, article_ids: list[str], qtbot: QtBot
) -> None:
    panel.show_caret(panel.model.fragment(3).start)
    with qtbot.waitSignal(panel.sentence_wanted) as wanted:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert wanted.args == [article_ids[0], panel.model.fragment(3)]


def test_the_key_of_a_label_labels_the_sentence(
    panel: SentencesPanel,
    workspace: Workspace,
    article_ids: list[str],
    label_id: Named,
    qtbot: QtBot,
) -> None:
    row = next(r for r in range(panel.model.rowCount()) if words(panel, r).endswith("profound."))
    panel.show_caret(panel.model.fragment(row).start)
    with qtbot.waitSignal(panel.span_made) as made:
        qtbot.keyClick(panel.list, Qt.Key.Key_1)
    span = workspace.project.spans_by_id([made.args[0]])[0]
    assert span.label_id == label_id("claim")
    assert span.quoted(workspace.project.text(article_ids[0])) == "The implications are profound"
    assert "[claim begins] The implications are profound [claim ends]" in words(panel, row)
    workspace.undo()
    assert "claim" not in words(panel, row)


def test_a_range_of_words(
    panel: SentencesPanel, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    panel.show_caret(0)
    panel.first.setValue(3)
    panel.last.setValue(4)
    assert panel.range.text() == "dramatic escalation"
    label = workspace.scheme.labels[0]
    with qtbot.waitSignal(panel.span_made) as made:
        panel.label(label)
    span = workspace.project.spans_by_id([made.args[0]])[0]
    assert span.quoted(workspace.project.text(article_ids[0])) == "dramatic escalation"


def test_spans_of_the_sentence_can_be_chosen(
    panel: SentencesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    panel.show_caret(0)
    panel.spans_button.menu().aboutToShow.emit()
    actions = panel.spans_button.menu().actions()
    assert actions[0].text() == "possibly fabricated: In a dramatic escalation of tensions"
    with qtbot.waitSignal(panel.span_wanted) as wanted:
        actions[0].trigger()
    assert workspace.project.spans_by_id(wanted.args)


def test_another_article(panel: SentencesPanel, article_ids: list[str]) -> None:
    panel.show_article(article_ids[1])
    assert "simmering" in words(panel, 0)
    panel.show_article(None)
    assert panel.model.rowCount() == 0
