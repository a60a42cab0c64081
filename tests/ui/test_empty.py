"""Empty states say what to do and offer it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

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


def test_an_action_outlives_what_offered_it(qtbot):
    actions = Actions()
    empty = Empty("A", "b", sign="story", theme=LIGHT, actions=[actions["open"]])
    empty.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    actions["open"].setEnabled(False)  # nobody is told who is not there any more


def test_words_and_theme_can_change(qtbot):
    empty = Empty("A", "b", sign="story", theme=LIGHT)
    qtbot.addWidget(empty)
    before = empty._picture.pixmap().toImage()
    empty.set_theme(DARK)
    empty.say("<b>C</b>", "d")
    assert empty._heading.text() == "<b>C</b>"
    assert empty._heading.textFormat() == Qt.TextFormat.PlainText
    assert empty._picture.pixmap().toImage() != before


def test_buttons_without_room_in_a_line_stand_below_each_other(qtbot):
    actions = Actions()
    names = ("sample", "new", "open", "import")
    empty = Empty("A", "b", sign="story", theme=LIGHT, actions=[actions[name] for name in names])
    qtbot.addWidget(empty)
    font = empty.font()
    font.setPointSizeF(20)
    empty.setFont(font)
    for width in (1600, 600, 420):
        empty.resize(width, 500)
        empty.show()
        qtbot.wait(1)
        places = [button.geometry() for button in empty.buttons]
        assert all(button.width() >= button.sizeHint().width() for button in empty.buttons)
        first = [place for place in places if place.top() == places[0].top()]
        left, right = first[0].left(), width - first[-1].right() - 1
        assert abs(left - right) <= 2, "in the middle"
    assert len(first) < len(places)
