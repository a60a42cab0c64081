"""The end that somebody else orders: of the desktop session, `kill`, or Ctrl+C in a terminal."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier

ORDERS = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)
)
"""What orders the end where there are POSIX signals."""


class Orders(QObject):
    """Ends the application's loop, and those of the dialogs in it, when it is told to end.

    A handler of Python's does not run while Qt waits: the system writes the signal's number into
    a pipe, and Qt listens there. Whoever orders twice does not want to wait: the second signal
    ends the process as if nobody had taken the first. `number` is the signal that came, else 0.
    """

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._reading, False)
        os.set_blocking(self._writing, False)
        self._fd_before = signal.set_wakeup_fd(self._writing)
        self._notifier = QSocketNotifier(self._reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)
        self._before = {
            number: signal.signal(number, self._first)
            for number in ORDERS
            if signal.getsignal(number) is not signal.SIG_IGN  # as under nohup
        }

    def _first(self, _number: int, _frame: FrameType | None) -> None:
        for number in self._before:
            signal.signal(number, signal.SIG_DFL)

    def _heard(self) -> None:
        ordered = [number for number in os.read(self._reading, 512) if number in self._before]
        if ordered and not self.number:
            self.number = ordered[0]
            QCoreApplication.exit(128 + self.number)

    def leave(self) -> None:
        """Puts back what was there before."""
        self._notifier.setEnabled(False)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._fd_before)
        os.close(self._reading)
        os.close(self._writing)


@contextmanager
def orders() -> Iterator[Orders | None]:
    """Listens while the application runs; None where there are no POSIX signals."""
    if os.name != "posix":
        yield None
        return
    listening = Orders()
    try:
        yield listening
    finally:
        listening.leave()
