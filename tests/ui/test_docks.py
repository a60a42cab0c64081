"""Docks: what they show around their panels, and where they stand at first."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from annotator.settings import Preferences
from ui.docks import NARROW, Dock, Docks
from ui.theme import LIGHT, put_on
from ui.workspace import Workspace


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


@pytest.mark.parametrize("narrow", [False, True])
def test_in_a_narrow_window_the_list_of_articles_shares_a_place(qtbot, narrow: bool) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(NARROW - narrow, 600)
    docks = Docks(Workspace(), window).docks
    area = Qt.DockWidgetArea
    side = area.RightDockWidgetArea if narrow else area.LeftDockWidgetArea
    assert window.dockWidgetArea(docks["articles"]) is side
    window.show()
    docks["guidelines"].show()
    beside = {docks["guidelines"], *([docks["articles"]] if narrow else [])}
    qtbot.waitUntil(lambda: set(window.tabifiedDockWidgets(docks["details"])) == beside)
    assert not window.tabifiedDockWidgets(docks["labels"])
