"""Pictures of the window for the README, drawn by the program itself."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QMessageLogContext,
    QSize,
    Qt,
    QThread,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from annotator.model.identity import named_id
from annotator.model.people import Annotator
from annotator.model.suggestion import Source
from annotator.project import Project
from annotator.settings import Settings
from ui.app import make_application
from ui.main_window import MainWindow
from ui.window_state import WindowState

if TYPE_CHECKING:
    from ui.compare.compare_window import CompareWindow

SIZE = QSize(1600, 1000)
SETTLE_MS = 400
NAP_MS = 5
"""The worker gets the processor between two looks at what happened."""
PATIENCE_MS = 120_000
NO_SCREEN = "This plugin does not support"
"""What Qt says again and again where there is no screen: nobody has to know."""


def draw_pictures(project: Path, folder: Path) -> tuple[Path, ...]:
    """Draws the main window in light and dark, suggestions, guidelines, the same
    passage in other articles, the overview of the story, and the comparison; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    make_application()
    before = qInstallMessageHandler(_tell)
    try:
        return tuple(_drawn(project, folder))
    finally:
        qInstallMessageHandler(before)


def _tell(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    if not words.startswith(NO_SCREEN):
        sys.stderr.write(f"{words}\n")


def _drawn(project: Path, folder: Path) -> Iterator[Path]:
    for theme in ("light", "dark"):
        with _window(project, theme) as window:
            yield _draw(window, folder / f"main-window-{theme}.png", _main_view)
    with _window(project, "light") as window:
        yield _draw(window, folder / "suggestions-light.png", _suggestions_view)
    with _window(project, "dark") as window:
        yield _draw(window, folder / "guidelines-dark.png", _guidelines_view)
    with _window(project, "light", to_work_in=True) as window:
        yield _draw(window, folder / "across-light.png", _across_view)
        yield _overview(window, folder / "overview-light.png")
    for theme, name, arrange in (
        ("light", "compare-light", _figures_view),
        ("dark", "adjudicate-dark", _disagreements_view),
        ("light", "groups-light", _groups_view),
    ):
        with _window(project, theme, to_work_in=True) as window:
            compared = _compared(window)
            arrange(compared)
            _settle()
            compared.grab().save(str(folder / f"{name}.png"))
            yield folder / f"{name}.png"


@contextmanager
def _window(project: Path, theme: str, *, to_work_in: bool = False) -> Iterator[MainWindow]:
    """The main window with settings of its own, so that nobody's are shown or changed.

    What is `to_work_in` is a copy of the project, which goes with the window.
    """
    with tempfile.TemporaryDirectory() as own:
        settings = Settings(Path(own) / "preferences.json")
        settings.change(theme=theme)
        window = MainWindow(settings, WindowState(Path(own) / "window.ini"))
        window.setFixedSize(SIZE)  # before it is furnished: small windows have fewer panels
        window.furnish()
        window.show()
        if to_work_in:
            project = Path(shutil.copy(project, own))
        opened = Project.open(project, read_only=not to_work_in)
        first = opened.annotators()[0]
        window.state.keep(opened.id, "annotator", first.id)  # nobody is here to be asked
        window.workspace.take(opened)
        window.workspace.set_annotator(first)
        try:
            yield window
        finally:
            window.close()
            window.deleteLater()
            QApplication.processEvents()
            # No event loop runs that would do it, and the next theme would be put on this one too.
            QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def _main_view(window: MainWindow) -> None:
    """Two articles side by side, with a quotation chosen in the second."""
    window.banner.hide()
    window.articles.show_suggestions(False)  # the pictures are of what somebody marked
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


def _suggestions_view(window: MainWindow) -> None:
    """What somebody sees who has only just begun: a quotation is to be answered."""
    window.banner.hide()
    window.workspace.set_annotator(Annotator(named_id("annotator", "demo", "C"), "C"))
    window.views.set_panes(2)
    dock = window.docks.docks["suggestions"]
    window.docks.show("suggestions")
    window.resizeDocks([dock], [260], Qt.Orientation.Vertical)
    _settle()
    waiting = window.suggesting.waiting()
    quotes = [one for one in waiting if one.source is Source.QUOTES and one.speaker is not None]
    if quotes:
        window.suggesting.go_to(quotes[0])
    window.focus_text()


def _guidelines_view(window: MainWindow) -> None:
    """The book, open at the label of the chosen span."""
    _main_view(window)
    _settle()
    window.actions_["look-up"].trigger()
    window.focus_text()


def _across_view(window: MainWindow) -> None:
    """Two articles, lit where they tell what the sentence at the caret tells."""
    window.banner.hide()
    window.articles.show_suggestions(False)
    window.views.set_panes(2)
    window.docks.show("elsewhere")
    window.resizeDocks([window.docks.docks["elsewhere"]], [260], Qt.Orientation.Vertical)
    _settle()
    view = window.articles.views[0]
    project, me = window.workspace.project, window.workspace.annotator_id
    story_id = project.article(view.article_id).story_id
    _wait(lambda: window.docks.clues.across(story_id) is not None and window.jobs.current is None)
    for switch in ("scroll-together", "light-counterparts"):
        window.actions_[switch].trigger()
    _settle()
    window.articles.activate(view)
    told = [one for one in project.groups(story_id, me) if one.kind == "same fact"]
    spans = project.spans_by_id(told[0].span_ids) if told else ()
    for span in [span for span in spans if span.article_id == view.article_id][:1]:
        view.pane.put_caret(span.start)
    window.focus_text()
    _settle()
    _wait(lambda: window.jobs.current is None)


def _overview(window: MainWindow, file: Path) -> Path:
    """The story in a table: groups and questions by article."""
    window.actions_["overview"].trigger()
    overview = window.overview.opened
    assert overview is not None
    overview.setFixedSize(SIZE)
    _settle()
    overview.grab().save(str(file))
    return file


def _compared(window: MainWindow) -> "CompareWindow":
    """The window of comparison, once the figures of the first two are there."""
    window.actions_["compare"].trigger()
    compared = window.compare.opened
    assert compared is not None
    compared.setFixedSize(SIZE)
    _wait(lambda: compared.found is not None)
    return compared


def _figures_view(compared: "CompareWindow") -> None:
    """The page of figures from its top."""
    compared.tabs.setFocus()


def _disagreements_view(compared: "CompareWindow") -> None:
    """Where the two set other boundaries, with both versions in the text; some are decided."""
    page = compared.disagreements
    compared.figures.class_wanted.emit("other_boundary")
    _wait(lambda: page.list.model.rowCount() > 0)
    for decided in ("take-left", "take-right", "take-left"):
        _wait_for_gold(compared)
        page.actions_[decided].trigger()
    _wait_for_gold(compared)


def _groups_view(compared: "CompareWindow") -> None:
    """Where the two put other passages together: one is decided, one is being written."""
    page = compared.groups
    compared.tabs.setCurrentWidget(page)
    _wait(lambda: page.list.model.rowCount() > 0)
    differing = [case.key for case in page.list.model.cases() if case.differs]
    for key, act in zip(differing, ("take-left", "edit-case"), strict=False):
        page.list.go_to(page.list.case_by_key(key))
        _settle()
        page.actions_[act].trigger()
        _wait_for_gold(compared)


def _wait_for_gold(compared: "CompareWindow") -> None:
    """Until nothing is being decided or read; what both say alike is taken over beforehand."""
    between = compared.between
    _settle()
    _wait(lambda: between.is_read and not between.many.is_busy)
    _settle()


def _draw(window: MainWindow, file: Path, arrange: Callable[[MainWindow], None]) -> Path:
    arrange(window)
    _settle()
    window.grab().save(str(file))
    return file


def _wait(done: Callable[[], bool]) -> None:
    """Lets the worker work until it is done, which takes as long as it takes."""
    clock = QElapsedTimer()
    clock.start()
    while not done() and clock.elapsed() < PATIENCE_MS:
        QApplication.processEvents()
        QThread.msleep(NAP_MS)


def _settle() -> None:
    """Lets timers and paint events come to rest."""
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < SETTLE_MS:
        QApplication.processEvents()
        QThread.msleep(NAP_MS)
