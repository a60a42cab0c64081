"""The command palette: a few letters, Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.actions import Actions
from ui.dialogs.palette import Command, Palette, action_commands, found, rank


def commands(*words, done=None):
    return [
        Command(each, "Menu", "", lambda each=each: done is not None and done.append(each))
        for each in words
    ]


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def test_letters_have_to_stand_in_their_order():
    assert rank("fia", "Find in article") is not None
    assert rank("aif", "Find in article") is None
    assert rank("find art", "Find in article") is not None


def test_better_answers_come_first():
    hits = found("sc", commands("Describe", "Full screen", "Select all columns", "Scheme"))
    assert hits[0].words == "Scheme"
    hits = found("fn", commands("Confine", "Find next"))
    assert [hit.words for hit in hits] == ["Find next", "Confine"]


def test_nothing_typed_shows_all_in_order():
    assert [hit.words for hit in found(" ", commands("b", "a"))] == ["b", "a"]


def test_the_menu_is_searched_too():
    (hit,) = found("menu one", commands("one", "two"))
    assert hit.words == "one"


def test_every_usable_action_is_offered(qapp):
    actions = Actions()
    actions["undo"].setEnabled(False)
    words = [command.words for command in action_commands(actions)]
    assert "Find in the article" in words
    assert "Undo" not in words
    assert all("&" not in each for each in words)


def test_typing_and_enter_do_it(window, qtbot):
    done = []
    palette = Palette(commands("Find next", "Find previous", "Undo", done=done), window)
    qtbot.addWidget(palette)
    palette.open_over(window)
    assert palette.isVisible()
    qtbot.keyClicks(palette.field, "find")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["Find previous"]
    assert not palette.isVisible()


def test_arrows_go_round_and_pages_stop_at_the_ends(window, qtbot):
    done = []
    palette = Palette(commands(*(f"line {n}" for n in range(20)), done=done), window)
    qtbot.addWidget(palette)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == 19
    qtbot.keyClick(palette.field, Qt.Key.Key_PageDown)
    assert palette.list.currentIndex().row() == 19
    qtbot.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert palette.list.currentIndex().row() == 11
    assert done == []


def test_escape_does_nothing_and_closes(window, qtbot):
    done = []
    palette = Palette(commands("a", done=done), window)
    qtbot.addWidget(palette)
    palette.open_over(window)
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert done == []


def test_enter_on_no_hit_does_nothing(window, qtbot):
    palette = Palette(commands("a"), window)
    qtbot.addWidget(palette)
    palette.open_over(window)
    qtbot.keyClicks(palette.field, "zzz")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.close()


def test_a_click_does_it(window, qtbot):
    done = []
    palette = Palette(commands("a", "b", done=done), window)
    qtbot.addWidget(palette)
    palette.open_over(window)
    place = palette.list.visualRect(palette.list.model().index(1, 0)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert done == ["b"]


def test_screen_readers_hear_words_place_and_keys(window, qtbot):
    palette = Palette([Command("Undo", "Edit", "Ctrl+Z", lambda: None)], window)
    qtbot.addWidget(palette)
    index = palette.list.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Undo, Edit, Ctrl+Z"


def test_the_model_keeps_qt_s_rules(qtmodeltester, window, qtbot):
    palette = Palette(commands("a", "b"), window)
    qtbot.addWidget(palette)
    qtmodeltester.check(palette.list.model())
