"""Dialogs fit the screen: what has no room scrolls, sentence and buttons stay in sight."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.dialogs.button_row import ButtonRow
from ui.dialogs.dialog import Dialog, field_row, form
from ui.dialogs.upright import Upright

ROOM = QSize(500, 300)


@pytest.fixture(autouse=True)
def small_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.dialogs.dialog.room_for", lambda _: ROOM)


def made(qtbot: QtBot, lines: int) -> Dialog:
    """A dialog with so many fields."""
    dialog = Dialog(None, "Title", "What this is about.")
    qtbot.addWidget(dialog)
    rows = form()
    for line in range(lines):
        field_row(rows, f"Field {line}", QLineEdit())
    dialog.body.addLayout(rows)
    dialog.button("Do it", dialog.accept, default=True)
    return dialog


def scrolls(dialog: Dialog) -> bool:
    return bool(dialog.findChildren(QScrollArea))


def test_a_body_without_room_scrolls_below_the_sentence_and_above_the_buttons(
    qtbot: QtBot,
) -> None:
    dialog = made(qtbot, 30)
    last = dialog.findChildren(QLineEdit)[-1]
    last.setFocus()
    dialog.show()
    qtbot.waitUntil(lambda: last.isVisible())
    assert scrolls(dialog)
    assert dialog.size().boundedTo(ROOM) == dialog.size()
    (button,) = dialog.findChildren(QPushButton)
    for part in (dialog.sentence, button):
        assert part.visibleRegion().boundingRect() == part.rect()
    assert dialog.focusWidget() is last


def test_a_body_with_room_stays_as_it_is(qtbot: QtBot) -> None:
    dialog = made(qtbot, 3)
    dialog.show()
    assert not scrolls(dialog)
    assert dialog.body.parentWidget() is dialog


def test_what_comes_later_is_fitted_too(qtbot: QtBot) -> None:
    dialog = made(qtbot, 3)
    dialog.show()
    for number in range(30):
        dialog.body.addWidget(QLabel(f"Line {number}"))
    qtbot.waitUntil(lambda: scrolls(dialog))
    assert dialog.size().boundedTo(ROOM) == dialog.size()


def test_names_go_above_their_fields_and_sides_below_each_other(qtbot: QtBot) -> None:
    dialog = Dialog(None, "Title")
    qtbot.addWidget(dialog)
    rows = form()
    field_row(rows, "A name that is rather long", QLineEdit())
    wide = QCheckBox("words " * 12)
    rows.addRow("", wide)
    page = QWidget()
    page.setLayout(rows)
    sides = QHBoxLayout()
    sides.addWidget(Upright(page))
    other = QLineEdit()
    other.setMinimumWidth(300)
    sides.addWidget(other)
    dialog.body.addLayout(sides)
    dialog.may_stack(sides)
    dialog.show()
    assert rows.rowWrapPolicy() is QFormLayout.RowWrapPolicy.WrapLongRows
    assert sides.direction() is QBoxLayout.Direction.TopToBottom
    assert dialog.size().boundedTo(ROOM) == dialog.size()
    qtbot.waitUntil(lambda: wide.isVisible() and other.isVisible())
    assert other.y() > page.parentWidget().y()


def test_a_least_width_is_that_of_the_screen_at_most(qtbot: QtBot) -> None:
    dialog = made(qtbot, 1)
    dialog.least_letters(20)
    assert dialog.minimumWidth() == 20 * dialog.fontMetrics().averageCharWidth()
    dialog.least_letters(900)
    assert dialog.minimumWidth() == ROOM.width()


@pytest.fixture
def row(qapp: QApplication) -> Iterator[tuple[ButtonRow, list[QPushButton]]]:
    """Two buttons at the beginning, two at the end, and one that is hidden."""
    holder = QWidget()
    row = ButtonRow()
    holder.setLayout(row)
    buttons = [QPushButton(words) for words in ("Cancel", "Look again", "Go on", "Copy", "Never")]
    for button, left in zip(buttons, (False, True, False, True, True), strict=True):
        row.add(button, left=left)
    buttons[-1].hide()
    yield row, buttons[:-1]
    holder.deleteLater()


def places(row: ButtonRow, buttons: list[QPushButton], width: int) -> list[QRect]:
    row.setGeometry(QRect(0, 0, width, row.heightForWidth(width)))
    found = [button.geometry() for button in buttons]
    for at, place in enumerate(found):
        assert place.size() == buttons[at].sizeHint()
        assert QRect(0, 0, width, row.heightForWidth(width)).contains(place)
        assert not any(place.intersects(other) for other in found[:at])
    return found


def test_buttons_stand_in_one_line_where_there_is_room(
    row: tuple[ButtonRow, list[QPushButton]],
) -> None:
    layout, buttons = row
    wide = layout.sizeHint().width() + 100
    cancel, look, go_on, copy = places(layout, buttons, wide)
    assert look.left() == 0
    assert look.right() < copy.left() < copy.right() + 100 < cancel.left() < go_on.left()
    assert go_on.right() == wide - 1
    assert layout.heightForWidth(wide) == layout.sizeHint().height()


def test_buttons_go_on_in_further_lines(row: tuple[ButtonRow, list[QPushButton]]) -> None:
    layout, buttons = row
    width = layout.sizeHint().width() - 1
    cancel, look, go_on, copy = places(layout, buttons, width)
    assert look.top() == copy.top() == cancel.top() < go_on.top()
    assert go_on.right() == width - 1
    narrow = layout.minimumSize().width()
    assert len({place.top() for place in places(layout, buttons, narrow)}) == len(buttons)
