"""The articles panel: progress, search, opening, renaming, arranging, files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.edits.edit import Edit
from annotator.edits.readings import set_status
from annotator.edits.spans import remove_spans
from annotator.model.identity import new_id
from annotator.model.reading import Status
from annotator.model.story import Article, Story, text_sha256
from annotator.store.work import Work
from ui.panels.articles import ArticlesPanel
from ui.panels.articles_model import ARTICLE_MIME
from ui.panels.two_lines import RIGHT, SECOND, SIGN
from ui.workspace import Workspace

ROLE = Qt.ItemDataRole


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot) -> Iterator[ArticlesPanel]:
    made = ArticlesPanel(workspace)
    qtbot.addWidget(made)
    made.resize(280, 500)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.hide()


def story_row(panel: ArticlesPanel) -> QModelIndex:
    return panel.model.index(0, 0)


def article_row(panel: ArticlesPanel, row: int) -> QModelIndex:
    return panel.model.index(row, 0, story_row(panel))


def test_shows_stories_with_progress_and_articles_with_state(
    panel: ArticlesPanel, article_ids: list[str]
) -> None:
    assert panel.model.rowCount() == 1
    assert story_row(panel).data() == "Alibaba and Anthropic"
    assert story_row(panel).data(SECOND) == "5 of 5 done"
    assert panel.model.rowCount(story_row(panel)) == 5
    first = article_row(panel, 0)
    assert first.data().startswith("In a dramatic escalation")
    assert first.data(SECOND) == article_ids[0]
    assert first.data(RIGHT) == "74 spans"
    assert first.data(SIGN) == Status.DONE
    assert first.data(ROLE.AccessibleTextRole).endswith("done, 74 spans")


def test_progress_follows_the_reading(
    panel: ArticlesPanel, workspace: Workspace, article_ids: list[str]
) -> None:
    workspace.edit(set_status(article_ids[1], workspace.annotator_id, Status.IN_PROGRESS))
    assert story_row(panel).data(SECOND) == "4 of 5 done"
    assert article_row(panel, 1).data(SIGN) == Status.IN_PROGRESS
    workspace.undo()
    assert story_row(panel).data(SECOND) == "5 of 5 done"


def test_counts_follow_the_spans(
    panel: ArticlesPanel, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    span = workspace.project.spans(article_ids[0], workspace.annotator_id)[0]
    workspace.edit(remove_spans([span.id]))
    qtbot.waitUntil(lambda: article_row(panel, 0).data(RIGHT) == "73 spans")


def test_search_keeps_matching_articles_with_their_story(panel: ArticlesPanel) -> None:
    panel.search.setText("SIMMERING")
    assert panel.model.rowCount(story_row(panel)) == 1
    assert "simmering" in article_row(panel, 0).data()
    assert story_row(panel).data(SECOND) == "5 of 5 done"
    panel.search.setText("no such thing")
    assert panel.model.rowCount() == 0
    assert not panel.model.is_empty()
    panel.search.clear()
    assert panel.model.rowCount(story_row(panel)) == 5


def test_enter_opens_an_article_and_a_story(
    panel: ArticlesPanel, article_ids: list[str], qtbot: QtBot, workspace: Workspace
) -> None:
    panel.show_article(article_ids[2])
    with qtbot.waitSignal(panel.article_wanted) as opened:
        qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert opened.args == [article_ids[2], False]
    panel.tree.setCurrentIndex(story_row(panel))
    with qtbot.waitSignal(panel.story_wanted) as story:
        qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert story.args == [workspace.project.stories()[0].id]


def test_double_click_opens(panel: ArticlesPanel, article_ids: list[str], qtbot: QtBot) -> None:
    place = panel.tree.visualRect(article_row(panel, 3)).center()
    with qtbot.waitSignal(panel.article_wanted) as opened:
        qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [article_ids[3], False]


def test_rename_goes_through_the_project(panel: ArticlesPanel, workspace: Workspace) -> None:
    assert panel.model.setData(story_row(panel), "  The row  ")
    assert workspace.project.stories()[0].name == "The row"
    assert story_row(panel).data() == "The row"
    workspace.undo()
    assert story_row(panel).data() == "Alibaba and Anthropic"


def test_dropping_an_article_between_others_arranges_them(
    panel: ArticlesPanel, workspace: Workspace, article_ids: list[str]
) -> None:
    mime = panel.model.mimeData([article_row(panel, 4)])
    assert bytes(mime.data(ARTICLE_MIME).data()).decode() == article_ids[4]
    move = Qt.DropAction.MoveAction
    assert panel.model.canDropMimeData(mime, move, 1, 0, story_row(panel))
    assert not panel.model.dropMimeData(mime, move, 1, 0, story_row(panel))
    order = [article.id for article in workspace.project.articles()]
    assert order == [article_ids[i] for i in (0, 4, 1, 2, 3)]
    workspace.undo()
    assert [article.id for article in workspace.project.articles()] == article_ids


def test_an_article_of_another_story_is_not_taken(panel: ArticlesPanel) -> None:
    mime = QMimeData()
    mime.setData(ARTICLE_MIME, b"somewhere else")
    move = Qt.DropAction.MoveAction
    assert not panel.model.canDropMimeData(mime, move, 0, 0, story_row(panel))


def test_dropped_files_are_asked_for(
    panel: ArticlesPanel, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt"))])
    with qtbot.waitSignal(panel.files_dropped) as dropped:
        panel.model.dropMimeData(mime, Qt.DropAction.CopyAction, -1, -1, article_row(panel, 0))
    assert dropped.args == [[tmp_path / "a.txt"], workspace.project.stories()[0].id]


def test_a_title_with_markup_stays_plain_in_the_tool_tip(
    panel: ArticlesPanel, workspace: Workspace
) -> None:
    title = "<img src=x> & more"

    def add(work: Work) -> None:
        story = Story(new_id(), "Other", 2)
        work.stories.put([story])
        sha = text_sha256("text")
        work.articles.add(Article(new_id(), story.id, "n.txt", sha, 4, title=title), "text")

    workspace.edit(Edit("import", add))
    row = panel.model.index(0, 0, panel.model.index(1, 0))
    assert row.data() == title
    assert "<img" not in row.data(ROLE.ToolTipRole)


def test_empty_project_offers_what_to_do(empty: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    panel = ArticlesPanel(empty)
    qtbot.addWidget(panel)
    panel.show()
    buttons = {button.text(): button for button in panel.findChildren(QPushButton)}
    for words, signal in (
        ("Choose files…", panel.import_wanted),
        ("Choose a folder…", panel.folder_wanted),
        ("Paste text", panel.paste_wanted),
        ("Open the sample", panel.sample_wanted),
    ):
        assert buttons[words].isVisible()
        with qtbot.waitSignal(signal):
            buttons[words].click()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(panel.files_dropped) as dropped:
        panel.dropEvent(drop)
    assert dropped.args == [[tmp_path], None]
    panel.hide()


def test_menu_of_an_article_moves_it(
    panel: ArticlesPanel, workspace: Workspace, article_ids: list[str]
) -> None:
    menu = panel.menu(article_row(panel, 1))
    next(action for action in menu.actions() if action.text() == "Move up").trigger()
    assert [a.id for a in workspace.project.articles()][:2] == [article_ids[1], article_ids[0]]


def test_ten_thousand_articles_are_listed_quickly(panel: ArticlesPanel) -> None:
    stories = [Story(f"s{i}", f"Story {i}", i) for i in range(1000)]
    articles = [
        Article(f"a{i}", f"s{i % 1000}", f"{i}.txt", "", 1, title=f"T{i}") for i in range(10_000)
    ]
    panel.model.fill(stories, articles, {}, {})
    assert panel.model.rowCount() == 1000
    panel.model.search("t9999")
    assert panel.model.rowCount() == 1
    assert panel.model.index_of("a9999").isValid()
