"""What “done” found unfinished."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.checks import OpenPoint, PointKind
from ui.dialogs.done import DoneDialog

POINTS = tuple(
    OpenPoint(PointKind.EMPTY_ATTRIBUTE, f"point {number} <b>", span_id=f"span-{number}")
    for number in range(1, 13)
)


@pytest.fixture
def dialog(qtbot: QtBot) -> DoneDialog:
    dialog = DoneDialog(POINTS)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_every_point_has_a_key(dialog: DoneDialog) -> None:
    assert dialog.list.item(0).text() == "1   point 1 <b>"
    assert dialog.list.item(9).text() == "a   point 10 <b>"
    assert dialog.sentence.text().startswith("12 points are open")


@pytest.mark.parametrize(("key", "at"), [(Qt.Key.Key_3, 2), (Qt.Key.Key_A, 9), (Qt.Key.Key_C, 11)])
def test_a_key_goes_to_its_point_wherever_the_focus_is(
    dialog: DoneDialog, qtbot: QtBot, key: Qt.Key, at: int
) -> None:
    for focus in (dialog.list, dialog.back, dialog.anyway):
        dialog.show()
        with qtbot.waitSignal(dialog.point_wanted) as wanted:
            qtbot.keyClick(focus, key)
        assert wanted.args == [POINTS[at]]
        assert not dialog.isVisible()


def test_enter_on_a_row_goes_there(dialog: DoneDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.point_wanted) as wanted:
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert wanted.args == [POINTS[1]]


def test_a_key_without_a_point_does_nothing(dialog: DoneDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.point_wanted):
        qtbot.keyClick(dialog.back, Qt.Key.Key_Z)
    assert dialog.isVisible()


def test_done_anyway(dialog: DoneDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.done_anyway):
        dialog.anyway.click()
    assert not dialog.isVisible()


def test_esc_is_back_to_the_text(dialog: DoneDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.done_anyway):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
