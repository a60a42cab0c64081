"""Pasted text becomes an article."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.dialogs.window import TrialWindow
from ui.dialogs.paste import PasteDialog, paste_article

TEXT = "A great heist\r\n\r\nSome words\u2028of it, <b>bold</b>.\n\n"


@pytest.fixture
def dialog(qtbot: QtBot) -> PasteDialog:
    dialog = PasteDialog(TEXT, ["Heist", "Other"], title="A great heist: part <1>!")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_name_follows_the_title_until_it_is_written(dialog: PasteDialog, qtbot: QtBot) -> None:
    assert dialog.wanted.name == "a-great-heist-part-1"
    dialog.title.selectAll()
    qtbot.keyClicks(dialog.title, "Another")
    assert dialog.wanted.name == "another"
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "mine.txt")
    dialog.title.selectAll()
    qtbot.keyClicks(dialog.title, "A third")
    assert (dialog.wanted.name, dialog.wanted.title) == ("mine.txt", "A third")


def test_the_text_is_kept_and_shown_as_it_is(dialog: PasteDialog) -> None:
    assert dialog.wanted.text == TEXT
    view = dialog.findChild(QPlainTextEdit)
    assert view is not None
    assert "<b>bold</b>" in view.toPlainText()


def test_story_and_name_are_needed(dialog: PasteDialog) -> None:
    assert dialog.wanted.story == "Heist"
    dialog.story.setCurrentText("")
    assert "belongs to a story" in dialog.problem.text()
    dialog.story.setCurrentText("New one")
    dialog.name.setText("")
    assert dialog.problem.text() == "The article needs a name."
    assert not dialog.make.isEnabled()


def test_enter_makes_it_and_esc_does_not(dialog: PasteDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    assert dialog.result() == 1
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == 0


def test_it_comes_into_the_project_to_the_letter(
    window: TrialWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: PasteDialog) -> int:
        dialog.outlet.setText("Echo")
        dialog.make.click()
        return dialog.result()

    monkeypatch.setattr(PasteDialog, "exec", answer)
    paste_article(window, TEXT)
    qtbot.waitUntil(lambda: bool(window.stories.opened))
    project = window.workspace.project
    (article,) = project.articles()
    assert (article.name, article.title, article.outlet) == (
        "a-great-heist",
        "A great heist",
        "Echo",
    )
    assert project.text(article.id) == TEXT
    assert window.workspace.undo()
    assert project.articles() == ()
