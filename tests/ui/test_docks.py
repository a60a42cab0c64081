"""Docks: what they show around their panels."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from ui.docks import Dock


def test_the_title_grows_with_the_text_of_the_interface(qtbot, qapp):
    before = QApplication.font()
    window = QMainWindow()
    qtbot.addWidget(window)
    dock = Dock("things", QLabel("Things"), QSize(200, 100), window)
    larger = QApplication.font()
    larger.setPointSizeF(before.pointSizeF() + 4)
    try:
        qapp.setFont(larger)
        assert dock.font().pointSizeF() == larger.pointSizeF()
        # Qt takes the dock's own font for its title under this condition only.
        assert dock.font() != QApplication.font("QDockWidget")
    finally:
        qapp.setFont(before)
