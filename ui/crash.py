"""What happens when the program itself is at fault: it is logged, and the user is told once.

An exception in a slot, a timer or a paint event reaches `sys.excepthook`, one in a model's
`data()` again at every repaint, one in a thread only `threading.excepthook`; a crash of the
interpreter leaves its lines through `faulthandler`.
"""

import faulthandler
import logging
import platform
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from annotator import __version__
from annotator.errors import AnnotatorError
from annotator.logs import Word, close_logs, way_to, write_log
from annotator.settings import log_folder
from ui.ask import plain_label

if TYPE_CHECKING:
    from ui.dialogs.dialog import Dialog

log = logging.getLogger(__name__)

SAFE = (
    "Every mark made before is saved, unless a red bar in the window says that it is not: each one "
    "is written to the project as soon as it is made."
)
TO_DO = (
    "You can go on. If it happens again, close the program and open it anew; if it still happens, "
    "send the details below to whoever looks after the program. They hold nothing of your texts, "
    "labels or names."
)
_OVERRIDES = re.compile(r"^(?:Error calling Python override of \S+: )+")
"""What PySide writes before the words of an error that went through one of its own methods."""
PAUSE = 30.0
"""Seconds during which the same fault is not shown again."""


def start_log(folder: Path | None = None) -> Path | None:
    """Write the log to `annotator.log` in the log folder; None where it cannot be written."""
    path = write_log("annotator.log", folder)
    log.info("Annotator %s started", Word(__version__))
    return path


def stop_log() -> None:
    """Close the log files that `start_log` opened."""
    close_logs()


class CrashGuard(QObject):
    """Catches what nobody caught, from every thread, and hands it on in the window's thread.

    `show` gets (summary, details); a known error of the world goes to `tell` with its sentence.

    Signals: `caught` carries the exception, in the window's thread.
    """

    caught = Signal(object)

    def __init__(
        self,
        show: Callable[[str, str], None] | None = None,
        tell: Callable[[AnnotatorError], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._show = show or show_crash
        self._tell = tell
        self._last: dict[str, float] = {}
        self._written: dict[str, tuple[float, int]] = {}
        self._showing = False
        self._before = (sys.excepthook, threading.excepthook)
        self._fatal: TextIO | None = None
        self.caught.connect(self._handle, Qt.ConnectionType.QueuedConnection)

    def stand(self, folder: Path | None = None) -> None:
        """Take over both hooks and the faults of the interpreter."""
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread
        try:
            place = folder or log_folder()
            place.mkdir(parents=True, exist_ok=True)
            self._fatal = (place / "crash.log").open("a", encoding="utf-8")
        except OSError:
            return
        faulthandler.enable(self._fatal)

    def leave(self) -> None:
        """Give both hooks back."""
        sys.excepthook, threading.excepthook = self._before
        if self._fatal:
            faulthandler.disable()
            self._fatal.close()
            self._fatal = None

    def _from_main(
        self,
        kind: type[BaseException],
        error: BaseException,
        _trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        self._write(error, "main")
        self.caught.emit(error)

    def _from_thread(self, fault: threading.ExceptHookArgs) -> None:
        if fault.exc_value is None or issubclass(fault.exc_type, SystemExit):
            return
        named = fault.thread.name if fault.thread else "?"
        self._write(fault.exc_value, named)
        self.caught.emit(fault.exc_value)

    def _write(self, error: BaseException, thread: str) -> None:
        """Once in a while: a fault in a model comes at every repaint, and would fill the log."""
        place, now = _place(error), time.monotonic()
        since, times = self._written.get(place, (-PAUSE, 0))
        if now - since < PAUSE:
            self._written[place] = since, times + 1
            return
        self._written[place] = now, 0
        log.error(
            "Not caught in thread %s, and %d times more before", Word(thread), times, exc_info=error
        )

    def _handle(self, error: BaseException) -> None:
        if isinstance(error, AnnotatorError) and self._tell:
            self._once(str(error), lambda: self._tell and self._tell(error))
            return
        text = details(error)
        self._once(_place(error), lambda: self._show(summary(error), text))

    def _once(self, what: str, show: Callable[[], object]) -> None:
        now = time.monotonic()
        if self._showing or now - self._last.get(what, -PAUSE) < PAUSE:
            return
        self._showing = True
        try:
            show()
        finally:
            self._showing = False
            self._last[what] = time.monotonic()


def summary(error: BaseException) -> str:
    """What happened, in one sentence without its inner workings; errors of the world have one."""
    if isinstance(error, AnnotatorError):
        return _OVERRIDES.sub("", str(error))
    if isinstance(error, MemoryError):
        return "There was not enough memory for the last step."
    return "Something went wrong inside the program, and the last step was not finished."


def details(error: BaseException) -> str:
    """What somebody who looks after the program needs: versions and the way to the fault.

    Without any data of the project, as in the log, so that it can be sent to anybody.
    """
    return (
        f"Annotator {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.platform()}\nLog: {_from_home(log_folder() / 'annotator.log')}\n\n"
        f"{way_to(error)}\n"
    )


def _from_home(path: Path) -> str:
    """Without the name of the user's own folder, which is their name."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def show_crash(what: str, text: str, parent: QWidget | None = None) -> None:
    """Show the dialog of a fault and wait until it is closed."""
    dialog = crash_dialog(what, text, parent)
    dialog.exec()
    dialog.deleteLater()


def crash_dialog(what: str, text: str, parent: QWidget | None = None) -> "Dialog":
    """The dialog of a fault: what happened, what is safe, what to do, and the details."""
    from ui.dialogs.dialog import Dialog, copy_words, text_view

    dialog = Dialog(parent, "Annotator", what)
    dialog.sentence.setProperty("part", "heading")
    dialog.style().polish(dialog.sentence)
    dialog.least_letters(80)
    for words in (SAFE, TO_DO):
        dialog.body.addWidget(plain_label(words))
    shown = text_view(text, "Details")
    shown.setMinimumHeight(160)
    dialog.body.addWidget(shown)
    dialog.button("Copy details", lambda: copy_words(text), left=True)
    dialog.button("Go on", dialog.accept, default=True).setFocus()
    return dialog


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    return f"{type(error).__name__} {last.filename}:{last.lineno}" if last else repr(error)
