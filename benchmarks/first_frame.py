"""One start up to its first frame, for `benchmarks.start`: prints the CPU seconds it took.

Imports nothing by itself, so that what is measured is the program.
"""

import os
import resource
import sys


def report() -> None:
    """Prints what this process has used so far and ends it at once."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, flush=True)
    os._exit(0)


def bare() -> None:
    """A Qt program with nothing but a window that holds a text field."""
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

    class Bare(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            report()

    app = QApplication([])
    window = Bare()
    window.setCentralWidget(QPlainTextEdit())
    window.resize(1600, 1000)
    window.show()
    app.exec()


def ours() -> None:
    """The program itself, without a project."""
    from ui import app
    from ui.main_window import MainWindow

    start = MainWindow.start

    def watched(window: MainWindow, *given: object, **named: object) -> None:
        window.first_frame.connect(report)
        start(window, *given, **named)  # type: ignore[arg-type]

    MainWindow.start = watched  # type: ignore[method-assign,assignment]
    app.run([])


if __name__ == "__main__":
    (ours if sys.argv[1] == "ours" else bare)()
