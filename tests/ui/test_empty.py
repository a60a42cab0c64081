"""Empty states say what to do and offer it."""

from PySide6.QtCore import Qt

from ui.actions import Actions
from ui.empty import Empty
from ui.theme import DARK, LIGHT


def test_buttons_do_what_the_actions_do(qtbot):
    actions = Actions()
    done = []
    actions.on("open", lambda: done.append("open"))
    empty = Empty(
        "No project yet",
        "Open one, or drop articles here.",
        sign="story",
        theme=LIGHT,
        actions=[actions["open"], actions["new"]],
    )
    qtbot.addWidget(empty)
    empty.show()
    assert [button.text() for button in empty.buttons] == ["Open project…", "New project…"]
    empty.buttons[0].setFocus()
    qtbot.keyClick(empty.buttons[0], Qt.Key.Key_Space)
    assert done == ["open"]
    actions["open"].setEnabled(False)
    assert not empty.buttons[0].isEnabled()


def test_words_and_theme_can_change(qtbot):
    empty = Empty("A", "b", sign="story", theme=LIGHT)
    qtbot.addWidget(empty)
    before = empty._picture.pixmap().toImage()
    empty.set_theme(DARK)
    empty.say("<b>C</b>", "d")
    assert empty._heading.text() == "<b>C</b>"
    assert empty._heading.textFormat() == Qt.TextFormat.PlainText
    assert empty._picture.pixmap().toImage() != before
