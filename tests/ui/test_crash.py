"""Faults of the program itself: logged, told once, and the program goes on."""

import logging
import os
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton

from annotator.errors import BadInput, ProjectError
from ui.app import _parser
from ui.crash import (
    CrashGuard,
    crash_dialog,
    details,
    show_crash,
    start_log,
    stop_log,
    summary,
)


@pytest.fixture
def guard(qapp, tmp_path):
    shown, told = [], []
    made = CrashGuard(lambda what, text: shown.append((what, text)), told.append)
    made.shown, made.told = shown, told
    made.stand(tmp_path)
    yield made
    made.leave()


def fault(error):
    try:
        raise error
    except type(error):
        return sys.exc_info()


def test_a_fault_is_shown_with_its_details(guard, qtbot):
    sys.excepthook(*fault(ZeroDivisionError("by nought")))
    qtbot.waitUntil(lambda: bool(guard.shown))
    what, text = guard.shown[0]
    assert "went wrong" in what
    assert "ZeroDivisionError" in text
    assert "test_crash.py" in text
    assert "by nought" not in text
    assert "Python" in text


def test_the_same_fault_is_shown_once(guard, qtbot):
    info = fault(ZeroDivisionError("again and again"))
    for _ in range(50):
        sys.excepthook(*info)
    sys.excepthook(*fault(KeyError("another")))
    qtbot.waitUntil(lambda: len(guard.shown) == 2)
    qtbot.wait(20)
    assert len(guard.shown) == 2


def test_the_same_fault_fills_no_log(guard, qtbot, tmp_path):
    path = start_log(tmp_path / "logs")
    try:
        info = fault(ZeroDivisionError("at every repaint"))
        for _ in range(200):
            sys.excepthook(*info)
        sys.excepthook(*fault(KeyError("another")))
    finally:
        stop_log()
    words = path.read_text(encoding="utf-8")
    assert words.count("ZeroDivisionError") == 1
    assert words.count("KeyError") == 1


def test_a_fault_while_another_is_shown_does_not_pile_up(qapp, qtbot, tmp_path):
    shown = []

    def show(what, text):
        shown.append(what)
        sys.excepthook(*fault(KeyError("inside")))
        QApplication.processEvents()

    made = CrashGuard(show)
    made.stand(tmp_path)
    sys.excepthook(*fault(ValueError("outside")))
    qtbot.waitUntil(lambda: bool(shown))
    made.leave()
    assert len(shown) == 1


def test_a_fault_in_a_thread_reaches_the_window_s_thread(qapp, qtbot, tmp_path):
    where = []
    made = CrashGuard(lambda *_: where.append(threading.current_thread()))
    made.stand(tmp_path)

    def work():
        raise RuntimeError("in a thread")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(where))
    made.leave()
    assert where == [threading.main_thread()]


def test_an_error_of_the_world_is_told_in_its_sentence(guard, qtbot):
    sys.excepthook(*fault(BadInput("a.txt is not text.")))
    qtbot.waitUntil(lambda: bool(guard.told))
    assert str(guard.told[0]) == "a.txt is not text."
    assert guard.shown == []


def test_hooks_are_given_back(qapp, tmp_path):
    before = sys.excepthook, threading.excepthook
    made = CrashGuard()
    made.stand(tmp_path)
    assert sys.excepthook != before[0]
    made.leave()
    assert (sys.excepthook, threading.excepthook) == before


def test_no_memory_has_its_own_words():
    assert "memory" in summary(MemoryError())


def test_an_error_of_the_world_says_its_sentence():
    through = "Error calling Python override of "
    error = ProjectError(f"{through}QA::data(): {through}QB::init(): p: The file is damaged.")
    assert summary(error) == "p: The file is damaged."


def test_the_dialog_says_what_is_safe_and_lets_copy(qtbot):
    dialog = crash_dialog("It broke.", "line <b>1</b>\nline 2")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.findChild(QPlainTextEdit).toPlainText() == "line <b>1</b>\nline 2"
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    buttons["Copy details"].click()
    assert QApplication.clipboard().text() == "line <b>1</b>\nline 2"
    assert dialog.focusWidget() is buttons["Go on"]
    qtbot.keyClick(buttons["Go on"], Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_the_dialog_closes_with_escape(qapp, qtbot):
    def close():
        qtbot.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Escape)

    QTimer.singleShot(0, close)
    show_crash("It broke.", details(ValueError("x")))


def test_the_log_is_written_and_turned_over(tmp_path, qapp):
    path = start_log(tmp_path / "logs")
    try:
        logging.getLogger("annotator.test").info("x" * 600_000)
        logging.getLogger("annotator.test").info("y" * 600_000)
        logging.getLogger("annotator.test").info("the end")
    finally:
        stop_log()
    assert path is not None
    assert "the end" in path.read_text(encoding="utf-8")
    assert path.with_name("annotator.log.1").exists()


def test_no_log_folder_is_no_reason_not_to_start(tmp_path, qapp):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert start_log(tmp_path / "file") is None
    made = CrashGuard()
    made.stand(tmp_path / "file")
    made.leave()


def test_a_crash_of_the_interpreter_leaves_its_lines(tmp_path):
    program = (
        "import sys, pathlib, ctypes\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from ui.crash import CrashGuard\n"
        "app = QCoreApplication([])\n"
        "guard = CrashGuard()\n"
        "guard.stand(pathlib.Path(sys.argv[1]))\n"
        "ctypes.string_at(0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        check=False,
        timeout=500,
    )
    assert done.returncode != 0
    assert "Fatal Python error" in (tmp_path / "crash.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(("level", "told"), [("debug", True), ("", False), ("nonsense", False)])
def test_how_much_is_logged_is_said_on_the_command_line(tmp_path, qapp, monkeypatch, level, told):
    monkeypatch.setenv("ANNOTATOR_LOG_LEVEL", level)
    path = start_log(tmp_path / "logs")
    try:
        logging.getLogger("annotator.test").debug("a detail")
    finally:
        stop_log()
        logging.getLogger().setLevel(logging.WARNING)
    assert path is not None
    assert ("a detail" in path.read_text(encoding="utf-8")) is told


def test_the_window_takes_the_level():
    assert _parser().parse_args(["--log-level", "debug", "p.annotator"]).log_level == "debug"
    with pytest.raises(SystemExit):
        _parser().parse_args(["--log-level", "loud"])


def test_a_thread_of_the_worker_that_fails_is_in_its_log(tmp_path):
    program = (
        "import threading, logging\n"
        "from annotator import worker\n"
        "worker._keep_log()\n"
        "thread = threading.Thread(target=lambda: 1 / 0, name='listener')\n"
        "thread.start()\n"
        "thread.join()\n"
    )
    subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "ANNOTATOR_LOG_DIR": str(tmp_path)},
        check=True,
        capture_output=True,
        timeout=500,
    )
    words = (tmp_path / "worker.log").read_text(encoding="utf-8")
    assert "Not caught in thread listener" in words
    assert "ZeroDivisionError" in words
    assert (tmp_path / "crash.log").exists()


def test_nones_are_neither_lost_nor_kept(qtbot):
    """PySide6 6.12 on Python 3.11 lost one with every call, and the process ended at zero."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
        QApplication.processEvents()
        label.repaint()
    assert abs(sys.getrefcount(None) - before) < 50
