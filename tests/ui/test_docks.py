"""Docks: what they show around their panels."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from annotator.settings import Preferences
from ui.docks import Dock
from ui.theme import LIGHT, put_on


def test_the_title_grows_with_the_text_of_the_interface(qtbot, qapp):
    before = qapp.styleSheet(), qapp.font(), qapp.palette()
    try:
        put_on(qapp, LIGHT, Preferences(interface_points=10.0))
        window = QMainWindow()
        qtbot.addWidget(window)
        dock = Dock("things", QLabel("Things"), QSize(200, 100), window)
        window.show()
        put_on(qapp, LIGHT, Preferences(interface_points=14.0))
        assert dock.font().pointSizeF() == 14.0
        # Qt takes the dock's own font for its title under this condition only.
        assert dock.font() != QApplication.font("QDockWidget")
    finally:
        qapp.setStyleSheet(before[0])
        qapp.setFont(before[1])
        qapp.setPalette(before[2])
