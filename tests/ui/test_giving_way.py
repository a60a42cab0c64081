"""Panels at the sides make room for the articles, and take it back."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from ui.docks import Dock
from ui.giving_way import LEAST, GivingWay

LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea


@dataclass
class Trial:
    """A window of 800 pixels with a panel at the left, two at the right and one below."""

    window: QMainWindow
    docks: list[Dock]
    giving_way: GivingWay
    qtbot: QtBot

    def fit(self, wanted: int) -> None:
        self.giving_way.fit(self.docks, self.room, wanted)

    @property
    def room(self) -> int:
        return self.window.centralWidget().width()

    @property
    def widths(self) -> tuple[int, int]:
        return self.docks[0].width(), self.docks[1].width()

    def waits_for(self, *widths: int) -> None:
        self.qtbot.waitUntil(lambda: self.widths == widths)


@pytest.fixture
def trial(qtbot: QtBot) -> Iterator[Trial]:
    window = QMainWindow()
    window.setCentralWidget(QWidget())
    docks = [Dock(str(n), QWidget(), QSize(250, 100), window) for n in range(4)]
    for dock, area in zip(docks, (LEFT, RIGHT, RIGHT, BOTTOM), strict=True):
        window.addDockWidget(area, dock)
    window.resize(800, 600)
    window.show()
    trial = Trial(window, docks, GivingWay(window), qtbot)
    window.resizeDocks(docks[:2], [240, 260], Qt.Orientation.Horizontal)
    trial.waits_for(240, 260)
    yield trial
    window.close()
    window.deleteLater()


def test_panels_make_as_much_room_as_is_needed_and_take_it_back(trial: Trial) -> None:
    before = trial.room
    trial.fit(before + 70)
    trial.waits_for(210, 220)
    trial.fit(800)
    trial.waits_for(LEAST, LEAST)
    trial.fit(800)
    trial.fit(before)
    trial.waits_for(240, 260)
    trial.fit(before - 100)
    QApplication.processEvents()
    assert trial.widths == (240, 260)


def test_what_somebody_made_wider_or_narrower_stays(trial: Trial) -> None:
    trial.fit(800)
    trial.waits_for(LEAST, LEAST)
    trial.window.resizeDocks(trial.docks[:2], [230, LEAST], Qt.Orientation.Horizontal)
    trial.waits_for(230, LEAST)
    trial.fit(100)
    trial.waits_for(230, 260)
    trial.window.resizeDocks(trial.docks[:2], [120, 260], Qt.Orientation.Horizontal)
    trial.waits_for(120, 260)
    trial.fit(800)
    trial.waits_for(120, LEAST)


def test_panels_that_float_or_are_closed_are_left_alone(trial: Trial) -> None:
    trial.docks[0].setFloating(True)
    trial.docks[0].resize(300, 300)
    trial.fit(800)
    trial.waits_for(300, LEAST)
    for dock in trial.docks[:3]:
        dock.hide()
    trial.fit(800)
    trial.docks[0].setFloating(False)
