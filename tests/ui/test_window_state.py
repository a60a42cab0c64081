"""What the window remembers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QSplitter

from annotator.settings import config_folder
from ui.window_state import RECENT, WindowState


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    made.dock = QDockWidget("Labels", made)
    made.dock.setObjectName("labels")
    made.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, made.dock)
    qtbot.addWidget(made)
    return made


def test_the_state_lies_in_the_config_folder(qapp):
    WindowState().keep_pane_layout(3, grid=True)
    WindowState().add_recent(Path("/a"))
    assert (config_folder() / "window.ini").is_file()


def test_size_and_docks_come_back(window, qtbot):
    window.resize(777, 555)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, window.dock)
    WindowState().keep_window(window)
    other = QMainWindow()
    other.dock = QDockWidget("Labels", other)
    other.dock.setObjectName("labels")
    other.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, other.dock)
    qtbot.addWidget(other)
    assert WindowState().restore_window(other)
    assert WindowState().restore_docks(other)
    assert (other.width(), other.height()) == (777, 555)
    assert other.dockWidgetArea(other.dock) == Qt.DockWidgetArea.RightDockWidgetArea


def test_nothing_is_remembered_at_the_first_start(window):
    assert not WindowState().restore_window(window)
    assert WindowState().pane_layout() == (2, False)
    assert WindowState().recent() == ()


def test_a_window_on_a_screen_that_is_gone_comes_back_into_view(window):
    window.setGeometry(QRect(20_000, 20_000, 400, 300))
    WindowState().keep_window(window)
    WindowState().restore_window(window)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.intersects(window.frameGeometry())


def test_splitters_are_kept_for_each_project(qtbot):
    def splitter():
        made = QSplitter()
        qtbot.addWidget(made)
        made.addWidget(QLabel("a"))
        made.addWidget(QLabel("b"))
        made.resize(400, 100)
        return made

    one = splitter()
    one.setSizes([300, 100])
    WindowState().keep_splitter("p1", "panes", one)
    other = splitter()
    assert WindowState().restore_splitter("p1", "panes", other)
    assert other.sizes() == one.sizes()
    assert not WindowState().restore_splitter("p2", "panes", splitter())


def test_words_are_kept_for_each_project(qapp):
    WindowState().keep("p1", "articles", "a;b")
    assert WindowState().kept("p1", "articles") == "a;b"
    assert WindowState().kept("p2", "articles", "none") == "none"


def test_the_pane_layout_stays_within_what_there_is(qapp):
    WindowState().keep_pane_layout(5, grid=True)
    assert WindowState().pane_layout() == (5, True)
    WindowState().keep_pane_layout(99, grid=False)
    assert WindowState().pane_layout() == (6, False)


def test_recent_projects_have_the_last_first_and_no_twins(qapp, tmp_path):
    state = WindowState()
    for number in range(RECENT + 3):
        state.add_recent(tmp_path / f"{number}.annotator")
    state.add_recent(tmp_path / "9.annotator")
    recent = WindowState().recent()
    assert len(recent) == RECENT
    assert recent[0] == tmp_path / "9.annotator"
    assert len(set(recent)) == RECENT
    WindowState().drop_recent(tmp_path / "9.annotator")
    assert tmp_path / "9.annotator" not in WindowState().recent()


def test_one_recent_project_is_a_list_too(qapp, tmp_path):
    WindowState().add_recent(tmp_path / "a, b.annotator")
    assert WindowState().recent() == (tmp_path / "a, b.annotator",)


@pytest.mark.parametrize(
    "content", ["", "[window\ngeometry=@ByteArray(x", "\0\0", "[panes]\ncount=many"]
)
def test_a_damaged_file_is_like_none(window, content):
    path = config_folder() / "window.ini"
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    state = WindowState()
    state.restore_window(window)
    assert state.pane_layout() == (2, False)
    assert state.recent() == ()
