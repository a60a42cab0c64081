"""What orders the end ends the loop, with the dialogs in it, and is left as it was before."""

import os
import signal

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from ui.told_to_end import ORDERS, orders

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


@pytest.mark.parametrize("number", ORDERS)
def test_an_order_ends_the_loop_and_its_dialogs(number: int, qapp: QApplication) -> None:
    before = [signal.getsignal(one) for one in ORDERS]
    said: list[int] = []
    handlers: list[object] = []

    def asks() -> None:
        dialog = QDialog()
        QTimer.singleShot(0, dialog, lambda: os.kill(os.getpid(), number))
        said.append(dialog.exec())
        said.append(dialog.exec())
        handlers.extend(signal.getsignal(one) for one in ORDERS)
        dialog.deleteLater()

    with orders() as told:
        QTimer.singleShot(0, qapp, asks)
        assert qapp.exec() == 128 + number
        assert told is not None
        assert told.number == number
    assert said == [QDialog.DialogCode.Rejected] * 2, "nor can another one be opened then"
    assert handlers == [signal.SIG_DFL] * len(ORDERS), "the second order counts at once"
    assert [signal.getsignal(one) for one in ORDERS] == before


def test_what_is_ignored_stays_ignored(qapp: QApplication) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with orders():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
            assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, before)
