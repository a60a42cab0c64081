"""The list of sentences: reading, going there, labelling whole sentences and parts."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.text.sentences import sentences
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


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every article is a long one: a sentence at a time."""
    monkeypatch.setattr("ui.article.reading_list.FIRST", 3)
    monkeypatch.setattr("ui.article.reading_list.STEP", 1)
    monkeypatch.setattr("ui.panels.sentences.SENTENCES_SLICE", 0.0)


@pytest.mark.usefixtures("slowly")
def test_a_long_article_is_read_while_nothing_else_is_done(
    panel: SentencesPanel, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    found = {one: sentences(workspace.project.text(one)) for one in article_ids[:2]}
    first, second = found
    panel.show_article(second)
    panel.show_article(first)
    assert panel.model.rowCount() == 3
    assert not panel.reading.isHidden()
    panel.show_caret(found[first][20].start)
    panel.hide()
    QApplication.processEvents()
    assert panel.model.is_reading, "nobody waits for it"
    panel.show()
    qtbot.waitUntil(panel.reading.isHidden)
    assert panel.model.rowCount() == len(found[first])
    assert panel.list.currentIndex().row() == 20
    panel.show_article(second)
    assert panel.model.is_reading
    panel.show_article(None)
    assert panel.reading.isHidden()


def test_the_chosen_sentence_of_a_long_list_is_on_the_screen(
    panel: SentencesPanel, qtbot: QtBot
) -> None:
    panel.list.setBatchSize(5)
    panel.resize(300, 160)
    panel.list.scheduleDelayedItemsLayout()
    row = panel.model.rowCount() - 1
    panel.show_caret(panel.model.fragment(row).start)
    inside = panel.list.viewport().rect
    qtbot.waitUntil(lambda: inside().intersects(panel.list.visualRect(panel.model.index(row))))
