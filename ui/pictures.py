"""Pictures of the window for the README, drawn by the program itself."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QSize
from PySide6.QtWidgets import QApplication

from annotator.project import Project
from annotator.settings import Settings
from ui.app import make_application
from ui.main_window import MainWindow
from ui.window_state import WindowState

SIZE = QSize(1600, 1000)
SETTLE_MS = 400


def draw_pictures(project: Path, folder: Path) -> tuple[Path, ...]:
    """Draws the main window in light and dark, with the project open; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    make_application()
    drawn = []
    for theme in ("light", "dark"):
        with _window(project, theme) as window:
            drawn.append(_draw(window, folder / f"main-window-{theme}.png", _main_view))
    return tuple(drawn)


@contextmanager
def _window(project: Path, theme: str) -> Iterator[MainWindow]:
    """The main window with settings of its own, so that nobody's are shown or changed."""
    with tempfile.TemporaryDirectory() as own:
        settings = Settings(Path(own) / "preferences.json")
        settings.change(theme=theme)
        window = MainWindow(settings, WindowState(Path(own) / "window.ini"))
        window.furnish()
        window.setFixedSize(SIZE)
        window.show()
        opened = Project.open(project, read_only=True)
        window.workspace.take(opened)
        window.workspace.set_annotator(opened.annotators()[0])
        try:
            yield window
        finally:
            window.close()
            window.deleteLater()
            _settle()


def _main_view(window: MainWindow) -> None:
    """Two articles side by side, with a quotation chosen in the second."""
    window.banner.hide()
    window.views.set_panes(2)
    _settle()
    view = window.articles.views[1]
    window.articles.activate(view)
    view.focus_text()
    scheme = window.workspace.scheme
    spans = window.workspace.project.spans(view.article_id, window.workspace.annotator_id)
    quotes = [s for s in spans if (label := scheme.label(s.label_id)) and label.name == "quote"]
    if quotes:
        view.pane.go_to_span(quotes[1 if len(quotes) > 1 else 0].id)


def _draw(window: MainWindow, file: Path, arrange: Callable[[MainWindow], None]) -> Path:
    arrange(window)
    _settle()
    window.grab().save(str(file))
    return file


def _settle() -> None:
    """Lets timers and paint events come to rest."""
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < SETTLE_MS:
        QApplication.processEvents()
