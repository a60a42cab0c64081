"""Scrolling a form does not change what stands in it."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox, QVBoxLayout, QWidget

from ui.dialogs.calm import Calm


def turn(field: QWidget) -> None:
    where = QPointF(field.rect().center())
    event = QWheelEvent(
        where, field.mapToGlobal(where), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, event)


def test_the_wheel_changes_no_field_it_passes(qtbot):
    form = QWidget()
    qtbot.addWidget(form)
    layout = QVBoxLayout(form)
    choice, number = QComboBox(), QSpinBox()
    choice.addItems(["one", "two", "three"])
    number.setValue(50)
    layout.addWidget(choice)
    layout.addWidget(number)
    Calm(form)
    form.show()
    for field in (choice, number):
        field.clearFocus()
        turn(field)
    assert choice.currentText() == "one"
    assert number.value() == 50
    assert choice.focusPolicy() == Qt.FocusPolicy.StrongFocus
